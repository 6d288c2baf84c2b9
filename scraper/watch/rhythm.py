"""When to look at a feed, a sitemap or a front again: twice as often as it has news, within named bounds.

Where its entries bear no times, or it says "not modified", the wait grows while there is nothing new.

What is due is kept as a moment in UTC, so that no clock change of a place skips a look or makes two of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

LEAST = timedelta(minutes=10)  # between two looks at one feed, however busy it is
MOST = timedelta(days=1)  # a paper that has been quiet for a year may publish tomorrow
FIRST = timedelta(minutes=30)  # when nothing is known
RECENT = 10  # entries whose distances tell how often there is news
LOOKS_PER_STORY = 2
QUIET_SHARE = 10  # a feed that has been quiet for ten days may wait a day
GROWTH = 1.5  # of the wait after a look that found nothing new; it shrinks as much after one that did
MAX_FAILED_WAIT = timedelta(hours=12)


def next_look(
    now: datetime,
    *,
    published: Iterable[datetime | date | None] = (),
    has_changed: bool = True,
    last_wait: timedelta | None = None,
    interval: timedelta | None = None,
    asked: timedelta | None = None,
    most: timedelta = MOST,
) -> datetime:
    """Give the time to look again.

    `published` are the times of its entries, `last_wait` how long it was left alone before this look, `interval`
    what the user wants, which beats everything, `asked` what the feed asks for (RSS `ttl`), `most` the upper bound.
    """
    if interval is not None:
        return now + interval
    wait = _own_pace(published, now)
    if wait is None:
        wait = FIRST if last_wait is None else last_wait / GROWTH if has_changed else last_wait * GROWTH
    return now + min(max(wait, min(asked or LEAST, most), LEAST), most)


def after_failure(now: datetime, tries: int, *, interval: timedelta | None = None) -> datetime:
    """Give the time to look again after so many failures in a row: each time twice as late, half a day at most."""
    first = interval or FIRST
    doubled: timedelta = first * (1 << min(max(tries - 1, 0), 16))
    return now + max(min(doubled, MAX_FAILED_WAIT), interval or LEAST)


def _own_pace(published: Iterable[datetime | date | None], now: datetime) -> timedelta | None:
    """Give how long to wait by the distances between the newest entries; None if they do not tell."""
    times = {at.astimezone(UTC) for at in published if isinstance(at, datetime) and at.tzinfo}
    newest = sorted((at for at in times if at <= now), reverse=True)[: RECENT + 1]
    if len(newest) < 3:
        return None
    usual = median((later - earlier).total_seconds() for later, earlier in pairwise(newest))
    since = (now - newest[0]).total_seconds()
    return timedelta(seconds=max(usual / LOOKS_PER_STORY, since / QUIET_SHARE))
