"""The short texts around a page's headline: where bylines and date lines stand.

The walk starts at the headline and goes as far as it is asked to, so its cost does not grow with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from scraper.extract.text_of import clean

if TYPE_CHECKING:
    from scraper.extract.document import Document

MAX_STEPS = 12_000  # nodes, each way
MAX_TEXT_CHARS = 2_000
MAX_HEADINGS = 40
MAX_UNKNOWN = 800  # lines in which a headline that is no heading is looked for
MAX_HEADLINE_CHARS = 300
MIN_TITLE_CHARS = 8
SURE_TITLE_CHARS = 20
MAX_AROUND = 8  # elements around a line that are looked at

_UNSEEN = frozenset(
    "script style noscript template svg textarea option select iframe object audio video canvas head -comment".split()
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Element:
    """An element around lines: its tag, what it is called, the element around it. Read once per page."""

    __slots__ = ("_names", "_size", "node", "outer", "signs", "tag")

    def __init__(self, node: LexborNode, outer: Element | None) -> None:
        self.node = node
        self.tag = node.tag or ""
        self.outer = outer
        self.signs: int | None = None  # what byline_lines.py makes of the names
        self._names: str | None = None
        self._size: int | None = None

    @property
    def size(self) -> int:
        """How many characters of text it holds."""
        if self._size is None:
            self._size = len(self.node.text())
        return self._size

    @property
    def names(self) -> str:
        """Class, id, itemprop and rel in one string, lower case, camel case as words."""
        if self._names is None:
            attributes = self.node.attributes
            joined = " ".join([attributes[key] or "" for key in _NAMING if key in attributes]) if attributes else ""
            self._names = _CAMEL.sub("-", joined).lower() if joined else ""
        return self._names


_NAMING = ("class", "id", "itemprop", "rel")


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


class Lines:
    """The lines behind a page's headline and those before it, read on demand."""

    def __init__(self, headline: LexborNode | None, after: Iterator[Line], before: Iterator[Line]) -> None:
        self.headline = headline
        self._sources = (after, before)
        self._read: tuple[list[Line], list[Line]] = ([], [])
        self._elements: dict[int, Element] = {}

    def after(self, count: int) -> Sequence[Line]:
        """Give the first lines behind the headline, or of the page if it has none that we know."""
        return self._some(0, count)

    def before(self, count: int) -> Sequence[Line]:
        """Give the lines before the headline, the nearest first."""
        return self._some(1, count)

    def _some(self, side: int, count: int) -> Sequence[Line]:
        known = self._read[side]
        while len(known) < count and (line := next(self._sources[side], None)) is not None:
            known.append(line)
        return known[:count]

    def element(self, line: Line) -> Element | None:
        """Give the element that a line stands in; None for text in the body itself."""
        node = line.node
        return self._elements.get(node.mem_id) or self._element(node)

    def around(self, line: Line) -> list[Element]:
        """Give the elements around a line, innermost first, at most eight and none as wide as the page."""
        element = self.element(line)
        found: list[Element] = []
        while element is not None and len(found) < MAX_AROUND:
            found.append(element)
            element = element.outer
        return found

    def _element(self, node: LexborNode) -> Element | None:
        """Give a node's element, made with those around it when first asked for."""
        known = self._elements
        missing: list[LexborNode] = []
        current: LexborNode | None = node
        outer: Element | None = None
        while current is not None and len(missing) < MAX_AROUND:
            if (outer := known.get(current.mem_id)) is not None:
                break
            if current.tag in ("body", "html", "-undef", "-document"):
                break
            missing.append(current)
            current = current.parent
        for inner in reversed(missing):
            outer = known[inner.mem_id] = Element(inner, outer)
        return outer


def read_lines(document: Document) -> Lines:
    """Give the lines around the headline, or from the page's top when it has none that we know."""
    titles = _titles(document)
    headline = _headline_node(document, titles)
    if headline is not None:
        return Lines(headline, _lines(_onward(_beyond(headline)), 1), _lines(_backward(headline), -1))
    found = _from_top(document, MAX_UNKNOWN)
    for index, line in enumerate(found):
        if MIN_TITLE_CHARS <= len(line.raw) <= MAX_HEADLINE_CHARS and _folded(line.raw) in titles:
            after = (Line(other.raw, other.node, place) for place, other in enumerate(found[index + 1 :], 1))
            before = (Line(other.raw, other.node, -place) for place, other in enumerate(reversed(found[:index]), 1))
            return Lines(line.node, after, before)
    return Lines(None, iter(found), iter(()))


def all_lines(document: Document, count: int) -> Lines:
    """Give the page's lines from its top, for the one who found nothing near the headline."""
    return Lines(None, iter(_from_top(document, count)), iter(()))


def _from_top(document: Document, count: int) -> list[Line]:
    body = document.tree.body
    if body is None:
        return []
    return [line for line, _ in zip(_lines(_onward(body.child), 1), range(count), strict=False)]


# ---- where the headline stands


def _titles(document: Document) -> frozenset[str]:
    """Give what the page may have as its headline, folded: its titles, whole and in parts, without the site's names."""
    whole = (document.title, *document.meta.get("og:title", ())[:2], *_ld_headlines(document))
    titles = {title[:MAX_TEXT_CHARS] for title in whole}
    parts = {part for title in titles for part in _SEPARATOR.split(title)}
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
    if best is None and len(first) == 1 and not _is_site_name(first[0], document):
        return first[0]
    return best


def _is_site_name(node: LexborNode, document: Document) -> bool:
    return _folded(node.text()[:MAX_TEXT_CHARS]) in {"", *(_folded(name) for name in document.site_names)}


def _ld_headlines(document: Document) -> Iterator[str]:
    for item in document.main_articles_ld[:3]:
        if isinstance(headline := item.get("headline"), str):
            yield headline


def _folded(text: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


_NOT_WORD = re.compile(r"[\W_]+")


# ---- walking


def _lines(nodes: Iterator[LexborNode], step: int) -> Iterator[Line]:
    place = 0
    for node in nodes:
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
    for _ in range(MAX_STEPS):
        if node is None:
            return
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
    for _ in range(MAX_STEPS):
        if node is None:
            return
        previous = node.prev
        if previous is None:
            node = node.parent
            continue
        node = previous
        while node.tag not in _UNSEEN and (last := node.last_child) is not None:
            node = last
        if node.tag == "-text":
            yield node
