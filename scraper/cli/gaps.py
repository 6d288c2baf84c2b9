"""`scrape status --gaps`: what a source lists and the archive has not."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scraper.cli.execute import DONE, NOTHING_FETCHED, SOME_FAILED, USAGE
from scraper.cli.options import archive_to_read
from scraper.cli.record import iso
from scraper.config import Config
from scraper.terminal import DIM, RED, complain, may_style, one_line, styled

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.models import Source
    from scraper.watch.gaps import Compared, Gap

DEFAULT_DAYS = 7


def gaps(config: Config, named: str, since: date | None, *, allow_private: bool, as_json: bool) -> int:
    """Ask for a source's feeds and sitemaps, print what is missing and why, and give the exit status."""
    from scraper.watch.sources import find, watched

    since = since or (datetime.now(UTC) - timedelta(days=DEFAULT_DAYS)).date()
    with archive_to_read(config.db) as archive:
        known, new = watched(archive, config.sources)
        source = find(known, named)
        if source is None or source.id is None:
            is_new = find(new, named) is not None
            complain(one_line(f"{named}: {'it was not looked at yet' if is_new else 'no such source is watched'}"))
            return USAGE
        compared = asyncio.run(_compare(archive, config, source, since, allow_private=allow_private))
    for problem in compared.problems:
        complain(one_line(problem))
    if compared.problems and not compared.listed:
        return NOTHING_FETCHED
    if as_json:
        _print_json(compared)
    else:
        _print(compared)
        sys.stdout.write(_summary(source, since, compared) + "\n")
    return SOME_FAILED if compared.problems or any(gap.is_fault for gap in compared.gaps) else DONE


async def _compare(archive: Archive, config: Config, source: Source, since: date, *, allow_private: bool) -> Compared:
    from scraper.crawl.robots import known_robots
    from scraper.crawl.start import scope_of
    from scraper.fetch import Fetcher, Pace
    from scraper.models import Link
    from scraper.urls import host
    from scraper.wanted import Wanted
    from scraper.watch.gaps import compare, lists_of, read_lists

    ways = archive.sources.ways(source.id or 0, scope_of(source.url))
    links = lists_of([Link(way.url, kind=way.kind, source=way.found_how) for way in ways])
    names = {host(source.url), *(host(link.url) for link in links)}
    private = (*config.allow_private, *(names if allow_private else ()))
    pace = Pace()
    for name in names if source.delay_seconds is not None else ():
        pace.set_delay(name, source.delay_seconds or 0.0)
    async with Fetcher(
        config.identity, allow_private=private, pace=pace, known_robots=known_robots(archive)
    ) as fetcher:
        listed = await read_lists(fetcher, source, links, since)
    standings = archive.sources.standings([link.url for link, _ in listed.stories.values()])
    return compare(listed, standings, Wanted(source.include, source.exclude, source.sections))


def _print(compared: Compared) -> None:
    is_styled = may_style(sys.stdout)
    for gap in compared.gaps:
        why = gap.why + (f" ({gap.detail})" if gap.detail else "")
        style = RED if gap.is_fault else DIM
        said = styled(one_line(why), style) if is_styled else one_line(why)
        sys.stdout.write(f"{one_line(gap.link.url)}  {said}\n")


def _print_json(compared: Compared) -> None:
    from scraper.cli.record import print_json

    for gap in compared.gaps:
        print_json(_record(gap))
    print_json(
        {
            "summary": {
                "listed": compared.listed,
                "archived": compared.archived,
                "missing": dict(compared.reasons),
                "undated": compared.undated,
            }
        }
    )


def _record(gap: Gap) -> dict[str, Any]:
    link = gap.link
    return {
        "url": link.url,
        "title": link.title,
        "published": iso(link.published),
        "listed_in": gap.found_in,
        "why": gap.why,
        "detail": gap.detail,
        "is_fault": gap.is_fault,
    }


def _summary(source: Source, since: date, compared: Compared) -> str:
    reasons = ", ".join(f"{count:,} {why}" for why, count in compared.reasons.most_common())
    undated = f"; {compared.undated:,} without a date were left out" if compared.undated else ""
    return one_line(
        f"{source.name or source.url} since {since}: {compared.listed:,} listed, {compared.archived:,} archived, "
        f"{len(compared.gaps):,} missing{f' ({reasons})' if reasons else ''}{undated}"
    )
