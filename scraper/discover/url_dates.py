"""The day that an address bears: most papers put it there, and it outlasts every redesign."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

FIRST_YEAR = 1985  # no page of the web is older, though some stories on it are

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_YEAR = r"((?:19|20)\d\d)"
_MONTH = (
    r"(0?[1-9]|1[0-2]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"/{_YEAR}[/-]{_MONTH}[/-]{_DAY}(?![\da-z])",
        rf"/{_YEAR}[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d){_YEAR}([-_.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<![\da-z]){_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"/{_YEAR}[/-]?(0[1-9]|1[0-2])(?=/[^/])",
        rf"/{_YEAR}/{_MONTH}(?=/[^/])",
    )
)


@lru_cache(maxsize=4_096)
def date_in(url: str) -> date | None:
    """Give the day in the path of an address; of a month the last day, for it may be that late.

    >>> date_in("https://courier.example/2024/03/12/ferry/"), date_in("https://courier.example/2024/mar/ferry.html")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 31))
    >>> date_in("https://courier.example/about-1950/") is None
    True
    """
    path = urlsplit(url).path
    if not any(century in path for century in ("19", "20")):
        return None
    for shape in _SHAPES:
        for found in shape.finditer(path):
            if day := _day(*(part for part in found.groups() if part not in tuple("-_."))):
                return day
    return None


def _day(year: str, month: str, day: str | None = None) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower())
    if number is None or int(year) < FIRST_YEAR:
        return None
    last = calendar.monthrange(int(year), number)[1]
    return date(int(year), number, int(day or last)) if int(day or last) <= last else None
