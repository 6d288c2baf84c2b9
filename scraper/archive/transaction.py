"""All or nothing, and what SQLite's errors mean: the one place where they become ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import ArchiveError

BUSY_SECONDS = 30  # how long to wait for another program's write before giving up

_MEANINGS = {  # primary result codes, https://sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY: f"another program kept it locked for {BUSY_SECONDS} seconds",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked",
    sqlite3.SQLITE_READONLY: "it cannot be written to",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write it",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "access is denied",
    sqlite3.SQLITE_AUTH: "access is denied",
    sqlite3.SQLITE_NOTADB: "it is not a SQLite database",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises within into one sentence about the archive.

    Raises: ArchiveError, for everything but the misuse of a connection, which is a fault of ours.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)  # absent where the module, not the library, raised
        meaning = _MEANINGS.get(code & 0xFF) if code is not None else None
        said = f"{meaning} ({error})" if meaning else str(error)
        raise ArchiveError(f"{path}: {said}") from error


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Keep everything done within, or, if anything raises, none of it.

    The write lock is taken at the start: a transaction that only asks for it when it comes to write may be
    refused at once, however long the busy timeout (https://sqlite.org/lang_transaction.html, BEGIN IMMEDIATE).
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
