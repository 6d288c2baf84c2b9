"""The further pages of a story that is printed on several: their captures, their addresses, and the log of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from scraper.archive import log
from scraper.archive.identity import kept, key_of, save_names
from scraper.archive.packing import Packed, save_capture
from scraper.archive.store import Stored
from scraper.models import Page
from scraper.rights import Rights


def part_of(db: sqlite3.Connection, page: Page) -> Stored | None:
    """Give the story of which a page is known to be a further part; it is none of its own."""
    row = db.execute(
        "SELECT article_id FROM article_urls WHERE key = ? AND kind = 'part'", (key_of(kept(page.url)),)
    ).fetchone()
    return Stored(row[0], "known", reason="it is a further page of a story") if row else None


def is_part(db: sqlite3.Connection, url: str) -> bool:
    """Tell whether a URL is known as a further page of a story."""
    row = db.execute("SELECT 1 FROM article_urls WHERE key = ? AND kind = 'part'", (key_of(kept(url)),)).fetchone()
    return row is not None


def has_parts(db: sqlite3.Connection, article_id: str) -> bool:
    """Tell whether a story was printed on several pages when it was read last."""
    return db.execute("SELECT 1 FROM article_parts WHERE article_id = ?", (article_id,)).fetchone() is not None


def save_parts(
    db: sqlite3.Connection, article_id: str, parts: Sequence[tuple[Page, Packed, Rights]], fetch: log.Fetch
) -> None:
    """Note what a story's further pages are, in place of those that it had."""
    db.execute("DELETE FROM article_parts WHERE article_id = ?", (article_id,))
    for position, (page, packed, rights) in enumerate(parts, 2):
        save_capture(db, packed)
        about = replace(fetch, article_id=article_id, reason=f"part {position} of the story")
        log.log_page(db, page, about, packed=packed, digest=packed.capture, rights=rights)
        db.execute(
            "INSERT INTO article_parts (article_id, position, url, capture_digest) VALUES (?, ?, ?, ?)",
            (article_id, position, kept(page.url), packed.capture),
        )
        save_names(db, article_id, {kept(page.requested_url): "part", kept(page.url): "part"})
