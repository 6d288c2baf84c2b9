"""The short texts around a page's headline: where bylines and date lines stand.

The walk starts at the headline and goes both ways, so its cost does not grow with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from scraper.extract.text_of import clean

if TYPE_CHECKING:
    from scraper.extract.document import Document

MAX_AFTER, MAX_BEFORE = 260, 60  # lines looked at behind and before the headline
MAX_STEPS = 12_000  # nodes, each way
MAX_TEXT_CHARS = 2_000
MAX_HEADINGS = 40
MAX_UNKNOWN = 800  # lines of a page whose headline we do not know
MAX_ANYWHERE = 3_000
MIN_TITLE_CHARS = 8
SURE_TITLE_CHARS = 20

_UNSEEN = frozenset(
    "script style noscript template svg textarea option select iframe object audio video canvas head -comment".split()
)


@dataclass(slots=True)
class Line:
    """One text node: its text as it stands, the element around it, and how many lines behind the headline it is."""

    raw: str
    node: LexborNode
    place: int

    @property
    def text(self) -> str:
        """The text, white space in order."""
        return clean(self.raw[:MAX_TEXT_CHARS])

    def around(self) -> list[LexborNode]:
        """Give the elements around the text, innermost first, at most eight and none as wide as the page."""
        found: list[LexborNode] = []
        node: LexborNode | None = self.node
        while node is not None and len(found) < 8 and node.tag not in ("body", "html", "-undef"):
            found.append(node)
            node = node.parent
        return found


def names_of(node: LexborNode) -> str:
    """Give what an element is called: its class, id, itemprop and rel in one string."""
    attributes = node.attributes
    if not attributes:
        return ""
    return " ".join(attributes[key] or "" for key in ("class", "id", "itemprop", "rel") if key in attributes)


@dataclass(frozen=True)
class Lines:
    """The lines behind the headline, its own among them (place 0), and those before it, nearest first."""

    after: tuple[Line, ...]
    before: tuple[Line, ...]
    has_headline: bool


def read_lines(document: Document) -> Lines:
    """Give the lines around the headline, or the page's first ones when it has none that we know."""
    titles = _titles(document)
    headline = _headline_node(document, titles)
    if headline is not None:
        own = Line(headline.text(), headline, 0)
        after = _lines(_onward(_beyond(headline)), MAX_AFTER, 1)
        before = _lines(_backward(headline), MAX_BEFORE, -1)
        return Lines((own, *after), tuple(before), True)
    body = document.tree.body
    found = list(_lines(_onward(body.child), MAX_UNKNOWN, 1)) if body and body.child else []
    for index, line in enumerate(found):
        if MIN_TITLE_CHARS <= len(line.raw) <= MAX_TEXT_CHARS and _folded(line.raw) in titles:
            return Lines(
                tuple(Line(other.raw, other.node, place) for place, other in enumerate(found[index:][:MAX_AFTER])),
                tuple(Line(found[index - n].raw, found[index - n].node, -n) for n in range(1, min(index, MAX_BEFORE))),
                True,
            )
    return Lines(tuple(found), (), False)


def all_lines(document: Document) -> Lines:
    """Give the page's lines from its top, for the one who found nothing near the headline."""
    body = document.tree.body
    return Lines(tuple(_lines(_onward(body.child), MAX_ANYWHERE, 1)) if body and body.child else (), (), False)


def _titles(document: Document) -> frozenset[str]:
    """Give what the page may have as its headline, folded: its titles, whole and in parts, without the site's names."""
    titles = {document.title, *document.meta.get("og:title", ())[:2], *_ld_headlines(document)}
    parts = {part for title in titles for part in _SEPARATOR.split(title[:MAX_TEXT_CHARS])}
    folded = {_folded(text) for text in titles | parts}
    names = {_folded(name) for name in document.site_names}
    return frozenset(text for text in folded - names if len(text) >= MIN_TITLE_CHARS)


_SEPARATOR = re.compile(r"\s+[|–—·•:»«-]\s+|\s*[|»«]\s*|:\s+")


def _headline_node(document: Document, titles: frozenset[str]) -> LexborNode | None:
    """Give the heading that is one of the page's titles, else the longest that is part of one, else its only h1."""
    first = document.tree.css("h1")[:MAX_HEADINGS]
    together = " | ".join(titles)
    best, most = None, 0
    for headings in (first, None):
        if headings is None:
            headings = document.tree.css('h2, h3, [itemprop~="headline"]')[:MAX_HEADINGS]
        for node in headings:
            text = _folded(node.text()[:MAX_TEXT_CHARS])
            if text in titles:
                return node
            if len(text) > max(most, MIN_TITLE_CHARS) and text in together:
                best, most = node, len(text)
        if most >= SURE_TITLE_CHARS:
            break
    return best if best is not None else first[0] if len(first) == 1 and not _is_site_name(first[0], document) else None


def _is_site_name(node: LexborNode, document: Document) -> bool:
    return _folded(node.text()[:MAX_TEXT_CHARS]) in {"", *(_folded(name) for name in document.site_names)}


def _ld_headlines(document: Document) -> Iterator[str]:
    for item in document.main_articles_ld[:3]:
        if isinstance(headline := item.get("headline"), str):
            yield headline


def _folded(text: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


_NOT_WORD = re.compile(r"[\W_]+")


def _lines(nodes: Iterator[LexborNode], limit: int, step: int) -> Iterator[Line]:
    place = 0
    for count, node in enumerate(nodes):
        if count >= MAX_STEPS or abs(place) >= limit:
            return
        text = node.text_content
        if text and not text.isspace() and (parent := node.parent) is not None:
            place += step
            yield Line(text, parent, place)


def _beyond(node: LexborNode) -> LexborNode | None:
    """Give the node that follows an element and all it holds."""
    current: LexborNode | None = node
    while current is not None:
        if (following := current.next) is not None:
            return following
        current = current.parent
    return None


def _onward(start: LexborNode | None) -> Iterator[LexborNode]:
    """Yield the text nodes from a node on, in reading order, without those that no reader sees."""
    node = start
    while node is not None:
        tag = node.tag
        if tag == "-text":
            yield node
        elif tag not in _UNSEEN and (child := node.child) is not None:
            node = child
            continue
        node = _beyond(node)


def _backward(start: LexborNode) -> Iterator[LexborNode]:
    """Yield the text nodes before an element, the nearest first."""
    node: LexborNode | None = start
    while node is not None:
        previous = node.prev
        if previous is None:
            node = node.parent
            continue
        node = previous
        while node.tag not in _UNSEEN and (last := node.last_child) is not None:
            node = last
        if node.tag == "-text":
            yield node
