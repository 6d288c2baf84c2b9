"""The archive: one SQLite file, and everything one does with it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from scraper.answers import with_wall
from scraper.archive import log
from scraper.archive.absence import absence, verdict_of
from scraper.archive.captures import Capture, read_capture
from scraper.archive.clusters import Clusters
from scraper.archive.compare import storable
from scraper.archive.events import note_restored, note_unpublished
from scraper.archive.frontier import Finds, Finish, Frontier, add_links, finish_link
from scraper.archive.identity import find_by_url, find_story, lives_elsewhere, names_of_article, names_of_page
from scraper.archive.live import read_entries
from scraper.archive.open import open_archive
from scraper.archive.packing import Packed, Packer, save_capture
from scraper.archive.parts import has_parts, is_part, part_of, save_parts
from scraper.archive.permissions import CaptureRights, read_rights_of, site_texts
from scraper.archive.reread import Rereading
from scraper.archive.rows import Telling, mark_seen, was_seen_after
from scraper.archive.search import Hit, search_stories
from scraper.archive.sources import Sources
from scraper.archive.store import Stored, store_telling
from scraper.archive.stories import Story, count_rows, read_by_id, read_field_sources, read_latest, read_story
from scraper.archive.text import stamp
from scraper.archive.transaction import explained, transaction
from scraper.archive.upkeep import Upkeep
from scraper.errors import Disallowed, FetchError, UnreadablePage
from scraper.models import Article, Candidates, Found, LiveEntry, Page, Reading, Validators, Verdict
from scraper.rights import Keeping, Rights, read_rights
from scraper.site_rights import with_site

if TYPE_CHECKING:
    from scraper.archive.history import History


class Archive:
    """An open archive, to be used by one thread at a time.

    Every method is one transaction, and raises ArchiveError when the archive cannot be read or written; then
    nothing of what was asked is kept.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, keeping: Keeping | None = None) -> None:
        self.path = path
        self.frontier = Frontier(path, db)
        self.sources = Sources(path, db)
        self.rereading = Rereading(path, db)
        self.clusters = Clusters(path, db)
        self.upkeep = Upkeep(path, db)
        self._db = db
        self._packer = Packer(db)
        self._keeping = keeping or Keeping()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        untouched: bool = False,
        damaged_too: bool = False,
        keeping: Keeping | None = None,
    ) -> Self:
        """Open the archive at a path; with `create`, a missing or empty file becomes one.

        `keeping` says how it treats pages that ask not to be kept. `untouched` reads it and changes no byte of it,
        not even to bring it up to date. `damaged_too` is for finding out what is damaged.

        Raises: ArchiveError, when there is none, or the file is not ours, damaged or from a newer version; it
        is then, byte for byte, as it was.
        """
        db = open_archive(path, create=create, read_only=read_only, untouched=untouched, damaged_too=damaged_too)
        return cls(path, db, keeping)

    def close(self) -> None:
        """Close the file; the last to do so folds the write-ahead log into it."""
        with explained(self.path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def store(
        self,
        page: Page,
        reading: Reading,
        *,
        run_id: int | None = None,
        finish: Finish | None = None,
        finds: Finds | None = None,
        parts: Sequence[Page] = (),
        is_whole: bool = True,
    ) -> Stored:
        """Keep an answer, and the story it tells if it tells one: capture, log and story together or not at all.

        So are, with them, the end of the link that led there (`finish`), the links on the page (`finds`) and the
        further pages of the story (`parts`), whose text is in the reading. A reading that is not whole because one of
        them could not be had never changes what is stored.
        """
        article = storable(reading.article)
        names = names_of_page(page, article)
        packed, rights = self._pack(page)
        packed_parts = [(part, *self._pack(part)) for part in parts]
        gone = absence(page, article.verdict)
        telling = Telling(article, reading.candidates, packed.fetched_at, packed.capture, gone, reading.entries)
        telling = replace(telling, parts=tuple(part.capture for _, part, _ in packed_parts))
        with self._transaction() as db:
            save_capture(db, packed)
            part = part_of(db, page) if page.status == 200 else None
            if page.status == 200:
                stored = part or store_telling(db, names, names.id, telling, is_whole=is_whole)
            else:
                stored = Stored(find_story(db, names), "not a story", reason=f"status {page.status}")
                self._note_absence(db, stored.article_id, page, gone)
            verdict = verdict_of(page, article.verdict if page.status == 200 else None)
            verdict = Verdict.TEASER if stored.is_wall else verdict
            fetch = log.Fetch(stored.outcome, stored.article_id, verdict, stored.reason, run_id)
            log.log_page(db, page, fetch, packed=packed, digest=packed.capture, rights=rights)
            if stored.article_id and is_whole and not part and stored.outcome in ("new", "changed", "known"):
                save_parts(db, stored.article_id, packed_parts, log.Fetch("known", None, verdict, None, run_id))
            new_links = _go_on(db, finish, finds)
        return replace(stored, new_links=new_links) if new_links else stored

    def store_article(
        self,
        article: Article,
        *,
        raw: bytes | None,
        fetched_at: datetime,
        candidates: Candidates | None = None,
        entries: tuple[LiveEntry, ...] = (),
    ) -> Stored:
        """Keep a story that was not fetched; `raw` is the file it was read from.

        A story without a URL is known again by its file, or by its text if there is none. A file whose story
        is not taken leaves no trace.
        """
        article = storable(article)
        names = names_of_article(article)
        with explained(self.path):
            packed = None if raw is None else self._packer.pack(raw, fetched_at, url=article.url)
        digest = packed.digest if packed else None
        own_id = names.id if names else (digest or _digest(article.body))[:16]
        with self._transaction() as db:
            telling = Telling(article, candidates or {}, stamp(fetched_at), digest, entries=entries)
            stored = store_telling(db, names, own_id, telling)
            if packed and stored.outcome in ("new", "changed"):
                save_capture(db, packed)
        return stored

    def log_not_modified(self, page: Page, *, run_id: int | None = None, finish: Finish | None = None) -> Stored:
        """Log that the server said that what we have is still right (304)."""
        with self._transaction() as db:
            known = find_by_url(db, page.url) or find_by_url(db, page.requested_url)
            story = read_by_id(db, known) if known else None
            stored = Stored(known, "not modified" if story else "not a story")
            digest = story.capture_digest if story else None
            verdict = story.article.verdict if story else Verdict.LISTING  # nothing else is asked for so
            fetch = log.Fetch(stored.outcome, known, verdict, None, run_id)
            log.log_page(db, page, fetch, packed=None, digest=digest)
            if known:
                mark_seen(db, known, stamp(page.fetched_at))
                note_restored(db, known, stamp(page.fetched_at))
            _go_on(db, finish)
        return stored

    def log_answer(
        self,
        page: Page,
        reason: str,
        *,
        run_id: int | None = None,
        finish: Finish | None = None,
        finds: Finds | None = None,
        keep: bool = True,
        verdict: Verdict | None = None,
    ) -> int:
        """Log an answer that was not read as an article; its bytes are kept if it is an HTML page (status 200).

        A known story that is there no more is noted as `unpublished`; `verdict` is what the page was, if it was read.
        What has links to follow (`finds`) is a list. Feeds, sitemaps and fronts are asked again and again: they are
        not kept. Gives the number of new links.
        """
        is_page = keep and page.status == 200 and (page.content_type or "").lower().startswith("text/html")
        packed, rights = self._pack(page) if is_page else (None, None)
        with self._transaction() as db:
            if packed:
                save_capture(db, packed)
            gone = absence(page, verdict)
            known = find_by_url(db, page.requested_url if gone else page.url)
            is_list = finds is not None and verdict not in (Verdict.MISSING, Verdict.GONE)
            verdict = Verdict.LISTING if is_list else verdict_of(page, verdict)
            fetch = log.Fetch("not a story", known, verdict, reason, run_id)
            log.log_page(db, page, fetch, packed=packed, digest=packed.capture if packed else None, rights=rights)
            self._note_absence(db, known, page, gone)
            return _go_on(db, finish, finds)

    def log_failure(
        self,
        url: str,
        error: FetchError | UnreadablePage,
        *,
        run_id: int | None = None,
        finish: Finish | None = None,
        verdict: Verdict | None = None,
    ) -> None:
        """Log that a URL gave nothing usable, and why; `verdict` is the wall that came with a refusal, if one did."""
        outcome = "disallowed" if isinstance(error, Disallowed) else "failed"
        reason = with_wall(error.reason if isinstance(error, FetchError) else str(error), verdict)
        status = error.status if isinstance(error, FetchError) else None
        with self._transaction() as db:
            if isinstance(error, FetchError) and error.page:
                verdict = verdict or Verdict.EMPTY
            fetch = log.Fetch(outcome, find_by_url(db, url), verdict, reason, run_id)
            log.log_no_page(db, url, fetch, status=status)
            _go_on(db, finish)

    def validators(self, url: str) -> Validators | None:
        """Give what to ask a server with whether the story at a URL has changed; None: ask for all of it."""
        with explained(self.path):
            known = find_by_url(self._db, url)
            if known is None or has_parts(self._db, known):  # a further page may have changed where the first has not
                return None
            return log.read_validators(self._db, known, url)

    def is_part(self, url: str) -> bool:
        """Tell whether a URL is known as a further page of a story."""
        with explained(self.path):
            return is_part(self._db, url)

    def story(self, url_or_id: str) -> Story | None:
        """Give the story with an id, or with any URL it goes by."""
        with explained(self.path):
            return read_story(self._db, url_or_id)

    def history(self, url_or_id: str) -> History | None:
        """Give every version of the story with an id, or with any URL it goes by, and what happened to it."""
        from scraper.archive.history import read_history

        with explained(self.path):
            return read_history(self._db, url_or_id)

    def stories(self, limit: int | None = None) -> Iterator[Story]:
        """Yield stories, newest first, those without a date last."""
        with explained(self.path):
            yield from read_latest(self._db, limit)

    def search(self, query: str, *, limit: int = 20) -> list[Hit]:
        """Give the stories that have every word of a query, best first; see `terms_of` for what else it may say."""
        with explained(self.path):
            return search_stories(self._db, query, limit)

    def field_sources(self, article_id: str) -> dict[str, tuple[Found[str | None], ...]]:
        """Give, for each field of a story, the value that won and its runners-up, with their places on the page."""
        with explained(self.path):
            return read_field_sources(self._db, article_id)

    def counts(self) -> dict[str, int]:
        """Give the number of stories, earlier versions, captures and fetches."""
        with explained(self.path):
            return count_rows(self._db)

    def capture(self, digest: str) -> Capture | None:
        """Give the bytes of a page as they came."""
        with explained(self.path):
            return read_capture(self._db, digest)

    def start_run(self, command: str) -> int:
        """Log the start of a command; pass the result on as `run_id`."""
        with self._transaction() as db:
            return log.start_run(db, command)

    def end_run(self, run_id: int, exit_code: int, counts: Mapping[str, int]) -> None:
        """Log how a command ended."""
        with self._transaction() as db:
            log.end_run(db, run_id, exit_code, counts)

    def robots(self, origin: str, since: datetime) -> tuple[int | None, str, str] | None:
        """Give status, text and time of what the robots.txt of an origin said last, if that was since some time."""
        with explained(self.path):
            return log.read_robots(self._db, origin, since)

    def save_robots(
        self, origin: str, *, status: int | None, text: str | None, fetched_at: datetime | None = None
    ) -> None:
        """Keep what the robots.txt of an origin says; a status of None means that it could not be reached."""
        with self._transaction() as db:
            log.save_robots(db, origin, status=status, text=text, fetched_at=fetched_at or datetime.now(UTC))

    def entries(self, article_id: str) -> tuple[LiveEntry, ...]:
        """Give all entries that a live blog ever showed, newest first; empty for any other story."""
        with explained(self.path):
            return read_entries(self._db, article_id)

    def rights(self, article_id: str) -> CaptureRights | None:
        """Give what the page and its site said of its use when a story was last read; None: it was not fetched."""
        with explained(self.path):
            return read_rights_of(self._db, article_id)

    def _pack(self, page: Page) -> tuple[Packed, Rights]:
        rights = read_rights(page.headers, page.body, self._keeping.names)
        keep = self._keeping.keeps_noarchive or not rights.noarchive
        with explained(self.path):
            rights = with_site(rights, page.url, *site_texts(self._db, page), self._keeping.names)
            return self._packer.pack(page.body, page.fetched_at, page.headers, page.url, keep=keep), rights

    def _note_absence(
        self, db: sqlite3.Connection, article_id: str | None, page: Page, gone: Mapping[str, Any] | None
    ) -> None:
        at = stamp(page.fetched_at)
        asked = (page.requested_url, *page.redirects, page.url)
        if not article_id or not gone or was_seen_after(db, article_id, at):
            return
        if not lives_elsewhere(db, article_id, asked):
            note_unpublished(db, article_id, at, dict(gone))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), transaction(self._db):
            yield self._db


def _go_on(db: sqlite3.Connection, finish: Finish | None, finds: Finds | None = None) -> int:
    """Write how a link ended and what was found behind it; give the number of new links."""
    if finish:
        finish_link(db, finish)
    return add_links(db, finds) if finds else 0


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
