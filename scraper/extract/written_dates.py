"""Dates as people write them, in any language that we have the months of: found in a line of text.

A date without a year is none: nothing here depends on today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from scraper.extract.calendars import gregorian_date, jalali_date
from scraper.extract.patterns import compiled
from scraper.extract.time_zones import in_zone, zone_after
from scraper.extract.wordings import folded, known_languages, word_set, words

MAX_LINE_CHARS = 600  # dates further on in a text are not looked for
MAX_DATES = 20

_W = r"[^\s\d,;:!?()\[\]{}<>/|•·–—_«»\"“”…@#=+*&%$€-]"
_NUMBERED = (
    # 2021-04-20, 2021/4/20, 2021. 04. 20.
    r"(?<![\d.:/-])(?P<y>(?:1[3-9]|2[0-6])\d\d)\s?(?P<s>[-./])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)"
    # 20.04.2021, 4/20/21, 20 | 04 | 2021
    r"|(?<![\d./:-])(?P<a>\d{1,2})\s?(?P<t>[-./|])\s?(?P<b>\d{1,2})\s?(?P=t)\s?(?P<z>\d{4}|\d\d(?![:\d]))(?![\d/])(?!\.\d)"
    # 2021年4月20日, 令和3年4月20日, 2021년 4월 20일
    r"|(?:(?<!\d)(?P<cy>\d{4})|(?P<era>令和|平成|昭和|民國|民国)\s?(?P<ey>\d{1,3}))\s?[年년]\s?"
    r"(?P<cm>\d{1,2})\s?[月월]\s?(?P<cd>\d{1,2})(?!\d)"
    # 20 tháng 4, 2021; Tháng Tư is a word and found below
    r"|(?<!\d)(?P<vd>\d{1,2})\s+(?:tháng|thg\.?|Tháng)\s+(?P<vm>\d{1,2})\s?,?\s+(?:năm\s+)?(?P<vy>\d{4})(?!\d)"
    r"|(?:tháng|thg\.?|Tháng)\s+(?P<um>\d{1,2})\s+(?P<ud>\d{1,2})\s?,\s+(?P<uy>\d{4})(?!\d)"
)
_DAY_FIRST = r"(?<![\d.:/])(?P<d>\d{1,2})(?P<between>[^\d\n]{2,32}?)(?P<y>\d{4}|’\d\d|'\d\d)(?!\d)"
_YEAR_FIRST = r"(?<!\d)(?P<y>\d{4})(?P<between>[^\d\n]{2,32}?)(?P<d>\d{1,2})(?!\d|:\d)"
_YEAR_DAY_MONTH = rf"(?<!\d)(?P<y>\d{{4}})\.?\s?(?:gada|g\.)\s+(?P<d>\d{{1,2}})\.\s+(?P<m>{_W}{{3,15}})"
_MONTH_FIRST = (
    rf"(?P<m>{_W}{{3,16}})\s{{0,2}}-?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s?[,.\s-]\s?)(?:[^\W\d]{{1,5}}\s)?(?P<y>\d{{4}})(?!\d)"
)
_TOKEN = rf"(?:(?!['’]){_W})+"
# what may stand between a day, its month and its year
_LINKS = frozenset(
    "de del di of do da d e m g a o ain st nd rd th er re ere eme º ª ° gada ar år den dne the tháng ngay năm nam "
    "พ.ศ ค.ศ ปี เดือน г г. го ого ж жыл жылғы r r. roku року рік ος η ης του ko eko əko ին թ თ წ წლის წ. le l "
    "mwezi na wa சனவரி במ ב ne 年 de’l d’ den. vom an in ب م عام سنة ماه سال".split()
)
_SHORT_YEAR_PIVOT = 70
# Arabic, Persian, Devanagari, Bengali, Thai and full-width digits
_ASCII_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for n in range(10)}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text. A datetime without zone is what a text without zone gives."""

    value: datetime | date
    start: int
    end: int
    is_doubtful: bool = False  # day and month could be the other way round, or the year has two digits


def written_dates(text: str, languages: tuple[str, ...] = (), *, month_first: bool = False) -> Iterator[WrittenDate]:
    """Yield the dates in a text in order of their beginning, each with the time of day next to it.

    `languages` are asked for month names first, then English, then all we know. `month_first` says how
    4/5/2021 is read where its numbers do not decide.

    >>> [str(found.value) for found in written_dates("Lima, 20 de abril de 2021, 14:53 | 5.4.21", ("es",))]
    ['2021-04-20 14:53:00', '2021-04-05']
    """
    text = text[:MAX_LINE_CHARS]
    if not text.isascii():
        text = text.translate(_ASCII_DIGITS)
    found = sorted(_days(text, languages, month_first), key=lambda item: (item.start, item.start - item.end))
    end = 0
    for count, day in enumerate(found):
        if day.start < end or count >= MAX_DATES:
            continue
        following = next((other.start for other in found if other.start >= day.end), len(text))
        dated = _with_time(day, text, end, following, languages)
        end = dated.end
        yield dated


def _days(text: str, languages: tuple[str, ...], month_first: bool) -> Iterator[WrittenDate]:
    for numbers in compiled(_NUMBERED).finditer(text):
        if found := _numbered(numbers, month_first):
            yield found
    if text.isascii() and text.upper() == text.lower():
        return  # digits only
    for pattern in (_DAY_FIRST, _YEAR_FIRST):
        position = 0
        while match := compiled(pattern).search(text, position):
            month, is_jalali = _month_between(match["between"], languages)
            named = _named(match, month, is_jalali) if month else None
            if named:
                yield named
            position = match.end() if named else match.start() + 1
    for pattern in (_MONTH_FIRST, _YEAR_DAY_MONTH) if " g" in text else (_MONTH_FIRST,):
        for words_found in compiled(pattern).finditer(text):
            month, is_jalali = _month(folded(words_found["m"]), languages)
            if month and (found := _named(words_found, month, is_jalali)):
                yield found


def _numbered(match: re.Match[str], month_first: bool) -> WrittenDate | None:
    doubtful = False
    era = ""
    if match["y"]:
        year, month, day = match["y"], match["m"], match["d"]
    elif match["cm"]:
        year, month, day, era = match["cy"] or match["ey"], match["cm"], match["cd"], match["era"] or ""
    elif match["vm"]:
        year, month, day = match["vy"], match["vm"], match["vd"]
    elif match["um"]:
        year, month, day = match["uy"], match["um"], match["ud"]
    else:
        first, second, year = match["a"], match["b"], match["z"]
        is_month_first = month_first and match["t"] != "."
        if (is_month_first and int(first) > 12) or (not is_month_first and int(second) > 12 and match["t"] != "."):
            is_month_first = not is_month_first
        elif int(first) <= 12 and int(second) <= 12 and match["t"] != "." and first != second:
            doubtful = True
        month, day = (first, second) if is_month_first else (second, first)
        if len(year) == 2:
            doubtful = True
    value = gregorian_date(int(year) if era else _full_year(year), int(month), int(day), era)
    return WrittenDate(value, match.start(), match.end(), doubtful) if value else None


def _named(match: re.Match[str], month: int, is_jalali: bool) -> WrittenDate | None:
    year, day = match["y"].lstrip("’'"), int(match["d"])
    value = jalali_date(int(year), month, day) if is_jalali else gregorian_date(_full_year(year), month, day)
    return WrittenDate(value, match.start(), match.end(), len(year) == 2) if value else None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _SHORT_YEAR_PIVOT else 1900)


def _month_between(text: str, languages: tuple[str, ...]) -> tuple[int, bool]:
    """Give the month named in the words between a day and a year; 0 when they say anything else."""
    names = [folded(token) for token in compiled(_TOKEN).findall(text)]
    names = [name for name in names if name and name not in _LINKS]
    if not 1 <= len(names) <= 3:
        return 0, False
    whole = _month(" ".join(names), languages)
    if whole[0] or len(names) == 1:
        return whole
    # "نيسان / أبريل": two names of one month
    months = {_month(name, languages) for name in names}
    return months.pop() if len(months) == 1 else (0, False)


def month_number(name: str, languages: tuple[str, ...] = ()) -> int:
    """Give the number of a month by its folded name, 0 for any other word."""
    return _month(name, languages)[0]


def _month(name: str, languages: tuple[str, ...]) -> tuple[int, bool]:
    for table in (_months(languages) if languages else {}, _months(("en",)), _months(())):
        if found := table.get(name):
            return found
    return 0, False


@lru_cache(maxsize=128)
def _months(languages: tuple[str, ...]) -> Mapping[str, tuple[int, bool]]:
    """Give (number, is it a month of Iran's calendar) by folded name; what languages disagree on is left out."""
    table: dict[str, tuple[int, bool]] = {}
    doubtful: set[str] = set()
    for language in languages or known_languages():
        for key, is_jalali in (("months", False), ("jalali_months", True)):
            for number, names in enumerate(words(key, (language,)), 1):
                for name in map(folded, names.split("|")):
                    if table.setdefault(name, (number, is_jalali)) != (number, is_jalali):
                        doubtful.add(name)
    return {name: found for name, found in table.items() if name and (name not in doubtful or len(languages) == 1)}


# ---- the time of day next to a date

_CLOCK = (
    r"(?<![\d.,:/-])(?P<h>[01]?\d|2[0-4])(?:\s?[:.٫]\s?|\s?[hHuU時时點点시]\s?)(?P<m>[0-5]\d)"
    r"(?:\s?[:.٫分분]\s?(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?![\d:/])(?!\.\d)\s?[분分秒초hH]?"
)
_BEFORE_CHARS, _AFTER_CHARS = 24, 40


@lru_cache(maxsize=128)
def _clock(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = tuple(dict.fromkeys((*languages, "en"))) if languages else ()
    halves = sorted({*words("am", names), *words("pm", names)}, key=len, reverse=True)
    half = "|".join(re.escape(word).replace(r"\ ", r"\s?") for word in halves)
    return re.compile(
        rf"(?:(?P<first>{half})\s?)?{_CLOCK}(?:\s?(?P<half>{half})(?![^\W\d_]))?"
        rf"|(?<![\d.,:/-])(?P<hour>1[0-2]|0?[1-9])\s?(?P<only>{half})(?![^\W\d_])",
        re.IGNORECASE,
    )


def time_of_day(text: str, languages: tuple[str, ...] = ()) -> tuple[time, int, int] | None:
    """Give the first time of day in a text and where it begins and ends; None without one.

    >>> time_of_day("um 14.32 Uhr")
    (datetime.time(14, 32), 3, 8)
    """
    match = _clock(languages).search(text[:MAX_LINE_CHARS])
    moment = _moment(match, date(2000, 1, 1), languages) if match else None
    return (moment.time(), match.start(), match.start() + len(match[0].rstrip())) if match and moment else None


def _with_time(day: WrittenDate, text: str, previous: int, following: int, languages: tuple[str, ...]) -> WrittenDate:
    pattern = _clock(languages)
    end = min(following, day.end + _AFTER_CHARS)
    match = pattern.search(text, day.end, end)
    if match is None or _is_far(text[day.end : match.start()]):
        start = max(previous, day.start - _BEFORE_CHARS)
        match = None
        for candidate in pattern.finditer(text, start, day.start):
            match = candidate
        if match is None or _is_far(text[match.end() : day.start]):
            return day
    moment = _moment(match, day.value, languages)
    if moment is None:
        return day
    zone, zone_end = zone_after(text, match.end())
    if zone is not None:
        moment = in_zone(moment, zone)
    return WrittenDate(moment, min(day.start, match.start()), max(day.end, zone_end), day.is_doubtful)


def _is_far(between: str) -> bool:
    """Tell whether more than a few words, or a sentence's end, stand between a date and a time."""
    return between.count(" ") > 5 or "\n\n" in between


def _moment(match: re.Match[str], day: date, languages: tuple[str, ...]) -> datetime | None:
    half = folded(match["first"] or match["half"] or match["only"] or "")
    hour, minute, second = int(match["h"] or match["hour"]), int(match["m"] or 0), int(match["s"] or 0)
    if half and hour <= 12:
        names = tuple(dict.fromkeys((*languages, "en"))) if languages else ()
        if half in word_set("pm", names):
            hour = hour % 12 + 12
        elif half in word_set("am", names):
            hour %= 12
    moment = datetime.combine(day, datetime.min.time())
    if hour == 24 and (minute or second):
        return None
    return moment + timedelta(hours=hour, minutes=minute, seconds=second)
