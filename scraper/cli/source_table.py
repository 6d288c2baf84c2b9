"""A source on paper: as JSON, and as a few lines for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scraper.cli.record import iso
from scraper.durations import length_of
from scraper.models import Source
from scraper.terminal import BOLD, DIM, may_style, one_line, styled

if TYPE_CHECKING:
    from scraper.archive.sources import Way

_LABEL_COLUMNS = 13


def record_of(source: Source, ways: Iterable[Way]) -> dict[str, Any]:
    """Give a source as plain values."""
    values = asdict(source)
    for name in ("added_at", "last_run_at"):
        values[name] = iso(values[name])
    values["ways"] = [
        {
            "url": way.url,
            "kind": way.kind.value,
            "found_how": way.found_how,
            "fetched_at": iso(way.fetched_at),
            "due_at": iso(way.due_at),
            "failures": way.failures,
            "last_error": way.last_error,
        }
        for way in ways
    ]
    return values


def print_source(source: Source, ways: Iterable[Way]) -> None:
    """Print a source for people."""
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    number = "" if source.id is None else f"{source.id}  "
    title = one_line(f"{number}{source.name or '(no name yet)'}")
    lines = [f"{styled(title, *bold)}  {one_line(source.url)}"]
    lines += [
        f"   {styled(f'{label:<{_LABEL_COLUMNS}}', *dim)}{one_line(value)}" for label, value in _facts(source, ways)
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def moment(at: datetime | None) -> str:
    """Give a time as people read it, in UTC.

    >>> moment(None)
    'never'
    """
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "never"


def _facts(source: Source, ways: Iterable[Way]) -> Iterator[tuple[str, str]]:
    for way in ways:
        when = f"due {moment(way.due_at)}" if way.due_at else "due now"
        error = f", {way.last_error}" if way.last_error else ""
        yield way.found_how or way.kind.value, f"{way.url}  ({when}{error})"
    if source.language or source.time_zone:
        yield "language", f"{source.language or 'not known'}, time zone {source.time_zone or 'not known'}"
    rules = [f"every {length_of(source.interval_seconds)}"] if source.interval_seconds else []
    rules += [f"{source.delay_seconds:g} s between requests"] if source.delay_seconds is not None else []
    rules += [f"section {word}" for word in source.sections]
    rules += [f"only {pattern}" for pattern in source.include] + [f"not {pattern}" for pattern in source.exclude]
    if rules:
        yield "rules", ", ".join(rules)
    if source.id is None:
        yield "from", "scrape.toml; `scrape run` will look at it first"
    else:
        kept = "scrape.toml, " if source.is_from_file else ""
        yield "last run", f"{kept}{moment(source.last_run_at)}"
