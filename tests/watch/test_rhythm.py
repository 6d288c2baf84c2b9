"""When a feed is looked at again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scraper.watch.rhythm import FIRST, LEAST, MAX_FAILED_WAIT, MOST, after_failure, next_look

NOW = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half an hour before Europe's clocks go back
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def every(distance: timedelta, count: int = 12, *, since: timedelta = timedelta(0)) -> list[datetime]:
    return [NOW - since - number * distance for number in range(count)]


@pytest.mark.parametrize(
    ("published", "wait"),
    [
        ([], FIRST),
        (every(MINUTE), LEAST),
        (every(HOUR), 30 * MINUTE),
        (every(HOUR, since=10 * HOUR), HOUR),  # quieter than usual
        (every(DAY), 12 * HOUR),
        (every(7 * DAY), MOST),
        (every(HOUR, 2), FIRST),  # two entries are no rhythm
        ([NOW] * 30, FIRST),  # made in one go: no rhythm either
        ([NOW + DAY, *every(HOUR)], 30 * MINUTE),  # announced for tomorrow
        ([date(2026, 10, 24), None, NOW.replace(tzinfo=None)], FIRST),
    ],
)
def test_feed_is_asked_twice_as_often_as_it_has_news(published: list[datetime | None], wait: timedelta) -> None:
    assert next_look(NOW, published=published) == NOW + wait


def test_wait_grows_while_nothing_changes_up_to_a_day() -> None:
    waits = [LEAST]
    for _ in range(15):
        waits.append(next_look(NOW, has_changed=False, last_wait=waits[-1]) - NOW)

    assert waits[1] == 1.5 * LEAST
    assert waits[-1] == MOST


@pytest.mark.parametrize(
    ("asked", "wait"), [(MINUTE, 30 * MINUTE), (2 * HOUR, 2 * HOUR), (30 * DAY, MOST), (-HOUR, 30 * MINUTE)]
)
def test_feed_may_ask_to_be_left_alone_for_longer(asked: timedelta, wait: timedelta) -> None:
    assert next_look(NOW, published=every(HOUR), asked=asked) == NOW + wait


def test_interval_of_the_user_beats_everything() -> None:
    assert next_look(NOW, published=every(DAY), asked=DAY, interval=MINUTE) == NOW + MINUTE


def test_failures_are_asked_ever_more_rarely() -> None:
    waits = [after_failure(NOW, tries) - NOW for tries in (1, 2, 3, 40)]

    assert waits == [FIRST, 2 * FIRST, 4 * FIRST, MAX_FAILED_WAIT]
