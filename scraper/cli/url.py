"""`scrape url`: fetch pages, archive their stories, print them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from scraper.cli.execute import INTERRUPTED
from scraper.cli.options import (
    AllowPrivate,
    AsJson,
    Db,
    KeepNoarchive,
    NoStore,
    UserAgent,
    archive_to_fill,
    configuration,
    lines_of_input,
    private_hosts,
)
from scraper.cli.plain import Argument
from scraper.cli.report import Report
from scraper.pipeline import scrape_urls

if TYPE_CHECKING:
    from scraper.archive import Archive


def url(
    urls: Annotated[list[str], Argument("URL", "Pages to read; - reads them from standard input.")],
    db: Db = None,
    as_json: AsJson = False,
    no_store: NoStore = False,
    allow_private: AllowPrivate = False,
    user_agent: UserAgent = None,
    keep_noarchive: KeepNoarchive = False,
) -> int:
    """Fetch pages, archive their stories and print them.

    A page that the archive knows is asked only whether it has changed. With -, standard input has one URL a
    line; blank lines and lines that begin with # are skipped.
    """
    from scraper.site_rights import TDM_FILE

    config = configuration(db, user_agent, keep_noarchive=keep_noarchive)
    private = private_hosts(config, urls, allow=allow_private)
    report = Report(as_json=as_json)
    with archive_to_fill(config, no_store=no_store) as archive:
        run_id = archive.start_run(" ".join(["scrape url", *urls])) if archive else None
        status = INTERRUPTED  # unless all goes well until the end
        try:
            site_file = TDM_FILE if config.tdmrep else None
            lines = lines_of_input(urls)
            asyncio.run(fetch_all(lines, report, archive, config.identity, private, run_id, site_file))
            status = report.exit_status
        finally:
            if archive and run_id is not None:
                archive.end_run(run_id, status, report.counts)
    return status


async def fetch_all(
    urls: Iterable[str],
    report: Report,
    archive: Archive | None,
    user_agent: str,
    allow_private: tuple[str, ...] = (),
    run_id: int | None = None,
    site_file: str | None = None,
) -> None:
    """Scrape URLs with one fetcher and report each as it comes."""
    from scraper.fetch import Fetcher

    async with Fetcher(user_agent, allow_private=allow_private, site_file=site_file) as fetcher:
        async for outcome in scrape_urls(urls, fetcher, archive, run_id=run_id):
            report.add(outcome)
