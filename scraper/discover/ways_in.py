"""Where a site's feeds and sitemaps are: as robots.txt says, or in the usual places."""

from __future__ import annotations

import re

from scraper.models import Link, LinkKind
from scraper.urls import resolve

MAX_SITEMAPS = 200
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SITEMAPS = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/wp-sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml.gz",
)
_FEEDS = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json")


def sitemaps_in_robots(text: str, url: str) -> tuple[Link, ...]:
    r"""Give the sitemaps that a robots.txt names, those for news first.

    >>> [link.url for link in sitemaps_in_robots("User-agent: *\rSitemap: /sitemap.xml", "https://courier.example/robots.txt")]
    ['https://courier.example/sitemap.xml']
    """
    found = {}
    for address in _SITEMAP_LINE.findall(text.replace("\r", "\n"))[:MAX_SITEMAPS]:
        if resolved := resolve(address, url):
            found[resolved] = Link(resolved, source="robots.txt", kind=LinkKind.SITEMAP, priority=1.0)
    return tuple(sorted(found.values(), key=lambda link: "news" not in link.url.lower()))


def usual_places(origin: str) -> tuple[Link, ...]:
    """Give where sitemaps and feeds usually are, the likeliest first."""
    return tuple(
        Link(origin.rstrip("/") + path, source="usual place", kind=kind)
        for paths, kind in ((_SITEMAPS, LinkKind.SITEMAP), (_FEEDS, LinkKind.FEED))
        for path in paths
    )
