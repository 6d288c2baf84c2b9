"""What happened to stories, a row each: written inside the caller's transaction, and read back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scraper.archive.edits import Change

#: States that last until the other one comes: what is known to be so is not said again.
_PAIRS = {"unpublished": "restored", "paywalled": "unpaywalled"}


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


def note_begin(db: sqlite3.Connection, article_id: str, at: str, kind: str, detail: dict[str, Any]) -> bool:
    """Write that a story is `unpublished` or `paywalled`, unless it was already; tell whether it is news."""
    if _is_on(db, article_id, kind):
        return False
    save_events(db, article_id, at, [Change(kind, detail)])
    return True


def note_end(db: sqlite3.Connection, article_id: str, at: str, kind: str) -> bool:
    """Write that a story is no longer `unpublished` or `paywalled`, if it was; tell whether it was."""
    since = _is_on(db, article_id, kind)
    if since:
        save_events(db, article_id, at, [Change(_PAIRS[kind], {"since": since})])
    return since is not None


def read_events(db: sqlite3.Connection, article_id: str) -> tuple[Event, ...]:
    """Give what happened to a story, in the order in which it was noticed."""
    rows = db.execute(
        "SELECT kind, at, detail, text_digest FROM events WHERE article_id = ? ORDER BY id", (article_id,)
    )
    return tuple(
        Event(kind, datetime.fromisoformat(at), json.loads(detail) if detail else {}, digest)
        for kind, at, detail, digest in rows
    )


def _is_on(db: sqlite3.Connection, article_id: str, kind: str) -> str | None:
    row = db.execute(
        "SELECT kind, at FROM events WHERE article_id = ? AND kind IN (?, ?) ORDER BY id DESC LIMIT 1",
        (article_id, kind, _PAIRS[kind]),
    ).fetchone()
    return str(row[1]) if row and row[0] == kind else None
