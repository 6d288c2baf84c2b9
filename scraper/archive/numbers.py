"""Numbers that stand where others stood: in digits, however they are grouped, and in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.archive.word_diff import Edit, words_of
from scraper.small_print import SmallPrint

CONTEXT_WORDS = 3  # on either side of a changed number

_DIGITS = re.compile(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?![\d.,]\d|\d)|\d+(?:[.,:]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:\D\d{3})+")


def changed_numbers(diff: Sequence[Edit], words: SmallPrint) -> Iterator[dict[str, str]]:
    """Yield numbers that became others, each side with the words around it."""
    for edit in diff:
        for number, (out, into) in enumerate(pairwise(edit)):
            if (out.tag, into.tag) != ("out", "in"):
                continue
            olds, news = numbers_in(out.text, words), numbers_in(into.text, words)
            if olds and news and sorted(olds) != sorted(news):
                before, after = _around(edit, number)
                yield {
                    "before": f"{before}{out.text.strip()}{after}".strip(),
                    "after": f"{before}{into.text.strip()}{after}".strip(),
                }


def numbers_in(text: str, words: SmallPrint) -> list[str]:
    """Give the numbers in a text, spelled one way: four and 4 are one, and so are 1,204 and 1 204.

    >>> from scraper.small_print import small_print
    >>> numbers_in("four boats, 1,204 men and 12.5 million", small_print("en"))
    ['1204', '12.5', '4', 'million']
    """
    found = []
    for digits in _DIGITS.findall(text):
        plain = "".join(str(unicodedata.decimal(character, character)) for character in digits)
        found.append(re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else plain)
    named = (words.number(word.casefold()) for word in words_of(text) if not word[0].isdigit())
    return found + [number for number in named if number]


def _around(edit: Edit, number: int) -> tuple[str, str]:
    before = edit[number - 1].text if number else ""
    after = edit[number + 2].text if number + 2 < len(edit) else ""
    count = 2 * CONTEXT_WORDS
    return "".join(words_of(before)[-count:]), "".join(words_of(after)[:count])
