"""Writing a story: new, changed or known, never worse than what is there.

Everything here runs inside the caller's transaction. A new story costs a fixed handful of statements, lists
included, so that the full-text index stays the largest part of the price.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.archive.compare import differences, is_better
from scraper.archive.identity import Names, find_story, save_names
from scraper.archive.provenance import save_field_sources
from scraper.archive.stories import Story, read_by_id
from scraper.archive.text import as_text, count_words, in_utc
from scraper.models import Article, Candidates
from scraper.urls import host, url_key

Outcome = Literal["new", "changed", "known", "not modified", "not a story"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a page: the story it is, if it is one, and what that meant for the story's row.

    `changed` names the fields that read differently than before; `reason` says why a page was not taken; `new_links`
    is how many were found on it.
    """

    article_id: str | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    reason: str | None = None
    new_links: int = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """A storable article as one capture told it at one time; `seen_at` is UTC, ISO 8601."""

    article: Article
    candidates: Candidates
    seen_at: str
    digest: str | None


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


def store_telling(db: sqlite3.Connection, names: Names | None, new_id: str, telling: Telling) -> Stored:
    """Store what a page told, under the story it is or, if there is none yet, under `new_id`.

    A page that is no story, shows less than we have, or is older than what we have, changes nothing.
    """
    article = telling.article
    known_id = find_story(db, names) if names else None
    old = read_by_id(db, known_id or new_id)
    if not article.verdict.is_story:
        return Stored(old.id if old else None, "not a story", reason=f"it reads as {article.verdict}, not as a story")
    if old is None:
        _insert(db, new_id, names, telling)
        return Stored(new_id, "new")
    return _meet_again(db, old, names, telling)


def _meet_again(db: sqlite3.Connection, old: Story, names: Names | None, telling: Telling) -> Stored:
    new_verdict, old_verdict = telling.article.verdict, old.article.verdict
    if is_better(old_verdict, new_verdict):
        return Stored(old.id, "known", reason=f"a {new_verdict} does not replace the {old_verdict}")
    if telling.seen_at < old.last_seen_at.isoformat():
        db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", (telling.seen_at, old.id))
        if not is_better(new_verdict, old_verdict):
            return Stored(old.id, "known", reason="it is older than what is stored")
    url = _url_now(old, names)
    changed = differences(old.article, telling.article)
    if url != old.article.url and (old.article.url is None or url_key(url or "") != url_key(old.article.url)):
        changed = ("url", *changed)
    if changed:
        _update(db, old, url, telling, changed)
    else:
        mark_seen(db, old.id, telling.seen_at)
    if names:
        save_names(db, old.id, names.kinds)
    return Stored(old.id, "changed" if changed else "known", changed)


def mark_seen(db: sqlite3.Connection, article_id: str, seen_at: str) -> None:
    """Note that a story still reads as it did."""
    db.execute("UPDATE articles SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?", (seen_at, article_id, seen_at))


def _url_now(old: Story, names: Names | None) -> str | None:
    """Give the URL to keep: what the page calls itself, or where it answered if the story has moved there."""
    if names is None:
        return old.article.url
    if names.canonical:
        return names.canonical
    stayed = old.article.url and url_key(old.article.url) == url_key(names.final)
    return old.article.url if stayed else names.final


def _insert(db: sqlite3.Connection, new_id: str, names: Names | None, telling: Telling) -> None:
    row = _row(names.url if names else None, telling)
    (docid,) = db.execute(_INSERT, (new_id, telling.seen_at, *row)).fetchone()
    _save_body(db, docid, new_id, telling.article)
    for field in _LISTS:
        _save_list(db, new_id, field, getattr(telling.article, field))
    _save_images(db, new_id, telling.article)
    save_field_sources(db, new_id, telling.article, telling.candidates)
    if names:
        save_names(db, new_id, names.kinds)


def _update(db: sqlite3.Connection, old: Story, url: str | None, telling: Telling, changed: Sequence[str]) -> None:
    _save_revision(db, old, telling.seen_at, changed)
    if "body" in changed:
        # Taken out now and put back below: between the two, the triggers index a new headline only once.
        db.execute("DELETE FROM bodies WHERE article_id = ?", (old.id,))
    (docid,) = db.execute(_UPDATE, (*_row(url, telling), old.id)).fetchone()
    if "body" in changed:
        _save_body(db, docid, old.id, telling.article)
    else:
        db.execute("UPDATE bodies SET html = ? WHERE docid = ?", (telling.article.body_html, docid))
    for field, (_, _, delete) in _LISTS.items():
        if field in changed:
            db.execute(delete, (old.id,))
            _save_list(db, old.id, field, getattr(telling.article, field))
    db.execute("DELETE FROM images WHERE article_id = ?", (old.id,))
    _save_images(db, old.id, telling.article)
    db.execute("DELETE FROM field_sources WHERE article_id = ?", (old.id,))
    save_field_sources(db, old.id, telling.article, telling.candidates)


def _row(url: str | None, telling: Telling) -> tuple[str | int | None, ...]:
    """Give the values of `_VALUES`, in their order."""
    article = telling.article
    published, modified = as_text(article.published), as_text(article.modified)
    return (
        *(url, article.headline, article.standfirst, article.byline),
        *(published, in_utc(article.published), published[:10] if published else None, modified),
        *(article.section, article.language, article.site, host(url) if url else None, article.is_free),
        *(article.verdict.value, count_words(article.body)),
        *(telling.seen_at, telling.seen_at, telling.digest),
    )


def _save_body(db: sqlite3.Connection, docid: int, article_id: str, article: Article) -> None:
    db.execute(
        "INSERT INTO bodies (docid, article_id, text, html) VALUES (?, ?, ?, ?)",
        (docid, article_id, article.body, article.body_html),
    )


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


def _save_revision(db: sqlite3.Connection, old: Story, seen_at: str, changed: Sequence[str]) -> None:
    was = old.article
    lists = [json.dumps(names, ensure_ascii=False) for names in (was.authors, was.tags, was.sections)]
    db.execute(
        "INSERT INTO revisions (article_id, seen_at, changed, url, headline, standfirst, byline, published, modified,"
        " section, language, site, is_free, verdict, authors, tags, sections, body, capture_digest)"
        f" VALUES (?{', ?' * 18})",
        (
            *(old.id, seen_at, json.dumps(changed), was.url, was.headline, was.standfirst, was.byline),
            *(as_text(was.published), as_text(was.modified)),
            *(
                was.section,
                was.language,
                was.site,
                was.is_free,
                was.verdict.value,
                *lists,
                was.body,
                old.capture_digest,
            ),
        ),
    )
