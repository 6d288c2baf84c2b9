"""A backup is the archive as of one moment, whatever happens meanwhile, or it is not there."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import Archive, backup
from scraper.archive.backup import back_up
from scraper.archive.schema import VERSION
from scraper.errors import ArchiveError
from tests.archive.invented import assert_sound, page, reading, rows
from tests.archive.test_every_version import make_archive
from tests.archive.test_templates import story_page

ROOT = Path(__file__).resolve().parents[2]

WRITES_ON = """
import sys
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
from tests.archive.test_templates import story_page
with Archive.open(Path(sys.argv[1])) as archive:
    for number in range(100_000):
        address = f"https://gazette.example/{number}"
        archive.store(page(address, body=story_page(number, "g")), reading(url=address, canonical_url=None))
        print(number, flush=True)
"""


def fill(path: Path, count: int = 5) -> None:
    with Archive.open(path) as archive:
        for number in range(count):
            address = f"https://courier.example/{number}"
            archive.store(page(address, body=story_page(number)), reading(url=address, canonical_url=None))


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def beside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if not file.name.startswith("archive.db"))


def test_backup_has_all_that_the_archive_has(archive_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    fill(archive_path)

    size = back_up(archive_path, target)

    assert size == target.stat().st_size
    assert beside(target) == ["copy.db"]
    assert everything(target) == everything(archive_path)
    assert_sound(target)


def test_what_is_only_in_the_log_of_an_open_archive_is_copied(archive_path: Path, tmp_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        back_up(archive_path, tmp_path / "copy.db")

    assert rows(tmp_path / "copy.db", "SELECT count(*) FROM articles") == [(1,)]


def test_backup_while_another_process_writes(
    archive_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES_AT_ONCE", 1)
    fill(archive_path)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES_ON, str(archive_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout
    written: list[int] = []

    def wait(_done: int, _of: int) -> None:
        if writer.stdout and len(written) < 20:
            written.append(int(writer.stdout.readline()))

    try:
        writer.stdout.readline()
        back_up(archive_path, tmp_path / "copy.db", progress=wait)
    finally:
        writer.kill()
        writer.communicate()

    assert len(written) == 20
    ((stories, captures, fetches),) = rows(
        tmp_path / "copy.db",
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM captures), (SELECT count(*) FROM fetches)",
    )
    assert stories == captures == fetches >= 6
    assert_sound(tmp_path / "copy.db")
    with Archive.open(tmp_path / "copy.db") as copy:
        assert list(copy.upkeep.verify()) == []


def make_text(path: Path) -> None:
    path.write_text("my notes")


def make_used(path: Path) -> None:
    fill(path, 1)
    path.with_name("copy.db-wal").touch()


@pytest.mark.parametrize(
    ("prepare", "replace", "reason"),
    [
        (fill, False, "is there already; --force replaces it"),
        (make_text, False, "is there already; --force replaces it"),
        (make_text, True, "is not a SQLite database"),
        (make_used, True, "another program uses it"),
        (lambda path: path.mkdir(), True, "is a directory"),
        (lambda path: path.symlink_to("nowhere"), False, "is there already"),
        (lambda path: path.symlink_to("archive.db"), True, "is the archive itself"),
    ],
)
def test_what_is_there_is_not_replaced(
    archive_path: Path, tmp_path: Path, prepare: Callable[[Path], None], replace: bool, reason: str
) -> None:
    target = tmp_path / "copy.db"
    fill(archive_path)
    prepare(target)
    before = target.read_bytes() if target.is_file() else None

    with pytest.raises(ArchiveError, match=reason):
        back_up(archive_path, target, replace=replace)

    assert before is None or target.read_bytes() == before
    assert [name for name in beside(target) if "part" in name] == []


def test_older_backup_is_replaced_when_that_was_asked_for(archive_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    fill(archive_path)
    fill(target, 1)

    back_up(archive_path, target, replace=True)

    assert everything(target) == everything(archive_path)


@pytest.mark.parametrize(
    "damage",
    ["UPDATE captures SET body = zeroblob(9) WHERE rowid = 1", "DELETE FROM chain WHERE position = 2"],
)
def test_damaged_archive_does_not_replace_a_good_backup(archive_path: Path, tmp_path: Path, damage: str) -> None:
    target = tmp_path / "copy.db"
    fill(archive_path)
    back_up(archive_path, target)
    before = target.read_bytes()
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute(damage)

    with pytest.raises(ArchiveError, match="damaged"):
        back_up(archive_path, target, replace=True)

    assert target.read_bytes() == before
    assert beside(target) == ["copy.db"]


def test_archive_of_an_earlier_version_is_copied_as_it_is(archive_path: Path, tmp_path: Path) -> None:
    make_archive(archive_path, VERSION - 1)

    back_up(archive_path, tmp_path / "copy.db")

    assert everything(tmp_path / "copy.db") == everything(archive_path)
    assert rows(archive_path, "PRAGMA user_version") == [(VERSION - 1,)]


def test_interrupted_backup_leaves_nothing(archive_path: Path, tmp_path: Path) -> None:
    def interrupt(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    fill(archive_path)

    with pytest.raises(KeyboardInterrupt):
        back_up(archive_path, tmp_path / "copy.db", progress=interrupt)

    assert beside(tmp_path / "copy.db") == []


@pytest.mark.parametrize(("name", "reason"), [("none.db", "no archive here"), ("text", "not a SQLite database")])
def test_only_an_archive_is_backed_up(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "text").write_text("text")

    with pytest.raises(ArchiveError, match=reason):
        back_up(tmp_path / name, tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()


def test_place_that_cannot_be_written_to_is_named_by_its_own_name(archive_path: Path, tmp_path: Path) -> None:
    fill(archive_path)
    (tmp_path / f".copy.db.{os.getpid()}.part").mkdir()  # can be neither opened nor removed, as on a read-only disk

    with pytest.raises(ArchiveError, match=r"/copy\.db: it cannot be opened"):
        back_up(archive_path, tmp_path / "copy.db")
