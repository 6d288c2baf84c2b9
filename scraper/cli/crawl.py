"""`scrape crawl`: follow a site, a feed or a sitemap."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from scraper.cli.execute import DONE, INTERRUPTED, NOTHING_FETCHED, SOME_FAILED
from scraper.cli.options import AllowPrivate, AsJson, Db, UserAgent, configuration, private_hosts
from scraper.cli.plain import Argument, Option
from scraper.cli.record import as_record, print_json
from scraper.config import Config
from scraper.durations import seconds_of
from scraper.errors import ConfigError
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.crawl import Budget, Event, Start, Summary

TERMINATED = 143  # 128 + SIGTERM, as shells count

Limit = Annotated[int | None, Option("--limit", "Ask for at most so many pages.  [default: 10000]", "PAGES", least=1)]
Since = Annotated[str | None, Option("--since", "Only stories from this day on: 2026-11-01, or 7d.", "DATE")]
MaxTime = Annotated[str | None, Option("--max-time", "Stop after so long: 90, 15m, 2h.", "TIME")]
Delay = Annotated[str | None, Option("--delay", "The pause between two requests to a host.  [default: 1]", "SECONDS")]


def crawl(
    starts: Annotated[list[str], Argument("START", "A site, a section, a feed, a sitemap, or a list of feeds (OPML).")],
    db: Db = None,
    limit: Limit = None,
    since: Since = None,
    max_time: MaxTime = None,
    delay: Delay = None,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
) -> int:
    """Follow sites, feeds or sitemaps and archive every story they lead to.

    robots.txt is obeyed, a host is asked for one thing at a time, and the crawl goes on where it was stopped: run it
    again for what is new. What START is shows when it is fetched; the site's feeds and sitemaps are found from it.
    """
    from scraper.archive import Archive
    from scraper.archive.lock import archive_lock
    from scraper.crawl import starts as begin_at

    config = configuration(db, user_agent)
    begin = begin_at(starts)
    budget = _budget(limit, since, max_time)
    pause = _seconds("--delay", delay)
    private = private_hosts(config, [start.url for start in begin], allow=allow_private)
    report = _Report(as_json=as_json)
    command = " ".join(["scrape crawl", *(start.url for start in begin)])
    with archive_lock(config.archive, command), Archive.open(config.archive) as archive:
        run_id = archive.start_run(command)
        status = INTERRUPTED
        summary = None
        try:
            summary, caught = asyncio.run(_crawl(begin, archive, config, private, budget, pause, report, run_id))
            status = caught or _exit_status(summary)
        finally:
            archive.end_run(run_id, status, summary.counts if summary else {})
    report.end(summary)
    return status


async def _crawl(
    begin: tuple[Start, ...],
    archive: Archive,
    config: Config,
    private: tuple[str, ...],
    budget: Budget,
    pause: float | None,
    report: _Report,
    run_id: int,
) -> tuple[Summary, int | None]:
    """Crawl, until a first signal asks to finish what is in hand; a second one ends it at once."""
    from scraper.crawl import Crawler
    from scraper.crawl.robots import known_robots
    from scraper.fetch import Fetcher, Pace

    loop = asyncio.get_running_loop()
    caught: list[int] = []
    pace = Pace() if pause is None else Pace(pause)
    async with Fetcher(
        config.identity, allow_private=private, pace=pace, known_robots=known_robots(archive)
    ) as fetcher:
        crawler = Crawler(archive, fetcher, budget, report.add, run_id=run_id)

        def stop(number: signal.Signals) -> None:
            caught.append(INTERRUPTED if number is signal.SIGINT else TERMINATED)
            loop.remove_signal_handler(number)
            say("finishing what is in hand; once more to stop at once")
            crawler.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread, as in a test
                loop.add_signal_handler(number, stop, number)
        summary = await crawler.crawl(begin)
    return summary, caught[0] if caught else None


class _Report:
    """Says what happens: stories as JSON lines if asked for, failures at once, and a line at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def add(self, event: Event) -> None:
        """Tell of one event."""
        if event.kind == "story" and self._as_json and event.article is not None:
            print_json(as_record(event.article) | {"outcome": event.detail})
        elif event.kind == "failed":
            complain(one_line(f"{event.url}: {event.detail}"))
        elif event.kind == "remark":
            say(one_line(event.detail))

    def end(self, summary: Summary | None) -> None:
        """Sum up."""
        if summary is not None:
            say(summary.line())


def _exit_status(summary: Summary) -> int:
    if not summary.got_anything and (summary.failures or summary.refused):
        return NOTHING_FETCHED
    return SOME_FAILED if summary.failures else DONE


def _budget(limit: int | None, since: str | None, max_time: str | None) -> Budget:
    from scraper.crawl import Budget

    budget = Budget(max_seconds=_seconds("--max-time", max_time), since=_day(since))
    if limit is not None:
        budget.limit = limit
    return budget


def _seconds(flag: str, text: str | None) -> float | None:
    if text is None:
        return None
    seconds = seconds_of(text)
    if seconds is None:
        raise ConfigError(f"{flag} {text!r} is no length of time: write 0.5, 90, 15m or 2h")
    return seconds


def _day(text: str | None) -> date | None:
    """Read a day, or how long ago it was."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if (seconds := seconds_of(text)) is None:
        raise ConfigError(f"--since {text!r} is neither a day (2026-11-01) nor a length of time (7d)")
    return (datetime.now(UTC) - timedelta(seconds=seconds)).date()
