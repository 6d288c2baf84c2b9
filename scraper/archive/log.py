"""The log of what was asked and what came back: fetches, runs and robots.txt files."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.identity import kept
from scraper.archive.packing import Packed, headers_as_json
from scraper.archive.permissions import robots_in_force, save_rights
from scraper.archive.text import checksum, clean, clean_url, now, stamp, without_userinfo
from scraper.models import Page, Validators, Verdict
from scraper.rights import Rights
from scraper.urls import host


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of the log, but for what the page or the error says itself."""

    outcome: str
    article_id: str | None = None
    verdict: Verdict | None = None
    reason: str | None = None
    run_id: int | None = None


def log_page(
    db: sqlite3.Connection,
    page: Page,
    fetch: Fetch,
    *,
    packed: Packed | None,
    digest: str | None,
    rights: Rights | None = None,
) -> None:
    """Log an answer; its headers are kept apart unless the capture has the very same.

    `digest` names the capture with what the page says: its own, or the one a 304 confirms. `rights` are what the page
    says of its use, if it was asked.
    """
    url = clean_url(page.url)
    fetch_id = db.execute(
        "INSERT INTO fetches (run_id, at, url, final_url, host, status, outcome, verdict, reason, article_id,"
        " capture_digest, size_bytes, elapsed_ms, robots_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(fetch.run_id, stamp(page.fetched_at), clean_url(page.requested_url), url, host(url), page.status),
            *(fetch.outcome, fetch.verdict and fetch.verdict.value, _reason(fetch.reason), fetch.article_id),
            *(digest, len(page.body), round(page.elapsed_seconds * 1000), robots_in_force(db, page)),
        ),
    ).lastrowid
    assert fetch_id is not None
    if rights:
        save_rights(db, fetch_id, rights, packed.digest if packed and not packed.is_kept else None)
    headers = packed.headers if packed else headers_as_json(page.headers)
    is_in_capture = packed and (
        packed.body is not None
        or db.execute("SELECT 1 FROM captures WHERE digest = ? AND headers = ?", (digest, headers)).fetchone()
    )
    if not is_in_capture:
        values = (fetch_id, headers, checksum(headers))
        db.execute("INSERT INTO fetch_headers (fetch_id, headers, checksum) VALUES (?, ?, ?)", values)


def log_no_page(db: sqlite3.Connection, url: str, fetch: Fetch, *, status: int | None) -> None:
    """Log that nothing usable came back."""
    url = clean_url(url)
    db.execute(
        "INSERT INTO fetches (run_id, at, url, host, status, outcome, verdict, reason, article_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(fetch.run_id, now(), url, host(url), status, fetch.outcome, fetch.verdict and fetch.verdict.value),
            *(_reason(fetch.reason), fetch.article_id),
        ),
    )


def read_validators(db: sqlite3.Connection, article_id: str, url: str) -> Validators | None:
    """Give what the server said of the answer at a URL that the story's row still stands on, if it said anything.

    The answer must have been a whole one (200), have had the verdict that the row has, and be among the captures:
    without it, "not modified" would leave us with nothing to read again.
    """
    wanted = kept(url)
    rows = db.execute(
        "SELECT f.url, f.final_url, coalesce(h.headers, c.headers) FROM fetches AS f"
        " JOIN articles AS a ON a.id = f.article_id AND a.verdict = f.verdict"
        " JOIN captures AS c ON c.digest = f.capture_digest LEFT JOIN fetch_headers AS h ON h.fetch_id = f.id"
        " WHERE f.article_id = ? AND f.status = 200 AND f.outcome IN ('new', 'changed', 'known') ORDER BY f.id DESC",
        (article_id,),
    )
    for asked, final, headers in rows:
        if wanted in (kept(asked), kept(final)):
            named = {name.lower(): value for name, value in reversed(json.loads(headers))}
            found = Validators(named.get("etag"), named.get("last-modified"))
            return None if found == Validators() else found
    return None


def start_run(db: sqlite3.Connection, command: str) -> int:
    """Log the start of a command; its id goes with everything the command does."""
    cursor = db.execute(
        "INSERT INTO runs (command, started_at) VALUES (?, ?)", (without_userinfo(clean(command)), now())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def end_run(db: sqlite3.Connection, run_id: int, exit_code: int, counts: Mapping[str, int]) -> None:
    """Log how a command ended."""
    db.execute(
        "UPDATE runs SET ended_at = ?, exit_code = ?, counts = ? WHERE id = ?",
        (now(), exit_code, json.dumps(dict(counts)), run_id),
    )


def read_robots(db: sqlite3.Connection, origin: str, since: datetime) -> tuple[int | None, str, str] | None:
    """Give status, text and time of a robots.txt that was read since some time; None: it must be asked for."""
    row = db.execute(
        "SELECT status, coalesce(text, ''), last_seen_at FROM robots WHERE origin = ? AND last_seen_at >= ?"
        " AND status IS NOT NULL ORDER BY id DESC LIMIT 1",
        (clean_url(origin), stamp(since)),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def save_robots(
    db: sqlite3.Connection, origin: str, *, status: int | None, text: str | None, fetched_at: datetime
) -> None:
    """Keep what a site's robots.txt says: a new row when it changes, a later `last_seen_at` when it does not."""
    origin, at = clean_url(origin), stamp(fetched_at)
    text = None if text is None else clean(text)
    digest = None if text is None else hashlib.sha256(text.encode()).hexdigest()
    last = db.execute(
        "SELECT id, status, digest FROM robots WHERE origin = ? ORDER BY id DESC LIMIT 1", (origin,)
    ).fetchone()
    if last and last[1:] == (status, digest):
        db.execute("UPDATE robots SET last_seen_at = ? WHERE id = ?", (at, last[0]))
    else:
        db.execute(
            "INSERT INTO robots (origin, fetched_at, last_seen_at, status, digest, text) VALUES (?, ?, ?, ?, ?, ?)",
            (origin, at, at, status, digest, text),
        )


def _reason(reason: str | None) -> str | None:
    return reason and without_userinfo(clean(reason))
