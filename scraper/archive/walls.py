"""Whether a wall has come up before a story that is known in full, and when one stood there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from scraper.models import Article, Verdict
from scraper.small_print import small_print

#: When a wall came up, and when all of the story was there again; None: it stands.
Wall = tuple[datetime, datetime | None]

MAX_WALL_SHARE = 0.6  # of the words known: what stops earlier, having said the same so far, is a wall
MAX_SHOWN_SHARE = 0.8  # of the characters, with all that stands around the beginning
MAX_WALL_LINES = 4  # "Subscribe to read on", "Hello, Ana!": what the page says beside the story's beginning
MAX_WALL_CHARS = 200  # of such a line
MIN_BEGUN = 40  # characters, without spaces


def is_cut_off(old: Article, new: Article) -> bool:
    """Tell whether a page shows only the beginning of what is known, whatever it calls itself: a wall has come."""
    if old.verdict is Verdict.TEASER or not new.body or len(new.body) > MAX_SHOWN_SHARE * len(old.body):
        return False
    words = small_print(new.language or old.language)
    olds, news = (list(words.lines_of(it.body)) for it in (old, new))
    notices = set(words.notices(news)) & set(olds)  # boxes, which walls leave standing
    known = {_squeezed(line) for line in olds}
    story, begun, others = "".join(map(_squeezed, olds)), "", 0
    for line in (_squeezed(line) for line in news if line not in notices):
        if story.startswith(begun + line):
            begun += line
        elif story.startswith(begun + (cut := line.rstrip(".…-"))) and len(cut) > MIN_BEGUN:
            begun += cut  # in the middle of a paragraph
        elif line in known or len(line) > MAX_WALL_CHARS:
            return False
        else:
            others += 1
    is_begun = len(begun) > MIN_BEGUN or (notices and not begun)
    return bool(is_begun) and others <= MAX_WALL_LINES and len(begun) <= MAX_WALL_SHARE * len(story)


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


def _squeezed(line: str) -> str:
    return "".join(line.split())
