"""`scrape crawl`: follow a site, a feed or a sitemap."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from scraper.cli.days import day_of
from scraper.cli.execute import DONE, INTERRUPTED, NOTHING_FETCHED, SOME_FAILED
from scraper.cli.options import (
    AllowPrivate,
    AsJson,
    Db,
    KeepNoarchive,
    UserAgent,
    configuration,
    keeping_of,
    private_hosts,
)
from scraper.cli.plain import Argument, Option
from scraper.cli.progress import Progress, wants_progress
from scraper.cli.record import as_record, print_json
from scraper.cli.signals import ended_by
from scraper.durations import seconds_of
from scraper.errors import ConfigError
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from scraper.crawl import Budget, Crawler, Event, Job, Summary
    from scraper.crawl.crew import Crew

MAX_COMPLAINTS = 20  # failures that are told one by one

Limit = Annotated[int | None, Option("--limit", "Ask for at most so many pages.  [default: 10000]", "PAGES", least=1)]
Since = Annotated[str | None, Option("--since", "Only stories from this day on: 2026-11-01, or 7d.", "DATE")]
MaxTime = Annotated[str | None, Option("--max-time", "Stop after so long: 90, 15m, 2h.", "TIME")]
Delay = Annotated[str | None, Option("--delay", "The pause between two requests to a host.  [default: 1]", "SECONDS")]
Subdomains = Annotated[
    bool, Option("--subdomains", "Follow links to every host of the site, not only to those of START and its lists.")
]
Jobs = Annotated[
    int,
    Option("--jobs", "Spread the sites over so many processes, one a core.", "N", least=1),
]


def crawl(
    starts: Annotated[list[str], Argument("START", "A site, a section, a feed, a sitemap, or a list of feeds (OPML).")],
    db: Db = None,
    limit: Limit = None,
    since: Since = None,
    max_time: MaxTime = None,
    delay: Delay = None,
    subdomains: Subdomains = False,
    jobs: Jobs = 1,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
    keep_noarchive: KeepNoarchive = False,
) -> int:
    """Follow sites, feeds or sitemaps and archive every story they lead to.

    robots.txt is obeyed, a host is asked for one thing at a time, and the crawl goes on where it was stopped: run it
    again for what is new. What START is shows when it is fetched; the site's feeds and sitemaps are found from it.
    """
    from scraper.archive import Archive
    from scraper.archive.lock import archive_lock
    from scraper.crawl import Job
    from scraper.crawl import starts as begin_at

    config = configuration(db, user_agent, keep_noarchive=keep_noarchive)
    begin = begin_at(starts)
    budget = _budget(limit, since, max_time)
    budget.subdomains = subdomains
    private = private_hosts(config, [start.url for start in begin], allow=allow_private)
    job = Job(config.archive, config.identity, begin, private, _seconds("--delay", delay), has_articles=as_json)
    job = replace(job, keeping=keeping_of(config))
    report = _Report(as_json=as_json)
    command = " ".join(["scrape crawl", *(start.url for start in begin)])
    with archive_lock(config.archive, command):
        with Archive.open(config.archive) as archive:
            job = replace(job, run_id=archive.start_run(command))
        status = INTERRUPTED
        summary = None
        try:
            summary, caught = _crawl_together(job, budget, report, jobs) if jobs > 1 else _crawl(job, budget, report)
            status = caught or _exit_status(summary)
        finally:
            with Archive.open(config.archive) as archive:
                archive.end_run(job.run_id or 0, status, summary.counts if summary else {})
    report.end(summary)
    return status


def _crawl(job: Job, budget: Budget, report: _Report) -> tuple[Summary, int | None]:
    """Crawl in this process; gives what came of it and the exit status of a signal that ended it."""
    from scraper.archive import Archive
    from scraper.crawl import crawler_of

    async def crawl_all() -> tuple[Summary, int | None]:
        with Archive.open(job.archive, keeping=job.keeping) as archive:
            async with crawler_of(job, archive, budget, report.add) as crawler:
                return await _watched(crawler, crawler.crawl(job.starts), report)

    return asyncio.run(crawl_all())


def _crawl_together(job: Job, budget: Budget, report: _Report, size: int) -> tuple[Summary, int | None]:
    """Crawl in several processes; gives the same."""
    from scraper.crawl.crew import Crew

    with Crew(job, budget, size, report.add) as crew:
        return asyncio.run(_watched(crew, crew.crawl(), report))


async def _watched(
    crawler: Crawler | Crew, crawl: Coroutine[Any, Any, Summary], report: _Report
) -> tuple[Summary, int | None]:
    """Crawl, until a first signal asks to finish what is in hand; a second one ends it at once."""
    report.watch(crawler)
    with ended_by(crawler.stop, report.say) as signalled:
        try:
            return await crawl, signalled.status
        finally:
            report.end_watch()


class _Report:
    """Says what happens: on a terminal all the time, else what is worth it; stories as JSON lines if asked for."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._progress: Progress | None = None
        self._complaints = 0

    def watch(self, crawler: Crawler | Crew) -> None:
        """Show how a crawl is going, if somebody looks."""
        if wants_progress(sys.stderr):
            self._progress = Progress(sys.stderr, crawler.counts)

    def end_watch(self) -> None:
        """Show it no more."""
        if self._progress:
            self._progress.end()

    def add(self, event: Event) -> None:
        """Tell of one event."""
        if self._progress is None:
            self._say(event)
            return
        if event.kind in ("story", "failed", "remark") and self._is_worth_a_line(event):
            with self._progress.hidden():
                self._say(event)
        self._progress.show(event.url if event.kind == "asked" else None)

    def say(self, text: str) -> None:
        """Say something about the crawl as a whole."""
        with self._progress.hidden() if self._progress else nullcontext():
            say(text)

    def end(self, summary: Summary | None) -> None:
        """Sum up."""
        if summary is None:
            return
        if self._as_json:
            print_json({"summary": summary.as_record()})
        say(one_line(summary.line()))

    def _is_worth_a_line(self, event: Event) -> bool:
        return event.kind != "story" or self._as_json

    def _say(self, event: Event) -> None:
        if event.kind == "story" and self._as_json and event.article is not None:
            print_json(as_record(event.article) | {"outcome": event.detail})
        elif event.kind == "remark":
            say(one_line(event.detail))
        elif event.kind == "failed":
            self._complaints += 1
            if self._complaints <= MAX_COMPLAINTS:
                complain(one_line(f"{event.url}: {event.detail}"))
            elif self._complaints == MAX_COMPLAINTS + 1:
                complain("more failures are only counted")


def _exit_status(summary: Summary) -> int:
    if not summary.got_anything and (summary.failures or summary.refused):
        return NOTHING_FETCHED
    return SOME_FAILED if summary.failures else DONE


def _budget(limit: int | None, since: str | None, max_time: str | None) -> Budget:
    from scraper.crawl import Budget

    budget = Budget(max_seconds=_seconds("--max-time", max_time), since=day_of(since))
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
