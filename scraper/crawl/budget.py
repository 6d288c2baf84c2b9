"""How much a crawl may do. Every limit has a name."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scraper.models import Link, LinkKind

DEFAULT_PAGES = 10_000
MAX_HOSTS_AT_ONCE = 128  # one request each; a dead one waits 30 s for its answer
MAX_TRIES = 3  # runs in which a link may fail before it counts as failed
MAX_FAILURES_IN_A_ROW = 5  # after which a host is left alone until the next run
MAX_DEPTH = 20  # pages between the start and a front; older pages of one list count as one


@dataclass
class Budget:
    """What a crawl may spend: `limit` pages asked for, `max_seconds` of time; stories from `since` on.

    `subdomains` lets links lead to any host of the site; else only lists of stories name other hosts.
    """

    limit: int | None = DEFAULT_PAGES
    max_seconds: float | None = None
    since: date | None = None
    max_depth: int = MAX_DEPTH
    subdomains: bool = False
    started: float = field(default_factory=time.monotonic)
    asked: int = 0

    def take(self) -> bool:
        """Take one request out of the budget; False when there is none left."""
        if self.is_spent:
            return False
        self.asked += 1
        return True

    def give_back(self) -> None:
        """Return a request that was not made."""
        self.asked -= 1

    @property
    def seconds_left(self) -> float | None:
        """What is left of the time; None: as long as it takes."""
        if self.max_seconds is None:
            return None
        return max(0.0, self.started + self.max_seconds - time.monotonic())

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be asked."""
        return self.spent is not None

    @property
    def spent(self) -> str | None:
        """Which limit was reached, in words; None while there is something left."""
        if self.limit is not None and self.asked >= self.limit:
            return f"the limit of {self.limit:,} pages was reached"
        if self.max_seconds is not None and time.monotonic() - self.started >= self.max_seconds:
            return f"the time of {self.max_seconds:g} s was over"
        return None

    def allows(self, link: Link) -> bool:
        """Tell whether a link is recent enough: one without a date is.

        A sitemap that was last changed before that day names no later story, give or take the site's clock.
        """
        at = link.published or (link.modified if link.kind in (LinkKind.STORY, LinkKind.SITEMAP) else None)
        if self.since is None or at is None:
            return True
        day = at.date() if isinstance(at, datetime) else at
        return day >= self.since - (timedelta(days=2) if link.kind is LinkKind.SITEMAP else timedelta())
