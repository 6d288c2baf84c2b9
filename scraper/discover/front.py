"""The links of a front: which are stories, which sections or older pages, and which are neither.

A link is weighed by its address, by its text, and by where it stands: headings and cards hold stories, menus and
footers hold sections and services. No wording counts but that of addresses, so that every language is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.decode import as_utf8
from scraper.discover.older import is_older_link
from scraper.discover.surroundings import Surroundings
from scraper.discover.traps import why_trap
from scraper.discover.url_dates import date_in
from scraper.discover.url_shape import (
    is_archive,
    is_list,
    is_never_a_story,
    is_older_page,
    is_part_of_a_story,
    parsed,
    story_likeness,
)
from scraper.discover.ways_in import feeds_of, sitemaps_of
from scraper.guard import defused
from scraper.models import Link, LinkKind
from scraper.urls import canonical_url, resolve, same_site, url_key

MAX_LINKS = 5_000
MAX_TITLE_CHARS = 300
MIN_STORY = 0.5
MIN_UNSURE = 0.2
MANY_STORIES = 3  # so many show what a story of this site looks like; what looks otherwise is left alone
MAX_UNSURE = 100
POSITION = 1e-5  # by which a story's priority falls from one to the next: the newest stand first

_HREF = re.compile(r"\s*(?:#|javascript:|mailto:|tel:|data:|$)", re.IGNORECASE)
_NO_STORY_RELS = frozenset({"tag", "category", "author", "sponsored", "license", "privacy-policy", "terms-of-service"})


@dataclass(frozen=True, slots=True)
class Front:
    """The links of a page that lists stories, each once, in page order.

    `fronts` are sections and older pages and, of kind UNKNOWN, what may be either these or stories; `is_older` pages
    come first.
    """

    stories: tuple[Link, ...]
    fronts: tuple[Link, ...] = ()
    feeds: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    title: str | None = None
    language: str | None = None


@dataclass
class _Seen:
    """What all links to one address tell together."""

    address: str
    likeness: float
    score: float = -9.0
    title: str = ""
    published: datetime | date | None = None
    is_older: bool = False
    in_menu: bool = False
    in_main_menu: bool = False


def read_front(body: bytes, url: str, content_type: str | None = None) -> Front:
    """Read the links of a page, of its own site only.

    Raises: UnreadablePage, when the markup is made to exhaust a parser.
    """
    tree = LexborHTMLParser(defused(as_utf8(body, content_type)))
    node = tree.css_first("base[href]")
    base = (resolve(node.attributes.get("href") or "", url) if node else None) or url
    seen = _weigh(tree, base, url)
    feeds = tuple(feeds_of(tree, base))
    stories, fronts, unsure = _sorted_out(seen, url)
    if len(stories) < MANY_STORIES and not feeds:
        fronts += unsure[:MAX_UNSURE]
    html = tree.css_first("html")
    title = tree.css_first("title")
    return Front(
        tuple(stories),
        tuple(fronts),
        feeds,
        tuple(sitemaps_of(tree, base)),
        " ".join(title.text().split())[:MAX_TITLE_CHARS] or None if title else None,
        (html.attributes.get("lang") or None) if html else None,
    )


def _sorted_out(seen: Mapping[str, _Seen], url: str) -> tuple[list[Link], list[Link], list[Link]]:
    """Give stories, fronts, and what may be either."""
    stories: list[Link] = []
    fronts: list[Link] = []
    unsure: list[Link] = []
    for one in seen.values():
        address, title = one.address, one.title or None
        if is_part_of_a_story(address):
            continue
        never = is_never_a_story(address)
        if one.is_older or is_older_page(address):
            fronts.append(Link(address, title, source="older page", kind=LinkKind.FRONT, priority=0.9))
        elif one.score >= MIN_STORY and not never:
            rank = min(one.score / 2, 1.0) - len(stories) * POSITION
            when = one.published or date_in(address)
            stories.append(Link(address, title, when, "front page", priority=max(rank, 0.0)))
        elif is_archive(address):
            if not is_archive(url):  # else a calendar would go on for ever
                fronts.append(Link(address, title, source="menu", kind=LinkKind.FRONT, priority=0.2))
        elif (one.in_menu or one.in_main_menu) and is_list(address):
            fronts.append(Link(address, title, source="menu", kind=LinkKind.FRONT, priority=0.5))
        elif one.score >= MIN_UNSURE and not never:
            unsure.append(Link(address, title, source="menu", kind=LinkKind.UNKNOWN, priority=max(one.score, 0.0)))
    return stories, fronts, unsure


def _weigh(tree: LexborHTMLParser, base: str, url: str) -> Mapping[str, _Seen]:
    seen: dict[str, _Seen] = {}
    here = url_key(url)
    around = Surroundings()
    for node in tree.css("a[href], area[href], frame[src]")[:MAX_LINKS]:
        attributes = node.attributes
        href = attributes.get("href") or attributes.get("src") or ""
        if _HREF.match(href) or "download" in attributes:
            continue
        address = canonical_url(resolve(href, base) or "")
        if address is None or not same_site(address, url) or why_trap(address):
            continue
        key = url_key(address)
        if key == here:
            continue
        one = seen.get(key)
        if one is None:
            one = seen[key] = _Seen(address, story_likeness(address))
        text = _text(node)
        if len(text) > len(one.title):
            one.title = text
        place = around.of(node)
        rel = frozenset((attributes.get("rel") or "").lower().split())
        one.score = max(one.score, one.likeness + place.gain + _gain(text, rel))
        one.in_menu = one.in_menu or place.in_menu or node.tag == "frame"
        one.published = one.published or place.published
        if not one.in_menu and one.score < MIN_STORY:
            one.in_main_menu = one.in_main_menu or _leads_home_too(around.menu_of(node), url)
        one.is_older = one.is_older or is_older_link(node, rel, text, address, url, in_card=place.in_card)
    return seen


def _gain(text: str, rel: frozenset[str]) -> float:
    gain = 0.5 if "bookmark" in rel else 0.0
    if rel & _NO_STORY_RELS:
        gain -= 1.0
    if len(text) >= 25 or (not text.isascii() and len(text) >= 10):
        gain += 0.15
    return gain


def _leads_home_too(menu: tuple[str, ...] | None, url: str) -> bool:
    """Tell whether a block of short links has one to the site's own front, as menus have."""
    return menu is not None and any(not parsed(resolve(href, url) or "x://y/z").parts for href in menu)


def _text(node: LexborNode) -> str:
    text = " ".join(node.text().split())
    if not text and (image := node.css_first("img[alt]")):
        text = " ".join((image.attributes.get("alt") or "").split())
    return (text or " ".join((node.attributes.get("title") or "").split()))[:MAX_TITLE_CHARS]
