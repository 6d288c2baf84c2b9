"""A page of links may say, too, that the story which was asked for is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.archive import Archive, Finds
from scraper.models import Verdict
from tests.archive.invented import LATER, URL, page, reading, rows


@pytest.mark.parametrize(
    ("verdict", "events", "kept"),
    [
        (Verdict.MISSING, ["unpublished"], "missing"),
        (Verdict.GONE, ["unpublished"], "gone"),
        (Verdict.CONSENT, [], "listing"),
        (None, [], "listing"),
    ],
)
def test_list_that_says_not_found_unpublishes_a_story(
    verdict: Verdict | None, events: list[str], kept: str, archive_path: Path
) -> None:
    finds = Finds([], "https://courier.example/", 1, LATER, URL, None)

    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.log_answer(page(fetched_at=LATER), "front", finds=finds, keep=False, verdict=verdict)

    assert [kind for (kind,) in rows(archive_path, "SELECT kind FROM events")] == events
    assert rows(archive_path, "SELECT verdict FROM fetches ORDER BY id DESC LIMIT 1") == [(kept,)]
