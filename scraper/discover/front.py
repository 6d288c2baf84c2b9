"""The links of a front: which are stories, which sections or older pages, and which are neither.

A link is weighed by its address, by its text, and by where it stands: headings and cards hold stories, menus and
footers hold sections and services. No wording counts but that of addresses, so that every language is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.decode import as_utf8
from scraper.discover.traps import why_trap
from scraper.discover.url_shape import is_list, is_never_a_story, is_older_page, story_likeness
from scraper.guard import defused
from scraper.models import Link, LinkKind
from scraper.urls import canonical_url, resolve, same_site

MAX_LINKS = 5_000
MAX_CLIMB = 8  # levels from a link to what it stands in
MIN_STORY = 0.5
MIN_UNKNOWN = 0.25
MAX_TITLE_CHARS = 300

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_MENUS = frozenset({"nav", "footer", "aside", "form", "header"})
_CARDS = frozenset({"article", "main"})
_MENU_NAMES = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|sidebar|widgets?|share|social|toolbar|cookie|comments?|meta|"
    r"post-?categories|byline|author|tagcloud|cat-links|tags-links|entry-meta|post-meta|entry-footer|taxonomy-\w+)(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """The links of a page that lists stories, each once, in page order."""

    stories: tuple[Link, ...]
    fronts: tuple[Link, ...] = ()
    feeds: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    others: tuple[Link, ...] = ()
    title: str | None = None
    language: str | None = None


@dataclass
class _Seen:
    """What all links to one address tell together."""

    score: float
    title: str = ""
    is_older: bool = False
    in_menu: bool = False


def read_front(body: bytes, url: str, content_type: str | None = None) -> Front:
    """Read the links of a page, of its own site only.

    Raises: UnreadablePage, when the markup is made to exhaust a parser.
    """
    tree = LexborHTMLParser(defused(as_utf8(body, content_type)))
    base = _base(tree, url)
    seen = _weigh(tree, base, url)
    stories, fronts, others = [], [], []
    for address, one in seen.items():
        title = one.title or None
        if one.is_older or is_older_page(address):
            fronts.append(Link(address, title, source="older page", kind=LinkKind.FRONT, priority=0.9))
        elif one.score >= MIN_STORY and not is_never_a_story(address):
            stories.append(Link(address, title, source="front page", priority=min(one.score, 1.0)))
        elif one.in_menu and is_list(address):
            fronts.append(Link(address, title, source="menu", kind=LinkKind.FRONT, priority=0.5))
        elif one.score >= MIN_UNKNOWN and not is_never_a_story(address):
            others.append(Link(address, title, source="front page", kind=LinkKind.UNKNOWN, priority=one.score))
    html = tree.css_first("html")
    title_node = tree.css_first("title")
    return Front(
        tuple(stories),
        tuple(fronts),
        tuple(_feeds(tree, base)),
        tuple(_sitemaps(tree, base)),
        tuple(others),
        " ".join(title_node.text().split())[:MAX_TITLE_CHARS] if title_node else None,
        (html.attributes.get("lang") or None) if html else None,
    )


def _weigh(tree: LexborHTMLParser, base: str, url: str) -> Mapping[str, _Seen]:
    seen: dict[str, _Seen] = {}
    here = canonical_url(url)
    around = _Surroundings()
    for node in tree.css("a[href]")[:MAX_LINKS]:
        attributes = node.attributes
        href = (attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        address = canonical_url(resolve(href, base) or "")
        if address is None or address == here or not same_site(address, url) or why_trap(address):
            continue
        one = seen.setdefault(address, _Seen(story_likeness(address)))
        text = " ".join(node.text().split())[:MAX_TITLE_CHARS]
        if len(text) > len(one.title):
            one.title = text
        rel = (attributes.get("rel") or "").lower().split()
        place = around.of(node)
        gain = place.gain
        if "bookmark" in rel:
            gain += 0.5
        if "tag" in rel or "category" in rel or "author" in rel:
            gain -= 1.0
        if len(text) >= 25 or (not text.isascii() and len(text) >= 10):
            gain += 0.15
        one.score = max(one.score, story_likeness(address) + gain)
        one.in_menu = one.in_menu or place.in_menu
        # a story's "next" leads to another story
        if "next" in rel and story_likeness(address) < MIN_UNKNOWN and not place.in_card:
            one.is_older = True
    return seen


@dataclass(frozen=True, slots=True)
class _Place:
    gain: float = 0.0
    in_menu: bool = False
    in_card: bool = False


class _Surroundings:
    """Where links stand; the elements around them are looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, _Place] = {}

    def of(self, link: LexborNode) -> _Place:
        own = _HEADINGS & {child.tag or "" for child in link.iter()}
        place = self._around(link.parent, 0)
        return _Place(place.gain + (0.4 if own else 0.0), place.in_menu, place.in_card)

    def _around(self, node: LexborNode | None, level: int) -> _Place:
        if node is None or level > MAX_CLIMB or node.tag in ("body", "html"):
            return _Place()
        if (known := self._known.get(node.mem_id)) is not None:
            return known
        above = self._around(node.parent, level + 1)
        gain, in_menu, in_card = above.gain, above.in_menu, above.in_card
        tag = node.tag or ""
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
        if tag in _HEADINGS:
            gain += 0.4
        if tag == "article":
            in_card = True
            gain += 0.1
        if (tag in _MENUS and not in_card) or _MENU_NAMES.search(names):
            if not in_menu:
                gain -= 0.4
            in_menu = True
        place = _Place(gain, in_menu, in_card)
        self._known[node.mem_id] = place
        return place


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (resolve(node.attributes.get("href") or "", url) if node else None) or url


def _feeds(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Yield the feeds that a page names; a feed of comments is none."""
    seen = set()
    for node in tree.css("link[rel~=alternate][href]"):
        kind = (node.attributes.get("type") or "").lower().partition(";")[0].strip()
        address = resolve(node.attributes.get("href") or "", base)
        title = node.attributes.get("title") or ""
        if kind not in _FEED_TYPES or address is None or address in seen:
            continue
        seen.add(address)
        if not re.search(r"comment|kommentar|comentario|commentaire", f"{address} {title}", re.IGNORECASE):
            yield Link(address, title or None, source="autodiscovery", kind=LinkKind.FEED, priority=1.0)


def _sitemaps(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("link[rel~=sitemap][href]"):
        if address := resolve(node.attributes.get("href") or "", base):
            yield Link(address, source="autodiscovery", kind=LinkKind.SITEMAP, priority=1.0)
