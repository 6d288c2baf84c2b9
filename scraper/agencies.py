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

_DASH = r"(?:[-–—―:|]{1,2}|\.\s*[-–—]{1,2})"
_BETWEEN = re.compile(
    r"\s*(?:[,;/|·•()]|[-–—]\s|\s(?:and|und|et|y|e|with|avec|mit|con|com|met|med|via|og|och|en|i|и|та)\s)\s*"
)
_LEAD_IN = re.compile(
    r"^(?:(?:by|from|von|der|par|por|de|da|di|do|door|av|af|sources?|quellen?|fonte|fuente|bron|kilde|källa|источник"
    r"|джерело|извор|izvor|forrás|sursa|kaynak|źródło|zdroj|vir|allikas|avots|šaltinis|lähde|with|avec|mit|con|com|met"
    r"|inputs|files|material|informações|información|redazione|redaktion|redacción|redação|来源|來源)\b[\s:：]*)+",
    re.IGNORECASE,
)
_ROLE = re.compile(  # "PA Political Correspondent", "Associated Press writers Ana Ruiz and Bo Li"
    r"\s(?:\w+\s){0,2}?(?:correspondents?|reporters?|writers?|editors?|staff|journalists?|inputs)\b.*$", re.IGNORECASE
)
_AROUND = " .*_©=~-–—()[]/\u00a0"  # a name
_SENTENCE = re.compile(r"(?:\b[^\W\d_A-Z]\w*\b.*){3}[.!?]$")  # some small words, and a full stop


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
        *_in_names(_without_photographer((byline or "")[:MAX_BYLINE_CHARS]), *authors),
        *_in_first_lines(paragraphs),
        *_in_last_lines(paragraphs[1:]),
    ):
        return found
    return None


def _in_datelines(paragraphs: list[str]) -> Iterator[str]:
    for paragraph in paragraphs[:DATELINE_PARAGRAPHS]:
        start = paragraph[:DATELINE_CHARS]
        if (found := _dateline().match(start)) and not _goes_on(start, found):
            yield _known()[next(group for group in found.groups() if group)]


def _goes_on(start: str, dateline: re.Match[str]) -> bool:
    """Tell whether it is no dateline, but a sentence: "The Port Authority (PA) said", "Bloomberg - the mayor - said".

    >>> [agency_of(f"{start} on Monday that it would see.") for start in ("Ships (AP) said", "SHIPS (AP) - He said")]
    [None, 'AP']
    """
    if start[dateline.end() :].lstrip()[:1].islower() and not dateline["mark"]:
        return True
    number, name = next((number, group) for number, group in enumerate(dateline.groups(), 1) if group)
    initials = [word[0] for word in re.findall(r"\w+", start[: dateline.start(number)])]
    return name.isupper() and "".join(initials[-len(name) :]).upper() == name


def _in_first_lines(paragraphs: list[str]) -> Iterator[str]:
    """Yield the agency that stands alone above the story."""
    if len(paragraphs) > DATELINE_PARAGRAPHS + 1:
        for line in paragraphs[: DATELINE_PARAGRAPHS + 1]:
            if found := _known().get(_LEAD_IN.sub("", line.strip(_AROUND))):
                yield found


def _without_photographer(byline: str) -> str:
    words = byline.partition("©")[0]
    places = [words.casefold().find(photo) for photo in _photo_words()]
    return words[: min((place for place in places if place >= 0), default=len(words))]


def _in_names(*lines: str) -> Iterator[str]:
    """Yield the agencies among names that stand side by side, most telling first."""
    for line in lines:
        for name in (line, *_BETWEEN.split(line)):
            plain = _LEAD_IN.sub("", name.strip(_AROUND))
            if found := _known().get(plain) or _known().get(_ROLE.sub("", plain)):
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
        if len(line) <= END_LINE_CHARS and not _SENTENCE.search(line):
            yield from _in_names(line)
        for pattern in (_last_words(), _helped()):
            if found := pattern.search(line[-END_LINE_CHARS if pattern is _last_words() else 0 :]):
                yield _known()[next(group for group in found.groups() if group)]


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
    """Match "PLACE, date (NAME) - ", "NAME - ", "PLACE /NAME/", "PLACE, NAME - ", and what East Asian papers write.

    `mark` is the dash behind it.
    """
    name = _any_name()
    with_more = rf"{name}(?:\s?[/,=-]\s?[^()\[\]]{{1,20}})?"  # (AP/dpa), (dpa/lnw)
    return re.compile(
        rf"(?:[^()（）]{{0,80}}?(?:\(\s*{with_more}\s*\)|（\s*{with_more}\s*）)"
        rf"|[^()\[\]/]{{0,80}}?(?:\[\s*{with_more}\s*\]|/\s?{with_more}\s?/)"
        rf"|[(\[][^()\[\]=]{{1,12}}={name}[)\]]|\[[^\]]{{1,20}}\s{name}\]"  # (서울=NAME), [東京 3日 NAME]
        rf"|【[^】]{{0,12}}?{name}[^】]{{0,20}}】|（{name}[^）]{{1,20}}[电電]）"
        rf")(?=.{{{MIN_TEXT}}})(?P<mark>\s*[-–—―:=.])?"  # at the end of a paragraph it is a picture's
        rf"|(?:[^\s.!?,()]+(?:\s[^\s.!?,()]+)?,\s)?{name}\s*{_DASH}\s"
        rf"|[^()!?]{{1,30}}\d[^()!?]{{1,24}}[.,–—-]\s{name}\s*[-–—.:]{{1,2}}\s"  # PLACE, date, NAME.
        rf"|{name}[^\s，。]{{0,16}}[电電]"
    )


@cache
def _notice() -> re.Pattern[str]:
    """Match "© 2026 NAME" and "Copyright NAME"."""
    return re.compile(rf"(?:©|\([cC]\)|\b[Cc]opyright|\bCOPYRIGHT)[^.!?]{{0,24}}?(?<!\w){_any_name()}(?!\w)")


@cache
def _last_words() -> re.Pattern[str]:
    """Match an agency at the very end: in brackets, behind a dash, or behind the last sentence ("PTI ABC DEF")."""
    name = _any_name()
    return re.compile(
        rf"(?:[(（]\s*|\s/|\s[-–—]\s?){name}(?:/\w{{2,8}})?\s*[)）/]?[.*]?$"
        rf"|[.!?”\"]\s{name}(?:(?:\s[A-Z]{{2,4}}){{0,4}}|/\([^()]*\))$|^\(?(?i:with)\s{name}\sinputs"
    )


@cache
def _helped() -> re.Pattern[str]:
    """Match "NAME writers … contributed to this report", and "feed - NAME"."""
    name = _any_name()
    return re.compile(
        rf"(?<!\w){name}\s(?i:correspondent|reporter|writer|journalist)[^.!?]*\scontributed\sto\sthis\b"
        rf"|\bfeed\s?[-–—,.]\s?{name}\)?[.]?$"
    )
