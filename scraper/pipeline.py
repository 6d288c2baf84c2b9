"""The join: a URL is fetched, its page read, its story archived; a saved file goes the same way without the network."""

from __future__ import annotations

import os
import zlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.answers import binary_kind, looks_like_html, may_be_wall, wall_of, why_no_page, with_wall
from scraper.errors import FetchError, ScraperError, UnreadablePage
from scraper.models import Article, Page, Reading, Verdict
from scraper.urls import canonical_url, without_credentials
from scraper.whole import Whole, read_whole

if TYPE_CHECKING:
    from scraper.archive import Archive, Stored
    from scraper.fetch import Fetcher
    from scraper.rules import SiteRules

MAX_SAVED_BYTES = 32_000_000  # of one saved page, decompressed; the same as the reader takes
_TOO_LARGE = f"it has more than {MAX_SAVED_BYTES:,} bytes"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one URL or file, named by `source` without credentials.

    `reading` is what the page says; after a 304, what the archive has. `stored` is None when nothing was to be
    stored. `error` says why nothing could be read, `reason` why what was read is no story, `missing`
    which of its further pages could not be had.
    """

    source: str
    page: Page | None = None
    reading: Reading | None = None
    stored: Stored | None = None
    error: ScraperError | None = None
    reason: str | None = None
    missing: str | None = None

    @property
    def is_story(self) -> bool:
        """Whether this gave a story, new or known."""
        return self.reading is not None and self.error is None and self.reason is None


async def scrape_url(url: str, fetcher: Fetcher, archive: Archive | None, *, run_id: int | None = None) -> Outcome:
    """Fetch a URL, read its page and, given an archive, keep what it says and log what happened.

    A failure to fetch or to read is an outcome, not an exception.

    Raises: ArchiveError, when the archive cannot be used.
    """
    source = without_credentials(url)
    validators = archive.validators(url) if archive else None
    known_origins = set(fetcher.robots_read)
    try:
        page = await fetcher.get(url, validators=validators)
    except FetchError as error:
        if archive:
            archive.log_failure(source, error, run_id=run_id, verdict=_wall(error.page))
        return Outcome(source, error=error)
    finally:
        if archive:
            for origin, robots in fetcher.robots_read.items():
                if origin not in known_origins:
                    archive.save_robots(origin, status=robots.status, text=robots.text, fetched_at=robots.fetched_at)
    if page.is_not_modified:
        return _not_modified(source, page, archive, run_id)
    if reason := why_no_page(page):
        wall = _wall(page)
        reason = with_wall(reason, wall)
        if archive:
            archive.log_answer(page, reason, run_id=run_id, verdict=wall)
        return Outcome(source, page, reason=reason)
    return await _read_and_store(source, page, fetcher, archive, run_id)


async def scrape_urls(
    urls: Iterable[str], fetcher: Fetcher, archive: Archive | None, *, run_id: int | None = None
) -> AsyncIterator[Outcome]:
    """Scrape URLs one after another, each once however often and with whatever tracking it is given.

    Raises: ArchiveError, when the archive cannot be used.
    """
    asked: set[str] = set()
    for url in urls:
        if (name := canonical_url(url) or url) not in asked:
            asked.add(name)
            yield await scrape_url(url, fetcher, archive, run_id=run_id)


def scrape_file(path: Path, archive: Archive | None, *, url: str | None = None) -> Outcome:
    """Read a saved page or a text dump and, given an archive, keep its story, dated by the file's own time.

    Raises: ArchiveError, when the archive cannot be used.
    """
    source = str(path)
    try:
        saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        with path.open("rb") as file:  # which may be endless, as /dev/zero is
            raw = _gunzipped(file.read(MAX_SAVED_BYTES + 1))
        reading = read_saved(raw, url)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Outcome(source, error=UnreadablePage(f"{source}: {reason}"))
    except UnreadablePage as error:
        return Outcome(source, error=UnreadablePage(f"{source}: {error}"))
    article = reading.article
    stored = None
    if archive:
        stored = archive.store_article(
            article, raw=raw, fetched_at=saved_at, candidates=reading.candidates, entries=reading.entries
        )
    return Outcome(source, reading=reading, stored=stored, reason=_why_no_story(article, stored))


def read_saved(data: bytes, url: str | None = None, rules: SiteRules | None = None) -> Reading:
    """Read a saved page, HTML or text, gzip or not, by what its bytes look like; `rules` replace those of its site.

    Raises: UnreadablePage, when they are neither, or the gzip data is broken or larger than MAX_SAVED_BYTES.
    """
    from scraper.decode import decode
    from scraper.extract import read

    data = _gunzipped(data)
    if kind := binary_kind(data):
        raise UnreadablePage(f"it is {kind}, not a page")
    if looks_like_html(data):
        return read(data, url, rules=rules)
    from scraper.extract.text import read_text

    return read_text(decode(data).text, url)


def _wall(page: Page | None) -> Verdict | None:
    try:
        return wall_of(read_page(page).article.verdict) if page and may_be_wall(page) else None
    except UnreadablePage:
        return None


def _not_modified(source: str, page: Page, archive: Archive | None, run_id: int | None) -> Outcome:
    stored = archive.log_not_modified(page, run_id=run_id) if archive else None
    story = archive.story(stored.article_id) if archive and stored and stored.article_id else None
    if story is None:
        return Outcome(source, page, stored=stored, reason="the server says that it has not changed; it is not stored")
    return Outcome(source, page, Reading(story.article, {}), stored)


async def _read_and_store(
    source: str, page: Page, fetcher: Fetcher, archive: Archive | None, run_id: int | None
) -> Outcome:
    try:
        reading = read_page(page)
    except UnreadablePage as error:
        if archive:
            archive.log_answer(page, str(error), run_id=run_id)
        return Outcome(source, page, error=UnreadablePage(f"{source}: {error}"))
    whole = Whole(page, reading)
    if reading.has_other_pages and not (archive and archive.is_part(page.url)):
        whole = await read_whole(page, reading, fetcher.get, _read)
    stored = None
    if archive:
        is_whole = whole.missing is None
        stored = archive.store(whole.page, whole.reading, run_id=run_id, parts=whole.parts, is_whole=is_whole)
    reason = _why_no_story(whole.reading.article, stored)
    return Outcome(source, page, whole.reading, stored, reason=reason, missing=whole.missing)


async def _read(page: Page) -> Reading:
    return read_page(page)


def read_page(page: Page, *, time_zone: str | None = None) -> Reading:
    """Read a page; a fault of ours costs that page and no other. `time_zone` is the clock of its dates.

    Raises: UnreadablePage; RuleError.
    """
    from scraper.extract import read

    try:
        return read(page.body, page.url, content_type=page.content_type, time_zone=time_zone)
    except ScraperError:
        raise
    except Exception as error:
        if os.environ.get("SCRAPE_DEBUG"):
            raise
        raise UnreadablePage(f"our reader failed on it ({type(error).__name__}); please report it") from error


def _why_no_story(article: Article, stored: Stored | None) -> str | None:
    if stored and stored.outcome == "not a story":
        return stored.reason or f"it reads as {article.verdict}, not as a story"
    return None if article.verdict.is_story else f"it reads as {article.verdict}, not as a story"


def _gunzipped(data: bytes) -> bytes:
    """Undo gzip if there is any, member after member, without ever holding more than MAX_SAVED_BYTES."""
    if len(data) > MAX_SAVED_BYTES:
        raise UnreadablePage(_TOO_LARGE)
    if not data.startswith(b"\x1f\x8b"):
        return data
    whole = bytearray()
    while data.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            whole += inflate.decompress(data, MAX_SAVED_BYTES + 1 - len(whole))
        except zlib.error as error:
            raise UnreadablePage("its gzip data is broken") from error
        if len(whole) > MAX_SAVED_BYTES:
            raise UnreadablePage(_TOO_LARGE)
        if not inflate.eof:
            raise UnreadablePage("its gzip data ends before its end")
        data = inflate.unused_data
    return bytes(whole)
