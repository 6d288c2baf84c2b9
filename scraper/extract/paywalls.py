"""Beginnings of stories: the rest is for those who pay or register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, starmap
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.document import Document
from scraper.extract.wall_pairs import meet
from scraper.extract.wall_words import Judged, fold, phrases, says
from scraper.models import Found, Verdict

WALL_WORDS = 350  # with more of them, only structured data says that some are kept back
TEASER_WORDS = 150
TEASER_SHARE = 0.6  # of the length that structured data promises
FEW_WORDS = 5
AFTER_CHARS = 600  # behind the last line of the text, where a wall stands
LAST_CHARS = 60
MAX_WALLS = 20
SHORT_LINE_WORDS = 20
LINE_WORDS = 8  # of a line that tells the story; what follows the last of them may be the wall's
MIN_LINE_CHARS = 8
MAX_WALL_CHARS = 200
FEW_BLANKS = 3  # of a piece of a sentence; what has fewer is a button

_LOCKED_POST = "form.post-password-form, article.post-password-required"  # of WordPress
_WALL_CLASS = (
    '[class*="paywall" i], [id*="paywall" i], [class*="regwall" i], [class*="piano-" i], [class*="subscriber-only" i], '
    '[class*="premium-wall" i], [data-paywall], [class*="article-locked" i], [class*="paid-content" i], '
    '[class*="upgrade-cta" i], [class*="locked-content" i], [class*="content-gate" i], [class*="meter-wall" i]'
)

#: What readers may do with a story once they have signed in, and what is said of all stories: it keeps nothing back.
_OF_OTHERS = re.compile(
    r"\b(?:all|every|unlimited|alle[ns]?|tous|toutes|todos|todas|tutti|tutte|wszystk\w+|alla|kaikki\w*|tüm|bütün|все[хм]?|всі[хм]?|"
    r"všech\w*|összes|toate)\b|所有|모든|すべて|全て|جميع|"
    r"comm?ent|komment|koment|yorum|reacties|reageren|merk|speicher|bookmark|save|newsletter|teilen|share|gift|verschenk|"
    r"free to (?:read|all|every)|support|soutenez|unterstütz|apóy|apoya|sostien|steun|"
    r"комментар|коментар|コメント|评论|評論|留言|댓글|تعليق"
)

_ALL = re.compile(r"\s*(?:\w+\s+){0,2}(?:all|every|alle|tous|toutes|todos|todas|tutti|tutte|wszystk\w+)\b")


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
        if signs.words < TEASER_WORDS or _keeps_back(page) or says("offer", _behind(page)):
            yield Found(Verdict.TEASER, "not free, and short")
    elif any(_offers(fold(wall.text(separator=" "))) for wall in _walls(page)):
        yield Found(Verdict.TEASER, "paywall markup and wording")
    elif any(_is_hidden(wall) for wall in page.document.tree.css(_WALL_CLASS)[:MAX_WALLS]):
        return
    elif _says_so(_behind(page)) or (signs.words < TEASER_WORDS and _keeps_back(page)):
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


def _walls(page: Judged) -> Iterator[LexborNode]:
    """Yield what is called a wall and shown; one that is hidden is for others, if the text is here."""
    for wall in page.document.tree.css(_WALL_CLASS)[:MAX_WALLS]:
        if not _is_hidden(wall):
            yield wall


def _is_hidden(wall: LexborNode) -> bool:
    style = (wall.attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in wall.attributes or "display:none" in style


def _keeps_back(page: Judged) -> bool:
    """Tell whether the lines behind the text say of this story that the rest of it is for others."""
    told = [line for line in page.body_lines if count_words(line) >= LINE_WORDS and not _is_of_wall(page, line)]
    last = told[-1] if told else page.body_lines[0]
    ends = [at for at, line in enumerate(page.lines) if len(line) >= MIN_LINE_CHARS and line in last]
    if not ends:
        return False
    end = max(ends, key=lambda at: (len(page.lines[at]), at))  # a name in it may stand elsewhere, too
    behind, length = list[str](), 0
    for line in page.lines[end + 1 :]:
        if (length := length + len(line)) > AFTER_CHARS:
            break
        if not line.startswith("*"):  # a footnote explains a sign of the menu
            behind.append(line)
    # a sentence that has a link in it stands in two pieces
    joined = (
        f"{line} {after}"
        for line, after in pairwise(behind)
        if not line.endswith((".", "!", "?")) and max(_blanks(line), _blanks(after)) >= FEW_BLANKS
    )
    return any(map(_keeps, (*behind, *joined))) or any(starmap(_asks, pairwise(behind)))


def _is_of_wall(page: Judged, line: str) -> bool:
    """Tell whether a line that was taken for the story's is the wall's; data about a story says that itself."""
    return says("offer", line) or (not page.is_told and meet("teaser", line[:MAX_WALL_CHARS]))


def _keeps(line: str) -> bool:
    return _says_so(line) or (not _OF_OTHERS.search(line) and meet("teaser", line[:MAX_WALL_CHARS]))


def _says_so(text: str) -> bool:
    """Tell whether a text has a wall's phrase that does not go on to speak of all stories."""
    said = ((phrase, text.find(phrase)) for phrase in phrases()["teaser"])
    return any(at >= 0 and not _ALL.match(text, at + len(phrase)) for phrase, at in said)


def _asks(line: str, after: str) -> bool:
    """Tell whether a wall asks whether one wants to read on, and answers in its next line how."""
    return line.endswith("?") and not _OF_OTHERS.search(line) and meet("teaser", f"{line} {after}"[:MAX_WALL_CHARS])


def _blanks(line: str) -> int:
    return line.count(" ")


def _behind(page: Judged) -> str:
    """Give what the page says right behind the story's last line, and short last lines, which may be the wall's own."""
    lines = [fold(line) for line in page.signs.body.split("\n\n")]
    ends = [line for line in lines[-2:] if line.count(" ") < SHORT_LINE_WORDS]
    _, _, after = page.text.rpartition(lines[-1][-LAST_CHARS:] or "\n")
    return " ".join([*ends, after[:AFTER_CHARS] if len(after) < len(page.text) else ""])
