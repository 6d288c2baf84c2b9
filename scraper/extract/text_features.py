"""What can be said in numbers of a line of a text dump: its shape, its neighbours, where it stands.

The numbers are what text_model.json judges by; their names are in FEATURES, in the order of the rows. They know
no language: wordings come in by the lines' kinds only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from scraper.extract.headline import fold
from scraper.extract.text_lines import ENDS, LineKind, TextLine, begins_as_promo, labelled, wordings

FEATURES = tuple(
    (
        "words end inner_sentences commas capital_share digit_share kind repeats spaced bullet first promo "
        "words_above words_below prose_above prose_below kind_above kind_below prose_4_above prose_4_below gap_above "
        "gap_below share_before share_after in_region below_headline headline_overlap since_aside since_end to_credit "
        "since_credit is_credit region_words region_share short_run page_after captions promo_words ends_above "
        "comments_above page_place length_ratio common_share"
    ).split()
)
MARGIN = 12  # lines around the region of the story that are judged too
MAX_LIST = 60  # more lines below it, if nothing says that the story is over
MAX_PROSE = 90  # words of a line that count, so that one long line does not outweigh a story
FAR = 40
LOSS = 3.0  # of a line that is no prose, in words
_LOSSES = {LineKind.END: 20.0, LineKind.FOOTER: 20.0, LineKind.COMMENTS: 80.0}  # headings of what follows a story
MAX_LOSS = 250.0  # after which nothing further down is the same story
MAX_TO_PROSE = 40  # lines from a headline to its story
MIN_ANCHORED = 60  # words below a confirmed headline, or this share of the page's best stretch:
MIN_ANCHORED_SHARE = 0.25
LONG_PROSE = 20  # words of a line that is plainly a paragraph, between others
MAX_REPEATS = 3
LONG_LINE = 40  # words; promos and headlines are shorter


@dataclass(frozen=True, slots=True)
class Region:
    """The lines from `start` up to `end` in which the story stands, and the words of prose there."""

    start: int
    end: int
    words: int


def story_region(lines: Sequence[TextLine], anchor: int | None = None) -> Region:
    """Find the stretch of lines with the most prose: words add, lines that are no prose take away.

    With an anchor, the line of a headline that something confirms, it is the stretch from there on if that is not
    next to nothing. One pass, whatever the length: the maximum-sum interval of Bentley, Programming Pearls, §8.
    """
    best = total = 0.0
    start = best_start = best_end = 0
    for line in lines:
        if line.prose:
            if total <= 0:
                total, start = 0.0, line.number
            total += min(line.prose, MAX_PROSE)
            if total > best:
                best, best_start, best_end = total, start, line.number + 1
        else:
            total -= _LOSSES.get(line.kind, LOSS)
    if anchor is not None:
        below = _from_anchor(lines, anchor)
        if below.words >= MIN_ANCHORED or below.words >= MIN_ANCHORED_SHARE * best:
            return below
    return Region(best_start, best_end, sum(line.prose for line in lines[best_start:best_end]))


def _from_anchor(lines: Sequence[TextLine], anchor: int) -> Region:
    """Give the stretch from the first prose below a headline to where the sum is highest."""
    total = best = 0.0
    start: int | None = None
    end = anchor + 1
    for line in islice(lines, anchor + 1, None):
        if line.prose:
            start = line.number if start is None else start
            total += min(line.prose, MAX_PROSE)
            if total > best:
                best, end = total, line.number + 1
        elif start is not None:
            total -= _LOSSES.get(line.kind, LOSS)
            if total < best - MAX_LOSS:
                break
        elif line.number > anchor + MAX_TO_PROSE:
            break
    if start is None:
        return Region(anchor + 1, anchor + 1, 0)
    return Region(start, end, sum(line.prose for line in lines[start:end]))


class TextFeatures:
    """The lines of a dump, ready to be described one by one."""

    def __init__(
        self,
        lines: Sequence[TextLine],
        region: Region,
        headline: int | None,
        credit_lines: frozenset[int],
        title: str,
        common: frozenset[str] = frozenset(),
    ) -> None:
        self._lines = lines
        self._region = region
        self._headline = headline
        self._title_words = frozenset(fold(title).split())
        self._first = max(0, region.start - MARGIN)
        self._end = _end_of_list(lines, min(len(lines), region.end + MARGIN))
        self._sums = list(accumulate((line.prose for line in lines), initial=0))
        self._credits = credit_lines
        self._common = common
        self._said = wordings()
        proses = [line.prose for line in lines[region.start : region.end] if line.prose]
        self._mean = sum(proses) / (len(proses) or 1)
        self._measure()

    @property
    def places(self) -> range:
        """The numbers of the lines that are worth judging."""
        return range(self._first, self._end)

    def _measure(self) -> None:
        """Measure the distances between lines: to prose, to credit_lines, to headings, along short lines."""
        places, lines = self.places, self._lines
        self._gap_above, self._since_aside, self._since_end, self._since_credit = [], [], [], []
        self._runs: list[int] = []
        self._ends_above: list[int] = []
        self._comments_above: list[int] = []
        ends = comments = 0
        gap = since_aside = since_end = since_credit = FAR
        run = 0
        for place in places:
            line = lines[place]
            self._gap_above.append(gap)
            self._since_aside.append(since_aside)
            self._since_end.append(since_end)
            self._since_credit.append(since_credit)
            self._ends_above.append(ends)
            self._comments_above.append(comments)
            if place > self._region.start:
                ends += line.kind == LineKind.END
                comments += line.kind == LineKind.COMMENTS
            gap = 1 if line.prose else min(gap + 1, FAR)
            since_aside = 1 if line.kind == LineKind.ASIDE else min(since_aside + 1, FAR)
            since_end = 1 if line.kind == LineKind.END else min(since_end + 1, FAR)
            since_credit = 1 if place in self._credits else min(since_credit + 1, FAR)
            run = 0 if line.prose else run + 1
            self._runs.append(run)
        self._gap_below: list[int] = []
        self._to_credit: list[int] = []
        gap = to_credit = FAR
        for place in reversed(places):
            self._gap_below.append(gap)
            self._to_credit.append(to_credit)
            gap = 1 if lines[place].prose else min(gap + 1, FAR)
            to_credit = 1 if place in self._credits else min(to_credit + 1, FAR)
            index = place - self._first
            if index + 1 < len(self._runs) and self._runs[index] and self._runs[index + 1]:
                self._runs[index] = self._runs[index + 1]
        self._gap_below.reverse()
        self._to_credit.reverse()

    def settled(self, place: int) -> bool | None:
        """Tell whether a line is story where that is plain to see, None where it takes the model."""
        line = self._lines[place]
        if line.kind not in (LineKind.PROSE, LineKind.TITLE):
            return False
        if line.repeats > (1 if line.kind is LineKind.PROSE else MAX_REPEATS) or (
            line.words < 2 and not line.ends and line.text.isascii()
        ):
            return False
        if line.prose < LONG_PROSE or not line.ends or not self._region.start < place < self._region.end:
            return None
        if place + 1 < len(self._lines) and labelled(self._lines[place + 1].text):
            return True  # the paragraph right above "Tags: ferries, port"
        if place == self._region.end - 1:
            return None
        if not (self._lines[place - 1].prose and self._lines[place + 1].prose):
            return None
        i = place - self._first
        if self._comments_above[i] or self._ends_above[i] or self._since_aside[i] < FAR or place in self._credits:
            return None
        folded = line.text.casefold()
        if line.words < LONG_LINE and not self._said.promo_words.isdisjoint(folded.replace(",", " ").split()):
            return None
        return True

    def row(self, place: int) -> list[float]:
        """Give the numbers of a line."""
        lines, sums, region = self._lines, self._sums, self._region
        line, i = lines[place], place - self._first
        above = lines[place - 1] if place else None
        below = lines[place + 1] if place + 1 < len(lines) else None
        text, words = line.text, line.words
        total = region.words or 1
        before = sums[place] - sums[region.start] if place > region.start else 0
        after = sums[region.end] - sums[place + 1] if place + 1 < region.end else 0
        overlap = capitals = digits = common = 0.0
        captions = promos = 0
        if words < LONG_LINE:
            if len(self._title_words) > 2:
                overlap = len(self._title_words.intersection(fold(text).split())) / len(self._title_words)
            said, spaced = self._said, text.split()
            capitals = sum([word[0].isupper() for word in spaced]) / len(spaced)
            digits = sum(map(str.isdigit, text)) / len(text)
            folded = text.casefold().replace(",", " ").replace(".", " ").replace("!", " ").split()
            captions = len(said.captions.intersection(folded)) + (text[-1] in ")]" and ":" in text[-60:])
            promos = len(said.promo_words.intersection(folded))
            if not text.isascii():
                promos += sum([part in text for part in said.promo_parts])
            common = sum([word in self._common for word in folded]) / (len(folded) or 1)
        return [
            words,
            _end(line),
            text.count(". ") + text.count("。") + text.count("? ") + text.count("! "),
            text.count(", ") + text.count("、") + text.count("，"),
            capitals,
            digits,
            line.kind,
            line.repeats,
            line.is_spaced,
            line.is_bullet,
            _first(text),
            begins_as_promo(text) if words < LONG_LINE else 0,
            above.words if above else 0,
            below.words if below else 0,
            above.prose if above else 0,
            below.prose if below else 0,
            above.kind if above else -1,
            below.kind if below else -1,
            sums[place] - sums[max(0, place - 4)],
            sums[min(len(lines), place + 5)] - sums[place + 1],
            self._gap_above[i],
            self._gap_below[i],
            before / total,
            after / total,
            region.start <= place < region.end,
            max(-20, min(place - self._headline, 60)) if self._headline is not None else 99,
            overlap,
            self._since_aside[i],
            self._since_end[i],
            self._to_credit[i],
            self._since_credit[i],
            place in self._credits,
            region.words,
            region.words / (sums[-1] or 1),
            self._runs[i],
            (sums[-1] - sums[place + 1]) / (sums[-1] or 1),
            captions,
            promos,
            self._ends_above[i],
            self._comments_above[i],
            place / len(lines),
            words / (self._mean or 1),
            common,
        ]


def _end_of_list(lines: Sequence[TextLine], end: int) -> int:
    """Move on while nothing says that the story is over: it may close with a long list."""
    for line in islice(lines, end, end + MAX_LIST):
        if line.kind not in (LineKind.TITLE, LineKind.PROSE):
            break
        end += 1
    return end


def _end(line: TextLine) -> int:
    last = line.text[-1]
    if line.ends:
        return 2 if last == "…" or line.text.endswith("...") else 1 if last in ENDS else 3
    return 4 if last in ":：;" else 5 if last == "," else 6 if last.isdigit() else 0


def _first(text: str) -> int:
    first = text[0]
    if first.isalpha():
        return 1 if first.islower() else 0
    return 2 if first.isdigit() else 3 if first in "\"'“„‘«»「『‚" else 4
