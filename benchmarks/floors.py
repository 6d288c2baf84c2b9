"""Score the extractor on an evaluation set and fail below the floors of floors.toml.

    python benchmarks/floors.py ../shared/eval

The set brings its own scorer, `evaluate.py`; a floor is a figure that scorer has printed for this project, or for the
best of the other readers in a group of languages.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation import FIGURES, language_groups, scorer

ROOT = Path(__file__).parent.parent


def main(folder: Path) -> int:
    """Run the scorer, print its table, compare; give 1 when a figure is below its floor."""
    floors = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text("utf-8"))
    evaluate = scorer(folder)
    sys.path.insert(0, str(ROOT))
    pages = evaluate.load_pages(folder)
    summaries, scores = evaluate.evaluate(pages, evaluate.run("scraper", pages, 2))
    print(evaluate.render(summaries))
    by_id = {page.id: score for page, score in zip(pages, scores, strict=True)}
    failures = below("overall", summaries["overall"], floors["overall"])
    for name, ids in language_groups(pages).items():
        summary = evaluate.summarise([by_id[page_id] for page_id in ids], 0)
        failures += below(name, summary, floors["languages"].get(name, {}))
    errors = summaries["overall"]["errors"]
    print(f"pages on which the extractor raised: {errors}")
    return 1 if failures or errors else 0


def below(group: str, summary: Mapping[str, Any], floors: Mapping[str, Mapping[str, float]]) -> int:
    """Print what a group of pages has reached and give how many figures are below their floors."""
    ceilings = {(figure.field, figure.name) for figure in FIGURES if figure.is_ceiling}
    failures = 0
    for field, figures in floors.items():
        for name, floor in figures.items():
            reached = summary[field][name]
            missed = reached > floor if (field, name) in ceilings else reached < floor
            failures += missed
            note = "  BELOW ITS FLOOR" if missed else ""
            print(f"{group:>9} {field:>9} {name:<9} {reached:.4f}  floor {floor:.4f}{note}")
    return failures


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
