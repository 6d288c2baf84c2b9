"""The entries of a live blog, each with its own time, author and text: from structured data, or from the markup.

Reference: https://schema.org/LiveBlogPosting (liveBlogUpdate), and the class names of the systems that newspapers use.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.blocks import count_words
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types, strings
from scraper.extract.live_markup import entries_in_markup
from scraper.extract.text_of import clean_markup, seen_text
from scraper.extract.timestamps import read_timestamp
from scraper.models import LiveEntry

MIN_ENTRIES = 3  # in markup alone; structured data says what it is
MAX_ENTRIES = 3_000
MAX_BODY_CHARS = 50_000
#: Names that count entries from one end of the page: the next entry has them tomorrow.
_PLACE = re.compile(r"[a-z_-]*\d{1,4}", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|br|div|li|a|strong|em|b|i|h[1-6])\b", re.IGNORECASE)


def live_entries(document: Document) -> tuple[LiveEntry, ...]:
    """Give a live blog's entries, newest first; empty for any other page.

    Of structured data and markup the one with more to read counts: some papers put the headlines alone into the former.
    """
    data = list(_in_data(document))
    if not data and not _may_be_live(document):
        return ()
    printed = _without_doubles(entries_in_markup(document))
    if len(printed) < MIN_ENTRIES:
        printed = []
    data = _without_doubles(data)
    chosen = max(data, printed, key=lambda entries: sum(count_words(entry.body) for entry in entries))
    return tuple(_newest_first(_named(chosen)))


def _may_be_live(document: Document) -> bool:
    markup = document.html
    return "live" in markup or "ticker" in markup or "lx-stream" in markup


def _in_data(document: Document) -> Iterator[LiveEntry]:
    for item in document.json_ld:
        if "LiveBlogPosting" in object_types(item):
            updates = item.get("liveBlogUpdate")
            for update in (updates if isinstance(updates, list) else [updates])[:MAX_ENTRIES]:
                if isinstance(update, dict) and (entry := _of_data(update, document)):
                    yield entry


def _of_data(update: dict[str, Any], document: Document) -> LiveEntry | None:
    headline = next((clean_markup(text) for text in strings(update.get("headline") or update.get("name"))), "")
    body = next(filter(None, (_paragraphs(t) for t in strings(update.get("articleBody") or update.get("text")))), "")
    if not (headline or body):
        return None
    url = next(strings(update.get("url") or update.get("mainEntityOfPage"), "@id", "url"), None)
    name = next(strings(update.get("@id") or update.get("identifier"), "value", "@id"), None) or url
    authors = [clean_markup(text) for text in strings(update.get("author"), "name")]
    return LiveEntry(
        id=_own_name(name or "", document),
        published=read_timestamp(update.get("datePublished") or update.get("dateCreated"), document.languages),
        modified=read_timestamp(update.get("dateModified"), document.languages),
        author=", ".join(dict.fromkeys(filter(None, authors))) or None,
        headline=headline or None,
        body="" if body == headline else body,
        url=document.absolute(url) if url else None,
    )


def _paragraphs(text: str) -> str:
    """Give a text of structured data, which may be markup, as paragraphs."""
    text = text[:MAX_BODY_CHARS]
    if _MARKUP.search(text):
        tree = LexborHTMLParser(f"<body>{text}</body>")
        nodes = tree.css("p, li, blockquote, h2, h3, h4")
        lines = [seen_text(node) for node in nodes] if nodes else [seen_text(tree.body)] if tree.body else []
    else:
        lines = [clean_markup(line) for line in text.split("\n")]
    return "\n\n".join(line for line in lines if line)


def _own_name(name: str, document: Document) -> str:
    """Give what names an entry: the end of its address, for the rest is the page's."""
    name = name.strip()
    if "#" in name:
        return name.rpartition("#")[2]
    here = (document.url or "").rstrip("/")
    if here and name.startswith(here):
        name = name[len(here) :]
    return name.strip("/?&")[-200:]


def _without_doubles(entries: Iterable[LiveEntry]) -> list[LiveEntry]:
    """Drop what is printed twice: pinned at the top, and again in its place."""
    kept: dict[tuple[object, ...], LiveEntry] = {}
    for entry in entries:
        kept.setdefault((entry.published, entry.headline, entry.body), entry)
    return list(kept.values())[:MAX_ENTRIES]


def _named(entries: list[LiveEntry]) -> Iterator[LiveEntry]:
    """Give each entry a name of its own: the page's, or its time, or failing that its first words."""
    entries = [replace(entry, id="") if _PLACE.fullmatch(entry.id) else entry for entry in entries]
    names = Counter(entry.id for entry in entries if entry.id)
    times = Counter(_iso(entry.published) for entry in entries)
    for entry in entries:
        if entry.id and names[entry.id] == 1:
            yield entry
            continue
        at = _iso(entry.published)
        told = (
            ""
            if at and times[at] == 1
            else hashlib.sha256(f"{entry.headline or entry.body[:80]}".encode()).hexdigest()[:12]
        )
        yield replace(entry, id="-".join(filter(None, (at, told))))


def _newest_first(entries: Iterable[LiveEntry]) -> list[LiveEntry]:
    """Put entries in order if all say when they are of; else they stay as the page has them."""
    ordered = list(entries)
    try:
        return sorted(ordered, key=_moment, reverse=True)
    except TypeError:  # days among times, or zones on some only
        return ordered


def _moment(entry: LiveEntry) -> datetime:
    if not isinstance(entry.published, datetime):
        raise TypeError
    return entry.published


def _iso(moment: datetime | date | None) -> str:
    return moment.isoformat() if moment else ""
