"""When to look at a story again: young stories often, old ones rarely, those that are being edited as if young.

The rungs are those of NewsDiffs, which watched the front pages of five newspapers for years.

Reference: https://github.com/ecprice/newsdiffs, `get_update_delay` of website/frontend/management/commands/scraper.py.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

#: A story that has been quiet for less than the first is looked at again after the second.
RUNGS = (
    (timedelta(hours=3), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(days=3)),
    (timedelta(days=365), timedelta(days=30)),
)
#: A page that changes at every look, for a counter or an advertisement in its text, is still looked at no more often
#: than its age allows: so many times while its age doubles.
MAX_LOOKS_PER_AGE = 100


def next_look(
    now: datetime,
    *,
    published: datetime | date | None = None,
    first_seen: datetime | None = None,
    last_changed: datetime | None = None,
) -> datetime | None:
    """Give the time to look at a story again; None: never, but for a feed or a sitemap that says it has changed.

    All times are aware. A story without a date is as old as our knowledge of it; one that changed starts at the
    bottom of the ladder again.
    """
    born = min(_moment(published) or first_seen or now, now)
    age = now - born
    edited = last_changed if last_changed and last_changed > born else born
    quiet = max(now - edited, timedelta(0))
    wait = next((wait for limit, wait in RUNGS if quiet < limit), None)
    return None if wait is None else now + max(wait, age / MAX_LOOKS_PER_AGE)


def _moment(published: datetime | date | None) -> datetime | None:
    """Give a time on the clock of the world; a day counts from its noon, which is right in most places."""
    if published is None or isinstance(published, datetime):
        return published
    return datetime.combine(published, time(12), UTC)
