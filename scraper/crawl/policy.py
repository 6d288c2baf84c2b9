"""What a crawl wants, and when it comes back to what it has seen. This is that of a crawl by hand: once, all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scraper.archive import Finds, FrontierLink
from scraper.archive.frontier import Frontier, State
from scraper.crawl.start import Start, start_link
from scraper.models import Article, Link


class Policy:
    """Decides for one crawl. Where a time is given, a link comes back then; None leaves it to the engine."""

    def begin(self, frontier: Frontier, start: Start, now: datetime) -> None:
        """Make due what this crawl is to look at."""
        frontier.add(Finds([start_link(start)], start.scope, 0, now))
        frontier.wake(start.scope, now)

    def wants(self, link: Link, parent: FrontierLink, found_in: str) -> bool:
        """Tell whether a link that was found is to be followed."""
        return True

    def follows_fronts(self, parent: FrontierLink) -> bool:
        """Tell whether sections and older pages that a page names are to be walked."""
        return True

    def follows_stories(self, story: FrontierLink) -> bool:
        """Tell whether what a story links to is to be asked."""
        return True

    def time_zone(self, link: FrontierLink) -> str | None:
        """Give the clock of a page's dates, for those that do not name one."""
        return None

    def after_list(
        self, link: FrontierLink, links: Sequence[Link], now: datetime, *, is_changed: bool, asked_seconds: int | None
    ) -> datetime | None:
        """Say when to look at a feed, a sitemap or a front again."""
        return None

    def after_story(
        self, link: FrontierLink, article: Article | None, now: datetime, *, is_changed: bool
    ) -> datetime | None:
        """Say when to look at a story again; without an article, at what is none."""
        return None

    def after_failure(self, link: FrontierLink, end: State, now: datetime) -> datetime | None:
        """Say when to try again what could not be had and would end so: failed, refused or gone."""
        return None
