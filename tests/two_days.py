"""A story on some days: what the archive notices when its page is met again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.extract import read
from tests.archive.invented import NOON, URL, page

Noticed = tuple[bool, tuple[str, ...]]  # whether there is another text, and the kinds of events
NOTHING: Noticed = (False, ())


def noticed(path: Path, days: Iterable[str], url: str = URL) -> Iterator[Noticed]:
    """Archive the pages of a story, one a day, and yield what comes of each."""
    with Archive.open(path) as archive:
        revisions = events = 0
        for day, html in enumerate(days):
            body = html.encode()
            answer = page(url, body=body, fetched_at=NOON + timedelta(days=day))
            archive.store(answer, read(body, url, content_type="text/html; charset=utf-8"))
            history = archive.history(url)
            texts, kinds = (len(history.versions), [event.kind for event in history.events]) if history else (0, [])
            yield texts > max(revisions, 1), tuple(kinds[events:])
            revisions, events = texts, len(kinds)
