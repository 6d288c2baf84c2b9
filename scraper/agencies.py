"""Which news agency a story is from, where the paper says so: in its dateline, its byline or its last lines.

What stands within the story does not count: "a spokesman told Reuters" is no credit. Names are data, in agencies.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

DATELINE_CHARS = 200  # "PORT ELLIS, March 4 (Reuters) - " and longer ones
DATELINE_PARAGRAPHS = 2  # the first may be a standfirst
MIN_TEXT = 20  # characters of the story behind a dateline
END_PARAGRAPHS = 4  # below the story follow notes on who helped, and appeals
END_LINE_CHARS = 80
MAX_BYLINE_CHARS = 200

_DASH = r"(?:[-–—―:|]|\.\s*[-–—])"
_BETWEEN = re.compile(r"\s*(?:[,;/|·•()]|[-–—]\s|\s(?:and|und|et|y|e|with|via|og|och|en|i|и)\s)\s*")
_LEAD_IN = re.compile(
    r"^(?:by|from|von|par|por|de|da|di|door|av|af|source|sources|quelle|quellen|fonte|fuente|bron|kilde|källa|источник"
    r"|kaynak|źródło|zdroj|with|mit|来源|來源)\b[\s:：]*",
    re.IGNORECASE,
)


def agency_of(text: str, byline: str | None = None, authors: Iterable[str] = ()) -> str | None:
    """Give the agency that a story is credited to, by the name it has in agencies.toml; None where none is named.

    >>> agency_of("PORT ELLIS, March 4 (Reuters) - The ferry sailed at dawn.")
    'Reuters'
    >>> agency_of("The ferry sailed at dawn, its owner told Reuters.", "By Ana Ruiz, Associated Press")
    'AP'
    """
    paragraphs = [line for part in text.split("\n") if (line := part.strip())]
    for found in (
        *_in_datelines(paragraphs),
        *_in_names((byline or "")[:MAX_BYLINE_CHARS].partition("©")[0], *authors),  # a photographer's agency follows
        *_in_last_lines(paragraphs[1:]),
    ):
        return found
    return None


def _in_datelines(paragraphs: list[str]) -> Iterator[str]:
    for paragraph in paragraphs[:DATELINE_PARAGRAPHS]:
        if found := _dateline().match(paragraph[:DATELINE_CHARS]):
            yield _known()[next(group for group in found.groups() if group)]


def _in_names(*lines: str) -> Iterator[str]:
    """Yield the agencies among names that stand side by side, most telling first."""
    for line in lines:
        for name in (line, *_BETWEEN.split(line)):
            if found := _known().get(_LEAD_IN.sub("", name.strip(" .*_©\u00a0"))):
                yield found


def _in_last_lines(paragraphs: list[str]) -> Iterator[str]:
    for line in reversed(paragraphs[-END_PARAGRAPHS:]):
        if found := _notice().search(line):
            yield _known()[found[1]]
        for start, name in _signatures():
            if line.startswith(start):
                yield name
        if any(word in line.casefold() for word in _photo_words()):
            continue
        if len(line) <= END_LINE_CHARS:
            yield from _in_names(line)
        if found := _last_words().search(line[-END_LINE_CHARS:]):
            yield _known()[found[1]]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("scraper") / "agencies.toml").read_text("utf-8"))


@cache
def _known() -> dict[str, str]:
    """Give the name of each spelling; capitals are a spelling, too."""
    known: dict[str, str] = {}
    for agency in _data()["agency"]:
        for spelling in agency["spellings"]:
            known.setdefault(spelling, str(agency["name"]))
            known.setdefault(spelling.upper(), str(agency["name"]))
    return known


@cache
def _signatures() -> tuple[tuple[str, str], ...]:
    return tuple((start, str(agency["name"])) for agency in _data()["agency"] for start in agency.get("signatures", ()))


@cache
def _photo_words() -> tuple[str, ...]:
    return tuple(_data()["photo_words"])


@cache
def _any_name() -> str:
    """Give a pattern for any spelling, longest first."""
    return "(" + "|".join(map(re.escape, sorted(_known(), key=len, reverse=True))) + ")"


@cache
def _dateline() -> re.Pattern[str]:
    """Match "PLACE, date (NAME) - ", "NAME - ", "PLACE /NAME/", "PLACE, NAME - ", and Chinese "NAME place date 电"."""
    name = _any_name()
    with_more = rf"{name}(?:\s?[/,=-]\s?[^()\[\]]{{1,20}})?"  # (AP/dpa), (dpa/lnw)
    return re.compile(
        rf"[^()\[\]/]{{0,80}}?(?:\(\s*{with_more}\s*\)|（\s*{with_more}\s*）|\[\s*{with_more}\s*\]|【\s*{name}[^】]{{0,20}}】"
        rf"|/\s?{with_more}\s?/)(?=.{{{MIN_TEXT}}})"  # at the end of a paragraph it is a picture's
        rf"|(?:[^\s.!?,()]+(?:\s[^\s.!?,()]+)?,\s)?{name}\s*{_DASH}\s"
        rf"|{name}[^\s，。]{{0,16}}[电電]"
    )


@cache
def _notice() -> re.Pattern[str]:
    """Match "© 2026 NAME" and "Copyright NAME"."""
    return re.compile(rf"(?:©|\([cC]\)|\b[Cc]opyright|\bCOPYRIGHT)[^.!?]{{0,24}}?(?<!\w){_any_name()}(?!\w)")


@cache
def _last_words() -> re.Pattern[str]:
    """Match an agency in brackets, or behind a dash, at the very end."""
    return re.compile(rf"(?:[(（]\s*|\s/|\s[-–—]\s?){_any_name()}(?:/\w{{2,8}})?\s*[)）/]?[.*]?$")
