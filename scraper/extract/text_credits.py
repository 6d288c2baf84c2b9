"""Bylines and dates in a text dump: short lines near the headline that say who wrote the story, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from scraper.extract.authors import byline_in
from scraper.extract.by_words import asked, by_finder, without_dates
from scraper.extract.moments import Moment, day_of
from scraper.extract.names import Kind, names
from scraper.extract.text_lines import TextLine
from scraper.extract.time_zones import in_zone
from scraper.extract.wordings import word_set, words
from scraper.extract.written_dates import WrittenDate, written_dates
from scraper.models import Found

MAX_CREDIT_CHARS = 160
MAX_DATELINE_CHARS = 40  # "LIMA, 20 April 2021 (Agency) - " opens a paragraph
MAX_NAME_WORDS = 4
MAX_FAR_DATES = 12
FIRST_YEAR = 1990
FUTURE_DAYS = 2  # clocks differ
_MAY_BE_DATE = re.compile(r"\d{4}|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d|\d\s?[年년]|\d .{3,12}[’']\d\d")
_DOUBLED_BYLINE = re.compile(r"^(.{3,60}?)\s*(by|von|por|par|di|door|av)\s*\1$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line says of who and when."""

    byline: str | None
    authors: tuple[str, ...]
    dates: tuple[WrittenDate, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """What is known of where a dump comes from, as far as it matters for reading dates and names."""

    languages: tuple[str, ...] = ()
    month_first: bool = False
    zone: tzinfo | None = None
    sites: tuple[str, ...] = ()


def read_credits(lines: Sequence[TextLine], places: range, locale: Locale) -> dict[int, Credit]:
    """Give the lines among these that are bylines or hold a date, by number."""
    found: dict[int, Credit] = {}
    for place in places:
        line = lines[place]
        if line.prose and len(line.text) > MAX_CREDIT_CHARS:
            text = line.text[:MAX_DATELINE_CHARS]
            if _MAY_BE_DATE.search(text) and (dates := _dates(text, locale)):
                found[place] = Credit(None, (), dates)
            continue
        if len(line.text) > MAX_CREDIT_CHARS:
            continue
        if credit := _credit(line.text, locale):
            found[place] = credit
    _join_split_bylines(lines, places, locale, found)
    return found


def far_dates(lines: Sequence[TextLine], places: Iterable[int], locale: Locale) -> dict[int, Credit]:
    """Give the first short lines among these that hold a date, for a story that has none where it should."""
    found: dict[int, Credit] = {}
    for place in places:
        text = lines[place].text
        if len(text) <= MAX_CREDIT_CHARS and _MAY_BE_DATE.search(text) and (dates := _dates(text, locale)):
            found[place] = Credit(None, (), dates)
            if len(found) >= MAX_FAR_DATES:
                break
    return found


def _credit(text: str, locale: Locale) -> Credit | None:
    dates = _dates(text, locale) if _MAY_BE_DATE.search(text) else ()
    byline, authors = _byline(text, locale)
    return Credit(byline, authors, dates) if dates or authors else None


def _dates(text: str, locale: Locale) -> tuple[WrittenDate, ...]:
    return tuple(written_dates(text, locale.languages, month_first=locale.month_first))


def _byline(text: str, locale: Locale) -> tuple[str | None, tuple[str, ...]]:
    """Read a line as a byline, by its words or because the name stands twice, as its picture's text and itself."""
    if text[:3] in text[5:] and (match := _DOUBLED_BYLINE.match(text)):
        text = f"{match[2]} {match[1]}"
    if not by_finder(locale.languages)(text):
        return None, ()
    byline, authors = byline_in(text, locale.languages)
    authors = tuple(name for name in authors if name.casefold() not in locale.sites)
    if not byline or not authors:
        return None, ()
    return without_dates(byline, locale.languages).strip(" ,|·•–-"), authors


def _join_split_bylines(lines: Sequence[TextLine], places: range, locale: Locale, found: dict[int, Credit]) -> None:
    """Read "By" and the name in the next line as one, and a bare name beside a date as a byline."""
    by_words = word_set("by", asked(locale.languages))
    for place in places:
        text = lines[place].text
        if place + 1 in places and len(text) < 30 and text.casefold().strip(" :") in by_words:
            following = lines[place + 1].text
            if len(following) <= MAX_CREDIT_CHARS and (authors := _people(following, locale)):
                dates = found[place + 1].dates if place + 1 in found else ()
                found[place] = Credit(f"{text} {following}", authors, ())
                found[place + 1] = Credit(None, (), dates)
    if any(credit.authors for credit in found.values()):
        return
    for place in [place for place, credit in found.items() if credit.dates]:
        own = without_dates(lines[place].text, locale.languages).strip(" ,|·•–-")
        for beside, text in ((place, own), (place - 1, ""), (place + 1, "")):
            if beside not in places:
                continue
            text = text or lines[beside].text
            if beside != place and (lines[beside].repeats > 3 or lines[beside].ends):
                continue
            if text and _is_bare_name(text) and (authors := _people(text, locale)):
                known = found.get(beside)
                found[beside] = Credit(text, authors, known.dates if known else ())
                break


def _is_bare_name(text: str) -> bool:
    """Tell whether a text has the shape of one name: two to four capitalised words."""
    parts = text.split()
    return 2 <= len(parts) <= MAX_NAME_WORDS and all(part[0].isupper() for part in parts) and not text.isupper()


def _people(text: str, locale: Locale) -> tuple[str, ...]:
    return tuple(name.text for name in names(text, locale.languages, locale.sites) if name.kind <= Kind.AGENCY)


# ---- the story's own among them


def best_byline(credit_lines: Mapping[int, Credit], headline: int | None, start: int, end: int) -> Credit | None:
    """Give the byline nearest to where it belongs: between headline and story, then before, inside, below."""
    top = headline if headline is not None else start - 8
    written = [(place, credit) for place, credit in credit_lines.items() if credit.authors]

    def rank(item: tuple[int, Credit]) -> tuple[int, int]:
        place = item[0]
        if top < place <= start + 1:
            return 0, place
        if place >= end - 2:
            return 1, place - end
        return (2, top - place) if place <= top else (3, place)

    return min(written, key=rank, default=(0, None))[1]


def best_dates(
    credit_lines: Mapping[int, Credit],
    lines: Sequence[TextLine],
    headline: int | None,
    start: int,
    end: int,
    locale: Locale,
    today: date,
) -> tuple[datetime | date | None, datetime | date | None]:
    """Give when the story was published and changed, by the dates that look most like its own."""
    scored: list[tuple[float, bool, datetime | date]] = []
    for place, credit in credit_lines.items():
        text = lines[place].text
        for written in credit.dates:
            day = day_of(written.value)
            if not day.year >= FIRST_YEAR or day > today + timedelta(days=FUTURE_DAYS):
                continue
            label = _label_before(lines, place, written)
            is_update = bool(_label("updated", locale.languages).search(label))
            score = _place_score(place, headline, start, end) + _purity(text, written)
            if is_update:
                score -= 1.5
            elif _label("published", locale.languages).search(label):
                score += 1.0
            if isinstance(written.value, datetime):
                score += 0.7
            if lines[place].repeats > 2:
                score -= 1.0
            scored.append((score - written.is_doubtful * 0.5, is_update, _settled(written.value, locale)))
    scored.sort(key=lambda item: -item[0])
    published = next((value for _, _, value in scored), None)
    modified = next((value for _, is_update, value in scored if is_update), None)
    return published, modified if modified != published else None


def dates_in(credit_lines: Mapping[int, Credit], lines: Sequence[TextLine], locale: Locale) -> Iterator[Found[Moment]]:
    """Yield every date of these lines, with its line as it is printed."""
    for place, credit in sorted(credit_lines.items()):
        for written in credit.dates:
            yield Found(_settled(written.value, locale), "text", lines[place].text)


def _place_score(place: int, headline: int | None, start: int, end: int) -> float:
    """Score where a date stands: best right below the headline, fair right above it and below the story."""
    if headline is not None and headline < place <= start + 2:
        return 3.0 - (place - headline) / 20
    if headline is not None and place <= headline:
        return 2.0 - (headline - place) / 6
    if place <= start + 2:
        return 2.0 - (start - place) / 8
    if place >= end - 1:
        return 0.5 - (place - end) / 10
    return -1.5  # inside the story


def _purity(text: str, written: WrittenDate) -> float:
    """Score how little else the line says."""
    rest = _NOT_WORD.sub(" ", text[: written.start] + text[written.end :]).strip()
    return -min(len(rest), 160) / 40 + (0.7 if written.start <= 25 else 0.0)


def _label_before(lines: Sequence[TextLine], place: int, written: WrittenDate) -> str:
    own = lines[place].text[: written.start]
    if written.start >= 4 or not place or len(lines[place - 1].text) > 60:
        return own[-40:]
    return f"{lines[place - 1].text} {own}"[-40:]


@lru_cache(maxsize=128)
def _label(key: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    known = tuple(dict.fromkeys((*languages, "en"))) if languages else ()
    alternatives = sorted((re.escape(word) for word in words(key, known) if len(word) > 2), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)[^\d]{{0,24}}$", re.IGNORECASE)


def _settled(moment: datetime | date, locale: Locale) -> datetime | date:
    """Give a time its zone where the site has but one, else only its day."""
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return in_zone(moment, locale.zone) if locale.zone else moment.date()
    return moment
