"""A newspaper's days: what it answers on each, and what is expected to be noticed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scraper.cli import main
from tests.archive.invented import rows
from tests.daily import Daily, Response, Told

Answer = Callable[[str, str], Response]  # of a path and the paper's origin


@dataclass(frozen=True)
class Day:
    """What the paper answers on one day, and the kinds of the events that are expected."""

    name: str
    answer: Answer
    events: tuple[str, ...] = ()


def shows(told: Told, make: Callable[..., str], *noise: object) -> Answer:
    """Answer with a story at its own address, and with a redirect there at its others."""

    def answer(path: str, origin: str) -> Response:
        if path != told.path:
            return Response(status=301, headers={"Location": f"{origin}{told.path}"})
        return Response(make(told, origin, *noise))

    return answer


def says(body: str = "", status: int = 200, **headers: str) -> Answer:
    """Answer the same to everything."""
    return lambda path, origin: Response(body, status, headers)


def leads_to(target: str, body: str) -> Answer:
    """Lead every address to one path, which answers with a page."""

    def answer(path: str, origin: str) -> Response:
        return Response(body) if path == target else Response(status=302, headers={"Location": f"{origin}{target}"})

    return answer


def live(paper: Daily, days: Iterable[Day], url: str, archive_path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Scrape a URL once a day; give the kinds of the events that were noticed on each."""
    noticed: list[tuple[str, tuple[str, ...]]] = []
    known = 0
    for day in days:
        paper.answer = lambda path, day=day: day.answer(path, paper.origin)  # type: ignore[misc]
        main(["url", url, "--db", str(archive_path), "--allow-private"])
        kinds = [kind for (kind,) in rows(archive_path, "SELECT kind FROM events ORDER BY id")]
        noticed.append((day.name, tuple(kinds[known:])))
        known = len(kinds)
    return noticed
