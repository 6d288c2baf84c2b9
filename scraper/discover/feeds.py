"""Feeds: RSS 0.9x to 2.0, RDF and Atom, read by feedparser from bytes that we fetched.

feedparser takes 21 s for 100,000 items, and falls back to a slow and lenient parser where a feed is broken, so the
bytes are bounded first. It never gets an address that it could open.

Reference: https://www.rssboard.org/rss-specification, RFC 4287 (Atom), RFC 5005 (paged feeds).
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.discover.clean import clean_xml
from scraper.discover.json_feeds import is_json, read_json_feed
from scraper.discover.mend import is_well_formed, mended
from scraper.discover.unpack import unpacked
from scraper.discover.url_dates import FIRST_YEAR, date_in
from scraper.errors import UnreadablePage
from scraper.models import Link, LinkKind
from scraper.urls import resolve

MAX_FEED_BYTES = 10_000_000
MAX_ITEMS = 1_000
MAX_TITLE_CHARS = 500
LAST_YEAR = 2100  # a later date was misread

_ITEM_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?[\w.-]+)")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,500}>")
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: its items as links, the site it belongs to, where its older items are.

    `update_seconds` is how often it says it changes; `is_cut` when it has more than MAX_ITEMS items.
    """

    links: tuple[Link, ...]
    title: str | None = None
    site_url: str | None = None
    language: str | None = None
    next_url: str | None = None
    update_seconds: int | None = None
    problems: tuple[str, ...] = ()
    is_cut: bool = False


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """Read a feed; what is broken in it is left out, and said in `problems`.

    Raises: UnreadablePage, when there is nothing of a feed in it.
    """
    body = unpacked(body)
    if is_json(body):
        return _json(body, url)
    problems = []
    if len(body) > MAX_FEED_BYTES:
        problems.append(f"only its first {MAX_FEED_BYTES:,} bytes are read")
    body, has_more = _first_items(clean_xml(body[:MAX_FEED_BYTES], content_type))
    if has_more:
        problems.append(f"only its first {MAX_ITEMS:,} items are read")
    is_cut = bool(problems)
    if not is_well_formed(body):
        body = mended(body)
        problems.append("its XML is broken; what can be read of it is taken")
    said = _parsed(body, url)
    version = said.get("version") or ""
    if not version and not said.entries:
        raise UnreadablePage("it is no feed that can be read")
    links = tuple(_links(said.entries, url, is_atom=version.startswith("atom")))
    if len(links) < len(said.entries):
        problems.append(f"{len(said.entries) - len(links)} of its items have no address of their own")
    return Feed(
        links,
        title=_plain(said.feed.get("title")),
        site_url=resolve(said.feed.get("link") or "", url),
        language=said.feed.get("language") or None,
        next_url=_next(said.feed, url) if links else None,
        update_seconds=_update_seconds(said.feed),
        problems=tuple(problems),
        is_cut=is_cut,
    )


def _parsed(xml: bytes, url: str) -> Any:
    import feedparser

    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(io.BytesIO(xml), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _first_items(xml: bytes) -> tuple[bytes, bool]:
    """Cut a feed behind its first items, and tell whether it had more."""
    ends = islice(_ITEM_END.finditer(xml), MAX_ITEMS - 1, MAX_ITEMS + 1)
    last = next(ends, None)
    if last is None or next(ends, None) is None:
        return xml, False
    root = _ROOT.match(xml)
    name = root[1] if root else b"rss"
    closing = b"</channel>" if name.lower().endswith((b"rss", b"channel")) else b""
    return xml[: last.end()] + closing + (b"" if name == b"channel" else b"</" + name + b">"), True


def _links(entries: list[Any], url: str, *, is_atom: bool) -> Iterator[Link]:
    seen = {url}
    for entry in entries[:MAX_ITEMS]:
        said = entry.get("feedburner_origlink") or entry.get("link") or _permalink(entry)
        address = resolve(said, url) if said and said.strip() else None
        if address is None or address in seen:
            continue
        seen.add(address)
        published = _moment(entry.get("published_parsed"))
        modified = _moment(entry.get("updated_parsed")) if "updated" in entry else None
        if published is None and not is_atom:  # dc:date is the only date of RSS 1.0, and no change
            published, modified = modified, None
        yield Link(
            address,
            title=_plain(entry.get("title")),
            published=published or date_in(address),
            modified=modified,
            source="feed",
            kind=LinkKind.STORY,
            priority=0.9,
        )


def _permalink(entry: Any) -> str:
    identifier = entry.get("id") or ""
    return identifier if identifier.startswith(("http://", "https://")) else ""


def _moment(parsed: Any) -> datetime | None:
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None
    return at if at and FIRST_YEAR <= at.year <= LAST_YEAR else None


def _plain(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    text = " ".join(html.unescape(_TAG.sub("", text)).split())
    return text[:MAX_TITLE_CHARS] or None


def _next(feed: Any, url: str) -> str | None:
    """Give where older items are: as the feed says (RFC 5005), or as every WordPress feed has them."""
    for link in feed.get("links", []):
        if link.get("rel") in ("next", "prev-archive"):
            address = resolve(link.get("href") or "", url)
            return address if address != url else None
    query = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if "paged" not in query and "wordpress.org" not in str(feed.get("generator", "")).lower():
        return None
    page = query.get("paged", "1")
    query["paged"] = str(int(page) + 1) if page.isascii() and page.isdigit() and len(page) < 6 else "2"
    return urlunsplit(urlsplit(url)._replace(query=urlencode(query)))


def _update_seconds(feed: Any) -> int | None:
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    times = str(feed.get("sy_updatefrequency", "1")).strip()
    if period:
        return max(60, period // max(1, int(times) if times.isascii() and times.isdigit() else 1))
    minutes = str(feed.get("ttl", "")).strip()
    return int(minutes) * 60 if minutes.isascii() and minutes.isdigit() and 0 < int(minutes) < 100_000 else None


def _json(body: bytes, url: str) -> Feed:
    if len(body) > MAX_FEED_BYTES:
        raise UnreadablePage(f"it is a feed of more than {MAX_FEED_BYTES:,} bytes")
    said = read_json_feed(body, url, MAX_ITEMS)
    return Feed(
        said.links, said.title, said.site_url, said.language, said.next_url, problems=said.problems, is_cut=said.is_cut
    )
