"""`scrape clusters`, and what `scrape show` tells of copies."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.fetch import pace
from tests.archive.invented import article, rows
from tests.watch.watched_site import WatchedSite

CHANCE = random.Random(9)
WIRE = "\n\n".join(" ".join(f"w{CHANCE.randrange(3000)}" for _ in range(40)) for _ in range(6))
START = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SCRAPE_DB", "FORCE_COLOR", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def told() -> list[str]:
    """Three papers have a wire story; a fourth has one of its own."""
    stories = [("Courier", WIRE), ("Gazette", f"PORT ELLIS (AP) - {WIRE}"), ("Tribune", WIRE[:900]), ("Herald", "Own.")]
    with Archive.open(Path("archive.db")) as archive:
        return [
            archive.store_article(
                article(
                    url=f"https://{site.lower()}.example/a",
                    canonical_url=None,
                    site=site,
                    body=body,
                    headline=f"Ferry sails, says {site}",
                    byline=None,
                    authors=(),
                ),
                raw=None,
                fetched_at=START + timedelta(hours=number),
            ).article_id
            or ""
            for number, (site, body) in enumerate(stories)
        ]


def test_clusters_are_found_and_listed(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clusters", "--json"]) == 0

    (cluster,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [copy["id"] for copy in cluster["copies"]] == told[:3]
    assert (cluster["agency"], cluster["papers"]) == ("AP", 3)


def test_list_for_people_begins_with_the_first_seen(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["clusters"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Ferry sails, says Courier"
    assert lines[1].split() == "AP · 3 stories in 3 papers · cluster 1".split()
    assert lines[2].split()[:2] == ["2026-03-04", "06:00"]
    assert lines[3].endswith("Gazette: Ferry sails, says Gazette")


@pytest.mark.parametrize(
    ("words", "count", "status"),
    [
        (["https://tribune.example/a"], 1, 0),
        (["https://herald.example/a"], 0, 0),
        (["https://nobody.example/a"], 0, 1),
        (["--agency", "ap"], 1, 0),
        (["--agency", "dpa"], 0, 0),
        (["--papers", "3"], 1, 0),
        (["--papers", "4"], 0, 0),
    ],
)
def test_list_can_be_narrowed(
    told: list[str], words: list[str], count: int, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clusters", *words, "--json"]) == status
    assert len(capsys.readouterr().out.splitlines()) == count


def test_missing_archive_is_not_made(tmp_path: Path) -> None:
    assert main(["clusters"]) == 5
    assert list(tmp_path.iterdir()) == []


def test_show_says_who_else_has_a_story(told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["clusters"])
    capsys.readouterr()

    main(["show", told[1]])
    shown = capsys.readouterr().out
    main(["show", told[1], "--json"])
    record = json.loads(capsys.readouterr().out)
    main(["show", told[3], "--json"])
    alone = json.loads(capsys.readouterr().out)

    assert "Agency     AP\n" in shown
    assert "seen first at Courier, here as number 2; also at Courier (2026-03-04, " in shown
    assert [copy["id"] for copy in record["cluster"]["copies"]] == told[:3]
    assert alone["cluster"] is None


def test_run_ends_with_a_look_for_copies(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.01)
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.setenv("SCRAPE_CONTACT", "https://us.example/bot")
    with WatchedSite(archive_path) as site:
        assert site.scrape("source", "add", site.url, "--delay", "0") == 0

        assert site.scrape("run") == 0

    assert looked_at(archive_path) > 0


def looked_at(path: Path) -> int:
    """Give the number of stories, all of which were looked at."""
    ((stories, sketches),) = rows(path, "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM sketches)")
    assert stories == sketches
    return int(stories)
