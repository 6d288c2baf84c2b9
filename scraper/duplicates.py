"""Near-duplicates: the same wire story in many papers, cut and edited.

A text is its set of shingles, k consecutive words. A tenth of them, those with the smallest hashes, stand for all:
the same tenth in every text, so that two sketches that share a few entries come from texts that share about ten
times as many, whichever of them is longer. Whatever shares entries is then compared in full, in shingles of three
words: an edited word spoils three of those and five of the others.

Reference: Broder 1997, On the resemblance and containment of documents; Hera et al. 2023 (FracMinHash).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import accumulate
from zlib import crc32

SHINGLE_WORDS = 5  # of a sketch: long enough to be rare
COMPARED_WORDS = 3  # of a comparison: short enough to outlive edits
LONG_WORDS = 10  # and of those that tell where five consecutive words are nothing rare
MIN_SAMPLED = 0.1  # share of the shingles, those with the smallest hashes, that stand for all
AT_LEAST = 32  # of each kind: of a shorter text, a larger share
MIN_SHINGLES = 25  # a shorter text is nobody's copy: it may be a caption or a set phrase
MAX_WORDS = 20_000  # of a text; a live blog's last years are no wire copy
MIN_CONTAINED = 0.4  # of the shorter text's shingles; of 1,125 real pages, strangers in two papers had 0.19 at the most
MIN_OF_LONGER = 0.15  # of the longer text's: a digest of a dozen stories is no copy of each

_WORD = re.compile("[\\w\u064b-\u0652\u0900-\u0963\u0966-\u0dff]+")  # with the vowel signs that \w leaves out
#: Scripts without spaces: two ideographs tell as much as a word, and four letters of Thai, Lao, Burmese or Khmer.
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_ALPHABETS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")


def shingles(text: str) -> frozenset[int]:
    """Give the hashes (32 bits) of a text's shingles of three words, whatever its case and punctuation.

    >>> len(shingles("The ferry returns to Port Ellis")), shingles("The ferry") == frozenset()
    (4, True)
    """
    (runs,) = _runs(text, COMPARED_WORDS)
    return frozenset(map(crc32, runs))


def sketch(text: str) -> frozenset[int]:
    """Give the shingles that stand for a text, as numbers of 48 bits; none for a text that is too short.

    The 32 bits by which they are chosen would collide among millions, so the chosen ones are hashed again.
    """
    short, long = _runs(text, SHINGLE_WORDS, LONG_WORDS)
    if len(short) < MIN_SHINGLES:
        return frozenset()
    below = 2**32 * share_sampled(len(short))
    return frozenset(
        [_wide(run) for runs in (short, long) for run, key in zip(runs, map(crc32, runs), strict=True) if key < below]
    )


def share_sampled(size: int) -> float:
    """Give the share of its shingles that stand for a text of so many.

    >>> share_sampled(80), share_sampled(160), share_sampled(3000)
    (0.4, 0.2, 0.1)
    """
    return max(MIN_SAMPLED, min(1.0, AT_LEAST / max(1, size)))


def likeness(one: frozenset[int], other: frozenset[int], least: float = MIN_CONTAINED) -> float:
    """Give the share of the shorter text's shingles that the longer has; 0 where it is less than the least.

    It is 0, too, when a text is too short to tell, or so little of the longer is shared that the shorter may be one
    item of a digest.

    >>> likeness(frozenset(range(60)), frozenset(range(15, 100)))
    0.75
    """
    shorter, longer = sorted((len(one), len(other)))
    if shorter < MIN_SHINGLES:
        return 0.0
    shared = len(one & other)
    return shared / shorter if shared >= max(least * shorter, MIN_OF_LONGER * longer) else 0.0


def words(text: str) -> list[str]:
    """Give the words of a text without what stands between them, as far as they count.

    >>> words("The ferry, she said...")
    ['The', 'ferry', 'she', 'said']
    """
    return _WORD.findall(_spaced(text))[:MAX_WORDS]


def _runs(text: str, *sizes: int) -> Iterator[list[bytes]]:
    """Yield every run of so many words, in order, for each size."""
    found = words(text.casefold())
    joined = " ".join(found).encode()
    ends = accumulate(map(len, found if joined.isascii() else map(str.encode, found)))
    starts = [0, *[end + number for number, end in enumerate(ends, 1)]]
    for size in sizes:
        yield [joined[start : end - 1] for start, end in zip(starts, starts[size:], strict=False)]


def _spaced(text: str) -> str:
    """Cut scripts without spaces into words that overlap, from each character to the next but one or so.

    >>> _spaced("東京大学 in Tokyo").split()
    ['東京', '京大', '大学', 'in', 'Tokyo']
    """
    if text.isascii():
        return text
    text = _IDEOGRAPHS.sub(lambda run: _overlapping(run[0], 2), text)
    return _ALPHABETS.sub(lambda run: _overlapping(run[0], 4), text)


def _overlapping(run: str, size: int) -> str:
    return f" {' '.join(run[at : at + size] for at in range(max(1, len(run) - size + 1)))} "


def _wide(run: bytes) -> int:
    return int.from_bytes(blake2b(run, digest_size=6).digest(), "big")
