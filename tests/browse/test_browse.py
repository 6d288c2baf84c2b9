"""The archive in Datasette: every page answers, nothing stored comes alive, captures stay out of sight."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.browse.descriptions import HIDDEN, tables
from scraper.browse.queries import queries
from scraper.browse.serve import make_datasette
from scraper.extract import read
from scraper.models import Article, Image, Page, Reading, Verdict
from scraper.newsstand import Newspaper, demo_urls, fixtures_folder

SCRIPT = "<script>alert(1)</script>"
HOSTILE = Article(
    headline=f"{SCRIPT}Hostile \x1b[31mheadline",
    standfirst='<img src=x onerror="alert(2)">',
    byline=f'By "{SCRIPT}',
    authors=(f"Ana {SCRIPT}", "'; DROP TABLE articles; --"),
    published=datetime(2024, 3, 20, 12, tzinfo=UTC),
    section=SCRIPT,
    sections=(SCRIPT,),
    tags=(f'"><b onmouseover="alert(3)">{SCRIPT}', "javascript:alert(4)"),
    body=f"{SCRIPT} a story about [links](javascript:alert(5)).",
    body_html=f'<p onclick="alert(6)">{SCRIPT}<a href="javascript:alert(7)">x</a><a href="https://courier.example/">y</a></p>',
    images=(Image("javascript:alert(8)", f"Caption {SCRIPT}", SCRIPT),),
    language='en" onload="alert(9)',
    site=f"Site {SCRIPT}",
    url="https://courier.example/hostile",
    canonical_url="https://courier.example/hostile",
    verdict=Verdict.ARTICLE,
    sources=MappingProxyType({"headline": SCRIPT}),
)


def page_at(url: str, body: bytes, content_type: str) -> Page:
    return Page(url, url, 200, (("content-type", content_type),), body, datetime.now(UTC))


@pytest.fixture(scope="module")
def archive_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse") / "news.db"
    with Archive.open(path) as archive:
        for url in demo_urls():
            host, _, rest = url.removeprefix("http://").partition("/")
            answer = Newspaper(fixtures_folder() / host).answer(f"/{rest}")
            if answer.status == 200:
                page = page_at(url, answer.body, answer.content_type)
                archive.store(page, read(page.body, url, content_type=page.content_type))
        page = page_at("https://courier.example/hostile", SCRIPT.encode(), "text/html")
        archive.store(page, Reading(HOSTILE, {}))
    return path


@pytest.fixture(scope="module")
def datasette(archive_file: Path) -> Iterator[Any]:
    made = make_datasette(archive_file)
    yield made
    for database in made.databases.values():
        database.close()


def get(datasette: Any, path: str) -> Any:
    return asyncio.run(datasette.client.get(path))


def hostile_id(archive_file: Path) -> str:
    with Archive.open(archive_file, read_only=True) as archive:
        story = archive.story("https://courier.example/hostile")
        assert story is not None
        return story.id


SHOWN = [name for name in tables() if name not in HIDDEN]


@pytest.mark.parametrize("name", SHOWN)
def test_every_table_and_view_answers_with_its_facets(datasette: Any, name: str) -> None:
    page = get(datasette, f"/news/{name}")
    data = get(datasette, f"/news/{name}.json?_shape=array&_size=3")
    facets = tables()[name].get("facets", [])

    assert (page.status_code, data.status_code) == (200, 200)
    for facet in facets:
        column = facet if isinstance(facet, str) else next(iter(facet.values()))
        assert f'data-column="{column}"' in page.text or f"facet-{column}" in page.text or not data.json(), column


@pytest.mark.parametrize("name", list(queries()))
def test_every_canned_query_answers(datasette: Any, archive_file: Path, name: str) -> None:
    values = f"?q=ferry&author=Mara+Quill&tag=ferries&id={hostile_id(archive_file)}"

    assert get(datasette, f"/news/{name}{values}").status_code == 200
    assert get(datasette, f"/news/{name}").status_code == 200


@pytest.mark.parametrize("query", ['"', "AND", "a*b(", "ferry -port", "'", "NEAR(", "", "連絡船", "\x00"])
def test_no_search_is_an_error(datasette: Any, query: str) -> None:
    from urllib.parse import quote

    assert get(datasette, f"/news/search?q={quote(query)}").status_code == 200


def test_a_search_finds_the_story(datasette: Any) -> None:
    rows = get(datasette, "/news/search.json?q=sandpiper+gearbox&_shape=array").json()

    assert [row["headline"][:13] for row in rows] == ["Ferry returns"]
    assert "[" in rows[0]["excerpt"]


def test_the_front_page_lists_the_newest_first_with_facets(datasette: Any) -> None:
    page = get(datasette, "/")

    days = re.findall(r"<time>(\d{4}-\d\d-\d\d)</time>", page.text)
    assert days == sorted(days, reverse=True)
    assert len(days) >= 15
    for word in ("Ferry returns to Port Ellis", "Mara Quill", "ferries", "The Harbour Courier", "Search"):
        assert word in page.text


def test_a_story_page_can_be_read(datasette: Any) -> None:
    (row,) = get(datasette, "/news/search.json?q=sandpiper+gearbox&_shape=array").json()

    page = get(datasette, f"/news/articles/{row['id']}").text

    assert "<h1" in page
    assert "left Port Ellis at six minutes past seven" in page
    assert "Where each value was read" in page
    assert "published" in page


def test_labels_stand_in_for_keys(datasette: Any) -> None:
    page = get(datasette, "/news/article_tags?_size=5").text

    assert re.search(r'href="/news/articles/[0-9a-f]{16}">[A-Z]', page)


PATHS = ["/", "/news", "/news/stories", "/news/latest", "/news/articles", "/news/authors", "/news/tags", "/news/images"]
QUERIES = ["/news/newest", "/news/search?q=hostile", "/news/by_tag?tag=javascript%3Aalert%284%29", "/news/revisions"]


@pytest.mark.parametrize("path", [*PATHS, *QUERIES, "/news/articles/{id}", "/news/where_it_was_read?id={id}"])
def test_what_a_page_stored_is_dead_where_it_is_shown(datasette: Any, archive_file: Path, path: str) -> None:
    page = get(datasette, path.format(id=hostile_id(archive_file)))

    assert page.status_code == 200
    assert SCRIPT not in page.text
    assert not re.search(r"<[^>]+\s(?:onerror|onclick|onmouseover|onload)\s*=\s*[\"']?alert", page.text)
    assert not re.search(r"<[^>]+(?:href|src)\s*=\s*[\"']?\s*javascript:", page.text, re.IGNORECASE)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert page.headers["x-robots-tag"].startswith("noindex")


def test_raw_captures_are_out_of_sight(datasette: Any) -> None:
    digest = get(datasette, "/news/articles.json?_shape=array").json()[0]["capture_digest"]

    assert get(datasette, "/news/captures").status_code == 403
    assert get(datasette, f"/news/captures/{digest}").status_code == 403
    assert get(datasette, f"/news/captures/{digest}.blob?_blob_column=body").status_code == 403
    assert get(datasette, "/news.db").status_code == 403
    by_sql = get(datasette, "/news.json?sql=select+body+from+captures+limit+3&_shape=array").json()
    assert by_sql == [{"body": None}] * 3
    listed = get(datasette, "/news").text
    assert 'href="/news/articles_fts' not in listed.split("hidden")[0]


def test_robots_are_told_to_leave(datasette: Any) -> None:
    assert get(datasette, "/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_browsing_writes_nothing(datasette: Any, archive_file: Path) -> None:
    before = archive_file.read_bytes()

    refused = get(datasette, "/news.json?sql=delete+from+articles")

    assert refused.status_code in (400, 403)
    assert archive_file.read_bytes() == before
    with pytest.raises(sqlite3.OperationalError):
        asyncio.run(datasette.get_database("news").execute("DELETE FROM articles"))


def test_the_command_serves_without_a_warning_and_ends_when_asked(archive_file: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scraper", "browse", "--db", str(archive_file), "--port", str(port)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        text = _when_it_answers(f"http://127.0.0.1:{port}/")
    finally:
        running.send_signal(signal.SIGINT)
        output, errors = running.communicate(timeout=20)

    assert "Ferry returns to Port Ellis" in text
    assert errors == f"browse at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
    assert output == ""
    assert running.returncode in (0, 130)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs the browser that .ci/run installs")
def test_a_browser_shows_the_list_and_a_story(archive_file: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scraper", "browse", "--db", str(archive_file), "--port", str(port)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _when_it_answers(f"http://127.0.0.1:{port}/")
        for name, path in (("list", ""), ("story", f"news/articles/{hostile_id(archive_file)}")):
            picture = tmp_path / f"{name}.png"
            quiet = (
                "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
            )
            more = f"--disable-component-update --disable-sync --hide-scrollbars --user-data-dir={tmp_path / name}"
            subprocess.run(
                [
                    "chromium",
                    *quiet.split(),
                    *more.split(),
                    f"--screenshot={picture}",
                    f"http://127.0.0.1:{port}/{path}",
                ],
                check=True,
                capture_output=True,
                timeout=60,
            )
            assert picture.stat().st_size > 10_000
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=20)


def _when_it_answers(url: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    give_up_at = time.monotonic() + 20
    while True:
        try:
            with opener.open(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)
