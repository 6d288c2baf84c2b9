"""Which host is asked when: one task a host, many hosts at once, and none that holds up another.

A host that is slow, dead or hostile makes room for one that waits, and is left alone after some failures; its links
are kept. The archive is used by this one thread only: it is the one writer.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.archive import Archive
from scraper.crawl.budget import MAX_FAILURES_IN_A_ROW, MAX_HOSTS_AT_ONCE, Budget
from scraper.crawl.engine import Crawl
from scraper.crawl.events import Event, Tell, say_nothing
from scraper.crawl.policy import Policy
from scraper.crawl.readers import Readers
from scraper.crawl.shard import WHOLE, Shard
from scraper.crawl.start import Start
from scraper.crawl.summary import Summary
from scraper.errors import ScraperError
from scraper.fetch import Fetcher
from scraper.models import LinkKind

TAKEN_AT_ONCE = 16  # links of a host
LISTS_FIRST = 8  # in a row, before the stories that they named; some sites list without end
TURN_SECONDS = 20.0  # after which a host makes room, if another waits for it
GRACE_SECONDS = 3.0  # that requests on their way are given when the crawl is to stop
LEFT_ALONE = timedelta(hours=1)  # a host that failed again and again
COUNTED_SECONDS = 5.0  # between two looks at how much is waiting

_Key = tuple[str, str]  # scope and host


@dataclass(frozen=True, slots=True)
class Counted:
    """How many links waited at the last look, and what the crawl had found and asked by then."""

    waiting: int = 0
    found_then: int = 0
    asked_then: int = 0
    good_until: float = float("-inf")


class Crawler:
    """Crawls several sites at the same time, over one archive, one fetcher and one budget.

    With a `shard`, it asks the hosts of that shard and leaves the others to other processes; `await_more` is asked
    when nothing is left, and tells whether there is something again.
    """

    def __init__(
        self,
        archive: Archive,
        fetcher: Fetcher,
        budget: Budget,
        tell: Tell = say_nothing,
        *,
        run_id: int | None = None,
        shard: Shard = WHOLE,
        await_more: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self.summary = Summary()
        self._archive = archive
        self._fetcher = fetcher
        self._budget = budget
        self._tell = tell
        self._run_id = run_id
        self._shard = shard
        self._await_more = await_more
        self._crawls: dict[str, Crawl] = {}
        self._ready: dict[_Key, None] = {}  # in the order in which they are served
        self._running: dict[_Key, asyncio.Task[None]] = {}
        self._failures: Counter[str] = Counter()  # in a row, by host
        self._left_alone: set[str] = set()
        self._held = 0  # links of hosts that are left alone
        self._changed = asyncio.Event()
        self._stop_at: float | None = None
        self._counted = Counted()

    async def crawl(self, begin: Iterable[Start], policies: Mapping[str, Policy] | None = None) -> Summary:
        """Crawl from some starts and give what came of it; policies are by scope.

        Raises: ArchiveError, when the archive cannot be used any more; RuleError.
        """
        starts: dict[str, list[Start]] = {}
        for start in begin:
            starts.setdefault(start.scope, []).append(start)
        try:
            async with Readers() as readers:
                self._crawls = {
                    scope: self._crawl_of(own, readers, (policies or {}).get(scope)) for scope, own in starts.items()
                }
                await self._run()
        except* ScraperError as group:
            raise _first(group) from None
        self._sum_up()
        return self.summary

    def stop(self) -> None:
        """Ask for an end: nothing new is asked, and what is on its way has GRACE_SECONDS to come in."""
        if self._stop_at is None:
            self._stop_at = time.monotonic() + GRACE_SECONDS
            self._changed.set()

    def counts(self) -> dict[str, int]:
        """Give how it is going: the counts so far, the hosts at work, the new links and those that wait.

        Those that wait are counted now and then, and in between reckoned from what was found and asked since.
        """
        now, last, summary = time.monotonic(), self._counted, self.summary
        if now >= last.good_until:
            waiting = self._count_due()
            took = time.monotonic() - now
            last = self._counted = Counted(waiting, summary.found, summary.asked, now + COUNTED_SECONDS + 50 * took)
        waiting = last.waiting + summary.found - last.found_then - (summary.asked - last.asked_then)
        return {**summary.counts, "hosts": len(self._running), "found": summary.found, "waiting": max(0, waiting)}

    def _crawl_of(self, starts: Sequence[Start], readers: Readers, policy: Policy | None) -> Crawl:
        return Crawl(
            starts,
            self._archive,
            self._fetcher,
            readers,
            self._budget,
            self.summary,
            self._tell,
            self._offer,
            run_id=self._run_id,
            policy=policy,
        )

    async def _run(self) -> None:
        """Keep as many hosts at work as may be, until none has anything left or the budget is spent."""
        async with asyncio.TaskGroup() as group:
            for crawl in self._crawls.values():
                if self._shard.has(crawl.home):
                    self._offer(crawl.scope, crawl.begin(datetime.now(UTC)))
            while True:
                self._changed.clear()
                while self._ready and len(self._running) < MAX_HOSTS_AT_ONCE and not self.is_over:
                    key = next(iter(self._ready))
                    del self._ready[key]
                    self._running[key] = group.create_task(self._serve(key))
                if self._running:
                    await self._wait()
                elif self.is_over or not self._await_more or not await self._await_more():
                    return

    def look(self) -> bool:
        """Look for links that others have found; tell whether there is something to do."""
        for scope in self._crawls:
            self._offer(scope, self._archive.frontier.hosts(scope))
        return bool(self._ready)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be asked: the budget is spent, or an end was asked for."""
        return self._stop_at is not None or self._budget.is_spent

    async def _wait(self) -> None:
        """Wait until a host is done or new ones are met, but not longer than the crawl may take."""
        stop_at = self._stop_at
        seconds = self._budget.seconds_left if stop_at is None else max(0.0, stop_at - time.monotonic())
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            if stop_at is None:
                self.stop()
                return
            for task in self._running.values():
                task.cancel()
            await asyncio.wait(self._running.values())

    def _offer(self, scope: str, hosts: Iterable[str]) -> None:
        """Note hosts that have links to be asked."""
        for name in hosts:
            key = (scope, name)
            if key not in self._running and name not in self._left_alone and self._shard.has(name):
                self._ready[key] = None
                self._changed.set()

    async def _serve(self, key: _Key) -> None:
        """Ask a host for what is due there, one thing after the other, until another host needs the room."""
        scope, hostname = key
        crawl = self._crawls[scope]
        until = time.monotonic() + TURN_SECONDS
        makes_room = False
        lists = 0  # in a row
        try:
            while not makes_room and (links := self._archive.frontier.take(scope, hostname, TAKEN_AT_ONCE)):
                for link in links:
                    if self.is_over or not self._budget.take():
                        return
                    visit = await crawl.visit(link)
                    self._failures[hostname] = 0 if visit.is_answer else self._failures[hostname] + 1
                    if visit.come_back:
                        self._leave_alone(hostname, visit.come_back, visit.reason)
                        return
                    if self._failures[hostname] >= MAX_FAILURES_IN_A_ROW:
                        times = self._failures[hostname]
                        self._leave_alone(hostname, datetime.now(UTC) + LEFT_ALONE, f"failed {times} times in a row")
                        return
                    makes_room = bool(self._ready) and (time.monotonic() > until or not visit.is_answer)
                    lists = 0 if link.kind is LinkKind.STORY else lists + 1
                    if makes_room or 0 < lists <= LISTS_FIRST:
                        break  # a list may have named what is more urgent than the links in hand
        finally:
            del self._running[key]
            if not self._failures[hostname]:
                del self._failures[hostname]
            self._fetcher.release(hostname)
            if makes_room:
                self._offer(scope, [hostname])
            self._changed.set()

    def _leave_alone(self, hostname: str, until: datetime, why: str) -> None:
        """Keep a host's links for another time."""
        self._left_alone.add(hostname)
        held = sum(self._archive.frontier.hold(scope, hostname, until) for scope in self._crawls)
        self._held += held
        rest = f", its {held:,} other links" if held else ""
        self._remark(f"{hostname}: {why}; it is left alone{rest} until {until:%Y-%m-%d %H:%M} UTC")

    def _count_due(self) -> int:
        own = (scope for scope, crawl in self._crawls.items() if self._shard.has(crawl.home))
        return sum(self._archive.frontier.count(scope, "due") for scope in own)

    def _sum_up(self) -> None:
        due = self._count_due()
        self.summary.remaining = due + self._held
        if (spent := self._budget.spent) and due and self._shard is WHOLE:
            self._remark(f"{spent}; {due:,} links are kept for the next run")

    def _remark(self, text: str) -> None:
        self.summary.remarks.append(text)
        self._tell(Event("remark", "", text))


def _first(group: BaseExceptionGroup[ScraperError]) -> BaseException:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
