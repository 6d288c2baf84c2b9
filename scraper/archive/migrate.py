"""Bringing an archive up to date: at once from `schema.sql`, or step by step with sqlite-utils.

Only an older archive needs sqlite-utils, whose import costs more than storing a page; so a new one is made
from the snapshot, and its steps are noted where sqlite-utils would note them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.archive.drafts import mend_drafts
from scraper.archive.schema import STEPS, VERSION, statements

if TYPE_CHECKING:
    from sqlite_utils import Migrations

SET_NAME = "scrape-news"  # our steps, in the table that sqlite-utils shares between programs
APPLICATION_ID = int.from_bytes(b"ScrN")  # marks the file as ours; `file archive.db` shows it too

# As sqlite_utils.Migrations makes it; a test holds the two together.
_NOTES = """
    CREATE TABLE "_sqlite_migrations" (
       "id" INTEGER PRIMARY KEY,
       "migration_set" TEXT,
       "name" TEXT,
       "applied_at" TEXT
    );
    CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
        ON "_sqlite_migrations" ("migration_set", "name");
"""


def make_from_snapshot(db: sqlite3.Connection) -> None:
    """Make the tables of the current version in an empty database, inside the caller's transaction."""
    for statement in statements(snapshot()):
        db.execute(statement)
    for statement in statements(_NOTES):
        db.execute(statement)
    now = str(datetime.now(UTC))
    db.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)",
        [(SET_NAME, step.__name__, now) for step in STEPS],
    )
    _mark(db)


def apply_missing_steps(db: sqlite3.Connection) -> None:
    """Walk an older archive through the steps it has not seen, inside the caller's transaction; see drafts.py, too."""
    from sqlite_utils import Database

    mend_drafts(db, SET_NAME)
    migrations().apply(Database(db, recursive_triggers=False, execute_plugins=False))
    _mark(db)


def migrations() -> Migrations:
    """Give the steps as sqlite-utils wants them."""
    from sqlite_utils import Migrations

    ours = Migrations(SET_NAME)
    for step in STEPS:
        ours()(step)
    return ours


def snapshot() -> str:
    """Give the schema of the current version as it was written down."""
    from importlib.resources import files

    return (files("scraper.archive") / "schema.sql").read_text("utf-8")


def full_schema() -> str:
    """Give what all steps together make, as SQL in the order it is made, without what sqlite-utils adds."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        apply_missing_steps(db)
        rows = db.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'articles_fts_%'"
            " AND tbl_name != '_sqlite_migrations' ORDER BY rowid"
        )
        return "\n\n".join(f"{sql};" for (sql,) in rows) + "\n"


def _mark(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
