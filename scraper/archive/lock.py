"""One run at a time: a lock that the kernel takes back when its holder dies, so that none is ever stale.

It is on a file beside the archive, which stays. Locking the archive itself would do harm: closing any descriptor of
a SQLite file drops the locks that SQLite holds on it (https://sqlite.org/howtocorrupt.html, §2.2).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scraper.errors import ArchiveBusy, ArchiveError

SUFFIX = ".lock"
MAX_NOTE_BYTES = 1000


@contextmanager
def archive_lock(path: Path, command: str) -> Iterator[None]:
    """Hold the archive at a path for a command, until the end of `with` or of the process, whatever ends it.

    Raises: ArchiveBusy, which names the holder; ArchiveError, when there is no place for the lock.
    """
    import fcntl

    file = path.with_name(path.name + SUFFIX)
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        if not file.parent.is_dir():
            raise ArchiveError(f"{path}: the folder {path.parent} does not exist") from error
        raise ArchiveError(f"{file}: {error.strerror or error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveBusy(f"{path}: {_holder(descriptor)} is at work on it") from error
        except OSError as error:
            raise ArchiveError(f"{file}: it cannot be locked: {error.strerror or error}") from error
        note = f"{command} (process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC)"
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode("utf-8", "replace")[:MAX_NOTE_BYTES], 0)
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    """Give what the holder wrote; it may be just about to."""
    note = os.pread(descriptor, MAX_NOTE_BYTES, 0).decode("utf-8", "replace").strip()
    return note or "another run"
