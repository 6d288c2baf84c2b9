"""Where two texts say the same in the same words: runs that both have, one after the other, as a copy keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.duplicates import words

SEED_WORDS = 3  # that a run begins with, wherever it stands
RESUMED_WORDS = 2  # that a run goes on with behind an edit, at the same place in both texts
MAX_EDITED = 3  # words of an edit
MIN_DIFFERENT = 3  # figures, or names, that tell two stories of one template

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\s\"'«“”„‘(]*)(\w)")


@dataclass(frozen=True, slots=True)
class Run:
    """So many words that stand in both texts, and where they begin in each."""

    start: int
    other_start: int
    length: int
    is_resumed: bool = False  # at the same place in both as the run before, some edited words behind it


def tokens(text: str) -> list[str]:
    """Give the words of a text; of capitals, only those that begin a name are left.

    >>> tokens("The ferry sailed. It returned to Port Ellis, No. 12")
    ['the', 'ferry', 'sailed', 'it', 'returned', 'to', 'Port', 'Ellis', 'No', '12']
    """
    return words(_SENTENCE_START.sub(lambda start: start[0].lower(), text))


def folded(words: Iterable[str]) -> list[str]:
    """Give words without the difference that capitals make."""
    return [word.casefold() for word in words]


def common_runs(one: list[str], other: list[str]) -> list[Run]:
    """Give the runs of words that two texts have in common, in the order of the first.

    Each is as long as it can be; of several places in the other text, the next one behind the last run is taken.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(other) - SEED_WORDS + 1):
        places.setdefault(tuple(other[at : at + SEED_WORDS]), []).append(at)
    runs: list[Run] = []
    at, end, other_end = 0, -MAX_EDITED - 1, 0
    while at <= len(one) - RESUMED_WORDS:
        edited = at - end
        resumed = other_end + edited
        if edited <= MAX_EDITED and one[at : at + RESUMED_WORDS] == other[resumed : resumed + RESUMED_WORDS]:
            start = resumed
        elif found := places.get(tuple(one[at : at + SEED_WORDS])):
            start = next((place for place in found if place >= other_end), found[0])
        else:
            at += 1
            continue
        length = _length(one, other, at, start)
        runs.append(Run(at, start, length, start == resumed and edited <= MAX_EDITED))
        at = end = at + length
        other_end = start + length
    return runs


def _length(one: list[str], other: list[str], at: int, start: int) -> int:
    longest = min(len(one) - at, len(other) - start)
    return next((n for n in range(longest) if one[at + n] != other[start + n]), longest)


def differ_in_figures(one: Sequence[str], other: Sequence[str], runs: Sequence[Run]) -> bool:
    """Tell whether two texts say the same of other things: with other figures, or other names, in the same words.

    So do reports of the weather, of matches and of markets; a copy has nearly all the figures of the original.
    """
    for is_figure in (_is_number, _is_name):
        same = sum(is_figure(word) for run in runs for word in one[run.start : run.start + run.length])
        different = sum(
            is_figure(word) and is_figure(instead) and word.casefold() != instead.casefold()
            for word, instead in _edits(one, other, runs)
        )
        if different >= MIN_DIFFERENT and different > same:
            return True
    return False


def _edits(one: Sequence[str], other: Sequence[str], runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand in each other's place between two runs."""
    for run, following in pairwise(runs):
        end, other_end = run.start + run.length, run.other_start + run.length
        if 0 < following.start - end == following.other_start - other_end <= MAX_EDITED:
            yield from zip(one[end : following.start], other[other_end : following.other_start], strict=True)


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_name(word: str) -> bool:
    return word[0].isupper()
