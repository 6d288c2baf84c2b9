"""How well every field is read, against the other readers of articles, by source and by language group.

    python benchmarks/quality.py ../shared/eval --cache peers.json
    python benchmarks/quality.py ../shared/eval --worst body 20

Ours is run anew on every page; what the peers said is kept in the file that --cache names, by their version. Each
group ends with what ours has more than the best peer, an exclamation mark where that is less, and the last lines list
those places. "-": the reader does not offer the field, or no page of the group has it known.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation import FIGURES, TRAINED, Figure, grouped, language_groups, scorer
from peers import OURS, PEERS, Peer, installed

Scores = Mapping[str, Any]  # by the id of a page


def said_by(peer: Peer, pages: Sequence[Any], jobs: int, evaluate: Any, cache: Path | None) -> list[Any]:
    """Give what a peer says of the pages; those that the cache does not have are read, and then it has them."""
    known: dict[str, Any] = json.loads(cache.read_text("utf-8")) if cache and cache.is_file() else {}
    key = f"{peer.name} {peer.version}"
    said = known.get(key, {})
    if missing := [page for page in pages if page.id not in said]:
        print(f"{key}: reading {len(missing)} pages", file=sys.stderr)
        found = evaluate.run(peer.spec, missing, jobs)
        said |= {page.id: asdict(prediction) for page, prediction in zip(missing, found, strict=True)}
        if cache:
            cache.write_text(json.dumps(known | {key: said}, ensure_ascii=False), "utf-8")
    return [evaluate.Prediction(**said[page.id]) for page in pages]


def cell(value: float | None) -> str:
    """Write a figure as the tables do."""
    return "-" if value is None else f"{value:.3f}"


class Comparison:
    """What every reader reaches on any group of the pages; ours comes first."""

    def __init__(self, scores: Mapping[str, Scores], evaluate: Any) -> None:
        self.scores = scores
        self.evaluate = evaluate
        self.below: list[str] = []

    def values(self, ids: Sequence[str]) -> tuple[dict[str, list[float | None]], list[int]]:
        """Give the FIGURES of every reader, and on how many pages each is known."""
        summaries = {
            name: self.evaluate.summarise([scores[page_id] for page_id in ids], 0)
            for name, scores in self.scores.items()
        }
        values = {name: [figure.of(summary) for figure in FIGURES] for name, summary in summaries.items()}
        for name in values.keys() - {OURS.name}:  # a peer that never gets a field right does not offer it
            pairs = zip(values[name], FIGURES, strict=True)
            values[name] = [value if value or figure.is_ceiling else None for value, figure in pairs]
        return values, [figure.known_on(summaries[OURS.name]) for figure in FIGURES]

    def table(self, title: str, ids: Sequence[str]) -> str:
        """Lay out one group: a line a reader, and a line for what ours has more than the best peer."""
        values, counts = self.values(ids)
        rows = [[f"{title}, {len(ids)} pages", *(figure.heading for figure in FIGURES)]]
        rows += [["known on", *map(str, counts)]]
        rows += [[name, *map(cell, found)] for name, found in values.items()]
        columns = zip(FIGURES, *values.values(), strict=True)
        margins = [
            self._margin(f"{title}, {figure.heading}", figure, own, peers, count)
            for (figure, own, *peers), count in zip(columns, counts, strict=True)
        ]
        if len(values) > 1:
            rows.append(["ours less the best", *margins])
        return "\n".join(" ".join([row[0].ljust(40), *(f"{value:>9}" for value in row[1:])]) for row in rows)

    def _margin(self, where: str, figure: Figure, own: float | None, peers: Sequence[float | None], count: int) -> str:
        known = [value for value in peers if value is not None]
        if own is None or not known or not figure.is_goal:
            return ""
        best = min(known) if figure.is_ceiling else max(known)
        is_below = own > best if figure.is_ceiling else own < best
        if is_below:
            self.below.append(f"{where}: {own:.3f}, the best peer {best:.3f}, known on {count}")
        return f"{own - best:+.3f}{'!' if is_below else ' '}"

    def markdown(self, ids: Sequence[str]) -> str:
        """Write the table that stands in the README."""
        values, _ = self.values(ids)
        lines = [f"| | {' | '.join(values)} |", "|---" * (len(values) + 1) + "|"]
        for figure, *found in zip(FIGURES, *values.values(), strict=True):
            if figure.is_goal:
                lines.append(f"| {figure.words} | {' | '.join(map(cell, found))} |")
        return "\n".join(lines)


def main() -> int:
    """Read, score and print as the arguments say."""
    summary, _, details = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=details, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, help="folder of an evaluation set, with its evaluate.py")
    parser.add_argument("--cache", type=Path, metavar="FILE", help="keep what the peers said in this JSON file")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help="only these; none after it: ours alone")
    parser.add_argument("--pages", type=int, metavar="N", help="a fixed random sample (default: all)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (default: 2)")
    parser.add_argument("--markdown", action="store_true", help="print only the table of the README")
    parser.add_argument(
        "--worst", nargs=2, metavar=("FIELD", "N"), help="show our worst pages in a field of the scorer"
    )
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # peers warn of what they could not read
    logging.disable()
    evaluate = scorer(arguments.set)
    pages = evaluate.load_pages(arguments.set, limit=arguments.pages)
    peers = [] if arguments.peers == [] else installed(PEERS, arguments.peers or ())

    said = {OURS.name: evaluate.run(OURS.spec, pages, arguments.jobs)}
    for peer in peers:
        said[peer.name] = said_by(peer, pages, arguments.jobs, evaluate, arguments.cache)
    scores = {
        name: {page.id: evaluate.score_page(page.gold, found) for page, found in zip(pages, predictions, strict=True)}
        for name, predictions in said.items()
    }

    comparison = Comparison(scores, evaluate)
    if arguments.markdown:
        print(comparison.markdown([page.id for page in pages]))
        print(TRAINED, file=sys.stderr)
        return 0
    print(comparison.table("all", [page.id for page in pages]))
    for groups in (grouped(pages, lambda page: page.source), language_groups(pages)):
        for title, ids in groups.items():
            print(f"\n{comparison.table(title, ids)}")
    if peers:
        below = comparison.below or ["nowhere"]
        print("\nbelow the best peer:", *below, sep="\n  ")
    print(f"\n{TRAINED}")
    if arguments.worst:
        field, count = arguments.worst
        ours = list(scores[OURS.name].values())
        print("\n" + evaluate.show_worst(pages, said[OURS.name], ours, field, int(count)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
