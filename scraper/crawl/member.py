"""One of several processes that crawl: it fetches, reads and stores what belongs to its sites, and tells of it.

All of them write to the archive, each story in a short transaction of its own; pages never travel between processes.
A member whose sites have nothing left looks now and then whether another has found something for it, until it is told
that nobody has. When the process that started it is gone, it ends at once: what it had in hand stays due.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Literal

from scraper.archive import Archive
from scraper.crawl.budget import Budget
from scraper.crawl.crawler import Crawler
from scraper.crawl.events import Event
from scraper.crawl.job import Job, crawler_of
from scraper.crawl.shard import Shard, SharedBudget
from scraper.crawl.summary import Summary
from scraper.errors import ScraperError

LOOK_SECONDS = 1.0  # between two looks for what others have found
TOLD_SECONDS = 0.2  # between two messages about how it is going


@dataclass(frozen=True, slots=True)
class Order:
    """What a member is to do: look for work and answer with the number, end as nobody has any, or stop."""

    what: Literal["look", "end", "stop"]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Idle:
    """A member has nothing to do; `number` is that of the order it answers, 0 if none."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Busy:
    """A member that had nothing to do has found something."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A member could not go on; `kind` is the name of one of our errors."""

    kind: str
    reason: str


Message = Event | Mapping[str, int] | Idle | Busy | Broken | Summary


def work(job: Job, shard: Shard, budget: SharedBudget, line: Connection, others: Sequence[Connection]) -> None:
    """Be a member: crawl what belongs to a shard and report along the line, last of all the summary.

    `others` are ends of lines that a forked process has without being meant to: held open, they hide the end of others.
    """
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives the orders
    budget.slot = shard.number
    asyncio.run(_Member(job, shard, budget, line).run())


class _Member:
    def __init__(self, job: Job, shard: Shard, budget: Budget, line: Connection) -> None:
        self._job = job
        self._shard = shard
        self._budget = budget
        self._line = line
        self._orders: asyncio.Queue[Order] = asyncio.Queue()
        self._crawler: Crawler | None = None
        self._told_at = float("-inf")

    async def run(self) -> None:
        job = self._job
        loop = asyncio.get_running_loop()
        loop.add_reader(self._line.fileno(), self._hear)
        try:
            with Archive.open(job.archive, keeping=job.keeping) as archive:
                async with crawler_of(
                    job, archive, self._budget, self._tell, shard=self._shard, await_more=self._await_more
                ) as self._crawler:
                    message: Message = await self._crawler.crawl(job.starts)
        except ScraperError as error:
            message = Broken(type(error).__name__, str(error))
        loop.remove_reader(self._line.fileno())
        self._send(message)

    def _hear(self) -> None:
        try:
            order: Order = self._line.recv()
        except (EOFError, OSError):
            os._exit(1)
        if order.what == "stop" and self._crawler:
            self._crawler.stop()
        self._orders.put_nowait(order)

    def _send(self, message: Message) -> None:
        try:
            self._line.send(message)
        except OSError:
            os._exit(1)

    def _tell(self, event: Event) -> None:
        """Pass on what happened; of the requests, only how many there were."""
        if event.kind != "asked":
            self._send(event if self._job.has_articles else replace(event, article=None))
        if self._crawler and time.monotonic() - self._told_at > TOLD_SECONDS:
            self._send(self._crawler.counts())
            if event.kind == "asked":
                self._send(event)
            self._told_at = time.monotonic()

    async def _await_more(self) -> bool:
        assert self._crawler is not None
        self._send(self._crawler.counts())
        self._send(Idle())
        while not self._crawler.is_over:
            try:
                order = await asyncio.wait_for(self._orders.get(), LOOK_SECONDS)
            except TimeoutError:
                order = None
            if order and order.what != "look":
                break
            if self._crawler.look():
                self._send(Busy())
                return True
            if order:
                self._send(Idle(order.number))
        return False
