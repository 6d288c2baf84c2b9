"""`scrape source`: what is watched."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from scraper.cli.execute import DONE, NOTHING_FETCHED, SOME_FAILED, USAGE
from scraper.cli.options import AllowPrivate, AsJson, Db, UserAgent, archive_to_read, configuration, private_hosts
from scraper.cli.plain import Argument, Group, Option
from scraper.cli.source_table import print_source, record_of
from scraper.config import Config
from scraper.errors import ScraperError, UnreadablePage
from scraper.models import LinkKind, Source
from scraper.terminal import complain, one_line, say
from scraper.watchlist import source_of

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.watch.detect import Detected

MAX_OPML_BYTES = 10_000_000

Interval = Annotated[str | None, Option("--interval", "Look every 30m, 2h, 1d; else by how often it changes.", "TIME")]
Include = Annotated[list[str] | None, Option("--include", "Only these: a glob for the path, or re:REGEX.", "PATTERN")]
Exclude = Annotated[list[str] | None, Option("--exclude", "But not these: a glob, or re:REGEX.", "PATTERN")]
Section = Annotated[list[str] | None, Option("--section", "Only stories with this word in their path.", "WORD")]
Zone = Annotated[str | None, Option("--time-zone", "The clock of its dates, such as Europe/Berlin.", "ZONE")]
Delay = Annotated[str | None, Option("--delay", "Seconds between two requests.  [default: 1]", "SECONDS")]
Name = Annotated[str | None, Option("--name", "What to call it.", "NAME")]


def add(
    urls: Annotated[list[str], Argument("URL", "A front page, a feed, a sitemap, or an OPML file.")],
    name: Name = None,
    interval: Interval = None,
    delay: Delay = None,
    section: Section = None,
    include: Include = None,
    exclude: Exclude = None,
    time_zone: Zone = None,
    db: Db = None,
    as_json: AsJson = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
) -> int:
    """Watch newspapers: find their feeds and sitemaps, name, language and time zone.

    A second time, it looks again and changes what is said. An OPML file adds every feed that it names, without
    asking any.
    """
    said: dict[str, Any] = {"name": name, "interval": interval, "delay": delay, "time_zone": time_zone}
    said |= {"sections": section or None, "include": include or None, "exclude": exclude or None}
    files = [url for url in urls if _is_file(url)]
    try:
        sources = [source_of({"url": url, **said}) for url in urls if url not in files]
        listed = [source_of({"url": url, **said, "name": title}) for file in files for url, title in _feeds_of(file)]
    except (ValueError, OSError, UnreadablePage) as error:
        complain(one_line(str(error)))
        return USAGE
    from scraper.archive import Archive

    config = configuration(db, user_agent)
    private = private_hosts(config, [source.url for source in (*sources, *listed)], allow=allow_private)
    with Archive.open(config.archive) as archive:
        failed = asyncio.run(_add(sources, archive, config, private, as_json=as_json))
        _add_listed(listed, archive, as_json=as_json)
    if failed:
        return NOTHING_FETCHED if len(failed) == len(sources) and not listed else SOME_FAILED
    return DONE


def list_(db: Db = None, as_json: AsJson = False) -> None:
    """Print the sources, those of scrape.toml included, with where they are looked at and when."""
    from scraper.watch.sources import watched

    config = configuration(db)
    with archive_to_read(db) as archive:
        known, new = watched(archive, config.sources)
        if not known and not new:
            say("nothing is watched; `scrape source add URL` begins")
        for source in (*known, *new):
            _print(archive, source, as_json=as_json)


def rm(
    names: Annotated[list[str], Argument("ID|URL|NAME", "Which ones.")],
    db: Db = None,
) -> int:
    """Watch sources no more; their stories stay."""
    from scraper.archive import Archive
    from scraper.watch.sources import find, same

    config = configuration(db)
    status = DONE
    with Archive.open(config.archive, create=False) as archive:
        for name in names:
            source = find(archive.sources.all(), name)
            if source is None or source.id is None:
                complain(f"{one_line(name)}: there is no such source")
                status = SOME_FAILED
                continue
            archive.sources.remove(source.id)
            say(f"removed {one_line(source.name or '')} {source.url}; its stories stay")
            if any(same(source, one) for one in config.sources):
                complain(f"{source.url} is in scrape.toml too, and is watched until it is taken out there")
                status = SOME_FAILED
    return status


async def _add(
    sources: list[Source], archive: Archive, config: Config, private: tuple[str, ...], *, as_json: bool
) -> list[Source]:
    """Look at each source and keep it; give those that cannot be watched."""
    from scraper.fetch import Fetcher
    from scraper.fetch.pace import DEFAULT_DELAY_SECONDS, Pace
    from scraper.watch.detect import detect
    from scraper.watch.sources import merged, same

    failed = []
    async with Fetcher(config.identity, allow_private=private, pace=Pace(DEFAULT_DELAY_SECONDS)) as fetcher:
        for source in sources:
            known = next((one for one in archive.sources.all() if same(one, source)), None)
            wanted = merged(known, source) if known else source
            if source.delay_seconds is not None and fetcher.pace:
                from scraper.urls import host

                fetcher.pace.set_delay(host(source.url), source.delay_seconds)
            try:
                detected = await detect(wanted, fetcher)
            except ScraperError as error:
                complain(one_line(str(error)))
                failed.append(source)
            else:
                _keep(archive, detected, as_json=as_json, is_known=known is not None)
    return failed


def _add_listed(sources: list[Source], archive: Archive, *, as_json: bool) -> None:
    from scraper.watch.detect import undetected
    from scraper.watch.sources import merged, same

    for source in sources:
        known = next((one for one in archive.sources.all() if same(one, source)), None)
        wanted = merged(known, source) if known else source
        _keep(archive, undetected(wanted, LinkKind.FEED, "opml"), as_json=as_json, is_known=known is not None)


def _keep(archive: Archive, detected: Detected, *, as_json: bool, is_known: bool) -> None:
    from scraper.watch.sources import keep

    kept = keep(archive, detected, datetime.now(UTC))
    say(one_line(f"{kept.url} {'was watched already; it is as follows now' if is_known else 'is watched from now on'}"))
    for remark in detected.remarks:
        say(one_line(f"  {remark}"))
    if kept.time_zone is None:
        say("  its time zone is not known: dates without one stay so, unless --time-zone says it")
    _print(archive, kept, as_json=as_json)


def _print(archive: Archive, source: Source, *, as_json: bool) -> None:
    from scraper.cli.record import print_json
    from scraper.crawl.start import scope_of

    ways = archive.sources.ways(source.id, scope_of(source.url)) if source.id is not None else ()
    if as_json:
        print_json(record_of(source, ways))
    else:
        print_source(source, ways)


def _is_file(text: str) -> bool:
    return "://" not in text and (text == "-" or Path(text).is_file())


def _feeds_of(file: str) -> list[tuple[str, str | None]]:
    """Give the feeds of an OPML file with their titles.

    Raises: OSError; UnreadablePage; ValueError, when it names no feed.
    """
    from scraper.discover import read_opml

    if file == "-":
        body = sys.stdin.buffer.read(MAX_OPML_BYTES)
    else:
        with Path(file).open("rb") as opened:
            body = opened.read(MAX_OPML_BYTES)
    if not (links := read_opml(body)):
        raise ValueError(f"{file}: it names no feed; it must be an OPML file")
    return [(link.url, link.title or None) for link in links]


source = Group("Say what is watched: newspapers, feeds, sitemaps.", {"add": add, "list": list_, "rm": rm})
