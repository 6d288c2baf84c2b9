"""The schema: one result, whichever way an archive came to it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
import sqlite_utils

from scraper.archive import Archive, schema
from scraper.archive.migrate import APPLICATION_ID, full_schema, migrations
from scraper.archive.schema import STEPS, VERSION
from scraper.urls import article_id
from tests.archive.invented import assert_sound, page, reading, rows

SNAPSHOT = (files("scraper.archive") / "schema.sql").read_text("utf-8")
OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"


@pytest.fixture
def by_steps(tmp_path: Path) -> Iterator[sqlite_utils.Database]:
    db = sqlite_utils.Database(tmp_path / "steps.db")
    migrations().apply(db)
    yield db
    db.close()


def test_snapshot_is_what_all_steps_make() -> None:
    assert full_schema() == SNAPSHOT


def test_documented_schema_is_the_snapshot() -> None:
    documented = Path(__file__).resolve().parents[2] / "docs" / "schema.sql"

    assert documented.read_text("utf-8") == SNAPSHOT


def test_new_archive_is_as_if_walked_through_all_steps(archive_path: Path, by_steps: sqlite_utils.Database) -> None:
    Archive.open(archive_path).close()

    assert rows(archive_path, OBJECTS) == by_steps.execute(OBJECTS).fetchall()


def test_sqlite_utils_finds_nothing_left_to_do_in_a_new_archive(archive_path: Path) -> None:
    Archive.open(archive_path).close()
    db = sqlite_utils.Database(archive_path)

    pending, applied = migrations().pending(db), migrations().applied(db)
    migrations().apply(db)

    assert pending == []
    assert [step.name for step in applied] == [step.__name__ for step in STEPS]
    assert_sound(archive_path)
    db.close()


def test_every_step_says_why() -> None:
    assert all(step.__doc__ for step in STEPS)
    assert [int(step.__name__[1:4]) for step in STEPS] == list(range(1, VERSION + 1))


@pytest.mark.parametrize("read_only", [False, True])
def test_older_archive_is_brought_up_to_date(
    archive_path: Path, monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(), reading())

    def m007_notes(db: sqlite_utils.Database) -> None:
        """Let people note what they think of a story."""
        db.conn.execute("CREATE TABLE notes (article_id TEXT REFERENCES articles(id), text TEXT)")

    for module in ("schema", "migrate", "refuse"):
        monkeypatch.setattr(f"scraper.archive.{module}.STEPS", (*schema.STEPS[:VERSION], m007_notes))
    for module in ("schema", "migrate", "refuse", "open"):
        monkeypatch.setattr(f"scraper.archive.{module}.VERSION", VERSION + 1)
    with Archive.open(archive_path, read_only=read_only) as archive:
        story = archive.story(stored.article_id or "")

    assert story
    assert rows(archive_path, "SELECT count(*) FROM notes") == [(0,)]
    assert rows(archive_path, "PRAGMA user_version") == [(VERSION + 1,)]


def test_archive_is_marked_as_ours_and_set_up_for_writers_and_readers(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        foreign_keys = archive._db.execute("PRAGMA foreign_keys").fetchone()
        synchronous = archive._db.execute("PRAGMA synchronous").fetchone()
        busy = archive._db.execute("PRAGMA busy_timeout").fetchone()

    assert rows(archive_path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(archive_path, "PRAGMA journal_mode") == [("wal",)]
    assert (foreign_keys, synchronous, busy) == ((1,), (1,), (30_000,))


def test_storing_needs_no_heavy_library(archive_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
for _ in range(2):
    with Archive.open(Path({str(archive_path)!r})) as archive:
        archive.store(page(), reading())
print(*sys.modules)
"""
    root = Path(__file__).resolve().parents[2]

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, timeout=30, check=True
    )

    assert not set(done.stdout.split()) & {"sqlite_utils", "rich", "datasette", "trafilatura", "tldextract", "httpx"}


def test_opening_does_not_load_the_compressor(archive_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from scraper.archive import Archive
Archive.open(Path({str(archive_path)!r})).close()
print("zstandard" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)

    assert done.stdout.strip() == "False"


def test_every_view_can_be_read(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

    with closing(sqlite3.connect(archive_path)) as db:
        views = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        answers = {view: db.execute(f"SELECT * FROM {view}").fetchall() for view in views}

    assert {"stories", "latest", "silent_edits", "source_health"} < set(views)
    empty = {view for view, answer in answers.items() if not answer}
    assert empty == {"silent_edits", "what_happened", "feeds", "copies", "wire_stories"}


def test_addresses_of_an_older_archive_get_the_key_of_their_twins(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "old.db")
    before = STEPS.index(schema.m022_keys)
    for step in STEPS[:before]:
        step(db)
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.executemany(
        "INSERT INTO article_urls (url, key, article_id, kind) VALUES (?, 'old', 'a', 'final')",
        [("https://courier.example/f%c3%a4hre",), ("https://courier.example/ferry-late?print=1",)],
    )

    schema.m022_keys(db)

    keys = {row[0] for row in db.conn.execute("SELECT key FROM article_urls")}
    assert keys == {article_id("https://courier.example/f%C3%A4hre"), article_id("https://courier.example/ferry-late")}
    db.close()
