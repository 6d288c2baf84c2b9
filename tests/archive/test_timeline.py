"""What happened to a story is told of the text that it happened to, though all of it was noticed within one second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scraper.archive import Archive
from scraper.archive.history import timeline
from tests.archive.invented import URL, page, reading

TEXT = "The ferry sailed at dawn on Tuesday with 214 passengers aboard, three years after the storm tore away the quay."
DAYS: tuple[dict[str, Any], ...] = (
    {},
    {"headline": "The ferry is back"},
    {},
    {"headline": "The ferry is back"},
    {"headline": "The ferry is back", "byline": "By Carl Berg", "authors": ("Carl Berg",)},
    {
        "headline": "The ferry is back",
        "byline": "By Carl Berg",
        "authors": ("Carl Berg",),
        "body": TEXT.replace("4", "5"),
    },
)


def test_events_of_one_second_stand_at_their_texts(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        for number, told in enumerate(DAYS):
            archive.store(page(body=str(number).encode()), reading(**({"body": TEXT} | told)))
        history = archive.history(URL)

    assert history
    assert [[each.kind for each in happened] for _, happened in timeline(history)] == [
        [],
        ["headline_changed", "returned", "headline_changed", "returned", "headline_changed"],
        [],
        ["body_changed", "silent_edit", "numbers_changed"],
    ]
