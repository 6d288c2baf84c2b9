"""Captures: the bytes of a page as they came, compressed, each body once however often it comes; reading them back.

A body stands alone, or was compressed against that of an earlier capture, which is needed to read it; see templates.py.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.zstd import decompress
from scraper.errors import DamagedCapture

_MAX_BASES = 64  # far more than are ever written: a damaged archive must not send us round in circles


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one answer, and the headers they first came with."""

    digest: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime


def read_capture(db: sqlite3.Connection, digest: str) -> Capture | None:
    """Give the capture with a digest, or None.

    Raises: DamagedCapture, when it cannot be decompressed, or its bytes are not what they were.
    """
    row = db.execute("SELECT headers, fetched_at FROM captures WHERE digest = ?", (digest,)).fetchone()
    body = read_bytes(db, digest)
    if row is None or body is None:
        return None
    if hashlib.sha256(body).hexdigest() != digest:
        raise DamagedCapture(f"capture {digest[:16]} is damaged: its bytes are not what they were")
    headers, fetched_at = row
    return Capture(
        digest=digest,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=body,
        fetched_at=datetime.fromisoformat(fetched_at),
    )


def read_bytes(db: sqlite3.Connection, digest: str) -> bytes | None:
    """Give the body of a capture; None if there is no such capture.

    Raises: DamagedCapture, when it, or what it was compressed against, is not there or cannot be decompressed.
    """
    packed: list[bytes] = []
    wanted: str | None = digest
    while wanted is not None:
        row = db.execute("SELECT body, base_digest FROM captures WHERE digest = ?", (wanted,)).fetchone()
        if row is None and not packed:
            return None
        if row is None or len(packed) == _MAX_BASES:
            raise DamagedCapture(f"capture {digest[:16]} cannot be read: what it was compressed against is not there")
        body, wanted = row
        if not isinstance(body, bytes):
            raise DamagedCapture(f"capture {digest[:16]} cannot be read: there is something else than bytes")
        packed.append(body)
    raw = decompress(packed.pop())
    while packed:
        raw = decompress(packed.pop(), raw)
    return raw
