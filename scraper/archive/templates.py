"""Which stored page a new one is compressed against: an earlier version of it, or the one most like it in markup.

A sample of a page's class names and ids, its marks, says which software and which template made it (marks.py). A page
that has little in common with the best there is becomes a template itself; so does the first page of all. Bases are
stored captures, which stay; nothing here is needed to read one back.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass

from scraper.archive.captures import read_bytes
from scraper.archive.identity import kept
from scraper.archive.marks import MAX_OWN, MarkIndex, as_blob, marks_of
from scraper.urls import host

MAX_DEPTH = 8  # bases behind one another, which reading a page has to undo, 0.3 ms each
MAX_TEMPLATE_DEPTH = 6  # of these, for templates: the rest is for versions of a page
MAX_BASE_BYTES = 6_000_000  # a larger page costs more to look through than it saves
MAX_CACHED_BYTES = 12_000_000
MISFIT = 0.5  # of what the template itself came to: above, a page may be a better one for those to come
FROM_OTHER = 1.3  # what a page comes to alone, if this much of it came to one with a template of another host
MAX_READ = 5_000  # templates at hand, the latest of all hosts


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
        self._index: MarkIndex[Base] = MarkIndex()
        self._hosts: set[str] = set()
        self._last_id: int | None = None

    def base_for(self, url: str, raw: bytes) -> tuple[Base | None, tuple[int, ...]]:
        """Give what to compress the page of a URL against, and the page's marks if they were asked.

        They are not of a version of another page, nor where the host has one template so far.
        """
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
        hostname = host(url) or ""
        self._read_new(hostname)
        if only := self._index.only_of(hostname):
            return only, ()
        marks = marks_of(raw)
        return self._index.most_alike(hostname, marks, lambda base: -base.depth), marks

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

    def _read_new(self, hostname: str) -> None:
        """Read the templates that came since we last looked, other processes' too, and the older ones of a host."""
        if self._last_id is None:
            (newest,) = self._db.execute("SELECT coalesce(max(id), 0) FROM templates").fetchone()
            self._last_id = max(0, newest - MAX_READ)
        if hostname not in self._hosts:
            self._hosts.add(hostname)
            self._read("t.host = ? AND t.id <= ? ORDER BY t.id DESC LIMIT ?", hostname, self._last_id, MAX_OWN)
        self._read("t.id > ? ORDER BY t.id", self._last_id)

    def _read(self, which: str, *values: str | int) -> None:
        rows = self._db.execute(
            "SELECT t.id, t.host, t.marks, c.digest, c.depth, t.share FROM templates AS t"
            f" JOIN captures AS c ON c.digest = t.capture_digest WHERE {which}",
            values,
        )
        for template_id, hostname, marks, digest, depth, share in rows:
            self._index.add(hostname, marks, Base(digest, depth, hostname, share))
            self._last_id = max(self._last_id or 0, template_id)


def template_of(
    url: str | None, raw: bytes, packed_bytes: int, base: Base | None, marks: tuple[int, ...]
) -> Template | None:
    """Give what makes a page, packed against a base, a template; None if it is not to be one."""
    hostname = host(url) if url else None
    if not hostname or not 0 < len(raw) <= MAX_BASE_BYTES:
        return None
    share = packed_bytes / len(raw)
    if base is None:
        return Template(hostname, share, marks)
    if base.share is None or base.depth + 1 >= MAX_TEMPLATE_DEPTH or share <= MISFIT * base.share:
        return None
    return Template(hostname, share if base.host == hostname else share * FROM_OTHER, marks or marks_of(raw))


def save_template(db: sqlite3.Connection, template: Template, digest: str) -> None:
    """Make a stored capture a template, inside the caller's transaction."""
    db.execute(
        "INSERT INTO templates (host, capture_digest, share, marks) VALUES (?, ?, ?, ?)",
        (template.host, digest, round(template.share, 4), as_blob(template.marks)),
    )
