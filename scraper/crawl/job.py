"""What is to be crawled and how, in one piece, and the crawler that does it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scraper.archive import Archive
from scraper.crawl.budget import Budget
from scraper.crawl.crawler import Crawler
from scraper.crawl.events import Tell
from scraper.crawl.robots import keep_robots, known_robots
from scraper.crawl.shard import WHOLE, Shard
from scraper.crawl.start import Start
from scraper.fetch import Fetcher, Pace
from scraper.rights import Keeping
from scraper.site_rights import TDM_FILE


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl to be done; `has_articles`: somebody wants to see what was read, not only that it was."""

    archive: Path
    user_agent: str
    starts: tuple[Start, ...]
    allow_private: tuple[str, ...] = ()
    delay_seconds: float | None = None
    run_id: int | None = None
    has_articles: bool = False
    keeping: Keeping = field(default_factory=Keeping)


@asynccontextmanager
async def crawler_of(
    job: Job,
    archive: Archive,
    budget: Budget,
    tell: Tell,
    *,
    shard: Shard = WHOLE,
    await_more: Callable[[], Awaitable[bool]] | None = None,
) -> AsyncIterator[Crawler]:
    """Give a crawler with a fetcher of its own, which is closed at the end of `with`."""
    async with Fetcher(
        job.user_agent,
        allow_private=job.allow_private,
        pace=Pace() if job.delay_seconds is None else Pace(job.delay_seconds),
        known_robots=known_robots(archive),
        on_robots=keep_robots(archive),
        site_file=TDM_FILE if job.keeping.asks_tdm_file else None,
    ) as fetcher:
        yield Crawler(archive, fetcher, budget, tell, run_id=job.run_id, shard=shard, await_more=await_more)
