"""Where a site's feeds and sitemaps are: as robots.txt says, as its pages say, or in the usual places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from scraper.models import Link, LinkKind
from scraper.urls import resolve, same_site

MAX_SITEMAPS = 200
MAX_FEEDS = 50
MAX_LINKED_FEEDS = 5
_FEED_TYPES = frozenset(
    f"application/{name}" for name in "rss+xml atom+xml feed+json rdf+xml x.atom+xml x-atom+xml x-rss+xml".split()
)
_XML_TYPES = frozenset({"", "text/xml", "application/xml", "application/rss", "text/rss+xml", "text/rss"})
_FEED_ADDRESS = re.compile(
    r"/(?:(?:feed|rss|atom)(?:\.(?:xml|json|php|aspx))?|(?:index|news|posts|blog)\.(?:xml|rss|rdf|atom))/?$|\.(?:rss|rdf|atom)$"
    r"|[?&](?:feed=(?:rss2?|atom)|format=(?:rss|feed))\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comment|kommentar|comentario|commentaire|reacties|comentari", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
#: Where the usual systems have them; those that keep them elsewhere lead on from here.
_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/index.xml", "/atom.xml", "/rss")


def sitemaps_in_robots(text: str, url: str) -> tuple[Link, ...]:
    """Give the sitemaps that a robots.txt names, those for news first.

    >>> [link.url for link in sitemaps_in_robots("Sitemap: /s.xml", "https://courier.example/robots.txt")]
    ['https://courier.example/s.xml']
    """
    found = {}
    for address in _SITEMAP_LINE.findall(text.replace("\r", "\n"))[:MAX_SITEMAPS]:
        if resolved := resolve(address, url):
            found[resolved] = Link(resolved, source="robots.txt", kind=LinkKind.SITEMAP, priority=1.0)
    return tuple(sorted(found.values(), key=lambda link: "news" not in link.url.lower()))


def usual_places(origin: str) -> tuple[Link, ...]:
    """Give where sitemaps and feeds usually are, the likeliest first."""
    return tuple(
        Link(origin.rstrip("/") + path, source="usual place", kind=kind, priority=0.5 - place / 100)
        for paths, kind in ((_SITEMAPS, LinkKind.SITEMAP), (_FEEDS, LinkKind.FEED))
        for place, path in enumerate(paths)
    )


def feeds_of(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Yield the feeds that a page names in its head or, if none there, links to; one of comments is none."""
    found = dict(islice(_named_feeds(tree, base), MAX_FEEDS))
    found = found or dict(islice(_linked_feeds(tree, base), MAX_LINKED_FEEDS))
    for address, title in found.items():
        yield Link(address, title, source="autodiscovery", kind=LinkKind.FEED, priority=1.0)


def sitemaps_of(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Yield the sitemaps that a page names in its head."""
    for node in tree.css("link[rel~=sitemap i][href]")[:MAX_SITEMAPS]:
        if address := resolve(node.attributes.get("href") or "", base):
            yield Link(address, source="autodiscovery", kind=LinkKind.SITEMAP, priority=1.0)


def _named_feeds(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str | None]]:
    for node in tree.css("link[rel~=alternate i][href], link[rel~=feed i][href]"):
        kind = (node.attributes.get("type") or "").lower().partition(";")[0].strip()
        address = resolve(node.attributes.get("href") or "", base)
        title = node.attributes.get("title") or ""
        if address is None or _COMMENTS.search(f"{address} {title}"):
            continue
        if kind in _FEED_TYPES or (kind in _XML_TYPES and _FEED_ADDRESS.search(address)):
            yield address, title or None


def _linked_feeds(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str | None]]:
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if _FEED_ADDRESS.search(href) and not _COMMENTS.search(href):
            address = resolve(href, base)
            if address is not None and same_site(address, base):
                yield address, None
