"""`scrape clusters`: one wire story as many papers have it."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

from scraper.cli.cluster_table import cluster_record, print_cluster
from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.options import AsJson, Db, configuration
from scraper.cli.plain import Argument, Option
from scraper.cli.progress import wants_progress
from scraper.cli.record import print_json
from scraper.terminal import complain, say
from scraper.urls import without_credentials

if TYPE_CHECKING:
    from scraper.archive import Archive

MANY = 2000  # stories; so many take seconds
AFTER_RUN_SECONDS = 20.0  # some 20,000 stories; what is left is the next run's, or this command's

Limit = Annotated[int, Option("--limit", "How many clusters at the most, those that grew last first.", "N", least=1)]
Agency = Annotated[str | None, Option("--agency", "Only what is credited to this agency: AP, dpa, …", "NAME")]
Papers = Annotated[int, Option("--papers", "Only what so many papers have.", "N", least=1)]


def clusters(
    story: Annotated[str | None, Argument("ID|URL", "A story's id or URL: only its own cluster.")] = None,
    limit: Limit = 20,
    agency: Agency = None,
    papers: Papers = 1,
    db: Db = None,
    as_json: AsJson = False,
) -> int:
    """Show wire stories as many papers have them, cut and edited, the first seen first.

    Looks first for the copies of every story that is new or was edited. Exit status 1: no such story.
    """
    from scraper.archive import Archive

    with Archive.open(configuration(db).archive, create=False) as archive:
        look_for_copies(archive)
        if story is None:
            found = archive.clusters.newest(limit, agency=agency, min_papers=papers)
        else:
            known = archive.story(story)
            if known is None:
                complain(f"{without_credentials(story)}: there is no such story in the archive")
                return SOME_FAILED
            own = archive.clusters.of(known.id)
            found = (own,) if own else ()
    if not found:
        say("nothing found" if story is None else "no other story is a copy of it")
    for cluster in found:
        if as_json:
            print_json(cluster_record(cluster))
        else:
            print_cluster(cluster)
    return DONE


def look_for_copies(archive: Archive, max_seconds: float | None = None) -> None:
    """Look for the copies of all that is new, for so long; what is left waits for the next time.

    Raises: ArchiveError.
    """
    give_up_at = None if max_seconds is None else time.monotonic() + max_seconds
    total = archive.clusters.waiting()
    is_shown = total > MANY and wants_progress(sys.stderr)

    def go_on(done: int) -> bool:
        if is_shown:
            sys.stderr.write(f"\rlooking for copies: {done:,} of {total:,} stories")
            sys.stderr.flush()
        return give_up_at is None or time.monotonic() < give_up_at

    try:
        archive.clusters.update(go_on)
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
