"""The words of a schedule: a line for cron, or a service and a timer for systemd.

Both start from nothing: no PATH, no folder, no environment but what stands in them. Each is marked with the archive it
is for, so that one archive's can be replaced or removed and nothing else is touched.

Reference: crontab(5), systemd.service(5), systemd.time(7), systemd.syntax(7).
"""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scraper.errors import ConfigError

MARK = "scrape-news"
EVERY_MINUTES = 15  # as often as a young story is looked at again
JITTER_SECONDS = 60  # so that many archives on one clock do not all begin in the same second
HOUR, DAY = 60, 24 * 60
#: What a run needs of the environment in which it was scheduled: who we are, what we keep, how to reach the network.
KEPT_VARIABLES = (
    *("SCRAPE_USER_AGENT", "SCRAPE_CONTACT", "SCRAPE_KEEP_NOARCHIVE"),
    *("http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """`scrape run` for one archive, from one folder, whose scrape.toml it reads.

    Raises: ConfigError, when it cannot be written down.
    """

    archive: Path
    folder: Path
    program: tuple[str, ...]
    every_minutes: int = EVERY_MINUTES
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that a schedule can say it."""
        for text in (str(self.archive), str(self.folder), *self.program, *self.environment.values()):
            if not text.isprintable():
                raise ConfigError(f"{text!r} cannot stand in a schedule, because of its invisible characters")

    @property
    def name(self) -> str:
        """The mark of the archive: the same for every schedule of it."""
        return f"{MARK}-{hashlib.sha256(os.fsencode(self.archive)).hexdigest()[:8]}"

    @property
    def words(self) -> tuple[str, ...]:
        """The command line."""
        return (*self.program, "run", "--db", str(self.archive), "--skip-if-locked")

    @property
    def minute(self) -> int:
        """The first minute, which differs from archive to archive: the whole world runs its jobs at :00."""
        return int(self.name.rpartition("-")[2], 16) % min(self.every_minutes, HOUR)


def fits(every_minutes: int) -> bool:
    """Tell whether a clock can be divided so: into parts of an hour, or hours of a day.

    >>> fits(15), fits(120), fits(7), fits(90)
    (True, True, False, False)
    """
    if every_minutes > HOUR:
        return every_minutes % HOUR == 0 and DAY % every_minutes == 0
    return every_minutes > 0 and HOUR % every_minutes == 0


def job_here(archive: Path, every_minutes: int = EVERY_MINUTES) -> Job:
    """Give the job for an archive, as run from the current folder by this very installation.

    Raises: ConfigError.
    """
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if os.environ.get(name)}
    return Job(Path(os.path.abspath(archive)), Path.cwd(), _program(), every_minutes, environment)  # noqa: PTH100


def cron_line(job: Job) -> str:
    r"""Give the crontab's line for a job; `%`, which would be a newline there, is escaped.

    >>> cron_line(Job(Path("/n/a.db"), Path("/n"), ("/bin/scrape",), 60)).partition(" cd ")[2]
    '/n && /bin/scrape run --db /n/a.db --skip-if-locked --jitter 60 # scrape-news-a224d5f4'

    Raises: ConfigError, for a backslash, which crons read in two ways.
    """
    words = [*job.words, "--jitter", str(JITTER_SECONDS)]
    if job.environment:
        words = ["/usr/bin/env", *(f"{name}={value}" for name, value in job.environment.items()), *words]
    command = f"cd {shlex.quote(str(job.folder))} && {shlex.join(words)}"
    if "\\" in command:
        raise ConfigError(f"{job.archive}: a backslash cannot stand in a crontab; --systemd takes one")
    minutes = ",".join(str(minute) for minute in range(job.minute, HOUR, job.every_minutes))
    minutes = "*" if job.every_minutes == 1 else minutes
    hours = "*" if job.every_minutes <= HOUR else f"*/{job.every_minutes // HOUR}"
    hours = "0" if job.every_minutes == DAY else hours
    return f"{minutes} {hours} * * * {command} # {job.name}".replace("%", r"\%")


def is_line_of(line: str, job: Job) -> bool:
    """Tell whether a line of a crontab is for the archive of a job."""
    return line.rstrip().endswith(f"# {job.name}")


def systemd_units(job: Job) -> dict[str, str]:
    """Give the files of a service and its timer by their names; the timer counts in UTC, which no clock changes."""
    step = job.every_minutes // HOUR
    hours = "*" if job.every_minutes <= HOUR else f"00/{step}"
    hours = "00" if job.every_minutes == DAY else hours
    minutes = ",".join(f"{minute:02}" for minute in range(job.minute, HOUR, job.every_minutes))
    about = str(job.archive).replace("%", "%%")
    variables = [f"Environment={_quoted(f'{name}={value}')}" for name, value in job.environment.items()]
    service = [
        *("[Unit]", f"Description=Archive the news that is due in {about}", "", "[Service]", "Type=oneshot"),
        f"WorkingDirectory={str(job.folder).replace('%', '%%')}",
        *variables,
        "ExecStart=" + " ".join(_quoted(word).replace("$", "$$") for word in job.words),
    ]
    timer = [
        *("[Unit]", f"Description=When to archive the news that is due in {about}", "", "[Timer]"),
        f"OnCalendar=*-*-* {hours}:{minutes}:00 UTC",
        *(f"RandomizedDelaySec={JITTER_SECONDS}", "Persistent=true", "", "[Install]", "WantedBy=timers.target"),
    ]
    return {f"{job.name}.service": "\n".join(service) + "\n", f"{job.name}.timer": "\n".join(timer) + "\n"}


def _quoted(word: str) -> str:
    """Give a word as a unit file has it: in quotes, with C's escapes, `%` doubled."""
    return '"' + word.replace("\\", r"\\").replace('"', r"\"").replace("%", "%%") + '"'


def _program() -> tuple[str, ...]:
    """Give what starts us, by its whole path: the script beside this interpreter, or the interpreter itself."""
    script = Path(sys.executable).with_name("scrape")
    if script.is_file() and os.access(script, os.X_OK):
        return (str(script),)
    return (sys.executable, "-P", "-m", "scraper")  # -P: a folder `scraper` in the home folder is not us
