"""Files that are no archive of ours are refused in one sentence and stay, byte for byte, as they were."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.migrate import APPLICATION_ID
from scraper.errors import ArchiveError
from tests.archive.invented import page, reading, rows


def good_archive(path: Path) -> None:
    with Archive.open(path) as archive:
        for number in range(5):
            archive.store(page(f"https://courier.example/{number}", body=os.urandom(9000)), reading(canonical_url=None))


def a_text(path: Path) -> None:
    path.write_text("Dear diary, the ferry did not come today either. " * 50)


def a_short_text(path: Path) -> None:
    path.write_text("x")


def only_the_magic(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def somebody_elses_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE articles (id, headline); INSERT INTO articles VALUES (1, 'Ferry')")


def somebody_elses_database_in_use(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("PRAGMA journal_mode = WAL; CREATE TABLE songs (id)")
        shutil.copy(path, path.with_name("copy"))
        shutil.copy(f"{path}-wal", path.with_name("copy-wal"))
    path.with_name("copy").replace(path)
    path.with_name("copy-wal").replace(f"{path}-wal")


def a_database_with_our_mark_only(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE songs (id)")


def changed(sql: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        good_archive(path)
        with closing(sqlite3.connect(path)) as db:
            db.executescript(sql)

    make.__name__ = sql
    return make


def cut_short(path: Path) -> None:
    good_archive(path)
    os.truncate(path, path.stat().st_size // 2)


def cut_to_one_page(path: Path) -> None:
    good_archive(path)
    os.truncate(path, 4096)


def cut_within_the_header(path: Path) -> None:
    good_archive(path)
    os.truncate(path, 90)


def overwritten(first_byte: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        good_archive(path)
        with path.open("r+b") as file:
            file.seek(first_byte)
            file.write(b"\xa5" * 3000)

    make.__name__ = f"overwritten from byte {first_byte}"
    return make


def a_directory(path: Path) -> None:
    path.mkdir()
    (path / "archive.db").write_text("inside")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def contents(folder: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else "no file"
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (a_text, "not a SQLite database"),
        (a_short_text, "not a SQLite database"),
        (only_the_magic, "another program"),
        (somebody_elses_database, "another program"),
        (somebody_elses_database_in_use, "another program"),
        (a_database_with_our_mark_only, "the table _sqlite_migrations is missing"),
        (changed("PRAGMA user_version = 9999"), "newer version"),
        (changed("INSERT INTO _sqlite_migrations VALUES (99, 'scrape-news', 'm999_minds', '')"), "newer version"),
        (changed("PRAGMA foreign_keys = OFF; DROP TABLE captures"), "the table captures is missing"),
        (changed("PRAGMA application_id = 7"), "another program"),
        (cut_short, "damaged"),
        (cut_to_one_page, "damaged"),
        (cut_within_the_header, "damaged"),
        (overwritten(0), "not a SQLite database"),
        (overwritten(100), "damaged"),
        (overwritten(4096 * 4), "damaged"),
        (a_directory, "is a directory"),
        (a_pipe, "not a regular file"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_file_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], said: str, read_only: bool
) -> None:
    path = tmp_path / "folder" / "archive.db"
    path.parent.mkdir()
    make(path)
    before = contents(tmp_path)

    with pytest.raises(ArchiveError) as refused:
        Archive.open(path, read_only=read_only)

    assert said in str(refused.value)
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("make", "options", "said"),
    [
        (None, {"create": False}, "no archive here"),
        (None, {"read_only": True}, "no archive here"),
        (Path.touch, {"create": False}, "is empty"),
        (Path.touch, {"read_only": True}, "is empty"),
    ],
)
def test_nothing_is_made_unless_asked_for(
    archive_path: Path, make: Callable[[Path], None] | None, options: dict[str, bool], said: str
) -> None:
    if make:
        make(archive_path)
    before = contents(archive_path.parent)

    with pytest.raises(ArchiveError, match=said):
        Archive.open(archive_path, **options)  # type: ignore[arg-type]

    assert contents(archive_path.parent) == before


def test_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"the folder .* does not exist"):
        Archive.open(tmp_path / "no such folder" / "archive.db")

    assert contents(tmp_path) == {}


def test_file_in_the_way_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ArchiveError, match="Not a directory"):
        Archive.open(tmp_path / "file" / "archive.db")


@pytest.mark.parametrize("make", [None, Path.touch], ids=["no file", "an empty file"])
@pytest.mark.parametrize("name", ["archive.db", "änd ?#%20&mode=memory.db"])
def test_archive_is_made(tmp_path: Path, make: Callable[[Path], None] | None, name: str) -> None:
    path = tmp_path / name
    if make:
        make(path)

    with Archive.open(path) as archive:
        archive.store(page(), reading())

    assert rows(path, "SELECT count(*) FROM articles") == [(1,)]
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("options", [{}, {"read_only": True}])
def test_opening_changes_nothing_and_leaves_no_litter(archive_path: Path, options: dict[str, bool]) -> None:
    good_archive(archive_path)
    before = contents(archive_path.parent)

    with Archive.open(archive_path, **options) as archive:  # type: ignore[arg-type]
        archive.search("ferry")

    assert contents(archive_path.parent) == before


def test_reader_sees_what_a_writer_stores_meanwhile(archive_path: Path) -> None:
    with Archive.open(archive_path) as writer, Archive.open(archive_path, read_only=True) as reader:
        writer.store(page(), reading())

        assert len(reader.search("ferry")) == 1


def test_reader_cannot_write(archive_path: Path) -> None:
    good_archive(archive_path)

    with Archive.open(archive_path, read_only=True) as archive, pytest.raises(ArchiveError, match="cannot be written"):
        archive.start_run("scrape url")


def test_archive_on_a_read_only_disk_can_be_read(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good_archive(archive_path)
    before = contents(archive_path.parent)
    monkeypatch.setattr("os.access", lambda *_: False)

    with Archive.open(archive_path, read_only=True) as archive:
        counts = archive.counts()

    assert counts["stories"] == 5
    assert contents(archive_path.parent) == before


def test_archive_on_a_read_only_disk_is_not_opened_to_write(
    archive_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good_archive(archive_path)
    monkeypatch.setattr("os.access", lambda *_: False)

    with pytest.raises(ArchiveError, match="cannot be written"):
        Archive.open(archive_path)


def test_archive_left_by_a_killed_program_is_recovered(archive_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
archive = Archive.open(Path({str(archive_path)!r}))
archive.store(page(), reading())
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[2], timeout=30, check=False)

    with Archive.open(archive_path) as archive:
        assert archive.counts()["stories"] == 1

    assert [file.name for file in archive_path.parent.iterdir()] == ["archive.db"]
