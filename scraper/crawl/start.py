"""What a crawl starts from: a front, a bare domain, a feed, a sitemap, a list of feeds or a story.

What START is shows when it is fetched; from it, and from the site's robots.txt, the other ways in are found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.errors import ConfigError
from scraper.models import Link, LinkKind
from scraper.urls import canonical_url, host, resolve, site_domain, without_credentials


@dataclass(frozen=True, slots=True)
class Start:
    """Where a crawl begins, and the site that it keeps to; `fallback` is to be tried when the URL cannot be had."""

    url: str
    scope: str
    fallback: str | None = None


def starts(given: Iterable[str]) -> tuple[Start, ...]:
    """Give the places to begin; a bare domain is tried over https first, then over http.

    Raises: ConfigError, when one is no web address.

    >>> [(start.url, start.scope) for start in starts(["www.courier.example", "https://courier.example/feed"])]
    [('https://www.courier.example/', 'courier.example'), ('https://courier.example/feed', 'courier.example')]
    """
    found = {}
    for text in given:
        text = text.strip()
        url = resolve(text if "://" in text else f"https://{text}")
        if not url or not host(url):
            raise ConfigError(f"{without_credentials(text)!r} is no web address to begin at")
        url = canonical_url(url) or url
        fallback = None if "://" in text else url.replace("https://", "http://", 1)
        found[url] = Start(url, scope_of(url), fallback)
    return tuple(found.values())


def scope_of(url: str) -> str:
    """Give the name of the site that a URL belongs to: its registrable domain, or its address and port."""
    name = host(url)
    port = url.partition("://")[2].partition("/")[0].removeprefix(name).removeprefix(":")
    return site_domain(name) + (f":{port}" if port else "")


def is_in_scope(url: str, scope: str) -> bool:
    """Tell whether a URL belongs to the site that a crawl keeps to."""
    return scope_of(url) == scope


def start_link(start: Start) -> Link:
    """Give the link to begin with; what is behind it shows when it is fetched."""
    return Link(start.url, source="start", kind=LinkKind.FRONT, priority=1.0)
