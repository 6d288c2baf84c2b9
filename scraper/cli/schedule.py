"""`scrape schedule`: have `scrape run` run by itself, by cron or by systemd."""

from __future__ import annotations

import sys
from typing import Annotated

from scraper.cli.execute import DONE, USAGE
from scraper.cli.options import Db, configuration
from scraper.cli.plain import Group, Option
from scraper.terminal import complain, printable, say
from scraper.watch import crontab, systemd
from scraper.watch.schedule import EVERY_MINUTES, Job, cron_line, fits, job_here, systemd_units

Systemd = Annotated[bool, Option("--systemd", "A systemd user timer instead of a line for cron.")]
Every = Annotated[int, Option("--every", "Minutes from one run to the next.", "MINUTES", least=1)]


def print_(db: Db = None, use_systemd: Systemd = False, every: Every = EVERY_MINUTES) -> int:
    """Print the line for a crontab, or the units for systemd, without installing them."""
    if not fits(every):
        return _refuse(every)
    job = _job(db, every)
    if not use_systemd:
        sys.stdout.write(printable(cron_line(job)) + "\n")
        return DONE
    for name, text in systemd_units(job).items():
        sys.stdout.write(printable(f"# {systemd.unit_folder() / name}\n{text}\n"))
    return DONE


def install(db: Db = None, use_systemd: Systemd = False, every: Every = EVERY_MINUTES) -> int:
    """Install the schedule for an archive, in the place of one that it has; all else in the crontab stays."""
    if not fits(every):
        return _refuse(every)
    job = _job(db, every)
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


def _refuse(every: int) -> int:
    complain(f"every {every} minutes does not fit the clock: take 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, ...")
    return USAGE


def _job(db: str | None, every: int) -> Job:
    return job_here(configuration(db).archive, every)


schedule = Group(
    "Have `scrape run` run by itself: every 15 minutes, by cron or by systemd.",
    {"print": print_, "install": install, "remove": remove},
)
