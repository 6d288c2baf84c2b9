"""A paper on loopback that is watched: a front, a feed that may be written anew, and stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape

from scraper.cli import main
from tests.crawl.faults.paper import Answer, PaperServer, Reply, front, page, path
from tests.crawl.invented_news import story

HERE = "127.0.0.1"
NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


class WatchedSite:
    """Serves a paper and runs commands on an archive of it; stories are known by their numbers."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive
        self._replies: dict[str, Reply] = {}
        self._server = PaperServer(self._replies)
        self.publish(range(4))

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, error, trace)

    @property
    def url(self) -> str:
        return f"http://{self._server.host}/"

    def story_url(self, number: int) -> str:
        return self.url.rstrip("/") + path(number)

    def publish(self, numbers: Iterable[int]) -> None:
        """Put stories into the feed and on the front, and their pages behind them."""
        known = list(numbers)
        self._replies |= {f"{HERE}{path(n)}": page(n) for n in known}
        self.announce(known)

    def announce(self, numbers: Iterable[int]) -> None:
        """Put stories into the feed, an hour apart, and on the front; their pages stay as they are."""
        known = [*numbers]
        items = "".join(
            f"<item><title>{escape(story(n, 'courier').title)}</title><link>http://{HERE}{path(n)}</link>"
            f"<pubDate>{format_datetime(NOW - HOUR * (order + 1))}</pubDate></item>"
            for order, n in enumerate(known)
        )
        feed = f"<rss version='2.0'><channel><title>The Courier</title><language>en</language>{items}</channel></rss>"
        self._replies[f"{HERE}/"] = front(
            *map(path, known), head="<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
        )
        self._replies[f"{HERE}/feed.xml"] = Answer(feed, type="application/rss+xml", has_tag=True)

    def answer(self, number: int, reply: Reply) -> None:
        """Have a story answer otherwise."""
        self._replies[f"{HERE}{path(number)}"] = reply

    def answer_at(self, place: str, reply: Reply) -> None:
        """Have any place answer otherwise."""
        self._replies[f"{HERE}{place}"] = reply

    def scrape(self, *words: str) -> int:
        """Run a command on the archive and give its exit status."""
        return main([*words, "--db", str(self.archive), "--allow-private"])

    def asked(self) -> list[str]:
        """Give the paths that were asked for since the last time, in order."""
        paths = [one.path for one in self._server.requests]
        self._server.requests.clear()
        return paths
