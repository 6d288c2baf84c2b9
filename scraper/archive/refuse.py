"""Telling our archives from every other file, without changing a byte of either.

Nothing here opens a file for writing. A file that nobody has open is read as if it were on a read-only disk
(`immutable`), because even a reader of a WAL database leaves files beside it.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from scraper.archive.drafts import RENUMBERED
from scraper.archive.migrate import APPLICATION_ID, SET_NAME
from scraper.archive.schema import STEPS, VERSION
from scraper.archive.transaction import BUSY_SECONDS, explained
from scraper.errors import ArchiveError

MAX_CHECKED_BYTES = 4 << 20  # up to here every page is looked at: 1.3 ms a megabyte
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)  # https://sqlite.org/fileformat.html, the database header
_TABLES = frozenset({"articles", "bodies", "articles_fts", "captures", "fetches", "_sqlite_migrations"})
_ATTEMPTS = 3


def refuse_strangers(path: Path, *, damaged_too: bool = False, untouched: bool = False) -> None:
    """Pass over an archive that this version can use; `damaged_too`, without looking at every page of a small one.

    `untouched` leaves the index of a log alone, too, which may be refused while somebody else begins or ends.

    Raises: ArchiveError, when the file is not an archive of ours, is damaged, or was made by a newer version.
    """
    _refuse_by_header(path)
    if beside(path, "-journal").exists():
        return  # a creation was cut off: only a writer can roll it back, and check_tables is asked again then
    for attempt in range(_ATTEMPTS):
        before = path.stat()
        in_use = beside(path, "-wal").exists() or beside(path, "-shm").exists()
        try:
            mode = "ro&immutable=1" if not in_use else quiet_mode(path) if untouched else "ro"
            _look_inside(path, mode, every_page=not damaged_too)
        except ArchiveError:
            after = path.stat()
            unchanged = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
            if in_use or unchanged or attempt == _ATTEMPTS - 1:
                raise  # otherwise someone wrote while we read without a lock: look again
        else:
            return


def check_tables(db: sqlite3.Connection, path: Path) -> None:
    """Look at version and tables through an open connection.

    Raises: ArchiveError, when the archive is newer than this version or a table is missing.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise _newer(path)
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := sorted(_TABLES - tables):
        raise ArchiveError(f"{path}: it is damaged, the table {missing[0]} is missing")
    applied = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET_NAME,))
    if {name for (name,) in applied} - {step.__name__ for step in STEPS} - RENUMBERED.keys():
        raise _newer(path)


def beside(path: Path, suffix: str) -> Path:
    """Give the path of one of the files that SQLite keeps next to a database."""
    return path.with_name(path.name + suffix)


def quiet_mode(path: Path) -> str:
    """Give how to open an archive that has a log so that nothing is written, the index of the log included.

    Where there is a log and no index, SQLite makes one (https://sqlite.org/wal.html, "Read-Only Databases").
    """
    return "ro&readonly_shm=1" if beside(path, "-shm").exists() else "ro"


def _refuse_by_header(path: Path) -> None:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ArchiveError(f"{path}: is a directory, not an archive")
        if not stat.S_ISREG(mode):
            raise ArchiveError(f"{path}: is not a regular file")
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    if not header.startswith(_MAGIC):
        raise ArchiveError(f"{path}: is not a SQLite database, so it cannot be an archive")
    if int.from_bytes(header[_APPLICATION_ID]) != APPLICATION_ID:
        raise ArchiveError(f"{path}: is a SQLite database of another program, not an archive")


def _look_inside(path: Path, mode: str, *, every_page: bool) -> None:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    with explained(path), closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as db:
        check_tables(db, path)
        if every_page and path.stat().st_size <= MAX_CHECKED_BYTES:
            (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise ArchiveError(f"{path}: it is damaged ({' '.join(found.split())})")


def _newer(path: Path) -> ArchiveError:
    return ArchiveError(f"{path}: was made by a newer version of this program, which can do more than we know")
