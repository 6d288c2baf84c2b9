"""The lines around the headline that name the author: by their words, or by what their elements are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.lines import Line, names_of
from scraper.extract.names import before_by
from scraper.extract.text_of import clean, seen_text

MAX_AFTER, MAX_BEFORE = 120, 20  # lines
NEAR_AFTER, NEAR_BEFORE = 16, 6
MAX_BYLINE_CHARS = 200
MAX_BARE_CHARS = 90  # of an author element that neither says "by" nor links names
MAX_BY_CHARS = 14  # "Written by:"
MAX_NAME_CHARS = 60
MAX_LEVELS = 4
MAX_CLASS_CHARS = 120
MAX_GAP = 4  # lines between the links of two authors of one story

_AUTHOR_NAMES = re.compile(
    r"(?<![a-z])(?:by-?line|authors?|autor(?:en|es|in|a)?|auteurs?|writer|contributor|redakteur|fn|firma|journalist)(?![a-z])"
    r"|(?:author|byline|autor)(?:-?(?:name|s|info|link|box|meta|text))?(?![a-z])",
)
_OTHER_NAMES = re.compile(
    r"comment|related|teaser|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|widget|copyright|recent|popular|latest|promo"
    r"|recommend|caption|gallery|photo|credit|foto|social|share|follow|(?<!v)card|tweet|quote|(?<![a-z])nav(?![a-z])|menu"
)
_OUTER_NAMES = re.compile(r"comment|related|sidebar|widget|recommend|respond|teaser|(?<![a-z])(?:nav|menu)(?![a-z])")
_NOT_HERE = frozenset({"nav", "aside", "figure", "figcaption", "blockquote", "form"})
_OWN_FOOTER = re.compile(r"post|entry|article|story|meta", re.IGNORECASE)
_NAME_ELEMENTS = 'a[rel~="author"], [itemprop~="name"], a[href*="/author"], a[href*="/autor"], a[href*="/auteur"]'
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, the names that its links or elements set apart, and how it was recognised."""

    text: str
    parts: str  # the same with a bar between its elements
    names: tuple[str, ...]
    source: str
    is_near: bool
    place: int  # lines behind the headline


def byline_texts(document: Document, languages: tuple[str, ...]) -> list[Byline]:
    """Give what may be the byline, the likeliest first."""
    lines = document.lines
    near = [*lines.after[1 : MAX_AFTER + 1], *lines.before[:MAX_BEFORE]]
    found: list[tuple[float, Byline]] = []
    seen: set[int] = set()
    for index, line in enumerate(near):
        if len(line.raw) <= MAX_BYLINE_CHARS * 2:
            following = near[index + 1 : index + 4] if line.place > 0 else ()
            if (scored := _read(line, following, languages, seen)) is not None:
                found.append(scored)
    return _united([byline for _, byline in sorted(found, key=lambda item: -item[0])])


def _united(bylines: list[Byline]) -> list[Byline]:
    """Put the links of several authors, which stand side by side, into one byline at its first place."""
    links = sorted((b for b in bylines if b.source == "rel=author" and b.is_near and b.names), key=lambda b: b.place)
    run = [link for index, link in enumerate(links) if link.place - links[0].place <= MAX_GAP * index]
    if len(run) < 2:
        return bylines
    together = Byline(
        clean(", ".join(b.text for b in run)),
        " | ".join(b.parts for b in run),
        tuple(dict.fromkeys(name for b in run for name in b.names)),
        "rel=author",
        True,
        run[0].place,
    )
    first = min(index for index, byline in enumerate(bylines) if byline in run)
    rest = [byline for byline in bylines if byline not in run]
    return [*rest[:first], together, *rest[first:]]


def _read(
    line: Line, following: Sequence[Line], languages: tuple[str, ...], seen: set[int]
) -> tuple[float, Byline] | None:
    around = line.around()
    holder: LexborNode | None = None
    is_rel = False
    for level, node in enumerate(around):
        called = _CAMEL.sub("-", names_of(node)).lower()
        if not called or len(called) > MAX_CLASS_CHARS:  # themes put a story's categories and tags there
            continue
        if (_OTHER_NAMES if level < MAX_LEVELS and holder is None else _OUTER_NAMES).search(called):
            return None
        if level < MAX_LEVELS and _AUTHOR_NAMES.search(called):
            if len(node.text()) > MAX_BYLINE_CHARS * 2:
                break
            holder = node
            is_rel = is_rel or (node.tag == "a" and "author" in called)
    text = parts = line.text
    if holder is None:
        if not _may_begin(text, languages):
            return None
        if len(text) < MAX_BY_CHARS:
            # "By" and the names stand in elements of their own
            near = [other.text for other in following if len(other.raw) < MAX_NAME_CHARS]
            text, parts = clean(" ".join((text, *near))), " | ".join((text, *near))
    if any(
        node.tag in _NOT_HERE or (node.tag == "footer" and not _OWN_FOOTER.search(names_of(node))) for node in around
    ):
        return None
    if holder is not None:
        if holder.mem_id in seen:
            return None
        seen.add(holder.mem_id)
        text, parts = seen_text(holder), clean(holder.text(separator=" | ", skip_empty=True))
    begins = _may_begin(text, languages)
    linked = tuple(_linked(holder)) if holder is not None else ()
    if not text or len(text) > (MAX_BYLINE_CHARS if begins or linked else MAX_BARE_CHARS):
        return None
    score = 10 - abs(line.place) / 6 - (3 if line.place < 0 else 0)
    score += 2 if begins else 0
    score += 2 if is_rel else 0
    score += 1 if holder is not None else 0
    source = "rel=author" if is_rel else "byline element" if holder is not None else "byline"
    return score, Byline(text, parts, linked, source, -NEAR_BEFORE <= line.place <= NEAR_AFTER, line.place)


def _may_begin(text: str, languages: tuple[str, ...]) -> bool:
    return len(text) <= MAX_BYLINE_CHARS and before_by(text, languages) is not None


def _linked(holder: LexborNode) -> Iterator[str]:
    """Yield the names that a byline's links or itemprops set apart."""
    nodes = [holder] if holder.tag == "a" else holder.css(_NAME_ELEMENTS)
    for node in nodes[:12]:
        if text := seen_text(node):
            yield text
