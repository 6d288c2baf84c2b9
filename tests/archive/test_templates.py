"""Pages of one host are compressed against one another, and each can still be read by itself."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, templates
from scraper.errors import ArchiveError
from tests.archive.invented import NOON, assert_sound, page, reading, rows

ROOT = Path(__file__).resolve().parents[2]
PAPER = "https://courier.example"

WRITER = """
import sys
from pathlib import Path
from scraper.archive import Archive
from tests.archive.invented import page, reading
from tests.archive.test_templates import PAPER, story_page
with Archive.open(Path(sys.argv[1])) as archive:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 12):
        archive.store(page(f"{PAPER}/{number}", body=story_page(number)), reading(canonical_url=None))
"""


def words(seed: str, count: int) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(count))


def story_page(number: int, template: str = "quay") -> bytes:
    """Give a page of which 20 kB are its template's and 3 kB its own."""
    furniture = "".join(f'<div class="{name}-block">{name}</div>' for name in words(template, 900).split())
    return f"<html>{furniture}<article>{words(f'{template}{number}', 400)}</article></html>".encode()


def store(archive: Archive, number: int, body: bytes, host: str = PAPER, **values: object) -> None:
    archive.store(page(f"{host}/{number}", body=body, **values), reading(canonical_url=None))


def stored_sizes(path: Path) -> list[int]:
    return [size for (size,) in rows(path, "SELECT length(body) FROM captures ORDER BY rowid")]


def assert_all_can_be_read(path: Path, bodies: list[bytes]) -> None:
    with Archive.open(path, read_only=True) as archive:
        captures = [archive.capture(hashlib.sha256(body).hexdigest()) for body in bodies]
    assert [capture and capture.body for capture in captures] == bodies
    assert_sound(path)


def test_pages_of_a_host_cost_what_is_their_own(archive_path: Path) -> None:
    bodies = [story_page(number) for number in range(6)]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            store(archive, number, body)

    first, *others = stored_sizes(archive_path)

    assert max(others) < 0.4 * first
    assert rows(archive_path, "SELECT depth, count(*) FROM captures GROUP BY depth") == [(0, 1), (1, 5)]
    assert_all_can_be_read(archive_path, bodies)


def test_another_version_of_a_page_costs_what_changed(archive_path: Path) -> None:
    old = story_page(1)
    new = old.replace(b"<article>", b"<article>Correction: the ferry sails on Monday. ")
    with Archive.open(archive_path) as archive:
        store(archive, 0, story_page(0))
        store(archive, 1, old)
        store(archive, 1, new, fetched_at=NOON + timedelta(hours=1))

    assert stored_sizes(archive_path)[2] < 200
    assert_all_can_be_read(archive_path, [old, new])


def test_after_a_redesign_there_is_a_new_template(archive_path: Path) -> None:
    bodies = [story_page(number, template) for template in ("old", "new") for number in range(3)]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            store(archive, number, body)

    sizes = stored_sizes(archive_path)

    assert sizes[3] > 0.8 * sizes[0]
    assert max(sizes[4:]) < 0.4 * sizes[3]
    assert_all_can_be_read(archive_path, bodies)


def test_new_host_finds_a_twin_made_by_the_same_software(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        store(archive, 1, story_page(1, "a"), "https://one.example")
        store(archive, 1, story_page(1, "b"), "https://two.example")
        store(archive, 2, story_page(2, "b"), "https://three.example")

    sizes = stored_sizes(archive_path)

    assert sizes[1] > 0.8 * sizes[0]
    assert sizes[2] < 0.4 * sizes[1]


def test_pages_of_a_host_with_several_templates_find_their_own(archive_path: Path) -> None:
    bodies = [story_page(number, template) for number in range(3) for template in ("story", "live", "video")]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            store(archive, number, body)

    first, later = stored_sizes(archive_path)[:3], stored_sizes(archive_path)[3:]

    assert max(later) < 0.4 * min(first)
    assert_all_can_be_read(archive_path, bodies)


def test_bases_behind_one_another_are_few(archive_path: Path) -> None:
    bodies = [story_page(0) + words(str(number), 400).encode() for number in range(3 * templates.MAX_DEPTH)]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            later = page(f"{PAPER}/0", body=body, fetched_at=NOON + timedelta(hours=number))
            archive.store(
                later, reading(canonical_url=None, body=f"The ferry sailed {number} times. " + "It is late. " * 40)
            )

    assert rows(archive_path, "SELECT max(depth) FROM captures") == [(templates.MAX_DEPTH,)]
    assert_all_can_be_read(archive_path, bodies)


@pytest.mark.parametrize("size", [0, 1, templates.MAX_BASE_BYTES + 1])
def test_page_too_small_or_large_for_a_template_is_kept_like_any_other(archive_path: Path, size: int) -> None:
    bodies = [b"a" * size, b"b" * size or b"b"]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            store(archive, number, body)

    assert_all_can_be_read(archive_path, bodies)


def test_capture_without_its_base_is_not_given_as_something_else(archive_path: Path) -> None:
    bodies = [story_page(number) for number in range(2)]
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(bodies):
            store(archive, number, body)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE captures SET base_digest = 'none' WHERE depth = 1")

    with Archive.open(archive_path) as archive, pytest.raises(ArchiveError, match="compressed against"):
        archive.capture(hashlib.sha256(bodies[1]).hexdigest())


def test_base_is_protected_from_deletion(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        for number in range(2):
            store(archive, number, story_page(number))

        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            archive._db.execute("DELETE FROM captures WHERE depth = 0")


def test_two_processes_share_templates(archive_path: Path) -> None:
    Archive.open(archive_path).close()
    command = [sys.executable, "-c", WRITER, str(archive_path)]

    running = [subprocess.Popen([*command, start], cwd=ROOT, stderr=subprocess.PIPE, text=True) for start in ("0", "8")]
    errors = [process.communicate(timeout=60)[1] for process in running]

    assert errors == ["", ""]
    assert rows(archive_path, "SELECT count(*) FROM captures") == [(20,)]
    assert_all_can_be_read(archive_path, [story_page(number) for number in range(20)])
