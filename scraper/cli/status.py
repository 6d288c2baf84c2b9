"""`scrape status`: whether all is well with what is watched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.options import AsJson, Db, archive_to_read, configuration
from scraper.cli.run import COMMAND as RUN
from scraper.cli.status_table import health_record, print_health, print_last_run
from scraper.config import CONFIG_FILE, Config
from scraper.terminal import complain, one_line, say

if TYPE_CHECKING:
    from scraper.archive.health import LastRun


def status(db: Db = None, as_json: AsJson = False) -> int:
    """Say how each source is doing, and raise an alarm when a redesign broke it or it went quiet.

    Exit status 1: something is wrong.
    """
    return _health(configuration(db), as_json=as_json)


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
