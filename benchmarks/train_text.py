#!/usr/bin/env python3
"""Train the judges of text dumps, scraper/extract/text_model.json, on pages with known stories.

    python benchmarks/train_text.py ../shared/eval              # cross-validates, then writes the model
    python benchmarks/train_text.py ../shared/eval --validate   # cross-validates only

Needs numpy and scikit-learn, which the scraper itself does not. Every page of `manifest.jsonl` is made into two
dumps (text_dumps.py). What its gold does not say, body or headline, is taken from the reader of pages, at
less weight. Pages of one domain are always on one side of a fold.
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

from benchmarks.text_dumps import pasted_text, wet_text
from scraper.decode import decode
from scraper.extract import extract
from scraper.extract.headline import fold
from scraper.extract.text import TextPage, read_text_page
from scraper.extract.text_features import FEATURES, TextFeatures
from scraper.extract.text_head import HEADLINE_FEATURES, candidates
from scraper.models import Verdict

FOLDS = 2
SILVER_WEIGHT = 0.4  # of what the reader of pages says, against what the gold says
OPTIONAL_WEIGHT = 0.3  # of a paragraph that may be left out
EVENNESS = 0.4  # of 1: long lines do not count in full
STORY = {"n_estimators": 56, "learning_rate": 0.13, "max_leaf_nodes": 10, "min_samples_leaf": 20}
HEADLINE = {"n_estimators": 40, "learning_rate": 0.15, "max_leaf_nodes": 8, "min_samples_leaf": 10}
MODEL = Path(__file__).parents[1] / "scraper" / "extract" / "text_model.json"
_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass
class Dump:
    """One dump of a page, and what is known of its story."""

    domain: str
    text: str
    url: str | None
    body: list[str]
    optional: frozenset[int]
    body_weight: float  # 0 if the body is not known
    headlines: frozenset[str]
    headline_weight: float


def read_dumps(folder: Path, entry: dict[str, Any]) -> list[Dump]:
    """Make the dumps of one page of the manifest; half of them do not know their address."""
    html = decode(gzip.decompress((folder / entry["html"]).read_bytes())).text
    gold = entry["gold"]
    article = extract(html, entry["url"])
    is_story = article.verdict is Verdict.ARTICLE
    if "body" in gold:
        body = [gold["body"]] if isinstance(gold["body"], str) else gold["body"]
        body_weight = 1.0
    else:
        body = article.body.split("\n\n")
        body_weight = SILVER_WEIGHT if is_story and len(article.body) > 400 else 0.0
    if "title" in gold:
        headlines, headline_weight = [gold["title"], *gold.get("title_alt", ())], 1.0
    else:
        headlines, headline_weight = [article.headline or ""], SILVER_WEIGHT if is_story and article.headline else 0.0
    dumps = []
    for place, dump in enumerate((wet_text, pasted_text)):
        url = entry["url"] if (zlib.crc32(entry["id"].encode()) + place) % 2 else None
        optional = frozenset(gold.get("body_optional", ()))
        known = frozenset(map(fold, headlines))
        domain = entry.get("domain") or entry["id"]
        dumps.append(Dump(domain, dump(html), url, body, optional, body_weight, known, headline_weight))
    return dumps


@dataclass
class Rows:
    """What a judge learns from: numbers, labels, weights; and what is settled without it, which has no weight."""

    rows: list[list[float]]
    labels: list[int]
    weights: list[float]
    settled: list[bool | None]


def headline_rows(dump: Dump, page: TextPage) -> tuple[Rows, list[int]]:
    """Describe the lines that may be the headline; the page's title is labelled 1 only where no line below it is."""
    found = list(candidates(page.lines, page.region, frozenset(page.credit_lines), page.locale.sites, dump.url))
    labels = [int(fold(item.text) in dump.headlines) for item in found]
    if found and not found[0].place and any(labels[1:]):
        labels[0] = 0
    weight = dump.headline_weight if any(labels) else 0.0
    return Rows([list(map(float, item.row)) for item in found], labels, [weight] * len(found), [None] * len(found)), [
        i.place for i in found
    ]


def story_rows(dump: Dump, page: TextPage, headline_at: int | None, headline: str) -> tuple[Rows, list[int]]:
    """Describe and label the lines that may be story."""
    features = TextFeatures(page.lines, page.region, headline_at, frozenset(page.credit_lines), headline, page.common)
    places = list(features.places) if page.region.words else []
    labelled = list(label([page.lines[place].text for place in places], dump))
    rows = [list(map(float, features.row(place))) for place in places]
    settled = [features.settled(place) for place in places]
    weights = [w * dump.body_weight * (s is None) for (_, w), s in zip(labelled, settled, strict=True)]
    return Rows(rows, [y for y, _ in labelled], weights, settled), places


def label(texts: Sequence[str], dump: Dump) -> Iterator[tuple[int, float]]:
    """Yield (is story, weight) for each line; paragraphs that may be left out weigh less."""
    wanted = _Gold("\n".join(dump.body))
    needed = _Gold("\n".join(p for i, p in enumerate(dump.body) if i not in dump.optional))
    used: Counter[str] = Counter()
    for text in texts:
        words = _words(text)
        share = wanted.share(words)
        weight = (len(words) / max(1, len(wanted.words)) * abs(2 * share - 1)) ** EVENNESS
        if share > 0.5 >= needed.share(words):
            weight *= OPTIONAL_WEIGHT
        if share > 0.5 and len(words) >= 6:
            used[text] += 1
            if used[text] > max(1, wanted.count(words)):
                share = 0.0  # the same again
        yield int(share > 0.5), weight


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


def fit(parts: Sequence[Rows], settings: dict[str, Any]) -> GradientBoostingClassifier:
    """Fit trees to the rows that have a weight."""
    weights = np.array([w for part in parts for w in part.weights])
    kept = weights > 0
    rows = np.array([row for part in parts for row in part.rows])[kept]
    labels = np.array([y for part in parts for y in part.labels])[kept]
    model = GradientBoostingClassifier(max_depth=None, max_features=0.3, subsample=0.6, random_state=0, **settings)
    return model.fit(rows, labels, sample_weight=weights[kept] / weights[kept].mean())


@dataclass
class Judges:
    """Both models."""

    headline: GradientBoostingClassifier
    story: GradientBoostingClassifier


def train(dumps: Sequence[Dump]) -> Judges:
    """Train the judge of headlines, then that of lines on the headlines it finds."""
    pages = [read_text_page(dump.text, dump.url) for dump in dumps]
    headings = [headline_rows(dump, page) for dump, page in zip(dumps, pages, strict=True)]
    headline = fit([rows for rows, _ in headings], HEADLINE)
    stories = []
    for dump, page, (rows, places) in zip(dumps, pages, headings, strict=True):
        place, text = chosen(headline, dump, page, rows, places)
        stories.append(story_rows(dump, page, place, text)[0])
    return Judges(headline, fit(stories, STORY))


def chosen(
    model: GradientBoostingClassifier, dump: Dump, page: TextPage, rows: Rows, places: Sequence[int]
) -> tuple[int | None, str]:
    """Give the place and text of the likeliest headline."""
    if not places:
        return None, ""
    best = int(np.argmax(model.predict_proba(np.array(rows.rows))[:, 1]))
    found = list(candidates(page.lines, page.region, frozenset(page.credit_lines), page.locale.sites, dump.url))
    return places[best] or None, found[best].text


def validate(dumps: Sequence[Dump]) -> None:
    """Print body F1 of four-word shingles and the share of right headlines, on domains that were not learned from."""
    precisions: list[float] = []
    recalls: list[float] = []
    right: list[bool] = []
    for fold_ in range(FOLDS):
        judges = train([dump for dump in dumps if _fold(dump.domain) != fold_])
        for dump in dumps:
            if _fold(dump.domain) != fold_ or max(dump.body_weight, dump.headline_weight) < 1:
                continue
            page = read_text_page(dump.text, dump.url)
            rows, places = headline_rows(dump, page)
            place, text = chosen(judges.headline, dump, page, rows, places)
            if dump.headline_weight == 1:
                right.append(fold(text) in dump.headlines)
            if dump.body_weight == 1:
                lines, numbers = story_rows(dump, page, place, text)
                judged = judges.story.predict(np.array(lines.rows)) if numbers else []
                story = [y if s is None else s for y, s in zip(judged, lines.settled, strict=True)]
                kept = [page.lines[n].text for n, y in zip(numbers, story, strict=True) if y and n > (place or -1)]
                body = [p for i, p in enumerate(dump.body) if i not in dump.optional or p in kept]
                wanted, found = (Counter(_shingles(_words("\n".join(texts)))) for texts in (body, kept))
                common = (wanted & found).total()
                recalls.append(common / max(1, wanted.total()))
                precisions.extend([common / found.total()] if found else [])
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    print(f"body: P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f}")
    print(f"headline: {np.mean(right):.4f} of {len(right)}")


def _fold(domain: str) -> int:
    return zlib.crc32(domain.encode()) % FOLDS


def as_table(model: GradientBoostingClassifier, features: Sequence[str], rate: float) -> dict[str, Any]:
    """Give the trees as nested lists: a leaf's value, or [feature, threshold, if not above, if above]."""
    trees = [estimator[0].tree_ for estimator in model.estimators_]
    prior = model.init_.class_prior_
    base = round(float(np.log(prior[1] / prior[0])), 5)
    return {"base": base, "trees": [_nested(tree, 0, features, rate) for tree in trees]}


def _nested(tree: Any, node: int, features: Sequence[str], rate: float) -> Any:
    low, high = int(tree.children_left[node]), int(tree.children_right[node])
    if low == high:
        return round(rate * float(tree.value[node][0][0]), 4)
    threshold = float(f"{tree.threshold[node]:.5g}")
    return [features[tree.feature[node]], threshold, *(_nested(tree, n, features, rate) for n in (low, high))]


def write(judges: Judges) -> None:
    """Write both models, a tree a line."""
    tables = {
        "headlines": as_table(judges.headline, HEADLINE_FEATURES, HEADLINE["learning_rate"]),
        "story": as_table(judges.story, FEATURES, STORY["learning_rate"]),
    }
    texts = []
    for name, table in tables.items():
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table["trees"])
        texts.append(f'"{name}": {{"base": {table["base"]}, "trees": [\n{trees}\n]}}')
    MODEL.write_text("{" + ",\n".join(texts) + "}\n", "utf-8")


def main() -> None:
    """Read the pages, cross-validate, train on all of them and write the models."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--validate", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    entries = [json.loads(line) for line in (arguments.folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    with ProcessPoolExecutor() as pool:
        found = pool.map(partial(read_dumps, arguments.folder), entries, chunksize=8)
        dumps = [dump for several in found for dump in several]
    print(f"{len(dumps)} dumps")
    validate(dumps)
    if not arguments.validate:
        write(train(dumps))


if __name__ == "__main__":
    main()
