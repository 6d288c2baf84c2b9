"""Wire stories in Datasette: listed once, with their copies, and on each copy's page the others."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.browse.serve import make_datasette
from tests.archive.invented import article

CHANCE = random.Random(3)
WIRE = "\n\n".join(" ".join(f"w{CHANCE.randrange(2000)}" for _ in range(50)) for _ in range(4))


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[tuple[Any, list[str]]]:
    ids = []
    with Archive.open(tmp_path / "news.db") as archive:
        for hour, site in enumerate(("Courier", "Gazette")):
            url = f"https://{site.lower()}.example/a"
            told = article(url=url, canonical_url=url, site=site, headline=f"Ferry at {site}", body=f"(AP) - {WIRE}")
            at = datetime(2026, 3, 4, hour, tzinfo=UTC) + timedelta(days=1)
            ids.append(archive.store_article(told, raw=None, fetched_at=at).article_id or "")
        archive.clusters.update()
    datasette = make_datasette(tmp_path / "news.db")
    yield datasette, ids
    for database in datasette.databases.values():
        database.close()


def get(datasette: Any, path: str) -> Any:
    return asyncio.run(datasette.client.get(path))


def test_wire_story_is_one_row_under_its_first_headline(copies: tuple[Any, list[str]]) -> None:
    datasette, ids = copies

    (row,) = get(datasette, "/news/wire_stories.json?_shape=array").json()

    assert (row["headline"], row["agency"], row["stories"], row["papers"]) == ("Ferry at Courier", "AP", 2, 2)
    assert row["article_id"] == ids[0]


@pytest.mark.parametrize("path", ["/news/copies", "/news/wire_stories?_facet=agency", "/news/most_copied"])
def test_lists_of_copies_lead_to_the_stories(copies: tuple[Any, list[str]], path: str) -> None:
    datasette, ids = copies

    answer = get(datasette, path)

    assert answer.status_code == 200
    assert f'href="/news/articles/{ids[0]}"' in answer.text


def test_page_of_a_story_names_the_other_papers(copies: tuple[Any, list[str]]) -> None:
    datasette, ids = copies

    page = get(datasette, f"/news/articles/{ids[1]}").text
    listed = get(datasette, f"/news/copies_of.json?_shape=array&id={ids[1]}").json()

    assert "Who has it" in page
    assert f'<a href="/news/articles/{ids[0]}">Ferry at Courier</a>' in page
    assert [row["position"] for row in listed] == [1, 2]
