"""Several programs at one archive, and programs that die: nobody is turned away, nothing is torn."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scraper.archive import Archive
from tests.archive.invented import assert_sound, page, reading, rows

ROOT = Path(__file__).resolve().parents[2]
STORIES = 12

WRITER = """
import sys
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
path, name = Path(sys.argv[1]), sys.argv[2]
for number in range(12):
    with Archive.open(path) as archive:
        for address in (f"https://{name}.example/{number}", f"https://both.example/{number}"):
            archive.store(page(address, body=address.encode()), reading(canonical_url=None))
"""

DIES_INSIDE = """
import os, sys
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
archive = Archive.open(Path(sys.argv[1]))
archive.store(page("https://courier.example/1"), reading(canonical_url=None))
archive._db.create_function("die", 0, lambda: os._exit(9))
archive._db.execute("CREATE TEMP TRIGGER dies AFTER INSERT ON main.fetches BEGIN SELECT die(); END")
archive.store(page("https://courier.example/2"), reading(canonical_url=None))
"""

DIES_WHILE_MAKING = """
import os, sys
from pathlib import Path
from scraper.archive import Archive, migrate
migrate._mark = lambda db: os._exit(9)
Archive.open(Path(sys.argv[1]))
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def in_processes(path: Path) -> list[str]:
    running = [start(WRITER, str(path), name) for name in ("one", "two")]
    return [process.communicate(timeout=60)[1] for process in running]


def in_threads(path: Path) -> list[str]:
    def write(name: str) -> str:
        for number in range(STORIES):
            with Archive.open(path) as archive:
                for address in (f"https://{name}.example/{number}", f"https://both.example/{number}"):
                    archive.store(page(address, body=address.encode()), reading(canonical_url=None))
        return ""

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(write, ("one", "two")))


@pytest.mark.parametrize("write", [in_threads, in_processes])
def test_two_writers_are_both_served(archive_path: Path, write: Callable[[Path], list[str]]) -> None:
    errors = write(archive_path)

    assert errors == ["", ""]
    assert rows(archive_path, "SELECT count(*) FROM articles") == [(3 * STORIES,)]
    assert rows(archive_path, "SELECT outcome, count(*) FROM fetches GROUP BY outcome") == [
        ("known", STORIES),
        ("new", 3 * STORIES),
    ]
    assert_sound(archive_path)


def test_program_that_dies_within_a_story_stores_none_of_it(archive_path: Path) -> None:
    dead = start(DIES_INSIDE, str(archive_path))
    _, said = dead.communicate(timeout=30)

    with Archive.open(archive_path) as archive:
        counts = archive.counts()
        again = archive.store(page("https://courier.example/2"), reading(canonical_url=None))

    assert (dead.returncode, said) == (9, "")
    assert counts == {"stories": 1, "revisions": 0, "captures": 1, "fetches": 1}
    assert again.outcome == "new"
    assert_sound(archive_path)


def test_program_that_dies_while_making_the_archive_is_made_up_for(archive_path: Path) -> None:
    dead = start(DIES_WHILE_MAKING, str(archive_path))
    dead.communicate(timeout=30)

    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

    assert dead.returncode == 9
    assert_sound(archive_path)


def test_archive_may_be_opened_in_one_thread_and_used_in_another(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive, ThreadPoolExecutor(1) as pool:
        stored = pool.submit(archive.store, page(), reading()).result()

        assert archive.story(stored.article_id or "")
