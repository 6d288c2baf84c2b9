"""Sitemaps: XML, text or gzip, indexes of them, and Google's for news.

Reference: https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from scraper.discover.kind import text_start
from scraper.discover.traps import why_trap
from scraper.discover.unpack import unpacked
from scraper.discover.url_shape import is_never_a_story, story_likeness
from scraper.discover.xml import elements, text_of
from scraper.models import Link, LinkKind
from scraper.urls import resolve

MAX_LINKS = 50_000  # of one sitemap, by the protocol
MAX_CHILDREN = 5_000  # sitemaps of one index
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
    links: dict[str, Link] = {}
    children: dict[str, Link] = {}
    is_news = False
    for element in elements(body, ("url", "sitemap")):
        address = resolve(text_of(element, "loc") or "", url)
        if address is None or address == url:
            continue
        modified = _moment(text_of(element, "lastmod"))
        if element.tag.rpartition("}")[2] == "sitemap":
            if not (_NO_STORIES.search(address.partition("?")[0]) or _PLAIN_NO_STORIES.search(address)):
                children[address] = Link(address, modified=modified, source="sitemap", kind=LinkKind.SITEMAP)
        else:
            news = next((child for child in element if str(child.tag).rpartition("}")[2] == "news"), None)
            is_news = is_news or news is not None
            links.setdefault(address, _story(address, modified, news))
        if len(links) >= MAX_LINKS or len(children) >= MAX_CHILDREN:
            break
    is_cut = len(links) >= MAX_LINKS or len(children) >= MAX_CHILDREN
    kept = tuple(link for link in links.values() if link.source == "news sitemap" or _may_be_story(link.url))
    newest = sorted(children.values(), key=lambda link: _order(link.modified), reverse=True)
    return Sitemap(kept, tuple(newest), is_news, is_cut=is_cut)


def _from_text(body: bytes, url: str) -> Sitemap:
    lines = list(_lines(body))
    found = dict.fromkeys(address for line in lines[:MAX_LINKS] if (address := resolve(line, url)))
    links = [Link(address, source="sitemap", priority=story_likeness(address)) for address in found]
    return Sitemap(tuple(link for link in links if _may_be_story(link.url)), is_cut=len(lines) > MAX_LINKS)


def _lines(body: bytes) -> Iterator[str]:
    for line in body.decode("utf-8-sig", "replace").splitlines():
        if line.strip().startswith(("http://", "https://")):
            yield line.strip()


def _story(address: str, modified: datetime | date | None, news: Any) -> Link:
    if news is None:
        return Link(address, modified=modified, source="sitemap", priority=story_likeness(address))
    return Link(
        address,
        title=text_of(news, "title"),
        published=_moment(text_of(news, "publication_date")),
        modified=modified,
        source="news sitemap",
        priority=1.0,
    )


def _may_be_story(address: str) -> bool:
    return not is_never_a_story(address) and why_trap(address) is None


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
