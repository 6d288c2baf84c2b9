"""Packing an answer: hashed and compressed before the transaction, so that nobody waits for it, and stored within."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.chain import append
from scraper.archive.templates import Base, Template, Templates, save_template, template_of
from scraper.archive.text import clean, stamp, without_userinfo
from scraper.archive.zstd import Kin, compress
from scraper.errors import ArchiveError
from scraper.urls import host


@dataclass(frozen=True, slots=True)
class Packed:
    """A body ready to be stored; `body` is None when the archive has these bytes already.

    It was compressed against `base`; `template` says that others are to be compressed against it. What is not to be
    kept at all has its digest, and no `capture`.
    """

    digest: str
    headers: str
    body: bytes | None
    size_bytes: int
    fetched_at: str
    base: Base | None = None
    template: Template | None = None
    is_kept: bool = True

    @property
    def capture(self) -> str | None:
        """The digest under which the archive has the bytes, or None."""
        return self.digest if self.is_kept else None


class Packer:
    """Packs for an open archive, whose latest pages it has at hand."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._templates = Templates(db)
        self._kin = Kin()

    def pack(
        self,
        raw: bytes,
        fetched_at: datetime,
        headers: tuple[tuple[str, str], ...] = (),
        url: str | None = None,
        *,
        keep: bool = True,
    ) -> Packed:
        """Hash and compress a body, unless it is known; with the URL it came from, against an earlier page.

        With `keep` false it is only hashed; bytes that are there already stay.
        """
        digest = hashlib.sha256(raw).hexdigest()
        as_json, at = headers_as_json(headers), stamp(fetched_at)
        if self._db.execute("SELECT 1 FROM captures WHERE digest = ?", (digest,)).fetchone():
            return Packed(digest, as_json, None, len(raw), at)
        if not keep:
            return Packed(digest, as_json, None, len(raw), at, is_kept=False)
        base, marks = self._templates.base_for(url, raw) if url else (None, ())
        earlier = self._bytes_of(base)
        if earlier is None:
            base = None
        if base and earlier and base.host == host(url or ""):
            body = self._kin.compress(raw, base.digest, earlier)
        else:
            body = compress(raw, earlier)
        template = template_of(url, raw, len(body), base, marks)
        if template:
            self._templates.remember(digest, raw)
        return Packed(digest, as_json, body, len(raw), at, base, template)

    def _bytes_of(self, base: Base | None) -> bytes | None:
        try:
            return self._templates.bytes_of(base) if base else None
        except ArchiveError:  # `scrape verify` names what is damaged; a new page must not suffer from it
            return None


def save_capture(db: sqlite3.Connection, packed: Packed) -> None:
    """Store a capture inside the caller's transaction; one that is there stays as it is."""
    if packed.body is None:
        return
    base, depth = (packed.base.digest, packed.base.depth + 1) if packed.base else (None, 0)
    columns = (packed.digest, packed.headers, packed.size_bytes, packed.fetched_at)
    cursor = db.execute(
        "INSERT INTO captures (digest, headers, size_bytes, fetched_at, body, base_digest, depth)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*columns, packed.body, base, depth),
    )
    if not cursor.rowcount:  # another process was quicker
        return
    append(db, *columns, packed.body)
    if packed.template:
        save_template(db, packed.template, packed.digest)


def headers_as_json(headers: tuple[tuple[str, str], ...]) -> str:
    """Give headers as JSON pairs, in their order, without the credentials that a URL among them may carry."""
    pairs = [(clean(name), without_userinfo(clean(value))) for name, value in headers]
    return json.dumps(pairs, ensure_ascii=False)
