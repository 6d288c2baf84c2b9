"""OPML: the lists of feeds that readers of feeds exchange. Reference: http://opml.org/spec2.opml."""

from __future__ import annotations

from scraper.discover.unpack import unpacked
from scraper.discover.xml import elements
from scraper.models import Link, LinkKind
from scraper.urls import resolve

MAX_FEEDS = 10_000


def read_opml(body: bytes) -> tuple[Link, ...]:
    """Give the feeds of an OPML file, in its order, each once.

    Raises: UnreadablePage, when it is no XML.
    """
    found: dict[str, Link] = {}
    for element in elements(unpacked(body), ("outline",)):
        address = element.get("xmlUrl") or element.get("xmlurl") or element.get("url")
        url = resolve(address) if address else None
        if url and url not in found and len(found) < MAX_FEEDS:
            title = element.get("title") or element.get("text")
            found[url] = Link(url, title=title, source="opml", kind=LinkKind.FEED, priority=1.0)
    return tuple(found.values())
