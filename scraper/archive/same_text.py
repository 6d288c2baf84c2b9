"""Whether two readings are of one story, by what they say: where addresses alone do not prove it."""

from __future__ import annotations

from scraper.duplicates import shingles
from scraper.models import Article

MIN_SHARED = 0.2  # of the shorter text's shingles, edited since; two stories of one site share its set phrases
FEW_SHINGLES = 20


def tell_the_same(one: Article, other: Article, *, unless_told: bool) -> bool:
    """Tell whether two articles are versions of one story: a headline alike, or a fair part of the text.

    `unless_told` is the answer where there is too little to compare.
    """
    if one.headline and other.headline and _folded(one.headline) == _folded(other.headline):
        return True
    first, second = shingles(one.body), shingles(other.body)
    shorter = min(len(first), len(second))
    return unless_told if shorter < FEW_SHINGLES else len(first & second) >= MIN_SHARED * shorter


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
