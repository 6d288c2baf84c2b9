"""Looking after an archive: verified, and copied to a safe place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.archive.chain import head_of
from scraper.archive.transaction import explained

if TYPE_CHECKING:
    from scraper.archive.verify_rows import Damage


class Upkeep:
    """What keeps an open archive whole. Nothing here writes to it."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db

    def verify(self, head: str | None = None) -> Iterator[Damage]:
        """Read and hash every capture again, and yield what is not as it was stored; see verify.py.

        `head` is what `chain_head` gave at some earlier time: what was stored until then must all be there still.
        """
        from scraper.archive.verify import damages

        with explained(self._path):
            yield from damages(self._db, head)

    def chain_head(self) -> tuple[int, str]:
        """Give the number of captures, and the value that stands for them all in this order, as 64 hex digits."""
        with explained(self._path):
            return head_of(self._db)
