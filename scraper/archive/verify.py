"""Verifying: every capture is read and hashed again, and held against the chain; texts and headers, against checksums.

An entry of the chain that does not follow from the one before it was changed, or another stood there; so was the
capture, if its digest is another or its bytes are. What was compressed against a damaged capture cannot be read either.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.archive.captures import read_bytes
from scraper.archive.chain import BEGINNING, chain_value
from scraper.archive.verify_rows import Damage, damaged_robots, damaged_rows, damages_of_file
from scraper.archive.zstd import decompress
from scraper.errors import ArchiveError

_BATCH = 200  # entries at a time: a reader that lingers would keep a crawl's log from being folded in
_MAX_KEPT_BYTES = 32_000_000
_URLS = (
    "SELECT coalesce(final_url, url) FROM fetches WHERE capture_digest = ? LIMIT 1",
    "SELECT url FROM articles WHERE capture_digest = ? AND url IS NOT NULL LIMIT 1",
    "SELECT url FROM revisions WHERE capture_digest = ? AND url IS NOT NULL LIMIT 1",
    "SELECT url FROM article_parts WHERE capture_digest = ? LIMIT 1",
)

_LOST = """
    SELECT CAST(capture_digest AS BLOB), min(kind) FROM (
        SELECT capture_digest, 'fetch' AS kind FROM fetches UNION ALL
        SELECT capture_digest, 'story' FROM articles UNION ALL SELECT capture_digest, 'version' FROM revisions
    )
    WHERE capture_digest IS NOT NULL AND capture_digest NOT IN (SELECT digest FROM captures)
        AND capture_digest NOT IN (SELECT capture_digest FROM chain)
    GROUP BY capture_digest
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    position: int
    digest: str
    value: bytes
    body_crc: int | None


def damages(db: sqlite3.Connection, head: str | None = None) -> Iterator[Damage]:
    """Yield what is damaged: captures in the order of the chain, texts and headers, then what is wrong with the file.

    `head` is the value of an entry that must be there. What cannot be read at all does not keep us from the rest.
    """
    captures = _Verification(db)
    for what, part in (
        ("the chain", captures.damages(head)),
        ("the table of captures", captures.outside()),
        ("the table of texts", damaged_rows(db)),
        ("the table of robots.txt", damaged_robots(db)),
        ("the file", damages_of_file(db)),
    ):
        try:
            yield from part
        except sqlite3.DatabaseError as error:
            yield Damage(None, "", None, f"it cannot be read to its end ({error})", what)


class _Verification:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._damaged: set[str] = set()
        self._values: tuple[bytes, ...] = (BEGINNING,)  # that the next entry may have before it

    def damages(self, head: str | None) -> Iterator[Damage]:
        last, is_head_there = 0, head is None
        (end,) = self._db.execute("SELECT coalesce(max(position), 0) FROM chain").fetchone()
        while entries := self._entries(last, end):
            for entry in entries:
                yield from self._gap(last, entry.position)
                is_head_there = is_head_there or entry.value.hex() == head
                if problem := self._problem(entry, is_after_gap=entry.position != last + 1):
                    yield self._damage(entry.position, entry.digest, problem)
                last = entry.position
        if not is_head_there:
            problem = "no entry of the chain has this value: it was cut off or written anew"
            yield Damage(None, head or "", None, problem, "the chain")

    def _entries(self, after: int, end: int) -> list[_Entry]:
        rows = self._db.execute(
            "SELECT position, CAST(capture_digest AS BLOB), value, body_crc FROM chain"
            f" WHERE position > ? AND position <= ? ORDER BY position LIMIT {_BATCH}",
            (after, end),
        )
        return [_Entry(position, _text(digest), _bytes(value), crc) for position, digest, value, crc in rows]

    def _gap(self, last: int, position: int) -> Iterator[Damage]:
        if position > last + 1:
            is_one = position == last + 2
            which = f"entry {last + 1} was" if is_one else f"entries {last + 1} to {position - 1} were"
            yield Damage(last + 1, "", None, f"{which} removed from the chain", "the chain")

    def _problem(self, entry: _Entry, *, is_after_gap: bool) -> str | None:
        problem: str | None = "it is gone"
        try:
            row = self._db.execute(
                "SELECT c.digest, c.headers, c.size_bytes, c.fetched_at, c.body, c.base_digest,"
                " c.depth IS coalesce(b.depth + 1, 0)"
                " FROM captures AS c LEFT JOIN captures AS b ON b.digest = c.base_digest WHERE c.digest = ?",
                (entry.digest,),
            ).fetchone()
        except sqlite3.DatabaseError as error:
            row, problem = None, f"it cannot be read ({error})"
        if row is None:
            self._damaged.add(entry.digest)
            self._values = (entry.value,)
            return problem
        digest, headers, size_bytes, fetched_at, body, base, is_depth_right = row
        try:
            computed = [chain_value(before, digest, headers, size_bytes, fetched_at) for before in self._values]
        except TypeError:  # a column that holds something else than text
            computed = []
        follows = is_after_gap or entry.value in computed
        self._values = (entry.value,) if follows else (entry.value, *computed)
        problem = None if digest == entry.digest else "its digest was changed"
        problem = problem or self._problem_of_bytes(entry, body, base, size_bytes)
        if problem:
            self._damaged.add(entry.digest)
        elif not follows:
            problem = "its headers, its date or its place in the chain were changed"
        elif not is_depth_right:
            problem = "its depth was changed, or that of what it was compressed against"
        return problem

    def _problem_of_bytes(self, entry: _Entry, body: bytes, base: str | None, size_bytes: int) -> str | None:
        if not isinstance(body, bytes) or (entry.body_crc is not None and zlib.crc32(body) != entry.body_crc):
            return "its bytes were changed"
        try:
            raw = decompress(body, self._base(base))
        except (ArchiveError, sqlite3.DatabaseError):
            raw = None
        if raw is not None and hashlib.sha256(raw).hexdigest() == entry.digest and len(raw) == size_bytes:
            self._keep(entry.digest, raw)
            return None
        if base in self._damaged:
            return f"it was compressed against {base[:16] if base else ''}, which is damaged"
        return "its bytes were changed" if raw is None or len(raw) == size_bytes else "its size was changed"

    def _base(self, digest: str | None) -> bytes | None:
        if digest is None:
            return None
        raw = self._kept.get(digest)
        if raw is None:
            raw = read_bytes(self._db, digest)
            if raw is None:
                self._damaged.add(digest)
                raise ArchiveError(f"capture {digest[:16]} is gone")
        self._keep(digest, raw)
        return raw

    def _keep(self, digest: str, raw: bytes) -> None:
        self._kept[digest] = raw
        self._kept.move_to_end(digest)
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _MAX_KEPT_BYTES:
            self._kept.popitem(last=False)

    def outside(self) -> Iterator[Damage]:
        """Yield captures that no entry vouches for, and those that something names but nothing has."""
        for (digest,) in self._db.execute(
            "SELECT CAST(digest AS BLOB) FROM captures WHERE digest NOT IN (SELECT capture_digest FROM chain)"
        ).fetchall():
            yield self._damage(None, _text(digest), "it has no entry in the chain")
        for digest, kind in self._db.execute(_LOST).fetchall():
            yield self._damage(None, _text(digest), f"it is gone, and so is its entry in the chain; a {kind} names it")

    def _damage(self, position: int | None, digest: str, problem: str) -> Damage:
        return Damage(position, digest, self._url_of(digest), problem)

    def _url_of(self, digest: str) -> str | None:
        """Give an address that a capture came from; a saved file has one in its story only."""
        for query in _URLS:
            if found := self._db.execute(query, (digest,)).fetchone():
                return str(found[0])
        return None


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else repr(value).encode()
