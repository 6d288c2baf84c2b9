"""What pages ask of those who keep copies, kept with each capture and obeyed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.rights import Keeping
from scraper.site_rights import TDM_FILE
from tests.archive.invented import LATER, NOON, URL, assert_sound, page, reading, rows

ORIGIN = "https://courier.example"
NOARCHIVE = (("Content-Type", "text/html"), ("X-Robots-Tag", "noarchive"))


def test_page_that_asks_not_to_be_kept_leaves_its_record_and_its_digest(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(headers=NOARCHIVE), reading())
        story = archive.story(URL)
        rights = archive.rights(stored.article_id or "")
        damages = list(archive.upkeep.verify())

    assert story and story.article.body.startswith("The ferry") and story.capture_digest is None
    assert rights and rights.said.noarchive and not rights.is_kept and len(rights.digest) == 64
    assert rows(archive_path, "SELECT count(*) FROM captures") == [(0,)]
    assert damages == []
    assert_sound(archive_path)


def test_whoever_says_so_keeps_it_all_the_same(archive_path: Path) -> None:
    with Archive.open(archive_path, keeping=Keeping(keeps_noarchive=True)) as archive:
        stored = archive.store(page(headers=NOARCHIVE), reading())
        rights = archive.rights(stored.article_id or "")

    assert rights and rights.said.noarchive and rights.is_kept
    assert rows(archive_path, "SELECT count(*) FROM captures") == [(1,)]


def test_page_that_asks_no_more_is_kept_from_then_on(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(headers=NOARCHIVE), reading())
        archive.store(page(fetched_at=LATER), reading())
        story = archive.story(URL)

    assert story and story.capture_digest
    assert rows(archive_path, "SELECT is_kept FROM capture_rights") == [(0,), (1,)]


def test_page_that_begins_to_ask_keeps_the_captures_of_before(archive_path: Path) -> None:
    new = reading(body="The ferry sailed at noon, and nobody on the quay had slept.")
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.store(page(headers=NOARCHIVE, body=b"<p>noon</p>", fetched_at=LATER), new)
        story = archive.story(URL)
        history = archive.history(URL)

    assert story and story.article.body.startswith("The ferry sailed at noon") and story.capture_digest is None
    assert history and [bool(version.capture_digest) for version in history.versions] == [True, False]
    assert_sound(archive_path)


def test_robots_text_in_force_goes_with_each_capture(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        for at, text in ((NOON, "User-agent: *\nDisallow: /private/"), (LATER, "User-agent: *\nDisallow:")):
            archive.save_robots(ORIGIN, status=200, text=text, fetched_at=at)
            archive.store(page(fetched_at=at, body=text.encode()), reading())

    assert rows(archive_path, "SELECT robots_text FROM capture_rights ORDER BY fetch_id") == [
        ("User-agent: *\nDisallow: /private/",),
        ("User-agent: *\nDisallow:",),
    ]


def test_what_was_said_is_kept_for_each_capture(archive_path: Path) -> None:
    reserved = b'<meta name="tdm-reservation" content="1"><a rel="license" href="https://cc.example/by">CC</a>'
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        stored = archive.store(page(body=reserved, fetched_at=LATER), reading())
        rights = archive.rights(stored.article_id or "")

    assert rights and rights.said.tdm_reserved and rights.said.licence == "https://cc.example/by"
    assert dict(rights.said.sources) == {"tdm_reserved": "meta tdm-reservation", "licence": "a rel=license"}
    said = rows(archive_path, "SELECT tdm_reserved, licence FROM capture_rights ORDER BY fetch_id")
    assert said == [(None, None), (1, "https://cc.example/by")]


def test_what_the_site_says_of_all_its_pages_is_kept_with_each(archive_path: Path) -> None:
    rule = '[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://courier.example/p.json"}]'
    robots = "License: https://courier.example/l.xml\nUser-agent: *\nContent-Signal: ai-train=no\n"
    with Archive.open(archive_path) as archive:
        archive.save_robots(ORIGIN, status=200, text=robots, fetched_at=NOON)
        archive.save_robots(f"{ORIGIN}{TDM_FILE}", status=200, text=rule, fetched_at=NOON)
        stored = archive.store(page(), reading())
        archive.save_robots(ORIGIN, status=200, text="User-agent: *\nAllow: /\n", fetched_at=LATER)
        archive.store(page(fetched_at=NOON + timedelta(days=9)), reading())
        rights = archive.rights(stored.article_id or "")

    assert rows(archive_path, "SELECT noai, tdm_reserved, licence, tdm_policy FROM capture_rights") == [
        (1, 1, "https://courier.example/l.xml", "https://courier.example/p.json"),
        (0, None, None, None),
    ]
    assert rights and rights.said.tdm_reserved is None
