"""What is watched: one row a source, as the user and the site itself described it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scraper.archive.frontier import Finds, add_links
from scraper.archive.health import LastRun, SourceHealth, read_health, read_last_run
from scraper.archive.standing import Standing, read_standings
from scraper.archive.text import clean, clean_url, now, stamp
from scraper.archive.transaction import explained, transaction
from scraper.models import Link, LinkKind, Source
from scraper.urls import article_id

_TEXTS = ("name", "language", "time_zone")
_LISTS = ("sections", "include", "exclude")
_NUMBERS = ("interval_seconds", "delay_seconds")
_COLUMNS = (*_TEXTS, *_LISTS, *_NUMBERS)


STILL_EDITED = timedelta(days=30)  # a story that changed since is looked at again when its site comes to be watched


@dataclass(frozen=True, slots=True)
class Way:
    """A feed, a sitemap or a front of a source: what it is, how it was found, and how it stands."""

    url: str
    kind: LinkKind
    found_how: str | None
    fetched_at: datetime | None
    due_at: datetime | None
    failures: int
    last_error: str | None


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

    def adopt(self, source_id: int, scope: str, ways: Sequence[Link], at: datetime, *, depth: int = 0) -> None:
        """Have a source look at these feeds, sitemaps and fronts from now on, and at the young stories of its site.

        What a crawl by hand found of the site becomes the source's, unless it is another's.
        """
        with explained(self._path), transaction(self._db):
            add_links(self._db, Finds(ways, scope, depth, at, source_id=source_id))
            self._db.execute("UPDATE links SET source_id = ? WHERE scope = ? AND source_id IS NULL", (source_id, scope))
            self._db.executemany(
                "UPDATE links SET state = 'due', tries = 0, kind = ?, found_how = ?, found_in = NULL, depth = ?"
                " WHERE key = ?",
                [(way.kind.value, way.source, depth, article_id(way.url)) for way in ways],
            )
            self._db.execute(
                "UPDATE links SET state = 'later', due_at = ? WHERE source_id = ? AND state = 'done' AND kind = 'story'"
                " AND key IN (SELECT u.key FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
                "  WHERE a.published_utc > ? OR a.last_changed_at > ?)",
                (stamp(at), source_id, stamp(at - STILL_EDITED), stamp(at - STILL_EDITED)),
            )

    def ways(self, source_id: int, scope: str) -> tuple[Way, ...]:
        """Give the feeds, sitemaps and fronts that a source begins at."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT url, kind, found_how, fetched_at, due_at, tries, last_error, state FROM links"
                " WHERE scope = ? AND kind <> 'story' AND source_id = ? AND found_in IS NULL ORDER BY rank DESC, url",
                (scope, source_id),
            ).fetchall()
        return tuple(
            Way(url, LinkKind(kind), how, _time(at), None if state == "due" else _time(due), tries, error)
            for url, kind, how, at, due, tries, error, state in rows
        )

    def remove(self, source_id: int) -> None:
        """Watch a source no more: it and its part of the frontier go, its stories stay."""
        with explained(self._path), transaction(self._db):
            self._db.execute("DELETE FROM sources WHERE id = ?", (source_id,))

    def was_answered(self, source_id: int, scope: str, since: datetime) -> bool:
        """Tell whether a feed, sitemap or front of a source was had since some time."""
        with explained(self._path):
            row = self._db.execute(
                "SELECT 1 FROM links WHERE scope = ? AND kind <> 'story' AND source_id = ? AND fetched_at >= ?"
                " AND last_error IS NULL LIMIT 1",
                (scope, source_id, stamp(since)),
            ).fetchone()
        return row is not None

    def health(self, sources: Iterable[tuple[Source, str]], at: datetime) -> list[SourceHealth]:
        """Give how sources are doing, each named with the scope of its links."""
        known = [(source, self.ways(source.id or 0, scope)) for source, scope in sources]
        with explained(self._path):
            return read_health(self._db, known, at)

    def standings(self, urls: Collection[str]) -> dict[str, Standing]:
        """Give how each of some URLs stands."""
        with explained(self._path):
            return read_standings(self._db, urls)

    def last_run(self, command: str) -> LastRun | None:
        """Give how a command went the last time that it was run."""
        with explained(self._path):
            return read_last_run(self._db, command)

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
