"""`scrape source add`, `scrape run`: what is watched stays current, and nobody hears of it unless something is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.lock import archive_lock
from scraper.fetch import pace
from tests.crawl.faults.paper import Answer, page, path
from tests.watch.watched_site import WatchedSite


@pytest.fixture
def site(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedSite]:
    monkeypatch.chdir(archive_path.parent)
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.01)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SCRAPE_DB"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SCRAPE_CONTACT", "https://us.example/bot")
    with WatchedSite(archive_path) as started:
        yield started


def watch(site: WatchedSite, *options: str) -> None:
    assert site.scrape("source", "add", site.url, "--delay", "0", *options) == 0
    site.asked()


def make_due(site: WatchedSite) -> None:
    """Let the time pass after which its lists are looked at again."""
    with Archive.open(site.archive) as archive:
        archive._db.execute("UPDATE links SET due_at = '2020-01-01T00:00:00+00:00' WHERE kind <> 'story'")
        archive._db.commit()


def stored(site: WatchedSite) -> list[str]:
    with Archive.open(site.archive, read_only=True) as archive:
        return sorted(url for (url,) in archive._db.execute("SELECT url FROM articles"))


def test_run_archives_what_the_feed_tells_without_a_word(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    capsys.readouterr()

    status = site.scrape("run")

    assert (status, *capsys.readouterr()) == (0, "", "")
    assert stored(site) == sorted(site.story_url(n) for n in range(4))


def test_source_add_tells_what_it_found(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.scrape("source", "add", site.url, "--json")

    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (told["name"], told["language"]) == ("The Courier", "en")
    assert {(way["kind"], way["url"].rpartition("/")[2]) for way in told["ways"]} >= {
        ("feed", "feed.xml"),
        ("front", ""),
    }


def test_second_run_asks_for_what_is_due_only_and_gets_304(site: WatchedSite) -> None:
    watch(site)
    site.scrape("run")
    site.asked()

    assert site.scrape("run") == 0
    at_once = site.asked()
    make_due(site)
    assert site.scrape("run") == 0

    assert at_once == []
    assert sorted(site.asked()) == ["/", "/feed.xml"]
    with Archive.open(site.archive, read_only=True) as archive:
        assert archive._db.execute("SELECT count(*) FROM fetches WHERE outcome = 'new'").fetchone() == (4,)
        assert archive._db.execute("SELECT max(status) FROM fetches WHERE url LIKE '%feed.xml'").fetchone() == (304,)


def test_new_story_in_the_feed_is_had_by_the_next_run(site: WatchedSite) -> None:
    watch(site)
    site.scrape("run")
    site.publish(range(5))
    make_due(site)
    site.asked()

    assert site.scrape("run") == 0

    assert path(4) in site.asked()
    assert len(stored(site)) == 5


def test_links_out_of_stories_are_not_followed(site: WatchedSite) -> None:
    site.answer(0, page(0, top=f'<p>See also <a href="{path(7)}">what we wrote of it before</a></p>'))
    site.answer(7, page(7))
    watch(site)

    site.scrape("run")

    assert path(7) not in site.asked()


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (("--exclude", f"*{path(1)}*"), [0, 2, 3]),
        (("--include", f"re:{path(2)}"), [2]),
        (("--section", "sport"), []),
    ],
)
def test_only_what_is_wanted_is_asked_for(options: tuple[str, str], numbers: list[int], site: WatchedSite) -> None:
    watch(site, *options)

    site.scrape("run")

    assert sorted(set(site.asked()) & {path(n) for n in range(4)}) == sorted(path(n) for n in numbers)


def test_problem_is_one_line_and_the_rest_is_archived(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.answer(1, Answer("Oops", "403 Forbidden"))
    site.answer(2, Answer("Oops", "403 Forbidden"))
    watch(site)
    capsys.readouterr()

    status = site.scrape("run")

    (line,) = capsys.readouterr().err.splitlines()
    assert (status, len(stored(site))) == (1, 2)
    assert line.startswith("scrape: The Courier: the server answered 403 (Forbidden) (2 addresses, such as http")


def test_run_that_got_nothing_says_so_by_its_status(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    for place in ("/", "/feed.xml", "/robots.txt"):
        site.answer_at(place, Answer("", "500 Internal Server Error"))
    with Archive.open(site.archive) as archive:
        archive._db.execute("DELETE FROM robots")
        archive._db.commit()
    capsys.readouterr()

    assert site.scrape("run") == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_second_run_at_once_leaves(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    capsys.readouterr()
    with archive_lock(site.archive, "scrape crawl elsewhere.example"):
        busy = site.scrape("run")
        said = capsys.readouterr().err
        quiet = site.scrape("run", "--skip-if-locked")

    assert (busy, quiet, capsys.readouterr().err) == (75, 0, "")
    assert "scrape crawl elsewhere.example" in said
    assert site.asked() == []


def test_sources_of_the_file_are_taken_up(site: WatchedSite) -> None:
    Path("scrape.toml").write_text(
        f'contact = "https://us.example/bot"\n[[source]]\nurl = "{site.url}"\ndelay = 0\n', "utf-8"
    )

    assert site.scrape("run") == 0

    assert len(stored(site)) == 4


def test_list_of_feeds_is_taken_in(site: WatchedSite) -> None:
    Path("feeds.opml").write_text(
        f'<opml version="2.0"><body><outline text="News"><outline type="rss" text="Courier" xmlUrl="{site.url}feed.xml"/>'
        "</outline></body></opml>",
        "utf-8",
    )

    assert site.scrape("source", "add", "feeds.opml", "--delay", "0") == 0
    assert site.scrape("run") == 0

    assert len(stored(site)) == 4
