"""Opening an archive: made when there is none, refused when it is not ours, brought up to date when it is old."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from scraper.archive.drafts import renew_views
from scraper.archive.migrate import apply_missing_steps, make_from_snapshot, snapshot
from scraper.archive.refuse import beside, check_tables, quiet_mode, refuse_strangers
from scraper.archive.schema import VERSION
from scraper.archive.transaction import BUSY_SECONDS, explained, transaction
from scraper.errors import ArchiveError


def open_archive(
    path: Path,
    *,
    create: bool = True,
    read_only: bool = False,
    untouched: bool = False,
    damaged_too: bool = False,
) -> sqlite3.Connection:
    """Open the archive at a path; with `create`, a missing or empty file becomes one.

    `untouched` reads it and leaves every byte of the file and of its write-ahead log as it is; an archive of an
    earlier version is refused then, where it would else be brought up to date. `damaged_too` opens what can be opened,
    to find out what is damaged. The connection commits by itself unless a transaction is open, and may move between
    threads, but only one may use it at a time.

    Raises: ArchiveError, when there is none, or it cannot be used; the file is then as it was.
    """
    try:
        is_empty = path.stat().st_size == 0 and path.is_file()
        is_missing = False
    except FileNotFoundError:
        is_empty, is_missing = False, True
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from error
    if is_missing and not path.parent.is_dir():
        raise ArchiveError(f"{path}: the folder {path.parent} does not exist")
    if (is_missing or is_empty) and (read_only or not create):
        raise ArchiveError(f"{path}: " + ("there is no archive here" if is_missing else "the file is empty"))
    if not (is_missing or is_empty):
        refuse_strangers(path, damaged_too=damaged_too, untouched=untouched)
    with explained(path):
        if not (read_only or untouched):
            return _open_to_write(path)
        db = _open_to_read(path, untouched=untouched)
        if _is_current(db):
            return db
        db.close()
        if untouched:
            raise ArchiveError(f"{path}: an earlier version made it; `scrape show` brings it up to date")
        _open_to_write(path).close()  # an older archive is brought up to date before it is read
        return _open_to_read(path)


def open_as_it_is(path: Path) -> sqlite3.Connection:
    """Open an archive of any version to read it as it is.

    Raises: ArchiveError, when there is none, or it cannot be used.
    """
    if not path.exists():
        raise ArchiveError(f"{path}: there is no archive here")
    refuse_strangers(path)
    with explained(path):
        return _open_to_read(path)


def _open_to_write(path: Path) -> sqlite3.Connection:
    if path.exists() and not os.access(path, os.W_OK):
        raise ArchiveError(f"{path}: it cannot be written to")
    db = _connect(path, "rwc")
    try:
        _bring_up_to_date(db, path)
        _use_wal(db)
        db.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a power cut may undo the last stories, never tear one
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def _open_to_read(path: Path, *, untouched: bool = False) -> sqlite3.Connection:
    # A reader that may write cleans up the -wal and -shm files after itself; SQLite's own "ro" leaves them. What a
    # killed writer left in the log is moved into the file by the former, and stays where it is with the latter.
    if untouched and beside(path, "-wal").exists():
        mode = quiet_mode(path)
    elif os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        mode = "rw"
    elif beside(path, "-wal").exists():
        mode = "ro"
    else:
        mode = "ro&immutable=1"  # a read-only disk: nobody can be writing, and no file can be made beside it
    db = _connect(path, mode)
    try:
        db.execute("PRAGMA query_only = ON")
        check_tables(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _bring_up_to_date(db: sqlite3.Connection, path: Path) -> None:
    if _is_current(db):
        return
    with transaction(db):
        if not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            make_from_snapshot(db)
            return
        check_tables(db, path)  # someone else may have made it, or taken it further, since we looked
        if not _is_current(db):
            apply_missing_steps(db)
            renew_views(db, snapshot())


def _is_current(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA user_version").fetchone() == (VERSION,))


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; SQLite does not wait for others here, so we do."""
    give_up_at = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.005)
        else:
            return
