"""Texts that came back, as archives before m019 kept them: a row the first time, and an event each time."""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby

from scraper.archive.what_changed import READ

_COPIED = (
    "article_id, url, headline, standfirst, byline, published, modified, section, language, site, is_free, verdict,"
    " authors, tags, sections, body, capture_digest, kind, text_digest"
)


def add_missing_revisions(db: sqlite3.Connection) -> None:
    """Give `revisions` a row for every time that a text was left, and not for the first time only."""
    told = db.execute(
        "SELECT article_id, at, text_digest, kind FROM events WHERE text_digest IS NOT NULL ORDER BY article_id, id"
    ).fetchall()
    for article_id, events in groupby(told, key=lambda row: str(row[0])):
        kept = dict(
            db.execute(
                "SELECT text_digest, id FROM revisions WHERE article_id = ? AND kind = 'edited' ORDER BY id DESC",
                (article_id,),
            )
        )
        shown = next(reversed(kept), None)  # the first text that was left
        since: str | None = None
        left = set()
        for (at, digest), kinds in groupby(events, key=lambda row: (str(row[1]), str(row[2]))):
            if digest == shown:
                continue
            if shown in left:
                fields = {kind.removesuffix("_changed") for *_, kind in kinds}
                changed = json.dumps([field for field in READ if field in fields])
                db.execute(
                    f"INSERT INTO revisions (seen_at, changed, first_seen_at, {_COPIED})"
                    f" SELECT ?, ?, ?, {_COPIED} FROM revisions WHERE id = ?",
                    (at, changed, since, kept[shown]),
                )
            if shown in kept:
                left.add(shown)
            shown, since = digest, at
