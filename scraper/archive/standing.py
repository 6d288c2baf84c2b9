"""How URLs stand in the archive: had as stories, waiting, given up, or never heard of."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scraper.archive.frontier import parts
from scraper.urls import article_id

#: The ends that a link may have come to (see frontier.State), or what came instead of one.
Stand = Literal["archived", "unknown", "waiting", "failed", "refused", "gone", "no story"]

_ENDS: Mapping[str, Stand] = {"failed": "failed", "refused": "refused", "gone": "gone"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a URL stands; `reason` is what was said of it last, `due_at` when it is to be asked for again."""

    stand: Stand
    reason: str | None = None
    due_at: datetime | None = None


def read_standings(db: sqlite3.Connection, urls: Collection[str]) -> dict[str, Standing]:
    """Give how each of some URLs stands."""
    found: dict[str, Standing] = {}
    for part in parts((article_id(url), url) for url in urls):
        named = dict(part)
        marks = ", ".join("?" * len(named))
        keys = tuple(named)
        for (key,) in db.execute(f"SELECT DISTINCT key FROM article_urls WHERE key IN ({marks})", keys):
            found[named[key]] = Standing("archived")
        rows = db.execute(
            f"SELECT key, url, host, state, last_error, due_at FROM links WHERE key IN ({marks})", keys
        ).fetchall()
        for key, url, host, state, error, due_at in rows:
            found.setdefault(named[key], _standing(db, url, host, state, error, due_at))
    return {url: found.get(url, Standing("unknown")) for url in urls}


def _standing(
    db: sqlite3.Connection, url: str, host: str, state: str, error: str | None, due_at: str | None
) -> Standing:
    due = datetime.fromisoformat(due_at) if due_at and state == "later" else None
    if state in _ENDS:
        return Standing(_ENDS[state], error)
    if error:
        return Standing("failed", error, due)
    reason = _last_reason(db, url, host)
    if state == "done" or reason:  # a page that was no story is looked at again, too
        return Standing("no story", reason, due)
    return Standing("waiting", None, due)


def _last_reason(db: sqlite3.Connection, url: str, host: str) -> str | None:
    row = db.execute(
        "SELECT reason FROM fetches WHERE host = ? AND url = ? ORDER BY id DESC LIMIT 1", (host, url)
    ).fetchone()
    return row[0] if row else None
