"""Whether a wall has come up before a story that is known in full."""

from __future__ import annotations

from scraper.models import Article, Verdict
from scraper.small_print import small_print

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


def _squeezed(line: str) -> str:
    return "".join(line.split())
