"""Archives made by a draft of a step: between two releases, a step had another number, or made a table differently.

What such a draft made is brought to what the step makes now, so that the steps after it find what they expect.
"""

from __future__ import annotations

import sqlite3

RENUMBERED = {"m010_clusters": "m011_clusters", "m014_as_read": "m015_as_read"}

_TEMPLATES = """
    CREATE TABLE templates (
        id INTEGER PRIMARY KEY,
        host TEXT NOT NULL,
        capture_digest TEXT NOT NULL REFERENCES captures(digest),  -- what others are compressed against
        share REAL NOT NULL,            -- of its own bytes that were left, about, had it been compressed alone
        marks BLOB NOT NULL             -- sample of its class names and ids: 32 bits of the hash of each
    );
    CREATE INDEX templates_host ON templates(host);
"""


def mend_drafts(db: sqlite3.Connection, set_name: str) -> None:
    """Mend what drafts made, inside the caller's transaction and before any further step."""
    from scraper.archive.captures import read_bytes
    from scraper.archive.marks import as_blob, marks_of
    from scraper.archive.schema import statements

    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return
    for draft, step in RENUMBERED.items():
        db.execute(
            "UPDATE _sqlite_migrations SET name = ? WHERE migration_set = ? AND name = ?", (step, set_name, draft)
        )
    columns = [name for _, name, *_ in db.execute("PRAGMA table_info(templates)")]
    if columns and "marks" not in columns:
        rows = db.execute("SELECT id, host, capture_digest, share FROM templates").fetchall()
        db.execute("DROP TABLE IF EXISTS template_marks")
        db.execute("DROP TABLE templates")
        for statement in statements(_TEMPLATES):
            db.execute(statement)
        for row in rows:
            marks = marks_of(read_bytes(db, row[2]) or b"")
            db.execute("INSERT INTO templates VALUES (?, ?, ?, ?, ?)", (*row, as_blob(marks)))


def renew_views(db: sqlite3.Connection, schema: str) -> None:
    """Make views what the schema says, where a draft made them differently; they hold nothing themselves."""
    from scraper.archive.schema import statements

    views = {
        statement.split()[2]: statement for statement in statements(schema) if statement.startswith("CREATE VIEW ")
    }
    made = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    for name, statement in views.items():
        if made.get(name, "").rstrip(";") != statement.rstrip(";"):
            db.execute(f"DROP VIEW IF EXISTS {name}")
            db.execute(statement)
