"""`scrape show`: one story of the archive."""

from __future__ import annotations

from typing import Annotated

from scraper.cli.cluster_table import cluster_record, place_in
from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.options import AsJson, Db, archive_to_read
from scraper.cli.plain import Argument
from scraper.cli.record import as_record, print_article, print_json
from scraper.terminal import complain
from scraper.urls import without_credentials


def show(
    story: Annotated[str, Argument("ID|URL", "The story's id, or any URL it goes by.")],
    db: Db = None,
    as_json: AsJson = False,
) -> int:
    """Print one story of the archive."""
    with archive_to_read(db) as archive:
        found = archive.story(story)
        cluster = archive.clusters.of(found.id) if found else None
    if found is None:
        complain(f"{without_credentials(story)}: there is no such story in the archive")
        return SOME_FAILED
    if as_json:
        copies = cluster_record(cluster) if cluster else None
        print_json({"id": found.id} | as_record(found.article) | {"cluster": copies})
    else:
        more = {"Agency": cluster.agency, "Copies": place_in(cluster, found.id)} if cluster else {}
        print_article(found.article, more=more)
    return DONE
