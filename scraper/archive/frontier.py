"""The frontier: every link that was found, whether it was asked, and what is to be asked next.

A link is keyed as stories are, so that tracking, AMP and mobile twins are one. Nothing is written when a link is
taken: it stays due until its answer is stored, in the same transaction, so that a killed crawl asks again at most
for what was in flight.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from scraper.archive.text import as_text, clean, clean_url, in_utc, now, stamp, without_userinfo
from scraper.archive.transaction import explained, transaction
from scraper.models import Link, LinkKind, Validators
from scraper.urls import article_id, canonical_url, host

CHUNK = 500  # keys looked up at once
DAY_SECONDS = 86_400
DEPTH_SECONDS = 30 * DAY_SECONDS  # a link without a date counts as this much older for each page on the way to it

#: due: to be asked; later: the same after its `due_at`; done, failed, refused (by robots.txt) and gone are ends.
State = Literal["due", "later", "done", "failed", "refused", "gone"]

_FIRST = {LinkKind.SITEMAP: 5e12, LinkKind.FEED: 4e12, LinkKind.FRONT: 3e12}  # before any story


@dataclass(frozen=True, slots=True)
class FrontierLink:
    """A link as it stands in the frontier; `source` says where it was found, `validators` are of what is no story."""

    key: str
    url: str
    kind: LinkKind
    scope: str
    host: str
    depth: int
    tries: int
    source_id: int | None
    source: str | None
    validators: Validators | None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """How a link ended, to be written together with what came of it."""

    key: str
    state: State
    due_at: datetime | None = None
    error: str | None = None
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class Finds:
    """Links found on one page, to be written together with it. `scope` is the crawl that they belong to."""

    links: Sequence[Link]
    scope: str
    depth: int
    now: datetime
    found_in: str | None = None
    source_id: int | None = None


class Frontier:
    """The frontier of an open archive. Every method is one transaction and raises ArchiveError."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db

    def add(self, finds: Finds) -> int:
        """Add links; those that are known only gain what they lack. Gives the number of new ones."""
        with explained(self._path), transaction(self._db):
            return add_links(self._db, finds)

    def finish(self, finish: Finish) -> None:
        """Write how a link ended."""
        with explained(self._path), transaction(self._db):
            finish_link(self._db, finish)

    def wake(self, scope: str, now: datetime, *, max_front_depth: int = 1) -> None:
        """Make due whose time has come, and the scope's feeds, sitemaps and first fronts, which may have changed."""
        with explained(self._path), transaction(self._db):
            self._db.execute("UPDATE links SET state = 'due' WHERE state = 'later' AND due_at <= ?", (stamp(now),))
            self._db.execute(
                "UPDATE links SET state = 'due', tries = 0 WHERE scope = ? AND state IN ('done', 'failed')"
                " AND (kind IN ('feed', 'sitemap') OR kind = 'front' AND depth <= ?)",
                (scope, max_front_depth),
            )

    def wake_due(self, scope: str, now: datetime, *, max_stories: int) -> None:
        """Make due whose time has come, but only so many stories of a scope: those that have waited longest."""
        with explained(self._path), transaction(self._db):
            self._db.execute(
                "UPDATE links SET state = 'due'"
                " WHERE state = 'later' AND due_at <= ? AND scope = ? AND kind <> 'story'",
                (stamp(now), scope),
            )
            self._db.execute(
                "UPDATE links SET state = 'due' WHERE key IN (SELECT key FROM links WHERE state = 'later'"
                " AND due_at <= ? AND scope = ? AND kind = 'story' ORDER BY due_at LIMIT ?)",
                (stamp(now), scope, max_stories),
            )

    def take(self, scope: str, hostname: str, limit: int) -> list[FrontierLink]:
        """Give a host's next links, most urgent first: feeds, sitemaps, fronts, then stories, the newest first."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT key, url, kind, scope, host, depth, tries, source_id, found_how, etag, last_modified,"
                " fetched_at FROM links"
                " WHERE state = 'due' AND scope = ? AND host = ? ORDER BY rank DESC LIMIT ?",
                (scope, hostname, limit),
            ).fetchall()
        return [_link(row) for row in rows]

    def state(self, url: str) -> tuple[LinkKind, str] | None:
        """Give what is behind a URL and how it stands, None if it was never found."""
        with explained(self._path):
            row = self._db.execute("SELECT kind, state FROM links WHERE key = ?", (article_id(url),)).fetchone()
        return (LinkKind(row[0]), row[1]) if row else None

    def hosts(self, scope: str) -> list[str]:
        """Give the hosts that have links to be asked now."""
        with explained(self._path):
            found: list[str] = []
            name = ""
            while True:  # from host to host through the index, however many links each has
                row = self._db.execute(
                    "SELECT host FROM links WHERE state = 'due' AND scope = ? AND host > ? ORDER BY host LIMIT 1",
                    (scope, name),
                ).fetchone()
                if row is None:
                    return found
                name = row[0]
                found.append(name)

    def hold(self, scope: str, hostname: str, until: datetime) -> int:
        """Put off a host's links, all that are due; give how many they are."""
        with explained(self._path), transaction(self._db):
            return self._db.execute(
                "UPDATE links SET state = 'later', due_at = ? WHERE state = 'due' AND scope = ? AND host = ?",
                (stamp(until), scope, hostname),
            ).rowcount

    def unknown_stories(self, urls: Iterable[str]) -> list[str]:
        """Give those of some URLs that have never been asked for, nor are known to be stories."""
        keys = {article_id(url): url for url in urls}
        with explained(self._path):
            for part in parts(list(keys.items())):
                marks = ", ".join("?" * len(part))
                named = tuple(key for key, _ in part)
                for (key,) in self._db.execute(
                    f"SELECT key FROM links WHERE key IN ({marks}) AND state <> 'due'"
                    f" UNION SELECT key FROM article_urls WHERE key IN ({marks})",
                    (*named, *named),
                ):
                    del keys[key]
        return list(keys.values())

    def count(self, scope: str, *states: State) -> int:
        """Count a scope's links in some states."""
        with explained(self._path):
            marks = ", ".join("?" * len(states))
            row = self._db.execute(
                f"SELECT count(*) FROM links WHERE scope = ? AND state IN ({marks})",
                (scope, *states),
            ).fetchone()
        return int(row[0])


def add_links(db: sqlite3.Connection, finds: Finds) -> int:
    """Add links inside the caller's transaction; see `Frontier.add`."""
    named = {article_id(url): (url, link) for link in finds.links if (url := canonical_url(link.url))}
    return sum(_add(db, dict(part), finds) for part in parts(named.items()))


def finish_link(db: sqlite3.Connection, finish: Finish) -> None:
    """Write how a link ended, inside the caller's transaction."""
    validators = finish.validators or Validators()
    db.execute(
        "UPDATE links SET state = ?, due_at = ?, last_error = ?, fetched_at = ?,"
        " tries = CASE WHEN ? THEN tries + 1 ELSE 0 END,"
        " etag = coalesce(?, etag), last_modified = coalesce(?, last_modified) WHERE key = ?",
        (
            *(finish.state, stamp(finish.due_at) if finish.due_at else None),
            *(without_userinfo(clean(finish.error)) if finish.error else None, now(), finish.error is not None),
            *(validators.etag, validators.last_modified, finish.key),
        ),
    )


def _add(db: sqlite3.Connection, named: dict[str, tuple[str, Link]], finds: Finds) -> int:
    marks = ", ".join("?" * len(named))
    keys = tuple(named)
    known = {
        row[0]: row[1:]
        for row in db.execute(
            f"SELECT key, state, kind, fetched_at, title, published FROM links WHERE key IN ({marks})",
            keys,
        )
    }
    stored = {row[0] for row in db.execute(f"SELECT DISTINCT key FROM article_urls WHERE key IN ({marks})", keys)}
    new, better = [], []
    for key, (url, link) in named.items():
        if key not in known:
            state: State = "done" if key in stored and link.kind is LinkKind.STORY else "due"
            new.append(_row(key, url, link, finds, state))
        elif (change := _change(key, link, known[key], finds)) is not None:
            better.append(change)
    db.executemany(
        "INSERT INTO links (key, url, host, scope, source_id, found_in, found_how, kind, title, published, modified,"
        f" rank, depth, found_at, state) VALUES (?{', ?' * 14})",
        new,
    )
    db.executemany(
        "UPDATE links SET kind = ?, title = coalesce(title, ?), published = coalesce(published, ?), modified = ?,"
        " rank = max(rank, ?), state = ? WHERE key = ?",
        better,
    )
    return len(new)


def _row(key: str, url: str, link: Link, finds: Finds, state: State) -> tuple[Any, ...]:
    url = clean_url(url)
    return (
        *(key, url, host(url), finds.scope, finds.source_id, finds.found_in and clean_url(finds.found_in)),
        *(link.source, link.kind.value, clean(link.title) if link.title else None),
        *(as_text(link.published), as_text(link.modified), _rank(link, finds), finds.depth, stamp(finds.now), state),
    )


def _change(key: str, link: Link, known: tuple[Any, ...], finds: Finds) -> tuple[Any, ...] | None:
    """Give what a link says anew about one that is known; None if it says nothing."""
    state, kind, fetched_at, title, published = known
    better_kind = link.kind.value if kind == LinkKind.UNKNOWN.value else kind
    modified = in_utc(link.modified) if isinstance(link.modified, datetime) else None
    has_changed = state in ("done", "later") and bool(fetched_at) and modified is not None and modified > fetched_at
    if better_kind == kind and not has_changed and (title or not link.title) and (published or not link.published):
        return None
    return (
        *(better_kind, clean(link.title) if link.title else None, as_text(link.published), as_text(link.modified)),
        *(_rank(link, finds), "due" if has_changed else state, key),
    )


def _rank(link: Link, finds: Finds) -> float:
    """Say how urgent a link is: the larger, the sooner; for stories about their time in seconds since 1970."""
    if first := _FIRST.get(link.kind):
        return first - finds.depth * 1e9 + link.priority * 1e8
    here = finds.now.timestamp()
    at = _seconds(link.published) or _seconds(link.modified)
    if at is not None:
        return min(at, here)
    guess = here - (1 - link.priority) * DAY_SECONDS - finds.depth * DEPTH_SECONDS
    return guess if link.kind is LinkKind.STORY else guess / 2


def _seconds(value: datetime | date | None) -> float | None:
    if value is None:
        return None
    at = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    try:
        return at.timestamp()
    except (OverflowError, OSError, ValueError):
        return None


def _link(row: tuple[Any, ...]) -> FrontierLink:
    key, url, kind, scope, hostname, depth, tries, source_id, source, etag, last_modified, fetched = row
    validators = Validators(etag, last_modified) if etag or last_modified else None
    fetched_at = datetime.fromisoformat(fetched) if fetched else None
    return FrontierLink(
        key, url, LinkKind(kind), scope, hostname, depth, tries, source_id, source, validators, fetched_at
    )


def parts(items: Iterable[tuple[str, Any]]) -> Iterator[Collection[tuple[str, Any]]]:
    """Give items in parts that fit into one look-up."""
    found = iter(items)
    while part := list(islice(found, CHUNK)):
        yield part
