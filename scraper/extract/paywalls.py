"""Beginnings of stories: the rest is for those who pay or register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scraper.extract.document import Document
from scraper.extract.wall_words import Judged, fold, says
from scraper.models import Found, Verdict

WALL_WORDS = 350  # with more of them, only structured data says that some are kept back
TEASER_WORDS = 150
TEASER_SHARE = 0.6  # of the length that structured data promises
FEW_WORDS = 5
AFTER_CHARS = 600  # behind the last line of the text, where a wall stands
LAST_CHARS = 60
MAX_WALLS = 20
SHORT_LINE_WORDS = 20

_LOCKED_POST = "form.post-password-form, article.post-password-required"  # of WordPress
_WALL_CLASS = (
    '[class*="paywall" i], [id*="paywall" i], [class*="regwall" i], [class*="piano-" i], [class*="subscriber-only" i], '
    '[class*="premium-wall" i], [data-paywall], [class*="article-locked" i], [class*="paid-content" i], '
    '[class*="upgrade-cta" i], [class*="locked-content" i], [class*="content-gate" i], [class*="meter-wall" i]'
)


def teasers(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page has the beginning of a story only, and by what that is known."""
    signs = page.signs
    if signs.words < TEASER_WORDS and page.document.tree.css_first(_LOCKED_POST):
        yield Found(Verdict.TEASER, "asks for a password")
        return
    promised = promised_words(page.document)
    if signs.is_free is False and promised and signs.words < TEASER_SHARE * promised:
        yield Found(Verdict.TEASER, "shorter than json-ld says")
        return
    if signs.words >= WALL_WORDS or signs.is_free is True:
        return
    if signs.words < FEW_WORDS:
        if signs.headline and (page.is_story or page.is_signed) and _is_walled(page):
            yield Found(Verdict.TEASER, "a wall under the headline")
    elif signs.is_free is False:
        if signs.words < TEASER_WORDS or _offers(page.text):
            yield Found(Verdict.TEASER, "not free, and short")
    elif any(_offers(fold(wall.text(separator=" "))) for wall in page.document.tree.css(_WALL_CLASS)[:MAX_WALLS]):
        yield Found(Verdict.TEASER, "paywall markup and wording")
    elif says("teaser", _behind(page)):
        yield Found(Verdict.TEASER, "wording behind the text")


def promised_words(document: Document) -> int:
    """Give how many words structured data says the story has, 0 if it does not say."""
    for item in document.main_articles_ld:
        if isinstance(body := item.get("articleBody"), str) and len(body) > 400:
            return body.count(" ") + 1
        if count := _number(item.get("wordCount")):
            return count
    return 0


def _number(value: Any) -> int:
    if isinstance(value, str) and value.isdigit():
        value = int(value[:7])
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 100_000 else 0


def _is_walled(page: Judged) -> bool:
    marked = page.signs.is_free is False or page.document.tree.css_first(_WALL_CLASS) is not None
    return says("teaser", page.text) or (marked and says("offer", page.text))


def _offers(text: str) -> bool:
    return says("teaser", text) or says("offer", text)


def _behind(page: Judged) -> str:
    """Give what the page says right behind the story's last line, and short last lines, which may be the wall's own."""
    lines = [fold(line) for line in page.signs.body.split("\n\n")]
    ends = [line for line in lines[-2:] if line.count(" ") < SHORT_LINE_WORDS]
    _, _, after = page.text.rpartition(lines[-1][-LAST_CHARS:] or "\n")
    return " ".join([*ends, after[:AFTER_CHARS] if len(after) < len(page.text) else ""])
