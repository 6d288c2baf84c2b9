"""Guessing the encoding of bytes that name none: the one in which the text is least surprising.

Every encoding is tried with every language that was written in it, and each reading gets a cost, the surprise
at its characters in nats (Shannon). The letters of an alphabet are expected by their rank, as Gusein-Zade (1988)
found for many languages; a character of Chinese, Japanese or Korean stands for two bytes and so has twice the room.
What cannot be there (a control character, a capital after a small letter, a vowel sign after no consonant) costs
much, but no single one rules a reading out: real pages hold broken bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log
from unicodedata import category

from scraper.tongues import ALPHABETS, CHARACTERS, FINAL, MARKS

ENOUGH_BYTES = 1_200  # of text that is not all ASCII; 4,000 guess none of 196 real pages better

LETTER_OF_ANOTHER = 9.0  # a letter that the language does not have
MARK = 4.0
ODD = 8.0  # a sign that is seldom in news, a character of no class
IMPOSSIBLE = 14.0  # a byte without a character, a control character
MISPLACED = 5.0  # where such a letter does not stand
FOREIGN_WORD = 1.0  # what a word of another language costs more than in it
# what an encoding costs before a byte is read: nothing for the usual one, most for relics
SELDOM = {"cp1252": 0.0, "iso8859_5": 4.0, "iso8859_6": 4.0, "cp866": 4.0}
LESS_USUAL = 2.0

_TAG = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
_HIGH = re.compile(rb"[\x80-\xff]")
_RUN = re.compile(r"[A-Za-z\x80-\U0010ffff]+")
_ENGLISH = 0  # the row of ALPHABETS that foreign words are taken for


def guess(body: bytes) -> str | None:
    """Give Python's name of the likeliest encoding; None where every byte is ASCII.

    >>> guess("Паром вернулся в порт".encode("koi8_r"))
    'koi8_u'
    >>> guess("<p>Ferry’s return “a relief”".encode("cp1252"))
    'cp1252'
    """
    sample = _sample(body)
    if sample.isascii():
        return None
    if _is_utf8_with_faults(sample):
        return "utf-8"
    costs: dict[str, float] = {}
    for encoding, tongues in _tongues().items():
        runs = Counter(_RUN.findall(sample.decode(encoding, "replace")))
        costs[encoding] = SELDOM.get(encoding, LESS_USUAL) + min(
            sum(count * _surprise(run, expected) for run, count in runs.items()) for expected in tongues
        )
    return min(costs, key=costs.__getitem__)


def _is_utf8_with_faults(sample: bytes) -> bool:
    """Tell whether nearly all that is not ASCII is UTF-8, which text of another encoding never is by chance."""
    characters = [character for character in sample.decode("utf-8", "replace") if not character.isascii()]
    return characters.count("\ufffd") * 10 < len(characters)


def _sample(body: bytes) -> bytes:
    """Give the pieces of text between the tags that are not ASCII; of anything, where no text is."""
    kept: list[bytes] = []
    size = end = 0
    for tag in _TAG.finditer(body):
        kept.append(_piece(body, end, tag.start()))
        end = tag.end()
        size += len(kept[-1])
        if size > ENOUGH_BYTES:
            break
    else:
        kept.append(_piece(body, end, len(body)))
    return b"\n".join(filter(None, kept)) or _piece(body, 0, len(body))


def _piece(body: bytes, start: int, end: int) -> bytes:
    """Give some of what stands between two places, from a little before its first byte that is not ASCII."""
    high = _HIGH.search(body, start, end)
    return body[max(start, high.start() - 200) : min(end, high.start() + ENOUGH_BYTES)] if high else b""


@lru_cache(maxsize=1)
def _tongues() -> dict[str, list[dict[str, float]]]:
    """Give, per encoding, what each of its languages expects: the surprise at each character, in nats."""
    found: dict[str, list[dict[str, float]]] = {}
    for encodings, alphabet in ALPHABETS:
        for encoding in encodings.split():
            found.setdefault(encoding, []).append(_by_rank(alphabet))
    for encodings, classes in CHARACTERS:
        expected: dict[str, float] = {}
        for share, members in classes:
            listed = members if isinstance(members, str) else _rows(*members)
            for character in listed:
                expected.setdefault(character, log(len(listed) / share))
        for encoding in encodings.split():
            found.setdefault(encoding, []).append(expected)
    return found


def _by_rank(alphabet: str) -> dict[str, float]:
    weights = [log((len(alphabet) + 1) / rank) for rank in range(1, len(alphabet) + 1)]
    return {letter: log(sum(weights) / weight) for letter, weight in zip(alphabet, weights, strict=True)}


def _rows(codec: str, first: int, last: int) -> str:
    """Give the characters of some rows of a two-byte standard."""
    return "".join(
        bytes((lead, trail)).decode(codec, "ignore")
        for lead in range(first, last + 1)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )


def _surprise(run: str, expected: dict[str, float]) -> float:
    """Give the surprise at one run of letters and signs."""
    if run.isascii():
        foreign = _spelled(run, _tongues()["cp1252"][_ENGLISH])
        return min(_spelled(run, expected), foreign + FOREIGN_WORD) if "e" in expected else foreign
    return _spelled(run, expected)


def _spelled(run: str, expected: dict[str, float]) -> float:
    total = 0.0
    before = ""
    for character in run:
        letter = character.lower()[0]
        if (usual := expected.get(letter)) is not None:
            total += usual
            if (
                before in FINAL
                or (character.isupper() and before.islower())
                or (category(character) == "Mn" and not before)
            ):
                total += MISPLACED
        elif character in MARKS:
            total += MARK
        elif character.isalpha():
            total += LETTER_OF_ANOTHER
        else:
            total += IMPOSSIBLE if category(character)[0] == "C" or character == "\ufffd" else ODD
        before = character if character.isalpha() or character in expected else ""
    return total
