"""Whether a wall has come up before a story that is known in full."""

from __future__ import annotations

from scraper.models import Article, Verdict
from scraper.spelling import plain

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
