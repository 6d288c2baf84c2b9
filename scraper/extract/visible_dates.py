"""The dates that a reader sees near the headline, and how much each looks like the story's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extract.lines import Element, Line, Lines
from scraper.extract.moments import day_of
from scraper.extract.text_of import clean
from scraper.extract.timestamps import read_timestamp
from scraper.extract.wordings import words
from scraper.extract.written_dates import WrittenDate, written_dates

NEAR_LOOK, FAR_LOOK = (30, 10), (100, 12)  # lines behind and before the headline
MAX_SHOWN = 300  # characters of the line, kept for people
MAX_LINE_CHARS = 240  # a longer text is prose
MAX_DATELINE_CHARS = 40  # "LIMA, 20 April 2021 (Agency) - " opens a paragraph
MAX_BEFORE_DATELINE = 24
DATELINE_SCORE = -1.0
MAX_CLOCK_CHARS = 16  # "14:53 Uhr MESZ"
MAX_FOUND = (16, 8)  # dates looked at, behind and before the headline
MAX_BEHIND_LABEL = 24  # characters between "published" and a date
NEAR = 60  # lines
FAIR_SCORE = 1.0
MIN_SCORE = -3.0  # on development pages the best date of a page is right in 4 of 5 even there
LIKELY_SCORE = 2.0  # with such a date beside the headline nobody looks further
SURE_SCORE = 4.0  # from here on more often right than `<meta name=date>`

_MAY_BE_DATE = re.compile(r"\d(?:\d{3}|\s?[./|-]\s?\d{1,2}\s?[./|-]\s?\d\d|\s?[年년]| .{3,12}[’']\d\d)")
_DATE_NAMES = re.compile(
    r"date|datum|fecha|data(?![a-z-])|publi|posted|created|entry-meta|post-meta|article-meta|timestamp|dateline|byline"
    r"|pubdate|(?<![a-z])time(?![a-z]*line)|meta(?![a-z])|author|article-?info|post-?info"
)
_OTHER_NAMES = re.compile(
    r"comment|kommentar|relat|teaser|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|widget|copyright|event|recent|popular|most|more-|latest|promo"
    r"|card|listing|archive|calendar|(?<![a-z])nav|menu|breadcrumb|caption|gallery|recommend|read-?more"
    r"|signature|profile|disqus|reply|replies|aside|ticker|weather|veranstalt|slider|swiper|carousel|tweet|expire"
    r"|availab|quote|(?<![a-z])next|(?<![a-z])prev"
)
_OUTER_NAMES = re.compile(
    r"comment|relat|sidebar|footer|widget|recent|popular|latest|promo|teaser|archive|calendar|recommend|carousel"
    r"|twitter-tweet|respond"
)
_NOT_HERE = frozenset({"nav", "footer", "aside", "blockquote", "figcaption", "td", "form", "noscript", "template"})
_IN_PROSE = frozenset({"p", "em", "strong", "b", "i", "a", "span"})
_UPDATE_NAMES = re.compile(r"updated|modified")
_DATE_ATTRIBUTES = ("datetime", "content", "title", "data-datetime", "data-timestamp")
_TIME_TAGS = frozenset({"time", "abbr", "relative-time", "time-ago", "local-time"})
_NOT_WORD = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class VisibleDate:
    """A date seen on the page. The higher its score, the more it looks like the story's own."""

    value: datetime | date
    score: float
    is_update: bool
    place: int
    text: str = field(default="", compare=False)  # as it is printed


def visible_dates(
    lines: Lines,
    languages: tuple[str, ...],
    look: tuple[int, int],
    *,
    after: tuple[int, int] = (0, 0),
    month_first: bool,
) -> list[VisibleDate]:
    """Give the dates seen around the headline, the most likely first; those of equal score in reading order.

    A look is a number of lines behind the headline and one before it; `after` is the look that was taken before.
    """
    found: list[VisibleDate] = []
    seen: set[int] = set()
    for side, part in enumerate((lines.after(look[0]), lines.before(look[1]))):
        limit = len(found) + MAX_FOUND[side]
        for index in range(after[side], len(part)):
            line = part[index]
            if is_time := line.tag in _TIME_TAGS:
                if line.node.mem_id in seen:
                    continue
            elif not _MAY_BE_DATE.search(line.raw[: MAX_DATELINE_CHARS if len(line.raw) > MAX_LINE_CHARS else None]):
                continue
            if is_time:
                seen.add(line.node.mem_id)
            found += _in_line(line, part, index, lines, languages, month_first)
            if len(found) >= limit:
                break
    return sorted(found, key=lambda item: -item.score)


def _in_line(
    line: Line, part: Sequence[Line], index: int, lines: Lines, languages: tuple[str, ...], month_first: bool
) -> Iterator[VisibleDate]:
    is_prose = len(line.raw) > MAX_LINE_CHARS
    text = clean(line.raw[:MAX_DATELINE_CHARS]) if is_prose else line.text
    dates = list(written_dates(text, languages, month_first=month_first))
    if len(dates) < 2 and (exact := _attribute(line, dates, month_first)) is not None:
        whole = dates[0] if dates else WrittenDate(exact, 0, len(text))
        dates = [WrittenDate(exact, whole.start, whole.end)]
    if not dates or (is_prose and dates[0].start > MAX_BEFORE_DATELINE):
        return
    around = lines.around(line)
    context = _context(line, around, lines.headline is not None, is_prose=is_prose)
    before = _neighbour(part, index - 1 if line.place > 0 else index + 1)
    for written in dates:
        label = (before + " " + text[: written.start])[-40:] if written.start < 4 else text[: written.start][-40:]
        is_update = bool(
            _is_labelled("updated", label, languages) or (around and _UPDATE_NAMES.search(around[0].names))
        )
        score = context + (DATELINE_SCORE if is_prose else _purity(text, written))
        if is_update:
            score -= 1.5
        elif _is_labelled("published", label, languages):
            score += 1.0
        value = written.value
        if not isinstance(value, datetime):
            value = _completed(value, part, index, languages)
        if isinstance(value, datetime):
            score += 0.7
        if written.is_doubtful:
            score -= 0.5
        yield VisibleDate(value, score, is_update, line.place, text[:MAX_SHOWN])


def _neighbour(part: Sequence[Line], index: int) -> str:
    if 0 <= index < len(part) and len(part[index].raw) <= 60:
        return part[index].text
    return ""


def _context(line: Line, around: Sequence[Element], has_headline: bool, *, is_prose: bool) -> float:
    """Score where the line stands: its distance from the headline, its elements' tags and names."""
    names = " ".join(element.names for element in around[:3])
    outer = " ".join(element.names for element in around[3:])
    if not has_headline:
        score = 1 - min(line.place, 300) / 100
    elif line.place > 0:
        score = 3 - line.place / 20 if line.place <= NEAR else -1 - line.place / 300
    else:
        score = 2.0 + line.place / 15
    if _DATE_NAMES.search(names):
        score += 2
    if _OTHER_NAMES.search(names):
        score -= 3
    if _OUTER_NAMES.search(outer):
        score -= 1
    if any(element.tag == "time" for element in around[:2]):
        score += 1.5
    if any(element.tag in _NOT_HERE for element in around):
        score -= 2
    if not is_prose and around and around[0].tag in _IN_PROSE and _stands_in_prose(around):
        score -= 3
    return score


def _stands_in_prose(around: Sequence[Element]) -> bool:
    for element in around[:3]:
        if element.tag in ("p", "li"):
            return element.size > MAX_LINE_CHARS
    return False


def _attribute(line: Line, dates: list[WrittenDate], month_first: bool) -> datetime | date | None:
    """Give what the element says in data of the one date that it shows, if it does not say another day."""
    node: LexborNode | None = line.node
    for _ in range(2):
        if node is None:
            break
        attributes = node.attributes
        for name in _DATE_ATTRIBUTES if attributes else ():
            value = attributes.get(name)
            if not value or (name == "title" and node.tag not in _TIME_TAGS):
                continue
            moment = read_timestamp(value, ("en",), month_first=month_first)
            if moment is None:
                continue
            if not dates:
                return moment if node.tag in _TIME_TAGS or "datetime" in name else None
            return (
                moment if any(abs(day_of(moment) - day) <= timedelta(days=1) for day in _readings(dates[0])) else None
            )
        node = node.parent
    return None


def _readings(written: WrittenDate) -> Iterator[date]:
    """Yield a written day, and where 4/5/2021 leaves it open the other one."""
    day = day_of(written.value)
    yield day
    if written.is_doubtful and day.day <= 12:
        yield day.replace(month=day.day, day=day.month)


def _completed(day: date, part: Sequence[Line], index: int, languages: tuple[str, ...]) -> datetime | date:
    """Add the time of day that stands in one of the next two lines, when it stands there alone."""
    for near in part[index + 1 : index + 3]:
        if len(near.raw) <= MAX_CLOCK_CHARS * 2 and len(text := near.text) <= MAX_CLOCK_CHARS:
            joined = next(written_dates(f"{day.isoformat()} {text}", languages), None)
            if joined and isinstance(joined.value, datetime):
                return joined.value
    return day


def _purity(text: str, written: WrittenDate) -> float:
    """Score how little else the line says."""
    rest = _NOT_WORD.sub(" ", text[: written.start] + text[written.end :]).strip()
    return -min(len(rest), 160) / 40 + (0.7 if written.start <= 25 else 0.0)


def _is_labelled(key: str, before: str, languages: tuple[str, ...]) -> bool:
    """Tell whether one of these words stands before a date, with at most a few letters between."""
    before = before.lower()
    for word in _labels(key, languages):
        start = before.rfind(word)
        if start >= 0 and len(rest := before[start + len(word) :]) <= MAX_BEHIND_LABEL:
            is_whole = not before[start - 1 : start].isalnum() and not rest[:1].isalnum()
            if is_whole and not any(map(str.isdigit, rest)):
                return True
    return False


@lru_cache(maxsize=128)
def _labels(key: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys((*languages, "en"))) if languages else ()
    return tuple(dict.fromkeys(word.lower() for word in words(key, names) if len(word) > 2))
