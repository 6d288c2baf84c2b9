"""A watched paper in an archive, told what happened to it: its stories, its feed, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from scraper.archive import Archive, Finds, Finish
from scraper.archive.health import SourceHealth
from scraper.errors import Disallowed, FetchError
from scraper.models import Link, LinkKind, Source
from scraper.urls import article_id
from tests.archive.invented import page, reading

NOW = datetime.now(UTC).replace(microsecond=0)  # the log and the frontier take their times from the clock
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRONT = "https://courier.example/"
FEED = "https://courier.example/feed.xml"
SCOPE = "courier.example"


class WatchedPaper:
    """The Courier, watched by its feed since a month ago."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.source = archive.sources.put(Source(FRONT, name="The Courier"))
        assert self.source.id is not None
        self._ways([Link(FEED, source="feed", kind=LinkKind.FEED)])
        self.answer_list(due_at=NOW + HOUR)

    def _ways(self, ways: list[Link]) -> None:
        self.archive.sources.adopt(self.source.id or 0, SCOPE, ways, NOW - 30 * DAY)

    def publish(self, ages: Iterable[timedelta], **values: Any) -> None:
        """Store a story for each age, first seen when it was published; `values` are what its page says."""
        for age in ages:
            self.read(age, seen=NOW - age, **values)

    def read(self, age: timedelta, *, seen: datetime = NOW, **values: Any) -> None:
        """Read the story of an age, once more or for the first time."""
        url = f"{FRONT}{(NOW - age):%Y/%m/%d}/story-{int(age.total_seconds())}"
        finds = Finds([Link(url, source="feed")], SCOPE, 1, seen, FEED, self.source.id)
        self.archive.frontier.add(finds)
        told = {"url": url, "canonical_url": url, "published": NOW - age, "body": f"It was {age} ago.", **values}
        done = Finish(article_id(url), "done")
        self.archive.store(page(url, fetched_at=seen), reading(**told), finish=done)

    def answer_list(self, url: str = FEED, what: str = "feed", *, due_at: datetime, at: datetime = NOW) -> None:
        finish = Finish(article_id(url), "later", due_at)
        self.archive.log_answer(page(url, fetched_at=at), what, finish=finish, keep=False)

    def fail_list(self, times: int, reason: str = "timed out") -> None:
        for _ in range(times):
            finish = Finish(article_id(FEED), "later", NOW + HOUR, reason)
            self.archive.log_failure(FEED, FetchError(FEED, reason), finish=finish)

    def answer(self, count: int, status: int, reason: str, *, ago: timedelta = HOUR) -> None:
        """Log pages that were asked for and are no stories."""
        for number in range(count):
            answer = page(f"{FRONT}p{number}", status=status, fetched_at=NOW - ago)
            self.archive.log_answer(answer, reason, keep=False)

    def refuse(self, count: int) -> None:
        for number in range(count):
            url = f"{FRONT}private/{number}"
            self.archive.log_failure(url, Disallowed(url, "robots.txt disallows it"))

    def health(self, now: datetime = NOW) -> SourceHealth:
        (found,) = self.archive.sources.health([(self.archive.sources.all()[0], SCOPE)], now)
        return found
