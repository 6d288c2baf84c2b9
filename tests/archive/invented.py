"""Invented pages and readings, so that a test says only what matters to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scraper.models import Article, Candidates, Found, Page, Reading, Verdict

URL = "https://courier.example/2026/03/ferry-returns"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
STORY = Article(
    headline="Ferry returns to Port Ellis",
    standfirst="Three years after the storm, the crossing is open again.",
    byline="By Ana Ruiz and Bo Li in Port Ellis",
    authors=("Ana Ruiz", "Bo Li"),
    published=datetime.fromisoformat("2026-03-04T08:30:00+02:00"),
    section="Islands",
    sections=("Islands", "Transport"),
    tags=("ferries", "storms"),
    body="The ferry sailed at dawn.\n\nNobody on the quay had slept.",
    body_html="<p>The ferry sailed at dawn.</p><p>Nobody on the quay had slept.</p>",
    language="en",
    site="The Courier",
    url=URL,
    canonical_url=URL,
    is_free=True,
    verdict=Verdict.ARTICLE,
    sources=MappingProxyType({"headline": "json-ld headline", "body": "main content"}),
)


def page(url: str = URL, **values: Any) -> Page:
    """Give an answer of the server: a page of its own, unless told otherwise."""
    defaults: dict[str, Any] = {
        "url": url,
        "requested_url": url,
        "status": 200,
        "headers": (("Content-Type", "text/html"),),
        "body": b"<h1>Ferry returns to Port Ellis</h1>",
        "fetched_at": NOON,
    }
    return Page(**(defaults | values))


def article(**values: Any) -> Article:
    """Give the story of the ferry, with other values for some fields."""
    kept: Mapping[str, Any] = {name: getattr(STORY, name) for name in Article.__dataclass_fields__}
    return Article(**(dict(kept) | values))


def reading(candidates: Candidates | None = None, **values: Any) -> Reading:
    """Give a reading of the story of the ferry, with other values for some fields."""
    told = article(**values)
    return Reading(told, candidates if candidates is not None else {"headline": (Found(told.headline, "h1"),)})


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the file itself, past our own code."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql, values).fetchall()


def assert_sound(path: Path) -> None:
    """Check the file and the index as SQLite does, the index against the text it was made from."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
