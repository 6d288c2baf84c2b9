"""The short texts around a page's headline: where bylines and date lines stand.

The walk starts at the headline and goes as far as it is asked to, so its cost does not grow with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
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

#: What no reader sees the text of.
UNSEEN = frozenset(
    "script style noscript template svg textarea option select iframe object audio video canvas head".split()
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OUTERMOST = frozenset({"body", "html", "-undef", "-document"})


class Element:
    """An element around lines: its tag, what it is called, the element around it. Read once per page."""

    __slots__ = ("_names", "_size", "node", "outer", "signs", "tag")

    def __init__(self, node: LexborNode, tag: str, outer: Element | None) -> None:
        self.node = node
        self.tag = tag
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
            self._names = called(self.node)
        return self._names


def called(node: LexborNode) -> str:
    """Give an element's class, id, itemprop and rel in one string, lower case, camel case as words.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> called(LexborHTMLParser('<p class="postMeta byLine" rel=author>').css_first("p"))
    'post-meta by-line author'
    """
    if attributes := node.attributes:
        get = attributes.get
        return _called(get("class"), get("id"), get("itemprop"), get("rel"))
    return ""


@lru_cache(maxsize=16_384)
def _called(*names: str | None) -> str:
    joined = " ".join([name for name in names if name])
    return _CAMEL.sub("-", joined).lower() if joined else ""


@dataclass(slots=True)
class Line:
    """One text node: its text as it stands, the element around it, and how many lines behind the headline it is."""

    raw: str
    node: LexborNode
    tag: str
    place: int

    @property
    def step(self) -> int:
        """What leads to the next line in a list of those behind the headline; the other way round in one before it."""
        return 1 if self.place > 0 else -1

    @property
    def text(self) -> str:
        """The text, white space in order."""
        return clean(self.raw[:MAX_TEXT_CHARS])


class Lines:
    """The lines behind a page's headline and those before it, read on demand."""

    def __init__(
        self, headline: LexborNode | None, after: Iterable[LexborNode], before: Iterable[LexborNode] = ()
    ) -> None:
        self.headline = headline
        self._sources = (islice(after, MAX_STEPS), islice(before, MAX_STEPS))
        self._read: tuple[list[Line], list[Line]] = ([], [])
        self._known: dict[int, Element] = {}
        self._headline_in = frozenset(_keys_around(headline))

    def after(self, count: int) -> Sequence[Line]:
        """Give the first lines behind the headline, or of the page if it has none that we know."""
        return self._some(0, count)

    def before(self, count: int) -> Sequence[Line]:
        """Give the lines before the headline, the nearest first."""
        return self._some(1, count)

    def _some(self, side: int, count: int) -> Sequence[Line]:
        known = self._read[side]
        missing = count - len(known)
        if missing <= 0:
            return known[:count]
        place, step = (len(known), 1) if side == 0 else (-len(known), -1)
        for node in self._sources[side]:
            if node.is_text_node:
                text = node.text_content
                if text and not text.isspace() and (holder := node.parent) is not None:
                    tag = holder.tag or ""
                    if tag not in UNSEEN:
                        place += step
                        known.append(Line(text, holder, tag, place))
                        missing -= 1
                        if not missing:
                            break
        return known[:count]

    def element(self, line: Line) -> Element | None:
        """Give the element that a line stands in; None for text in the body itself."""
        return self._element(line.node)

    def around(self, line: Line) -> list[Element]:
        """Give the elements around a line, innermost first, at most eight and none that holds the headline too."""
        element = self.element(line)
        found: list[Element] = []
        while element is not None and len(found) < MAX_AROUND:
            found.append(element)
            element = element.outer
        return found

    def _element(self, node: LexborNode) -> Element | None:
        """Give a node's element, made with those around it when first asked for."""
        known = self._known
        missing: list[tuple[int, LexborNode, str]] = []
        current: LexborNode | None = node
        outer: Element | None = None
        while current is not None and len(missing) < MAX_AROUND:
            key = current.mem_id
            if (outer := known.get(key)) is not None:
                break
            if key in self._headline_in or (tag := current.tag or "") in _OUTERMOST:
                break
            missing.append((key, current, tag))
            current = current.parent
        for key, inner, tag in reversed(missing):
            outer = known[key] = Element(inner, tag, outer)
        return outer


def _keys_around(node: LexborNode | None) -> Iterator[int]:
    while node is not None and (node := node.parent) is not None:
        yield node.mem_id


def read_lines(document: Document) -> Lines:
    """Give the lines around the headline, or from the page's top when it has none that we know."""
    headline = _first_titled(document)
    if headline is None:
        titles = _titles(document)
        headline = _headline_node(document, titles) or _headline_text(document, titles)
    if headline is None:
        return all_lines(document)
    return Lines(headline, _onward(headline), _backward(headline))


def all_lines(document: Document) -> Lines:
    """Give the page's lines from its top, for the one who found nothing near the headline."""
    body = document.tree.body
    return Lines(None, body.traverse(include_text=True, skip_empty=True) if body else ())


# ---- where the headline stands


def _first_titled(document: Document) -> LexborNode | None:
    """Give the first h1 if it is, letter for letter, the headline in the page's data or what its title begins with."""
    for node in document.headings[:1]:
        text = clean(node.text()[:MAX_TEXT_CHARS])
        if len(text) >= SURE_TITLE_CHARS:
            whole = (document.title, *document.meta.get("og:title", ())[:2], *_ld_headlines(document))
            if any(title.startswith(text) for title in whole):
                return node
    return None


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
    first = document.headings[:MAX_HEADINGS]
    together = " | ".join(titles)
    best, most = None, 0
    for selector in (None, 'h2, h3, [itemprop~="headline"]'):
        for node in document.tree.css(selector)[:MAX_HEADINGS] if selector else first:
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


def _headline_text(document: Document, titles: frozenset[str]) -> LexborNode | None:
    """Give the text that is one of the page's titles, where no heading is."""
    body = document.tree.body
    if body is None or not titles:
        return None
    longest = 2 * max(map(len, titles))
    seen = 0
    for node in islice(body.traverse(include_text=True, skip_empty=True), MAX_STEPS):
        if not node.is_text_node:
            continue
        text = node.text_content or ""
        if MIN_TITLE_CHARS <= len(text) <= longest and _folded(text) in titles:
            if (holder := node.parent) is not None and holder.tag not in UNSEEN:
                return node
        seen += 1
        if seen >= MAX_UNKNOWN:
            return None
    return None


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


def _onward(start: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes behind one and all it holds, in reading order."""
    current: LexborNode | None = start
    while current is not None:
        sibling = current.next
        while sibling is not None:
            yield from sibling.traverse(include_text=True, skip_empty=True)
            sibling = sibling.next
        current = current.parent


def _backward(start: LexborNode) -> Iterator[LexborNode]:
    """Yield the texts before a node, the nearest first."""
    current: LexborNode | None = start
    while current is not None:
        previous = current.prev
        if previous is None:
            current = current.parent
            continue
        current = previous
        while current.tag not in UNSEEN and (last := current.last_child) is not None:
            current = last
        if current.is_text_node:
            yield current
