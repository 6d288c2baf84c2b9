"""Which pages are one story: at other addresses, under other names, with an edited slug; and which never are."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.models import Verdict
from tests.archive.invented import LATER, NOON, URL, assert_sound, page, reading, rows

SITE = "https://courier.example"
TOLD = (
    "The ferry to Port Ellis sailed at six on Thursday, an hour late and with every seat taken. Its captain said the "
    "engine had been repaired overnight by a crew of four. The council had asked for a second boat in January."
)
OTHER = (
    "The wheel of the old mill turned again after forty years, and half of the town had come to see it. A carpenter of "
    "ninety, who had helped to build it, gave it the first push. Bread will be baked there from the autumn on."
)


def outcome(path: Path, first: dict[str, object], second: dict[str, object]) -> tuple[int, list[str]]:
    """Store two pages; give the number of stories and the events."""
    with Archive.open(path) as archive:
        ids = []
        for hours, visit in enumerate((first, second)):
            at = NOON + timedelta(hours=hours)
            url, body = str(visit["url"]), str(visit.get("body", TOLD))
            before = tuple(str(one) for one in visit.get("before", ()))  # type: ignore[attr-defined]
            asked = before[0] if before else url
            told = reading(
                headline=str(visit.get("headline", "Ferry returns")),
                body=body,
                canonical_url=visit.get("canonical"),
                url=url,
            )
            answer = page(url, requested_url=asked, redirects=before, body=f"{url} {body}".encode(), fetched_at=at)
            ids.append(archive.store(answer, told).article_id)
        found = [archive.story(str(visit["url"])) for visit in (first, second)]
    assert [story and story.id for story in found] == ids
    return len(set(ids)), [kind for (kind,) in rows(path, "SELECT kind FROM events ORDER BY id")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a", "/a?utm_source=x&fbclid=1"),
        ("/a", "/a?cmp=rss"),
        ("/a", "http://www.courier.example/a/"),
        ("/a", "https://m.courier.example/a"),
        ("/a", "https://amp.courier.example/a"),
        ("/a", "/a/amp/"),
        ("/news/a", "/amp/news/a"),
        ("/a", "/a?outputType=amp"),
        ("/a.html", "/a.amp.html"),
        ("/a", "https://courier-example.cdn.ampproject.org/c/s/courier.example/a"),
        ("/a", "https://www.google.com/amp/s/courier.example/a"),
        ("/a/", "/a/index.html"),
        ("/a", "https://COURIER.example:443/a#top"),
        ("/f%C3%A4hre", "/fähre"),
    ],
)
def test_twins_by_their_address_are_one_story(archive_path: Path, one: str, other: str) -> None:
    first, second = (url if "://" in url else SITE + url for url in (one, other))

    assert outcome(archive_path, {"url": first}, {"url": second}) == (1, [])


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [
        pytest.param({"url": f"{SITE}/news/a"}, {"url": f"{SITE}/x/mobile-a", "canonical": f"{SITE}/news/a"}, [], id="another page of it names it"),
        pytest.param({"url": f"{SITE}/x/mobile-a", "canonical": f"{SITE}/news/a"}, {"url": f"{SITE}/news/a"}, [], id="and was seen first"),
        pytest.param({"url": f"{SITE}/old"}, {"url": f"{SITE}/new", "before": (f"{SITE}/old",)}, ["moved"], id="a redirect"),
        pytest.param({"url": f"{SITE}/old"}, {"url": f"{SITE}/new", "before": (f"{SITE}/short", f"{SITE}/old")}, ["moved"], id="two redirects"),
        pytest.param({"url": f"{SITE}/old", "canonical": f"{SITE}/old"}, {"url": f"{SITE}/old", "canonical": f"{SITE}/new"}, ["moved"], id="it calls itself otherwise"),
        pytest.param({"url": f"{SITE}/news/ferry-late-1234567"}, {"url": f"{SITE}/news/ferry-returns-1234567"}, ["moved"], id="an edited slug with its number"),
        pytest.param({"url": f"{SITE}/a/1234567/ferry"}, {"url": f"{SITE}/a/1234567/ferry-returns", "headline": "Ferry is back"}, ["headline_changed", "moved"], id="and an edited headline"),
    ],
)  # fmt: skip
def test_other_names_lead_to_the_story(
    archive_path: Path, first: dict[str, object], second: dict[str, object], events: list[str]
) -> None:
    assert outcome(archive_path, first, second) == (1, events)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"url": f"{SITE}/story?id=1"}, {"url": f"{SITE}/story?id=2"}, id="a parameter names the story"),
        pytest.param({"url": f"{SITE}/?p=1"}, {"url": f"{SITE}/?p=2"}, id="or a post"),
        pytest.param({"url": f"{SITE}/a", "canonical": f"{SITE}/all"}, {"url": f"{SITE}/b", "canonical": f"{SITE}/all"}, id="a template names all pages alike"),
        pytest.param({"url": f"{SITE}/a", "canonical": f"{SITE}/"}, {"url": f"{SITE}/b", "canonical": f"{SITE}/"}, id="or as the front"),
        pytest.param({"url": f"{SITE}/news/a", "canonical": f"{SITE}/news"}, {"url": f"{SITE}/news/b", "canonical": f"{SITE}/news"}, id="or as the section"),
        pytest.param({"url": "https://gazette.example/x"}, {"url": f"{SITE}/a", "canonical": "https://gazette.example/x"}, id="a claim on another site"),
        pytest.param({"url": "https://gazette.co.uk/x"}, {"url": "https://courier.co.uk/a", "canonical": "https://gazette.co.uk/x"}, id="under one suffix"),
        pytest.param({"url": "https://gazette.github.io/x"}, {"url": "https://courier.github.io/a", "canonical": "https://gazette.github.io/x"}, id="under a private suffix"),
        pytest.param({"url": f"{SITE}/2026/03/04/ferry"}, {"url": f"{SITE}/2026/03/05/ferry"}, id="one slug on two days"),
        pytest.param({"url": f"{SITE}/news/ferry-1234567"}, {"url": f"{SITE}/news/mill-1234568"}, id="other numbers"),
        pytest.param({"url": f"{SITE}/news/ferry-1234567"}, {"url": f"{SITE}/tag/mill-1234567"}, id="one number, other words"),
        pytest.param({"url": f"{SITE}/a", "before": (f"{SITE}/latest",)}, {"url": f"{SITE}/b", "before": (f"{SITE}/latest",)}, id="an address that leads to the latest"),
        pytest.param({"url": "https://north.courier.example/a"}, {"url": "https://south.courier.example/a"}, id="two papers of one house"),
    ],
)  # fmt: skip
def test_two_stories_are_never_made_one(
    archive_path: Path, first: dict[str, object], second: dict[str, object]
) -> None:
    told = second | {"headline": "Mill wheel turns", "body": OTHER}

    assert outcome(archive_path, first, told) == (2, [])


def test_the_same_text_at_another_paper_is_a_copy_and_no_twin(archive_path: Path) -> None:
    assert outcome(archive_path, {"url": f"{SITE}/a"}, {"url": "https://gazette.example/a"}) == (2, [])


def visit(archive: Archive, hours: int, url: str, *, asked: str | None = None, status: int = 200, **told: Any) -> None:
    """Meet a page some hours after noon; with another address `asked`, it was led here."""
    before = (asked,) if asked else ()
    body = f"{url} {told} {status}".encode()
    at = NOON + timedelta(hours=hours)
    answer = page(url, requested_url=asked or url, redirects=before, body=body, status=status, fetched_at=at)
    values: dict[str, Any] = {"body": TOLD, "url": url, "canonical_url": url} | told
    if status == 200:
        archive.store(answer, reading(**values))
    else:
        archive.log_answer(answer, "not there")


def test_new_address_that_was_found_first_is_one_story_once_the_old_one_leads_there(archive_path: Path) -> None:
    old, new = f"{SITE}/ferry-returns", f"{SITE}/ferry-is-back"
    with Archive.open(archive_path) as archive:
        visit(archive, 0, old)
        visit(archive, 1, new, headline="The ferry is back")

        visit(archive, 1, new, asked=old, headline="The ferry is back")
        visit(archive, 2, new, headline="The ferry is back")

        assert archive.story(old) == archive.story(new)
    assert rows(archive_path, "SELECT count(*), max(headline), max(url) FROM articles") == [
        (1, "The ferry is back", new)
    ]
    assert rows(archive_path, "SELECT kind FROM events ORDER BY id") == [("headline_changed",), ("moved",)]
    assert rows(archive_path, "SELECT count(*) FROM fetches WHERE article_id IS NULL") == [(0,)]
    assert_sound(archive_path)


def test_address_used_again_for_another_story_makes_no_one_story_of_two(archive_path: Path) -> None:
    old, new = f"{SITE}/top", f"{SITE}/mill"
    with Archive.open(archive_path) as archive:
        visit(archive, 0, old)
        visit(archive, 1, new, headline="The mill turns", body=OTHER)

        visit(archive, 2, new, asked=old, headline="The mill turns", body=OTHER)

    assert rows(archive_path, "SELECT count(*) FROM articles") == [(2,)]
    assert rows(archive_path, "SELECT count(*) FROM events") == [(0,)]


def test_story_that_is_asked_for_at_its_old_address_alone_is_unpublished_there(archive_path: Path) -> None:
    old, new = f"{SITE}/ferry-returns", f"{SITE}/ferry-is-back"
    with Archive.open(archive_path) as archive:
        visit(archive, 0, old)
        visit(archive, 1, new, asked=old)

        visit(archive, 2, old, status=404)

    assert rows(archive_path, "SELECT kind FROM events ORDER BY id") == [("moved",), ("unpublished",)]


def test_story_is_not_unpublished_when_only_its_old_address_is_gone(archive_path: Path) -> None:
    old, new = f"{SITE}/ferry-returns", f"{SITE}/ferry-is-back"
    with Archive.open(archive_path) as archive:
        visit(archive, 0, old)
        visit(archive, 1, new, asked=old)
        visit(archive, 1, new)

        visit(archive, 2, old, status=404)
        visit(archive, 3, new, status=404)

    assert rows(archive_path, "SELECT kind FROM events ORDER BY id") == [("moved",), ("unpublished",)]


def test_where_an_address_leads_is_said_of_a_story_that_is_gone(archive_path: Path) -> None:
    front = page("https://courier.example/", requested_url=URL, redirects=(URL,), fetched_at=LATER)
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        stored = archive.store(front, reading(canonical_url=None, verdict=Verdict.EMPTY))

    assert (stored.outcome, stored.reason) == ("not a story", "the address leads to https://courier.example/")
