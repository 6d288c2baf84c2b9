"""Verifying what is no capture: texts and headers against their checksums, and the file itself as SQLite does.

A checksum finds a byte that was flipped, on a failing disk say; other than the chain, it stops nobody who writes a new
one with a new text. What a story says can be read again from its capture, whatever became of its row.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

BATCH = 200  # rows at a time: a reader that lingers would keep a crawl's log from being folded in
MAX_OF_FILE = 20  # a file that is torn has no end of faults


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was stored; `position` is that in the chain, None for what is not in it."""

    position: int | None
    digest: str
    url: str | None
    problem: str
    what: str = "capture"


# What, the columns its checksum is of, the table with its key, and what tells the address.
_CHECKED = (
    (
        "the story",
        ("b.text", "b.html", "a.headline", "a.standfirst", "a.byline", "a.published", "a.modified"),
        ("b.docid", "b.checksum", "a.url", "bodies AS b LEFT JOIN articles AS a ON a.id = b.article_id"),
    ),
    (
        "an earlier text",
        ("r.headline", "r.standfirst", "r.body"),
        ("r.id", "r.checksum", "a.url", "revisions AS r LEFT JOIN articles AS a ON a.id = r.article_id"),
    ),
    (
        "the headers of an answer",
        ("h.headers",),
        (
            *("h.fetch_id", "h.checksum", "coalesce(f.final_url, f.url)"),
            "fetch_headers AS h LEFT JOIN fetches AS f ON f.id = h.fetch_id",
        ),
    ),
)


def damaged_rows(db: sqlite3.Connection) -> Iterator[Damage]:
    """Yield the texts and headers that are not as they were stored; those without a checksum are passed over."""
    for what, columns, (key, kept, url, tables) in _CHECKED:
        # as bytes: what is no longer UTF-8 could not be read else
        texts = ", ".join(f"CAST({column} AS BLOB)" for column in (url, *columns))
        query = f"SELECT {key}, {kept}, {texts} FROM {tables} WHERE {key} > ? ORDER BY {key} LIMIT {BATCH}"
        last = -1
        while rows := db.execute(query, (last,)).fetchall():
            for _, checksum, address, *values in rows:
                if checksum is not None and checksum != zlib.crc32(b"\0".join(value or b"" for value in values)):
                    of = address.decode("utf-8", "replace") if address else None
                    yield Damage(None, "", of, "not as it was stored", what)
            last = rows[-1][0]


def damaged_robots(db: sqlite3.Connection) -> Iterator[Damage]:
    """Yield the versions of a robots.txt that no longer have the digest they were stored under."""
    query = (
        "SELECT id, CAST(origin AS BLOB), CAST(digest AS BLOB), CAST(text AS BLOB) FROM robots"
        f" WHERE id > ? AND length(digest) = 64 ORDER BY id LIMIT {BATCH}"
    )
    last = -1
    while rows := db.execute(query, (last,)).fetchall():
        for _, origin, digest, text in rows:
            if hashlib.sha256(text or b"").hexdigest().encode() != digest:
                yield Damage(None, "", origin.decode("utf-8", "replace"), "not as it was stored", "the robots.txt")
        last = rows[-1][0]


def damages_of_file(db: sqlite3.Connection) -> Iterator[Damage]:
    """Yield what SQLite finds wrong with the file: torn pages, indexes that miss a row, rows that point nowhere.

    Reference: https://sqlite.org/pragma.html#pragma_integrity_check
    """
    for (found,) in db.execute(f"PRAGMA integrity_check({MAX_OF_FILE})").fetchall():
        if found != "ok":
            yield Damage(None, "", None, " ".join(str(found).split()), "the file")
    orphans: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        if parent != "captures":  # those that are gone are named already
            orphans[table, parent] = orphans.get((table, parent), 0) + 1
    for (table, parent), count in orphans.items():
        yield Damage(None, "", None, f"{count:,} rows of {table} point to rows of {parent} that are gone", "the file")
