"""Entries that no class name tells: elements that look alike and stand in one row, each with a time of its own.

Newspapers that build their pages with hashed class names, or write their ticker into the running text ("14:32 Uhr: ..."
in bold, or as a heading), leave nothing else to go by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.live_clock import MAX_CLOCK_CHARS, clock_alone, clock_first
from scraper.extract.text_of import clean, seen_text

MIN_SERIES = 3
MAX_MARKS = 3_000
MAX_CLIMB = 12
MAX_GROUPS = 60
MAX_LEVELS = 3  # of elements around the same times that are looked at
MAX_FOLLOWING = 12  # elements of a text that belong to the time before them
_MARKS = (
    "time, span, strong, b, em, p, h2, h3, h4, h5, dt, "
    '[class*="time" i], [class*="minut" i], [class*="hour" i], [class*="heure" i], [class*="hora" i], [class*="date" i]'
)
_FLAT = frozenset("p h2 h3 h4 h5 dt strong b span time em".split())
_NOT_IN = frozenset("aside nav footer table figure form".split())
OTHERS = re.compile(
    r"comment(?!ar)|related|teaser|promo|sidebar|recommend|newsletter|most-?read|trending", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """The elements of one entry; `is_flat` if it is a stretch of running text rather than an element of its own."""

    nodes: tuple[LexborNode, ...]
    is_flat: bool = False


def series(document: Document) -> Iterator[list[Piece]]:
    """Yield the rows of elements that have a time each, in page order; at least three a row."""
    groups: dict[tuple[object, ...], dict[int, LexborNode]] = {}
    outside: dict[int, bool] = {}
    marks = 0
    for node in document.tree.css(_MARKS):
        if not _is_mark(node, document.languages) or _is_outside(node, outside):
            continue
        marks += 1
        if marks > MAX_MARKS:
            break
        for place, around in _climbed(node):
            groups.setdefault(place, {}).setdefault(around.mem_id, around)
    rows = [row for row in groups.values() if len(row) >= MIN_SERIES]
    most = max(map(len, rows), default=0)
    taken: Counter[int] = Counter()
    rows.reverse()
    for row in sorted(rows, key=len, reverse=True)[:MAX_GROUPS]:  # of rows of one length the outermost first
        taken[len(row)] += 1
        if 2 * len(row) >= most and taken[len(row)] <= MAX_LEVELS:
            yield list(_pieces(list(row.values())))


def _is_mark(node: LexborNode, languages: tuple[str, ...]) -> bool:
    attributes = node.attributes
    if node.tag == "time" and len(attributes.get("datetime") or "") > len("2026-03-04"):
        return True
    text = node.text()[: 4 * MAX_CLOCK_CHARS].strip()
    if not text or not any(map(str.isdigit, text[:MAX_CLOCK_CHARS])):
        return False
    text = " ".join(text.split())
    if clock_alone(text, languages):
        return True
    return node.tag in ("p", "h2", "h3", "h4", "h5") and clock_first(text, languages) is not None


def _is_outside(node: LexborNode, known: dict[int, bool]) -> bool:
    """Tell whether an element stands in what is not the story: a box beside it, other stories, comments."""
    passed = []
    around: LexborNode | None = node
    answer = False
    while around is not None:
        if around.mem_id in known:
            answer = known[around.mem_id]
            break
        passed.append(around.mem_id)
        attributes = around.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if around.tag in _NOT_IN or (around.tag != "body" and OTHERS.search(named)):
            answer = True
            break
        around = around.parent
    known.update(dict.fromkeys(passed, answer))
    return answer


def _climbed(node: LexborNode) -> Iterator[tuple[tuple[object, ...], LexborNode]]:
    """Yield an element and those around it, each with what it has in common with its like in the row."""
    around: LexborNode | None = node
    for _ in range(MAX_CLIMB):
        if around is None or around.tag in ("body", "html", "main"):
            return
        parent = around.parent
        if parent is None:
            return
        grand = parent.parent.mem_id if parent.parent is not None else 0
        # elements of several rows in a row, one a day, are one row
        yield (around.tag, parent.tag, parent.attributes.get("class"), grand), around
        around = parent


def _pieces(nodes: Sequence[LexborNode]) -> Iterator[Piece]:
    starts = {node.mem_id for node in nodes}
    is_flat = nodes[0].tag in _FLAT or all(len(seen_text(node)) <= MAX_CLOCK_CHARS for node in nodes[:MIN_SERIES])
    if not is_flat:
        for node in nodes:
            yield Piece((node,))
        return
    stretches = [_stretch(node, starts) for node in nodes]
    longest = max(map(len, stretches[:-1]))
    for stretch in stretches:
        # what stands behind the last entry is the end of the page
        yield Piece(tuple(stretch[:longest]), is_flat=True)


def _stretch(node: LexborNode, starts: set[int]) -> list[LexborNode]:
    found = [node]
    following = node.next
    while following is not None and len(found) <= MAX_FOLLOWING and following.mem_id not in starts:
        if following.tag not in ("-text", "-comment", "script", "style", "aside", "nav", "form", "hr", "br"):
            if _is_outside(following, {}):
                break
            found.append(following)
        following = following.next
    return found


def text_besides(node: LexborNode, languages: tuple[str, ...] = ()) -> str:
    """Give an element's text without the times in it: a heading may hold its entry's."""
    pieces = []
    child = node.first_child
    while child is not None:
        if child.tag == "-text":
            pieces.append(child.text_content or "")
        elif child.tag in ("br", "time") or clock_alone(seen_text(child), languages):
            pieces.append(" ")
        elif child.tag not in ("script", "style", "svg", "button", "-comment"):
            pieces.append(text_besides(child, languages))
        child = child.next
    return clean("".join(pieces))
