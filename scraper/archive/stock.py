"""What many stories of an archive have in common: sentences of a stock, templates, set phrases of any length.

Two stories that are put together from one stock share much, and are no copies. What tells is what they have in common
beyond it: each run of words that no other stories have is a coincidence, or is copied. A sample of the archive is
kept at hand, as a sorted list of what begins at each of its words, and the longest run that stands there is found by
bisection: a text is read in as few of such runs as possible.

Reference: Ziv and Merhav 1993, A measure of relative entropy between individual sequences.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import log

from scraper.alignment import common_runs, differ_in_figures, folded, tokens
from scraper.duplicates import sketch

MIN_CHARS = 600_000  # that stand for the archive: some 250 stories, read in half a second
MAX_CHARS = 3_000_000  # some 1,300 stories; 60 MB of memory
CHARS_FOR_EACH = 400  # story that waits
SAMPLED_STORIES = 4_000  # at the most
MAX_STORY_WORDS = 1_000  # of one
MAX_STORY_CHARS = 8_000
IN_STORIES = 2  # that have a run, for it to be of the stock: one may be a copy
MAX_HAVING = 8  # stories with an entry that may be copies
REACH = 64  # bytes of a run that are looked up
MANY = 50  # places that a run has; a copy of the story hardly changes their number
GOLDEN = 0.618034  # multiples of it are spread evenly, however many are taken
SAME_TEXT = 0.3  # of a sketch, that makes two stories of the sample copies


class Stock:
    """A sample of an archive's stories, none a copy of another."""

    def __init__(self, stories: Iterable[tuple[int, Sequence[str]]]) -> None:
        entries: list[bytes] = []  # what begins at each word, and whose it is
        for docid, words in stories:
            text, whose = _joined(words), b"\0" + docid.to_bytes(8, "big")
            entries += [text[start : start + REACH] + whose for start in _starts(words)]
        entries.sort()
        self._entries = entries

    def surprise(self, words: Sequence[str], without: Collection[int], known: int = 0) -> float:
        """Tell how surprising it is (in nats) to find a run of words, to one who knows the sample.

        Each word is expected as often as it follows, in the sample, on what is before it, as far back as two stories
        have that. `without` are stories that do not count, nor do the first `known` words.
        """
        text = _joined(words)
        starts = [*_starts(words), len(text)]
        total, first, before = 0.0, 0, len(self._entries) + 1
        for number, (start, end) in enumerate(pairwise(starts)):
            while (times := self._times(text[starts[first] : end], without)) == 0 and first < number:
                first += 1
                before = self._times(text[starts[first] : start], without) if first < number else len(self._entries) + 1
            if number >= known:
                total += log(before / max(1, times))
            before = times
            if not times:
                first, before = number + 1, len(self._entries) + 1
        return total

    def _times(self, run: bytes, without: Collection[int]) -> int:
        """Count where a run of whole words stands; 0 where fewer than two stories have it, or it is too long."""
        if len(run) > REACH:
            return 0
        low = bisect_left(self._entries, run)
        high = bisect_left(self._entries, run + b"\xff", low)
        if high - low > MANY:
            return high - low
        docids = [int.from_bytes(entry[-8:], "big") for entry in self._entries[low:high]]
        others = [docid for docid in docids if docid not in without]
        return len(others) if len(set(others)) >= IN_STORIES else 0


def _joined(words: Sequence[str]) -> bytes:
    return (" ".join(words) + " ").encode()


def _starts(words: Sequence[str]) -> list[int]:
    """Give where each word begins, in bytes."""
    return list(accumulate((len(word.encode()) + 1 for word in words[:-1]), initial=0)) if words else []


def read_stock(db: sqlite3.Connection, waiting: int) -> Stock:
    """Read a sample of an archive, spread evenly: the larger, the more stories wait to be compared with its help."""
    chars = max(MIN_CHARS, min(MAX_CHARS, waiting * CHARS_FOR_EACH))
    return Stock(_without_copies(_sample(db, chars)))


def _sample(db: sqlite3.Connection, chars: int) -> Iterator[tuple[int, str]]:
    (last,) = db.execute("SELECT coalesce(max(docid), 0) FROM bodies").fetchone()
    places = {int(last * (number * GOLDEN % 1)): None for number in range(min(last, SAMPLED_STORIES))}
    size = 0
    met = set()
    for place in places:
        row = db.execute("SELECT docid, text FROM bodies WHERE docid > ? ORDER BY docid LIMIT 1", (place,)).fetchone()
        if row and row[0] not in met:
            met.add(row[0])
            yield row
            size += min(len(row[1]), MAX_STORY_CHARS)
            if size > chars:
                break


def _without_copies(stories: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Leave out what is a copy of another; the stories of one template, which differ in figures, are none."""
    having: dict[int, list[int]] = {}
    kept: dict[int, tuple[int, list[str]]] = {}
    for docid, text in stories:
        entries = sketch(text)
        words = tokens(text)[:MAX_STORY_WORDS]
        shared = Counter(other for entry in entries for other in having.get(entry, ()))
        if not any(
            times >= SAME_TEXT * min(len(entries), kept[other][0]) and _is_copy(words, kept[other][1])
            for other, times in shared.most_common(3)
        ):
            kept[docid] = len(entries), words
            for entry in entries:
                if len(others := having.setdefault(entry, [])) < MAX_HAVING:
                    others.append(docid)
    for docid, (_, words) in kept.items():
        yield docid, folded(words)


def _is_copy(one: Sequence[str], other: Sequence[str]) -> bool:
    return not differ_in_figures(one, other, common_runs(folded(one), folded(other)))
