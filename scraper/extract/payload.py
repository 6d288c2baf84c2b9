"""Stories that stand in a script instead of the markup: JSON-LD's articleBody, the state of frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.blocks import count_words
from scraper.extract.document import Document
from scraper.extract.json_ld import parse_json
from scraper.extract.text_of import clean, clean_markup
from scraper.models import Found

MAX_NODES = 200_000  # of a state object
MIN_PARAGRAPHS = 3
ENOUGH_WORDS = 300
MAX_STATE_CHARS = 3_000_000
_TEXT_KEYS = ("text", "html", "content", "value", "paragraph", "body", "data")
_SKIPPED_TYPES = re.compile(
    r"promo|newsletter|related|ad(?:vert\w*)?$|image|video|embed|teaser|share|audio|gallery", re.IGNORECASE
)
_LINES = re.compile(r"(?:\r?\n\s*){1,}|<br\s*/?>\s*(?:<br\s*/?>)+|</p>|</h\d>|</li>", re.IGNORECASE)


def payload_bodies(document: Document, words: int = 0) -> Iterator[Found[tuple[str, ...]]]:
    """Yield bodies found in scripts, as paragraphs, most trusted first.

    `words` is how many the markup has: with ENOUGH_WORDS of them, the states of frameworks are not searched.
    """
    for item in document.main_articles_ld:
        if isinstance(body := item.get("articleBody"), str):
            paragraphs = _paragraphs(body)
            if paragraphs:
                yield Found(paragraphs, "json-ld articleBody")
    if words > ENOUGH_WORDS:
        return
    for selector, source in (
        ("script#__NEXT_DATA__", "__NEXT_DATA__"),
        ('script[type="application/json"]', "script data"),
    ):
        for node in document.tree.css(selector)[:5]:
            text = node.text()
            if 500 < len(text) <= MAX_STATE_CHARS and (best := _longest_list(parse_json(text))):
                yield Found(best, source)


def _paragraphs(body: str) -> tuple[str, ...]:
    lines = [clean_markup(part) for part in _LINES.split(body)]
    return tuple(line for line in lines if line)


def _longest_list(state: Any) -> tuple[str, ...]:
    """Give the list in a state object that holds the most prose, each entry a paragraph."""
    best: tuple[str, ...] = ()
    best_words = 0
    stack = [state]
    for _ in range(MAX_NODES):
        if not stack:
            break
        value = stack.pop()
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            paragraphs = tuple(text for entry in value if (text := _entry_text(entry)))
            words = sum(map(count_words, paragraphs))
            if len(paragraphs) >= MIN_PARAGRAPHS and words > best_words and words >= 12 * len(paragraphs):
                best, best_words = paragraphs, words
            stack.extend(value)
    return best


def _entry_text(entry: Any) -> str:
    if isinstance(entry, str):
        text = entry
    elif isinstance(entry, dict):
        kind = entry.get("type") or entry.get("__typename") or entry.get("name") or ""
        if isinstance(kind, str) and _SKIPPED_TYPES.search(kind):
            return ""
        text = next((value for key in _TEXT_KEYS if isinstance(value := entry.get(key), str)), "")
    else:
        return ""
    if len(text) < 3 or text.startswith(("http://", "https://", "/", "{")) or (" " not in text and text.isascii()):
        return ""
    if "<" in text:
        root = LexborHTMLParser(text[:100_000]).body
        return clean(root.text(separator=" ")) if root else ""
    return clean_markup(text)
