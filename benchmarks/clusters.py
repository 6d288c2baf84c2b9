"""Wire copies among many stories: how many pairs are found, how many are right, how long it takes, how much memory.

    python benchmarks/clusters.py [STORIES] [--originals N] [--keep FILE]

Stories are invented: words fall off as in a language, papers print boilerplate under all of theirs, groups of papers
share some, and set phrases stand everywhere. Among them are planted wire stories, each in several papers: cut to as
little as 40 %, in the middle or from below, every twelfth word edited, a paragraph of the paper's own put before.
Prints figures; exit status 1 when recall is below 95 % of the pairs or precision below 98 %.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import comb
from pathlib import Path

from scraper.archive import Archive

PAPERS = 200
GROUPS = 20  # of papers with one owner, who print the same notes
SET_PHRASES = 300
MIN_RECALL, MIN_PRECISION = 0.95, 0.98
AGENCIES = ("AP", "Reuters", "AFP", "dpa", "PA")
_START = datetime(2026, 1, 1, tzinfo=UTC)


class Inventor:
    """Invents papers and stories, the same ones for the same seed."""

    def __init__(self, seed: int = 11) -> None:
        self.chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self._words = ["".join(self.chance.choices(letters, k=self.chance.randint(2, 10))) for _ in range(30_000)]
        total, self._weights = 0.0, []
        for rank in range(len(self._words)):
            total += 1 / (rank + 3)
            self._weights.append(total)
        self._phrases = [self._plain(self.chance.randint(4, 9)) for _ in range(SET_PHRASES)]
        self._group_notes = [self._plain(self.chance.randint(15, 40)) for _ in range(GROUPS)]
        self._paper_notes = [[self._plain(self.chance.randint(10, 45)) for _ in range(3)] for _ in range(PAPERS)]

    def paragraph(self, size: int) -> str:
        """Give so many words, with a set phrase here and there."""
        parts = [self._plain(size)]
        if self.chance.random() < 0.5:
            parts.append(self.chance.choice(self._phrases))
        return " ".join(parts).capitalize() + "."

    def story(self) -> list[str]:
        """Give a story of 60 to 1,200 words, most of some hundreds."""
        size = min(1200, max(60, int(self.chance.lognormvariate(5.9, 0.6))))
        return [self.paragraph(self.chance.randint(20, 60)) for _ in range(max(2, size // 40))]

    def printed(self, paragraphs: list[str], paper: int) -> str:
        """Give a story as a paper prints it, with what it prints under every one."""
        notes = [note for note in self._paper_notes[paper] if self.chance.random() < 0.7]
        return "\n\n".join([*paragraphs, *notes, self._group_notes[paper % GROUPS]])

    def copy(self, wire: list[str], agency: str) -> list[str]:
        """Give a wire story as a paper takes it over: cut, edited, with a paragraph of its own."""
        kept = max(2, round(len(wire) * self.chance.uniform(0.4, 1)))
        if self.chance.random() < 0.5:
            taken = wire[:kept]
        else:
            taken = [wire[place] for place in sorted(self.chance.sample(range(len(wire)), kept))]
        edited = [self._edited(paragraph, self.chance.uniform(0, 1 / 12)) for paragraph in taken]
        if self.chance.random() < 0.6:
            edited[0] = f"PORT ELLIS ({agency}) - {edited[0]}"
        if self.chance.random() < 0.3:
            edited.insert(0, self.paragraph(20))
        return edited

    def _edited(self, text: str, share: float) -> str:
        words: list[str] = []
        for word in text.split():
            if self.chance.random() >= share:
                words.append(word)
            elif self.chance.random() < 0.7:
                words += self._plain(self.chance.randint(1, 2)).split()
        return " ".join(words)

    def _plain(self, size: int) -> str:
        return " ".join(self.chance.choices(self._words, cum_weights=self._weights, k=size))


def planted(inventor: Inventor, count: int, originals: int) -> Iterator[tuple[int, str, int | None]]:
    """Yield paper, text and the number of the wire story, if it is one, in the order of publication."""
    places: dict[int, int] = {}
    wires, agencies = [], []
    for number in range(originals):
        wires.append(
            [inventor.paragraph(inventor.chance.randint(25, 60)) for _ in range(inventor.chance.randint(6, 18))]
        )
        agencies.append(inventor.chance.choice(AGENCIES))
        start = inventor.chance.randrange(count)
        for _ in range(inventor.chance.randint(2, 30)):
            place = min(count - 1, start + inventor.chance.randrange(max(2, count // 50)))
            places.setdefault(place, number)
    for place in range(count):
        paper = inventor.chance.randrange(PAPERS)
        number = places.get(place)
        told = inventor.story() if number is None else inventor.copy(wires[number], agencies[number])
        yield paper, inventor.printed(told, paper), number


def fill(path: Path, stories: Iterator[tuple[int, str, int | None]]) -> dict[str, int]:
    """Write the stories past the reading of pages; give the wire story of each copy, by the id of the copy."""
    Archive.open(path).close()
    truth: dict[str, int] = {}
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TRIGGER bodies_inserted")  # the full-text index has no part in this
        for docid, (paper, text, number) in enumerate(stories, 1):
            key = f"{docid:016x}"
            at = _START + timedelta(minutes=docid)
            host = f"paper{paper}.example"
            db.execute(
                "INSERT INTO articles (id, docid, url, headline, published, published_utc, published_day, site, host,"
                " verdict, word_count, first_seen_at, last_seen_at, last_changed_at)"
                " VALUES (:id, :docid, :url, 'A story', :at, :at, substr(:at, 1, 10), :site, :host,"
                " 'article', :words, :at, :at, :at)",
                {
                    "id": key,
                    "docid": docid,
                    "url": f"https://{host}/{docid}",
                    "at": at.isoformat(),
                    "site": f"Paper {paper}",
                    "host": host,
                    "words": text.count(" "),
                },
            )
            db.execute("INSERT INTO bodies (docid, article_id, text, html) VALUES (?, ?, ?, '')", (docid, key, text))
            if number is not None:
                truth[key] = number
        db.commit()
    return truth


def score(path: Path, truth: dict[str, int]) -> tuple[float, float, int, int]:
    """Give recall and precision of pairs, and how many pairs there are and how many were said."""
    with closing(sqlite3.connect(path)) as db:
        said: dict[str, int] = dict(db.execute("SELECT article_id, cluster_id FROM cluster_articles"))
    pairs = sum(comb(times, 2) for times in Counter(truth.values()).values())
    right = wrong = 0
    by_cluster: dict[int, list[str]] = {}
    for key, cluster in said.items():
        by_cluster.setdefault(cluster, []).append(key)
    for members in by_cluster.values():
        for one, other in combinations(members, 2):
            is_right = one in truth and truth[one] == truth.get(other)
            right += is_right
            wrong += not is_right
    return right / pairs, right / max(1, right + wrong), pairs, right + wrong


def main() -> int:
    """Fill an archive, find the copies in it, add one story more, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="?", type=int, default=100_000)
    parser.add_argument("--originals", type=int, default=50)
    parser.add_argument("--keep", type=Path, help="leave the archive here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "archive.db"
        truth = fill(path, planted(Inventor(), asked.stories, asked.originals))
        before, memory = path.stat().st_size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with Archive.open(path) as archive:
            wall, cpu = time.perf_counter(), time.process_time()
            archive.clusters.update(_progress)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            db = archive._db
            db.execute("DELETE FROM sketches WHERE docid = ?", (asked.stories,))
            once = time.perf_counter()
            archive.clusters.update()
            once = time.perf_counter() - once
        recall, precision, pairs, said = score(path, truth)
        grown = path.stat().st_size - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{asked.stories:,} stories, {len(truth):,} of them copies of {asked.originals} wire stories")
    rate, one = 1000 * cpu / asked.stories, f"one more story: {once:.3f} s"
    print(f"{wall:.1f} s, {cpu:.1f} s of CPU: {rate:.2f} ms a story; {one}")
    print(f"memory {memory / 1024:.0f} MB before, {peak / 1024:.0f} MB at its peak")
    print(f"{grown / asked.stories:.0f} bytes a story in the archive")
    print(f"recall {recall:.2%} of {pairs:,} pairs, precision {precision:.2%} of {said:,}")
    return 0 if recall >= MIN_RECALL and precision >= MIN_PRECISION else 1


def _progress(done: int) -> bool:
    if sys.stderr.isatty():
        print(f"\r{done:,}", end="", file=sys.stderr, flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
