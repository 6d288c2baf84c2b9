"""Whether a wall has come up before a story that is known in full, and when one stood there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from scraper.models import Article, Verdict
from scraper.spelling import plain

#: When a wall came up, and when all of the story was there again; None: it stands.
Wall = tuple[datetime, datetime | None]

MAX_WALL_SHARE = 0.6  # of the words known: what stops earlier, having said the same so far, is a wall
MAX_WALL_LINES = 3  # "Subscribe to read on", at the end of it


def is_cut_off(old: Article, new: Article) -> bool:
    """Tell whether a page shows only the beginning of what is known, whatever it calls itself: a wall has come."""
    if old.verdict is Verdict.TEASER or len(new.body) > MAX_WALL_SHARE * len(old.body) or not new.body:
        return False
    known = "".join(plain(old.body).split())
    lines = ["".join(plain(line).split()) for line in new.body.split("\n") if line.strip()]
    for dropped in range(min(MAX_WALL_LINES, len(lines) - 1) + 1):
        begun = "".join(lines[: len(lines) - dropped]).rstrip(".…-")
        if len(begun) > 40 and known.startswith(begun):
            return True
    return False


def read_walls(db: sqlite3.Connection, article_id: str) -> Iterator[Wall]:
    """Yield the walls that stood before a story, as the log of fetches tells."""
    begin = None
    for at, verdict in db.execute(
        "SELECT at, verdict FROM fetches WHERE article_id = ? AND status = 200"
        " AND outcome IN ('new', 'changed', 'known') ORDER BY at, id",
        (article_id,),
    ):
        if verdict == Verdict.TEASER:
            begin = begin or datetime.fromisoformat(at)
        elif begin:
            yield begin, datetime.fromisoformat(at)
            begin = None
    if begin:
        yield begin, None
