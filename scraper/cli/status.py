"""`scrape status`: whether all is well with what is watched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from scraper.cli.days import day_of
from scraper.cli.execute import DONE, SOME_FAILED, USAGE
from scraper.cli.options import AsJson, Db, UserAgent, archive_to_read, configuration
from scraper.cli.plain import Option
from scraper.cli.run import COMMAND as RUN
from scraper.cli.status_table import health_record, print_health, print_last_run
from scraper.config import CONFIG_FILE, Config
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from scraper.archive.health import LastRun


Gaps = Annotated[
    str | None,
    Option("--gaps", "What this source (its number, URL or name) lists that the archive has not, and why.", "SOURCE"),
]
Since = Annotated[
    str | None, Option("--since", "With --gaps: from this day on, 2026-11-01 or 30d.  [default: 7d]", "DATE")
]
AllowPrivate = Annotated[
    bool, Option("--allow-private", "With --gaps: permit private addresses for the source's hosts.")
]


def status(
    gaps: Gaps = None,
    since: Since = None,
    db: Db = None,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
) -> int:
    """Say how each source is doing, and raise an alarm when a redesign broke it or it went quiet.

    With --gaps, say which stories a source lists that the archive has not, and why. Exit status 1: something is wrong.
    """
    config = configuration(db, user_agent)
    if gaps is None:
        if since is not None:
            complain("--since needs --gaps SOURCE")
            return USAGE
        return _health(config, as_json=as_json)
    from scraper.cli.gaps import gaps as compare

    return compare(config, gaps, day_of(since), allow_private=allow_private, as_json=as_json)


def _health(config: Config, *, as_json: bool) -> int:
    from scraper.crawl.start import scope_of
    from scraper.watch.sources import watched

    with archive_to_read(config.db) as archive:
        known, new = watched(archive, config.sources)
        found = archive.sources.health([(source, scope_of(source.url)) for source in known], datetime.now(UTC))
        last = archive.sources.last_run(RUN)
    if not known and not new:
        say("nothing is watched; `scrape source add URL` begins")
    if as_json:
        from scraper.cli.record import print_json

        for one in found:
            print_json(health_record(one))
    else:
        print_last_run(last)
        for one in found:
            print_health(one)
    missed = [source.url for source in new] if _has_met_the_file(last) else []
    for url in missed:
        complain(one_line(f"{url} stands in {CONFIG_FILE}, but `scrape run` could not take it up"))
    return SOME_FAILED if missed or any(one.alarms for one in found) else DONE


def _has_met_the_file(last: LastRun | None) -> bool:
    """Tell whether a run has ended that saw scrape.toml as it is now."""
    try:
        written = Path(CONFIG_FILE).stat().st_mtime
    except OSError:
        return False
    return last is not None and last.ended_at is not None and last.started_at.timestamp() > written
