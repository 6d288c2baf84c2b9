"""`scrape file`: the same for saved pages and text dumps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from scraper.cli.execute import USAGE
from scraper.cli.options import AsJson, Db, NoStore, archive_to_fill, configuration
from scraper.cli.plain import Argument, Option
from scraper.cli.report import Report
from scraper.pipeline import scrape_file
from scraper.terminal import complain


def file(
    paths: Annotated[list[str], Argument("PATH", "Saved pages or text dumps, gzipped or not.")],
    url: Annotated[str | None, Option("--url", "Where the page was saved from.", "URL")] = None,
    db: Db = None,
    as_json: AsJson = False,
    no_store: NoStore = False,
) -> int:
    """Read saved pages or text dumps, archive their stories and print them."""
    if url and len(paths) > 1:
        complain("--url says where one page is from, so it takes one PATH")
        return USAGE
    config = configuration(db)
    report = Report(as_json=as_json)
    with archive_to_fill(config, no_store=no_store) as archive:
        for path in paths:
            report.add(scrape_file(Path(path), archive, url=url))
    return report.exit_status
