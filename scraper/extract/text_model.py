"""The judges of a dump's lines: boosted trees over numbers, as data in text_model.json.

One tells which lines are story (text_features.py), one which is the headline (text_head.py). Both were trained by
benchmarks/train_text.py on text dumps of pages with known stories.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from scraper.extract.text_features import FEATURES
from scraper.extract.text_head import HEADLINE_FEATURES

#: (feature, threshold, tree if not above, tree if above), or a leaf: (None, value, None, None).
Tree = tuple[int | None, float, Any, Any]
TREES_AT_ONCE = 8  # between two looks at whether the rest can, or is at all likely to, change the verdict
SURE = 2.2  # log-odds; stopping there changes the verdict on fewer than one line in a thousand


class TextModel:
    """Boosted trees whose leaves add up to the log-odds of what a row of numbers is asked for."""

    def __init__(self, table: dict[str, Any], features: tuple[str, ...]) -> None:
        self._base = float(table["base"])
        trees = [_tree(nested, features) for nested in table["trees"]]
        # each group with what those after it can add at least and at most
        self._groups: list[tuple[tuple[Tree, ...], float, float]] = []
        least = most = 0.0
        for start in reversed(range(0, len(trees), TREES_AT_ONCE)):
            group = tuple(trees[start : start + TREES_AT_ONCE])
            self._groups.append((group, least, most))
            for tree in group:
                values = list(_leaves(tree))
                least += min(values)
                most += max(values)
        self._groups.reverse()

    def score(self, row: Sequence[float]) -> float:
        """Give the log-odds."""
        score = self._base
        for group, _, _ in self._groups:
            for feature, value, low, high in group:
                while feature is not None:
                    feature, value, low, high = low if row[feature] <= value else high
                score += value
        return score

    def says_yes(self, row: Sequence[float]) -> bool:
        """Tell whether the log-odds are above zero, without adding up more than that takes."""
        score = self._base
        for group, least, most in self._groups:
            for feature, value, low, high in group:
                while feature is not None:
                    feature, value, low, high = low if row[feature] <= value else high
                score += value
            if score + least > 0 or score > SURE:
                return True
            if score + most < 0 or score < -SURE:
                return False
        return score > 0


def _tree(nested: Any, features: tuple[str, ...]) -> Tree:
    if isinstance(nested, list):
        name, threshold, low, high = nested
        return features.index(name), float(threshold), _tree(low, features), _tree(high, features)
    return None, float(nested), None, None


def _leaves(tree: Tree) -> Iterator[float]:
    feature, value, low, high = tree
    if feature is None:
        yield value
    else:
        yield from _leaves(low)
        yield from _leaves(high)


@lru_cache(maxsize=1)
def story_model() -> TextModel:
    """Give the judge of what is story, read once."""
    return TextModel(_tables()["story"], FEATURES)


@lru_cache(maxsize=1)
def headline_model() -> TextModel:
    """Give the judge of what is the headline, read once."""
    return TextModel(_tables()["headlines"], HEADLINE_FEATURES)


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = json.loads((files("scraper.extract") / "text_model.json").read_text("utf-8"))
    return tables
