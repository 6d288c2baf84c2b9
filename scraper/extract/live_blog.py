"""The entries of a live blog, each with its own time, author and text: from structured data, or from the markup.

Reference: https://schema.org/LiveBlogPosting (liveBlogUpdate), and the class names of the systems that newspapers use.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.blocks import count_words
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types, strings
from scraper.extract.live_clock import dated, runs_backwards
from scraper.extract.live_markup import MIN_ENTRIES, entries_in_markup
from scraper.extract.moments import Moment
from scraper.extract.text_of import clean_markup, seen_text
from scraper.extract.timestamps import read_timestamp
from scraper.models import LiveEntry

MAX_ENTRIES = 3_000
MAX_BODY_CHARS = 50_000
#: Names that count entries from one end of the page: the next entry has them tomorrow.
_PLACE = re.compile(r"[a-z_-]*\d{1,4}", re.IGNORECASE)
#: What an update or an author says of itself; one that says none of it only names another object.
_KEYS = frozenset(("@type", "headline", "name", "articleBody", "text", "datePublished"))
_MARKUP = re.compile(r"<(?:p|br|div|li|a|strong|em|b|i|h[1-6])\b", re.IGNORECASE)


def live_entries(
    document: Document, published: Moment | None = None, modified: Moment | None = None, zone: tzinfo | None = None
) -> tuple[LiveEntry, ...]:
    """Give a live blog's entries, newest first; empty for any other page.

    Of structured data and markup the one with more to read counts: some papers put the headlines alone into the former.
    Who wrote an entry is taken from the other one where this one does not mark it.
    `published` and `modified` are the page's own, `zone` that of its site: entries that say the hour alone need them.
    """
    data = list(_in_data(document))
    printed = _without_doubles(entries_in_markup(document))
    if len(printed) < MIN_ENTRIES:
        printed = []
    data = _without_doubles(data)
    chosen = max(data, printed, key=lambda entries: sum(count_words(entry.body) for entry in entries))
    chosen = _signed(chosen, printed if chosen is data else data)
    told = dated(chosen, published, modified, zone, document.languages)
    return tuple(_newest_first(list(_named(told))))


def _in_data(document: Document) -> Iterator[LiveEntry]:
    named = {name: item for item in document.json_ld if isinstance(name := item.get("@id"), str)}
    for item in document.json_ld:
        if "LiveBlogPosting" in object_types(item):
            for update in islice(_updates(item.get("liveBlogUpdate"), named), MAX_ENTRIES):
                if entry := _of_data(update, document, named):
                    yield entry


def _updates(value: Any, named: Mapping[str, dict[str, Any]], depth: int = 3) -> Iterator[dict[str, Any]]:
    """Yield the updates in a value: an object, a list, an ItemList, objects by number, or names of other objects."""
    if depth < 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _updates(item, named, depth - 1)
    elif isinstance(value, dict):
        inner = value.get("itemListElement") or value.get("@list") or value.get("item")
        if inner is not None:
            yield from _updates(inner, named, depth - 1)
        elif _KEYS.isdisjoint(value) and value and all(isinstance(item, dict) for item in value.values()):
            yield from _updates(list(value.values()), named, depth - 1)
        else:
            yield {**_referred(value, named), **value}


def _referred(value: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Give the object of the page that another one names and does not repeat."""
    name = value.get("@id")
    return named.get(name, {}) if isinstance(name, str) and _KEYS.isdisjoint(value) else {}


def _of_data(update: dict[str, Any], document: Document, named: Mapping[str, dict[str, Any]]) -> LiveEntry | None:
    headline = next((clean_markup(text) for text in strings(update.get("headline") or update.get("name"))), "")
    texts = strings(update.get("articleBody") or update.get("text") or update.get("description"))
    body = next(filter(None, map(_paragraphs, texts)), "")
    if not (headline or body):
        return None
    url = next(strings(update.get("url") or update.get("mainEntityOfPage"), "@id", "url"), None)
    name = next(strings(update.get("@id") or update.get("identifier"), "value", "@id"), None) or url
    told = update.get("author") or update.get("creator")
    people = [{**_referred(one, named), **one} if isinstance(one, dict) else one for one in _listed(told)]
    authors = [clean_markup(text) for text in strings(people, "name")]
    return LiveEntry(
        id=_own_name(name or "", document),
        published=read_timestamp(update.get("datePublished") or update.get("dateCreated"), document.languages),
        modified=read_timestamp(update.get("dateModified"), document.languages),
        author=", ".join(dict.fromkeys(filter(None, authors))) or None,
        headline=headline or None,
        body="" if body == headline else body,
        url=document.absolute(url) if url else None,
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


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


def _signed(entries: list[LiveEntry], others: list[LiveEntry]) -> list[LiveEntry]:
    """Give entries the authors that others of the same time and headline have; a line with no more than them goes."""
    authors: dict[tuple[Moment | None, str | None], str | None] = {
        (other.published, other.headline): other.author for other in others if other.published
    }
    return [
        replace(entry, author=author, body=_without_signature(entry.body, author))
        if not entry.author and (author := authors.get((entry.published, entry.headline)))
        else entry
        for entry in entries
    ]


def _without_signature(body: str, author: str) -> str:
    return "\n\n".join(
        line for line in body.split("\n\n") if line.casefold().removeprefix("by ").strip() != author.casefold()
    )


def _named(entries: list[LiveEntry]) -> Iterator[LiveEntry]:
    """Give each entry a name of its own: the page's, or its time, or failing that its first words."""
    entries = [replace(entry, id="") if _PLACE.fullmatch(entry.id) else entry for entry in entries]
    names = Counter(entry.id for entry in entries if entry.id)
    times = Counter(map(_time_name, entries))
    for entry in entries:
        if entry.id and names[entry.id] == 1:
            yield entry
            continue
        at = _time_name(entry)
        told = (
            ""
            if at and times[at] == 1
            else hashlib.sha256(f"{entry.headline or entry.body[:80]}".encode()).hexdigest()[:12]
        )
        yield replace(entry, id="-".join(filter(None, (at, told))))


def _time_name(entry: LiveEntry) -> str:
    at = entry.published or entry.modified
    if isinstance(at, datetime):
        return at.isoformat()
    return " ".join(filter(None, (at.isoformat() if at else "", entry.clock or "")))


def _newest_first(entries: list[LiveEntry]) -> list[LiveEntry]:
    """Put entries in order if all say when they are of; else turn the page's order if it ends with the newest."""
    if all(isinstance(entry.published, datetime) for entry in entries):
        return sorted(entries, key=_moment, reverse=True)
    return entries if runs_backwards(entries) else entries[::-1]


def _moment(entry: LiveEntry) -> datetime:
    assert isinstance(entry.published, datetime)
    return entry.published
