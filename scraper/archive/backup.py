"""A copy of an archive that may be written to meanwhile: complete as of one moment, verified before it has its name.

Reference: https://sqlite.org/backup.html. The copy is made within one read transaction, so that it need not begin
again when a crawl writes; in WAL mode nobody waits for a reader.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from scraper.archive.open import open_as_it_is
from scraper.archive.refuse import beside, refuse_strangers
from scraper.archive.schema import VERSION
from scraper.archive.transaction import explained
from scraper.errors import ArchiveError

PAGES_AT_ONCE = 2_000  # 8 MB; between two lots we can be interrupted

Progress = Callable[[int, int], object]  # pages done, and of how many


def back_up(path: Path, target: Path, *, replace: bool = False, progress: Progress = lambda _done, _of: None) -> int:
    """Copy the archive at `path` to `target`, and give the size of the copy in bytes.

    An archive of an earlier version is copied as it is. With `replace`, a target that is an archive is replaced, at
    once and only by a copy that was verified; any other file stays.

    Raises: ArchiveError, when that cannot be done, or the archive is damaged; the target is then as it was.
    """
    _check_target(path, target, replace=replace)
    with closing(open_as_it_is(path)) as db, _part_of(target) as part:
        with explained(path):
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on we read what there is now
        with explained(target), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            db.backup(copy, pages=PAGES_AT_ONCE, progress=lambda _status, left, of: progress(of - left, of))
        _verify(part, path)
        try:
            part.chmod(path.stat().st_mode & 0o777)
            _settle(part)
            _check_target(path, target, replace=replace)  # the copy may have taken an hour
            size = part.stat().st_size
            _put_in_place(part, target, replace=replace)
            _settle(target.parent)
        except OSError as error:
            raise ArchiveError(f"{target}: {error.strerror or error}") from error
        return size


def _check_target(path: Path, target: Path, *, replace: bool) -> None:
    if target.is_dir():
        raise ArchiveError(f"{target}: is a directory; name the file")
    if not target.parent.is_dir():
        raise ArchiveError(f"{target}: the folder {target.parent} does not exist")
    if any(beside(target, suffix).exists() for suffix in ("-wal", "-journal")):
        raise ArchiveError(f"{target}: another program uses it, or died using it")
    if not (target.exists() or target.is_symlink()):
        return
    if target.exists() and target.samefile(path):
        raise ArchiveError(f"{target}: is the archive itself")
    if not replace:
        raise ArchiveError(f"{target}: is there already; --force replaces it")
    refuse_strangers(target)


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Give the name that a copy has until it is whole; nothing of it stays behind if it never is."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield part
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):  # on a read-only disk, even what is not there cannot be removed
                beside(part, suffix).unlink(missing_ok=True)


def _verify(part: Path, path: Path) -> None:
    from scraper.archive.verify import damages

    # nobody else knows this file, and with `immutable` no log is made beside it
    with explained(path), closing(sqlite3.connect(f"{part.absolute().as_uri()}?immutable=1", uri=True)) as copy:
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise ArchiveError(f"{path}: it is damaged ({' '.join(found.split())}); nothing was copied")
        (version,) = copy.execute("PRAGMA user_version").fetchone()
        damaged = next(damages(copy), None) if version == VERSION else None
    if damaged:
        raise ArchiveError(f"{path}: it is damaged, `scrape verify` names what; nothing was copied")


def _put_in_place(part: Path, target: Path, *, replace: bool) -> None:
    if replace:
        part.replace(target)
        return
    try:
        os.link(part, target)  # which, other than renaming, fails if somebody has made it meanwhile
    except FileExistsError as error:
        raise ArchiveError(f"{target}: is there already; --force replaces it") from error
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV):
            raise
        part.replace(target)  # a file system without hard links


def _settle(path: Path) -> None:
    """Have the disk keep what was written to a file, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
