"""`scrape verify` and `scrape backup`: what is printed, and the exit status."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.cli import main
from tests.archive.invented import URL, page, reading


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SCRAPE_DB", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    with Archive.open(tmp_path / "archive.db") as archive:
        archive.store(page(), reading())
    return tmp_path / "archive.db"


def damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE captures SET body = zeroblob(9)")


def test_whole_archive_is_said_to_be_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0

    first, head = capsys.readouterr().out.splitlines()
    assert first == "1 capture, all as stored; the chain ends in"
    assert main(["verify", "--head", head]) == 0
    assert main(["verify", "--head", "0" * 64]) == 1
    assert main(["verify", "--head", "none"]) == 2


def test_damaged_capture_is_named_with_its_address(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(archive)

    assert main(["verify"]) == 1

    named, total = capsys.readouterr().out.splitlines()
    assert named.endswith(f" of {URL}: its bytes were changed")
    assert total == "1 thing is not as stored, in an archive of 1 capture"


def test_damages_as_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(archive)

    assert main(["verify", "--json"]) == 1

    named, total = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (named["position"], named["url"], named["problem"]) == (1, URL, "its bytes were changed")
    assert (total["captures"], total["damaged"], len(total["head"])) == (1, 1, 64)


def test_backup_is_made_once_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.db"]) == 0
    assert main(["backup", "copy.db"]) == 5
    assert main(["backup", "copy.db", "--force"]) == 0

    said = capsys.readouterr()
    size = (tmp_path / "copy.db").stat().st_size
    assert said.out == f"copy.db: {size:,} bytes, verified\n" * 2
    assert said.err == "scrape: copy.db: is there already; --force replaces it\n"
    assert main(["verify", "--db", "copy.db"]) == 0
