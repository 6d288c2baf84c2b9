"""Running a crawl in this process, against a scripted paper, with waits that suit a test."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import time
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.archive import Archive
from scraper.crawl import Budget, Crawler, Summary, starts
from scraper.crawl.robots import keep_robots, known_robots
from scraper.fetch import Fetcher, Limits
from scraper.fetch.network import Resolve
from scraper.fetch.pace import Pace
from tests.crawl.faults.paper import HOST, PaperServer

AGENT = "scrape-news/0.1 (+https://us.example/bot)"
QUICK = Limits(request_seconds=0.4, total_seconds=2.0, first_wait_seconds=0.01, page_bytes=3_000_000)


@dataclass(frozen=True, slots=True)
class Crawled:
    """What a crawl said of itself, how long it took, and the archive that it left."""

    summary: Summary
    seconds: float
    archive: Path

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.archive)) as db:
            return db.execute(sql, values).fetchall()

    def stored(self) -> list[str]:
        """Give the paths of the stored stories, queries included, sorted; one that is stored twice comes twice."""
        parts = [urlsplit(url) for (url,) in self.rows("SELECT url FROM articles")]
        return sorted(f"{part.path}?{part.query}" if part.query else part.path for part in parts)


def loopback(*unknown: str) -> Resolve:
    """Look names up so that all of `*.example` is here, and `inside.example` in somebody's private network."""

    async def resolve(name: str, port: int) -> Sequence[str]:
        if name in unknown:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return ["10.0.0.7"] if name == "inside.example" else ["127.0.0.1"]

    return resolve


def run_crawl(
    server: PaperServer,
    archive: Path,
    *begin: str,
    hosts: Collection[str] = (),
    limit: int | None = None,
    max_seconds: float | None = None,
    delay_seconds: float = 0.0,
    limits: Limits = QUICK,
    resolve_name: Resolve | None = None,
    deadline_seconds: float = 25.0,
) -> Crawled:
    """Crawl from paths of the Courier, or whole addresses, in which the port may be missing."""
    addresses = [at(server, start) for start in begin]

    async def run() -> Summary:
        with Archive.open(archive) as opened:
            fetcher = Fetcher(
                AGENT,
                limits=limits,
                allow_private=(HOST, *hosts),
                resolve_name=resolve_name or loopback(),
                pace=Pace(delay_seconds),
                known_robots=known_robots(opened),
                on_robots=keep_robots(opened),
            )
            async with asyncio.timeout(deadline_seconds), fetcher:
                return await Crawler(opened, fetcher, Budget(limit, max_seconds)).crawl(starts(addresses))

    began = time.monotonic()
    summary = asyncio.run(run())
    return Crawled(summary, time.monotonic() - began, archive)


def at(server: PaperServer, start: str) -> str:
    """Give the whole address of a path, with the server's port unless it has one of its own."""
    parts = urlsplit(start if "://" in start else f"http://{HOST}{start}")
    return parts._replace(netloc=parts.netloc if parts.port else f"{parts.netloc}:{server.port}").geturl()
