"""`scrape reextract`: announced without touching a byte, applied as announced, whole after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.archive.zstd import compress
from scraper.cli import main
from scraper.extract import read
from tests.archive.invented import LATER, assert_sound, page, rows
from tests.reread.stale import stale_archive, story_html, url_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_DB", raising=False)


def bytes_of(path: Path) -> dict[str, str]:
    """Give what the archive's files hold, the log and its index too."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.parent.glob(path.name + "*")}


def told(words: list[str], capsys: pytest.CaptureFixture[str], status: int = 0) -> list[dict[str, Any]]:
    """Run the command with --json and give what it printed."""
    capsys.readouterr()
    assert main(["reextract", *words, "--json", "--workers=1"]) == status
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_dry_run_announces_and_changes_no_byte(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale_archive(archive_path, 8, wrong=[1, 2, 4])
    before = bytes_of(archive_path)

    lines = told(["--all", "--dry-run"], capsys)

    assert bytes_of(archive_path) == before
    assert [(line["host"], line["field"], line["changed"], line["gained"], line["lost"]) for line in lines[:-1]] == [
        ("courier.example", "authors", 0, 2, 0),
        ("courier.example", "headline", 2, 0, 0),
        ("herald.example", "authors", 0, 1, 0),
        ("herald.example", "headline", 1, 0, 0),
    ]
    assert lines[1]["examples"][0]["before"] == "Ferry 2 reaches Ashby | Courier"
    assert lines[1]["examples"][0]["after"] == "Ferry 2 reaches Ashby"
    assert (lines[-1]["read"], lines[-1]["changed"]) == (8, 3)


def test_dry_run_changes_no_byte_of_a_log_that_a_killed_writer_left(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 4)
    code = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(\"UPDATE articles SET byline = 'Bo'\");"
        "db.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(archive_path)], check=False, timeout=20)
    before = bytes_of(archive_path)

    lines = told(["--all", "--dry-run"], capsys)

    assert {"archive.db-wal", "archive.db-shm"} <= set(before)
    assert bytes_of(archive_path) == before
    assert lines[-1]["changed"] == 4


def test_dry_run_leaves_an_archive_of_an_earlier_version_as_it_is(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 1)
    with closing(sqlite3.connect(archive_path)) as db:
        db.execute("PRAGMA user_version = 8")
    before = bytes_of(archive_path)

    status = main(["reextract", "--all", "--dry-run"])

    assert status == 5
    assert "an earlier version made it" in capsys.readouterr().err
    assert bytes_of(archive_path) == before


def test_applying_changes_what_was_announced_and_nothing_else(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 9, wrong=[1, 2, 5])
    untouched = "SELECT id, first_seen_at, last_seen_at, last_changed_at, capture_digest, url FROM articles ORDER BY id"
    kept = rows(archive_path, untouched)

    announced = told(["--all", "--dry-run"], capsys)
    applied = told(["--all"], capsys)
    again = told(["--all"], capsys)

    assert applied[:-1] == announced[:-1]
    assert applied[-1] == announced[-1] | {"dry_run": False}
    assert again == [applied[-1] | {"changed": 0}]
    assert rows(archive_path, untouched) == kept
    assert rows(archive_path, "SELECT count(*) FROM articles WHERE headline LIKE '%| Courier'") == [(0,)]
    assert rows(archive_path, "SELECT count(*) FROM events") == [(0,)]
    revisions = rows(archive_path, "SELECT kind, changed, headline, authors, length(body_html) > 0 FROM revisions")
    assert len(revisions) == 3
    assert revisions[0] == (
        "reextracted",
        '["headline", "authors"]',
        "Ferry 1 reaches Port Ellis | Courier",
        "[]",
        1,
    )
    assert rows(archive_path, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'courier'") == [(0,)]
    assert_sound(archive_path)


def test_a_run_that_is_killed_is_whole_after_the_next(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale_archive(archive_path, 60, wrong=range(60))
    announced = told(["--all", "--dry-run"], capsys)
    command = [sys.executable, "-m", "scraper", "reextract", "--all", "--db", str(archive_path)]
    run = subprocess.Popen(command, cwd=ROOT)
    give_up_at = time.monotonic() + 30
    while not rows(archive_path, "SELECT 1 FROM revisions LIMIT 1"):
        assert time.monotonic() < give_up_at
        assert run.poll() is None
        time.sleep(0.001)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    begun = rows(archive_path, "SELECT count(*) FROM revisions")[0][0]

    rest = told(["--all"], capsys)

    assert announced[-1]["changed"] == 60
    assert begun > 0
    assert begun + rest[-1]["changed"] == 60
    assert rows(archive_path, "SELECT count(*), count(DISTINCT article_id) FROM revisions") == [(60, 60)]
    assert rows(archive_path, "SELECT count(*) FROM articles WHERE headline LIKE '%| Courier'") == [(0,)]
    assert rows(archive_path, "SELECT count(*) FROM article_authors") == [(60,)]
    assert told(["--all"], capsys)[-1]["changed"] == 0
    assert_sound(archive_path)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ([url_of(3)], 1),
        ([url_of(3) + "?utm_source=x", url_of(3)], 1),
        (["--host", "courier.example"], 3),
        (["--host", "example"], 6),
        (["--host", "ier.example"], 0),
    ],
)
def test_stories_are_chosen_by_address_or_host(
    words: list[str], changed: int, archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 6, wrong=range(6))

    assert told(words, capsys)[-1]["changed"] == changed


@pytest.mark.parametrize(
    ("words", "status"),
    [([], 2), (["--all", "--host", "courier.example"], 2), (["https://nobody.example/a"], 1), (["--all"], 0)],
)
def test_exit_status(words: list[str], status: int, archive_path: Path) -> None:
    stale_archive(archive_path, 1)

    assert main(["reextract", *words]) == status


def test_a_missing_archive_exits_with_5_and_leaves_no_file(tmp_path: Path) -> None:
    assert [main(["reextract", "--all"]), main(["reextract", "--all", "--dry-run"])] == [5, 5]
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_cannot_be_read_costs_only_itself(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale_archive(archive_path, 3, wrong=[0, 2])
    with Archive.open(archive_path) as archive:
        archive.store(page(url_of(5), body=b"<div>" * 100_000), read(story_html(5), url_of(5)))

    lines = told(["--all"], capsys, status=1)

    assert (lines[-1]["read"], lines[-1]["changed"], lines[-1]["unreadable"]) == (3, 2, 1)
    assert rows(archive_path, "SELECT headline FROM articles WHERE url = ?", url_of(5)) == [
        ("Ferry 5 reaches Dunmore",)
    ]


@pytest.mark.parametrize("damaged", [b"no frame", compress(story_html(7))])
def test_a_damaged_capture_costs_only_its_story(
    damaged: bytes, archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 3, wrong=[0, 1, 2])
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute(
            "UPDATE captures SET body = ?, base_digest = NULL"
            " WHERE digest = (SELECT capture_digest FROM articles WHERE url = ?)",
            (damaged, url_of(2)),
        )

    announced = told(["--all", "--dry-run"], capsys, status=1)
    lines = told(["--all"], capsys, status=1)

    assert (lines[-1]["read"], lines[-1]["changed"], lines[-1]["unreadable"]) == (2, 2, 1)
    assert announced[:-1] == lines[:-1]
    assert rows(archive_path, "SELECT headline FROM articles WHERE url = ?", url_of(2)) == [
        ("Ferry 2 reaches Ashby | Courier",)
    ]


def test_a_page_that_now_reads_as_no_story_leaves_the_story(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(url_of(1), body=b"<title>Please wait</title>"), read(story_html(1), url_of(1)))

    lines = told(["--all"], capsys)

    assert (lines[-1]["changed"], lines[-1]["not_stories"]) == (0, 1)
    assert rows(archive_path, "SELECT headline, verdict FROM articles") == [("Ferry 1 reaches Port Ellis", "article")]


def test_what_only_looked_different_and_was_kept_so_is_no_change(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    curly = story_html(1).replace(b"she had", "she’d".encode()).replace(b"<p>On", b"<p>  On")
    straight = curly.replace("’".encode(), b"'")
    with Archive.open(archive_path) as archive:
        archive.store(page(url_of(1), body=curly), read(curly, url_of(1)))
        archive.store(page(url_of(1), body=straight, fetched_at=LATER), read(straight, url_of(1)))

    lines = told(["--all"], capsys)

    assert "she’d" in rows(archive_path, "SELECT text FROM bodies")[0][0]
    assert lines[-1]["changed"] == 0


@pytest.mark.parametrize(
    "loss", ["DELETE FROM field_sources WHERE field = 'headline'", "UPDATE field_sources SET raw = NULL"]
)
def test_another_reading_at_the_same_place_only_renews_where_it_was_read(
    loss: str, archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 1)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute(loss)

    lines = told(["--all"], capsys)

    assert [(line["field"], line["changed"]) for line in lines[:-1]] == [("sources", 1)]
    assert rows(archive_path, "SELECT count(*) FROM field_sources WHERE field = 'headline' AND chosen") == [(1,)]
    assert rows(archive_path, "SELECT count(*) > 0 FROM field_sources WHERE raw IS NOT NULL") == [(1,)]
    assert rows(archive_path, "SELECT count(*) FROM revisions") == [(0,)]


def test_another_run_at_work_is_not_disturbed(archive_path: Path) -> None:
    from scraper.archive.lock import archive_lock

    stale_archive(archive_path, 1)

    with archive_lock(archive_path, "scrape run"):
        assert main(["reextract", "--all"]) == 75
        assert main(["reextract", "--all", "--dry-run"]) == 0


def test_a_saved_file_is_read_at_the_address_that_it_was_saved_from(
    archive_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canonical = '<link rel="canonical" href="https://www.courier.example/ferry">'  # links in the text stay http
    html = story_html(
        1, '<p>More of this is told in <a href="/2025/ferry">the story of last year</a> on the ferry.</p>'
    )
    (tmp_path / "ferry.html").write_bytes(html.replace(b"<title>", canonical.encode() + b"<title>"))
    assert main(["file", "ferry.html", "--url", "http://courier.example/2026/03/ferry?utm_source=x"]) == 0

    lines = told(["--all"], capsys)

    assert rows(archive_path, "SELECT url FROM articles") == [("https://www.courier.example/ferry",)]
    assert "http://courier.example/2025/ferry" in rows(archive_path, "SELECT html FROM bodies")[0][0]
    assert (lines[-1]["read"], lines[-1]["changed"]) == (1, 0)


def test_the_body_of_a_story_of_several_pages_stays(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale_archive(archive_path, 2, wrong=[0, 1])
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS article_parts (article_id, position, url, capture_digest)")
        part = "SELECT article_id, 2, url || '?page=2', 'a' FROM article_urls WHERE url = ?"
        db.execute(f"INSERT INTO article_parts (article_id, position, url, capture_digest) {part}", (url_of(0),))
        db.execute("UPDATE bodies SET text = text || char(10, 10) || 'And of the second page.'")

    told(["--all"], capsys)

    bodies = "SELECT headline, b.text LIKE '%second page.' FROM articles AS a JOIN bodies AS b ON b.docid = a.docid"
    assert rows(archive_path, f"{bodies} ORDER BY a.docid") == [
        ("Ferry 0 reaches Dunmore", 1),
        ("Ferry 1 reaches Port Ellis", 0),
    ]
