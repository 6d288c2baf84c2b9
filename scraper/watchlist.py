"""A source in the user's words: a `[[source]]` table of scrape.toml, or the options of `scrape source add`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.durations import seconds_of
from scraper.models import Source
from scraper.urls import canonical_url
from scraper.wanted import compiled

LEAST_INTERVAL_SECONDS = 60
MOST_INTERVAL_SECONDS = 30 * 86_400
MOST_DELAY_SECONDS = 3600.0
TEXTS = ("name", "language", "time_zone")
LISTS = ("sections", "include", "exclude")
KEYS = ("url", *TEXTS, *LISTS, "interval", "delay")


def source_of(values: Mapping[str, Any]) -> Source:
    """Give the source that these values describe; None and what is missing mean: not said.

    Raises: ValueError, with what is wrong, for an unknown key and for a value that means nothing.
    """
    values = {name: value for name, value in values.items() if value is not None}
    if unknown := sorted(set(values) - set(KEYS)):
        raise ValueError(f"unknown key {unknown[0]!r}; known are {', '.join(KEYS)}")
    if "url" not in values:
        raise ValueError("it has no url")
    said: dict[str, Any] = {name: _text(name, values[name]) for name in TEXTS if name in values}
    said |= {name: _texts(name, values[name]) for name in LISTS if name in values}
    for pattern in (*said.get("include", ()), *said.get("exclude", ())):
        compiled(pattern)
    if zone := said.get("time_zone"):
        _check_zone(zone)
    interval = _seconds("interval", values.get("interval"), LEAST_INTERVAL_SECONDS, MOST_INTERVAL_SECONDS)
    delay = _seconds("delay", values.get("delay"), 0, MOST_DELAY_SECONDS)
    return Source(
        url=address_of(_text("url", values["url"])),
        interval_seconds=None if interval is None else round(interval),
        delay_seconds=delay,
        **said,
    )


def address_of(url: str) -> str:
    """Give the address of a source as we keep it; a bare domain means its front page, over https.

    >>> address_of("courier.example")
    'https://courier.example/'

    Raises: ValueError, when it is none.
    """
    address = canonical_url(url if "://" in url else f"https://{url}")
    if address is None or any(character.isspace() for character in url.strip()):
        raise ValueError(f"{url!r} is no web address")
    return address


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a text")
    return value.strip()


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"{name} must be a list of texts")
    return tuple(value)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone; write it as Europe/Berlin") from error


def _seconds(name: str, value: Any, least: float, most: float) -> float | None:
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    seconds = float(value) if is_number else seconds_of(value) if isinstance(value, str) else None
    if seconds is None:
        raise ValueError(f"{name} must be a number of seconds or a length of time, such as 30m or 2h")
    if not least <= seconds <= most:
        raise ValueError(f"{name} must be between {least:g} and {most:g} seconds")
    return seconds
