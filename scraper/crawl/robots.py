"""What robots.txt files said within the last day need not be asked for again (RFC 9309 §2.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scraper.archive import Archive
from scraper.fetch import RobotsText

MAX_AGE = timedelta(hours=24)


def known_robots(archive: Archive) -> Callable[[str], RobotsText | None]:
    """Give a function that looks an origin's robots.txt up in the archive, for a fetcher."""

    def look_up(origin: str) -> RobotsText | None:
        found = archive.robots(origin, datetime.now(UTC) - MAX_AGE)
        if found is None:
            return None
        status, text, at = found
        return RobotsText(origin, datetime.fromisoformat(at), status, text)

    return look_up


def keep_robots(archive: Archive) -> Callable[[RobotsText], None]:
    """Give a function that keeps what a robots.txt says in the archive, for a fetcher."""

    def keep(robots: RobotsText) -> None:
        archive.save_robots(robots.origin, status=robots.status, text=robots.text, fetched_at=robots.fetched_at)

    return keep
