"""What a source's feeds and sitemaps list, held against the archive: what is missing, and why.

feeds, sitemaps ─► links since a day ─► how each stands in the archive ─► gaps
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from scraper.crawl.budget import Budget
from scraper.crawl.start import is_in_scope, scope_of
from scraper.crawl.visit import Listing, listing, what_is
from scraper.discover import PageKind
from scraper.errors import FetchError, UnreadablePage
from scraper.models import Link, LinkKind, Source
from scraper.urls import canonical_url, url_key
from scraper.wanted import Wanted

if TYPE_CHECKING:
    from scraper.archive.standing import Stand, Standing
    from scraper.fetch import Fetcher

MAX_LISTS = 500  # feeds and sitemaps of one source
MAX_SITEMAP_BYTES = 50_000_000  # sitemaps.org
_STORIES = frozenset({LinkKind.STORY, LinkKind.UNKNOWN})

Why = Literal["never found", "waiting", "failed", "refused by robots.txt", "gone", "no story", "not wanted"]
_WORDS: Mapping[Stand, Why] = {
    "unknown": "never found",
    "waiting": "waiting",
    "failed": "failed",
    "refused": "refused by robots.txt",
    "gone": "gone",
    "no story": "no story",
}
#: What nobody needs to look at: the site or the user wants it so.
GOOD_REASONS: frozenset[Why] = frozenset({"refused by robots.txt", "gone", "no story", "not wanted"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A story that a list has and the archive has not; `detail` is what was said of it last."""

    link: Link
    found_in: str
    why: Why
    detail: str | None = None

    @property
    def is_fault(self) -> bool:
        """Whether somebody should look at it."""
        return self.why not in GOOD_REASONS


@dataclass
class Listed:
    """What lists say: their stories by key, each with the list that has it; those without a date that were left out."""

    stories: dict[str, tuple[Link, str]] = field(default_factory=dict)
    undated: int = 0
    lists: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Compared:
    """How the archive compares with the lists of a source."""

    listed: int
    archived: int
    undated: int
    gaps: tuple[Gap, ...]
    problems: tuple[str, ...]

    @property
    def reasons(self) -> Counter[Why]:
        """How many are missing for each reason."""
        return Counter(gap.why for gap in self.gaps)


async def read_lists(fetcher: Fetcher, source: Source, ways: Iterable[Link], since: date) -> Listed:
    """Ask for a source's lists, and the lists that they name, and gather the stories from a day on.

    A story without a date counts if a feed has it, for feeds hold what is new. A list that cannot be had is a
    problem, and no error.
    """
    found = Listed()
    budget = Budget(since=since)
    queue = {url_key(way.url): way for way in ways}
    seen = set(queue)
    while queue and found.lists < MAX_LISTS:
        way = queue.pop(next(iter(queue)))
        found.lists += 1
        try:
            page = await fetcher.get(way.url, max_bytes=MAX_SITEMAP_BYTES)
            if page.status != 200:
                raise UnreadablePage(f"the server answered {page.status}")
            kind = what_is(page)
            if kind is PageKind.HTML and way.kind is not LinkKind.FRONT:
                raise UnreadablePage("it is a page, and no list")
            said = await asyncio.to_thread(listing, page.body, page.url, page.content_type, kind)
        except (FetchError, UnreadablePage) as error:
            if way.source != "older items":  # which may end in nothing
                found.problems.append(f"{way.url}: {error.reason if isinstance(error, FetchError) else error}")
            continue
        is_new = _gather(said, way.url, scope_of(source.url), budget, found)
        for link in said.links:
            is_older = link.source == "older items" and is_new
            if (is_older or link.kind is LinkKind.SITEMAP) and budget.allows(link) and url_key(link.url) not in seen:
                seen.add(url_key(link.url))
                queue[url_key(link.url)] = link
    if queue:
        found.problems.append(f"{len(queue):,} further lists were not asked for")
    return found


def _gather(said: Listing, url: str, scope: str, budget: Budget, found: Listed) -> bool:
    """Take the stories of a list; tells whether any was from the day on."""
    is_new = False
    is_feed = said.what in ("feed", "news sitemap")
    for link in said.links:
        if link.kind not in _STORIES or not (is_feed or is_in_scope(link.url, scope)):
            continue
        is_dated = link.published is not None or link.modified is not None
        if not is_dated and not is_feed:
            found.undated += 1
        elif budget.allows(link) and (address := canonical_url(link.url)):
            is_new = is_new or is_dated
            found.stories.setdefault(url_key(address), (link, url))
    return is_new


def compare(listed: Listed, standings: Mapping[str, Standing], wanted: Wanted) -> Compared:
    """Hold what is listed against how it stands."""
    found = []
    archived = 0
    for link, found_in in listed.stories.values():
        standing = standings[link.url]
        if standing.stand == "archived":
            archived += 1
        elif standing.stand == "unknown" and (refusal := wanted.refuses(link.url, found_in)):
            found.append(Gap(link, found_in, "not wanted", refusal))
        else:
            found.append(Gap(link, found_in, _WORDS[standing.stand], _detail(standing)))
    order = {why: number for number, why in enumerate(_WORDS.values())}
    found.sort(key=lambda gap: (not gap.is_fault, order.get(gap.why, len(order))))
    return Compared(len(listed.stories), archived, listed.undated, tuple(found), tuple(listed.problems))


def _detail(standing: Standing) -> str | None:
    again = f"to be asked for after {standing.due_at:%Y-%m-%d %H:%M} UTC" if standing.due_at else None
    return "; ".join(part for part in (standing.reason, again) if part) or None


def lists_of(ways: Sequence[Link]) -> list[Link]:
    """Give the ways that list stories: feeds and sitemaps, or else the fronts."""
    lists = [way for way in ways if way.kind in (LinkKind.FEED, LinkKind.SITEMAP)]
    return lists or [way for way in ways if way.kind is LinkKind.FRONT]
