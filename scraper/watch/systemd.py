"""The user's own systemd: a service and a timer for each archive."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from scraper.errors import ConfigError
from scraper.watch.schedule import Job, systemd_units

SECONDS = 30  # for `systemctl`
NO_SYSTEMD = "systemd's user manager does not answer on this machine"


def unit_folder() -> Path:
    """Give the folder of the user's own units (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def has_systemd() -> bool:
    """Tell whether a user manager of systemd is there and answers."""
    return shutil.which("systemctl") is not None and _systemctl("show-environment").returncode == 0


def installed_units(job: Job) -> list[Path]:
    """Give the unit files that are there for the archive of a job."""
    return [path for name in systemd_units(job) if (path := unit_folder() / name).exists()]


def install(job: Job) -> bool:
    """Write the units of a job and start its timer; False: that was so already.

    Raises: ConfigError, when there is no systemd, or it refuses; nothing is written when there is none.
    """
    if not has_systemd():
        raise ConfigError(f"{NO_SYSTEMD}; without --systemd, cron is used")
    folder, units = unit_folder(), systemd_units(job)
    timer = f"{job.name}.timer"
    is_there = all((folder / name).is_file() and (folder / name).read_text("utf-8") == units[name] for name in units)
    if is_there and _systemctl("is-active", timer).returncode == 0:
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in units.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror or error}") from error
    _insist("daemon-reload")
    _insist("enable", "--now", timer)
    return True


def remove(job: Job) -> bool:
    """Stop the timer of a job's archive and delete its units; False: there was none."""
    paths = installed_units(job)
    if not paths:
        return False
    if shutil.which("systemctl"):
        _systemctl("disable", "--now", f"{job.name}.timer")
    for path in paths:
        path.unlink(missing_ok=True)
    if shutil.which("systemctl"):
        _systemctl("daemon-reload")
    return True


def _insist(*words: str) -> None:
    done = _systemctl(*words)
    if done.returncode:
        raise ConfigError(f"systemctl --user {' '.join(words)}: {done.stderr.strip() or f'status {done.returncode}'}")


def _systemctl(*words: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("systemctl") or "systemctl", "--user", *words]
    try:
        return subprocess.run(  # noqa: S603  # the program that PATH names, with words of ours
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError(f"{NO_SYSTEMD}: {error}") from error
