"""What travels between the layers: links, pages, articles. All frozen, complete and picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and where on the page it was read; `raw` is how it stands there, if that is not how we give it."""

    value: T
    source: str
    raw: str | None = field(default=None, compare=False, repr=False)


class LinkKind(StrEnum):
    """What is to be expected at a URL."""

    STORY = "story"
    FRONT = "front"  # a page with links to stories: a front, a section, an older page of one
    FEED = "feed"
    SITEMAP = "sitemap"
    UNKNOWN = "unknown"  # a page of the site, and no more is known


@dataclass(frozen=True, slots=True)
class Link:
    """A URL worth fetching, and what was said of it where it was found.

    `source` says where that was ("feed", "news sitemap", "front page", "robots.txt"), `priority`, from 0 to 1, how
    sure it is that the URL is worth it.
    """

    url: str
    title: str | None = None
    published: datetime | date | None = None
    source: str | None = None
    kind: LinkKind = LinkKind.STORY
    modified: datetime | date | None = None
    priority: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A newspaper, or a part of one, that is watched; `url` tells it from others.

    None means: as the site asks, or the default. `include`, `exclude` and `sections` are as in wanted.py;
    `time_zone` is an IANA name; `is_from_file` tells a source of scrape.toml from one that was added.
    """

    url: str
    name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    sections: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    interval_seconds: int | None = None
    delay_seconds: float | None = None
    is_from_file: bool = False
    id: int | None = None
    added_at: datetime | None = None
    last_run_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 §8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One HTTP response. The body is as the server meant it: transfer and content codings undone, no more.

    `url` is where the answer came from, `requested_url` what was asked for and `redirects` the URLs that
    led on from one to the other, in order; none of them carries a user name or a password.
    """

    url: str
    requested_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    elapsed_seconds: float = 0.0
    redirects: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """Give the first value of a header, whatever its case, or None."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent, parameters included."""
        return self.header("content-type")

    @property
    def validators(self) -> Validators:
        """What to send back next time to be told "not modified"."""
        return Validators(self.header("etag"), self.header("last-modified"))

    @property
    def is_not_modified(self) -> bool:
        """Whether the server said that what we have is still right (304)."""
        return self.status == 304


class Verdict(StrEnum):
    """What a page is, as far as a reader who wanted a story is concerned."""

    ARTICLE = "article"
    TEASER = "teaser"  # the beginning of a story, the rest behind a wall
    CONSENT = "consent"  # a cookie or privacy wall
    CHALLENGE = "challenge"  # a bot check
    LISTING = "listing"  # a front, a section, a search result
    MISSING = "missing"  # says "not found", whatever its status
    GONE = "gone"  # was there and was taken away: the server or the page says so, or the address leads to the front
    SHELL = "shell"  # needs JavaScript to show anything
    LIVE = "live"  # a live blog
    EMPTY = "empty"  # nothing to read

    @property
    def is_story(self) -> bool:
        """Whether such a page may become, or replace, a row in `articles`."""
        return self in (Verdict.ARTICLE, Verdict.LIVE, Verdict.TEASER)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the story."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog. `id` is what the page calls it, or made of its time: an edited entry keeps it.

    `url` is where it can be linked to, `body` its paragraphs separated by a blank line. `clock` is its time as printed,
    where that is no moment by itself: an hour ("14:32 Uhr"), a minute of a match ("45+2'").
    """

    id: str
    published: datetime | date | None = None
    modified: datetime | date | None = None
    author: str | None = None
    headline: str | None = None
    body: str = ""
    url: str | None = None
    clock: str | None = None


def _no_sources() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Article:
    """One story as one page told it. None and the empty tuple mean: the page does not say."""

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None
    modified: datetime | date | None = None
    section: str | None = None
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: str = ""
    body_html: str = ""
    images: tuple[Image, ...] = ()
    language: str | None = None
    site: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    is_free: bool | None = None
    verdict: Verdict = Verdict.EMPTY
    sources: Mapping[str, str] = field(default_factory=_no_sources)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with `sources` as a plain dict: a mappingproxy cannot travel to another process."""
        names = self.__dataclass_fields__
        values = {name: getattr(self, name) for name in names} | {"sources": dict(self.sources)}
        return _article, (values,)


def _article(values: dict[str, Any]) -> Article:
    return Article(**values | {"sources": MappingProxyType(values["sources"])})


#: A candidate's value as text, for people: what `scrape explain` prints and `field_sources` keeps.
Candidates = Mapping[str, tuple[Found[Any], ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and everything else that could have stood in its fields, most trusted first.

    `unmatched` names the fields for which the site has a rule that matched nothing on this page. `entries` are a live
    blog's, newest first. Where a story is printed on several pages, `next_page` is the address of its next part,
    `first_page` of its first, if this is a further one, and `whole_page` of the one that has it all.
    """

    article: Article
    candidates: Candidates
    unmatched: tuple[str, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    next_page: str | None = None
    whole_page: str | None = None
    first_page: str | None = None

    @property
    def has_other_pages(self) -> bool:
        """Whether this is not all of the story."""
        return bool(self.next_page or self.first_page)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the candidates as a plain dict: a mappingproxy cannot travel to another process."""
        pages = (self.next_page, self.whole_page, self.first_page)
        return _reading, (self.article, dict(self.candidates), self.unmatched, self.entries, *pages)


def _reading(article: Article, candidates: dict[str, tuple[Found[Any], ...]], *rest: Any) -> Reading:
    return Reading(article, MappingProxyType(candidates), *rest)
