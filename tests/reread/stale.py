"""Archives that an older reader filled: real pages, really stored, and then some values as it got them wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from scraper.archive import Archive
from scraper.extract import read
from tests.archive.invented import page

HOSTS = ("courier.example", "herald.example")
TOWNS = ("Dunmore", "Port Ellis", "Ashby", "Stonehaven", "Millbrook")


def story_html(number: int, extra: str = "") -> bytes:
    """Give the page of one story; no two are alike."""
    town = TOWNS[number % len(TOWNS)]
    paragraphs = "".join(
        f"<p>On day {day} the ferry to {town} carried {number * 7 + day} passengers across the sound, and the harbour"
        f" master wrote down the number of every crate that she had seen on deck that morning.</p>"
        for day in range(1, 5)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>Ferry {number} | Courier</title>'
        f'<meta property="article:published_time" content="2026-03-04T08:30:00Z"></head><body><article>'
        f'<h1>Ferry {number} reaches {town}</h1><p class="byline">By Ana Ruiz</p>{paragraphs}{extra}'
        "</article></body></html>"
    ).encode()


def url_of(number: int) -> str:
    """Give where a story is; two hosts share them."""
    return f"https://{HOSTS[number % 2]}/2026/03/ferry-{number}"


def stale_archive(path: Path, stories: int, wrong: Sequence[int] = ()) -> Path:
    """Make an archive of so many stories, some of which had a wrong headline and no author."""
    with Archive.open(path) as archive:
        for number in range(stories):
            raw, url = story_html(number), url_of(number)
            archive.store(page(url, body=raw), read(raw, url))
    with closing(sqlite3.connect(path)) as db, db:
        for number in wrong:
            row = "(SELECT article_id FROM article_urls WHERE url = ?)"
            db.execute(f"UPDATE articles SET headline = headline || ' | Courier' WHERE id = {row}", (url_of(number),))
            db.execute(f"DELETE FROM article_authors WHERE article_id = {row}", (url_of(number),))
    return path
