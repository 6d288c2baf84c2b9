"""Which stored page a new one is compressed against: an earlier version of it, or one with the same template.

The first page of a host is its template; the first page of a new host looks for a twin, a template of another host
that was made by the same software. A page that has little in common with its template, as after a redesign, is the
template from then on. Bases are stored captures, which stay; nothing here is needed to read one back.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from heapq import nsmallest

from scraper.archive.captures import read_bytes
from scraper.archive.identity import kept
from scraper.urls import host

MAX_DEPTH = 8  # bases behind one another, which reading a page has to undo, 0.3 ms each
MAX_TWIN_DEPTH = 7  # of these, for a twin: the rest is for the pages of the host
MAX_BASE_BYTES = 2_000_000  # a larger page costs more to look through than it saves
MAX_CACHED_BYTES = 8_000_000
MISFIT = 0.8  # of what the template itself came to: above, a page has not much in common with it
FROM_TWIN = 1.3  # what a page comes to alone, if this much of it came to one with a twin
MARKED_BYTES = 100_000  # of a page; the template shows in its beginning
MARKS = 24  # one in common is enough: a page is never larger for having a base

_NAMES = re.compile(rb"(?:class|id)=[\"']([^\"']{6,60})[\"']")


@dataclass(frozen=True, slots=True)
class Base:
    """A capture to compress against; `share` is what its host's template came to, None for every other."""

    digest: str
    depth: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A page that others of its host are to be compressed against; `marks` only of a host's first."""

    host: str
    share: float
    marks: tuple[int, ...] = ()


class Templates:
    """The bases of an open archive, those used last at hand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cache: OrderedDict[str, bytes] = OrderedDict()

    def base_for(self, url: str, raw: bytes) -> tuple[Base | None, tuple[int, ...]]:
        """Give what to compress the page of a URL against, and the marks of a page that is its host's first."""
        if len(raw) > MAX_BASE_BYTES:
            return None, ()
        earlier = self._one(
            "SELECT c.digest, c.depth FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
            " JOIN captures AS c ON c.digest = a.capture_digest"
            f" WHERE u.url = ? AND c.depth < {MAX_DEPTH} AND c.size_bytes <= {MAX_BASE_BYTES}",
            kept(url),
        )
        if earlier:
            return earlier, ()
        template = self._one(
            "SELECT c.digest, c.depth, t.share FROM templates AS t JOIN captures AS c ON c.digest = t.capture_digest"
            " WHERE t.host = ?",
            host(url),
        )
        if template:
            return (template if template.depth < MAX_DEPTH else None), ()
        marks = marks_of(raw)
        twin = self._one(
            "SELECT c.digest, c.depth FROM template_marks AS m JOIN templates AS t ON t.id = m.template_id"
            f" JOIN captures AS c ON c.digest = t.capture_digest AND c.depth < {MAX_TWIN_DEPTH}"
            f" WHERE m.mark IN ({', '.join('?' * len(marks))})"
            " GROUP BY t.id ORDER BY count(*) DESC, t.id DESC LIMIT 1",
            *marks,
        )
        return twin, marks

    def bytes_of(self, base: Base) -> bytes | None:
        """Give the bytes of a base; None where they cannot be read."""
        raw = self._cache.get(base.digest) or read_bytes(self._db, base.digest)
        if raw:
            self.remember(base.digest, raw)
        return raw

    def remember(self, digest: str, raw: bytes) -> None:
        """Keep bytes at hand that may be asked for soon."""
        self._cache[digest] = raw
        self._cache.move_to_end(digest)
        while len(self._cache) > 1 and sum(map(len, self._cache.values())) > MAX_CACHED_BYTES:
            self._cache.popitem(last=False)

    def _one(self, sql: str, *values: str | int | None) -> Base | None:
        row = self._db.execute(sql, values).fetchone()
        return Base(*row) if row else None


def template_of(
    url: str | None, size_bytes: int, packed_bytes: int, base: Base | None, marks: tuple[int, ...]
) -> Template | None:
    """Give what makes a page, packed against a base, the template of its host; None if it is not to be that."""
    hostname = host(url) if url else None
    if not hostname or not 0 < size_bytes <= MAX_BASE_BYTES:
        return None
    share = packed_bytes / size_bytes
    if base is None:
        return Template(hostname, share, marks)
    if base.share is None:
        return Template(hostname, share * FROM_TWIN, marks) if marks else None
    return Template(hostname, share) if share > MISFIT * base.share else None


def save_template(db: sqlite3.Connection, template: Template, digest: str) -> None:
    """Make a stored capture the template of its host, inside the caller's transaction."""
    db.execute(
        "INSERT INTO templates (host, capture_digest, share) VALUES (?, ?, ?)"
        " ON CONFLICT (host) DO UPDATE SET capture_digest = excluded.capture_digest, share = excluded.share",
        (template.host, digest, round(template.share, 4)),
    )
    if template.marks:
        (template_id,) = db.execute("SELECT id FROM templates WHERE host = ?", (template.host,)).fetchone()
        db.executemany(
            "INSERT INTO template_marks (mark, template_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(mark, template_id) for mark in template.marks],
        )


def marks_of(raw: bytes) -> tuple[int, ...]:
    """Give a sample of the class names and ids of a page, the same sample of those that two pages share (bottom-k).

    Reference: Broder, On the resemblance and containment of documents (1997).
    """
    names = set(_NAMES.findall(raw, 0, MARKED_BYTES))
    return tuple(nsmallest(MARKS, {zlib.crc32(name) for name in names}))
