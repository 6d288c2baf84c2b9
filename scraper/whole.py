"""The join of parts: a story that is printed on several pages is fetched to its end and read as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scraper.answers import why_no_page
from scraper.errors import FetchError, UnreadablePage
from scraper.models import Page, Reading
from scraper.urls import url_key


@dataclass(frozen=True, slots=True)
class Whole:
    """A story as its pages tell it; `parts` are the pages after the first.

    `missing` says which page could not be had, and why; what comes before it is there.
    """

    reading: Reading
    parts: tuple[Page, ...] = ()
    missing: str | None = None


async def read_whole(
    page: Page,
    reading: Reading,
    fetch: Callable[[str], Awaitable[Page]],
    read: Callable[[Page], Awaitable[Reading]],
) -> Whole:
    """Fetch the pages that follow the first one, and join their text to its own.

    `fetch` and `read` do the work; what goes wrong with a part is said and costs nothing but that part and the rest.
    """
    from scraper.extract.parts import MAX_PARTS, adds_text, joined

    readings, parts = [reading], list[Page]()
    asked = {url_key(page.url), url_key(page.requested_url)}
    following = reading.next_page
    missing = None
    while following and url_key(following) not in asked and len(readings) < MAX_PARTS:
        asked.add(url_key(following))
        try:
            part = await fetch(following)
            reason = why_no_page(part)
            next_reading = None if reason else await read(part)
        except (FetchError, UnreadablePage) as error:
            part, next_reading, reason = None, None, getattr(error, "reason", str(error))
        if part is not None and next_reading is not None:
            if url_key(part.url) in asked - {url_key(following)}:
                break  # it leads back
            if not next_reading.article.verdict.is_story:
                reason = f"it reads as {next_reading.article.verdict}"
            elif not adds_text(readings, next_reading):
                break
        if reason or part is None or next_reading is None:
            missing = f"part {len(readings) + 1} ({following}) is missing: {reason}"
            break
        parts.append(part)
        readings.append(next_reading)
        asked.add(url_key(part.url))
        following = next_reading.next_page
    return Whole(joined(readings), tuple(parts), missing)
