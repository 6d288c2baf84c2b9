"""What a story's page said last, where the story keeps something else: a redesign dropped it, or brought a box along.

Without it, the page after a redesign could not be told from an edit. Everything here runs inside the caller's
transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from scraper.models import Article


def as_read_last(db: sqlite3.Connection, article_id: str, article: Article) -> Article:
    """Give a story as its page said it last."""
    rows = db.execute("SELECT field, value FROM as_read WHERE article_id = ?", (article_id,)).fetchall()
    said: dict[str, Any] = {field: _value(json.loads(value)) for field, value in rows}
    return replace(article, **said) if said else article


def save_as_read(db: sqlite3.Connection, article_id: str, said: Article, fields: Collection[str]) -> None:
    """Note what a page said of the fields in which its story keeps something else."""
    db.execute("DELETE FROM as_read WHERE article_id = ?", (article_id,))
    db.executemany(
        "INSERT INTO as_read (article_id, field, value) VALUES (?, ?, ?)",
        [(article_id, field, json.dumps(getattr(said, field), ensure_ascii=False)) for field in fields],
    )


def renew_as_read(db: sqlite3.Connection, article_id: str, said: Article) -> None:
    """Note how the same page is read today."""
    rows = db.execute("SELECT field FROM as_read WHERE article_id = ?", (article_id,)).fetchall()
    save_as_read(db, article_id, said, [field for (field,) in rows])


def _value(value: str | list[str] | None) -> str | tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) else value
