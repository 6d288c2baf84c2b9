"""What is watched: one row a source, as the user and the site itself described it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.archive.text import clean, clean_url, now, stamp
from scraper.archive.transaction import explained, transaction
from scraper.models import Source

_TEXTS = ("name", "language", "time_zone")
_LISTS = ("sections", "include", "exclude")
_NUMBERS = ("interval_seconds", "delay_seconds")
_COLUMNS = (*_TEXTS, *_LISTS, *_NUMBERS)


class Sources:
    """The sources of an open archive. Every method is one transaction and raises ArchiveError."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db

    def all(self) -> tuple[Source, ...]:
        """Give the sources in the order in which they were added."""
        with explained(self._path):
            rows = self._db.execute(f"SELECT {_SELECTED} FROM sources ORDER BY id").fetchall()
        return tuple(_source(row) for row in rows)

    def put(self, source: Source) -> Source:
        """Keep a source, in the place of the one with the same URL if there is one; give it as it stands now."""
        values = _values(source)
        named = ", ".join(f"{name} = ?" for name in (*_COLUMNS, "is_from_file"))
        with explained(self._path), transaction(self._db):
            url = clean_url(source.url)
            self._db.execute("INSERT OR IGNORE INTO sources (url, added_at) VALUES (?, ?)", (url, now()))
            self._db.execute(f"UPDATE sources SET {named} WHERE url = ?", (*values, url))
            row = self._db.execute(f"SELECT {_SELECTED} FROM sources WHERE url = ?", (url,)).fetchone()
        return _source(row)

    def remove(self, source_id: int) -> None:
        """Watch a source no more: it and its part of the frontier go, its stories stay."""
        with explained(self._path), transaction(self._db):
            self._db.execute("DELETE FROM sources WHERE id = ?", (source_id,))

    def mark_run(self, source_id: int, at: datetime) -> None:
        """Note when a source was last looked at with an answer."""
        with explained(self._path), transaction(self._db):
            self._db.execute("UPDATE sources SET last_run_at = ? WHERE id = ?", (stamp(at), source_id))


_SELECTED = ", ".join(("id", "url", *_COLUMNS, "added_at", "last_run_at", "is_from_file"))


def _values(source: Source) -> tuple[Any, ...]:
    texts = [clean(value) if (value := getattr(source, name)) else None for name in _TEXTS]
    lists = [json.dumps([clean(item) for item in getattr(source, name)], ensure_ascii=False) for name in _LISTS]
    return (*texts, *lists, *(getattr(source, name) for name in _NUMBERS), source.is_from_file)


def _source(row: tuple[Any, ...]) -> Source:
    named = dict(zip(("id", "url", *_COLUMNS, "added_at", "last_run_at", "is_from_file"), row, strict=True))
    lists = {name: tuple(json.loads(named.pop(name) or "[]")) for name in _LISTS}
    times = {name: _time(named.pop(name)) for name in ("added_at", "last_run_at")}
    return replace(Source(named.pop("url")), **named | lists | times | {"is_from_file": bool(named["is_from_file"])})


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
