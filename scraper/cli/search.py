"""`scrape search`: the stories of the archive that have some words, best first."""

from __future__ import annotations

import sys
from typing import Annotated

from scraper.archive import MATCH_END, MATCH_START, Hit
from scraper.cli.options import AsJson, Db, archive_to_read
from scraper.cli.plain import Argument, Option
from scraper.cli.record import iso, print_json
from scraper.terminal import BOLD, DIM, YELLOW, may_style, one_line, say, styled


def search(
    query: Annotated[list[str], Argument("QUERY", 'Words, "phrases", a* for any ending; after --, -not this.')],
    limit: Annotated[int, Option("--limit", "How many stories at the most.", "N", least=1)] = 20,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Find the stories that have every word, best first."""
    with archive_to_read(db) as archive:
        hits = archive.search(" ".join(query), limit=limit)
    if not hits:
        say("nothing found")
    for hit in hits:
        if as_json:
            print_json(_as_record(hit))
        else:
            _print_hit(hit)


def _as_record(hit: Hit) -> dict[str, str | None]:
    return {
        "id": hit.id,
        "url": hit.url,
        "headline": hit.headline,
        "published": iso(hit.published),
        "site": hit.site,
        "snippet": hit.snippet.replace(MATCH_START, "").replace(MATCH_END, ""),
    }


def _print_hit(hit: Hit) -> None:
    bold, dim, match = ((BOLD,), (DIM,), (BOLD, YELLOW)) if may_style(sys.stdout) else ((), (), ())
    published = iso(hit.published)
    about = " · ".join(one_line(part) for part in (hit.site, published and published[:10], hit.id) if part)
    # the marks are control characters, so what lies between them is made printable piece by piece
    pieces = hit.snippet.replace(MATCH_END, MATCH_START).split(MATCH_START)
    snippet = "".join(
        styled(_kept_spaces(piece), *(match if number % 2 else ())) for number, piece in enumerate(pieces)
    )
    lines = [
        styled(one_line(hit.headline or "(no headline)"), *bold),
        "    " + styled(about, *dim),
        *(["    " + styled(one_line(hit.url), *dim)] if hit.url else []),
        *(["    " + snippet] if snippet.strip() else []),
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


def _kept_spaces(text: str) -> str:
    """Make a piece of a line printable with the spaces at its ends."""
    return one_line(f"|{text}|")[1:-1]
