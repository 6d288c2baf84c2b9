"""The scorer that an evaluation set brings along, and its pages: met here, by import, and nowhere copied."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Said under every table with a body in it.
TRAINED = (
    "Our judge of lines (body, segments) was trained on an evaluation set: on that very set its figures are too good; "
    "train_body.py --validate prints what it reaches on domains that it has not seen."
)

GROUPS = {
    "en": ("en",),
    "de": ("de",),
    "romance": ("ca", "es", "fr", "gl", "it", "pt", "ro"),
    "slavic": ("be", "bg", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk"),
    "zh/ja/ko": ("ja", "ko", "zh"),
}


@dataclass(frozen=True)
class Figure:
    """A figure of the scorer's summary, and how tables call it."""

    field: str
    name: str
    heading: str
    words: str  # what it is, for a reader of the README
    is_ceiling: bool = False  # less is better
    is_goal: bool = True  # precision alone or recall alone is easily high, and is no goal

    def of(self, summary: Mapping[str, Any]) -> float | None:
        """Give its value, or None where the pages say nothing about it."""
        return float(summary[self.field][self.name]) if self.known_on(summary) else None

    def known_on(self, summary: Mapping[str, Any]) -> int:
        """Give how many pages (for segments: strings) it was computed from."""
        return int(summary.get(self.field, {}).get("n_timed" if self.name == "minute" else "n", 0))


FIGURES = (
    Figure("body", "f1", "body F1", "body, 4-gram F1"),
    Figure("body", "precision", "P", "body, precision", is_goal=False),
    Figure("body", "recall", "R", "body, recall", is_goal=False),
    Figure("body", "misses", "misses", "pages missed (F1 below 0.5)", is_ceiling=True),
    Figure("title", "exact", "headline", "headline, exact"),
    Figure("date", "day", "day", "date, day"),
    Figure("date", "minute", "60 s", "date, within a minute"),
    Figure("authors", "exact", "authors", "authors, same set"),
    Figure("tags", "f1", "tags", "tags, mean F1"),
    Figure("segments", "accuracy", "segments", "segments, accuracy"),
)


def scorer(folder: Path) -> Any:
    """Import `evaluate.py` of a set, under its own name, so that its worker processes find it too."""
    if not (folder / "evaluate.py").is_file():
        sys.exit(f"{folder} is no evaluation set: it has no evaluate.py")
    sys.path.insert(0, str(folder.resolve()))
    return importlib.import_module("evaluate")


def group_of(language: str | None) -> str:
    """Give the language group of a page; a page that states no language is in "other"."""
    code = (language or "").partition("-")[0].lower()
    return next((name for name, codes in GROUPS.items() if code in codes), "other")


def grouped(pages: Iterable[Any], key: Callable[[Any], str]) -> dict[str, list[str]]:
    """Give the ids of the pages of each group, groups in order of their names."""
    groups: dict[str, list[str]] = {}
    for page in pages:
        groups.setdefault(key(page), []).append(page.id)
    return dict(sorted(groups.items()))


def language_groups(pages: Sequence[Any]) -> dict[str, list[str]]:
    """Give the ids of the pages of each language group, in the order of GROUPS."""
    found = grouped(pages, lambda page: group_of(page.lang))
    return {name: found[name] for name in (*GROUPS, "other") if name in found}
