"""What was taken out of a text and what was put in, word by word, in a time that grows with the text.

difflib is quadratic at its worst; so paragraphs are compared first, then the words of those that differ, and a
passage with too much in it counts as replaced whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MAX_PAIRS = 4_000_000  # of words, or of paragraphs, that one comparison may look at: half a second at the worst
ALIKE = 0.35  # two paragraphs with fewer words in common are not one that was edited
MAX_ALIKE = 40  # changed paragraphs in a row, each of which is matched with each; of more, with the next few

# A word, or one character of a script that puts no spaces between words, or a mark, or the space between.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u3099\u309a"
_TOKENS = re.compile(
    rf"\d+(?:[.,:]\d+)*|[{_UNSPACED}][{_MARKS}]*|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_{_UNSPACED}]+)*|\s+|."
)

Tag = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a paragraph, and whether both texts have it, only the old one (`out`) or only the new one (`in`)."""

    tag: Tag
    text: str


Edit = tuple[Part, ...]


def diff_paragraphs(old: str, new: str, key: Callable[[str], str] = str) -> list[Edit]:
    """Give the paragraphs of both texts in order, each with its words kept, taken out and put in.

    A paragraph that did not change is one part. Two are the same when their `key` is.
    """
    olds, news = _paragraphs(old), _paragraphs(new)
    edits: list[Edit] = []
    for tag, i1, i2, j1, j2 in _opcodes([key(text) for text in olds], [key(text) for text in news]):
        if tag == "equal":
            edits += [(Part("same", text),) for text in news[j1:j2]]
        else:
            edits += _changed(olds[i1:i2], news[j1:j2], key)
    return edits


def diff_words(old: str, new: str, key: Callable[[str], str] = str) -> Edit:
    """Give the words of both texts in order; neighbours with one fate are one part."""
    olds, news = words_of(old), words_of(new)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in _opcodes([key(word) for word in olds], [key(word) for word in news]):
        if tag == "equal":
            parts.append(Part("same", "".join(news[j1:j2])))
        else:
            parts += [Part("out", "".join(olds[i1:i2]))] * (i1 < i2) + [Part("in", "".join(news[j1:j2]))] * (j1 < j2)
    return tuple(_joined(parts))


def words_of(text: str) -> list[str]:
    """Cut a text into words, marks and spaces, which together are the text.

    >>> words_of("12,5 km"), words_of("港に船")
    (['12,5', ' ', 'km'], ['港', 'に', '船'])
    """
    return _TOKENS.findall(text)


def count_changed(edits: Sequence[Edit]) -> tuple[int, int]:
    """Give how many words were put in, and how many taken out."""
    counts = {"in": 0, "out": 0, "same": 0}
    for edit in edits:
        for part in edit:
            if part.tag != "same":
                counts[part.tag] += sum(word[0].isalnum() for word in words_of(part.text))
    return counts["in"], counts["out"]


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n") if part.strip()]


def _changed(olds: Sequence[str], news: Sequence[str], key: Callable[[str], str]) -> Iterator[Edit]:
    """Match paragraphs that changed with what became of them, in order."""
    done, window = 0, max(1, MAX_ALIKE**2 // max(1, len(olds)))
    for old in olds:
        place = _place_of(old, news, range(done, min(len(news), done + window)))
        if place is None:
            yield (Part("out", old),)
            continue
        yield from ((Part("in", text),) for text in news[done:place])
        yield diff_words(old, news[place], key)
        done = place + 1
    yield from ((Part("in", text),) for text in news[done:])


def _place_of(old: str, news: Sequence[str], places: range) -> int | None:
    words = _words_only(old)
    best, place = ALIKE, None
    for number in places:
        others = _words_only(news[number])
        share = 2 * len(words & others) / (len(words) + len(others) or 1)
        if share > best:
            best, place = share, number
    return place


def _words_only(text: str) -> set[str]:
    return {word for word in words_of(text) if word[0].isalnum()}


def _opcodes(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield difflib's opcodes, without what both begin and end with being looked at."""
    start = 0
    while start < min(len(olds), len(news)) and olds[start] == news[start]:
        start += 1
    end = 0
    while end < min(len(olds), len(news)) - start and olds[-1 - end] == news[-1 - end]:
        end += 1
    if start:
        yield "equal", 0, start, 0, start
    one, other = olds[start : len(olds) - end], news[start : len(news) - end]
    if len(one) * len(other) > MAX_PAIRS:
        yield "replace", start, start + len(one), start, start + len(other)
    elif one or other:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other).get_opcodes():
            yield tag, start + i1, start + i2, start + j1, start + j2
    if end:
        yield "equal", len(olds) - end, len(olds), len(news) - end, len(news)


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Join runs of one fate; a space or two between changed words belongs to the change."""
    run: list[Part] = []
    for number, part in enumerate(parts):
        is_gap = part.tag == "same" and part.text.isspace() and 0 < number < len(parts) - 1
        if part.tag == "same" and not is_gap:
            yield from _merged(run)
            yield part
            run = []
        else:
            run.append(part)
    yield from _merged(run)


def _merged(run: Sequence[Part]) -> Iterator[Part]:
    if len(run) == 1:
        yield run[0]
        return
    out = "".join(part.text for part in run if part.tag != "in")
    into = "".join(part.text for part in run if part.tag != "out")
    if out.strip():
        yield Part("out", out)
    if into.strip():
        yield Part("in", into)
