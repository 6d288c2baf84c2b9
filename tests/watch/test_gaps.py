"""`scrape status --gaps`: each story that a list has and the archive has not, with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawl.faults.paper import Answer, path
from tests.watch.test_run import make_due, site, watch
from tests.watch.watched_site import WatchedSite

__all__ = ["site"]  # the fixture


def gaps(site: WatchedSite, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any], Any]:
    """Give the exit status, what was said of each story that is missing, and the summary."""
    capsys.readouterr()
    status = site.scrape("status", "--gaps", "1", "--json", *options)
    *found, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, {one["url"]: (one["why"], one["detail"]) for one in found}, last["summary"]


def test_nothing_is_missing_after_a_run(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    site.scrape("run")

    status, missing, summary = gaps(site, capsys)

    assert (status, missing) == (0, {})
    assert summary == {"listed": 4, "archived": 4, "missing": {}, "undated": 0}


def test_each_gap_has_its_reason(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.answer_at("/robots.txt", Answer(f"User-agent: *\nDisallow: {path(1)}\n", type="text/plain"))
    site.answer(2, Answer("", "410 Gone"))
    site.answer(3, Answer("", "403 Forbidden"))
    site.answer(4, Answer("<html><title>Courier</title><body><p>Soon.</p></body></html>"))
    for number in (1, 5):
        site.answer(number, Answer("never asked for"))
    watch(site, "--exclude", f"*{path(5)}")
    site.announce(range(6))
    site.scrape("run")
    site.announce(range(7))

    status, missing, summary = gaps(site, capsys)

    said = {site.story_url(n): missing.get(site.story_url(n), (None, None))[0] for n in range(7)}
    assert list(said.values()) == [
        *(None, "refused by robots.txt", "gone", "failed", "no story", "not wanted", "never found"),
    ]
    assert missing[site.story_url(3)][1].startswith("the server answered 403 (Forbidden); to be asked for after 20")
    assert (status, summary["listed"], summary["archived"]) == (1, 7, 1)


def test_what_the_budget_left_is_waiting(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    site.scrape("run", "--limit", "3")  # the front, the feed and one story

    status, missing, summary = gaps(site, capsys)

    assert (status, summary["archived"], summary["missing"]) == (1, 1, {"waiting": 3})
    assert set(missing.values()) == {("waiting", None)}


def test_source_is_known_by_its_url_and_its_name(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    site.scrape("run")

    for named in (site.url, "the courier"):
        capsys.readouterr()
        assert site.scrape("status", "--gaps", named) == 0
        assert capsys.readouterr().out.endswith(": 4 listed, 4 archived, 0 missing\n")


def test_what_nobody_can_help_is_no_fault(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.answer(2, Answer("", "410 Gone"))
    watch(site)
    site.scrape("run")

    assert gaps(site, capsys)[0] == 0


def test_stories_before_the_day_are_left_out(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)

    assert gaps(site, capsys, "--since", "3099-01-01")[2]["listed"] == 0


def test_list_that_cannot_be_had_is_a_fault(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> None:
    watch(site)
    site.scrape("run")
    site.answer_at("/feed.xml", Answer("", "500 Internal Server Error"))
    make_due(site)
    capsys.readouterr()

    assert site.scrape("status", "--gaps", "1") == 3
    assert "feed.xml: the server answers 500" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--gaps", "9"), ("--since", "7d")])
def test_misuse_is_told(words: tuple[str, ...], site: WatchedSite, archive_path: Path) -> None:
    watch(site)

    assert site.scrape("status", *words) == 2
