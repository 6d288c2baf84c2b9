"""JSON Feed. Reference: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from scraper.discover.url_dates import date_in
from scraper.errors import UnreadablePage
from scraper.models import Link, LinkKind
from scraper.urls import resolve

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_ITEM = re.compile(r"[\s,]*\{")


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """What a JSON Feed says."""

    links: tuple[Link, ...]
    title: str | None
    site_url: str | None
    language: str | None
    next_url: str | None
    problems: tuple[str, ...]
    is_cut: bool


def is_json(body: bytes) -> bool:
    """Tell whether bytes can be a JSON Feed."""
    return body[:100].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_json_feed(body: bytes, url: str, max_items: int) -> JsonFeed:
    """Read a JSON Feed; items without an address are left out, and of one that is cut those that are whole are read.

    Raises: UnreadablePage.
    """
    text = body.decode("utf-8-sig", "replace")
    problems: tuple[str, ...] = ()
    try:
        said = json.loads(text, parse_int=float)  # which takes numbers of any length
    except (ValueError, RecursionError):
        said = {"items": list(islice(_whole_items(text), max_items + 1))}
        problems = ("its JSON is broken; what can be read of it is taken",)
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list) or (problems and not items):
        raise UnreadablePage("it is no feed that can be read: it has no items")
    links = {}
    for item in items[:max_items]:
        if isinstance(item, dict) and (link := _link(item, url)) and link.url not in links:
            links[link.url] = link
    if len(links) < len(items[:max_items]):
        problems += ("items without an address are left out",)
    return JsonFeed(
        tuple(links.values()),
        _text(said, "title"),
        resolve(_text(said, "home_page_url") or "", url),
        _text(said, "language"),
        resolve(_text(said, "next_url") or "", url) if _text(said, "next_url") else None,
        problems,
        len(items) > max_items,
    )


def _whole_items(text: str) -> Iterator[Any]:
    """Yield the items of a broken feed up to the first that is broken itself."""
    start = _ITEMS.search(text)
    position = start.end() if start else len(text)
    decoder = json.JSONDecoder(parse_int=float)
    while (begin := _ITEM.match(text, position)) is not None:
        try:
            item, position = decoder.raw_decode(text, begin.end() - 1)
        except (ValueError, RecursionError):
            return
        yield item


def _link(item: Mapping[str, Any], url: str) -> Link | None:
    address = _text(item, "url") or _text(item, "external_url") or _text(item, "id") or ""
    resolved = resolve(address, url) if address else None
    if resolved is None or (address == _text(item, "id") and not address.startswith("http")):
        return None
    return Link(
        resolved,
        title=_text(item, "title"),
        published=_moment(item.get("date_published")) or date_in(resolved),
        modified=_moment(item.get("date_modified")),
        source="feed",
        kind=LinkKind.STORY,
        priority=0.9,
    )


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    return value.strip()[:2000] or None if isinstance(value, str) else None


def _moment(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
