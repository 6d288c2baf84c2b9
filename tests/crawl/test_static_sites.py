"""Whole sites, crawled from their front page, their feed and their sitemap: every story once, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scraper.cli import main
from scraper.newsstand import Newsstand
from tests.crawl.site_parts import origin
from tests.crawl.static_sites import SITES

STARTS = [
    (name, start) for name, site in SITES.items() for start in ("/", site.feed, site.sitemap) if start is not None
]


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsstand]:
    folder = tmp_path_factory.mktemp("sites")
    for site in SITES.values():
        site.write(folder)
    with Newsstand(folder) as running:
        yield running


@pytest.fixture(autouse=True)
def _proxied(stand: Newsstand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCRAPE_DB", "SCRAPE_USER_AGENT", "SCRAPE_DEBUG", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", stand.url)
    monkeypatch.setenv("SCRAPE_CONTACT", "https://us.example/bot")
    monkeypatch.chdir(tmp_path)
    stand.asked.clear()


def query(sql: str) -> Sequence[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def stored() -> list[str]:
    return sorted(urlsplit(url).path for (url,) in query("SELECT url FROM articles"))


def crawl(name: str, start: str) -> int:
    return main(["crawl", origin(name) + start, "--delay", "0"])


@pytest.mark.parametrize(("name", "start"), STARTS)
def test_every_story_is_stored_once_and_nothing_else(name: str, start: str, stand: Newsstand) -> None:
    site = SITES[name]

    status = crawl(name, start)

    wanted = site.in_feed if start == site.feed else site.stories
    assert status == 0
    assert sorted(set(stored()) - site.stories) == []
    assert sorted(wanted - set(stored())) == []
    assert stand.asked[0] == (f"{name}.example", "/robots.txt")
    assert len(stand.asked) == len(set(stand.asked))


@pytest.mark.parametrize(("name", "start"), STARTS)
def test_second_run_asks_for_no_page_twice_and_adds_no_row(name: str, start: str, stand: Newsstand) -> None:
    crawl(name, start)
    tables = ("articles", "bodies", "captures", "links", "article_urls", "events")
    before = [query(f"SELECT count(*) FROM {table}") for table in tables if is_table(table)]
    seen = query("SELECT max(rowid) FROM fetches")[0][0]
    stand.asked.clear()

    status = crawl(name, start)

    assert status == 0
    assert [query(f"SELECT count(*) FROM {table}") for table in tables if is_table(table)] == before
    assert (f"{name}.example", "/robots.txt") not in stand.asked
    assert {answer for (answer,) in query(f"SELECT status FROM fetches WHERE rowid > {seen}")} <= {304}


def is_table(name: str) -> bool:
    return bool(query(f"SELECT 1 FROM sqlite_master WHERE name = '{name}'"))
