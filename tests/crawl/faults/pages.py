"""Stories and fronts that answer wrongly, lie about themselves or lead elsewhere."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.crawl.faults.case import Case
from tests.crawl.faults.paper import (
    ORIGIN,
    STORIES,
    Answer,
    Reply,
    cut,
    endless,
    front,
    gzipped,
    moved,
    page,
    path,
    reset,
    silence,
)

REST = {0, 1, 3}
BAD = path(2)
SIMPLE = "<!doctype html><html><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>"
DEEP = Answer("<div>" * 100_000 + "<p>deep")
CROWDED = Answer("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x")
LATIN = Answer(page(2).body.encode("latin-1", "xmlcharrefreplace"), type="text/html; charset=latin-1")  # type: ignore[union-attr]
SECRET = ("127.0.0.1", "localhost", "10.0.0.7", "inside.example", "/secret")


def later(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def busy(status: str, after: str) -> Answer:
    return Answer("", status, headers={"Retry_After": after})


def story_answers(name: str, *replies: Reply, times: int = 3, **more: Answer) -> Case:
    """One story goes wrong; the other three must be stored, and this one not be asked for over and over."""
    return Case(
        name,
        {BAD: replies, **more},
        stored=REST,
        times={BAD: times},
        never=SECRET,
    )


def twin(name: str, replies: dict[str, Reply], *links: str, hosts: tuple[str, ...] = (), **more: object) -> Case:
    """The front leads to the stories by several addresses; each must be stored once."""
    return Case(name, {"/": front(*map(path, STORIES), *links), **replies}, hosts=hosts, **more)  # type: ignore[arg-type]


CASES = (
    Case("a healthy paper"),
    story_answers("a story is silent", silence),
    story_answers("a story resets", reset),
    Case("a story resets once", {BAD: (reset, page(2))}),
    story_answers("a story is cut", cut(page(2))),
    story_answers("a story's chunks are cut", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n<h1>Half"),
    story_answers("a story's gzip is cut", Answer(gzip.compress(b"<h1>Half</h1>" * 99)[:-20], headers={"Content_Encoding": "gzip"})),
    story_answers("a story never ends", endless(b"<h1>On and on</h1>", b"<p>and on</p>", "text/html")),
    story_answers("a story is a bomb", gzipped(b"\0" * 30_000_000, "text/html")),
    *(
        story_answers(f"a story answers {status[:3]}", Answer(SIMPLE.format("Oops", ""), status), times=times)
        for status, times in (
            ("400 Bad Request", 1), ("401 Unauthorized", 1), ("403 Forbidden", 1), ("404 Not Found", 1), ("410 Gone", 1),
            ("500 Internal Server Error", 3), ("502 Bad Gateway", 3), ("204 No Content", 1),
        )
    ),
    Case("a story says 503 once", {BAD: (busy("503 Service Unavailable", "1"), page(2))}, times={BAD: 2}),
    Case("a story says 429 and names seconds", {BAD: (busy("429 Too Many Requests", "1"), page(2))}, times={BAD: 2}),
    Case("a story says 429 and names a date", {BAD: (busy("429 Too Many Requests", later(2)), page(2))}, times={BAD: 2}),
    # the host may be left alone for the hour, or this story only
    Case("a story says 503 for an hour", {BAD: busy("503 Service Unavailable", "3600")}, stored=set(), may_store=REST, times={BAD: 1}, remembers=[BAD]),
    Case("the front says 429 for an hour", {"/": busy("429 Too Many Requests", later(3600))}, stored=set(), times={"/": 1}, at_most=8, remembers=["/"]),
    story_answers("a story is empty", Answer("")),
    story_answers("a story is a PDF that says HTML", Answer(b"%PDF-1.7\n" + b"\0" * 500)),
    story_answers("a story is a picture", Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, type="image/png")),
    story_answers("a story is a hundred thousand levels deep", DEEP),
    story_answers("a story has a hundred thousand attributes", CROWDED),
    story_answers("a soft 404", Answer(SIMPLE.format("Page not found", "<p>Sorry, the page you were looking for does not exist.</p>"))),
    story_answers(
        "a consent wall",
        Answer(SIMPLE.format("We value your privacy", "<p>We and our partners store cookies. By clicking Accept all you agree to it.</p><button>Accept all</button><button>Reject all</button>")),
    ),
    story_answers("a bot check", Answer("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script><h1>Checking your browser</h1>", "403 Forbidden"), times=1),
    Case("a story in latin-1", {BAD: LATIN}),
    Case("a story moved", {BAD: moved("/moved", "301 Moved Permanently"), "/moved": page(2)}, stored=REST, others=["/moved"]),
    story_answers("a story moves in a circle", moved("/b"), times=2, **{"/b": moved(BAD)}),
    story_answers("a story moves for ever", moved("/r0"), times=1, **{f"/r{n}": moved(f"/r{n + 1}") for n in range(40)}),
    *(
        story_answers(f"a story moves to {where}", moved(where), times=1)
        for where in ("http://127.0.0.1/secret", "http://10.0.0.7/", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/", "http://inside.example/", "file:///etc/passwd", "javascript:alert(1)")
    ),
    story_answers(
        "a story refreshes to a private address",
        Answer(SIMPLE.format("Moving", "<p>…</p>").replace("<head>", '<head><meta http-equiv="refresh" content="0; url=http://127.0.0.1/secret">')),
    ),
    Case("the front links to private addresses", {"/": front(*map(path, STORIES), "http://127.0.0.1/secret/2026/03/01/story-of-ours", "http://10.0.0.7/2026/03/01/a-long-story")}, never=SECRET),
    Case("the front links to what is no page", {"/": front(*map(path, STORIES), more='<a href="javascript:void(0)">x</a><a href="mailto:a@b.example">y</a><a href="">z</a><a href="http://[">w</a><a href="/a.pdf">p</a><a href="#top">t</a>')}, never=["/a.pdf"]),
    Case("a story claims another site's address", {BAD: page(2, '<link rel="canonical" href="http://other.example/2026/theirs">')}, never=["other.example"]),
    Case("stories claim the front as their address", {path(n): page(n, f'<link rel="canonical" href="{ORIGIN}/">') for n in STORIES}),
    twin("a story has two addresses and names one", {"/twin": page(2, f'<link rel="canonical" href="{ORIGIN}{BAD}">')}, "/twin"),
    twin("AMP twins", {f"{path(n)}/amp/": page(n, f'<link rel="canonical" href="{ORIGIN}{path(n)}">') for n in STORIES}, *(f"{path(n)}/amp/" for n in STORIES)),
    twin("mobile twins", {f"m.courier.example{path(n)}": page(n, f'<link rel="canonical" href="{ORIGIN}{path(n)}">') for n in STORIES}, *(f"http://m.courier.example{path(n)}" for n in STORIES), hosts=("m.courier.example",)),
    twin("tracking parameters and fragments", {}, *(f"{path(n)}?utm_source=front&fbclid=x{n}#comments" for n in STORIES), never=[f"{path(n)}?" for n in STORIES], times={path(n): 1 for n in STORIES}),
    Case("stories told apart by ?id= alone", {"/": front(*(f"/story.php?id={n}" for n in STORIES)), **{f"/story.php?id={n}": page(n) for n in STORIES}}, stored=set(), others=[f"/story.php?id={n}" for n in STORIES]),
    Case("a base address", {"/": front(*(path(n)[6:] for n in STORIES), head='<base href="/2026/">')}),
    Case("relative links without a base", {"/": moved("/news/"), "/news/": front(*(f"..{path(n)}" for n in STORIES))}),
    Case("the front moves to www", {"/": moved("http://www.courier.example/"), "www.courier.example/": front(*map(path, STORIES)), **{f"www.courier.example{path(n)}": page(n) for n in STORIES}}, hosts=("www.courier.example",)),
    Case("the front is silent", {"/": silence}, stored=set(), times={"/": 3}),
    Case("the front is cut once", {"/": (cut(front(*map(path, STORIES))), front(*map(path, STORIES)))}),
)  # fmt: skip
