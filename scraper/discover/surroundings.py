"""What stands around a link: a heading, a card with a date, a menu.

Every element is looked at once, however many links are in it, so that a page of many thousand links stays quick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborNode

MAX_CLIMB = 10  # levels from a link to what it stands in
MAX_MENU_LINKS = 40
MAX_MENU_WORD_CHARS = 16  # on the average; a headline is longer

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_MENUS = frozenset({"nav", "footer", "aside", "form", "menu"})
_BLOCKS = frozenset({"td", "ul", "ol", "div", "p", "center", "dl", "section", "header", "blockquote", "body"})
_CARDS = frozenset({"article", "li", "tr", "dd", "div", "section"})
_MENU_NAMES = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|sidebar|widgets?|share|sharing|social|toolbar|cookie|comments?"
    r"|meta|post-?categories|byline|author|tagcloud|tag-cloud|cat-links|tags|tags-links|post-tags|entry-meta|post-meta|"
    r"entry-footer|taxonomy-\w+|pagination|pager|lang(?:uage)?-?(?:switcher|selector)?)(?![a-z])",
    re.IGNORECASE,
)
_STORY_NAMES = re.compile(
    r"(?<![a-z])(?:headline|teaser|story|stories|card|post|entry|news-?item|article)(?:-?(?:title|link|card|list|item))?(?![a-z-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link stands; `gain` is what that adds to its likeness to a story's, `published` what its card says."""

    gain: float = 0.0
    in_menu: bool = False
    in_card: bool = False
    published: datetime | date | None = None


_NOWHERE = Place()


class Surroundings:
    """The places of one page's links."""

    def __init__(self) -> None:
        self._known: dict[int, Place] = {}
        self._blocks: dict[int, tuple[str, ...] | None] = {}

    def of(self, link: LexborNode) -> Place:
        """Tell where a link stands."""
        place = self._around(link.parent, 0)
        if _HEADINGS & {child.tag or "" for child in link.iter()}:
            return Place(place.gain + 0.4, place.in_menu, place.in_card, place.published)
        return place

    def menu_of(self, link: LexborNode) -> tuple[str, ...] | None:
        """Give the addresses of the block of short links that a link stands in; None where there is other text."""
        node = link.parent
        for _ in range(MAX_CLIMB):
            if node is None or node.tag in _BLOCKS:
                break
            node = node.parent
        if node is None:
            return None
        if node.mem_id not in self._blocks:
            self._blocks[node.mem_id] = _short_links(node)
        return self._blocks[node.mem_id]

    def _around(self, node: LexborNode | None, level: int) -> Place:
        if node is None or level > MAX_CLIMB or node.tag in ("body", "html"):
            return _NOWHERE
        if (known := self._known.get(node.mem_id)) is None:
            known = self._known[node.mem_id] = _seen_from(node, self._around(node.parent, level + 1))
        return known


def _seen_from(node: LexborNode, above: Place) -> Place:
    tag, attributes = node.tag or "", node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    gain, in_menu, in_card, published = above.gain, above.in_menu, above.in_card, above.published
    if tag in _HEADINGS:
        gain += 0.4
    if tag == "article":
        in_card = True
        gain += 0.1
    elif len(names) > 1 and not above.gain and _STORY_NAMES.search(names):
        gain += 0.1
    if tag in _CARDS and (in_card or len(names) > 1 or tag != "div"):
        published = _time_in(node) or published
    if _is_menu(node, tag, names, in_card=in_card):
        if not in_menu:
            gain -= 0.4
        in_menu = True
    if (gain, in_menu, in_card, published) == (above.gain, above.in_menu, above.in_card, above.published):
        return above
    return Place(gain, in_menu, in_card, published)


def _is_menu(node: LexborNode, tag: str, names: str, *, in_card: bool) -> bool:
    if tag in _MENUS:
        return not in_card
    if tag == "header":
        return not in_card and node.css_first("h2, h3, h4") is None
    if len(names) < 2 or not _MENU_NAMES.search(names):
        return False
    # themes call the frame around everything "has-sidebar"
    return node.css_first("article, main, [role=main], #content, #main") is None


def _time_in(card: LexborNode) -> datetime | date | None:
    """Give the only time that a card has."""
    times = card.css("time[datetime]")
    return as_moment(times[0].attributes.get("datetime") or "") if len(times) == 1 else None


def as_moment(text: str) -> datetime | date | None:
    """Read an ISO 8601 date or time; one without a zone is a day, for nobody knows whose clock it is.

    >>> as_moment("2024-03-12T09:30:00Z"), as_moment("2024-03-12 09:30"), as_moment("PT3M")
    (datetime.datetime(2024, 3, 12, 9, 30, tzinfo=datetime.timezone.utc), datetime.date(2024, 3, 12), None)
    """
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.date()


def _short_links(block: LexborNode) -> tuple[str, ...] | None:
    links = block.css("a[href]")
    if not 2 <= len(links) <= MAX_MENU_LINKS:
        return None
    texts = [" ".join(link.text().split()) for link in links]
    inside = sum(map(len, texts))
    if inside > MAX_MENU_WORD_CHARS * len(links) or len(" ".join(block.text().split())) > inside * 1.3 + 10 * len(
        links
    ):
        return None
    return tuple((link.attributes.get("href") or "").strip() for link in links)
