"""Revisions: how a story read before each change, and what happened then.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from scraper.archive.as_read import as_read_last, save_as_read
from scraper.archive.captures import read_capture
from scraper.archive.compare import differences, is_better
from scraper.archive.edits import edits
from scraper.archive.events import save_events
from scraper.archive.rows import Telling, mark_seen, update_story
from scraper.archive.stories import Story
from scraper.archive.template import is_same_template
from scraper.archive.text import as_text, checksum, clean
from scraper.archive.what_changed import changes_read, text_digest
from scraper.errors import DamagedCapture
from scraper.models import Article, Verdict

_MARKED = ("headline", "standfirst", "byline", "authors", "published", "modified", "tags", "is_free", "body")


def revise(db: sqlite3.Connection, old: Story, url: str | None, telling: Telling) -> tuple[str, ...]:
    """Bring a story up to date with what a page told; give the fields that read differently, for a reader.

    Only then is there a revision. What else is new (dates, pictures, sections) replaces what was there; nothing is
    written when nothing is. The same bytes read differently only because we read better: nothing has happened then.
    """
    is_same_page = telling.digest is not None and telling.digest == old.capture_digest
    if is_same_page and telling.parts:
        rows = db.execute("SELECT capture_digest FROM article_parts WHERE article_id = ? ORDER BY position", (old.id,))
        is_same_page = telling.parts == tuple(digest for (digest,) in rows)
    if is_same_page and not differences(old.article, telling.article) and url == old.article.url:
        mark_seen(db, old.id, telling.seen_at)
        return ()
    last = as_read_last(db, old.id, old.article)
    changes = changes_read(old.article, telling.article, lambda: _is_read_elsewhere(db, old, telling), last)
    if changes.kept or last is not old.article:
        save_as_read(db, old.id, telling.article, changes.kept)
    article, changed = changes.article, changes.fields
    if telling.entries:  # which are kept one by one: a live blog's text is another whenever it is read
        article = replace(article, body=telling.article.body, body_html=telling.article.body_html)
        changed = tuple(name for name in changed if name != "body")
    telling = replace(telling, article=article)
    if is_better(telling.article.verdict, old.article.verdict):
        changed = ("verdict", *changed)
    if changed:
        _remember(db, old, last, telling, changed, is_same_page=is_same_page)
        update_story(db, old, url, telling, changed_at=telling.seen_at)
    elif differences(old.article, telling.article) or url != old.article.url:
        update_story(db, old, url, telling, changed_at=old.last_changed_at.isoformat())
    else:
        mark_seen(db, old.id, telling.seen_at)
        if old.capture_digest is None and telling.digest:  # the bytes could not be kept before
            db.execute("UPDATE articles SET capture_digest = ? WHERE id = ?", (telling.digest, old.id))
    return changed


def _remember(
    db: sqlite3.Connection, old: Story, last: Article, telling: Telling, changed: tuple[str, ...], *, is_same_page: bool
) -> None:
    """Keep how a story read before it changed, and say what happened to it since it was read last."""
    article, at = telling.article, telling.seen_at
    if is_same_page:
        save_revision(db, old, at, changed, kind="reextracted")
    elif old.article.verdict is Verdict.TEASER and article.verdict is not Verdict.TEASER:
        save_revision(db, old, at, changed, kind="teaser")
        digest = text_digest(article)
        headline = [name for name in changed if name == "headline"]
        save_events(db, old.id, at, edits(old.article, article, headline), digest)
    elif _goes_on(db, old, telling):
        save_revision(db, old, at, changed, kind="teaser")
        others = [name for name in changed if name != "body"]
        save_events(db, old.id, at, edits(old.article, article, others), text_digest(article))
    else:
        digest = text_digest(article)
        is_return = has_text(db, old.id, digest)
        save_revision(db, old, at, changed)
        was = replace(old.article, body=last.body)
        save_events(db, old.id, at, edits(was, article, changed, is_return=is_return), digest)


def _goes_on(db: sqlite3.Connection, old: Story, telling: Telling) -> bool:
    """Tell whether a story goes on where it ended because a further page of it could be had this time."""
    (parts,) = db.execute("SELECT count(*) FROM article_parts WHERE article_id = ?", (old.id,)).fetchone()
    return len(telling.parts) > parts and telling.article.body.startswith(old.article.body)


def _is_read_elsewhere(db: sqlite3.Connection, old: Story, telling: Telling) -> bool:
    """Tell whether the page has another template, or its values stood in other places: in a script, behind a wall."""
    marks = ", ".join("?" * len(_MARKED))
    rows = db.execute(
        f"SELECT field, source FROM field_sources WHERE article_id = ? AND chosen AND field IN ({marks})",
        (old.id, *_MARKED),
    )
    known, told = dict(rows.fetchall()), telling.article.sources
    moved = [field for field in known if clean(told.get(field, "")) != known[field]]
    if ("body" in moved and "body" in told) or 2 * len(moved) > len(known):
        return True
    try:
        captures = [digest and read_capture(db, digest) for digest in (old.capture_digest, telling.digest)]
    except DamagedCapture:  # `scrape verify` names it; what the story says today is stored all the same
        return False
    one, other = ((capture.body if capture else None) for capture in captures)
    return one is not None and other is not None and not is_same_template(one, other)


def save_revision(
    db: sqlite3.Connection, old: Story, seen_at: str, changed: Sequence[str], *, kind: str = "edited"
) -> None:
    """Keep how a story read until `seen_at`.

    `kind` is `edited`, `teaser` (a wall showed no more) or `reextracted` (the page said the same, we read it better).
    """
    was = old.article
    lists = [json.dumps(names, ensure_ascii=False) for names in (was.authors, was.tags, was.sections)]
    values = (
        *(old.id, seen_at, json.dumps(changed), was.url, was.headline, was.standfirst, was.byline),
        *(as_text(was.published), as_text(was.modified), was.section, was.language, was.site, was.is_free),
        *(was.verdict.value, *lists, was.body, old.capture_digest),
        *(kind, text_digest(was), old.last_changed_at.isoformat(), checksum(was.headline, was.standfirst, was.body)),
    )
    db.execute(
        "INSERT INTO revisions (article_id, seen_at, changed, url, headline, standfirst, byline, published, modified,"
        " section, language, site, is_free, verdict, authors, tags, sections, body, capture_digest, kind, text_digest,"
        f" first_seen_at, checksum) VALUES (?{', ?' * (len(values) - 1)})",
        values,
    )


def has_text(db: sqlite3.Connection, article_id: str, digest: str) -> bool:
    """Tell whether a story read like this before."""
    return (
        db.execute(
            "SELECT 1 FROM revisions WHERE article_id = ? AND text_digest = ? AND kind = 'edited'", (article_id, digest)
        ).fetchone()
        is not None
    )
