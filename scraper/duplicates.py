"""Near-duplicates: the same wire story in many papers, cut and edited.

A text is its set of shingles, k consecutive words. A sixteenth of them, those with the smallest hashes, stand for
all: the same sixteenth in every text, so that two sketches that share a few entries come from texts that share
about sixteen times as many, whichever of them is longer. Candidates are then compared in full.

Reference: Broder 1997, On the resemblance and containment of documents; Hera et al. 2023 (FracMinHash).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from zlib import crc32

SHINGLE_WORDS = 5
SAMPLED = 2**32 // 16  # shingles whose hash is below stand for all
MIN_SKETCH = 12  # entries of a short text, whatever their hashes
MIN_SHINGLES = 25  # a shorter text is nobody's copy: it may be a caption or a set phrase
MAX_WORDS = 20_000  # of a text; a live blog's last years are no wire copy
MIN_SHARED = 2  # sketch entries that make two texts worth comparing
MIN_CONTAINED = 0.5  # of the shorter text's shingles, for one to be a copy of the other

#: Words; in scripts without spaces, each character.
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]|[^\\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+"
)


def shingles(text: str) -> frozenset[int]:
    """Give the hashes (32 bits) of a text's shingles, whatever its case and punctuation.

    >>> len(shingles("The ferry returns to Port Ellis")), shingles("The ferry") == frozenset()
    (2, True)
    """
    words = _words(text)
    return frozenset(
        [crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode()) for i in range(len(words) - SHINGLE_WORDS + 1)]
    )


def sketch(text: str) -> frozenset[int]:
    """Give the shingles that stand for a text, as numbers of 63 bits; none for a text that is too short.

    The 32 bits by which they are chosen would collide among millions, so the chosen ones are hashed again.
    """
    words = _words(text)
    chosen: dict[int, str] = {}
    rest: dict[int, str] = {}
    for i in range(len(words) - SHINGLE_WORDS + 1):
        shingle = " ".join(words[i : i + SHINGLE_WORDS])
        (chosen if (key := crc32(shingle.encode())) < SAMPLED else rest)[key] = shingle
    if len(chosen) + len(rest) < MIN_SHINGLES:
        return frozenset()
    if len(chosen) < MIN_SKETCH:
        chosen |= {key: rest[key] for key in sorted(rest)[: MIN_SKETCH - len(chosen)]}
    return frozenset([_wide(shingle) for shingle in chosen.values()])


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the share of the smaller set that is in the larger, from 0 to 1.

    >>> contained(frozenset({1, 2}), frozenset({2, 3, 4}))
    0.5
    """
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def is_copy(one: str, other: str) -> bool:
    """Tell whether one of two texts was made from the other, or both from a third."""
    first, second = shingles(one), shingles(other)
    return min(len(first), len(second)) >= MIN_SHINGLES and contained(first, second) >= MIN_CONTAINED


def clusters(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Give for each name in a pair of copies the first name of its cluster, in the order of the names.

    >>> dict(clusters([("b", "c"), ("a", "c"), ("x", "y")]))
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        path = []
        while (above := parent.setdefault(name, name)) != name:
            path.append(name)
            name = above
        for passed in path:
            parent[passed] = name
        return name

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {name: root(name) for name in list(parent)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())[:MAX_WORDS]


def _wide(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big") >> 1  # SQLite's integers are signed
