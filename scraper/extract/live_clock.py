"""The times of a live blog's entries, which name the hour alone, or the minute of the match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise

from scraper.extract.moments import Moment, day_of
from scraper.extract.time_zones import in_zone, zone_after
from scraper.extract.written_dates import time_of_day
from scraper.models import LiveEntry

MAX_CLOCK_CHARS = 30
MAX_LETTERS_BESIDE = 6  # "um ... Uhr", "GMT", "Posted"; but not "Updated"
MAX_BEFORE_CHARS = 6  # "+++ 14:32 Uhr +++"
SLACK = timedelta(minutes=15)  # a page's own stamp may be a little older than its newest entry
#: The minute of a match: 45', 45+2', 90'+4, 67. Minute, 23 min.
_MINUTE = (
    r"\d{1,3}(?:\s?\.)?(?:\s?\+\s?\d{1,2})?"
    r"\s?(?:['’′´](?:\s?\+\s?\d{1,2}['’′´]?)?|\.?\s?(?:min\b\.?|minuten?\b|minuto?\b)|(?<=\d)\.(?!\d)|(?<=\+\d)|(?<=\+\d\d))"
)
_MINUTE_ALONE = re.compile(_MINUTE, re.IGNORECASE)
_MINUTE_FIRST = re.compile(rf"\W{{0,4}}({_MINUTE})[\s:–—|•+-]+(?=\w)", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s*(?:Uhr|Ora|hrs?|h)\b\.?)?[\s:.–—|•+)\]/-]*", re.IGNORECASE)
_COLON = re.compile(r"(?<=\d):(?=\s)")
_ENDING = re.compile(r"\s*\+{2,}$")


def clock_alone(text: str, languages: tuple[str, ...] = ()) -> str | None:
    """Give a text that is a time of day, or a minute of a match, and nothing else.

    >>> clock_alone("14:32 Uhr"), clock_alone("45+2'"), clock_alone("Updated at 14:32"), clock_alone("4 March 2026")
    ('14:32 Uhr', "45+2'", None, None)
    """
    if not 2 <= len(text) <= MAX_CLOCK_CHARS or not any(map(str.isdigit, text)):
        return None
    if _MINUTE_ALONE.fullmatch(text):
        return text
    found = time_of_day(text, languages)
    if found is None:
        return None
    beside = text[: found[1]] + text[found[2] :]
    if any(map(str.isdigit, beside)) or sum(map(str.isalpha, beside)) > MAX_LETTERS_BESIDE:
        return None
    return text


def clock_first(text: str, languages: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Give the time that a text begins with, and the rest of it.

    >>> clock_first("+++ 14:32 Uhr: The river rises +++"), clock_first("At 14:32 the river rose, and it was late")
    (('14:32 Uhr', 'The river rises'), None)
    """
    match = _MINUTE_FIRST.match(text[:MAX_CLOCK_CHARS])
    if match and not match[1].rstrip().endswith("."):  # "10. The ferry" is the tenth of a list
        return match[1].strip(), _ENDING.sub("", text[match.end() :]).strip()
    text = _COLON.sub(" –", text, count=1)
    found = time_of_day(text[:MAX_CLOCK_CHARS], languages)
    if found is None or found[1] > MAX_BEFORE_CHARS or any(map(str.isalpha, text[: found[1]])):
        return None
    _, end = zone_after(text, found[2])
    behind = _BEHIND.match(text, end)
    after = behind.end() if behind else end
    if after == end or after >= len(text):
        return None
    clock = re.sub(r"[\s:.–—|•+)\]/-]+$", "", text[found[1] : after])
    return clock, _ENDING.sub("", text[after:]).strip()


def dated(
    entries: Sequence[LiveEntry],
    published: Moment | None,
    modified: Moment | None,
    zone: tzinfo | None,
    languages: tuple[str, ...] = (),
) -> list[LiveEntry]:
    """Give entries with aware times: an hour alone is put on the day that the page's own times say.

    The newest entry cannot be younger than the page's last change, nor the oldest older than its beginning; a clock
    that runs backwards between two entries is another day. What has no zone takes the page's, and without that only
    its day is given. `zone` is the site's.
    """
    newest_first = runs_backwards(entries, languages)
    ordered = list(entries) if newest_first else list(reversed(entries))
    of_page = next((m.tzinfo for m in (modified, published) if isinstance(m, datetime) and m.tzinfo), None)
    zone = zone or of_page
    told = [_placed(entry, zone) for entry in ordered]
    told = _on_days(told, published, modified, zone, languages)
    return told if newest_first else told[::-1]


def _placed(entry: LiveEntry, zone: tzinfo | None) -> LiveEntry:
    return replace(entry, published=_aware(entry.published, zone), modified=_aware(entry.modified, zone))


def _aware(moment: Moment | None, zone: tzinfo | None) -> Moment | None:
    if not isinstance(moment, datetime) or moment.tzinfo is not None:
        return moment
    return in_zone(moment, zone) if zone is not None else moment.date()


def _on_days(
    newest_first: list[LiveEntry],
    published: Moment | None,
    modified: Moment | None,
    zone: tzinfo | None,
    languages: tuple[str, ...],
) -> list[LiveEntry]:
    """Put the entries that have an hour alone on days, going back from the last change or forth from the beginning."""
    clocks = [None if e.published else time_of_day(e.clock or "", languages) for e in newest_first]
    if not any(clocks):
        return newest_first
    if modified is not None:
        return _walked(newest_first, clocks, modified, zone, -1)
    if published is not None:
        return _walked(newest_first[::-1], clocks[::-1], published, zone, 1)[::-1]
    return newest_first


def _walked(
    entries: list[LiveEntry], clocks: Sequence[object], start: Moment, zone: tzinfo | None, step: int
) -> list[LiveEntry]:
    day = day_of(start)
    at = start.astimezone(zone) if isinstance(start, datetime) and start.tzinfo and zone else None
    if at is not None:
        day = at.date()
    before = at
    told = []
    for entry, clock in zip(entries, clocks, strict=True):
        if not isinstance(clock, tuple):
            if isinstance(entry.published, datetime) and entry.published.tzinfo and zone:
                before = entry.published.astimezone(zone)
                day = before.date()
            told.append(entry)
            continue
        moment = _at(day, clock[0], zone)
        if step < 0 and len(told) == 1 and before is not None and at is not None and before < moment <= at + SLACK:
            before = moment  # the one above it is pinned there
        slack = SLACK if told or step < 0 else timedelta(hours=1)
        if before is not None and (moment - before) * step < -slack:
            day += timedelta(days=step)
            moment = _at(day, clock[0], zone)
        if before is None or (moment - before) * step > timedelta():
            before = moment
        told.append(replace(entry, published=moment if zone is not None else day))
    return told


def _at(day: date, clock: object, zone: tzinfo | None) -> datetime:
    moment = datetime.combine(day, clock)  # type: ignore[arg-type]
    return in_zone(moment, zone) if zone is not None else moment


def runs_backwards(entries: Sequence[LiveEntry], languages: tuple[str, ...] = ()) -> bool:
    """Tell whether the newest entry stands first, by most of the steps from one entry to the next."""
    values = [_value(entry, languages) for entry in entries]
    steps = [(a, b) for a, b in pairwise(values) if a is not None and b is not None and a != b]
    return 2 * sum(a > b for a, b in steps) >= len(steps)


def _value(entry: LiveEntry, languages: tuple[str, ...]) -> float | None:
    if isinstance(entry.published, datetime):
        return entry.published.replace(tzinfo=None).timestamp()
    clock = entry.clock or ""
    if found := time_of_day(clock, languages):
        return found[0].hour * 60 + found[0].minute
    numbers = [int(number) for number in re.findall(r"\d+", clock)]
    return numbers[0] + sum(numbers[1:]) / 100 if numbers else None
