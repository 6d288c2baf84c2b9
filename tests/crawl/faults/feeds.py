"""Feeds, broken in every way that is known."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from xml.sax.saxutils import escape

from tests.crawl.faults.case import Case
from tests.crawl.faults.pages import SECRET, busy, later
from tests.crawl.faults.paper import (
    ORIGIN,
    STORIES,
    STORIES_ALONE,
    Answer,
    Reply,
    cut,
    endless,
    front,
    gzipped,
    moved,
    path,
    reset,
    silence,
)
from tests.crawl.invented_news import story

DATE = "Tue, 24 Mar 2026 09:00:00 GMT"
DOCTYPE = f'<!DOCTYPE rss [<!ENTITY xxe SYSTEM "{ORIGIN}/evil.txt"><!ENTITY % d SYSTEM "{ORIGIN}/evil.dtd"> %d;]>'
LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)
QUADRATIC = f"<!DOCTYPE rss [<!ENTITY a '{'a' * 50_000}'>]>"
NO_FRONT = dict(STORIES_ALONE)


def item(link: str, title: str = "A story", more: str = f"<pubDate>{DATE}</pubDate>") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def items(numbers: Iterable[int] = STORIES) -> str:
    return "".join(item(ORIGIN + path(n), escape(story(n, "courier").title)) for n in numbers)


def rss(inside: str, before: str = "", kind: str = "application/rss+xml") -> Answer:
    return Answer(
        f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>The Courier</title><link>{ORIGIN}/</link>'
        f"<description>News</description>{inside}</channel></rss>",
        type=kind,
    )


def entry(number: int, more: str = "") -> str:
    return f'<entry><title>{escape(story(number, "courier").title)}</title><link href="{ORIGIN}{path(number)}"/>{more}</entry>'


def atom(inside: str, space: str = "http://www.w3.org/2005/Atom", root: str = "") -> Answer:
    return Answer(
        f'<?xml version="1.0"?><feed xmlns="{space}"{root}><title>The Courier</title>{inside}</feed>',
        type="application/atom+xml",
    )


def feed(name: str, *replies: Reply, stored: Iterable[int] = STORIES, **more: object) -> Case:
    """The feed is the only way to the stories."""
    answers = {"/feed.xml": replies, **more.pop("replies", {})}  # type: ignore[dict-item]
    return Case(name, answers, "/feed.xml", set(stored), paper=NO_FRONT, never=(*SECRET, "/evil"), **more)  # type: ignore[arg-type]


RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    f"<channel rdf:about='{ORIGIN}/'><title>Courier</title><link>{ORIGIN}/</link></channel>{items()}</rdf:RDF>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "C",
        "items": [{"id": str(n), "url": ORIGIN + path(n), "title": "x"} for n in STORIES],
    }
)
WHOLE = rss(items())
PAGED = {f"/feed.xml?paged={n}": rss(items([n - 1])) for n in (2, 3, 4)}

CASES = (
    feed("RSS 2.0", WHOLE),
    feed("RSS 0.91 with a DOCTYPE", rss(items(), '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://courier.example/evil.dtd">')),
    feed("RSS 1.0", Answer(RDF, type="application/rdf+xml")),
    feed("Atom 1.0", atom("".join(map(entry, STORIES)))),
    feed("Atom 0.3", atom("".join(map(entry, STORIES)), "http://purl.org/atom/ns#", ' version="0.3"')),
    feed("JSON Feed", Answer(JSON, type="application/feed+json")),
    feed("a feed in CDATA with space around", rss("".join(item(f"\n <![CDATA[ {ORIGIN}{path(n)} ]]>\n", "<![CDATA[A & B]]>") for n in STORIES))),
    feed("a feed with relative links", rss("".join(item(path(n)) for n in STORIES))),
    feed("a feed with an xml:base", atom("".join(f'<entry><title>x</title><link href="{path(n)[1:]}"/></entry>' for n in STORIES), root=f' xml:base="{ORIGIN}/"')),
    feed("a feed with links in guid alone", rss("".join(f"<item><title>x</title><guid isPermaLink='true'>{ORIGIN}{path(n)}</guid></item>" for n in STORIES))),
    feed("a feed that says text/html", rss(items(), kind="text/html")),
    feed("a feed that says nothing of its type", rss(items(), kind="")),
    feed("a feed after blank lines", Answer("\n\n  " + str(WHOLE.body), type="text/xml")),
    feed("a feed with BOM", Answer(b"\xef\xbb\xbf" + str(WHOLE.body).encode(), type="text/xml")),
    feed("a feed in a wrong charset", Answer(str(WHOLE.body).replace("News", "Zürich").encode("latin-1"), type="text/xml; charset=utf-8")),
    feed("a feed in gzip", gzipped(str(WHOLE.body), "application/rss+xml")),
    feed("a feed that ends in its middle", Answer(str(WHOLE.body)[: str(WHOLE.body).index(story(3, "courier").slug)], type="text/xml"), stored=[0, 1, 2]),
    feed("a feed with bare ampersands and unknown entities", rss("<item><title>Fish & chips &nbsp; &hellip;</title></item>" + items())),
    feed("a feed with control characters", rss(f"<item><title>a\x0b\x00b</title></item>{items()}")),
    feed("a feed with unclosed tags", rss("<item><title>open <b>bold</item>" + items())),
    feed("a feed with bad neighbours", rss("<item/><item><link/></item><item><link>http://[</link></item><item><title>t</title></item>" + item("mailto:a@b.example") + item("javascript:alert(1)") + item("data:text/html,x") + items())),
    feed("a feed with bad dates", rss("".join(item(ORIGIN + path(n), more=f"<pubDate>{day}</pubDate>") for n, day in zip(STORIES, ("yesterday", "32 Feb 2026", "0000-00-00T99:99", "9" * 500), strict=True)))),
    feed("a feed that says each story thrice", rss(items() * 3), times={path(n): 1 for n in STORIES}),
    feed("a feed that expands a file", rss("<item><title>&xxe;</title><link>&xxe;</link></item>" + items(), DOCTYPE)),
    feed("a feed that reads /etc/passwd", rss("<item><title>&p;</title></item>" + items(), '<!DOCTYPE rss [<!ENTITY p SYSTEM "file:///etc/passwd">]>')),
    feed("a feed that laughs a billion times", rss(f"<item><title>&a11;</title></item>{items()}", LAUGHS), stored=[], may_store=set(STORIES)),
    feed("a feed that repeats one long entity", rss(f"<item><title>{'&a;' * 5_000}</title></item>{items()}", QUADRATIC), stored=[], may_store=set(STORIES)),
    feed("a feed that is a bomb", gzipped(b"<rss>" + b" " * 70_000_000, "text/xml"), stored=[]),
    feed("a feed that never ends", endless(b"<rss><channel>", b"<item><title>x</title></item>", "text/xml"), stored=[]),
    feed("a feed of twenty thousand", rss(items() + "".join(item(f"{ORIGIN}/2019/01/01/old-story-of-long-ago-{n}", more="<pubDate>Tue, 01 Jan 2019 09:00:00 GMT</pubDate>") for n in range(20_000))), limit=12, at_most=24),
    feed("a feed deep as a well", rss(items() + "<item>" + "<b>" * 30_000), stored=STORIES),
    # a feed that its reader named may gather from many sites, so that this one may be asked for or not
    feed("a feed with a story elsewhere", rss(item("http://other.example/2026/03/01/their-story-about-us") + items())),
    feed("a feed with private addresses", rss(item("http://127.0.0.1/secret/2026/03/01/x") + item("http://10.0.0.7/2026/03/01/y") + item("http://inside.example/2026/z") + items())),
    feed("a feed moved", moved("/new.xml"), replies={"/new.xml": WHOLE}),
    *(feed(f"a feed moved to {where}", moved(where), stored=[]) for where in ("http://127.0.0.1/secret", "http://inside.example/feed", "file:///etc/passwd")),
    feed("a feed moves in a circle", moved("/feed.xml"), stored=[], times={"/feed.xml": 2}),
    feed("a feed is silent", silence, stored=[], times={"/feed.xml": 3}),
    feed("a feed resets", reset, stored=[], times={"/feed.xml": 3}),
    feed("a feed is cut on the way", cut(WHOLE), stored=[], times={"/feed.xml": 3}),
    feed("a feed's gzip is cut", Answer(gzip.compress(str(WHOLE.body).encode())[:-30], headers={"Content_Encoding": "gzip"}), stored=[]),
    feed("a feed answers 404", Answer("no", "404 Not Found"), stored=[]),
    feed("a feed is busy once", busy("503 Service Unavailable", later(1)), WHOLE),
    feed("a feed is empty", Answer("", type="text/xml"), stored=[]),
    feed("a feed without items", rss(""), stored=[]),
    feed("a feed's next page", atom(f'<link rel="next" href="{ORIGIN}/feed2.xml"/>{entry(0)}{entry(1)}'), replies={"/feed2.xml": atom(entry(2) + entry(3))}),
    feed("a feed whose next page is itself", atom(f'<link rel="next" href="{ORIGIN}/feed.xml"/>' + "".join(map(entry, STORIES))), times={"/feed.xml": 1}),
    feed("a feed that goes on for ever", atom(f'<link rel="next" href="{ORIGIN}/more/1"/>' + "".join(map(entry, STORIES))), limit=20, at_most=32,
         invents=lambda host, p: atom(f'<link rel="next" href="{ORIGIN}/more/{int(p[6:]) + 1}"/>') if p.startswith("/more/") else None),
    feed("WordPress pages of a feed", rss("<generator>https://wordpress.org/?v=6.5</generator>" + items([0])), replies=PAGED),
    Case("a feed that only the front's head names", {"/": Answer('<title>C</title><link rel="alternate" type="application/rss+xml" href="/f"><h1>Hello</h1>'), "/f": WHOLE}),
    Case("a feed named in the head that is gone", {"/": front(*map(path, STORIES), head='<link rel="alternate" type="application/rss+xml" href="/f">'), "/f": Answer("", "410 Gone")}),
)  # fmt: skip
