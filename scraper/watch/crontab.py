"""The user's crontab: one line of it is ours for each archive, and no other is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

from scraper.errors import ConfigError
from scraper.watch.schedule import Job, cron_line, is_line_of

SECONDS = 20  # for `crontab`, which only reads or writes a file
_NONE_YET = ("no crontab", "no such file", "can't open")  # Vixie, cronie and dcron; BusyBox


def has_crontab() -> bool:
    """Tell whether this machine has a `crontab` command."""
    return shutil.which("crontab") is not None


def installed_lines(job: Job) -> list[str]:
    """Give the lines that stand in the crontab for the archive of a job.

    Raises: ConfigError, as every function here, when there is no crontab to read or write.
    """
    return [line for line in _read() if is_line_of(line, job)] if has_crontab() else []


def install(job: Job) -> bool:
    """Put the line of a job into the crontab, in the place of one for the same archive; False: it was there."""
    lines, wanted = _read(), cron_line(job)
    ours = [number for number, line in enumerate(lines) if is_line_of(line, job)]
    if [lines[number] for number in ours] == [wanted]:
        return False
    place = ours[0] if ours else len(lines)
    before, after = lines[:place], lines[place:]
    _write([*before, wanted, *(line for line in after if not is_line_of(line, job))])
    return True


def remove(job: Job) -> bool:
    """Take the lines for the archive of a job out of the crontab; False: there was none."""
    if not has_crontab():
        return False
    lines = _read()
    kept = [line for line in lines if not is_line_of(line, job)]
    if kept == lines:
        return False
    _write(kept)
    return True


def _read() -> list[str]:
    done = _crontab("-l")
    if done.returncode == 0:
        return done.stdout.splitlines()
    said = done.stderr.strip()
    if any(words in said.lower() for words in _NONE_YET):
        return []
    raise ConfigError(f"the crontab cannot be read: {said or f'crontab -l ends with status {done.returncode}'}")


def _write(lines: Iterable[str]) -> None:
    done = _crontab("-", text="".join(f"{line}\n" for line in lines))
    if done.returncode:
        raise ConfigError(f"the crontab was not changed: {done.stderr.strip() or f'status {done.returncode}'}")


def _crontab(word: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    program = shutil.which("crontab")
    if program is None:
        raise ConfigError(
            "there is no cron on this machine (no crontab command); --systemd uses systemd, and"
            " `scrape schedule print` shows the line for a cron elsewhere"
        )
    try:
        return subprocess.run(  # noqa: S603  # the program that PATH names, with a word of ours
            [program, word],
            input=text,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError(f"the crontab cannot be used: {error}") from error
