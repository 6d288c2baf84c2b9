"""Reading stored captures again: which there are, what another reading changes, and writing just that.

A story keeps the capture that its values come from; only that one is read again, and what a story said before it
was edited stays as it was written down then. The paper has changed nothing: no event, and no other date of change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scraper.archive.as_read import renew_as_read
from scraper.archive.captures import read_capture
from scraper.archive.compare import differences, storable
from scraper.archive.parts import has_parts
from scraper.archive.provenance import ranked_sources
from scraper.archive.revisions import save_revision
from scraper.archive.rows import Telling, update_story
from scraper.archive.stories import Story, read_by_id, read_field_sources, read_story
from scraper.archive.text import now
from scraper.archive.transaction import explained, transaction
from scraper.errors import DamagedCapture
from scraper.models import Article, Candidates, Found, Reading

#: The field that stands for "the same value, read at another place": where values come from is kept too.
SOURCES = "sources"
MAX_EARLIER = 5  # captures before the current one that are looked at, newest first
_BATCH = 500  # ids held at once

_PAGE = """
    SELECT f.final_url, f.id, h.headers FROM fetches AS f LEFT JOIN fetch_headers AS h ON h.fetch_id = f.id
    WHERE f.article_id = ? AND f.capture_digest = ? AND f.status = 200 ORDER BY f.id LIMIT 1
"""
_ZONE = """
    SELECT s.time_zone FROM article_urls AS u JOIN links AS l ON l.key = u.key JOIN sources AS s ON s.id = l.source_id
    WHERE u.article_id = ? AND s.time_zone IS NOT NULL LIMIT 1
"""
_SAVED_FROM = """
    SELECT value FROM field_sources WHERE article_id = :id AND field = 'canonical_url' AND source = 'address'
    UNION ALL SELECT * FROM (SELECT url FROM article_urls WHERE article_id = :id AND kind = 'final' ORDER BY rowid DESC)
    LIMIT 1
"""
_EARLIER = """
    SELECT capture_digest FROM fetches
    WHERE article_id = ? AND status = 200 AND outcome IN ('new', 'changed', 'known') AND capture_digest IS NOT NULL
        AND capture_digest <> ? AND verdict IN ('article', 'live', 'teaser')
    GROUP BY capture_digest ORDER BY max(id) DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A capture with all that a reader was told of it; `was_fetched` tells an answer from a saved file."""

    digest: str
    body: bytes
    url: str | None
    content_type: str | None
    time_zone: str | None
    was_fetched: bool


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a story's capture again changes: `fields`, in which it was `before` and would be `after`.

    Nothing changes where `fields` is empty; `reason` says why, if it is not because all is as it was. `said` is what
    the page says, of which `after` is what the story takes.
    """

    story: Story
    after: Article
    candidates: Candidates
    fields: tuple[str, ...]
    reason: str | None = None
    said: Article | None = None


class Rereading:
    """The captures of an open archive, as re-reading needs them. Every method is one transaction, as in Archive."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path = path
        self._db = db

    def count(self, host: str | None = None) -> int:
        """Give the number of stories, of all hosts or of one and those below it."""
        where, values = _of(host)
        with explained(self._path):
            return int(self._db.execute(f"SELECT count(*) FROM articles WHERE {where}", values).fetchone()[0])

    def ids(self, host: str | None = None) -> Iterator[str]:
        """Yield the ids of stories in the order they came; writing in between does no harm."""
        where, values = _of(host)
        last = -1
        while True:
            with explained(self._path):
                rows = self._db.execute(
                    f"SELECT docid, id FROM articles WHERE {where} AND docid > ? ORDER BY docid LIMIT {_BATCH}",
                    (*values, last),
                ).fetchall()
            if not rows:
                return
            yield from (story for _, story in rows)
            last = rows[-1][0]

    def latest(self, host: str, limit: int) -> list[str]:
        """Give the ids of the stories of a host, and of those below it, that were seen last."""
        where, values = _of(host)
        with explained(self._path):
            rows = self._db.execute(
                f"SELECT id FROM articles WHERE {where} AND capture_digest IS NOT NULL"
                " ORDER BY last_seen_at DESC, docid DESC LIMIT ?",
                (*values, limit),
            )
            return [story for (story,) in rows]

    def hosts(self) -> list[str]:
        """Give the hosts that there are stories of, those with the most first."""
        with explained(self._path):
            rows = self._db.execute(
                "SELECT host FROM articles WHERE host IS NOT NULL GROUP BY host ORDER BY count(*) DESC, host"
            )
            return [host for (host,) in rows]

    def id_of(self, url_or_id: str) -> str | None:
        """Give the id of the story with an id, or with any URL it goes by."""
        with explained(self._path):
            story = read_story(self._db, url_or_id)
        return story.id if story else None

    def story(self, article_id: str) -> Story | None:
        """Give a story as it is now."""
        with explained(self._path):
            return read_by_id(self._db, article_id)

    def page(self, story: Story) -> KeptPage | None:
        """Give the page that the values of a story come from; None if its bytes were not kept.

        Raises: DamagedCapture; ArchiveError.
        """
        with explained(self._path):
            return self._page(story, story.capture_digest) if story.capture_digest else None

    def earlier_pages(self, story: Story) -> list[KeptPage]:
        """Give what the story's pages were before, newest first, MAX_EARLIER of them at the most; no damaged ones."""
        pages = []
        with explained(self._path):
            rows = self._db.execute(_EARLIER, (story.id, story.capture_digest or "", MAX_EARLIER)).fetchall()
            for (digest,) in rows:
                with suppress(DamagedCapture):
                    pages.append(self._page(story, digest))
        return [page for page in pages if page]

    def page_at(self, url: str) -> KeptPage | None:
        """Give the page that the story which goes by a URL was read from."""
        story = self.story(self.id_of(url) or "")
        return self.page(story) if story else None

    def compare(self, story: Story, reading: Reading, earlier: Iterable[Reading] = ()) -> Reread:
        """Say what another reading of a story's page changes.

        What the pages before it said, read as today, stays: a redesign that dropped the byline did not take it from the
        story. `earlier` are their readings.
        """
        article, candidates = storable(reading.article), reading.candidates
        if not article.verdict.is_story:
            return Reread(story, story.article, {}, (), f"it reads as {article.verdict} now; the story stays as it is")
        if self._has_parts(story):
            article, candidates = self._of_all_parts(story, article, candidates)
        said = article
        article = _with_kept_values(story.article, article, [storable(one.article) for one in earlier])
        fields = differences(story.article, article)
        if not fields and self._are_sources_new(story, article, candidates):
            fields = (SOURCES,)
        return Reread(story, article, candidates, fields, said=said)

    def apply(self, change: Reread) -> bool:
        """Write what `compare` said, and keep what it replaces as a revision of kind `reextracted`.

        False, and nothing is written, when the story has changed in between.
        """
        with explained(self._path), transaction(self._db):
            old = read_by_id(self._db, change.story.id)
            if old is None or old.capture_digest != change.story.capture_digest:
                return False
            if differences(old.article, change.story.article):
                return False
            fields = [field for field in change.fields if field != SOURCES]
            if fields:
                save_revision(self._db, old, now(), fields, kind="reextracted")
                images = [(image.url, image.caption, image.credit) for image in old.article.images]
                self._db.execute(
                    "UPDATE revisions SET body_html = ?, images = ? WHERE id = last_insert_rowid()",
                    (old.article.body_html, json.dumps(images, ensure_ascii=False)),
                )
            seen_at, changed_at = old.last_seen_at.isoformat(), old.last_changed_at.isoformat()
            telling = Telling(change.after, change.candidates, seen_at, old.capture_digest)
            update_story(self._db, old, old.article.url, telling, changed_at=changed_at)
            renew_as_read(self._db, old.id, change.said or change.after)
            return True

    def _page(self, story: Story, digest: str) -> KeptPage | None:
        capture = read_capture(self._db, digest)
        if capture is None:
            return None
        fetch = self._db.execute(_PAGE, (story.id, digest)).fetchone()
        headers = json.loads(fetch[2]) if fetch and fetch[2] else capture.headers
        content_type = next((value for name, value in headers if name.lower() == "content-type"), None)
        zone = self._db.execute(_ZONE, (story.id,)).fetchone()
        return KeptPage(
            digest=digest,
            body=capture.body,
            url=fetch[0] if fetch else self._saved_from(story),
            content_type=content_type,
            time_zone=zone and zone[0],
            was_fetched=fetch is not None,
        )

    def _has_parts(self, story: Story) -> bool:
        """Tell whether a story was joined from several pages: its body is more than what this one page says."""
        with explained(self._path):
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'article_parts'").fetchone():
                return False
            return has_parts(self._db, story.id)

    def _of_all_parts(self, story: Story, article: Article, candidates: Candidates) -> tuple[Article, Candidates]:
        """Give what was read with the text and the pictures of all pages in place of the first one's."""
        old, stored = story.article, read_field_sources(self._db, story.id)
        kept = {field: found for field, found in stored.items() if field in ("body", "images")}
        sources = {field: found[0].source for field, found in kept.items()}
        article = replace(article, body=old.body, body_html=old.body_html, images=old.images)
        return replace(article, sources={**article.sources, **sources}), {**candidates, **kept}

    def _saved_from(self, story: Story) -> str | None:
        """Give the address that a saved file was read at, which need not be the one that the story goes by."""
        found = self._db.execute(_SAVED_FROM, {"id": story.id}).fetchone()
        return found[0] if found else story.article.url

    def _are_sources_new(self, story: Story, article: Article, candidates: Candidates) -> bool:
        stored, today = read_field_sources(self._db, story.id), ranked_sources(article, candidates)
        return _with_raw(stored) != _with_raw(today)


def _with_kept_values(old: Article, new: Article, earlier: list[Article]) -> Article:
    """Keep what stands there because an earlier page said it: exactly so, or where today's page says nothing."""
    keep: dict[str, Any] = {}
    for field in differences(old, new) if earlier else ():
        if field in ("body_html", "verdict"):
            continue
        values = [getattr(article, field) for article in earlier]
        if getattr(old, field) in values:
            keep[field] = getattr(old, field)
        elif not getattr(new, field) and (said := next(filter(None, values), None)):
            keep[field] = said
    if "body" in keep:
        told = next((article for article in earlier if article.body == keep["body"]), old)
        keep["body_html"] = told.body_html
    return replace(new, **keep)


def _with_raw(ranked: Mapping[str, Sequence[Found[str | None]]]) -> dict[str, list[tuple[str | None, str, str | None]]]:
    """Give candidates such that they differ where only the way differs in which a value stands on the page."""
    return {field: [(found.value, found.source, found.raw) for found in of_field] for field, of_field in ranked.items()}


def _of(host: str | None) -> tuple[str, tuple[str, ...]]:
    if host is None:
        return "1", ()
    return "(host = ? OR host LIKE ?)", (host, f"%.{host}")
