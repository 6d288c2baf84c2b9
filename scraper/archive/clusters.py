"""Clusters: one wire story as many papers have it, the first that we saw first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scraper.archive.text import read_date
from scraper.archive.transaction import explained


@dataclass(frozen=True, slots=True)
class Copy:
    """A story in a cluster; `similarity` is the share of the shorter text that is in the copy it was found by."""

    id: str
    headline: str | None
    site: str | None
    host: str | None
    url: str | None
    published: datetime | date | None
    first_seen_at: datetime
    word_count: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """The copies of one story, in the order in which we first saw them; `agency` is whom most of them credit."""

    id: int
    agency: str | None
    copies: tuple[Copy, ...]

    @property
    def papers(self) -> int:
        """How many papers have it."""
        return len({copy.host for copy in self.copies})


class Clusters:
    """The clusters of an open archive."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db

    def update(self, go_on: Callable[[int], bool] = lambda _: True) -> int:
        """Look for copies of every story that is new or was edited since; give how many stories were looked at.

        Works in short transactions; after each, `go_on` is asked, with the number so far.

        Raises: ArchiveError.
        """
        from scraper.archive.copies import find_copies

        return find_copies(self._path, self._db, go_on)

    def waiting(self) -> int:
        """Count the stories of which no copies were looked for yet."""
        with explained(self._path):
            return int(
                self._db.execute("SELECT (SELECT count(*) FROM bodies) - (SELECT count(*) FROM sketches)").fetchone()[0]
            )

    def of(self, article_id: str) -> Cluster | None:
        """Give the cluster of a story; None: no other story is known to be a copy of it."""
        with explained(self._path):
            row = self._db.execute(
                "SELECT cluster_id FROM cluster_articles WHERE article_id = ?", (article_id,)
            ).fetchone()
            found = self._read(row[0]) if row else None
        return found if found and len(found.copies) > 1 else None

    def newest(self, limit: int, *, agency: str | None = None, min_papers: int = 1) -> tuple[Cluster, ...]:
        """Give clusters, that of the story that joined one last first."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT cluster_id FROM wire_stories WHERE papers >= ? AND (? IS NULL OR agency = ? COLLATE NOCASE)"
                " ORDER BY last_joined_at DESC, cluster_id DESC LIMIT ?",
                (min_papers, agency, agency, limit),
            ).fetchall()
            return tuple(self._read(cluster_id) for (cluster_id,) in rows)

    def _read(self, cluster_id: int) -> Cluster:
        rows = self._db.execute(
            "SELECT article_id, headline, site, host, url, published, first_seen_at, word_count, similarity"
            " FROM copies WHERE cluster_id = ? ORDER BY position",
            (cluster_id,),
        ).fetchall()
        copies = tuple(
            Copy(key, headline, site, host, url, read_date(published), datetime.fromisoformat(seen_at), words, similar)
            for key, headline, site, host, url, published, seen_at, words, similar in rows
        )
        (agency,) = self._db.execute("SELECT agency FROM clusters WHERE id = ?", (cluster_id,)).fetchone()
        return Cluster(cluster_id, agency, copies)
