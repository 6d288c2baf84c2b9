"""Reading stories back: the article as it was extracted, and when the archive saw it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from scraper.archive.identity import find_by_url
from scraper.archive.text import clean, read_date
from scraper.models import Article, Found, Image, Verdict

_ARTICLE_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the archive: its current values, and when they were seen.

    `last_seen_at` is the last time the page said so, `capture_digest` the bytes the values come from.
    """

    id: str
    article: Article
    word_count: int
    first_seen_at: datetime
    last_seen_at: datetime
    last_changed_at: datetime
    capture_digest: str | None


_LIST = (
    "(SELECT json_group_array(name) FROM (SELECT n.name FROM {join} AS j JOIN {table} AS n ON n.id = j.{key}"
    " WHERE j.article_id = a.id ORDER BY j.position))"
)
_SELECT = f"""
    SELECT a.id, a.url, a.headline, a.standfirst, a.byline, a.published, a.modified, a.section, a.language, a.site,
        a.is_free, a.verdict, a.word_count, a.first_seen_at, a.last_seen_at, a.last_changed_at, a.capture_digest,
        b.text, b.html,
        {_LIST.format(join="article_authors", table="authors", key="author_id")} AS authors,
        {_LIST.format(join="article_tags", table="tags", key="tag_id")} AS tags,
        {_LIST.format(join="article_sections", table="sections", key="section_id")} AS sections,
        (SELECT json_group_array(json_array(url, caption, credit)) FROM (
            SELECT url, caption, credit FROM images WHERE article_id = a.id ORDER BY position)) AS images,
        (SELECT url FROM article_urls WHERE article_id = a.id AND kind = 'canonical' LIMIT 1) AS canonical_url,
        (SELECT json_group_object(field, source) FROM field_sources WHERE article_id = a.id AND chosen) AS sources
    FROM articles AS a JOIN bodies AS b ON b.docid = a.docid
"""


def read_story(db: sqlite3.Connection, url_or_id: str) -> Story | None:
    """Give the story with an id, or with any of the URLs it goes by; None if there is none."""
    if len(url_or_id) == _ARTICLE_ID_LENGTH and (story := read_by_id(db, clean(url_or_id))):
        return story
    found = find_by_url(db, url_or_id)
    return read_by_id(db, found) if found else None


def read_latest(db: sqlite3.Connection, limit: int | None = None) -> Iterator[Story]:
    """Yield stories by date of publication, newest first, those without a date last; all of them by default."""
    rows = _rows(db, _SELECT + " ORDER BY a.published_utc DESC, a.docid DESC LIMIT ?", -1 if limit is None else limit)
    return (_story(row) for row in rows)


def read_field_sources(db: sqlite3.Connection, article_id: str) -> dict[str, tuple[Found[str | None], ...]]:
    """Give, for each field of a story, the value that won and its runners-up, with their places on the page.

    Values are text cut at 500 characters; the body's is None.
    """
    found: dict[str, tuple[Found[str | None], ...]] = {}
    for field, value, source, raw in db.execute(
        "SELECT field, value, source, raw FROM field_sources WHERE article_id = ? ORDER BY field, position",
        (article_id,),
    ):
        found[field] = (*found.get(field, ()), Found(value, source, raw))
    return found


def count_rows(db: sqlite3.Connection) -> dict[str, int]:
    """Give how many rows there are of what people ask after."""
    tables = {"stories": "articles", "revisions": "revisions", "captures": "captures", "fetches": "fetches"}
    counted = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables.values())
    return dict(zip(tables, db.execute(f"SELECT {counted}").fetchone(), strict=True))


def read_by_id(db: sqlite3.Connection, article_id: str) -> Story | None:
    """Give the story with an id, or None."""
    row = next(_rows(db, _SELECT + " WHERE a.id = ?", article_id), None)
    return None if row is None else _story(row)


def _rows(db: sqlite3.Connection, sql: str, *values: str | int) -> Iterator[sqlite3.Row]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values)


def article_of(row: sqlite3.Row, body: str) -> Article:
    """Give the article of a row of `articles` or of `revisions`, with its lists as JSON; the body is given."""
    return Article(
        headline=row["headline"],
        standfirst=row["standfirst"],
        byline=row["byline"],
        authors=tuple(json.loads(row["authors"])),
        published=read_date(row["published"]),
        modified=read_date(row["modified"]),
        section=row["section"],
        sections=tuple(json.loads(row["sections"])),
        tags=tuple(json.loads(row["tags"])),
        body=body,
        language=row["language"],
        site=row["site"],
        url=row["url"],
        is_free=None if row["is_free"] is None else bool(row["is_free"]),
        verdict=Verdict(row["verdict"]),
    )


def _story(row: sqlite3.Row) -> Story:
    article = replace(
        article_of(row, row["text"]),
        body_html=row["html"],
        images=tuple(Image(*parts) for parts in json.loads(row["images"])),
        canonical_url=row["canonical_url"],
        sources=MappingProxyType(json.loads(row["sources"])),
    )
    return Story(
        id=row["id"],
        article=article,
        word_count=row["word_count"],
        first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
        last_seen_at=datetime.fromisoformat(row["last_seen_at"]),
        last_changed_at=datetime.fromisoformat(row["last_changed_at"]),
        capture_digest=row["capture_digest"],
    )
