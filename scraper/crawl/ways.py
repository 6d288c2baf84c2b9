"""The ways into a site, and whether one of them leads to every story, so that the others need not be walked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from scraper.archive import FrontierLink
from scraper.crawl.visit import Listing
from scraper.discover import sitemaps_in_robots, usual_places
from scraper.fetch import RobotsText
from scraper.models import Link, LinkKind
from scraper.urls import plain_host, url_key

#: Where links come from that a full list makes unnecessary.
_WAYS_ROUND = frozenset({"older items", "older page", "menu"})
MIN_LISTED = 0.8  # of the start's stories that a full list has


@dataclass(slots=True)
class Ways:
    """What is known of one host: whether its sitemaps name every story."""

    has_full_list: bool = False
    _wanted: int = 0  # stories that the start has
    _unlisted: set[str] = field(default_factory=set)  # those of them that are new and in no sitemap so far

    def note_start(self, links: Iterable[Link], unknown: Callable[[Iterable[str]], Sequence[str]]) -> None:
        """Note the stories that a start names; `unknown` gives those of some URLs that were never asked for."""
        urls = {item.url for item in links if item.kind is LinkKind.STORY}
        self._wanted = len(urls)
        self._unlisted = {url_key(url) for url in unknown(urls)}

    def note_list(self, links: Iterable[Link]) -> None:
        """Take a sitemap for a full list when it, with those before it, has what the start has."""
        keys = {url_key(item.url) for item in links if item.kind is LinkKind.STORY}
        self._unlisted -= keys
        if keys:
            self.note_unchanged_list()

    def note_unchanged_list(self) -> None:
        """Take a sitemap that has not changed for a full list when the start has little that is new."""
        if len(self._unlisted) <= (1 - MIN_LISTED) * self._wanted:
            self.has_full_list = True


def is_way_round(link: FrontierLink) -> bool:
    """Tell whether a link is one that a full list makes unnecessary: older pages, sections, what stories link to."""
    return link.source in _WAYS_ROUND or (link.source == "front page" and link.depth > 1)


def other_ways(url: str, found: Listing, robots: Iterable[RobotsText]) -> list[Link]:
    """Give the ways in that a start does not name itself: from robots.txt, or else from where they usually are."""
    sites = {plain_host(url), plain_host(found.site_url or url)}
    ways: list[Link] = []
    for text in robots:
        if plain_host(text.origin) in sites:
            ways.extend(sitemaps_in_robots(text.text, text.origin + "/"))
    if not ways and not any(item.kind in (LinkKind.FEED, LinkKind.SITEMAP) for item in found.links):
        scheme, _, rest = url.partition("://")
        ways.extend(usual_places(f"{scheme}://{rest.partition('/')[0]}"))
    return ways
