"""Quotations that became others: what somebody is said to have said, between quotation marks of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.archive.word_diff import Edit, words_of
from scraper.spelling import plain

ALIKE_QUOTES = 0.4  # of their words: with fewer in common, one went and another came
MIN_QUOTE_WORDS = 3  # fewer are a title or a nickname

_WITHIN = "{3,1000}?)"
_QUOTE = re.compile(
    "|".join(
        (
            f"[“„«»‟]([^“”„«»]{_WITHIN}[”“»«‟]",
            f"[「『]([^「」『』]{_WITHIN}[」』]",
            f'"([^"\\n]{_WITHIN}"',
            f"”([^“”„«»]{_WITHIN}”",  # Swedish, Finnish
            f"[‹›]([^‹›]{_WITHIN}[‹›]",
            rf"(?<!\w)[‘‚']([^‘‚\n]{_WITHIN}['’‘](?!\w)",  # and no apostrophe
        )
    )
)


def changed_quotations(diff: Sequence[Edit]) -> Iterator[dict[str, str]]:
    """Yield quotations that became others, most of their words being the same."""
    for edit in diff:
        if len(edit) == 1:
            continue
        olds, news = _quotations(edit, "in"), _quotations(edit, "out")
        same = {plain(quote) for quote in olds} & {plain(quote) for quote in news}
        left = [quote for quote in news if plain(quote) not in same]
        for old in olds:
            if plain(old) not in same and (new := max(left, key=lambda it: _likeness(old, it), default=None)):
                if _likeness(old, new) >= ALIKE_QUOTES:
                    left.remove(new)
                    yield {"before": old, "after": new}


def _quotations(edit: Edit, without: str) -> list[str]:
    text = "".join(part.text for part in edit if part.tag != without)
    found = ("".join(groups) for groups in _QUOTE.findall(text))
    return [quote for quote in found if _count(quote) >= MIN_QUOTE_WORDS]


def _count(text: str) -> int:
    return sum(word[0].isalnum() for word in words_of(text))


def _likeness(one: str, other: str) -> float:
    words, others = (set(words_of(plain(text).casefold())) - {" "} for text in (one, other))
    return len(words & others) / (max(len(words), len(others)) or 1)
