"""Offsets from UTC: those that a text names, and the one that a site without any is sure to mean.

Reference: the IANA time zone database; RFC 5322 §4.3 for the obsolete North American names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.extract.wordings import wording

MAX_OFFSET_MINUTES = 14 * 60  # Kiribati
_OFFSET = re.compile(r"([+−–-])\s?(\d{1,2})(?::?\.?([0-5]\d))?(?::?00)?")
#: What may stand behind a time of day as its zone: "Z", "CET", "GMT+2", "+02:00", "(UTC)".
ZONE = re.compile(
    r"\s{0,2}[(\[]?\s?(?P<name>[A-Z]{1,5}(?![A-Za-z])|МСК)?\s?"
    r"(?P<offset>[+−-]\s?\d{1,2}(?::?\.?[0-5]\d)?(?::?00)?(?!\d))?",
)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, str]]:
    data: Mapping[str, Mapping[str, str]] = json.loads(
        (files("scraper.extract") / "time_zones.json").read_text("utf-8")
    )
    return data


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo | None:
    """Give the zone behind an IANA name, an abbreviation or an offset, or None.

    American and European abbreviations mean the local time of the season: papers write "EST" in July too.

    >>> zone_named("+0530"), zone_named("nonsense")
    (datetime.timezone(datetime.timedelta(seconds=19800)), None)
    """
    known = _data()["names"].get(name, name)
    if known == "+0000":
        return UTC
    if match := _OFFSET.fullmatch(known):
        minutes = 60 * int(match[2]) + int(match[3] or 0)
        if minutes > MAX_OFFSET_MINUTES:
            return None
        return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))
    try:
        return ZoneInfo(known) if "/" in known or known == "UTC" else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_after(text: str, position: int) -> tuple[tzinfo | None, int]:
    """Give the zone that stands at a position of a text, and where it ends; (None, position) without one.

    >>> zone_after("14:53 GMT+2, Lima", 5)[1], zone_after("14:53 Uhr", 5)
    (11, (None, 5))
    """
    match = ZONE.match(text, position)
    if match is None:
        return None, position
    name, offset = match["name"], match["offset"]
    if offset and (not name or name in ("GMT", "UTC", "UT", "Z")):
        zone = zone_named(offset.replace(" ", ""))
    elif name and name in _data()["names"]:
        zone = zone_named(name)
    else:
        zone = None
    return (zone, match.end()) if zone is not None else (None, position)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Put a wall-clock time into a zone, as a fixed offset: an archived time does not follow later law."""
    offset = moment.replace(tzinfo=zone).utcoffset() or timedelta(0)
    return moment.replace(tzinfo=timezone(offset) if offset else UTC)


def moved_to(moment: datetime, zone: tzinfo) -> datetime:
    """Give the same instant as a clock in another zone shows it, as a fixed offset."""
    local = moment.astimezone(zone)
    offset = local.utcoffset() or timedelta(0)
    return local.replace(tzinfo=timezone(offset) if offset else UTC)


@lru_cache(maxsize=1024)
def site_zone(hostname: str, languages: tuple[str, ...] = ()) -> tzinfo | None:
    """Give the one time zone that a site's times can be in, or None where a guess would be needed.

    That is the zone of the country whose domain the site has, if the country, its remote islands apart, has
    only one; else that of the page's first language, if all countries that write it share one clock.

    >>> str(site_zone("courier.example", ("de",))), site_zone("courier.example", ("en",))
    ('Europe/Berlin', None)
    """
    domain = hostname.rpartition(".")[2]
    if name := _data()["domains"].get(domain):
        return zone_named(name)
    if domain in _SEVERAL_ZONES or not languages:
        return None
    return next((zone_named(name) for name in wording(languages[0]).get("timezone", ())), None)


# countries with several zones: their papers do not share a clock, whatever their language
_SEVERAL_ZONES = frozenset("us ca au br mx ru id kz cd gl mn".split())
