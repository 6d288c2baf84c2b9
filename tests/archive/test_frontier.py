from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, Finds, Finish
from scraper.models import Link, LinkKind
from tests.archive.invented import URL, page, reading

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SITE = "courier.example"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db") as opened:
        yield opened


def finds(*links: Link, depth: int = 0, now: datetime = NOON) -> Finds:
    return Finds(links, SITE, depth, now, found_in="https://courier.example/")


def story(path: str, **values: object) -> Link:
    return Link(f"https://courier.example/{path}", **values)  # type: ignore[arg-type]


def taken(archive: Archive, limit: int = 20) -> list[str]:
    return [link.url.removeprefix("https://courier.example/") for link in archive.frontier.take(SITE, SITE, limit)]


def test_twins_are_one_link_and_pages_by_id_are_not(archive: Archive) -> None:
    new = archive.frontier.add(
        finds(
            story("a?utm_source=feed"),
            story("a#comments"),
            Link("http://www.courier.example/a/amp/"),
            story("read?id=7"),
            story("read?id=8"),
        )
    )

    assert new == 3
    assert archive.frontier.add(finds(story("a"))) == 0


def test_lists_come_before_stories_and_new_stories_before_old_ones(archive: Archive) -> None:
    archive.frontier.add(
        finds(
            story("old", published=NOON - timedelta(days=9)),
            story("undated"),
            story("new", published=NOON - timedelta(minutes=9)),
            story("news/", kind=LinkKind.FRONT),
            story("sitemap.xml", kind=LinkKind.SITEMAP),
            story("feed", kind=LinkKind.FEED),
        )
    )

    assert taken(archive) == ["sitemap.xml", "feed", "news/", "new", "undated", "old"]


@pytest.mark.parametrize(("state", "left"), [("done", 0), ("failed", 0), ("refused", 0), ("gone", 0), ("later", 0)])
def test_link_that_ended_is_not_taken_again(archive: Archive, state: str, left: int) -> None:
    archive.frontier.add(finds(story("a")))
    (link,) = archive.frontier.take(SITE, SITE, 5)

    archive.frontier.finish(Finish(link.key, state, due_at=NOON + timedelta(hours=1)))  # type: ignore[arg-type]

    assert len(taken(archive)) == left
    assert archive.frontier.hosts(SITE) == []


def test_link_put_off_is_due_when_its_time_has_come(archive: Archive) -> None:
    archive.frontier.add(finds(story("a")))
    (link,) = archive.frontier.take(SITE, SITE, 5)
    archive.frontier.finish(Finish(link.key, "later", due_at=NOON + timedelta(hours=1), error="timed out"))

    archive.frontier.wake(SITE, NOON)
    before = taken(archive)
    archive.frontier.wake(SITE, NOON + timedelta(hours=2))

    assert (before, taken(archive)) == ([], ["a"])


def test_lists_are_due_again_and_stories_are_not(archive: Archive) -> None:
    archive.frontier.add(finds(story("feed", kind=LinkKind.FEED), story("a"), story("", kind=LinkKind.FRONT)))
    archive.frontier.add(finds(story("page/9/", kind=LinkKind.FRONT), depth=9))
    for link in archive.frontier.take(SITE, SITE, 9):
        archive.frontier.finish(Finish(link.key, "done"))

    archive.frontier.wake(SITE, NOON)

    assert taken(archive) == ["feed", ""]


def test_story_that_the_archive_has_is_not_asked_as_new(archive: Archive) -> None:
    archive.store(page(), reading())

    archive.frontier.add(finds(Link(URL + "?utm_source=feed"), story("b")))

    assert taken(archive) == ["b"]


def test_story_is_due_again_when_a_sitemap_says_that_it_changed(archive: Archive) -> None:
    archive.frontier.add(finds(story("a")))
    (link,) = archive.frontier.take(SITE, SITE, 5)
    archive.frontier.finish(Finish(link.key, "done"))

    archive.frontier.add(finds(story("a", modified=datetime.now(UTC) - timedelta(days=1))))
    before = taken(archive)
    archive.frontier.add(finds(story("a", modified=datetime.now(UTC) + timedelta(hours=1))))

    assert (before, taken(archive)) == ([], ["a"])


def test_answer_and_end_of_its_link_are_stored_together(archive: Archive) -> None:
    archive.frontier.add(finds(Link(URL)))
    (link,) = archive.frontier.take(SITE, SITE, 5)

    archive.store(page(), reading(), finish=Finish(link.key, "done"), finds=finds(story("b"), depth=1))

    assert taken(archive) == ["b"]


def test_hosts_with_something_due_are_named_once(archive: Archive) -> None:
    archive.frontier.add(finds(*(Link(f"https://{name}.courier.example/{n}") for name in "ab" for n in range(3))))

    assert archive.frontier.hosts(SITE) == ["a.courier.example", "b.courier.example"]
    assert archive.frontier.count(SITE, "due") == 6
