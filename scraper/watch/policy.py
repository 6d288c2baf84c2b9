"""What `scrape run` wants of each source, and when it comes back: the ladder for stories, the rhythm for lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scraper.crawl.policy import Policy
from scraper.models import Article, Link, LinkKind, Source
from scraper.wanted import Wanted
from scraper.watch import ladder, rhythm

if TYPE_CHECKING:
    from scraper.archive import Archive, FrontierLink
    from scraper.archive.frontier import Frontier, State
    from scraper.crawl import Start

MAX_RECHECKS = 200  # of stories, in one run, at one site: what is new comes first
MOST_OF_A_CHILD = timedelta(days=7)  # between two looks at an old sitemap of an index
MAX_TRIES = 9  # of a story, over three days
_ONCE = frozenset({"older items", "older page"})  # they hold what the newest page no longer does


@dataclass(frozen=True, slots=True)
class Watching:
    """A source, and whether its feeds and sitemaps tell of its stories, so that sections need not be walked."""

    source: Source
    has_lists: bool

    @property
    def wanted(self) -> Wanted:
        """What of the site is wanted."""
        return Wanted(self.source.include, self.source.exclude, self.source.sections)

    @property
    def interval(self) -> timedelta | None:
        """How often the user wants to look; None: as often as there is news."""
        seconds = self.source.interval_seconds
        return None if seconds is None else timedelta(seconds=seconds)


class WatchPolicy(Policy):
    """The policy of one site, whose links belong to one or more sources."""

    def __init__(self, archive: Archive, watching: Mapping[int, Watching], max_rechecks: int = MAX_RECHECKS) -> None:
        self._archive = archive
        self._watching = watching
        self._max_rechecks = max_rechecks

    def begin(self, frontier: Frontier, start: Start, now: datetime) -> None:
        """Make due whose time has come; the start itself is only the name of the site."""
        frontier.wake_due(start.scope, now, max_stories=self._max_rechecks)

    def wants(self, link: Link, parent: FrontierLink, found_in: str) -> bool:
        """Tell whether the patterns and sections of the link's source let a story through."""
        known = self._of(parent)
        return known is None or link.kind is not LinkKind.STORY or known.wanted.refuses(link.url, found_in) is None

    def follows_fronts(self, parent: FrontierLink) -> bool:
        """Walk a site only where no feed and no sitemap tells of its stories."""
        known = self._of(parent)
        return known is None or not known.has_lists

    def follows_stories(self, story: FrontierLink) -> bool:  # noqa: ARG002 - one answer for every story
        """Follow nothing from a story: what is new stands in the lists and on the fronts."""
        return False

    def time_zone(self, link: FrontierLink) -> str | None:
        """Give the clock of the source."""
        known = self._of(link)
        return known.source.time_zone if known else None

    def after_list(
        self, link: FrontierLink, links: Sequence[Link], now: datetime, *, is_changed: bool, asked_seconds: int | None
    ) -> datetime | None:
        """Come back to a source's feeds, sitemaps and fronts as often as they change."""
        known = self._of(link)
        if known is None or link.source in _ONCE or (link.kind is LinkKind.FRONT and link.depth > 1):
            return None
        is_child = link.kind is LinkKind.SITEMAP and link.depth > 1
        return rhythm.next_look(
            now,
            published=[item.published or item.modified for item in links],
            has_changed=is_changed,
            last_wait=now - link.fetched_at if link.fetched_at else None,
            interval=None if is_child else known.interval,
            asked=timedelta(seconds=asked_seconds) if asked_seconds else None,
            most=MOST_OF_A_CHILD if is_child else rhythm.MOST,
        )

    def after_story(
        self, link: FrontierLink, article: Article | None, now: datetime, *, is_changed: bool
    ) -> datetime | None:
        """Come back to a story as the ladder says."""
        if self._of(link) is None:
            return None
        story = self._archive.story(link.url)
        article = article or (story.article if story else None)
        if article is None:
            return None
        return ladder.next_look(
            now,
            published=article.published,
            first_seen=story.first_seen_at if story else now,
            last_changed=now if is_changed else story.last_changed_at if story else None,
        )

    def after_failure(self, link: FrontierLink, end: State, now: datetime) -> datetime | None:
        """Never give a source's own feeds up, and a story only after days: a site that was away comes back."""
        known = self._of(link)
        if known is None:
            return None
        if link.kind is not LinkKind.STORY and link.depth <= 1:
            return rhythm.after_failure(now, link.tries + 1, interval=known.interval)
        if end != "failed" or link.tries + 1 >= MAX_TRIES:
            return None
        return rhythm.after_failure(now, link.tries + 1)

    def _of(self, link: FrontierLink) -> Watching | None:
        return self._watching.get(link.source_id) if link.source_id is not None else None
