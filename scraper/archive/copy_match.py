"""Comparing a story in full with those whose sketches are like its own.

What a paper prints under every story (how to subscribe, who we are) is no part of any: shingles that stand in
several of its other stories do not count.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log
from typing import TypeVar

from scraper.alignment import RESUMED_WORDS, Run, common_runs, differ_in_figures, folded, tokens
from scraper.archive.stock import Stock
from scraper.duplicates import likeness, shingles

MAX_GROUPS = 4  # to compare a story with; the likeliest are right nearly always
MAX_MEMBERS = 3  # of a group to compare it with
MIN_TO_MERGE = 0.3  # of the story, for it to be a bridge between two clusters: not a digest of both
OTHERS = 8  # stories of a paper that tell what it prints under all of them
MIN_REPEATS = 3  # of these, for a shingle to be the paper's
WORTH_A_LOOK = 0.2  # likeness with all that the papers print below
SAME_PAPER = 0.8  # likeness that two stories of a paper need of which nothing else is known
MIN_SURPRISE = 22.0  # nats; of a score of invented kinds of stories, strangers had 20 at the most, nearly always
SURPRISING_WORDS = 300  # of a run, that are looked at
KEPT = 200  # texts at hand

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Match:
    """A story that another is a copy of; `similarity` is the share of the shorter that is in the longer, 0 to 1."""

    docid: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Text:
    docid: int
    host: str | None
    day: str | None
    text: str
    shingles: frozenset[int]


class Matcher:
    """Compares stories of an archive within one transaction."""

    def __init__(self, db: sqlite3.Connection, stock: Callable[[], Stock]) -> None:
        self._db = db
        self._stock = stock
        self._texts: OrderedDict[int, _Text | None] = OrderedDict()
        self._words: OrderedDict[int, tuple[list[str], list[str]]] = OrderedDict()
        self._phrases: OrderedDict[tuple[str, str | None], frozenset[int] | None] = OrderedDict()

    def best(self, docid: int, groups: Iterable[Sequence[int]]) -> tuple[Match, ...]:
        """Give the story in each group that a story is a copy of, the likest first; none: it is no copy.

        Groups are taken as clusters that may be one: after the likest come only those of which the story has much.
        """
        text = self._text(docid)
        if text is None:
            return ()
        found = []
        for group in islice(groups, MAX_GROUPS):
            for other in filter(None, map(self._text, group[:MAX_MEMBERS])):
                if similarity := self._similarity(text, other, {docid, *group}):
                    found.append((similarity, other))
                    break
        found.sort(key=lambda match: (-match[0], match[1].docid))
        return tuple(
            Match(other.docid, similarity)
            for number, (similarity, other) in enumerate(found)
            if number == 0 or len(text.shingles & other.shingles) >= MIN_TO_MERGE * len(text.shingles)
        )

    def _similarity(self, one: _Text, other: _Text, without: Collection[int]) -> float:
        found = likeness(one.shingles, other.shingles, WORTH_A_LOOK)
        if not found or not self._is_copied(one, other, without):
            return 0.0
        papers = {(text.host, text.day) for text in (one, other) if text.host}
        known = [self._phrases_of(str(host), day) for host, day in papers]
        is_same_paper = bool(one.host) and one.host == other.host
        if is_same_paper and any(phrases is None for phrases in known):
            return found if found >= SAME_PAPER else 0.0
        theirs = frozenset().union(*filter(None, known))
        return likeness(one.shingles - theirs, other.shingles - theirs)

    def _is_copied(self, one: _Text, other: _Text, without: Collection[int]) -> bool:
        """Tell whether two texts that are much alike have something in common that no chance explains."""
        (these, plain), (those, other_plain) = self._words_of(one), self._words_of(other)
        runs = common_runs(plain, other_plain)
        if differ_in_figures(these, those, runs):
            return False
        return is_no_chance(self._stock(), runs, plain, len(other_plain), without)

    def _words_of(self, text: _Text) -> tuple[list[str], list[str]]:
        """Give the words of a text, and the same without capitals."""
        return _kept(self._words, text.docid, lambda _: (words := tokens(text.text), folded(words)))

    def _text(self, docid: int) -> _Text | None:
        return _kept(self._texts, docid, self._read_text)

    def _read_text(self, docid: int) -> _Text | None:
        row = self._db.execute(
            "SELECT a.host, a.published_day, b.text FROM articles AS a JOIN bodies AS b ON b.docid = a.docid"
            " WHERE a.docid = ?",
            (docid,),
        ).fetchone()
        return _Text(docid, row[0], row[1], row[2], shingles(row[2])) if row else None

    def _phrases_of(self, host: str, day: str | None) -> frozenset[int] | None:
        """Give the shingles that a paper printed in several stories around a day; None: it has too few to tell.

        Stories of other days: on one day, several may be versions of one.
        """
        return _kept(self._phrases, (host, day), lambda key: self._read_phrases(*key))

    def _read_phrases(self, host: str, day: str | None) -> frozenset[int] | None:
        choices = (
            ("a.published_utc < ?", MIN_REPEATS),
            ("a.published_day IS NOT ?", MIN_REPEATS),
            ("a.published_day IS ?", MIN_REPEATS + 2),  # the two that are compared may be among them
        )
        for where, repeats in choices:
            rows = self._db.execute(
                "SELECT b.text FROM articles AS a JOIN bodies AS b ON b.docid = a.docid"
                f" WHERE a.host = ? AND {where} ORDER BY a.published_utc DESC LIMIT {OTHERS}",
                (host, day),
            ).fetchall()
            if len(rows) > repeats:
                count = Counter(shingle for (text,) in rows for shingle in shingles(text))
                return frozenset(shingle for shingle, times in count.items() if times >= repeats)
        return None


def is_no_chance(
    stock: Stock, runs: Sequence[Run], words: Sequence[str], size: int, without: Collection[int] = ()
) -> bool:
    """Tell whether what a text has in common with another, of `size` words, is more than any two stories may have.

    What a run of words is worth is the surprise to find it, less the choice of places where it might have been found:
    anywhere in the other text, or if it comes behind the run before, at so many words from it.
    """
    anywhere = log(max(1, len(words) * size))
    total = chain = 0.0
    before: Run | None = None
    for run in runs:
        if not run.is_resumed:
            skipped, other_skipped = _skipped(before, run) if before else (0, -1)
            place = anywhere if other_skipped < 0 else log((1 + skipped) * (1 + other_skipped))
            if other_skipped < 0 or chain - place < -anywhere:
                total, chain, place = total + max(0.0, chain), 0.0, anywhere
            chain -= place
        start = words[run.start : run.start + run.length][:SURPRISING_WORDS]
        chain += stock.surprise(start, without, RESUMED_WORDS if run.is_resumed else 0)
        if total + chain >= MIN_SURPRISE:
            return True
        before = run
    return False


def _skipped(before: Run, run: Run) -> tuple[int, int]:
    """Give how many words stand between two runs, in each text; below zero where the second comes first."""
    return run.start - before.start - before.length, run.other_start - before.other_start - before.length


def _kept(kept: OrderedDict[Key, Kept], key: Key, read: Callable[[Key], Kept]) -> Kept:
    """Give what is at hand, else read it and keep it in the place of what was asked for longest ago."""
    if key in kept:
        kept.move_to_end(key)
    else:
        kept[key] = read(key)
        if len(kept) > KEPT:
            kept.popitem(last=False)
    return kept[key]
