"""What is compared with what, to tell a redesign."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scraper.archive.baseline import split

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 30, tzinfo=UTC)
TIMES = [NOW - number * DAY / 8 for number in range(60)]  # eight a day, the newest first


def test_one_run_is_not_compared_with_itself() -> None:
    recent, earlier = split(TIMES, [NOW] * 60)

    assert (recent, earlier) == (list(range(25)), [])


def test_what_a_run_found_new_is_compared_with_what_the_one_before_it_found() -> None:
    recent, earlier = split(TIMES, [NOW] * 10 + [NOW - DAY] * 50)

    assert (recent, earlier) == (list(range(10)), list(range(10, 60)))


def test_stories_of_the_last_run_are_recent_though_others_have_a_later_hour() -> None:
    recent, earlier = split(TIMES, [NOW - DAY] * 5 + [NOW] * 10 + [NOW - DAY] * 45)

    assert (recent, earlier) == (list(range(5, 15)), [*range(5), *range(15, 60)])


def test_many_runs_are_recent_together_for_three_days() -> None:
    recent, earlier = split(TIMES, TIMES)

    assert (recent, earlier) == (list(range(25)), list(range(25, 60)))


def test_old_stories_that_were_found_late_are_no_news() -> None:
    found_late = [NOW + DAY] * 30
    recent, earlier = split(TIMES, TIMES[:30] + found_late)

    assert (recent, earlier) == (list(range(25)), list(range(25, 60)))
