"""Addresses without end: calendars, facets, session ids, paths that grow.

Reference: Heritrix's PathologicalPathDecideRule and TooManyPathSegmentsDecideRule.
"""

from __future__ import annotations

import re
from collections import Counter

from scraper.discover.url_shape import parsed

MAX_URL_CHARS = 1_000
MAX_SEGMENTS = 15
MAX_REPEATED = 2  # times that one part of a path may stand in it
MAX_PARAMETERS = 5

_SESSION = re.compile(
    r"(?:^|[;&?])(?:jsessionid|phpsessid|aspsessionid\w*|cfid|cftoken|sessionid|session_id|sessid|sid|zenid|oscsid)=",
    re.IGNORECASE,
)
_CALENDAR_PATH = re.compile(
    r"/(?:calendar|kalender|calendario|calendrier|calendari|agenda|events?|veranstaltungen|eventos|evenements)"
    r"(?:/[a-z-]+){0,2}/\d{4}(?:[/-]\d{1,2}){0,2}/?$|/(?:calendar|kalender|calendario|calendrier)/.*\d{4}[/-]\d{1,2}"
    r"|/(?:\d{4}[/-])?(?:week|woche|semaine|semana)[/-]?\d{1,2}/?$"
)
_CALENDAR_QUERY = re.compile(
    r"(?:^|&)(?:month|year|day|week|monat|jahr|mois|annee|mes|ano|tribe-bar-date|tribe_event_display|eventdisplay|ical|cal_date)=",
    re.IGNORECASE,
)
_FACETS = re.compile(
    r"(?:^|&)(?:filter\w*|facets?|sort\w*|order_?by|order|dir|per_page|pagesize|view_?mode|f|tx_\w+)(?:\[|%5b|=)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|cgi|pl|cfm|jsp)$")
_STORY_NUMBER = re.compile(r"(?:^|&)sid=\d{1,8}(?:&|$)")  # PHP-Nuke and its kin call a story's number so
_SESSION_PATH = re.compile(r"/\((?:s|x|a)\([a-z0-9]{16,}\)\)/", re.IGNORECASE)  # ASP.NET without cookies


def why_trap(url: str) -> str | None:
    """Give why an address looks like one of endlessly many, None if it does not.

    >>> why_trap("https://courier.example/a/b/a/b/a/b/"), why_trap("https://courier.example/2024/03/ferry-returns")
    ('a part of its path is repeated', None)
    """
    if len(url) > MAX_URL_CHARS:
        return "it is too long"
    path, query = parsed(url)[:2]
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return "its path is too deep"
    if len(segments) - len(set(segments)) >= MAX_REPEATED and max(Counter(segments).values()) > MAX_REPEATED:
        return "a part of its path is repeated"
    if (";" in path and _SESSION.search(path)) or ("(" in path and _SESSION_PATH.search(path)):
        return "it carries a session"
    if _CALENDAR_PATH.search(path):
        return "it is a page of a calendar"
    return _why_query(path, query) if query else None


def _why_query(path: str, query: str) -> str | None:
    if _SESSION.search(query) and not (_SCRIPT.search(path) and _STORY_NUMBER.search(query)):
        return "it carries a session"
    if query.count("&") >= MAX_PARAMETERS:
        return "it has too many parameters"
    if _CALENDAR_QUERY.search(query):
        return "it is a page of a calendar"
    if _FACETS.search(query):
        return "it is a list sorted or filtered in one of many ways"
    return None
