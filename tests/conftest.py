"""What the tests share: the loopback newspapers, and a place for an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.newsstand import Newsstand


@pytest.fixture(scope="session")
def newsstand() -> Iterator[Newsstand]:
    """Serve all of `fixtures/` for the whole session; tests take `newspaper`, which forgets in between."""
    with Newsstand() as stand:
        yield stand


@pytest.fixture
def newspaper(newsstand: Newsstand) -> Newsstand:
    """Give the server of the invented newspapers, not asked for anything yet."""
    newsstand.asked.clear()
    return newsstand


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """Give the path of an archive that does not exist yet."""
    return tmp_path / "archive.db"
