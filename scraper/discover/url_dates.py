"""The day that an address bears: most papers put it there, and it outlasts every redesign."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

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
        rf"(?<!\d){_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d){_YEAR}_(0[1-9]|1[0-2])_(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<![\da-z]){_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
        rf"/{_YEAR}[/-]?(0[1-9]|1[0-2])(?=/[^/])",
        rf"/{_YEAR}/{_MONTH}(?=/[^/])",
    )
)

_CENTURY = re.compile(r"(?<!\d)(?:19|20)\d\d")


@lru_cache(maxsize=4_096)
def date_in(url: str) -> date | None:
    """Give the day in the path of an address; of a month the last day, for it may be that late.

    >>> date_in("https://courier.example/2024/03/12/ferry/"), date_in("https://courier.example/2024/mar/ferry.html")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 31))
    >>> date_in("https://courier.example/about-1950/") is None
    True
    """
    path = url.partition("://")[2].partition("#")[0].partition("?")[0]
    path = path[path.find("/") :]
    if _CENTURY.search(path) is None:
        return None
    for shape in _SHAPES:
        for found in shape.finditer(path):
            if day := _day(*found.groups()):
                return day
    return None


def _day(year: str, month: str, day: str = "") -> date | None:
    if int(year) < FIRST_YEAR:
        return None
    number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
    try:
        return date(int(year), number, int(day) if day else calendar.monthrange(int(year), number)[1])
    except ValueError:  # the 31st of a short month
        return None
