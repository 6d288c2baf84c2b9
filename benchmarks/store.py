"""What storing a story costs, against a plain executemany of the very same rows.

    python benchmarks/store.py [STORIES]

Both sides hash and compress the same pages to the same bytes, each against the same earlier page, and write the same
rows into the same schema, full-text index and all. The plain side has its rows and those earlier pages ready and checks
no foreign keys; it is timed twice: with a transaction a story, as ours must have, and with a hundred stories to a
transaction. Median CPU seconds of interleaved rounds; what both spend on hashing and compressing is said apart.
"""

from __future__ import annotations

import gc
import hashlib
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from statistics import median

from scraper.archive import Archive
from scraper.archive.zstd import LEVEL, LEVEL_OF_KIN, compress
from scraper.models import Article, Found, Image, Page, Reading, Verdict

ROUNDS = 5
BATCHES = (1, 100)
TABLES = (
    *("captures", "articles", "bodies", "article_urls", "authors", "article_authors", "tags", "article_tags"),
    *("sections", "article_sections", "images", "field_sources", "fetches", "chain", "templates"),
)
Rows = dict[str, list[tuple[object, ...]]]
Told = list[tuple[Page, Reading]]
Bases = dict[str, bytes | None]  # by digest, what a capture was compressed against
_CHANCE = random.Random(7)
_WORDS = ["".join(_CHANCE.choices("abcdefghijklmnopqrstuvwxyz", k=_CHANCE.randint(2, 11))) for _ in range(30_000)]
_WEIGHTS = [1 / (rank + 10) for rank in range(len(_WORDS))]  # words of a language fall off like this (Zipf)


def words(count: int) -> str:
    """Give that many invented words, some much oftener than others."""
    return " ".join(_CHANCE.choices(_WORDS, _WEIGHTS, k=count))


@cache
def furniture_of(paper: int) -> str:
    """Give what all pages of a paper have in common; `paper` only tells one from another."""
    names = words(400).split()
    links = zip(_CHANCE.choices(names, k=3000), words(3000).split(), strict=True)
    return "".join(f'<div class="{name}"><a href="/{word}">{word}</a></div>' for name, word in links)


def invented(number: int) -> tuple[Page, Reading]:
    """Give a page of about 180 kB with a story of about 5 kB, and what was read from it."""
    url = f"https://courier{number % 20}.example/{number}/{words(3).replace(' ', '-')}"
    headline, standfirst, author = words(9).capitalize(), words(22).capitalize(), words(2).title()
    text = "\n\n".join(words(45) for _ in range(17))
    html = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    furniture = furniture_of(number % 20)
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    values = {
        "headline": headline,
        "standfirst": standfirst,
        "byline": f"By {author}",
        "authors": (author,),
        "published": at,
        "section": words(1),
        "tags": tuple(words(4).split()),
        "body": text,
        "language": "en",
        "site": f"Courier {number % 20}",
    }
    article = Article(
        **values,  # type: ignore[arg-type]
        body_html=html,
        images=(Image(f"{url}.jpg", words(12)),),
        url=url,
        canonical_url=url,
        verdict=Verdict.ARTICLE,
        sources=dict.fromkeys(values, "json-ld"),
    )
    candidates = {name: (Found(value, "json-ld"), Found(value, "meta")) for name, value in values.items()}
    page = Page(
        url, url, 200, (("Content-Type", "text/html"), ("ETag", f'"{number}"')), f"{html}{furniture}".encode(), at
    )
    return page, Reading(article, candidates)


def cpu_seconds(action: Callable[[], None]) -> float:
    """Time an action; what the kernel does for it counts too."""
    start = time.process_time()
    action()
    return time.process_time() - start


def store_all(path: Path, told: Told) -> None:
    """Store as the tool does: one transaction a story."""
    with Archive.open(path) as archive:
        for page, reading in told:
            archive.store(page, reading)


def compress_all(told: Told, bases: Bases) -> None:
    """Hash and compress, against the earlier pages that the archive chose."""
    for page, _ in told:
        base = bases[hashlib.sha256(page.body).hexdigest()]
        compress(page.body, base, LEVEL_OF_KIN if base else LEVEL)


def copy_rows(path: Path, told: Told, bases: Bases, rows: Rows, batch_size: int) -> None:
    """Pack the pages, and store rows that are ready, table by table, so many stories to a transaction."""
    Archive.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = NORMAL")
        compress_all(told, bases)
        batches = max(1, len(told) // batch_size)
        for batch in range(batches):
            db.execute("BEGIN IMMEDIATE")
            for table, values in rows.items():
                part = values[batch * len(values) // batches : (batch + 1) * len(values) // batches]
                if part:
                    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(part[0]))})", part)
            db.execute("COMMIT")


def rows_of(path: Path) -> Rows:
    """Read all rows back, to be copied."""
    with closing(sqlite3.connect(path)) as db:
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def bases_of(path: Path, told: Told) -> Bases:
    """Give what the archive compressed each page against."""
    bodies = {hashlib.sha256(page.body).hexdigest(): page.body for page, _ in told}
    with closing(sqlite3.connect(path)) as db:
        return {digest: bodies.get(base) for digest, base in db.execute("SELECT digest, base_digest FROM captures")}


def main(count: int) -> None:
    """Time all, in turns, and print the ratios."""
    told = [invented(number) for number in range(count)]
    ours: list[float] = []
    packing: list[float] = []
    plain: dict[int, list[float]] = {size: [] for size in BATCHES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store_all(folder / "first.db", told)
        rows = rows_of(folder / "first.db")
        bases = bases_of(folder / "first.db", told)
        gc.collect()
        gc.freeze()  # what both sides are given is nobody's garbage
        for turn in range(ROUNDS):
            ours.append(cpu_seconds(partial(store_all, folder / f"ours{turn}.db", told)))
            packing.append(cpu_seconds(partial(compress_all, told, bases)))
            for size in BATCHES:
                path = folder / f"plain{turn}-{size}.db"
                plain[size].append(cpu_seconds(partial(copy_rows, path, told, bases, rows, size)))
        kilobytes = (folder / "first.db").stat().st_size / count / 1000
    print(f"{count} stories, {kilobytes:.1f} kB a story; ours {1e6 * median(ours) / count:.0f} us of CPU a story")
    print(f"of which hashing and compressing: {1e6 * median(packing) / count:.0f} us")
    for size, times in plain.items():
        ratio = median(ours) / median(times)
        rest = (median(ours) - median(packing)) / (median(times) - median(packing))
        took = 1e6 * median(times) / count
        print(f"executemany, {size} to a transaction: {took:.0f} us; ratio {ratio:.2f}, without compressing {rest:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
