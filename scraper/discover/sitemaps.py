"""Sitemaps: XML, text or gzip, indexes of them, and Google's for news.

Reference: https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from scraper.discover.clean import clean_xml
from scraper.discover.kind import text_start
from scraper.discover.traps import why_trap
from scraper.discover.unpack import unpacked
from scraper.discover.url_dates import date_in
from scraper.discover.url_shape import bears_date, story_likeness
from scraper.discover.xml import child_of, elements, texts_of
from scraper.models import Link, LinkKind
from scraper.urls import resolve

MAX_LINKS = 50_000  # of one sitemap, by the protocol
MAX_CHILDREN = 5_000  # sitemaps of one index
MAX_TITLE_CHARS = 500
MIN_BELOW = 3  # addresses below another that make a section of it; a story has a page 2 or its twins there
#: Names of sitemaps in which the usual systems list what is no story.
_NO_STORIES = re.compile(
    r"(?:^|[/_.-])(?:posts-page|page|category|categories|tag|tags|post_tag|taxonom(?:y|ies)[\w-]*|author|authors|users|"
    r"product|products|product_cat|images?|videos?|attachment|e?landing-page)s?(?:[-_]?sitemap)?[-_]?\d*\.xml(?:\.gz)?$",
    re.IGNORECASE,
)
_PLAIN_NO_STORIES = re.compile(r"[?&]sitemap=(?:taxonomies|users)\b|[?&]sitemap-subtype=page\b")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: stories, or further sitemaps, the newest first."""

    links: tuple[Link, ...]
    sitemaps: tuple[Link, ...] = ()
    is_news: bool = False
    problems: tuple[str, ...] = ()
    is_cut: bool = False


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap or an index of sitemaps; entries that cannot be read are left out.

    Raises: UnreadablePage, when nothing of it can be read.
    """
    body = unpacked(body)
    if "<" not in text_start(body)[:200]:
        return _from_text(body, url)
    links: dict[str, Link | None] = {}
    children: dict[str, Link] = {}
    is_news = False
    for element in elements(clean_xml(body), ("url", "sitemap")):
        said = texts_of(element)
        address = resolve(said.get("loc", ""), url)
        if address is None or address == url or address in links:
            continue
        modified = _moment(said.get("lastmod"))
        if element.tag.endswith("sitemap"):
            if not (_NO_STORIES.search(address.partition("?")[0]) or _PLAIN_NO_STORIES.search(address)):
                children[address] = Link(address, modified=modified, source="sitemap", kind=LinkKind.SITEMAP)
        elif "news" in said:
            is_news = True
            links[address] = _news(address, modified, texts_of(child_of(element, "news")))
        else:
            links[address] = _story(address, modified)
        if len(links) >= MAX_LINKS or len(children) >= MAX_CHILDREN:
            break
    is_cut = len(links) >= MAX_LINKS or len(children) >= MAX_CHILDREN
    newest = sorted(children.values(), key=lambda link: _order(link.modified), reverse=True)
    return Sitemap(_without_lists(links), tuple(newest), is_news, is_cut=is_cut)


def _from_text(body: bytes, url: str) -> Sitemap:
    lines = list(_lines(body))
    found = dict.fromkeys(address for line in lines[:MAX_LINKS] if (address := resolve(line, url)))
    return Sitemap(_without_lists({address: _story(address) for address in found}), is_cut=len(lines) > MAX_LINKS)


def _without_lists(links: Mapping[str, Link | None]) -> tuple[Link, ...]:
    """Leave out what is no story, and addresses below which others lie: those are sections."""
    below = Counter([address.rstrip("/").rpartition("/")[0] for address in links])
    sections = {above for above, times in below.items() if times >= MIN_BELOW}
    return tuple(
        link
        for address, link in links.items()
        if link and (address.rstrip("/") not in sections or link.source == "news sitemap" or bears_date(address))
    )


def _lines(body: bytes) -> Iterator[str]:
    for line in body.decode("utf-8-sig", "replace").splitlines():
        if line.strip().startswith(("http://", "https://")):
            yield line.strip()


def _story(address: str, modified: datetime | date | None = None) -> Link | None:
    likeness = story_likeness(address)
    if not likeness or why_trap(address):
        return None
    return Link(address, None, date_in(address), "sitemap", modified=modified, priority=likeness)


def _news(address: str, modified: datetime | date | None, said: Mapping[str, str]) -> Link:
    published = _moment(said.get("publication_date")) or date_in(address)
    title = said.get("title", "")[:MAX_TITLE_CHARS] or None
    return Link(address, title, published, "news sitemap", modified=modified, priority=1.0)


def _moment(text: str | None) -> datetime | date | None:
    """Read a W3C date; None where it is none, or only a year or a month."""
    if not text:
        return None
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _order(value: datetime | date | None) -> str:
    return value.isoformat() if value else ""
