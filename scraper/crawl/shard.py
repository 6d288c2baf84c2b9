"""Which sites each of several processes crawls, and the budget that they share.

A site belongs to one process, so that one request a host at a time, its pace and its robots.txt are nobody else's
business. Sites that are met on the way, as the stories of a feed that collects them, are divided by their names.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import RawArray
from typing import Any

from scraper.crawl.budget import Budget
from scraper.crawl.start import Start
from scraper.urls import host, site_domain


@dataclass(frozen=True, slots=True)
class Shard:
    """The sites of one process of `count`: those that it was given, and its part of all others."""

    number: int = 0
    count: int = 1
    given: Mapping[str, int] = field(default_factory=dict)  # number of the process by site

    def has(self, hostname: str) -> bool:
        """Tell whether a host is asked by this process."""
        if self.count == 1:
            return True
        site = site_domain(hostname)
        return self.given.get(site, zlib.crc32(site.encode()) % self.count) == self.number


WHOLE = Shard()


def shards(begin: Iterable[Start], count: int) -> tuple[Shard, ...]:
    """Divide the sites of some starts evenly.

    >>> from scraper.crawl.start import starts
    >>> one, two = shards(starts(["www.courier.example", "ledger.example", "courier.example/feed"]), 2)
    >>> one.has("live.courier.example"), one.has("ledger.example"), two.has("ledger.example")
    (True, False, True)
    """
    given: dict[str, int] = {}
    for start in begin:
        given.setdefault(site_domain(host(start.url)), len(given) % count)
    return tuple(Shard(number, count, given) for number in range(count))


class SharedBudget(Budget):
    """A budget of which several processes take; to be handed to them when they are started.

    Each writes a number of its own, `slot`, so that one that dies leaves no lock behind.
    """

    def __init__(self, budget: Budget, processes: int) -> None:
        super().__init__(**vars(budget))
        self.slot = 0
        self._taken: Any = RawArray("q", processes)
        self._taken[0] = budget.asked

    def take(self) -> bool:
        """Take one request out of the budget; False when there is none left."""
        if self.is_spent:
            return False
        self._taken[self.slot] += 1
        if self.limit is not None and sum(self._taken) > self.limit:  # others took the last one meanwhile
            self.give_back()
            return False
        return True

    def give_back(self) -> None:
        """Return a request that was not made."""
        self._taken[self.slot] -= 1

    @property
    def spent(self) -> str | None:
        """Which limit was reached, in words; None while there is something left."""
        self.asked = sum(self._taken)
        return super().spent
