"""The rows of a story: written new, or made to say what a page tells now.

Everything here runs inside the caller's transaction. A new story costs a fixed handful of statements, lists
included, so that the full-text index stays the largest part of the price.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scraper.archive.identity import Names, save_names
from scraper.archive.live import save_entries
from scraper.archive.provenance import save_field_sources
from scraper.archive.stories import Story
from scraper.archive.text import as_text, checksum, count_words, in_utc
from scraper.models import Article, Candidates, LiveEntry
from scraper.urls import host


@dataclass(frozen=True, slots=True)
class Telling:
    """A storable article as one capture told it at one time; `seen_at` is UTC, ISO 8601.

    `absence` says how the answer tells that the story is gone, if it does (absence.py); `entries` are a live
    blog's, `parts` the captures of the story's further pages.
    """

    article: Article
    candidates: Candidates
    seen_at: str
    digest: str | None
    absence: Mapping[str, Any] | None = None
    entries: tuple[LiveEntry, ...] = ()
    parts: tuple[str | None, ...] = ()


# A name is looked up as often as it is met and written once.
_LISTS = {
    field: (
        f"INSERT INTO {field} (name) VALUES (?) ON CONFLICT DO NOTHING",
        f"INSERT INTO article_{field} (article_id, {key}, position) SELECT ?, id, ? FROM {field} WHERE name = ?",
        f"DELETE FROM article_{field} WHERE article_id = ?",
    )
    for field, key in (("authors", "author_id"), ("tags", "tag_id"), ("sections", "section_id"))
}
_VALUES = (
    *("url", "headline", "standfirst", "byline", "published", "published_utc", "published_day", "modified"),
    *("section", "language", "site", "host", "is_free", "verdict", "word_count"),
    *("last_seen_at", "last_changed_at", "capture_digest"),
)
_INSERT = (
    f"INSERT INTO articles (id, docid, first_seen_at, {', '.join(_VALUES)})"
    f" VALUES (?, (SELECT coalesce(max(docid), 0) + 1 FROM articles), ?{', ?' * len(_VALUES)}) RETURNING docid"
)
_UPDATE = f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _VALUES)} WHERE id = ? RETURNING docid"


def mark_seen(db: sqlite3.Connection, article_id: str, seen_at: str) -> None:
    """Note that a story still reads as it did."""
    db.execute("UPDATE articles SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?", (seen_at, article_id, seen_at))


def was_seen_after(db: sqlite3.Connection, article_id: str, at: str) -> bool:
    """Tell whether a story was seen after a time: what was said of it before then is out of date."""
    return (
        db.execute("SELECT 1 FROM articles WHERE id = ? AND last_seen_at > ?", (article_id, at)).fetchone() is not None
    )


def insert_story(db: sqlite3.Connection, new_id: str, names: Names | None, telling: Telling) -> None:
    """Write the rows of a new story."""
    row = _row(names.url if names else None, telling, telling.seen_at)
    (docid,) = db.execute(_INSERT, (new_id, telling.seen_at, *row)).fetchone()
    _save_body(db, docid, new_id, telling.article)
    for field in _LISTS:
        _save_list(db, new_id, field, getattr(telling.article, field))
    _save_images(db, new_id, telling.article)
    save_field_sources(db, new_id, telling.article, telling.candidates)
    save_entries(db, new_id, telling.entries, telling.seen_at)
    if names:
        save_names(db, new_id, names.kinds)


def update_story(db: sqlite3.Connection, old: Story, url: str | None, telling: Telling, *, changed_at: str) -> None:
    """Make the row of a story say what a page told."""
    was, article = old.article, telling.article
    is_new_body = article.body != was.body
    if is_new_body:
        # Taken out now and put back below: between the two, the triggers index a new headline only once.
        db.execute("DELETE FROM bodies WHERE article_id = ?", (old.id,))
    (docid,) = db.execute(_UPDATE, (*_row(url, telling, changed_at), old.id)).fetchone()
    if is_new_body:
        _save_body(db, docid, old.id, article)
    else:
        values = (article.body_html, _checksum(article), docid)
        db.execute("UPDATE bodies SET html = ?, checksum = ? WHERE docid = ?", values)
    for field, (_, _, delete) in _LISTS.items():
        if getattr(article, field) != getattr(was, field):
            db.execute(delete, (old.id,))
            _save_list(db, old.id, field, getattr(article, field))
    if article.images != was.images:
        db.execute("DELETE FROM images WHERE article_id = ?", (old.id,))
        _save_images(db, old.id, article)
    db.execute("DELETE FROM field_sources WHERE article_id = ?", (old.id,))
    save_field_sources(db, old.id, article, telling.candidates)


def _row(url: str | None, telling: Telling, changed_at: str) -> tuple[str | int | None, ...]:
    """Give the values of `_VALUES`, in their order."""
    article = telling.article
    published, modified = as_text(article.published), as_text(article.modified)
    return (
        *(url, article.headline, article.standfirst, article.byline),
        *(published, in_utc(article.published), published[:10] if published else None, modified),
        *(article.section, article.language, article.site, host(url) if url else None, article.is_free),
        *(article.verdict.value, count_words(article.body)),
        *(telling.seen_at, changed_at, telling.digest),
    )


def _save_body(db: sqlite3.Connection, docid: int, article_id: str, article: Article) -> None:
    db.execute(
        "INSERT INTO bodies (docid, article_id, text, html, checksum) VALUES (?, ?, ?, ?, ?)",
        (docid, article_id, article.body, article.body_html, _checksum(article)),
    )


def _checksum(article: Article) -> int:
    dates = as_text(article.published), as_text(article.modified)
    return checksum(article.body, article.body_html, article.headline, article.standfirst, article.byline, *dates)


def _save_list(db: sqlite3.Connection, article_id: str, field: str, names: Sequence[str]) -> None:
    add_name, join, _ = _LISTS[field]
    db.executemany(add_name, [(name,) for name in names])
    db.executemany(join, [(article_id, position, name) for position, name in enumerate(names)])


def _save_images(db: sqlite3.Connection, article_id: str, article: Article) -> None:
    db.executemany(
        "INSERT INTO images (article_id, position, url, caption, credit) VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, position, image.url, image.caption, image.credit)
            for position, image in enumerate(article.images)
        ],
    )
