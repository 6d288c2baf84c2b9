"""Several processes that crawl together: started, listened to, and ended when none has anything left."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from scraper.crawl.budget import Budget
from scraper.crawl.events import Event, Tell, say_nothing
from scraper.crawl.job import Job
from scraper.crawl.member import Broken, Busy, Idle, Message, Order, work
from scraper.crawl.shard import SharedBudget, shards
from scraper.crawl.summary import Summary
from scraper.errors import ArchiveError, RuleError

LEAVE_SECONDS = 2.0  # that a member has to leave once it is told to


@dataclass(slots=True)
class _Line:
    """A member as the crew sees it."""

    process: BaseProcess
    connection: Connection
    counts: dict[str, int] = field(default_factory=dict)
    is_idle: bool = False
    is_open: bool = True
    summary: Summary | None = None


class Crew:
    """Crawls in `size` processes; a context manager, to be entered before there is an event loop or an open archive.

    A member that dies takes its own links along until the next run, and no other's.
    """

    def __init__(self, job: Job, budget: Budget, size: int, tell: Tell = say_nothing) -> None:
        self._job = job
        self._size = size
        self._tell = tell
        self._budget = SharedBudget(budget, size)
        self._lines: list[_Line] = []
        self._broken: Broken | None = None
        self._round = 0
        self._awaited: set[int] | None = None  # members that have yet to answer the look of this round, if there is one
        self._changed = asyncio.Event()

    def __enter__(self) -> Self:
        # a forked member needs no imports of its own, and holds the archive's lock until it is gone too
        is_linux = sys.platform == "linux"
        context = multiprocessing.get_context("fork") if is_linux else multiprocessing.get_context("spawn")
        lines = [context.Pipe() for _ in range(self._size)]
        for shard, (ours, theirs) in zip(shards(self._job.starts, self._size), lines, strict=True):
            others = [end for line in lines for end in line if end is not theirs and not end.closed]
            process = context.Process(target=work, args=(self._job, shard, self._budget, theirs, others), daemon=True)
            process.start()
            theirs.close()
            self._lines.append(_Line(process, ours))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._lines:
            line.connection.close()  # at which a member that is still there ends
        for line in self._lines:
            line.process.join(LEAVE_SECONDS)
            if line.process.exitcode is None:
                line.process.kill()
                line.process.join()

    async def crawl(self) -> Summary:
        """Listen until all members are done, and give what came of it.

        Raises: ArchiveError, when the archive cannot be used any more; RuleError.
        """
        loop = asyncio.get_running_loop()
        for line in self._lines:
            loop.add_reader(line.connection.fileno(), self._hear, line)
        while any(line.is_open for line in self._lines):
            self._changed.clear()
            await self._changed.wait()
        if self._broken:
            raise (RuleError if self._broken.kind == "RuleError" else ArchiveError)(self._broken.reason)
        summary = Summary()
        for line in self._lines:
            if line.summary:
                summary.add(line.summary)
            else:
                summary.failures["one of our processes died; its links are kept for the next run"] += 1
        if (spent := self._budget.spent) and summary.remaining:
            summary.remarks.append(f"{spent}; {summary.remaining:,} links are kept for the next run")
            self._tell(Event("remark", "", summary.remarks[-1]))
        return summary

    def stop(self) -> None:
        """Ask for an end: nothing new is asked, and what is on its way has a little time to come in."""
        self._order(Order("stop"))

    def counts(self) -> dict[str, int]:
        """Give how it is going: the sums of what the members told last."""
        names = dict.fromkeys(name for line in self._lines for name in line.counts)
        return {name: sum(line.counts.get(name, 0) for line in self._lines) for name in names}

    def _order(self, order: Order) -> None:
        for line in self._lines:
            if line.is_open:
                with suppress(OSError):
                    line.connection.send(order)

    def _hear(self, line: _Line) -> None:
        try:
            message: Message = line.connection.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(line.connection.fileno())
            line.is_open = False
            self._changed.set()
            self._settle()
            return
        match message:
            case Event():
                self._tell(message)
            case Summary():
                line.summary = message
            case Idle():
                line.is_idle = True
                if self._awaited and message.number == self._round:
                    self._awaited.discard(self._lines.index(line))
                self._settle()
            case Busy():
                line.is_idle = False
                self._awaited = None
            case Broken():
                self._broken = self._broken or message
                self.stop()
            case _:
                line.counts = dict(message)

    def _settle(self) -> None:
        """When nobody has anything to do, have all look once more, and when nobody finds anything, end it.

        Only a member at work adds links: what a look of all of them does not find when all are idle is not there.
        """
        at_work = {number for number, line in enumerate(self._lines) if line.is_open}
        if not all(self._lines[number].is_idle for number in at_work):
            return
        if self._awaited is None:
            self._round += 1
            self._awaited = at_work
            self._order(Order("look", self._round))
        elif not self._awaited & at_work:
            self._order(Order("end"))
