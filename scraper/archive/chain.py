"""The chain over captures: each entry vouches for its capture and, by the value before it, for all earlier ones."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib

BEGINNING = bytes(32)


def chain_value(before: bytes, digest: str, headers: str, size_bytes: int, fetched_at: str) -> bytes:
    """Give an entry's value: SHA-256 of the value before it, and of the capture's columns as JSON.

    Steps of the schema use it: it must not change.
    """
    columns = json.dumps([digest, headers, size_bytes, fetched_at], ensure_ascii=False)
    return hashlib.sha256(before + columns.encode()).digest()


def append(db: sqlite3.Connection, digest: str, headers: str, size_bytes: int, fetched_at: str, body: bytes) -> None:
    """Put a new capture at the end, inside the caller's transaction, which keeps every other writer out."""
    last = db.execute("SELECT position, value FROM chain ORDER BY position DESC LIMIT 1").fetchone()
    position, before = last or (0, BEGINNING)
    value = chain_value(before, digest, headers, size_bytes, fetched_at)
    db.execute(
        "INSERT INTO chain (position, capture_digest, value, body_crc) VALUES (?, ?, ?, ?)",
        (position + 1, digest, value, zlib.crc32(body)),
    )


def head_of(db: sqlite3.Connection) -> tuple[int, str]:
    """Give the number of entries and the value of the last, as hex digits, which stands for them all."""
    last = db.execute("SELECT position, value FROM chain ORDER BY position DESC LIMIT 1").fetchone()
    return (last[0], last[1].hex()) if last else (0, BEGINNING.hex())
