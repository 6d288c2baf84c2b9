"""Addresses without end: calendars, facets, session ids, paths that grow.

Reference: Heritrix's PathologicalPathDecideRule and TooManyPathSegmentsDecideRule.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

MAX_URL_CHARS = 1_000
MAX_SEGMENTS = 15
MAX_REPEATED = 2  # times that one part of a path may stand in it
MAX_PARAMETERS = 5

_SESSION = re.compile(
    r"(?:^|[;&?])(?:jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid|zenid)=", re.IGNORECASE
)
_CALENDAR = re.compile(
    r"(?:^|[/_-])(?:calendar|kalender|calendario|calendrier|events?)/.*\d{4}[/-]\d{1,2}|[?&](?:month|year|tribe-bar-date|ical)=",
    re.IGNORECASE,
)
_FACETS = re.compile(r"[?&](?:filter|facet|sort|orderby?|f)(?:\[|%5b|=)", re.IGNORECASE)


def why_trap(url: str) -> str | None:
    """Give why an address looks like one of endlessly many, None if it does not.

    >>> why_trap("https://courier.example/a/b/a/b/a/b/"), why_trap("https://courier.example/2024/03/ferry-returns")
    ('a part of its path is repeated', None)
    """
    if len(url) > MAX_URL_CHARS:
        return "it is too long"
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return "its path is too deep"
    if segments and max(Counter(segments).values()) > MAX_REPEATED:
        return "a part of its path is repeated"
    if _SESSION.search(f"{parts.path}?{parts.query}"):
        return "it carries a session"
    if parts.query.count("&") >= MAX_PARAMETERS:
        return "it has too many parameters"
    if _CALENDAR.search(url):
        return "it is a page of a calendar"
    if _FACETS.search(url):
        return "it is a list sorted or filtered in one of many ways"
    return None
