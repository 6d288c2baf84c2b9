"""`scrape show`: one story of the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from scraper.cli.cluster_table import cluster_record, place_in
from scraper.cli.execute import DONE, SOME_FAILED
from scraper.cli.live_entries import entry_record, print_entries
from scraper.cli.options import AsJson, Db, archive_to_read
from scraper.cli.plain import Argument
from scraper.cli.record import as_record, print_article, print_json
from scraper.cli.rights_lines import rights_lines, rights_record
from scraper.models import Verdict
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
        rights = archive.rights(found.id) if found else None
        entries = archive.entries(found.id) if found else ()
    if found is None:
        complain(f"{without_credentials(story)}: there is no such story in the archive")
        return SOME_FAILED
    if as_json:
        copies = cluster_record(cluster) if cluster else None
        more_values: dict[str, Any] = {"cluster": copies, "rights": rights_record(rights) if rights else None}
        if entries:
            more_values["entries"] = [entry_record(entry) for entry in entries]
        print_json({"id": found.id} | as_record(found.article) | more_values)
    else:
        more = {"Agency": cluster.agency, "Copies": place_in(cluster, found.id)} if cluster else {}
        is_live = found.article.verdict is Verdict.LIVE  # its text is that of its latest entries
        article = replace(found.article, body="") if entries and is_live else found.article
        print_article(article, more=more | (rights_lines(rights) if rights else {}))
        print_entries(entries)
    return DONE
