"""Finding out how to watch a site: its feeds and sitemaps, its name, its language, its time zone.

address ─► page ─► is it a feed or a sitemap? ─► then that alone is watched
                └► a front: its feeds, the sitemaps of robots.txt, or else the usual places; each is asked and read
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scraper.errors import FetchError, ScraperError, UnreadablePage
from scraper.models import Link, LinkKind, Page, Source
from scraper.urls import canonical_url, host, plain_host, same_site, url_key
from scraper.wanted import in_section

if TYPE_CHECKING:
    from scraper.discover import Feed
    from scraper.fetch import Fetcher

MAX_FEEDS = 4  # of one site; a paper may have one for each of its tags
MAX_SITEMAPS = 4
MAX_PROBES = 8  # usual places that are asked where a site names none
MAX_SITEMAP_BYTES = 50_000_000  # sitemaps.org
MAX_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class Detected:
    """How to watch a source. `ways` are its feeds, sitemaps and front, best first; `remarks` are for people."""

    source: Source
    ways: tuple[Link, ...]
    remarks: tuple[str, ...] = ()


@dataclass
class _Facts:
    """What is found out on the way, each fact by the first that tells it."""

    name: str | None = None
    language: str | None = None
    remarks: list[str] = field(default_factory=list)

    def learn(self, name: str | None, language: str | None) -> None:
        self.name = self.name or (" ".join(name.split())[:MAX_NAME_CHARS] if name else None)
        self.language = self.language or language


async def detect(source: Source, fetcher: Fetcher) -> Detected:
    """Look at a source's address and give how to watch it; what the user said of it stays as said.

    Raises: FetchError, when the address gives nothing; UnreadablePage, when what it gives cannot be watched.
    """
    from scraper.discover import PageKind, kind_of, read_feed, read_sitemap

    page = await _get(source.url, fetcher)
    kind = kind_of(page.body, page.content_type)
    facts = _Facts(source.name, source.language)
    url = source.url
    if kind is PageKind.FEED:
        feed = await asyncio.to_thread(read_feed, page.body, page.url, page.content_type)
        facts.learn(feed.title, feed.language)
        ways = [_way(url, LinkKind.FEED, "feed")]
    elif kind is PageKind.SITEMAP:
        sitemap = await asyncio.to_thread(read_sitemap, page.body, page.url)
        ways = [_way(url, LinkKind.SITEMAP, "news sitemap" if sitemap.is_news else "sitemap")]
    elif kind is PageKind.HTML:
        url = page.url if same_site(page.url, source.url) else source.url
        ways = await _ways_of_front(replace(source, url=url), page, fetcher, facts)
    else:
        raise UnreadablePage(f"{source.url}: it is neither a page nor a feed nor a sitemap")
    facts.learn(plain_host(url), None)
    zone = source.time_zone or _zone(url, facts)
    known = replace(source, url=url, name=facts.name, language=facts.language, time_zone=zone)
    return Detected(known, tuple(ways), tuple(facts.remarks))


def undetected(source: Source, kind: LinkKind, found_how: str) -> Detected:
    """Give how to watch a source of which all is known that one needs, as of a feed from a list."""
    facts = _Facts(source.name or plain_host(source.url), source.language)
    zone = source.time_zone or _zone(source.url, facts)
    return Detected(replace(source, name=facts.name, time_zone=zone), (_way(source.url, kind, found_how),))


async def _ways_of_front(source: Source, page: Page, fetcher: Fetcher, facts: _Facts) -> list[Link]:
    from scraper.discover import read_front, sitemaps_in_robots, usual_places
    from scraper.extract import read

    front = await asyncio.to_thread(read_front, page.body, page.url, page.content_type)
    try:
        told = (await asyncio.to_thread(read, page.body, page.url, content_type=page.content_type)).article
        is_weak = told.sources.get("site", "title") in ("title", "domain")  # a feed knows better
        facts.learn(None if is_weak else told.site, told.language)
    except ScraperError:  # the front's own words are only one place for a name
        pass
    origin = _origin(page.url)
    robots = fetcher.robots_read.get(origin)
    declared = [*(sitemaps_in_robots(robots.text, f"{origin}/robots.txt") if robots else ()), *front.sitemaps]
    sitemaps = await _sitemaps([link for link in declared if same_site(link.url, page.url)], fetcher)
    feeds = await _feeds(_of_sections(front.feeds, source.sections), fetcher, facts)
    probes = [link for link in usual_places(origin) if not (sitemaps if link.kind is LinkKind.SITEMAP else feeds)]
    more_sitemaps, more_feeds = await _probe(probes, {link.url for link in declared}, fetcher, facts)
    feeds, sitemaps = [*feeds, *more_feeds], [*sitemaps, *more_sitemaps]
    if not feeds and not sitemaps:
        facts.remarks.append("it has no feed and no sitemap that could be found: its front page is watched")
    facts.learn(front.title, front.language)
    fronts = [_way(source.url, LinkKind.FRONT, "front page")]
    if source.sections:
        found = [link.url for link in front.fronts if in_section(link.url, source.sections)]
        fronts += [_way(url, LinkKind.FRONT, "section") for url in dict.fromkeys(found)]
    return _once([*(link for link in sitemaps if link.source == "news sitemap"), *feeds, *fronts, *sitemaps])


async def _feeds(links: Iterable[Link], fetcher: Fetcher, facts: _Facts) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if len(kept) == MAX_FEEDS:
            facts.remarks.append(f"it has more than {MAX_FEEDS} feeds; the others can be added one by one")
            break
        if "comment" in link.url.lower():  # WordPress has a feed of comments beside that of stories
            continue
        if feed := await _feed(link.url, fetcher):
            facts.learn(feed.title, feed.language)
            kept.append(_way(link.url, LinkKind.FEED, "feed"))
    return kept


async def _sitemaps(links: Iterable[Link], fetcher: Fetcher) -> list[Link]:
    """Give the sitemaps that answer: those for news first, which list what is new and nothing else."""
    kept: list[Link] = []
    in_order = sorted(links, key=lambda link: "news" not in link.url.lower())
    for link in in_order[:MAX_SITEMAPS]:
        kept += await _sitemap(link.url, fetcher)
    return kept


async def _probe(
    links: Iterable[Link], asked: set[str], fetcher: Fetcher, facts: _Facts
) -> tuple[list[Link], list[Link]]:
    """Ask the usual places until one of each kind answers; most sites have one of the first."""
    found: dict[LinkKind, list[Link]] = {LinkKind.SITEMAP: [], LinkKind.FEED: []}
    left = dict.fromkeys(found, MAX_PROBES // 2)
    for link in links:
        if found[link.kind] or link.url in asked or left[link.kind] == 0:
            continue
        left[link.kind] -= 1
        if link.kind is LinkKind.SITEMAP:
            found[link.kind] = await _sitemap(link.url, fetcher)
        elif feed := await _feed(link.url, fetcher):
            facts.learn(feed.title, feed.language)
            found[link.kind] = [_way(link.url, LinkKind.FEED, "feed")]
    return found[LinkKind.SITEMAP], found[LinkKind.FEED]


async def _feed(url: str, fetcher: Fetcher) -> Feed | None:
    from scraper.discover import PageKind, kind_of, read_feed

    try:
        page = await _get(url, fetcher)
        if kind_of(page.body, page.content_type) is PageKind.FEED:
            return await asyncio.to_thread(read_feed, page.body, page.url, page.content_type)
    except (FetchError, UnreadablePage):
        pass
    return None


async def _sitemap(url: str, fetcher: Fetcher) -> list[Link]:
    """Give a sitemap as a way in, before it those for news that it is the index of; nothing if it is none."""
    from scraper.discover import PageKind, kind_of, read_sitemap

    try:
        page = await _get(url, fetcher)
        if kind_of(page.body, page.content_type) is not PageKind.SITEMAP:
            return []
        sitemap = await asyncio.to_thread(read_sitemap, page.body, page.url)
    except (FetchError, UnreadablePage):
        return []
    children = [link.url for link in sitemap.sitemaps if "news" in link.url.lower() and same_site(link.url, url)]
    news = [_way(child, LinkKind.SITEMAP, "news sitemap") for child in children[:1]]
    return [*news, _way(url, LinkKind.SITEMAP, "news sitemap" if sitemap.is_news else "sitemap")]


async def _get(url: str, fetcher: Fetcher) -> Page:
    page = await fetcher.get(url, max_bytes=MAX_SITEMAP_BYTES)
    if page.status != 200:
        raise FetchError(url, f"the server answers {page.status}", status=page.status)
    return page


def _of_sections(feeds: Iterable[Link], sections: tuple[str, ...]) -> list[Link]:
    """Give the feeds of the sections that are wanted, or all if there are none for them."""
    every = list(feeds)
    return [link for link in every if in_section(link.url, sections)] or every


def _zone(url: str, facts: _Facts) -> str | None:
    from scraper.extract.time_zones import site_zone

    language = (facts.language or "").partition("-")[0]
    zone = site_zone(host(url), (language,) if language else ())
    return str(zone) if zone is not None else None


def _way(url: str, kind: LinkKind, found_how: str) -> Link:
    return Link(canonical_url(url) or url, source=found_how, kind=kind, priority=1.0)


def _once(links: Iterable[Link]) -> list[Link]:
    return list({url_key(link.url): link for link in reversed(list(links))}.values())[::-1]


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
