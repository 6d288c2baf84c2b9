"""The date in a page's address, as many papers put it there."""

from __future__ import annotations

import re
from datetime import date

from scraper.extract.wordings import folded
from scraper.extract.written_dates import month_number

_YEAR = r"(?P<y>(?:19[9]|20[0-4])\d)"
_IN_PATH = (
    re.compile(rf"(?<!\d){_YEAR}(?P<s>[/_.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}/(?P<n>[a-z]{{3,9}})/(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}/?(?P<m>0[1-9]|1[0-2])/?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01])(?P<s>[/_.-])(?P<m>0[1-9]|1[0-2])(?P=s){_YEAR}(?!\d)"),
)
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}\w*/")
MAX_URL_CHARS = 500


def url_date(url: str) -> date | None:
    """Give the day that stands in the path of a URL, or None.

    >>> url_date("https://courier.example/2021/apr/20/ferry"), url_date("https://courier.example/a/20210420-ferry")
    (datetime.date(2021, 4, 20), datetime.date(2021, 4, 20))
    >>> url_date("https://courier.example/2021/04/ferry") is None
    True
    """
    path = _ARCHIVE.sub("https://", url[:MAX_URL_CHARS])
    path = path.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0].lower()
    for pattern in _IN_PATH:
        if match := pattern.search(path):
            named = match.groupdict()
            month = int(named["m"]) if named.get("m") else month_number(folded(named["n"] or ""), ("en",))
            try:
                return date(int(match["y"]), month, int(match["d"]))
            except ValueError:
                continue
    return None
