"""How a source is doing, and when that is an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.errors import FetchError
from tests.archive.invented import page
from tests.archive.watched_paper import DAY, FEED, FRONT, HOUR, NOW, WatchedPaper

NOTHING_OF: dict[str, Any] = {"byline": None, "authors": ()}


def every(step: timedelta, count: int, *, since: timedelta = HOUR) -> list[timedelta]:
    """Give the ages of stories at even distances, the newest first."""
    return [since + number * step for number in range(count)]


@pytest.fixture
def paper(archive_path: Path) -> Iterator[WatchedPaper]:
    with Archive.open(archive_path) as archive:
        yield WatchedPaper(archive)


def test_paper_that_goes_on_as_ever_is_well(paper: WatchedPaper) -> None:
    paper.publish(every(6 * HOUR, 80))

    health = paper.health()

    assert health.alarms == ()
    assert health.stories == 80
    assert health.newest == NOW - HOUR
    assert sum(health.new_per_day) in range(24, 29)
    assert {one.field: (one.share, one.baseline) for one in health.completeness}["byline"] == (1.0, 1.0)


def redesign(paper: WatchedPaper) -> None:
    paper.publish(every(4 * HOUR, 12), **NOTHING_OF)
    paper.publish(every(4 * HOUR, 60, since=4 * DAY))


def redesign_that_spoils_what_was_read(paper: WatchedPaper) -> None:
    paper.publish(every(4 * HOUR, 70))
    for age in every(4 * HOUR, 70):
        paper.read(age, **NOTHING_OF)


def redesign_that_leaves_no_stories(paper: WatchedPaper) -> None:
    paper.publish(every(4 * HOUR, 60))
    paper.answer(20, 200, "it reads as empty, not as a story")


def field_that_comes_and_goes(paper: WatchedPaper) -> None:
    paper.publish(every(8 * HOUR, 40), **NOTHING_OF)
    paper.publish(every(8 * HOUR, 40, since=4 * HOUR))


def two_stories_without_a_byline(paper: WatchedPaper) -> None:
    paper.publish(every(DAY, 2), **NOTHING_OF)
    paper.publish(every(DAY, 30, since=3 * DAY))


def daily_paper_that_stops(paper: WatchedPaper) -> None:
    paper.publish(every(DAY, 30, since=4 * DAY))


def busy_feed_that_stops(paper: WatchedPaper) -> None:
    paper.publish(every(HOUR, 24 * 15, since=50 * HOUR))


def weekly_that_waits(paper: WatchedPaper) -> None:
    paper.publish([age + minute for age in every(7 * DAY, 8, since=6 * DAY) for minute in every(HOUR, 4)])


def paper_that_rests_at_weekends(paper: WatchedPaper) -> None:
    ages = every(3 * HOUR, 300, since=2 * DAY)
    paper.publish([age for age in ages if (age // DAY) % 7 > 1])


def new_source_of_today(paper: WatchedPaper) -> None:
    paper.publish(every(timedelta(minutes=1), 50), published=None)


def feed_that_fails(paper: WatchedPaper) -> None:
    paper.fail_list(3)


def feed_that_hiccups(paper: WatchedPaper) -> None:
    paper.fail_list(2)


def feed_that_became_a_page(paper: WatchedPaper) -> None:
    paper.answer_list(FEED, "front", due_at=NOW + HOUR)


def site_that_refuses_its_stories(paper: WatchedPaper) -> None:
    paper.answer(20, 403, "the server answered 403")


def robots_that_refuse_its_stories(paper: WatchedPaper) -> None:
    paper.refuse(20)


def stories_that_are_gone(paper: WatchedPaper) -> None:
    paper.answer(20, 404, "the server answered 404")


def feed_that_has_not_changed(paper: WatchedPaper) -> None:
    paper.publish(every(4 * HOUR, 60))
    for ago in range(20):
        paper.archive.log_not_modified(page(FEED, status=304, fetched_at=NOW - ago * HOUR))


def guesses_in_vain(paper: WatchedPaper) -> None:
    paper.answer(20, 404, "nothing is there")


def failures_of_last_month(paper: WatchedPaper) -> None:
    paper.answer(20, 403, "the server answered 403", ago=30 * DAY)


def source_that_nobody_looks_at(paper: WatchedPaper) -> None:
    paper.answer_list(due_at=NOW - 2 * DAY, at=NOW - 3 * DAY)


def source_that_is_looked_at_once_a_week(paper: WatchedPaper) -> None:
    paper.answer_list(due_at=NOW + 4 * DAY, at=NOW - 3 * DAY)


@pytest.mark.parametrize(
    ("happens", "alarms"),
    [
        (redesign, ["layout", "layout"]),
        (redesign_that_spoils_what_was_read, ["layout", "layout"]),
        (redesign_that_leaves_no_stories, ["layout"]),
        (field_that_comes_and_goes, []),
        (two_stories_without_a_byline, []),
        (daily_paper_that_stops, ["quiet"]),
        (busy_feed_that_stops, ["quiet"]),
        (weekly_that_waits, []),
        (paper_that_rests_at_weekends, []),
        (new_source_of_today, []),
        (feed_that_fails, ["failing"]),
        (feed_that_hiccups, []),
        (feed_that_became_a_page, ["failing"]),
        (site_that_refuses_its_stories, ["failing"]),
        (robots_that_refuse_its_stories, ["failing"]),
        (stories_that_are_gone, []),
        (feed_that_has_not_changed, []),
        (guesses_in_vain, []),
        (failures_of_last_month, []),
        (source_that_nobody_looks_at, ["overdue"]),
        (source_that_is_looked_at_once_a_week, []),
    ],
)
def test_alarm_is_raised_for_what_a_person_should_look_at(
    happens: Callable[[WatchedPaper], None], alarms: list[str], paper: WatchedPaper
) -> None:
    happens(paper)

    assert [alarm.kind for alarm in paper.health().alarms] == alarms


def test_alarm_says_what_broke(paper: WatchedPaper) -> None:
    redesign(paper)

    texts = [alarm.text for alarm in paper.health().alarms]

    assert texts[0] == "0% of the stories have byline lately, 100% before; was the site redesigned?"


def test_failures_are_counted_by_reason_and_refusals_apart(paper: WatchedPaper) -> None:
    paper.fail_list(1, "timed out")
    paper.answer(2, 503, "the server answered 503")
    paper.answer(1, 503, "the server answered 503", ago=8 * DAY)
    paper.refuse(3)

    health = paper.health()

    assert health.failures == {"the server answered 503": 2, "timed out": 1}
    assert health.refused == 3


def test_failures_of_another_site_are_not_the_sources(paper: WatchedPaper) -> None:
    for url in ("https://ledger.example/a", f"{FRONT}a", "https://www.courier.example/b"):
        paper.archive.log_failure(url, FetchError(url, "timed out"))

    assert paper.health().failures == {"timed out": 2}
