"""`scrape crawl` that leaves stories unread: fetching, robots.txt, frontier and log alone. See benchmarks/crawl.py."""

from __future__ import annotations

import sys

from scraper.cli import main
from scraper.crawl import engine
from scraper.errors import UnreadablePage
from scraper.models import LinkKind

_read = engine.Crawl._read


async def unread(self: engine.Crawl, link, page, done) -> None:  # type: ignore[no-untyped-def]
    """Read fronts and sitemaps only."""
    if link.kind is LinkKind.STORY:
        raise UnreadablePage("not read")
    await _read(self, link, page, done)


if __name__ == "__main__":
    engine.Crawl._read = unread  # type: ignore[method-assign]
    main_status = main(["crawl", *sys.argv[1:]])
    sys.exit(0 if main_status in (0, 1, 3) else main_status)
