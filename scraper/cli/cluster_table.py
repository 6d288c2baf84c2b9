"""The copies of a story on paper: as JSON, and as a list for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scraper.cli.record import for_people, iso
from scraper.terminal import BOLD, DIM, may_style, one_line, shortened, styled

if TYPE_CHECKING:
    from scraper.archive import Cluster, Copy

MAX_NAMED = 6  # papers in the line of `scrape show`
_PAPER_COLUMNS = 28
_HEADLINE_COLUMNS = 70


def cluster_record(cluster: Cluster) -> dict[str, Any]:
    """Give a cluster as plain values; `similarity` is from 0 to 1."""
    return {
        "id": cluster.id,
        "agency": cluster.agency,
        "papers": cluster.papers,
        "copies": [
            {
                "id": copy.id,
                "url": copy.url,
                "site": copy.site,
                "headline": copy.headline,
                "published": iso(copy.published),
                "first_seen_at": iso(copy.first_seen_at),
                "word_count": copy.word_count,
                "similarity": copy.similarity,
            }
            for copy in cluster.copies
        ],
    }


def print_cluster(cluster: Cluster) -> None:
    """Print a cluster for people: its first headline, then a line for each copy."""
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    about = " · ".join(
        part
        for part in (
            cluster.agency,
            f"{len(cluster.copies)} stories in {cluster.papers} paper{'s' * (cluster.papers != 1)}",
            f"cluster {cluster.id}",
        )
        if part
    )
    lines = [styled(one_line(cluster.copies[0].headline or "(no headline)"), *bold), "    " + styled(about, *dim)]
    for number, copy in enumerate(cluster.copies):
        seen = f"{copy.first_seen_at:%Y-%m-%d %H:%M}"
        paper = shortened(one_line(_paper(copy)), _PAPER_COLUMNS)
        differs = number and copy.headline != cluster.copies[0].headline
        headline = shortened(one_line(copy.headline or ""), _HEADLINE_COLUMNS) if differs else ""
        facts = f"{seen}  {copy.similarity:>4.0%}  {copy.word_count:>5,} words  {copy.id}"
        lines.append(f"    {styled(facts, *dim)}  {paper}{f': {headline}' if headline else ''}")
    sys.stdout.write("\n".join(lines) + "\n\n")


def place_in(cluster: Cluster, article_id: str) -> str:
    """Say in a line who else has a story, and who was seen with it first."""
    ids = [copy.id for copy in cluster.copies]
    place = ids.index(article_id) + 1
    others = [copy for copy in cluster.copies if copy.id != article_id]
    named = [f"{_paper(copy)} ({for_people(copy.first_seen_at.date())}, {copy.id})" for copy in others[:MAX_NAMED]]
    if len(others) > MAX_NAMED:
        named.append(f"{len(others) - MAX_NAMED} more")
    order = "seen here first" if place == 1 else f"seen first at {_paper(cluster.copies[0])}, here as number {place}"
    return one_line(f"{order}; also at {', '.join(named)}")


def _paper(copy: Copy) -> str:
    return copy.site or copy.host or "(no site)"
