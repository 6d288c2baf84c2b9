"""Sitemaps and their indexes, broken in every way that is known."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

from tests.crawl.faults.case import Case
from tests.crawl.faults.feeds import LAUGHS, NO_FRONT, QUADRATIC
from tests.crawl.faults.pages import SECRET
from tests.crawl.faults.paper import ORIGIN, STORIES, Answer, Reply, cut, endless, moved, pack, path, reset, silence
from tests.crawl.invented_news import story

SCHEMA = ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = SCHEMA + ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
DOCTYPE = f'<!DOCTYPE urlset [<!ENTITY xxe SYSTEM "{ORIGIN}/evil.txt"><!ENTITY % d SYSTEM "{ORIGIN}/evil.dtd"> %d;]>'


def url(loc: str, more: str = "<lastmod>2026-03-24</lastmod>", tag: str = "url") -> str:
    return f"<{tag}><loc>{loc}</loc>{more}</{tag}>"


def urls(numbers: Iterable[int] = STORIES, more: str = "<lastmod>2026-03-24</lastmod>") -> str:
    return "".join(url(ORIGIN + path(number), more) for number in numbers)


def urlset(inside: str, before: str = "", space: str = SCHEMA, kind: str = "application/xml") -> Answer:
    return Answer(f'<?xml version="1.0" encoding="UTF-8"?>{before}<urlset{space}>{inside}</urlset>', type=kind)


def index(*paths: str, more: str = "<lastmod>2026-03-24</lastmod>") -> Answer:
    children = "".join(url(path if "://" in path else ORIGIN + path, more, "sitemap") for path in paths)
    return Answer(f'<?xml version="1.0"?><sitemapindex{SCHEMA}>{children}</sitemapindex>', type="application/xml")


def news(number: int) -> str:
    one = story(number, "courier")
    return url(
        ORIGIN + path(number),
        f"<news:news><news:publication><news:name>C</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>{one.published.isoformat()}</news:publication_date><news:title>{one.title}</news:title></news:news>",
    )


def sitemap(name: str, *replies: Reply, stored: Iterable[int] = STORIES, **more: object) -> Case:
    """The sitemap is the only way to the stories."""
    answers = {"/map.xml": replies, **more.pop("replies", {})}  # type: ignore[dict-item]
    start = more.pop("start", "/map.xml")
    return Case(name, answers, start, set(stored), paper=NO_FRONT, never=(*SECRET, "/evil", "other.example"), **more)  # type: ignore[arg-type]


WHOLE = urlset(urls())
TEXT = "".join(f"{ORIGIN}{path(n)}\n" for n in STORIES)
PACKED = Answer(str(WHOLE.body), type="application/x-gzip", packed=gzip.compress)
LISTS = ("/", "/about/", "/tag/ferries/", "/author/ana/", "/category/harbour/", "/page/2/")
NO_STORIES = {
    place: Answer(f"<title>{place}</title><h1>{place}</h1><p>Nothing to see.</p>") for place in LISTS if place != "/"
}

CASES = (
    sitemap("a sitemap", WHOLE),
    sitemap("a sitemap as text", Answer("\ufeff" + TEXT, type="text/plain")),
    sitemap("a sitemap as text with bad lines", Answer(f"# stories\r\nnonsense\r\njavascript:alert(1)\r\n{TEXT}", type="text/plain")),
    sitemap("a sitemap in gzip", start="/map.xml.gz", replies={"/map.xml.gz": PACKED}),
    sitemap("a sitemap in gzip that says so twice", Answer(str(WHOLE.body), type="application/xml", headers={"Content_Encoding": "gzip"}, packed=lambda body: gzip.compress(gzip.compress(body)))),
    sitemap("a news sitemap", urlset("".join(map(news, STORIES)), space=NEWS)),
    sitemap("a sitemap without a namespace", urlset(urls(), space="")),
    sitemap("a sitemap in an old namespace", urlset(urls(), space=' xmlns="http://www.google.com/schemas/sitemap/0.84"')),
    sitemap("a sitemap with a prefix", Answer(str(WHOLE.body).replace("<", "<s:").replace("<s:/", "</s:").replace("<s:?", "<?").replace("xmlns=", "xmlns:s="), type="text/xml")),
    sitemap("a sitemap that says text/html", urlset(urls(), kind="text/html")),
    sitemap("a sitemap after blank lines", Answer("\n\n" + str(WHOLE.body), type="text/xml")),
    sitemap("a sitemap with BOM", Answer(b"\xef\xbb\xbf" + str(WHOLE.body).encode(), type="text/xml")),
    sitemap("a sitemap in UTF-16", Answer(str(WHOLE.body).replace("UTF-8", "UTF-16").replace("example", f"example:{80}").encode("utf-16"), type="text/xml"), stored=[], may_store=set(STORIES)),
    sitemap("a sitemap with space around its addresses", urlset("".join(url(f"\n   {ORIGIN}{path(n)}\n ") for n in STORIES))),
    sitemap("a sitemap in CDATA", urlset("".join(url(f"<![CDATA[{ORIGIN}{path(n)}]]>") for n in STORIES))),
    sitemap("a sitemap with relative addresses", urlset("".join(url(path(n)) for n in STORIES))),
    sitemap("a sitemap with bare ampersands", urlset(url(f"{ORIGIN}/x?a=1&b=2") + urls())),
    sitemap("a sitemap with bad dates", urlset("".join(url(ORIGIN + path(n), f"<lastmod>{day}</lastmod>") for n, day in zip(STORIES, ("yesterday", "2026-13-45", "", "9" * 300), strict=True)))),
    sitemap("a sitemap with bad neighbours", urlset("<url/><url><loc/></url><loc>stray</loc>" + url("http://[") + url("mailto:a@b.example") + urls())),
    sitemap("a sitemap with control characters", urlset(url(f"{ORIGIN}/a\x01\x00b") + urls())),
    sitemap("a sitemap that ends in its middle", Answer(str(WHOLE.body)[: str(WHOLE.body).index(story(3, "courier").slug)], type="text/xml"), stored=[0, 1, 2], may_store={3}),
    sitemap("a sitemap that says each story thrice", urlset(urls() * 3), times={path(n): 1 for n in STORIES}),
    sitemap("a sitemap that expands a file", urlset(url("&xxe;") + urls(), DOCTYPE)),
    sitemap("a sitemap that laughs a billion times", urlset(url("&a11;") + urls(), LAUGHS), stored=[], may_store=set(STORIES)),
    sitemap("a sitemap that repeats one long entity", urlset(url("&a;" * 5_000) + urls(), QUADRATIC), stored=[], may_store=set(STORIES)),
    sitemap("a sitemap that is a bomb", stored=[], start="/map.xml.gz", replies={"/map.xml.gz": Answer(b"<urlset>" + b" " * 70_000_000, type="application/gzip", packed=pack)}),
    sitemap("a sitemap that never ends", endless(b"<urlset>", b"<url><loc>x</loc></url>", "text/xml"), stored=[]),
    sitemap("a sitemap whose gzip is cut", stored=[], may_store=set(STORIES), start="/map.xml.gz", replies={"/map.xml.gz": Answer(str(WHOLE.body), type="application/gzip", packed=lambda body: gzip.compress(body)[:-30])}),
    sitemap("a sitemap of twenty thousand", urlset(urls() + "".join(url(f"{ORIGIN}/2019/01/01/old-story-of-long-ago-{n}", "<lastmod>2019-01-01</lastmod>") for n in range(20_000))), limit=12, at_most=24),
    sitemap("a sitemap that lists what is no story", urlset("".join(url(ORIGIN + place, "") for place in LISTS) + urls()), replies=NO_STORIES),
    sitemap("a sitemap with a story elsewhere", urlset(url("http://other.example/2026/03/01/their-story-about-us") + urls())),
    sitemap("a sitemap with private addresses", urlset(url("http://127.0.0.1/secret/2026/03/01/x") + url("http://10.0.0.7/2026/03/01/y") + url("http://inside.example/2026/z") + urls())),
    sitemap("a sitemap that is HTML", Answer("<!doctype html><title>Sitemap</title><h1>Map</h1>" + "".join(f'<p><a href="{path(n)}">{story(n, "courier").title}</a></p>' for n in STORIES))),
    sitemap("a sitemap moved", moved("/new.xml"), replies={"/new.xml": WHOLE}),
    *(sitemap(f"a sitemap moved to {where}", moved(where), stored=[]) for where in ("http://127.0.0.1/secret", "http://inside.example/map.xml")),
    sitemap("a sitemap is silent", silence, stored=[], times={"/map.xml": 3}),
    sitemap("a sitemap resets", reset, stored=[], times={"/map.xml": 3}),
    sitemap("a sitemap is cut on the way", cut(WHOLE), stored=[], times={"/map.xml": 3}),
    sitemap("a sitemap is empty", Answer("", type="text/xml"), stored=[]),
    sitemap("an index", index("/a.xml", "/b.xml"), replies={"/a.xml": urlset(urls([0, 1])), "/b.xml": urlset(urls([2, 3]))}),
    sitemap("an index of gzip and text", index("/a.xml.gz", "/b.txt"), replies={"/a.xml.gz": Answer(str(urlset(urls([0, 1])).body), type="application/gzip", packed=gzip.compress), "/b.txt": Answer("".join(f"{ORIGIN}{path(n)}\n" for n in (2, 3)), type="text/plain")}),
    sitemap("an index in an index", index("/i.xml"), replies={"/i.xml": index("/a.xml"), "/a.xml": WHOLE}),
    sitemap("an index that names itself", index("/map.xml", "/a.xml"), replies={"/a.xml": WHOLE}, times={"/map.xml": 1}),
    sitemap("indexes in a circle", index("/i.xml", "/a.xml"), replies={"/i.xml": index("/map.xml"), "/a.xml": WHOLE}, times={"/map.xml": 1, "/i.xml": 1}),
    sitemap("indexes that never end", index("/i/1", "/a.xml"), replies={"/a.xml": WHOLE}, limit=20, at_most=32,
            invents=lambda host, p: index(f"/i/{int(p[3:]) + 1}") if p.startswith("/i/") else None),
    sitemap("an index of ten thousand", index("/a.xml", *(f"/s/{n}.xml" for n in range(10_000))), replies={"/a.xml": WHOLE}, limit=20, at_most=32,
            invents=lambda host, p: urlset("") if p.startswith("/s/") else None, may_store=set(STORIES), stored=[]),
    sitemap("an index with broken children", index("/gone.xml", "/silent.xml", "/reset.xml", "/html.xml", "/a.xml"), replies={"/silent.xml": silence, "/reset.xml": reset, "/html.xml": Answer("<title>Oops</title>"), "/a.xml": WHOLE}),
    sitemap("an index with private children", index("http://127.0.0.1/secret.xml", "http://10.0.0.7/map.xml", "http://inside.example/map.xml", "/a.xml"), replies={"/a.xml": WHOLE}),
    Case("a sitemap at its usual place", {"/": Answer("<title>Courier</title><h1>Hello</h1>"), "/sitemap.xml": WHOLE}),
)  # fmt: skip
