"""What another reading changes, printed by site and field: for `scrape reextract` and `scrape rules check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scraper.terminal import BOLD, DIM, columns, may_style, one_line, shortened, styled

if TYPE_CHECKING:
    from scraper.reread.report import RereadReport

_NAMES = {"sources": "where values were read"}


def print_changes(report: RereadReport) -> None:
    """Print host, field, numbers and examples."""
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    room = columns() - 12
    last = None
    for host, field, told in report.fields:
        if host != last:
            sys.stdout.write(styled(one_line(host), *bold) + "\n")
            last = host
        parts = [("changed", told.changed), ("gained", told.gained), ("lost", told.lost)]
        numbers = ", ".join(f"{number:,} {word}" for word, number in parts if number)
        sys.stdout.write(f"  {_NAMES.get(field, field)}: {numbers}\n")
        for example in told.examples:
            sys.stdout.write(styled(f"    {one_line(example.url or example.article_id)}", *dim) + "\n")
            for sign, value in (("-", example.before), ("+", example.after)):
                if value is not None:
                    sys.stdout.write(f"      {sign} {shortened(one_line(value), room)}\n")


def change_records(report: RereadReport) -> Iterator[dict[str, Any]]:
    """Yield one record for each site and field."""
    for host, field, told in report.fields:
        examples = [
            {"id": one.article_id, "url": one.url, "before": one.before, "after": one.after} for one in told.examples
        ]
        numbers: dict[str, Any] = {"changed": told.changed, "gained": told.gained, "lost": told.lost}
        yield {"host": host, "field": field, **numbers, "examples": examples}
