"""`scrape schedule`: have `scrape run` run by itself, by cron or by systemd."""

from __future__ import annotations

import sys
from typing import Annotated

from scraper.cli.execute import DONE, USAGE
from scraper.cli.options import Db, configuration
from scraper.cli.plain import Group, Option
from scraper.durations import seconds_of
from scraper.terminal import complain, one_line, printable, say
from scraper.watch import crontab, systemd
from scraper.watch.schedule import EVERY_MINUTES, Job, cron_line, fits, job_here, systemd_units

Systemd = Annotated[bool, Option("--systemd", "A systemd user timer instead of a line for cron.")]
Every = Annotated[str, Option("--every", "From one run to the next: 15m, 2h; a plain number is minutes.", "TIME")]
DEFAULT = f"{EVERY_MINUTES}m"


def print_(db: Db = None, use_systemd: Systemd = False, every: Every = DEFAULT) -> int:
    """Print the line for a crontab, or the units for systemd, without installing them."""
    minutes = _minutes(every)
    if minutes is None:
        return _refuse(every)
    job = _job(db, minutes)
    if not use_systemd:
        sys.stdout.write(printable(cron_line(job)) + "\n")
        return DONE
    for name, text in systemd_units(job).items():
        sys.stdout.write(printable(f"# {systemd.unit_folder() / name}\n{text}\n"))
    return DONE


def install(db: Db = None, use_systemd: Systemd = False, every: Every = DEFAULT) -> int:
    """Install the schedule for an archive, in the place of one that it has; all else in the crontab stays."""
    minutes = _minutes(every)
    if minutes is None:
        return _refuse(every)
    job = _job(db, minutes)
    if use_systemd:
        is_new = systemd.install(job)
        crontab.remove(job)  # one archive, one schedule
        where = f"the timer {job.name}.timer (it runs while you are logged in; loginctl enable-linger: always)"
    else:
        is_new = crontab.install(job)
        systemd.remove(job)
        where = f"the crontab: {cron_line(job)}"
    say(f"{'installed in' if is_new else 'already in'} {where}")
    return DONE


def remove(db: Db = None) -> int:
    """Remove the schedule of an archive, whichever it has; all else in the crontab stays."""
    job = _job(db, EVERY_MINUTES)
    removed = [name for name, remove in (("crontab", crontab.remove), ("systemd", systemd.remove)) if remove(job)]
    say(f"removed from {' and '.join(removed)}" if removed else f"there is no schedule for {job.archive}")
    return DONE


def _minutes(every: str) -> int | None:
    """Read a length of time in minutes; None when the clock cannot be divided so."""
    seconds = 60.0 * int(every) if every.isdecimal() and len(every) < 6 else seconds_of(every)
    is_whole = seconds is not None and seconds % 60 == 0 and fits(int(seconds) // 60)
    return int(seconds) // 60 if seconds is not None and is_whole else None


def _refuse(every: str) -> int:
    complain(
        one_line(f"every {every} does not fit the clock: take 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 12h, 1d")
    )
    return USAGE


def _job(db: str | None, every: int) -> Job:
    return job_here(configuration(db).archive, every)


schedule = Group(
    "Have `scrape run` run by itself: every 15 minutes, by cron or by systemd.",
    {"print": print_, "install": install, "remove": remove},
)
