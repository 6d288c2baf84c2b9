"""`scrape explain`: the same told by the archive as by the page, by any address, without the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.extract import read
from scraper.rules import FOLDER_VARIABLE
from tests.archive.invented import page
from tests.reread.stale import story_html, url_of

HTML = story_html(0).replace(b"</head>", b'<meta property="og:title" content="The ferry is back"></head>')
STORY = url_of(0)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_DB", raising=False)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))


def explained(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Run the command with --json and give what it printed."""
    capsys.readouterr()
    assert main(["explain", *words, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_the_archive_tells_the_same_as_the_page_with_all_runners_up(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(STORY, body=HTML), read(HTML, STORY))

    by_url = explained([f"{STORY}?utm_source=x", "--stored"], capsys)["fields"]
    by_id = explained([str(stored.article_id)], capsys)["fields"]
    today = read(HTML, STORY).candidates

    assert by_url == by_id
    headlines = [(one["value"], one["source"], one["chosen"]) for one in by_url["headline"]]
    assert headlines[0] == ("Ferry 0 reaches Dunmore", "h1", True)
    assert ("The ferry is back", "og:title", False) in headlines
    for field, candidates in by_url.items():
        assert [one["source"] for one in candidates] == [found.source for found in today[field]]
    assert by_url["body"][0]["value"] is None


def test_a_rule_that_matched_nothing_is_told_from_the_archive_too(
    archive_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "courier.example.toml").write_text('headline = "h1.gone"')
    (tmp_path / "ferry.html").write_bytes(HTML)
    assert main(["file", "ferry.html", "--url", STORY]) == 0

    told = explained([STORY, "--stored"], capsys)

    assert told["unmatched_rules"] == ["headline"]
    assert main(["explain", "--stored", STORY]) == 0
    assert "site rule for headline matched nothing" in capsys.readouterr().out


def test_what_was_read_again_is_what_is_told(
    archive_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ferry.html").write_bytes(HTML)
    assert main(["file", "ferry.html", "--url", STORY]) == 0
    (tmp_path / "courier.example.toml").write_text("headline = \"meta[property='og:title']@content\"")

    assert main(["reextract", STORY]) == 0

    headline = explained([STORY, "--stored"], capsys)["fields"]["headline"]
    assert (headline[0]["value"], headline[0]["source"]) == ("The ferry is back", "site rule")
    assert [one["source"] for one in headline if one["chosen"]] == ["site rule"]
    assert "h1" in [one["source"] for one in headline]


_SEEN = b"""<html lang="en"><title>Ferry returns | The Courier</title><meta name="keywords" content="ferries, harbours">
<body><h1>Ferry returns</h1><p class="byline">By Ana Ruiz and Bo Li in Lima</p><p class="date">4 March 2024</p>
<p>The ferry came back on Monday, a year to the day after it had left the old pier for the yard at Dunmore.</p>
<p>Half the town stood on the pier to see it, and the band of the fire brigade played until it rained on Tuesday.</p>"""
_DUMP = b"""Home\nNews\n\nFerry returns to the harbour\n\nBy Ana Ruiz and Bo Li\n\n4 March 2024

The ferry came back on Monday, a year to the day after it had left the old pier for the yard at Dunmore, in the rain.

Half the town stood on the pier to see it, and the band of the fire brigade played until it was dark on Tuesday.

The harbour master wrote down the number of every crate that she saw on deck, and then went home to her family."""


@pytest.mark.parametrize(
    ("raw", "field", "value", "shown"),
    [
        (_SEEN, "published", "2024-03-04", "4 March 2024"),
        (_SEEN, "authors", "Ana Ruiz, Bo Li", "By Ana Ruiz and Bo Li in Lima"),
        (_SEEN, "tags", "ferries, harbours", None),
        (_SEEN.replace(b"ferries, h", b"ferries;h"), "tags", "ferries, harbours", "ferries;harbours"),
        (_SEEN.replace(b"ferries, h", b"#ferries|h"), "tags", "ferries, harbours", "#ferries|harbours"),
        (_DUMP, "published", "2024-03-04", "4 March 2024"),
        (_DUMP, "authors", "Ana Ruiz, Bo Li", "By Ana Ruiz and Bo Li"),
        (_DUMP, "verdict", "article", None),
    ],
)
def test_the_archive_has_how_a_value_stands_on_the_page(
    raw: bytes, field: str, value: str, shown: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page").write_bytes(raw)
    (tmp_path / "courier.example.toml").write_text('published = "b.gone"')  # what a missed rule leaves has it, too
    assert main(["file", "page", "--url", STORY]) == 0

    found = explained([STORY, "--stored"], capsys)["fields"][field][0]

    assert (found["value"], found["raw"]) == (value, shown)


@pytest.mark.parametrize("words", [["--stored", "https://nobody.example/"], ["0123456789abcdef"]])
def test_a_story_that_is_not_there_exits_with_1(
    words: list[str], archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Archive.open(archive_path).close()

    assert main(["explain", *words]) == 1
    assert "there is no such story in the archive" in capsys.readouterr().err


def test_a_word_that_is_neither_file_nor_address_is_said_to_be_neither(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "no-such-page.html"]) == 3
    assert "there is no such file, and it is no http or https address" in capsys.readouterr().err
