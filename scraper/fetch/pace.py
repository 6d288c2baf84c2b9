"""Manners in time: one request a host at a time, and a pause between two.

The pause is what the user, the site's robots.txt and the host's own slowness ask for, whichever is longest. It
doubles when the host complains and shrinks back when it recovers (as Scrapy's AutoThrottle does, by latency).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from scraper.fetch.retry import PASSING

DEFAULT_DELAY_SECONDS = 1.0
MAX_CRAWL_DELAY_SECONDS = 60.0  # a site that asks for more is asked this often: a page a minute hurts nobody
MAX_SLOWED_SECONDS = 30.0  # the longest pause that slowness and complaints lead to
FIRST_COMPLAINT_SECONDS = 1.0  # the pause after a complaint, where there was none
RECOVERY = 0.8  # of the extra pause is left after each good answer
SMOOTHING = 0.3  # weight of the newest answer in the host's usual time
JITTER = 0.1  # of the pause, on top
MAX_IDLE_HOSTS = 256  # remembered after they were asked; those whose pause is over go first


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked_delay: float = 0.0  # by robots.txt
    usual_seconds: float = 0.0  # an answer takes
    extra: float = 0.0  # after complaints
    ended: float = float("-inf")  # the last answer, on the monotonic clock
    held_until: float = float("-inf")  # by Retry-After
    jitter: float = 1.0
    users: int = 0


class Turn:
    """One request's turn at a host; tell it how the answer was."""

    def __init__(self, waited_seconds: float = 0.0) -> None:
        self.waited_seconds = waited_seconds
        self.status: int | None = None
        self.hold_seconds = 0.0


class Pace:
    """When each host may be asked. Times are seconds; a delay of 0 means no pause unless a host complains."""

    def __init__(self, delay_seconds: float = DEFAULT_DELAY_SECONDS) -> None:
        self.delay_seconds = delay_seconds
        self._hosts: dict[str, _Host] = {}
        self._own_delays: dict[str, float] = {}
        self._sweep_at = MAX_IDLE_HOSTS

    def set_delay(self, host: str, seconds: float) -> None:
        """Use another delay for one host than the usual one."""
        self._own_delays[host] = seconds

    def ask_for(self, host: str, crawl_delay: float | None) -> None:
        """Heed what a robots.txt asks for, up to MAX_CRAWL_DELAY_SECONDS."""
        self._host(host).asked_delay = min(max(crawl_delay or 0.0, 0.0), MAX_CRAWL_DELAY_SECONDS)

    def delay(self, host: str) -> float:
        """Give the pause that a host gets now, jitter apart."""
        known = self._host(host)
        wanted = max(self._own_delays.get(host, self.delay_seconds), known.asked_delay)
        slowed = min(known.usual_seconds, MAX_SLOWED_SECONDS) if wanted else 0.0
        return max(wanted, slowed) + known.extra

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[Turn]:
        """Wait until a host may be asked, and keep others away until the answer is there."""
        known = self._host(host)
        known.users += 1
        began = time.monotonic()
        try:
            async with known.lock:
                if (wait := self._free_at(host) - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                asked = time.monotonic()
                turn = Turn(asked - began)
                try:
                    yield turn
                finally:
                    known.ended = time.monotonic()
                    known.held_until = known.ended + turn.hold_seconds
                    known.jitter = random.uniform(1, 1 + JITTER)  # noqa: S311
                    self._learn(known, turn, known.ended - asked)
        finally:
            known.users -= 1

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that are remembered."""
        return tuple(self._hosts)

    def _host(self, host: str) -> _Host:
        known = self._hosts.get(host)
        if known is None:
            if len(self._hosts) >= self._sweep_at:
                self._forget_idle()
            known = self._hosts[host] = _Host()
        return known

    def _free_at(self, host: str) -> float:
        """Give when a host may be asked again; a robots.txt read a moment ago counts already."""
        known = self._host(host)
        return max(known.ended + self.delay(host) * known.jitter, known.held_until)

    def _forget_idle(self) -> None:
        """Drop the hosts that nobody asks or waits for and whose pause is over: a crawl meets thousands."""
        now = time.monotonic()
        hosts = self._hosts.items()
        self._hosts = {name: known for name, known in hosts if known.users or self._free_at(name) > now}
        self._sweep_at = len(self._hosts) + MAX_IDLE_HOSTS

    def _learn(self, known: _Host, turn: Turn, seconds: float) -> None:
        known.usual_seconds += SMOOTHING * (seconds - known.usual_seconds)
        if turn.status is None or turn.status in PASSING:
            known.extra = min(max(2 * known.extra, FIRST_COMPLAINT_SECONDS), MAX_SLOWED_SECONDS)
        elif known.extra:
            known.extra = known.extra * RECOVERY if known.extra > 0.05 else 0.0
