"""One flipped byte, one capture removed or put elsewhere: verifying names it."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.verify_rows import Damage
from scraper.errors import ArchiveError
from tests.archive.invented import LATER, NOON, STORY, URL, page, reading, rows
from tests.archive.test_every_version import make_archive
from tests.archive.test_templates import PAPER, story_page

COUNT = 6
BODIES = [story_page(number) for number in range(COUNT)]
DIGESTS = [hashlib.sha256(body).hexdigest() for body in BODIES]


@pytest.fixture
def whole(archive_path: Path) -> Path:
    """Give an archive of six captures; five were compressed against the first."""
    with Archive.open(archive_path) as archive:
        for number, body in enumerate(BODIES):
            archive.store(page(f"{PAPER}/{number}", body=body), reading(canonical_url=None))
    return archive_path


def verify(path: Path, head: str | None = None) -> list[Damage]:
    with Archive.open(path, create=False, read_only=True) as archive:
        return list(archive.upkeep.verify(head))


def named(damages: list[Damage]) -> dict[int | None, str]:
    return {damage.position: damage.problem for damage in damages}


def test_whole_archive_has_no_damage(whole: Path) -> None:
    assert verify(whole) == []


def test_every_flipped_byte_of_a_capture_is_named(whole: Path, tmp_path: Path) -> None:
    copy, chance = tmp_path / "copy.db", random.Random(5)
    offsets = {}
    file = whole.read_bytes()
    for rowid, body in rows(whole, "SELECT rowid, body FROM captures"):
        # a long value is spread over pages of the file: its pieces are found by their own beginning
        for start in chance.sample(range(len(body) - 16), 8):
            if (at := file.find(body[start : start + 16])) > 0:
                offsets[at] = rowid
    assert len(offsets) > 5 * COUNT

    for at, position in offsets.items():
        shutil.copy(whole, copy)
        with copy.open("r+b") as out:
            out.seek(at)
            out.write(bytes([file[at] ^ 1 << chance.randrange(8)]))
        first, *others = verify(copy)

        assert (first.position, first.digest, first.problem) == (
            position,
            DIGESTS[position - 1],
            "its bytes were changed",
        )
        assert first.url == f"{PAPER}/{position - 1}"
        assert all("was compressed against" in damage.problem for damage in others)
        assert not others or position == 1


@pytest.mark.parametrize(
    ("change", "damages"),
    [
        ("UPDATE captures SET headers = '[]' WHERE rowid = 3", {3: "its headers, its date or its place"}),
        ("UPDATE captures SET headers = CAST(x'ff' AS TEXT) WHERE rowid = 3", {3: "it cannot be read"}),
        ("UPDATE captures SET headers = x'ff' WHERE rowid = 3", {3: "its headers, its date or its place"}),
        ("UPDATE captures SET fetched_at = '2020' WHERE rowid = 3", {3: "its headers, its date or its place"}),
        ("UPDATE captures SET size_bytes = 1 WHERE rowid = 3", {3: "its size was changed"}),
        ("UPDATE captures SET body = 'text' WHERE rowid = 3", {3: "its bytes were changed"}),
        (
            "UPDATE captures SET body = 'text' WHERE rowid = 1",
            {1: "its bytes were changed"} | dict.fromkeys(range(2, 7), "it was compressed against"),
        ),
        ("UPDATE captures SET depth = 0 WHERE rowid = 3", {3: "its depth was changed"}),
        ("UPDATE captures SET base_digest = NULL WHERE rowid = 3", {3: "its bytes were changed"}),
        ("UPDATE chain SET value = x'00' WHERE position = 3", {3: "its headers, its date or its place"}),
        ("DELETE FROM captures WHERE rowid = 3", {3: "it is gone"}),
        ("DELETE FROM chain WHERE position = 3", {3: "entry 3 was removed", None: "it has no entry"}),
        ("DELETE FROM chain WHERE position IN (3, 4)", {3: "entries 3 to 4 were removed", None: "it has no entry"}),
        ("DELETE FROM captures WHERE rowid = 6; DELETE FROM chain WHERE position = 6", {None: "a fetch names it"}),
        (
            "UPDATE chain SET position = 9 WHERE position = 3; UPDATE chain SET position = 3 WHERE position = 5;"
            "UPDATE chain SET position = 5 WHERE position = 9",
            dict.fromkeys((3, 4, 5, 6), "its place"),
        ),
        (
            "UPDATE captures SET digest = '0' WHERE rowid = 3",
            {3: "it is gone", None: "it has no entry in the chain"},
        ),
    ],
)
def test_whatever_was_changed_is_named(whole: Path, change: str, damages: dict[int | None, str]) -> None:
    with closing(sqlite3.connect(whole)) as db:
        db.executescript(change)

    found = named(verify(whole))

    assert found.keys() == damages.keys()
    assert all(problem in found[position] for position, problem in damages.items())


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE bodies SET text = text || '.'", "the story"),
        ("UPDATE bodies SET html = replace(html, 'dawn', 'down')", "the story"),
        ("UPDATE bodies SET text = CAST(x'ff' AS TEXT)", "the story"),
        ("UPDATE articles SET headline = 'Ferry returns to Port Elli'", "the story"),
        ("UPDATE articles SET published = '2026-03-04T08:30:00+01:00'", "the story"),
        ("UPDATE revisions SET body = body || '.'", "an earlier text"),
        ("UPDATE fetch_headers SET headers = replace(headers, 'a', 'b')", "the headers of an answer"),
    ],
)
def test_changed_texts_and_headers_are_named(archive_path: Path, change: str, what: str) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.store(page(fetched_at=LATER, headers=(("ETag", '"a"'),)), reading(headline="Ferry is back"))
        archive.store(page(fetched_at=LATER), reading())
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("DROP TRIGGER bodies_updated")
        db.execute("DROP TRIGGER articles_updated")
    before = verify(archive_path)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute(change)

    found = verify(archive_path)

    assert before == []
    assert {damage.what for damage in found} == {what}
    assert {damage.url for damage in found} == {URL}


def test_changed_robots_txt_is_named_with_its_site(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.save_robots("https://courier.example", status=200, text="Disallow: /private\n", fetched_at=NOON)
    before = verify(archive_path)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE robots SET text = replace(text, 'private', 'privatf')")

    found = verify(archive_path)

    assert before == []
    assert [(damage.what, damage.url) for damage in found] == [("the robots.txt", "https://courier.example")]


def test_capture_of_a_saved_file_is_named_with_the_address_of_its_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store_article(STORY, raw=b"<p>saved</p>", fetched_at=NOON)
    with closing(sqlite3.connect(archive_path)) as db, db:
        db.execute("UPDATE captures SET body = x'00'")

    (damage,) = verify(archive_path)

    assert damage.url == URL


def test_bytes_and_digest_changed_alike_still_break_the_chain(whole: Path) -> None:
    forged = b"<p>The ferry never sailed.</p>"
    with Archive.open(whole) as archive:
        packed = archive._packer.pack(forged, page().fetched_at)
    with closing(sqlite3.connect(whole)) as db, db:
        db.execute("UPDATE captures SET digest = ?, body = ?, size_bytes = ?, base_digest = NULL WHERE rowid = 3", (packed.digest, packed.body, len(forged)))  # fmt: skip
        db.execute("UPDATE chain SET capture_digest = ?, body_crc = NULL WHERE position = 3", (packed.digest,))

    assert 3 in named(verify(whole))


def test_archive_written_anew_does_not_have_the_end_noted_before(whole: Path) -> None:
    with Archive.open(whole) as archive:
        _, noted = archive.upkeep.chain_head()
        archive.store(page(f"{PAPER}/9", body=b"more"), reading(canonical_url=None))
    assert verify(whole, noted) == []
    with closing(sqlite3.connect(whole)) as db:
        db.executescript("DELETE FROM chain WHERE position > 5; DELETE FROM fetches WHERE id > 5; DELETE FROM captures WHERE rowid > 5; UPDATE articles SET capture_digest = NULL WHERE rowid > 5")  # fmt: skip

    assert verify(whole) == []
    assert "written anew" in verify(whole, noted)[0].problem


def test_archive_of_before_the_chain_is_in_it_afterwards(archive_path: Path) -> None:
    make_archive(archive_path, 12)

    with Archive.open(archive_path) as archive:
        assert (archive.upkeep.chain_head()[0], list(archive.upkeep.verify())) == (3, [])


def test_any_flipped_byte_of_the_file_is_harmless_or_noticed(whole: Path, tmp_path: Path) -> None:
    copy, chance = tmp_path / "copy.db", random.Random(6)
    file = whole.read_bytes()
    bodies = rows(whole, "SELECT digest, headers, body FROM captures ORDER BY digest")

    for at in chance.sample(range(100, len(file)), 150):
        copy.write_bytes(file[:at] + bytes([file[at] ^ 0x10]) + file[at + 1 :])
        try:
            is_noticed = bool(verify(copy))
        except ArchiveError:
            is_noticed = True
        if not is_noticed:
            assert rows(copy, "SELECT digest, headers, body FROM captures ORDER BY digest") == bodies
