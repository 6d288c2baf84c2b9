"""What one line of a text dump is: prose, a title, a menu entry, a share bar, a heading that ends the story."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files

from scraper.extract.blocks import count_words

MIN_PROSE_WORDS = 7
SHORT_PROSE_CHARS = 30  # a whole sentence this long is prose even if it has few words
_BULLET = re.compile(r"^\s*[•·▪◦‣*●–-]\s+")
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[:;]$")
_INNER_SENTENCE = re.compile(r"[.!?。！？]\s+[\"“‘«(]?[A-ZÀ-ÞА-Я\u3040-\u9fff]|[,，、;]\s")
_BREADCRUMB = re.compile(r"^\S.{0,40}?\s*[→›»>]\s*\S.{0,60}$")
_COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)\s|copyright\b)|all rights reserved|alle rechte vorbehalten", re.IGNORECASE)
_AGO = re.compile(
    r"^(?:\d+|an?|vor \d+|hace \d+|il y a \d+|há \d+)\s*\w*\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?"
    r"|months?|years?|minuten?|stunden?|tagen?|wochen?|monaten?|minutos?|horas?|días?|meses|heures?|jours?|mois)\b"
    r"(?:\s*ago)?\.?$|^\d+(?:分|時間|日|か月)前$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^([^:：]{2,40})[:：]\s*(.*)$")


class LineKind(Enum):
    """The kinds of line that a reader tells apart at a glance."""

    PROSE = auto()
    TITLE = auto()  # could be a headline, a subhead, a name: short, no sentence
    MENU = auto()
    SHARE = auto()
    ASIDE = auto()  # the heading of a box inside the story
    END = auto()  # the heading of what follows the story
    BREADCRUMB = auto()
    FOOTER = auto()


def kind_of_line(line: str) -> LineKind:
    """Tell what a line is by its shape and wording alone.

    >>> kind_of_line("The ferry sailed at six, an hour late, with every seat taken.").name
    'PROSE'
    >>> kind_of_line("Home → Harbour").name, kind_of_line("Tags: ferries, port").name, kind_of_line("RelatedPosts").name
    ('BREADCRUMB', 'END', 'ASIDE')
    """
    tables = wordings()
    folded = " ".join(_BULLET.sub("", line).casefold().split()).rstrip(".!")
    name = folded.rstrip(" :：…>»→")
    if _COPYRIGHT.search(line):
        return LineKind.FOOTER
    if name in tables["chrome"] or (_BULLET.match(line) and count_words(line) < 10) or _AGO.match(folded):
        return LineKind.MENU
    if name in tables["asides"]:
        return LineKind.ASIDE
    label = _LABEL.match(folded)
    if name in tables["story_ends"] or (label and label[1] in tables["story_ends"]):
        return LineKind.END
    words = count_words(line)
    if words < 16 and any(folded.startswith(start) for start in tables["share"]):
        return LineKind.SHARE
    if words >= MIN_PROSE_WORDS or len(line) >= SHORT_PROSE_CHARS:
        is_sentence = bool(_SENTENCE.search(line))
        if is_sentence and words >= MIN_PROSE_WORDS:
            return LineKind.PROSE
        if words >= 25 and _INNER_SENTENCE.search(line):
            return LineKind.PROSE
    if words <= 12 and _BREADCRUMB.match(line) and not _SENTENCE.search(line):
        return LineKind.BREADCRUMB
    return LineKind.TITLE


def labelled(line: str, table: str) -> str | None:
    """Give what stands after a label of a table ("Tags: a, b"), or None.

    >>> labelled("Tags: ferries, port", "story_ends")
    'ferries, port'
    """
    match = _LABEL.match(line)
    if match and match[1].casefold().strip() in wordings()[table]:
        return match[2].strip() or None
    return None


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, frozenset[str] | tuple[str, ...]]:
    """Give the phrases of each kind, folded; `share` holds beginnings."""
    table = json.loads((files("scraper.extract") / "text_lines.json").read_text("utf-8"))
    return {kind: tuple(phrases) if kind == "share" else frozenset(phrases) for kind, phrases in table.items()}
