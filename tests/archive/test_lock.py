"""One run at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive.lock import archive_lock
from scraper.errors import ArchiveBusy, ArchiveError

HOLD = (
    "import sys, time; from pathlib import Path; from scraper.archive.lock import archive_lock\n"
    "with archive_lock(Path(sys.argv[1]), 'scrape crawl'): print('held', flush=True); time.sleep(60)"
)


def test_second_holder_is_told_who_the_first_is(archive_path: Path) -> None:
    with (
        archive_lock(archive_path, "scrape run"),
        pytest.raises(ArchiveBusy, match=rf"scrape run \(process {os.getpid()}, since .* UTC\) is at work"),
        archive_lock(archive_path, "scrape run"),
    ):
        pass


def test_lock_is_free_again_after_use(archive_path: Path) -> None:
    for _ in range(2):
        with archive_lock(archive_path, "scrape run"):
            pass


def test_lock_of_a_killed_process_is_free(archive_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, archive_path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(ArchiveBusy, match="scrape crawl"), archive_lock(archive_path, "scrape run"):
        pass

    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    holder.stdout.close()

    with archive_lock(archive_path, "scrape run"):
        pass


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no does not exist"), archive_lock(tmp_path / "no" / "a.db", "scrape run"):
        pass
