"""A live blog's entries: new ones are added, edited ones keep what they said before, and none is ever dropped.

A page shows the latest entries only; what it shows no more stays, with the time it was seen last. Everything here runs
inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scraper.archive.text import as_text, clean, in_utc
from scraper.models import LiveEntry
from scraper.spelling import plain

MAX_ENTRIES = 3_000


@dataclass(frozen=True, slots=True)
class EntryEdit:
    """An entry before it was edited and after, and when we first read it so."""

    at: datetime
    before: LiveEntry
    after: LiveEntry


def save_entries(db: sqlite3.Connection, article_id: str, entries: Sequence[LiveEntry], seen_at: str) -> bool:
    """Bring a story's entries up to date with what a page shows; tell whether one is new or says something else."""
    known = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT entry_id, headline, author, body, modified, last_seen_at FROM live_entries WHERE article_id = ?",
            (article_id,),
        )
    }
    has_news = False
    for place, entry in enumerate(entries[:MAX_ENTRIES]):
        entry_id, headline, author, body = (
            clean(entry.id),
            _text(entry.headline),
            _text(entry.author),
            clean(entry.body),
        )
        modified = as_text(entry.modified)
        old = known.get(entry_id)
        if old is None:
            has_news = True
            db.execute(
                "INSERT INTO live_entries (article_id, entry_id, published, published_utc, modified, author, headline,"
                " body, url, first_seen_at, last_seen_at, clock, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(article_id, entry_id, as_text(entry.published), in_utc(entry.published), modified),
                    *(author, headline, body, _text(entry.url), seen_at, seen_at, _text(entry.clock), place),
                ),
            )
            continue
        if seen_at < old[4]:
            continue  # an older capture than what we have
        if _looks_like((headline, author, body), old[:3]):
            headline, author, body = old[:3]  # another kind of quotation marks is no edit
        else:
            has_news = True
            db.execute(
                "INSERT INTO live_entry_edits (article_id, entry_id, seen_at, headline, author, body, modified)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (article_id, entry_id, seen_at, *old[:4]),
            )
        db.execute(
            "UPDATE live_entries SET headline = ?, author = ?, body = ?, modified = ?, last_seen_at = ?"
            " WHERE article_id = ? AND entry_id = ?",
            (headline, author, body, modified, seen_at, article_id, entry_id),
        )
    return has_news


def read_entries(db: sqlite3.Connection, article_id: str) -> tuple[LiveEntry, ...]:
    """Give all entries that a story ever had, newest first."""
    rows = db.execute(
        "SELECT entry_id, published, modified, author, headline, body, url, clock FROM live_entries"
        " WHERE article_id = ? ORDER BY published_utc DESC, first_seen_at DESC, place, entry_id DESC",
        (article_id,),
    )
    return tuple(LiveEntry(row[0], _moment(row[1]), _moment(row[2]), *row[3:]) for row in rows)


def read_edits(db: sqlite3.Connection, article_id: str) -> tuple[EntryEdit, ...]:
    """Give the edits of a story's entries, in the order in which they were seen."""
    now = {entry.id: entry for entry in read_entries(db, article_id)}
    edits = []
    for entry_id, seen_at, headline, author, body in db.execute(
        "SELECT entry_id, seen_at, headline, author, body FROM live_entry_edits WHERE article_id = ?"
        " ORDER BY seen_at DESC, entry_id DESC",
        (article_id,),
    ):
        if after := now.get(entry_id):
            before = replace(after, headline=headline, author=author, body=body)
            edits.append(EntryEdit(datetime.fromisoformat(seen_at), before, after))
            now[entry_id] = before
    return tuple(reversed(edits))


def _looks_like(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    return [plain(text or "") for text in one] == [plain(text or "") for text in other]


def _text(value: str | None) -> str | None:
    return clean(value) if value else None


def _moment(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
