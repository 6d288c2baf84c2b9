"""The marks of a page: a sample of its class names and ids, which says what software and what template made it.

Reference: Broder, On the resemblance and containment of documents (1997), for the sample: of the hashes of all names,
the least ones, so that two pages that share names share marks.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from heapq import nsmallest
from typing import Generic, TypeVar

T = TypeVar("T")

MARKED_BYTES = 100_000  # of a page; the template shows in its beginning
MARKS = 24
MAX_ALIKE = 50  # that bear a mark and are compared, the latest
MAX_OWN = 8  # of the same host, which are compared whatever they bear

# one pattern each: what begins with plain bytes is found without trying at every space
_CLASSES, _IDS = (re.compile(rb' %s="([^"]{6,60})' % name) for name in (b"class", b"id"))


def marks_of(raw: bytes) -> tuple[int, ...]:
    """Give the marks of a page.

    >>> page = b'<p class="story-text">, <p class="byline">'
    >>> len(marks_of(page)), set(marks_of(page)) > set(marks_of(b'<b class="byline">'))
    (2, True)
    """
    names = {*_CLASSES.findall(raw, 0, MARKED_BYTES), *_IDS.findall(raw, 0, MARKED_BYTES)}
    return tuple(nsmallest(MARKS, set(map(zlib.crc32, names))))


def as_blob(marks: tuple[int, ...]) -> bytes:
    """Give marks as 32-bit numbers, the first byte the least."""
    return b"".join(mark.to_bytes(4, "little") for mark in marks)


class MarkIndex(Generic[T]):
    """Things found again by marks, or by their host."""

    def __init__(self) -> None:
        self._things: list[tuple[str, frozenset[int], T]] = []
        self._by_mark: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=MAX_ALIKE))
        self._by_host: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=MAX_OWN))

    def add(self, host: str, marks: bytes, thing: T) -> None:
        """Add a thing that has these marks, as `as_blob` gives them."""
        numbers = frozenset(int.from_bytes(marks[at : at + 4], "little") for at in range(0, len(marks), 4))
        position = len(self._things)
        self._things.append((host, numbers, thing))
        self._by_host[host].append(position)
        for number in numbers:
            self._by_mark[number].append(position)

    def only_of(self, host: str) -> T | None:
        """Give the only thing of a host, None if it has several or none."""
        positions = self._by_host.get(host)
        return self._things[positions[0]][2] if positions and len(positions) == 1 else None

    def most_alike(self, host: str, marks: tuple[int, ...], rank: Callable[[T], int]) -> T | None:
        """Give the thing with most of the marks; of several, one of the same host, of the highest rank, the latest."""
        alike: Counter[int] = Counter()
        for mark in marks:
            if mark in self._by_mark:
                alike.update(self._by_mark[mark])
        if host in self._by_host:
            wanted = frozenset(marks)
            for position in self._by_host[host]:
                alike[position] = len(wanted & self._things[position][1])
        if not alike:
            return None
        most = max(alike.values())
        best = [position for position, count in alike.items() if count == most]
        things = self._things
        return things[max(best, key=lambda at: (things[at][0] == host, rank(things[at][2]), at))][2]
