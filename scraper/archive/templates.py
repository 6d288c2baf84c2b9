"""Which stored page a new one is compressed against: an earlier version of it, or the one most like it in markup.

A sample of a page's class names and ids, its marks, says which software and which template made it. A page that has
little in common with the best there is becomes a template itself; so does the first page of all. Bases are stored
captures, which stay; nothing here is needed to read one back.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import Counter, OrderedDict
from dataclasses import dataclass
from heapq import nsmallest

from scraper.archive.captures import read_bytes
from scraper.archive.identity import kept
from scraper.urls import host

MAX_DEPTH = 8  # bases behind one another, which reading a page has to undo, 0.3 ms each
MAX_TEMPLATE_DEPTH = 6  # of these, for templates: the rest is for versions of a page
MAX_BASE_BYTES = 6_000_000  # a larger page costs more to look through than it saves
MAX_CACHED_BYTES = 12_000_000
MISFIT = 0.5  # of what the template itself came to: above, a page may be a better one for those to come
FROM_OTHER = 1.3  # what a page comes to alone, if this much of it came to one with a template of another host
MARKED_BYTES = 100_000  # of a page; the template shows in its beginning
MARKS = 24
MAX_ALIKE = 50  # templates that bear a mark and are compared, the latest
MAX_OWN = 8  # templates of the same host, the latest, which are compared whatever they bear

_NAMES = re.compile(rb' (?:class|id)="([^"]{6,60})')


@dataclass(frozen=True, slots=True)
class Base:
    """A capture to compress against; as a template, with its host and what it came to, alone."""

    digest: str
    depth: int
    host: str | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A page that others are to be compressed against."""

    host: str
    share: float
    marks: tuple[int, ...] = ()


class Templates:
    """The bases of an open archive, those used last at hand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cache: OrderedDict[str, bytes] = OrderedDict()

    def base_for(self, url: str, raw: bytes) -> tuple[Base | None, tuple[int, ...]]:
        """Give what to compress the page of a URL against, and the page's marks unless it is a version of another."""
        if len(raw) > MAX_BASE_BYTES:
            return None, ()
        earlier = self._db.execute(
            "SELECT c.digest, c.depth FROM article_urls AS u JOIN articles AS a ON a.id = u.article_id"
            " JOIN captures AS c ON c.digest = a.capture_digest"
            f" WHERE u.url = ? AND c.depth < {MAX_DEPTH} AND c.size_bytes <= {MAX_BASE_BYTES}",
            (kept(url),),
        ).fetchone()
        if earlier:
            return Base(*earlier), ()
        marks = marks_of(raw)
        return self._most_alike(host(url), marks), marks

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

    def _most_alike(self, hostname: str | None, marks: tuple[int, ...]) -> Base | None:
        """Give the template with the most marks in common; of those with as many, one of the same host, the lowest."""
        alike: Counter[int] = Counter()
        for mark in marks:
            alike.update(self._ids("template_marks WHERE mark = ?", "template_id", MAX_ALIKE, mark))
        for own in self._ids("templates WHERE host = ?", "id", MAX_OWN, hostname):
            alike[own] = self._db.execute(
                "SELECT count(*) FROM template_marks WHERE template_id = ?"
                f" AND mark IN ({', '.join('?' * len(marks))})",
                (own, *marks),
            ).fetchone()[0]
        most = max(alike.values(), default=0)
        best = [template_id for template_id, count in alike.items() if count == most][: MAX_ALIKE + MAX_OWN]
        row = self._db.execute(
            "SELECT c.digest, c.depth, t.host, t.share FROM templates AS t JOIN captures AS c"
            f" ON c.digest = t.capture_digest WHERE t.id IN ({', '.join('?' * len(best))})"
            " ORDER BY t.host = ? DESC, c.depth, t.id DESC LIMIT 1",
            (*best, hostname),
        ).fetchone()
        return Base(*row) if row else None

    def _ids(self, where: str, column: str, limit: int, value: str | int | None) -> list[int]:
        sql = f"SELECT {column} FROM {where} ORDER BY {column} DESC LIMIT {limit}"
        return [found for (found,) in self._db.execute(sql, (value,))]


def template_of(
    url: str | None, size_bytes: int, packed_bytes: int, base: Base | None, marks: tuple[int, ...]
) -> Template | None:
    """Give what makes a page, packed against a base, a template; None if it is not to be one."""
    hostname = host(url) if url else None
    if not hostname or not 0 < size_bytes <= MAX_BASE_BYTES:
        return None
    share = packed_bytes / size_bytes
    if base is None:
        return Template(hostname, share, marks)
    if base.share is None or base.depth + 1 >= MAX_TEMPLATE_DEPTH or share <= MISFIT * base.share:
        return None
    return Template(hostname, share if base.host == hostname else share * FROM_OTHER, marks)


def save_template(db: sqlite3.Connection, template: Template, digest: str) -> None:
    """Make a stored capture a template, inside the caller's transaction."""
    template_id = db.execute(
        "INSERT INTO templates (host, capture_digest, share) VALUES (?, ?, ?)",
        (template.host, digest, round(template.share, 4)),
    ).lastrowid
    db.executemany(
        "INSERT INTO template_marks (mark, template_id) VALUES (?, ?)", [(mark, template_id) for mark in template.marks]
    )


def marks_of(raw: bytes) -> tuple[int, ...]:
    """Give a sample of the class names and ids of a page, the same sample of those that two pages share (bottom-k).

    Reference: Broder, On the resemblance and containment of documents (1997).
    """
    names = set(_NAMES.findall(raw, 0, MARKED_BYTES))
    return tuple(nsmallest(MARKS, {zlib.crc32(name) for name in names}))
