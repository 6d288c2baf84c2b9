"""What a page and its site allowed when it was captured: what was said, and which robots.txt was in force."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from scraper.archive.text import clean, clean_url, stamp, without_userinfo
from scraper.models import Page
from scraper.rights import Rights
from scraper.site_rights import TDM_FILE

_NOTHING = Rights()
MAX_FILE_AGE = timedelta(days=2)  # of a TDM file, which need not have been asked for since


@dataclass(frozen=True, slots=True)
class CaptureRights:
    """What was said at one capture; `is_kept` is false if its bytes were not kept because the page asked so.

    `robots_text` is the robots.txt in force, None if there was none to read; `robots_status` what its server answered.
    """

    at: str
    digest: str
    is_kept: bool
    said: Rights
    robots_status: int | None
    robots_text: str | None


def robots_in_force(db: sqlite3.Connection, page: Page) -> int | None:
    """Give the row of the robots.txt that was obeyed for a page, None if none was asked for."""
    row = db.execute("SELECT max(id) FROM robots WHERE origin = ?", (_origin(page),)).fetchone()
    return row[0] if row else None


def _origin(page: Page) -> str:
    scheme, _, rest = clean_url(page.url).partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"


def site_texts(db: sqlite3.Connection, page: Page) -> tuple[str | None, str | None]:
    """Give the robots.txt in force for a page and its site's TDM file, None for what there is not."""
    origin, since = _origin(page), stamp(page.fetched_at - MAX_FILE_AGE)
    return _site_text(db, origin, ""), _site_text(db, origin + TDM_FILE, since)


def _site_text(db: sqlite3.Connection, name: str, since: str) -> str | None:
    row = db.execute(
        "SELECT status, text FROM robots WHERE origin = ? AND last_seen_at >= ? ORDER BY id DESC LIMIT 1", (name, since)
    ).fetchone()
    return row[1] if row and row[0] and 200 <= row[0] < 300 else None


def save_rights(db: sqlite3.Connection, fetch_id: int, rights: Rights, unkept_digest: str | None) -> None:
    """Write what a page said of its use, if it said anything; `unkept_digest` is that of bytes that are not kept."""
    if rights == _NOTHING and unkept_digest is None:
        return
    db.execute(
        "INSERT INTO rights (fetch_id, noarchive, noai, tdm_reserved, tdm_policy, licence, sources, unkept_digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(fetch_id, rights.noarchive, rights.noai, rights.tdm_reserved),
            *(_text(rights.tdm_policy), _text(rights.licence)),
            *(json.dumps(dict(rights.sources), ensure_ascii=False), unkept_digest),
        ),
    )


def read_rights_of(db: sqlite3.Connection, article_id: str) -> CaptureRights | None:
    """Give what was said when the story was last read as a whole; None for a story that was not fetched."""
    row = db.execute(
        "SELECT at, digest, is_kept, noarchive, noai, tdm_reserved, tdm_policy, licence, sources, robots_status,"
        " robots_text FROM capture_rights WHERE article_id = ? ORDER BY fetch_id DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    at, digest, is_kept, noarchive, noai, tdm_reserved, tdm_policy, licence, sources, status, text = row
    reserved = None if tdm_reserved is None else bool(tdm_reserved)
    said = Rights(bool(noarchive), bool(noai), reserved, tdm_policy, licence, json.loads(sources))
    return CaptureRights(at, digest, bool(is_kept), said, status, text)


def _text(value: str | None) -> str | None:
    return None if value is None else without_userinfo(clean(value))
