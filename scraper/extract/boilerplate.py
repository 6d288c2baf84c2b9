"""Lines inside the story's container that are not the story: promos, captions, bylines, share words.

Wordings are data, in boilerplate.json. A wording alone condemns only a short line: a paragraph may begin with
"Read more" and mean it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from scraper.extract.blocks import Block

MAX_PROMO_WORDS = 26
KEY_CHARS = 2  # by which the phrases are looked up
MAX_CAPTION_WORDS = 60
_DATE_LINE = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:\d{1,2}[./ -]\s?(?:\d{1,2}|\w{3,12}\.?)[./ -]?,?\s?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[./年-]\s?\d{1,2}[./月-]\s?\d{1,2}"
    r"|\w{3,12}\.? \d{1,2},? (?:19|20)\d\d)",
)
_TIME_AGO = re.compile(
    r"^\d+ ?(?:min|mins|minutes?|hours?|hrs?|h|days?|std|stunden|minuten|minutos?|horas?)\b.{0,20}$", re.IGNORECASE
)
_URL_LINE = re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/)\S+$", re.IGNORECASE)
_CREDIT_END = re.compile(
    r"[(（\[](?:image|photo|picture|pic|foto|bild|credit|source|quelle|fuente|crédit)\s?[:=].{1,60}[)）\]]$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    table = json.loads((files("scraper.extract") / "boilerplate.json").read_text("utf-8"))
    starts: dict[str, list[str]] = {}
    for phrases in table["starts"].values():
        for phrase in phrases:
            starts.setdefault(phrase[:KEY_CHARS], []).append(phrase)
    captions = sorted(table["captions"], key=len, reverse=True)
    return {
        "starts": starts,
        "lines": frozenset(line for lines in table["lines"].values() for line in lines),
        "captions": re.compile("|".join(map(re.escape, captions)), re.IGNORECASE),
    }


def boilerplate_line(block: Block) -> str:
    """Say why a line is no part of the story, '' if nothing speaks against it.

    >>> from scraper.extract.blocks import Element
    >>> def line(text, links=0):
    ...     return Block("p", Element("p", None, None, 0), text, len(text.split()), links)
    >>> boilerplate_line(line("Read more: Ferry fares rise again", 4)), boilerplate_line(line("Advertisement"))
    ('promo', 'promo')
    >>> boilerplate_line(line("The ferry returned to Port Ellis on Monday."))
    ''
    """
    text, words = block.text, block.words
    tables = _tables()
    folded = text.casefold().strip(" :.…!|•·–—-»›>")
    if not folded or not any(c.isalnum() for c in folded):
        return "" if block.kind in ("td", "pre") else "symbols"
    if folded in tables["lines"]:
        return "promo"
    if words <= MAX_PROMO_WORDS and _starts_as_promo(text.casefold(), tables["starts"]):
        return "promo"
    if _URL_LINE.match(text):
        return "address"
    if words <= 12 and _TIME_AGO.match(text):
        return "time ago"
    if words <= MAX_CAPTION_WORDS and _CREDIT_END.search(text):
        return "caption"
    if words <= 14 and not text.endswith((".", "!", "?", "”", '"')) and tables["captions"].search(text):
        return "credit"
    return ""


def _starts_as_promo(text: str, starts: Mapping[str, list[str]]) -> bool:
    """Tell whether a folded line begins with one of the phrases, and the word ends there."""
    start = next((position for position, character in enumerate(text) if character.isalnum() or character == "©"), 0)
    text = text[start:]
    for phrase in starts.get(text[:KEY_CHARS], ()):
        following = text[len(phrase) : len(phrase) + 1]
        if text.startswith(phrase) and not (following.isalnum() or following == "_"):
            return True
    return False


def is_date_line(text: str) -> bool:
    """Tell whether a short line is little more than a date.

    >>> is_date_line("Stand: 22.04.2024, 06:00 Uhr"), is_date_line("In May 2024 the ferry sank, and nobody saw it.")
    (True, False)
    """
    return len(text) <= 80 and bool(_DATE_LINE.match(text)) and len(text.split()) <= 11
