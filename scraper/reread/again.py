"""Stored pages through today's reader: many at once, in the order of the archive, each with a deadline."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from scraper.archive import Archive, KeptPage, Reread, Story
from scraper.crawl.readers import READ_SECONDS, Readers
from scraper.errors import DamagedCapture, UnreadablePage
from scraper.models import Reading

if TYPE_CHECKING:
    from scraper.rules import SiteRules

AHEAD = 3  # stories a worker process that are under way: with fewer, one waits for the slowest page

NO_CAPTURE = "its bytes were not kept"


def default_workers() -> int:
    """Give how many processes read when nobody says: as many as there are processors to run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_page_again(
    body: bytes,
    url: str,
    content_type: str | None,
    time_zone: str | None,
    was_fetched: bool,
    rules: SiteRules | None = None,
) -> Reading:
    """Read a stored page as it would be read today; `rules` replace those of its site.

    Raises: UnreadablePage; RuleError.
    """
    from scraper.answers import looks_like_html
    from scraper.extract import read
    from scraper.pipeline import read_saved

    if not was_fetched and (body.startswith(b"\x1f\x8b") or not looks_like_html(body)):
        return read_saved(body, url or None, rules)
    return read(body, url or None, content_type=content_type, time_zone=time_zone, rules=rules)


async def reread(
    archive: Archive, ids: Iterable[str], *, workers: int | None = None, seconds: float = READ_SECONDS
) -> AsyncIterator[Reread | tuple[Story, str]]:
    """Read the pages of stories again and yield, in their order, what that changes, or story and reason if nothing can.

    Nothing is written. A page that takes longer than `seconds` costs itself alone; only a few are held at once.

    Raises: ArchiveError; RuleError, when a site's rule file is wrong.
    """
    workers = workers or default_workers()
    under_way: deque[asyncio.Task[Reread | tuple[Story, str] | None]] = deque()
    async with Readers(seconds=seconds, workers=workers) as readers:
        try:
            for article_id in ids:
                under_way.append(asyncio.create_task(_one(archive, article_id, readers)))
                if len(under_way) >= AHEAD * workers and (told := await under_way.popleft()):
                    yield told
            while under_way:
                if told := await under_way.popleft():
                    yield told
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)


async def read_kept(readers: Readers, page: KeptPage, rules: SiteRules | None = None) -> Reading:
    """Read a kept page in a worker process.

    Raises: UnreadablePage; RuleError.
    """
    more = (page.content_type, page.time_zone, page.was_fetched, rules)
    return await readers.read(read_page_again, page.body, page.url or "", *more, alone=True)


async def _one(archive: Archive, article_id: str, readers: Readers) -> Reread | tuple[Story, str] | None:
    story = archive.rereading.story(article_id)
    if story is None:
        return None
    try:
        page = archive.rereading.page(story)
        if page is None:
            return story, NO_CAPTURE
        reading = await read_kept(readers, page)
        change = archive.rereading.compare(story, reading)
        if change.fields and (pages := archive.rereading.earlier_pages(story)):
            earlier = []
            for one in pages:
                with suppress(UnreadablePage):
                    earlier.append(await read_kept(readers, one))
            change = archive.rereading.compare(story, reading, earlier)
    except (UnreadablePage, DamagedCapture) as error:
        return story, str(error)
    return change
