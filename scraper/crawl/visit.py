"""What an answer means to a crawl: a story to keep, or a list of links, or neither.

Pure functions: they read a page and say what is to be done; the engine does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.archive import FrontierLink
from scraper.crawl.budget import Budget
from scraper.crawl.start import is_in_scope
from scraper.discover import PageKind, date_in, kind_of, read_feed, read_front, read_opml, read_sitemap
from scraper.errors import UnreadablePage
from scraper.models import Article, Link, LinkKind, Page, Reading
from scraper.urls import canonical_url, url_key

LONG_FEED_BYTES = 200_000  # feedparser takes 0.2 ms an item
LONG_GZIP_BYTES = 50_000  # a sitemap unpacks to twenty times as much
MAX_LINKS = 60_000  # of one page: a sitemap has at most 50,000
_STORY_SOURCES = frozenset({"feed", "news sitemap"})  # they list stories and nothing else
_NO_POST = re.compile(
    rb"<body\b[^>]*\bclass\s*=\s*[\"'][^\"'>]*(?<![\w-])(?:page-template(?:-default)?|page-id-\d+|attachment|type-page)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """The links on a page that lists some; `what` names it for people."""

    what: str
    links: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()
    site_url: str | None = None
    update_seconds: int | None = None  # how often it asks to be looked at


def what_is(page: Page) -> PageKind:
    """Tell what an answer is by its bytes."""
    return kind_of(page.body, page.content_type)


def is_long_work(body: bytes, kind: PageKind) -> bool:
    """Tell whether a list of links may take long to read though it is not large."""
    if kind is PageKind.FEED:
        return len(body) > LONG_FEED_BYTES
    return body.startswith(b"\x1f\x8b") and len(body) > LONG_GZIP_BYTES


def read_story(body: bytes, url: str, content_type: str | None, time_zone: str | None) -> Reading:
    """Read the story of a page.

    Raises: UnreadablePage, RuleError.
    """
    from scraper.extract import read

    return read(body, url, content_type=content_type, time_zone=time_zone)


def listing(body: bytes, url: str, content_type: str | None, kind: PageKind) -> Listing:
    """Read the links of a feed, a sitemap, a list of feeds or a front.

    Raises: UnreadablePage.
    """
    if kind is PageKind.FEED:
        feed = read_feed(body, url, content_type)
        older = [Link(feed.next_url, source="older items", kind=LinkKind.FEED)] if feed.next_url else []
        return Listing("feed", (*feed.links, *older), feed.problems, feed.site_url, feed.update_seconds)
    if kind is PageKind.SITEMAP:
        sitemap = read_sitemap(body, url)
        what = "news sitemap" if sitemap.is_news else "sitemap index" if sitemap.sitemaps else "sitemap"
        return Listing(what, (*sitemap.sitemaps, *sitemap.links), sitemap.problems)
    if kind is PageKind.OPML:
        return Listing("list of feeds", read_opml(body))
    if kind is PageKind.HTML:
        front = read_front(body, url, content_type)
        return Listing("front", (*front.feeds, *front.sitemaps, *front.fronts, *front.stories))
    raise UnreadablePage("it is neither a page nor a feed nor a sitemap")


def worth_asking(
    found: Iterable[Link], link: FrontierLink, budget: Budget, *, any_site: bool, follow_fronts: bool
) -> list[Link]:
    """Give the links that the crawl follows: of its own site, recent enough, not too deep.

    `any_site` is for feeds that were named by the user: they may point elsewhere.
    """
    kept: list[Link] = []
    for item in found:
        if len(kept) >= MAX_LINKS:
            break
        if not any_site and not is_in_scope(item.url, link.scope):
            continue
        if item.kind in (LinkKind.FRONT, LinkKind.UNKNOWN) and (not follow_fronts or link.depth >= budget.max_depth):
            continue
        if budget.allows(item):
            kept.append(item)
    return kept


def why_no_story(page: Page, article: Article, source: str | None) -> str | None:
    """Give why a page that reads as a story is none for a crawl, None if it is one.

    A crawl meets pages about the paper, its authors and its offers, which read like stories. What a feed or a news
    sitemap lists is a story; any other page must bear a date, and its theme must not call it a page, unless its address
    has a date, too.
    """
    if not article.verdict.is_story:
        return f"it reads as {article.verdict}, not as a story"
    if source in _STORY_SOURCES:
        return None
    if _NO_POST.search(page.body, 0, 200_000) and not date_in(page.url):
        return "its theme says that it is a page, not a post"
    if article.published is None:
        return "it bears no date"
    if is_front_url(page.url):
        return "it is the front of a site"
    return None


def is_front_url(url: str) -> bool:
    """Tell whether a URL is a site's own front.

    >>> is_front_url("https://courier.example/index.html"), is_front_url("https://courier.example/?p=7")
    (True, False)
    """
    name, _, rest = url_key(url).partition("/")
    return not rest and "?" not in name


def leads_elsewhere(page: Page, link: FrontierLink) -> bool:
    """Tell whether a link of the crawl's site led to another."""
    return is_in_scope(link.url, link.scope) and not is_in_scope(canonical_url(page.url) or page.url, link.scope)
