"""The lines of a text dump, each with what its shape and wording tell: prose, a menu entry, a heading of related news.

Nothing here looks at more than one line, but for repetition and blank lines. Wordings are data, in
text_lines.json; those of promos are the same as on pages, in boilerplate.json.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from scraper.extract.blocks import count_words
from scraper.extract.text_of import clean

MAX_CHARS = 4_000_000  # of a dump; what comes later is not looked at
MAX_LINES = 40_000
MAX_LINE_CHARS = 60_000
MIN_PROSE_WORDS = 7
MIN_UNENDED_WORDS = 25  # of prose that does not end as sentences do
MAX_WORDING_CHARS = 60
MAX_SHARE_WORDS = 5
MAX_PROMO_CHARS = 300
MAX_AGO_CHARS = 30
MAX_WRAPPED_CHARS = 100  # of a line of a text that was wrapped for a terminal or a mail
MIN_WRAPPED_SHARE = 0.5
ENDS = ".!?…。！？।۔։؟"
CLOSERS = "\"'”’»)]」』）】"
_BULLETS = ("•", "·", "▪", "◦", "‣", "●", "* ", "- ", "– ", "— ", "+ ", "o ")
_EDGES = " \t:：.!…>»→›•·▪◦‣●*|+–—-()[]0123456789,"
_BREADCRUMB = re.compile(r"^\S.{0,40}?\s*[→›»>]\s*\S.{0,60}$")
_RIGHTS = re.compile(r"^\W*(?:©|\(c\)\s|copyright\b)|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|todos los derechos|tutti i diritti riservati|все права защищены|無断転載")  # fmt: skip
_AGO = re.compile(
    r"^(?:\d+|an?|vor \d+|hace \d+|il y a \d+|há \d+)\s*\w*\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?"
    r"|months?|years?|minuten?|stunden?|tagen?|wochen?|monaten?|minutos?|horas?|días?|meses|heures?|jours?|mois)\b"
    r"(?:\s*ago)?\.?$|^\d+(?:分|時間|日|か月)前$"
)

_BEFORE_AGES = ("a ", "an ", "vor ", "hace ", "il y a ", "há ")


class LineKind(IntEnum):
    """The kinds of line that a reader tells apart at a glance."""

    PROSE = 0
    TITLE = 1  # could be a headline, a subhead, a name: short, no sentence
    MENU = 2
    SHARE = 3
    ASIDE = 4  # the heading of a box inside the story
    END = 5  # the heading of what follows the story
    BREADCRUMB = 6
    FOOTER = 7
    COMMENTS = 8  # the heading of what readers wrote


@dataclass(slots=True)
class TextLine:
    """A line that is not blank. `number` counts such lines from the dump's top."""

    text: str
    number: int
    kind: LineKind
    words: int
    prose: int  # its words if it reads like prose and stands only once, else 0
    repeats: int  # how often it stands in the dump
    ends: bool  # as sentences do
    is_bullet: bool
    is_spaced: bool  # blank lines stand before and after it


def read_text_lines(text: str) -> list[TextLine]:
    r"""Give the lines of a dump in order, paragraphs that were wrapped in one piece again.

    At most MAX_LINES of the first MAX_CHARS characters; a longer line is cut.

    >>> [(line.text, line.kind.name) for line in read_text_lines("Menu\n\nIt came back on Monday, an hour late.")]
    [('Menu', 'MENU'), ('It came back on Monday, an hour late.', 'PROSE')]
    """
    shown = text[:MAX_CHARS].splitlines()[:MAX_LINES]
    if _is_wrapped(shown):
        shown = _unwrapped(shown)
    cleaned = [_clean(line) if line else "" for line in shown]
    counts = Counter(cleaned)
    lines: list[TextLine] = []
    last = len(cleaned) - 1
    for place, line in enumerate(cleaned):
        if not line:
            continue
        is_bullet = line.startswith(_BULLETS)
        if is_bullet:
            line = line.lstrip("•·▪◦‣●*-–—+ ") if line[0] != "o" else line[2:]
            if not line:
                continue
        words = count_words(line)
        ends = ends_sentence(line)
        repeats = counts[cleaned[place]]
        kind = kind_of_line(line, words, ends=ends)
        if is_bullet and kind is LineKind.TITLE and words < 10:
            kind = LineKind.MENU
        prose = words if kind is LineKind.PROSE and repeats == 1 else 0
        is_spaced = (not place or not cleaned[place - 1]) and (place == last or not cleaned[place + 1])
        lines.append(TextLine(line, len(lines), kind, words, prose, repeats, ends, is_bullet, is_spaced))
    return _once(lines)


def _once(lines: list[TextLine]) -> list[TextLine]:
    """Give the lines of a page that stands in its dump twice, prose and all, with that prose once."""
    once = sum(line.prose for line in lines)
    if sum(line.words for line in lines if line.kind is LineKind.PROSE) <= 3 * once:
        return lines
    seen: set[str] = set()
    kept: list[TextLine] = []
    for line in lines:
        if line.kind is LineKind.PROSE:
            if line.text in seen:
                continue
            seen.add(line.text)
            line.prose, line.repeats = line.words, 1
        line.number = len(kept)
        kept.append(line)
    return kept


def _clean(line: str) -> str:
    line = " ".join(line[:MAX_LINE_CHARS].split())
    return line if line.isprintable() else clean(line)


def kind_of_line(line: str, words: int | None = None, *, ends: bool | None = None) -> LineKind:
    """Tell what a line is by its shape and wording alone.

    >>> kind_of_line("The ferry sailed at six, an hour late, with every seat taken.").name
    'PROSE'
    >>> kind_of_line("Home → Harbour").name, kind_of_line("Tags: ferries, port").name, kind_of_line("RelatedPosts").name
    ('BREADCRUMB', 'END', 'ASIDE')
    """
    words = count_words(line) if words is None else words
    ends = ends_sentence(line) if ends is None else ends
    if len(line) <= MAX_WORDING_CHARS:
        folded = line.casefold()
        found = said(folded)
        if found is not None:
            return found
    if words >= MIN_PROSE_WORDS:
        if len(line) < MAX_PROMO_CHARS and _RIGHTS.search(line.casefold()):
            return LineKind.FOOTER
        if ends or line[-1] in ":;" or (words >= MIN_UNENDED_WORDS and _has_inner_sentence(line)):
            return LineKind.PROSE
    if (
        words <= 12
        and not ends
        and ("›" in line or "»" in line or ">" in line or "→" in line)
        and _BREADCRUMB.match(line)
    ):
        return LineKind.BREADCRUMB
    return LineKind.TITLE


def said(folded: str) -> LineKind | None:
    """Give the kind that a short folded line's wording makes it, or None."""
    tables = wordings()
    name = folded.strip(_EDGES)
    if (kind := tables.lines.get(name)) is not None:
        return kind
    if ":" in name or "：" in name:
        label = name.replace("：", ":").partition(":")[0].rstrip()
        if tables.lines.get(label) is LineKind.END:
            return LineKind.END
    if name.startswith(tables.share) and name.count(" ") < MAX_SHARE_WORDS:
        return LineKind.SHARE
    if ("©" in folded or "right" in folded or "recht" in folded or "(c)" in folded) and _RIGHTS.search(folded):
        return LineKind.FOOTER
    if len(folded) < MAX_AGO_CHARS and (folded[0].isdigit() or folded.startswith(_BEFORE_AGES)) and _AGO.match(folded):
        return LineKind.MENU
    return None


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as sentences do.

    >>> ends_sentence("“It is back.”"), ends_sentence("Ferry returns"), ends_sentence("連絡船が戻った。")
    (True, False, True)
    """
    last = line[-1:]
    if last in CLOSERS:
        last = line.rstrip(CLOSERS)[-1:]
    return bool(last) and last in ENDS


def _has_inner_sentence(line: str) -> bool:
    return ". " in line or ", " in line or "? " in line or "! " in line or "。" in line or "、" in line or "，" in line


def begins_as_promo(line: str) -> bool:
    """Tell whether a line begins with the words of a promo ("Read more:") and the word ends there.

    >>> begins_as_promo("Read more: the ferry is back"), begins_as_promo("Readers wrote")
    (True, False)
    """
    folded = line[:80].casefold().lstrip(' »›>•·–—-*[(+|▶►→#"“')
    for phrase in wordings().promos.get(folded[:3], ()):
        if folded.startswith(phrase):
            following = folded[len(phrase) : len(phrase) + 1]
            if not (following.isalnum() and following.isascii()):
                return True
    return False


def labelled(line: str) -> str | None:
    """Give what stands after a label of the kind that ends a story ("Tags: a, b"), or None.

    >>> labelled("Tags: ferries, port")
    'ferries, port'
    """
    label, colon, value = line.replace("：", ":").partition(":")
    if colon and wordings().lines.get(label.casefold().strip(_EDGES)) is LineKind.END:
        return value.strip() or None
    return None


# ---- texts wrapped for a terminal or a mail


def _is_wrapped(shown: Sequence[str]) -> bool:
    """Tell whether a text's long lines go on in the next one, as in `lynx -dump` and in mails."""
    long = going_on = 0
    for line, following in pairwise(shown):
        if len(line) > 50:
            if len(line) > MAX_WRAPPED_CHARS:
                return False
            long += 1
            following = following.lstrip()
            going_on += following[:1].islower() or (bool(following) and line.rstrip()[-1:].islower())
    return long >= 5 and going_on >= MIN_WRAPPED_SHARE * long


def _unwrapped(shown: Sequence[str]) -> list[str]:
    """Join the lines between two blank ones, if the ones before the last are long."""
    joined: list[str] = []
    pieces: list[str] = []
    for line in shown:
        if pieces and line.strip() and len(pieces[-1]) > 50 and not line.lstrip().startswith(_BULLETS):
            pieces.append(line)
            continue
        if pieces:
            joined.append(" ".join(pieces))
        pieces = [line] if line.strip() else []
        if not pieces:
            joined.append("")
    return [*joined, " ".join(pieces)] if pieces else joined


# ---- wordings


@dataclass(frozen=True, slots=True)
class Wordings:
    """The phrases that tell what a line is, folded."""

    lines: Mapping[str, LineKind]  # whole lines
    share: tuple[str, ...]  # beginnings
    promos: Mapping[str, tuple[str, ...]]  # beginnings, by their first three characters
    captions: frozenset[str]  # words of lines under pictures
    promo_words: frozenset[str]
    promo_parts: tuple[str, ...]  # the same in languages without spaces


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """Give the phrases, read once."""
    folder = files("scraper.extract")
    table = json.loads((folder / "text_lines.json").read_text("utf-8"))
    promos: dict[str, tuple[str, ...]] = {}
    for phrases in json.loads((folder / "boilerplate.json").read_text("utf-8"))["starts"].values():
        for phrase in phrases:
            promos[phrase[:3]] = (*promos.get(phrase[:3], ()), phrase)
    kinds = (
        ("story_ends", LineKind.END),
        ("comments", LineKind.COMMENTS),
        ("asides", LineKind.ASIDE),
        ("chrome", LineKind.MENU),
    )
    lines = {phrase: kind for key, kind in kinds for phrase in table[key]}
    captions, promo_words = frozenset(table["captions"]), frozenset(table["promo_words"])
    return Wordings(lines, tuple(table["share"]), promos, captions, promo_words, tuple(table["promo_parts"]))
