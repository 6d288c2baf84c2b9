"""robots.txt in every state that it is found in (RFC 9309)."""

from __future__ import annotations

import gzip

from tests.crawl.faults.case import Case
from tests.crawl.faults.paper import Answer, Reply, cut, gzipped, moved, path, reset, silence

REST = {0, 1, 3}
HIDDEN = path(2)
NO = f"User-agent: *\nDisallow: {HIDDEN}\n"
NOTHING: dict[str, frozenset[int]] = {"stored": frozenset()}


def robots(*replies: Reply) -> dict[str, Reply | tuple[Reply, ...]]:
    return {"/robots.txt": replies}


def text(body: str | bytes, status: str = "200 OK", **headers: str) -> Answer:
    return Answer(body, status, "text/plain", headers)


def forbids_all(name: str, *replies: Reply, at_most: int = 3, never: tuple[str, ...] = ("/2026", "/feed")) -> Case:
    """Nothing may be asked for but robots.txt."""
    return Case(name, robots(*replies), stored=set(), never=("/2026", "/feed", "/sitemap", *never), at_most=at_most)


CASES = (
    Case("robots empty", robots(text(""))),
    Case("robots allows all", robots(text("User-agent: *\nDisallow:\n"))),
    Case("robots forbids one story", robots(text(NO)), stored=REST, never=[HIDDEN]),
    forbids_all("robots forbids all", text("User-agent: *\nDisallow: /\n"), at_most=1),
    Case("robots forbids all but us", robots(text("User-agent: *\nDisallow: /\n\nUser-agent: scrape-news\nDisallow:"))),
    forbids_all("robots forbids just us", text("User-agent: *\nAllow: /\nUser-agent: Scrape-News\nDisallow: /\n")),
    Case(
        "robots: the longer rule wins",
        robots(text(f"User-agent: *\nDisallow: /2026/\nAllow: {path(0)}\n")),
        stored={0},
        never=[path(1), path(2), path(3)],
    ),
    Case("robots: a wildcard", robots(text(f"User-agent: *\nDisallow: /*{HIDDEN[-9:]}$\n")), stored=REST, never=[HIDDEN]),
    *(
        Case(f"robots {status[:3]}", robots(Answer(NO, status)))
        for status in ("401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone")
    ),
    *(
        forbids_all(f"robots {status[:3]}", text("", status))
        for status in ("429 Too Many Requests", "500 Internal Server Error", "503 Service Unavailable")
    ),
    Case("robots 503 once", robots(text("", "503 Service Unavailable"), text(NO)), stored=REST, never=[HIDDEN]),
    forbids_all("robots is silent", silence),
    forbids_all("robots resets", reset),
    forbids_all("robots is cut", cut(text(NO * 30))),
    Case(
        "robots moved",
        {"/robots.txt": moved("/rules"), "/rules": moved("/rules.txt"), "/rules.txt": text(NO)},
        stored=REST,
        never=[HIDDEN],
    ),
    Case(
        "robots moved to another host",
        {"/robots.txt": moved("http://rules.example/r"), "rules.example/r": text(NO)},
        stored=REST,
        never=[HIDDEN],
        hosts=["rules.example"],
    ),
    Case(
        "robots moves too often",
        {"/robots.txt": moved("/r1"), **{f"/r{n}": moved(f"/r{n + 1}") for n in range(1, 30)}},
        times={f"/r{n}": 0 for n in range(7, 30)},
    ),
    Case("robots moves in a circle", {"/robots.txt": moved("/r"), "/r": moved("/robots.txt")}, times={"/r": 6}),
    *(
        forbids_all(f"robots moved to {where}", moved(where), never=("127.0.0.1", "localhost"))
        for where in ("http://127.0.0.1/secret", "http://10.0.0.7/r", "http://[::1]/r", "http://inside.example/r")
    ),
    Case("robots with BOM", robots(text(b"\xef\xbb\xbf" + NO.encode())), stored=REST, never=[HIDDEN]),
    Case("robots with CR line ends", robots(text(NO.replace("\n", "\r"))), stored=REST, never=[HIDDEN]),
    Case("robots in latin-1", robots(text(b"# caf\xe9\n" + NO.encode())), stored=REST, never=[HIDDEN]),
    Case("robots with NUL", robots(text(b"\0# x\0\n" + NO.encode())), stored=REST, never=[HIDDEN]),
    Case("robots is HTML", robots(Answer("<!doctype html><title>Home</title><p>Disallow: nothing"))),
    Case("robots in gzip", robots(gzipped(NO, "text/plain")), stored=REST, never=[HIDDEN]),
    Case("robots in gzip that is cut", robots(Answer(gzip.compress(NO.encode())[:-12], headers={"Content_Encoding": "gzip"})), **NOTHING),  # type: ignore[arg-type]
    Case("robots of 690 kB", robots(text(NO + "# a line of nothing\n" * 34_500)), stored=REST, never=[HIDDEN]),
    Case("robots with a Sitemap line in its group", robots(text(f"User-agent: x\nSitemap: /s\nUser-agent: *\nDisallow: {HIDDEN}")), stored=REST, never=[HIDDEN]),
    Case("robots asks for 0.2 s between requests", robots(text("User-agent: *\nCrawl-delay: 0.2\n")), gap_seconds=0.2),
    Case(
        "robots asks for a day between requests",
        robots(text("User-agent: *\nCrawl-delay: 86400\n")),
        stored=set(),
        max_seconds=1.0,
        at_most=2,
        within_seconds=5.0,
    ),
    Case("robots of another host does not count", {"www.courier.example/robots.txt": text("User-agent: *\nDisallow: /")}),
    Case(
        "robots names the only way in",
        {"/robots.txt": text("Sitemap: http://courier.example/map.xml"), "/": Answer("<title>Hello</title><h1>Soon</h1>"),
         "/map.xml": Answer("".join(f"http://courier.example{path(n)}\n" for n in range(4)), type="text/plain")},
    ),
)  # fmt: skip
