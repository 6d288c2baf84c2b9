"""What is watched, as the archive keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.archive import Archive, Finds
from scraper.models import Link, Source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
COURIER = Source(
    url="https://courier.example/",
    name="Courier",
    language="en",
    time_zone="Europe/London",
    sections=("politics",),
    include=("/a/*", "/b/*"),
    exclude=("re:/live",),
    interval_seconds=1800,
    delay_seconds=2.5,
)


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    with Archive.open(archive_path) as opened:
        yield opened


def test_source_comes_back_as_it_was_put(archive: Archive) -> None:
    put = archive.sources.put(COURIER)

    assert archive.sources.all() == (put,)
    assert replace(put, id=None, added_at=None) == COURIER


def test_source_is_kept_once_with_its_latest_facts(archive: Archive) -> None:
    first = archive.sources.put(COURIER)

    second = archive.sources.put(replace(COURIER, name="The Courier", include=()))

    assert second == replace(first, name="The Courier", include=())
    assert archive.sources.all() == (second,)


def test_run_is_noted(archive: Archive) -> None:
    put = archive.sources.put(COURIER)

    archive.sources.mark_run(put.id or 0, NOW)

    assert archive.sources.all()[0].last_run_at == NOW


def test_links_of_a_removed_source_go_with_it(archive: Archive, archive_path: Path) -> None:
    put = archive.sources.put(COURIER)
    other = archive.sources.put(replace(COURIER, url="https://ledger.example/"))
    for source in (put, other):
        archive.frontier.add(Finds([Link(f"{source.url}a")], "scope", 0, NOW, source_id=source.id))

    archive.sources.remove(put.id or 0)

    assert archive.sources.all() == (other,)
    with sqlite3.connect(archive_path) as db:
        assert db.execute("SELECT url FROM links").fetchall() == [("https://ledger.example/a",)]
    db.close()
