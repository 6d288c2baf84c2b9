"""Times as machines write them: ISO 8601 and all that publishers take for it, RFC 5322, seconds since 1970.

What is not a machine's is read as a person's (written_dates.py).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scraper.extract.time_zones import in_zone, zone_after
from scraper.extract.written_dates import written_dates

MAX_CHARS = 120
_LIKELY_YEARS = range(1900, 2101)
_EPOCH_FROM, _EPOCH_TO = 315_532_800, 4_102_444_800  # 1980 to 2100, in seconds
_ISO = re.compile(
    r"(?P<y>[12]\d{3})(?P<s>[-/.]?)(?P<mo>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"(?:(?:\s*[T_]\s*|\s+|\s*,\s*)(?P<h>\d{1,2})(?P<c>[:.]?)(?P<mi>\d{2})(?:(?P=c)(?P<sec>\d{2})(?:[.,:]\d{1,9})?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{8,16}(?:\.\d{1,6})?")


def read_timestamp(value: Any, languages: tuple[str, ...] = (), *, month_first: bool = False) -> datetime | date | None:
    """Read one value of structured data; None when it holds no date.

    A time without offset gives a naive datetime: what zone it is in is for the caller to find out. The year
    is not judged here.

    >>> read_timestamp("2021-04-20T14:53:36+0200").isoformat(), read_timestamp(1618923216000).isoformat()
    ('2021-04-20T14:53:36+02:00', '2021-04-20T12:53:36+00:00')
    >>> read_timestamp("Tue, 20 Apr 2021 14:53:36 GMT").isoformat(), read_timestamp("20 April 2021")
    ('2021-04-20T14:53:36+00:00', datetime.date(2021, 4, 20))
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip(" \t\r\n\"'")[:MAX_CHARS]
    if len(text) < 6:
        return None
    if text[0] in "12" and text.isascii() and (moment := _plain(text)) is not None:
        return moment
    found = next(written_dates(text, languages, month_first=month_first), None)
    return found.value if found else None


def _plain(text: str) -> datetime | date | None:
    if _DIGITS.fullmatch(text):
        return _all_digits(text)
    if len(text) > 10 and text[4:5] == "-":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
    match = _ISO.match(text)
    return _iso(match, text) if match else None


def _iso(match: re.Match[str], text: str) -> datetime | date | None:
    try:
        day = date(int(match["y"]), int(match["mo"]), int(match["d"]))
    except ValueError:
        return None
    if match["h"] is None:
        # 20210420 is a day, 2021042 is nothing, 2021-4-20 is a day
        return day if match["s"] or len(match[0]) == 8 else None
    hour, minute, second = int(match["h"]), int(match["mi"]), int(match["sec"] or 0)
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    if hour > 24 or minute > 59:
        return day
    moment = datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))  # noqa: DTZ001 - its zone follows
    zone, _ = zone_after(text, match.end())
    return in_zone(moment, zone) if zone is not None else moment


def _all_digits(text: str) -> datetime | date | None:
    """Read 20210420, 202104201453 and 20210420145336 as dates, other numbers as seconds."""
    if len(text) in (8, 12, 14) and (match := _ISO.fullmatch(f"{text[:8]} {text[8:]}".strip())):
        moment = _iso(match, text)
        if moment is not None and moment.year in _LIKELY_YEARS:
            return moment
    return _since_epoch(float(text))


def _since_epoch(number: float) -> datetime | None:
    """Read seconds, milliseconds or microseconds since 1970, whichever puts it between 1980 and 2100."""
    for unit in (1, 1_000, 1_000_000):
        if _EPOCH_FROM <= number / unit <= _EPOCH_TO:
            return datetime.fromtimestamp(number / unit, UTC).replace(microsecond=0)
    return None
