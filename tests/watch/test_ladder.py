"""When a story is looked at again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from scraper.watch.ladder import next_look

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half an hour into Europe's summer time
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "changed_ago", "wait"),
    [
        (MINUTE, None, 15 * MINUTE),
        (2 * HOUR, None, 15 * MINUTE),
        (4 * HOUR, None, HOUR),
        (2 * DAY, None, 3 * HOUR),
        (8 * DAY, None, 3 * DAY),
        (40 * DAY, None, 30 * DAY),
        (366 * DAY, None, None),
        (2 * DAY, HOUR, 2 * DAY / 100),  # edited an hour ago: as if young
        (DAY, 5 * HOUR, HOUR),
        (366 * DAY, 2 * DAY, 366 * DAY / 100),  # an old story that was corrected is watched again
        (HOUR, 9 * DAY, 15 * MINUTE),  # a clock that was set back: a change before the story does not count
        (-DAY, None, 15 * MINUTE),  # a date of tomorrow
    ],
)
def test_wait_grows_with_quiet(age: timedelta, changed_ago: timedelta | None, wait: timedelta | None) -> None:
    changed = None if changed_ago is None else NOW - changed_ago

    due = next_look(NOW, published=NOW - age, last_changed=changed)

    assert due == (None if wait is None else NOW + wait)


@pytest.mark.parametrize(
    ("published", "first_seen", "wait"),
    [
        (None, None, 15 * MINUTE),
        (None, NOW - 2 * DAY, 3 * HOUR),
        (date(2026, 3, 28), NOW, HOUR),
        (date(2026, 3, 30), NOW, 15 * MINUTE),
        ((NOW - 4 * HOUR).astimezone(timezone(timedelta(hours=9))), None, HOUR),
    ],
)
def test_story_is_as_old_as_its_date_or_our_knowledge_of_it(
    published: datetime | date | None, first_seen: datetime | None, wait: timedelta
) -> None:
    assert next_look(NOW, published=published, first_seen=first_seen) == NOW + wait


def test_page_that_changes_at_every_look_is_not_looked_at_forever_as_if_new() -> None:
    born = now = NOW
    looks = 0
    while now < born + 365 * DAY:
        due = next_look(now, published=born, last_changed=now)
        assert due is not None
        now, looks = due, looks + 1

    assert looks < 1000
