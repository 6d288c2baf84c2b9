"""What happened to stories, a row each: written inside the caller's transaction, and read back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scraper.archive.edits import Change


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a story; `text_digest` names the text that it has had since, if that changed."""

    kind: str
    at: datetime
    detail: dict[str, Any]
    text_digest: str | None = None


def save_events(
    db: sqlite3.Connection, article_id: str, at: str, changes: Iterable[Change], text_digest: str | None = None
) -> None:
    """Write what happened to a story at one time."""
    db.executemany(
        "INSERT INTO events (article_id, at, kind, detail, text_digest) VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, at, change.kind, json.dumps(change.detail, ensure_ascii=False), text_digest)
            for change in changes
        ],
    )


def note_unpublished(db: sqlite3.Connection, article_id: str, at: str, detail: dict[str, Any]) -> None:
    """Write that a story is there no more, unless that is known."""
    if not _unpublished_since(db, article_id):
        save_events(db, article_id, at, [Change("unpublished", detail)])


def note_restored(db: sqlite3.Connection, article_id: str, at: str) -> None:
    """Write that a story is there again, if it was not."""
    if since := _unpublished_since(db, article_id):
        save_events(db, article_id, at, [Change("restored", {"since": since})])


def read_events(db: sqlite3.Connection, article_id: str) -> tuple[Event, ...]:
    """Give what happened to a story, in the order in which it was noticed."""
    rows = db.execute(
        "SELECT kind, at, detail, text_digest FROM events WHERE article_id = ? ORDER BY id", (article_id,)
    )
    return tuple(
        Event(kind, datetime.fromisoformat(at), json.loads(detail) if detail else {}, digest)
        for kind, at, detail, digest in rows
    )


def _unpublished_since(db: sqlite3.Connection, article_id: str) -> str | None:
    row = db.execute(
        "SELECT kind, at FROM events WHERE article_id = ? AND kind IN ('unpublished', 'restored')"
        " ORDER BY id DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    return str(row[1]) if row and row[0] == "unpublished" else None
