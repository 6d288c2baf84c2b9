"""One row of the fault table: what the Courier serves, and what must be true after a crawl of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.crawl.faults.paper import ALL, PAPER, Replies, Reply


@dataclass(frozen=True, slots=True)
class Case:
    """What breaks (`replies` over `paper`, `invents` for all other addresses) and what must come out of it.

    `stored` are the numbers of the stories that the archive must have, each once, and `others` the paths of
    further ones, `may_store` those that it may have or not; nothing else may be stored. `never` are beginnings of addresses that must not be asked for,
    `times` how often some may be at the most, `at_most` the same for all requests. `remembers` are addresses
    that the frontier must still have to do. `gap_seconds` is the least between two requests.
    """

    name: str
    replies: Replies = field(default_factory=dict)
    start: str | Sequence[str] = "/"
    stored: frozenset[int] | set[int] = ALL
    may_store: frozenset[int] | set[int] = frozenset()
    others: Sequence[str] = ()
    paper: Replies = field(default_factory=lambda: PAPER)
    invents: Callable[[str, str], Reply | None] | None = None
    never: Sequence[str] = ()
    times: Mapping[str, int] = field(default_factory=dict)
    at_most: int | None = None
    limit: int | None = None
    max_seconds: float | None = None
    remembers: Sequence[str] = ()
    says: str | None = None
    gap_seconds: float = 0.0
    hosts: Sequence[str] = ()
    within_seconds: float = 25.0

    def __str__(self) -> str:
        return self.name
