"""The sources that are watched: those that were added, and those of scrape.toml, which wins where both speak.

A source of the file is watched while the file has it. Of what the file does not say of it, what was found out about
the site holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scraper.crawl.start import scope_of
from scraper.models import Source
from scraper.urls import url_key
from scraper.watch.detect import Detected

if TYPE_CHECKING:
    from scraper.archive import Archive

_SAID = ("name", "language", "time_zone", "sections", "include", "exclude", "interval_seconds", "delay_seconds")


def said_by(source: Source) -> dict[str, Any]:
    """Give what a source's own words say, without what they leave open."""
    return {name: value for name in _SAID if (value := getattr(source, name)) not in (None, ())}


def merged(known: Source, said: Source) -> Source:
    """Give a source as it is known, with what is said of it anew."""
    return replace(known, **said_by(said))


def same(one: Source, other: Source) -> bool:
    """Tell whether two are the same source: the same address, whatever its scheme and `www.`."""
    return url_key(one.url) == url_key(other.url)


def find(sources: Iterable[Source], text: str) -> Source | None:
    """Give the source with an id, an address or a name, as people type it."""
    every = list(sources)
    for is_meant in (
        lambda source: str(source.id) == text,
        lambda source: url_key(source.url) == url_key(text if "://" in text else f"https://{text}"),
        lambda source: (source.name or "").casefold() == text.casefold(),
    ):
        if found := next(filter(is_meant, every), None):
            return found
    return None


def watched(archive: Archive, of_file: Iterable[Source]) -> tuple[list[Source], list[Source]]:
    """Give the sources to watch, and those of the file that were never looked at."""
    kept = archive.sources.all()
    named = list(of_file)
    new = [source for source in named if not any(same(source, one) for one in kept)]
    known = []
    for one in kept:
        said = next((source for source in named if same(source, one)), None)
        if said or not one.is_from_file:
            known.append(merged(one, said) if said else one)
    return known, new


def keep(archive: Archive, detected: Detected, at: datetime, *, is_from_file: bool = False) -> Source:
    """Write down a source and where to look; a source that is known keeps its row and its links."""
    source = detected.source
    known = next((one for one in archive.sources.all() if same(one, source)), None)
    if known:
        source = replace(source, url=known.url)
    kept = archive.sources.put(replace(source, is_from_file=is_from_file and (known is None or known.is_from_file)))
    assert kept.id is not None
    own = [way for way in detected.ways if url_key(way.url) == url_key(source.url)]
    found = [way for way in detected.ways if way not in own]
    archive.sources.adopt(kept.id, scope_of(kept.url), own, at)
    archive.sources.adopt(kept.id, scope_of(kept.url), found, at, depth=1)
    return kept
