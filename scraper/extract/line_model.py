"""The judge of lines: boosted trees over the numbers of line_features.py, as data in line_model.json.

Trained by benchmarks/train_body.py on 791 captured pages whose stories are known, 251 of them in full, the others by
sentences that must and must not be read; pages of one domain were on one side of each of five folds. On domains that
it had not seen the judge reads 0.971 of the bodies' words right (F1 of four-word shingles), and 0.938 of the sentences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from scraper.extract.line_features import FEATURES

#: (feature, threshold, tree if not above, tree if above), or a leaf: (None, value, None, None).
Tree = tuple[int | None, float, Any, Any]
TREES_AT_ONCE = 8  # between two looks at whether the rest can still change the verdict


class LineModel:
    """Boosted trees whose leaves add up to the log-odds that a line is story."""

    def __init__(self, table: dict[str, Any]) -> None:
        if tuple(table["features"]) != FEATURES:
            raise ValueError("line_model.json was trained on other features: run benchmarks/train_body.py")
        self._base = float(table["base"])
        trees = [_tree(nested) for nested in table["trees"]]
        groups = [tuple(trees[i : i + TREES_AT_ONCE]) for i in range(0, len(trees), TREES_AT_ONCE)]
        # each with what the groups after it can add at least and at most
        self._groups: list[tuple[tuple[Tree, ...], float, float]] = []
        least = most = 0.0
        for group in reversed(groups):
            self._groups.append((group, least, most))
            for tree in group:
                values = list(_leaves(tree))
                least += min(values)
                most += max(values)
        self._groups.reverse()

    def is_story(self, row: Sequence[float], doubt: float = 0.0) -> bool:
        """Tell whether a line is story; `doubt` is the log-odds it takes, less than 0 to keep more."""
        score = self._base - doubt
        for group, least, most in self._groups:
            for feature, value, low, high in group:
                while feature is not None:
                    feature, value, low, high = low if row[feature] <= value else high
                score += value
            if score + least > 0:
                return True
            if score + most < 0:
                return False
        return score > 0


def _tree(nested: Any) -> Tree:
    if isinstance(nested, list):
        name, threshold, low, high = nested
        return FEATURES.index(name), float(threshold), _tree(low), _tree(high)
    return None, float(nested), None, None


def _leaves(tree: Tree) -> Iterator[float]:
    feature, value, low, high = tree
    if feature is None:
        yield value
    else:
        yield from _leaves(low)
        yield from _leaves(high)


@lru_cache(maxsize=1)
def line_model() -> LineModel:
    """Give the model, read from line_model.json once."""
    return LineModel(json.loads((files("scraper.extract") / "line_model.json").read_text("utf-8")))
