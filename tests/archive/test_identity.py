"""Which story a page is: what it calls itself counts within its own site, where it was found counts always."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.models import Verdict
from scraper.urls import article_id
from tests.archive.invented import LATER, STORY, URL, article, page, reading, rows

SITE = "https://courier.example"


@pytest.mark.parametrize(
    ("final", "claimed", "identity"),
    [
        (f"{SITE}/a", None, f"{SITE}/a"),
        (f"{SITE}/a?utm_source=x#top", None, f"{SITE}/a"),
        (f"{SITE}/a?id=7", f"{SITE}/a/", f"{SITE}/a/"),
        ("https://m.courier.example/a", "https://www.courier.example/b", "https://www.courier.example/b"),
        ("https://courier.co.uk/a", "https://www.courier.co.uk/b?utm_source=x", "https://www.courier.co.uk/b"),
        ("https://courier.co.uk/a", "https://gazette.co.uk/a", "https://courier.co.uk/a"),
        (f"{SITE}/a", "https://gazette.example/a", f"{SITE}/a"),
        (f"{SITE}/a", f"{SITE}/", f"{SITE}/a"),
        (f"{SITE}/?p=7", f"{SITE}/", f"{SITE}/?p=7"),
        (f"{SITE}/a", f"{SITE}/index.html", f"{SITE}/a"),
        (f"{SITE}/en/a", f"{SITE}/en-gb/", f"{SITE}/en/a"),
        (f"{SITE}/", f"{SITE}/", f"{SITE}/"),
        (f"{SITE}/a", "not a url", f"{SITE}/a"),
        (f"{SITE}/a", "javascript:alert(1)", f"{SITE}/a"),
        (f"{SITE}/a", "", f"{SITE}/a"),
    ],
)
def test_canonical_url_is_believed_within_the_site(
    archive_path: Path, final: str, claimed: str | None, identity: str
) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(final), reading(canonical_url=claimed))

    assert stored.article_id == article_id(identity)
    assert rows(archive_path, "SELECT url FROM articles") == [(identity,)]


def test_every_name_is_kept(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(
            page(f"{SITE}/c", requested_url=f"{SITE}/a#top", redirects=(f"{SITE}/a", f"{SITE}/b")),
            reading(canonical_url=f"{SITE}/d"),
        )

        found = [archive.story(f"{SITE}/{name}") for name in "abcd"]

    assert dict(rows(archive_path, "SELECT url, kind FROM article_urls")) == {
        f"{SITE}/a": "requested", f"{SITE}/b": "redirect", f"{SITE}/c": "final", f"{SITE}/d": "canonical",
    }  # fmt: skip
    assert all(found)


@pytest.mark.parametrize(
    "twin",
    [
        "http://courier.example/2026/03/ferry-returns",
        "https://www.courier.example/2026/03/ferry-returns/",
        "https://m.courier.example/2026/03/ferry-returns/amp/",
        f"{URL}?utm_source=x&fbclid=1#comments",
        f"{URL}?amp=1",
    ],
)
def test_twins_are_one_story(archive_path: Path, twin: str) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        stored = archive.store(page(twin), reading(canonical_url=None))
        story = archive.story(twin)

    assert stored.outcome == "known"
    assert story
    assert story.article.url == URL


def test_claim_on_another_site_leaves_its_story_untouched(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        thief = archive.store(page("https://gazette.example/a", body=b"2"), reading(headline="Ours", canonical_url=URL))
        story = archive.story(URL)

    assert thief.outcome == "new"
    assert story
    assert story.article.headline == STORY.headline


def test_claim_on_another_story_of_the_site_leaves_both_as_they_are(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        first = archive.store(page(f"{SITE}/1"), reading(canonical_url=None))
        second = archive.store(page(f"{SITE}/2"), reading(canonical_url=None, headline="Second"))

        again = archive.store(page(f"{SITE}/2"), reading(canonical_url=f"{SITE}/1", headline="Second"))
        story = archive.story(f"{SITE}/1")

    assert (again.outcome, again.article_id) == ("known", second.article_id)
    assert rows(archive_path, "SELECT count(*) FROM articles WHERE url LIKE '%/2'") == [(1,)]  # it has not moved
    assert story
    assert (story.id, story.article.headline) == (first.article_id, STORY.headline)


def test_moved_story_stays_one_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        before = archive.store(page(f"{SITE}/old"), reading(canonical_url=f"{SITE}/old"))

        moved = archive.store(
            page(f"{SITE}/new", requested_url=f"{SITE}/old", redirects=(f"{SITE}/old",), fetched_at=LATER),
            reading(canonical_url=f"{SITE}/new"),
        )
        settled = archive.store(page(f"{SITE}/new", fetched_at=LATER), reading(canonical_url=f"{SITE}/new"))

    assert (moved.outcome, moved.changed, moved.article_id) == ("changed", ("url",), before.article_id)
    assert (settled.outcome, settled.article_id) == ("known", before.article_id)
    assert rows(archive_path, "SELECT url FROM articles") == [(f"{SITE}/new",)]
    assert rows(archive_path, "SELECT count(*) FROM revisions") == [(0,)]  # it reads as it did
    assert rows(archive_path, "SELECT kind, json_extract(detail, '$.from') FROM events") == [("moved", f"{SITE}/old")]


def test_address_that_only_led_to_a_story_may_lead_to_another(archive_path: Path) -> None:
    latest = f"{SITE}/latest"
    with Archive.open(archive_path) as archive:
        monday = archive.store(page(f"{SITE}/monday", requested_url=latest), reading(canonical_url=None))
        tuesday = archive.store(page(f"{SITE}/tuesday", requested_url=latest), reading(canonical_url=None))
        wednesday = archive.store(page(latest), reading(canonical_url=f"{SITE}/wednesday"))

    assert [stored.outcome for stored in (monday, tuesday, wednesday)] == ["new", "new", "new"]


def test_address_that_led_to_a_story_and_answers_itself_is_that_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        first = archive.store(page(f"{SITE}/new", requested_url=f"{SITE}/old"), reading(canonical_url=None))

        back = archive.store(page(f"{SITE}/old"), reading(canonical_url=None))
        kinds = rows(archive_path, "SELECT kind FROM article_urls WHERE url = ?", f"{SITE}/old")

    assert back.article_id == first.article_id
    assert kinds == [("final",)]


def test_wall_at_another_address_is_logged_with_the_story_that_was_asked_for(archive_path: Path) -> None:
    wall = page("https://consent.example/?back=courier", requested_url=URL, status=200)
    with Archive.open(archive_path) as archive:
        known = archive.store(page(), reading())

        stored = archive.store(wall, reading(verdict=Verdict.CONSENT, canonical_url=None))

    assert stored.article_id == known.article_id
    assert rows(archive_path, "SELECT count(*) FROM article_urls") == [(1,)]


def test_url_is_kept_when_a_twin_answers(archive_path: Path) -> None:
    amp = f"{URL}/amp"
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(canonical_url=None))

        archive.store(page(amp), reading(canonical_url=None, headline="Ferry is back"))

    assert rows(archive_path, "SELECT url FROM articles") == [(URL,)]


def test_story_is_found_by_its_id_and_by_nothing_else(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(), reading())

        found = [
            archive.story(name) for name in (stored.article_id or "", "0" * 16, "", "ferry", "\ud800", f"{SITE}/x")
        ]

    assert [story is not None for story in found] == [True, False, False, False, False, False]


def test_url_of_an_article_that_was_not_fetched_is_enough(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store_article(article(url=None, canonical_url=URL), raw=None, fetched_at=LATER)

    assert stored.article_id == article_id(URL)
