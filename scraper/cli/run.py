"""`scrape run`: look at everything that is due. Made for cron: silent unless something is wrong."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from typing import TYPE_CHECKING, Annotated

from scraper.cli.clusters import AFTER_RUN_SECONDS, look_for_copies
from scraper.cli.execute import DONE, INTERRUPTED, NOTHING_FETCHED, SOME_FAILED, USAGE
from scraper.cli.options import AsJson, Db, KeepNoarchive, UserAgent, configuration, keeping_of
from scraper.cli.plain import Option
from scraper.cli.signals import ended_by, terminable
from scraper.config import Config
from scraper.durations import seconds_of
from scraper.errors import ArchiveBusy, ConfigError
from scraper.terminal import complain, is_terminal, one_line, say

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.crawl import Budget
    from scraper.watch.run import Ran

COMMAND = "scrape run"
DEFAULT_PAGES = 2000
DEFAULT_SECONDS = 600.0  # so that a large site's backlog does not keep the feeds of others waiting

Limit = Annotated[int, Option("--limit", "Ask for at most so many pages; the rest stays due.", "PAGES", least=1)]
MaxTime = Annotated[str | None, Option("--max-time", "Stop after so long: 90, 15m, 2h.  [default: 10m]", "TIME")]
SkipIfLocked = Annotated[bool, Option("--skip-if-locked", "Leave quietly if another run is at work.")]
Jitter = Annotated[int, Option("--jitter", "Begin after up to so many seconds, at random.", "SECONDS", least=0)]
AllowPrivate = Annotated[bool, Option("--allow-private", "Permit private addresses for the hosts of the sources.")]


def run(
    db: Db = None,
    limit: Limit = DEFAULT_PAGES,
    max_time: MaxTime = None,
    skip_if_locked: SkipIfLocked = False,
    jitter: Jitter = 0,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
    keep_noarchive: KeepNoarchive = False,
) -> int:
    """Look at all that is due: feeds, sitemaps and fronts, what they tell of, and stories that may have changed.

    Prints nothing when all is well, unless on a terminal; otherwise a line for each problem. Exit status 75: another
    run is at work.
    """
    seconds = DEFAULT_SECONDS if max_time is None else seconds_of(max_time)
    if seconds is None:
        complain(f"--max-time {one_line(str(max_time))} is no length of time: write 90, 15m or 2h")
        return USAGE
    config = configuration(db, user_agent, keep_noarchive=keep_noarchive)
    if jitter:
        time.sleep(random.uniform(0, jitter))  # noqa: S311  # nothing secret
    from scraper.archive.lock import archive_lock

    try:
        with archive_lock(config.archive, COMMAND):
            return _run(config, limit, seconds, as_json=as_json, allow_private=allow_private)
    except ArchiveBusy:
        if skip_if_locked:
            return DONE
        raise


def _run(config: Config, limit: int, seconds: float, *, as_json: bool, allow_private: bool) -> int:
    from scraper.archive import Archive
    from scraper.crawl import Budget

    status = INTERRUPTED
    with Archive.open(config.archive, create=bool(config.sources), keeping=keeping_of(config)) as archive:
        if not archive.sources.all() and not config.sources:
            raise ConfigError(f"{config.archive}: nothing is watched; `scrape source add URL` begins")
        run_id = archive.start_run(COMMAND)
        ran = None
        try:
            budget = Budget(limit=limit, max_seconds=seconds)
            ran, signalled = asyncio.run(_all_due(archive, config, budget, run_id, allow_private=allow_private))
            status = signalled or _exit_status(ran)
            if not signalled:
                with terminable():
                    look_for_copies(archive, AFTER_RUN_SECONDS)
        finally:
            archive.end_run(run_id, status, ran.summary.counts if ran else {})
    _tell(ran, as_json=as_json)
    return status


async def _all_due(
    archive: Archive, config: Config, budget: Budget, run_id: int, *, allow_private: bool
) -> tuple[Ran, int | None]:
    from scraper.crawl.robots import keep_robots, known_robots
    from scraper.fetch import Fetcher, Pace
    from scraper.site_rights import TDM_FILE
    from scraper.urls import host
    from scraper.watch.run import Run

    named = [host(source.url) for source in (*archive.sources.all(), *config.sources)] if allow_private else []
    private = (*config.allow_private, *named)
    async with Fetcher(
        config.identity,
        allow_private=private,
        pace=Pace(),
        known_robots=known_robots(archive),
        on_robots=keep_robots(archive),
        site_file=TDM_FILE if config.tdmrep else None,
    ) as fetcher:
        one = Run(archive, fetcher, budget, run_id=run_id)
        with ended_by(one.stop) as signalled:
            ran = await one.all_due(config.sources)
    return ran, signalled.status


def _exit_status(ran: Ran) -> int:
    if not ran.problems:
        return DONE
    return SOME_FAILED if ran.summary.got_anything else NOTHING_FETCHED


def _tell(ran: Ran, *, as_json: bool) -> None:
    for problem in ran.problems:
        complain(one_line(problem))
    if as_json:
        from scraper.cli.record import print_json

        print_json({"sources": ran.sources, **ran.summary.counts, "problems": ran.problems})
    elif is_terminal(sys.stderr):
        say(ran.summary.line())
