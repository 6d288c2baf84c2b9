"""Calendars other than the Gregorian that news sites print dates in.

Reference: the 33-year Jalali rule of Borkowski ("The Persian calendar for 3000 years", 1996), which agrees with
the official calendar from 1925 to 2087.
"""

from __future__ import annotations

from datetime import date, timedelta

BUDDHIST_OFFSET = 543
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_JALALI_YEARS = range(1280, 1480)
_BUDDHIST_YEARS = range(2533, 2600)
# the leap years of the 33-year cycle that began in 1309, by year modulo 33
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_GREGORIAN_YEARS = range(1000, 2200)
_NOWRUZ_1400 = date(2021, 3, 21)


def jalali_date(year: int, month: int, day: int) -> date | None:
    """Give the Gregorian date of one in the calendar of Iran, or None when there is no such day.

    >>> jalali_date(1400, 1, 31), jalali_date(1403, 12, 30), jalali_date(1400, 12, 30)
    (datetime.date(2021, 4, 20), datetime.date(2025, 3, 20), None)
    """
    if year not in _JALALI_YEARS or not 1 <= month <= 12:
        return None
    days = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if not 1 <= day <= days:
        return None
    since = sum(366 if _is_leap(y) else 365 for y in range(1400, year))
    since -= sum(366 if _is_leap(y) else 365 for y in range(year, 1400))
    return _NOWRUZ_1400 + timedelta(days=since + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP


def gregorian_date(year: int, month: int, day: int, era: str = "") -> date | None:
    """Give a date whose year is counted in the era named, or else in the one it plainly belongs to.

    >>> gregorian_date(2564, 4, 20), gregorian_date(6, 4, 20, "令和"), gregorian_date(1400, 1, 31)
    (datetime.date(2021, 4, 20), datetime.date(2024, 4, 20), datetime.date(2021, 4, 20))
    """
    if era:
        year += _ERAS.get(era, 0)
    elif year in _JALALI_YEARS:
        return jalali_date(year, month, day)
    elif year in _BUDDHIST_YEARS:
        year -= BUDDHIST_OFFSET
    if year not in _GREGORIAN_YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
