"""The join of parts: a story that is printed on several pages is fetched to its end and read as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from scraper.answers import why_no_page
from scraper.errors import FetchError, UnreadablePage
from scraper.models import Page, Reading
from scraper.urls import url_key

Fetch = Callable[[str], Awaitable[Page]]
Read = Callable[[Page], Awaitable[Reading]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A story as its pages tell it: the first, and `parts`, the others.

    `missing` says which page could not be had, and why; what comes before it is there.
    """

    page: Page
    reading: Reading
    parts: tuple[Page, ...] = ()
    missing: str | None = None


async def read_whole(page: Page, reading: Reading, fetch: Fetch, read: Read) -> Whole:
    """Fetch the other pages of a story, and join their text to that of the first.

    A further page leads to the first one, if that leads back to it. `fetch` and `read` do the work; what goes wrong
    with a part is said and costs nothing but that part and the rest.
    """
    if reading.first_page:
        first, told, _ = await _part(reading.first_page, fetch, read)
        if first is not None and told is not None and told.next_page:
            whole = await _to_the_end(first, told, fetch, read)
            if any(url_key(part.url) == url_key(page.url) for part in whole.parts):
                return whole
    return await _to_the_end(page, reading, fetch, read)


async def _to_the_end(page: Page, reading: Reading, fetch: Fetch, read: Read) -> Whole:
    from scraper.extract.parts import MAX_PARTS, adds_text, has_all, joined

    if reading.whole_page:
        whole, told, _ = await _part(reading.whole_page, fetch, read)
        if whole is not None and told is not None and has_all(reading, told) and adds_text([reading], told):
            return Whole(page, joined([reading, told]), (whole,))
    readings, parts = [reading], list[Page]()
    asked = {url_key(page.url), url_key(page.requested_url)}
    following = reading.next_page
    missing = None
    while following and url_key(following) not in asked and len(readings) < MAX_PARTS:
        asked.add(url_key(following))
        part, told, reason = await _part(following, fetch, read)
        if part is None or told is None:
            missing = f"part {len(readings) + 1} ({following}) is missing: {reason}"
            break
        if url_key(part.url) in asked - {url_key(following)} or not adds_text(readings, told):
            break  # it leads back
        parts.append(part)
        readings.append(told)
        asked.add(url_key(part.url))
        following = told.next_page
    return Whole(page, joined(readings), tuple(parts), missing)


async def _part(url: str, fetch: Fetch, read: Read) -> tuple[Page | None, Reading | None, str]:
    """Fetch and read one page; without a story on it, say why."""
    try:
        page = await fetch(url)
        if reason := why_no_page(page):
            return page, None, reason
        reading = await read(page)
    except (FetchError, UnreadablePage) as error:
        return None, None, getattr(error, "reason", str(error))
    if not reading.article.verdict.is_story:
        return page, None, f"it reads as {reading.article.verdict}"
    return page, replace(reading, first_page=None), ""
