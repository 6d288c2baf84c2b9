"""One story that was taken for two: its new address stood in a feed before the old one was seen to lead there.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3

from scraper.archive.identity import OWN_KINDS, Names, key_of
from scraper.archive.same_text import tell_the_same
from scraper.archive.stories import read_by_id
from scraper.models import Article

_MOVED_ALONG = ("revisions", "events", "fetches")
_LIVE = {
    "live_entries": "entry_id, published, published_utc, modified, author, headline, body, url, first_seen_at,"
    " last_seen_at, clock, place",
    "live_entry_edits": "entry_id, seen_at, headline, author, body, modified",
}


def absorb_twins(db: sqlite3.Connection, names: Names, known_id: str, article: Article) -> str:
    """Make one story of those that a page has addresses of, if they say the same; give the id of the oldest.

    A redirect, or a canonical link, leads from one address to the other. The younger ones have been found again
    under a new address: the oldest, which meets the page next, tells what has changed since.
    """
    addresses = [url for url in (names.final, names.canonical, *names.before, names.requested) if url]
    keys = json.dumps([key_of(url) for url in addresses])
    marks = ", ".join("?" * len(OWN_KINDS))
    rows = db.execute(
        "SELECT DISTINCT a.id FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
        f" WHERE u.key IN (SELECT value FROM json_each(?)) AND u.kind IN ({marks})"
        " ORDER BY a.first_seen_at, a.docid",
        (keys, *sorted(OWN_KINDS)),
    ).fetchall()
    if len(rows) < 2:
        return known_id
    stories = [story for (story_id,) in rows if (story := read_by_id(db, story_id))]
    twins = [s.id for s in stories if s.id == known_id or tell_the_same(s.article, article, unless_told=False)]
    for twin in twins[1:]:
        _absorb(db, twins[0], twin)
    return twins[0]


def _absorb(db: sqlite3.Connection, story: str, twin: str) -> None:
    for table, columns in _LIVE.items():  # of two entries of one name that of the older story stays
        db.execute(
            f"INSERT OR IGNORE INTO {table} (article_id, {columns})"
            f" SELECT ?, {columns} FROM {table} WHERE article_id = ?",
            (story, twin),
        )
    for table in _MOVED_ALONG:
        db.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (story, twin))
    db.execute("UPDATE article_urls SET article_id = ? WHERE article_id = ?", (story, twin))
    db.execute("DELETE FROM articles WHERE id = ?", (twin,))
