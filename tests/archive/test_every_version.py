"""Archives of every earlier version of the schema are brought up to date, and nothing that was in them is lost."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import zstandard
from sqlite_utils import Database, Migrations

from scraper.archive import Archive
from scraper.archive.drafts import RENUMBERED
from scraper.archive.migrate import APPLICATION_ID, SET_NAME
from scraper.archive.schema import STEPS, VERSION
from scraper.urls import article_id
from tests.archive.invented import LATER, NOON, STORY, URL, assert_sound, page, reading, rows

FIRST = 6  # the first that an `Archive` of the time could open and read: m006 makes its views
PAGES = [f"<p>The ferry sailed, version {number}.</p>".encode() * 50 for number in range(3)]
ID = article_id(URL)
AT = NOON.isoformat()


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def make_archive(path: Path, version: int) -> None:
    """Make an archive as it was then, with a story, an earlier version of it, three captures and their fetches."""
    steps = Migrations(SET_NAME)
    for step in STEPS[:version]:
        steps()(step)
    with closing(sqlite3.connect(path)) as db, db:
        steps.apply(Database(db))
        for number, body in enumerate(PAGES):
            packed = zstandard.ZstdCompressor(level=3).compress(body)
            db.execute(
                "INSERT INTO captures (digest, headers, body, size_bytes, fetched_at) VALUES (?, ?, ?, ?, ?)",
                (digest(body), '[["ETag", "\\"one\\""]]', packed, len(body), AT),
            )
            db.execute(
                "INSERT INTO fetches (at, url, final_url, host, status, outcome, verdict, capture_digest)"
                " VALUES (?, ?, ?, 'courier.example', 200, ?, 'article', ?)",
                (AT, URL, URL, "known" if number else "new", digest(body)),
            )
        db.execute(
            "INSERT INTO articles (id, docid, url, headline, host, verdict, word_count, first_seen_at, last_seen_at,"
            " last_changed_at, capture_digest) VALUES"
            f" ('{ID}', 1, ?, ?, 'courier.example', 'article', 11, ?, ?, ?, ?)",
            (URL, STORY.headline, AT, AT, AT, digest(PAGES[2])),
        )
        db.execute(
            f"INSERT INTO bodies (docid, article_id, text, html) VALUES (1, '{ID}', ?, ?)",
            (STORY.body, STORY.body_html),
        )
        db.execute(
            f"INSERT INTO article_urls (url, key, article_id, kind) VALUES (?, '{ID}', '{ID}', 'canonical')", (URL,)
        )
        db.execute(f"UPDATE fetches SET article_id = '{ID}'")
        db.execute(
            "INSERT INTO revisions (article_id, seen_at, changed, headline, verdict, authors, tags, sections, body,"
            f" capture_digest) VALUES ('{ID}', ?, '[\"headline\"]', 'Ferry to return', 'article', '[]', '[]',"
            " '[]', ?, ?)",
            (AT, STORY.body, digest(PAGES[1])),
        )
        db.execute(
            "INSERT INTO robots VALUES (1, 'https://courier.example', ?, ?, 200, 'd', 'User-agent: *')", (AT, AT)
        )
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")


@pytest.mark.parametrize("version", range(FIRST, VERSION))
def test_archive_of_an_earlier_version_loses_nothing(archive_path: Path, version: int) -> None:
    make_archive(archive_path, version)

    with Archive.open(archive_path) as archive:
        story, history = archive.story(URL), archive.history(URL)
        captures = [archive.capture(digest(body)) for body in PAGES]
        found = archive.search("sailed dawn")
        new = archive.store(page(f"{URL}/2", body=PAGES[0] + b"more", fetched_at=LATER), reading(canonical_url=None))

    assert story
    assert (story.article.headline, story.article.body) == (STORY.headline, STORY.body)
    assert history
    assert [one.body for one in captures if one] == PAGES
    assert [hit.url for hit in found] == [URL]
    assert new.outcome == "new"
    assert rows(archive_path, "PRAGMA user_version") == [(VERSION,)]
    assert rows(archive_path, "SELECT (SELECT count(*) FROM fetches), (SELECT count(*) FROM revisions)") == [(4, 1)]
    assert rows(archive_path, "SELECT text FROM robots") == [("User-agent: *",)]
    assert_sound(archive_path)


@pytest.mark.parametrize(("draft", "step"), RENUMBERED.items())
def test_step_that_had_another_number_is_not_taken_again(archive_path: Path, draft: str, step: str) -> None:
    make_archive(archive_path, 15)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE _sqlite_migrations SET name = ? WHERE name = ?", (draft, step))
        db.execute("DROP VIEW wire_stories")
        db.execute("CREATE VIEW wire_stories AS SELECT id FROM clusters")

    Archive.open(archive_path).close()

    assert rows(archive_path, "SELECT sql FROM sqlite_master WHERE name = 'wire_stories' AND sql LIKE '%papers%'")
    assert rows(archive_path, f"SELECT name FROM _sqlite_migrations WHERE name = '{draft}'") == []
    assert_sound(archive_path)


def test_templates_of_before_they_had_marks_get_theirs(archive_path: Path) -> None:
    make_archive(archive_path, 13)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.executescript(
            "DROP TABLE templates; CREATE TABLE templates (id INTEGER PRIMARY KEY, host TEXT NOT NULL, capture_digest"
            " TEXT NOT NULL, share REAL NOT NULL); CREATE TABLE template_marks (mark INTEGER, template_id INTEGER);"
        )
        db.execute("INSERT INTO templates VALUES (3, 'courier.example', ?, 0.5)", (digest(PAGES[0]),))

    with Archive.open(archive_path) as archive:
        stored = archive.store(page(f"{URL}/2", body=PAGES[0] + b"more"), reading(canonical_url=None))

    assert stored.outcome == "new"
    assert rows(archive_path, "SELECT id, host, share, marks FROM templates") == [(3, "courier.example", 0.5, b"")]
    assert_sound(archive_path)


def test_text_that_came_back_gets_a_row_for_each_time_it_was_left(archive_path: Path) -> None:
    make_archive(archive_path, 18)  # kept each text once
    days = [(NOON + timedelta(days=day)).isoformat() for day in range(4)]
    told = [  # two headlines that take turns, A first: which text it is since then, and what happened
        (days[1], "headline_changed", "B"),
        (days[1], "byline_changed", "B"),
        (days[2], "headline_changed", "A"),
        (days[3], "headline_changed", "B"),
        (days[3], "paywalled", None),
    ]
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE revisions SET seen_at = ?, first_seen_at = ?, text_digest = 'A'", (days[1], days[0]))
        db.execute(
            "INSERT INTO revisions (article_id, seen_at, first_seen_at, text_digest, changed, headline, verdict, authors,"
            f" tags, sections, body) VALUES ('{ID}', ?, ?, 'B', '[]', 'Back', 'article', '[]', '[]', '[]', 'b')",
            (days[2], days[1]),
        )
        db.executemany(f"INSERT INTO events (article_id, at, kind, text_digest) VALUES ('{ID}', ?, ?, ?)", told)

    Archive.open(archive_path).close()

    left = rows(archive_path, "SELECT text_digest, first_seen_at, seen_at FROM revisions ORDER BY seen_at")
    assert left == [("A", days[0], days[1]), ("B", days[1], days[2]), ("A", days[2], days[3])]
    assert rows(archive_path, "SELECT changed FROM revisions ORDER BY id DESC LIMIT 1") == [('["headline"]',)]
    assert rows(archive_path, "SELECT DISTINCT kind FROM events") == [("headline_changed",)]
    assert_sound(archive_path)
