"""Days and times put together: what two sources of one page say of the same moment makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from scraper.extract.time_zones import in_zone
from scraper.models import Found

Moment = datetime | date

TIME_OF = ", time of "  # between the source of a day and that of its time
QUARTERS_WEST, QUARTERS_EAST = -48, 56  # the offsets that there are, in quarters of an hour


def settle(claim: Found[Moment], others: Callable[[], Iterable[Found[Moment]]], zone: tzinfo | None) -> Found[Moment]:
    """Give a claim as an aware datetime or as a day.

    A time without offset takes that of another source with the same clock, else the site's zone, else it is
    reduced to its day. A day, and a midnight, which is a day in disguise, take the time that another source has
    of the same day.
    """
    moment = claim.value
    if isinstance(moment, datetime) and not _is_midnight(moment):
        return claim if moment.tzinfo is not None else _with_zone(claim, moment, others, zone)
    day = day_of(moment)
    for other in others():
        timed = other.value
        if not isinstance(timed, datetime) or _is_midnight(timed):
            continue
        if timed.tzinfo is None and timed.date() == day and zone is not None:
            return Found(in_zone(timed, zone), f"{claim.source}{TIME_OF}{other.source}", _both(claim, other))
        if timed.tzinfo is not None and day in (timed.date(), timed.astimezone(UTC).date()):
            return Found(timed, f"{claim.source}{TIME_OF}{other.source}", _both(claim, other))
    return Found(day, claim.source, claim.raw)


def _with_zone(
    claim: Found[Moment], moment: datetime, others: Callable[[], Iterable[Found[Moment]]], zone: tzinfo | None
) -> Found[Moment]:
    for other in others():
        if isinstance(other.value, datetime) and other.value.tzinfo and _same_clock(moment, other.value):
            return Found(other.value, f"{claim.source}, zone of {other.source}", _both(claim, other))
    if zone is not None:
        return Found(in_zone(moment, zone), claim.source, claim.raw)
    return Found(moment.date(), claim.source, claim.raw)


def _both(one: Found[Moment], other: Found[Moment]) -> str | None:
    return " | ".join(filter(None, (one.raw, other.raw))) or None


def day_of(moment: Moment) -> date:
    """Give the calendar day of a moment, in its own offset."""
    return moment.date() if isinstance(moment, datetime) else moment


def hours_ahead(seen: datetime, moment: datetime) -> timedelta | None:
    """Give how far a clock that a page shows is ahead of UTC at a moment; None if it shows another moment.

    >>> hours_ahead(datetime(2021, 4, 19, 22, 53), datetime(2021, 4, 20, 2, 53, 36, tzinfo=UTC)) == timedelta(hours=-4)
    True
    """
    clock = seen.replace(tzinfo=None, second=0, microsecond=0)
    ahead = clock - moment.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    quarters, rest = divmod(ahead, timedelta(minutes=15))
    return ahead if not rest and QUARTERS_WEST <= quarters <= QUARTERS_EAST else None


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time(0)


def _same_clock(naive: datetime, aware: datetime) -> bool:
    """Tell whether a time without zone is, to the minute, what an aware one shows there or in UTC."""
    minute = naive.replace(second=0, microsecond=0)
    walls = (aware.replace(tzinfo=None), aware.astimezone(UTC).replace(tzinfo=None))
    return any(minute == wall.replace(second=0, microsecond=0) for wall in walls)
