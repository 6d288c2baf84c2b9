#!/usr/bin/env python3
"""Train the judge of lines, scraper/extract/line_model.json, on pages with known stories.

    python benchmarks/train_body.py ../shared/eval              # cross-validates, then writes the model
    python benchmarks/train_body.py ../shared/eval --validate   # cross-validates only

Needs numpy and scikit-learn, which the scraper itself does not. `manifest.jsonl` in the folder gives one page
a line with its gold: the body's paragraphs, or strings that must and must not be in the text. A line of a page
is story if most of its four-word shingles are in the gold; its weight is its share of the gold's words, so
that every page counts the same, whatever its length. Pages of one domain are always on one side of a fold.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

sys.path.insert(0, str(Path(__file__).parents[1]))

from scraper.decode import decode
from scraper.errors import ScraperError
from scraper.extract.authors import authors, bylines
from scraper.extract.body import page_scope
from scraper.extract.document import Document
from scraper.extract.headline import headlines
from scraper.extract.known_lines import KnownLines
from scraper.extract.line_features import FEATURES, LineFeatures
from scraper.extract.plain_lines import is_plain_story
from scraper.extract.standfirst import standfirsts
from scraper.rules import NO_RULES

FOLDS = 5
SEGMENT_WEIGHT = 0.15  # of a string that must or must not be in the text, against a whole page's body
OPTIONAL_WEIGHT = 0.3  # of a paragraph that may be left out: to have it is never wrong
TREES, RATE, LEAVES, LEAF_LINES = 32, 0.2, 8, 20
EVENNESS = 0.4  # of 1: long lines do not count in full, or a few long pages were all that is learned
MODEL = Path(__file__).parents[1] / "scraper" / "extract" / "line_model.json"
_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass
class Page:
    """The lines of one page that may be story: their numbers, what they are, how much they count.

    A line that is settled without the model has no weight, and True or False in `settled`.
    """

    domain: str
    gold: dict[str, Any]
    rows: list[list[float]]
    labels: list[int]
    weights: list[float]
    texts: list[str]
    settled: list[bool | None]


def read_page(folder: Path, entry: dict[str, Any]) -> Page | None:
    """Read one page of the manifest as the scraper does, and label its lines."""
    text = decode(gzip.decompress((folder / entry["html"]).read_bytes())).text
    try:
        document = Document.parse(text, entry["url"])
    except ScraperError:
        return None
    scope = page_scope(document)
    if scope is None:
        return None
    features = LineFeatures(scope, _known(document))
    places = range(len(scope.blocks))
    rows = [[float(value) for value in features.row(i)] for i in places]
    settled = [is_plain_story(features, i) for i in places]
    texts = [block.text for block in scope.blocks]
    label = label_by_body if "body" in entry["gold"] else label_by_segments
    labelled = list(label(texts, entry["gold"]))
    domain = entry.get("domain") or entry["id"]
    weights = [0.0 if plain is not None else w for (_, w), plain in zip(labelled, settled, strict=True)]
    return Page(domain, entry["gold"], rows, [y for y, _ in labelled], weights, texts, settled)


def _known(document: Document) -> KnownLines:
    """Read the other fields as article.py does."""
    headline = _first(headlines(document, NO_RULES))
    shown = next(standfirsts(document, NO_RULES, headline), None)
    standfirst = shown.value if shown and "under the headline" in shown.source else None
    byline = _first(bylines(document, NO_RULES))
    return KnownLines(headline, standfirst, byline, _first(authors(document, NO_RULES)) or (), document)


def _first(found: Iterator[Any]) -> Any:
    item = next(iter(found), None)
    return item.value if item else None


def label_by_body(texts: Sequence[str], gold: dict[str, Any]) -> Iterator[tuple[int, float]]:
    """Yield (is story, weight) for each line; paragraphs that may be left out weigh less."""
    body = [gold["body"]] if isinstance(gold["body"], str) else gold["body"]
    optional = set(gold.get("body_optional", ()))
    wanted = _Gold("\n".join(body))
    needed = _Gold("\n".join(p for i, p in enumerate(body) if i not in optional))
    used: Counter[str] = Counter()
    for text in texts:
        words = _words(text)
        share = wanted.share(words)
        weight = len(words) / max(1, len(wanted.words)) * abs(2 * share - 1)
        if share > 0.5 >= needed.share(words):
            weight *= OPTIONAL_WEIGHT
        if share > 0.5 and len(words) >= 6:
            used[text] += 1
            if used[text] > max(1, wanted.count(words)):
                share = 0.0  # the same again
        yield int(share > 0.5), weight


def label_by_segments(texts: Sequence[str], gold: dict[str, Any]) -> Iterator[tuple[int, float]]:
    """Yield the same from strings that must and must not be in the text; other lines weigh nothing."""
    inside = [" ".join(s.split()) for s in gold.get("with", ())]
    outside = [" ".join(s.split()) for s in gold.get("without", ())]
    for text in texts:
        if any(s in text for s in inside):
            yield 1, SEGMENT_WEIGHT
        else:
            yield 0, SEGMENT_WEIGHT if any(s in text for s in outside) else 0.0


class _Gold:
    def __init__(self, text: str) -> None:
        self.words = _words(text)
        self._shingles = set(_shingles(self.words))
        self._flat = f" {' '.join(self.words)} "

    def count(self, words: Sequence[str]) -> int:
        return self._flat.count(f" {' '.join(words)} ")

    def share(self, words: Sequence[str]) -> float:
        if len(words) < 4:
            return float(bool(words) and self.count(words) > 0)
        found = _shingles(words)
        return sum(shingle in self._shingles for shingle in found) / len(found)


def _words(text: str) -> list[str]:
    return _WORD.findall(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)))


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))] if words else []


def fit(pages: Sequence[Page]) -> GradientBoostingClassifier:
    """Fit the trees to the lines of some pages."""
    weights = np.array([w for page in pages for w in page.weights]) ** EVENNESS
    kept = weights > 0
    rows = np.array([row for page in pages for row in page.rows])[kept]
    labels = np.array([label for page in pages for label in page.labels])[kept]
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        max_depth=None,
        min_samples_leaf=LEAF_LINES,
        max_features=0.3,
        subsample=0.6,
        random_state=0,
    )
    weights = weights[kept]
    return model.fit(rows, labels, sample_weight=weights / weights.mean())


def validate(pages: Sequence[Page]) -> None:
    """Print precision, recall and F1 of four-word shingles, and the share of right segments, over five folds."""
    precisions: list[float] = []
    recalls: list[float] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        model = fit([page for page in pages if _fold(page.domain) != fold])
        for page in pages:
            if _fold(page.domain) != fold or not page.rows:
                continue
            judged = model.predict(np.array(page.rows))
            lines = zip(page.texts, judged, page.settled, strict=True)
            text = "\n\n".join(t for t, is_story, plain in lines if plain or (plain is None and is_story))
            if "body" in page.gold:
                body = page.gold["body"]
                wanted = Counter(_shingles(_words(body if isinstance(body, str) else "\n".join(body))))
                found = Counter(_shingles(_words(text)))
                common = (wanted & found).total()
                recalls.append(common / max(1, wanted.total()))
                if found:
                    precisions.append(common / found.total())
            right += [" ".join(s.split()) in text for s in page.gold.get("with", ())]
            right += [" ".join(s.split()) not in text for s in page.gold.get("without", ())]
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    print(f"body: P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f}")
    print(f"segments: {np.mean(right):.4f} of {len(right)}")


def _fold(domain: str) -> int:
    return zlib.crc32(domain.encode()) % FOLDS


def as_table(model: GradientBoostingClassifier) -> dict[str, Any]:
    """Give the trees as nested lists: a leaf's value, or [feature, threshold, if not above, if above]."""
    trees = [estimator[0].tree_ for estimator in model.estimators_]
    prior = model.init_.class_prior_
    return {
        "features": list(FEATURES),
        "base": round(float(np.log(prior[1] / prior[0])), 5),
        "trees": [_nested(tree, 0) for tree in trees],
    }


def _nested(tree: Any, node: int) -> Any:
    low, high = int(tree.children_left[node]), int(tree.children_right[node])
    if low == high:
        return round(RATE * float(tree.value[node][0][0]), 4)
    threshold = float(f"{tree.threshold[node]:.5g}")
    return [FEATURES[tree.feature[node]], threshold, _nested(tree, low), _nested(tree, high)]


def main() -> None:
    """Read the pages, cross-validate, train on all of them and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--validate", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    lines = (arguments.folder / "manifest.jsonl").read_text("utf-8").splitlines()
    entries = [entry for line in lines if {"body", "with", "without"} & set((entry := json.loads(line))["gold"])]
    with ProcessPoolExecutor() as pool:
        pages = [page for page in pool.map(partial(read_page, arguments.folder), entries, chunksize=8) if page]
    print(f"{len(pages)} pages, {sum(len(page.rows) for page in pages)} lines, {len(FEATURES)} numbers a line")
    validate(pages)
    if not arguments.validate:
        table = as_table(fit(pages))
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table.pop("trees"))
        MODEL.write_text(f'{json.dumps(table)[:-1]}, "trees": [\n{trees}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main()
