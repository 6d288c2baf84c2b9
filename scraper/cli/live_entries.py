"""The entries of a live blog on paper."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from scraper.cli.record import for_people, iso
from scraper.models import LiveEntry
from scraper.terminal import BOLD, DIM, columns, is_terminal, may_style, one_line, printable, styled, wrapped


def entry_record(entry: LiveEntry) -> dict[str, Any]:
    """Give an entry as plain values; dates are ISO 8601."""
    return {
        "id": entry.id,
        "published": iso(entry.published),
        "modified": iso(entry.modified),
        "author": entry.author,
        "headline": entry.headline,
        "body": entry.body,
        "url": entry.url,
        "clock": entry.clock,
    }


def _when(entry: LiveEntry) -> str | None:
    if isinstance(entry.published, datetime) or not entry.clock:
        return for_people(entry.published)
    return " ".join(filter(None, (for_people(entry.published), one_line(entry.clock))))


def print_entries(entries: Iterable[LiveEntry]) -> None:
    """Print entries for people, as they come: time and author, headline, text."""
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    at = columns() if is_terminal(sys.stdout) else None

    def fitted(text: str) -> str:
        return wrapped(text, at) if at else text

    for entry in entries:
        about = "  ".join(filter(None, (_when(entry), one_line(entry.author or ""))))
        lines = [styled(about, *dim)] if about else []
        if entry.headline:
            lines += [styled(line, *bold) for line in fitted(one_line(entry.headline)).split("\n")]
        if entry.body:
            lines.append(fitted(printable(entry.body)))
        sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()
