"""`scrape rules check`: a site's rules over its examples and its stored pages, without them and with them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scraper.cli import main
from scraper.reread.again import read_page_again
from scraper.rules import FOLDER_VARIABLE, parse_rules
from tests.reread.stale import stale_archive, story_html, url_of

HOST = "courier.example"
EXAMPLE = """
[[example]]
headline = "Ferry returns"
html = '<h1>Your harbour</h1><div class="t">Ferry returns</div><p>The ferry came back on Monday, after a year away.</p>'
"""


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_DB", raising=False)
    (tmp_path / "ours").mkdir()
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "ours"))


def told(text: str, capsys: pytest.CaptureFixture[str], name: str = f"{HOST}.toml") -> tuple[int, dict[str, Any]]:
    """Write a rule file and check it; give the exit status and what was printed."""
    Path("ours", name).write_text(text, "utf-8")
    capsys.readouterr()
    status = main(["rules", "check", HOST, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("rules", "status", "wrong"),
    [
        ('headline = "div.t"' + EXAMPLE, 0, []),
        ('headline = "div.gone"' + EXAMPLE, 1, ["headline"]),
        ('headline = "div.t"' + EXAMPLE.replace('returns"\n', 'sinks"\n'), 1, ["headline"]),
    ],
)
def test_examples_are_read_without_and_with_the_rules(
    rules: str, status: int, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found, lines = told(rules, capsys)

    assert found == status
    assert [one["field"] for one in lines["examples"][0]["wrong"]] == wrong
    assert lines["examples"][0]["wrong_without_rules"] == ["headline"]


@pytest.mark.parametrize(
    ("rules", "status", "lost", "differ"),
    [
        ('headline = "h1"', 0, set(), 0),
        ('headline = "p.byline"', 0, set(), 4),
        ('strip = ["article"]', 1, {"body", "verdict"}, 4),
        ('body = "article p:nth-of-type(2)"', 1, {"body"}, 4),
        ('headline = "h1.gone"', 1, set(), 0),  # matches nothing on any page: dead
        ('strip = [".nothing"]', 0, set(), 0),
    ],
)
def test_stored_pages_are_read_without_and_with_the_rules(
    rules: str,
    status: int,
    lost: set[str],
    differ: int,
    archive_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stale_archive(archive_path, 8)

    found, lines = told(rules, capsys)

    assert found == status
    assert (lines["pages"], lines["differ"]) == (4, differ)
    assert {one["field"] for one in lines["lost"]} >= lost
    assert bool(lines["lost"]) == bool(lost)
    assert lines["matched_nothing"] == ({"headline": 4} if "gone" in rules else {})


def test_what_a_rule_gave_the_archive_and_gives_no_more_is_lost(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("ours", f"{HOST}.toml").write_text('headline = "p.byline"')
    stale_archive(archive_path, 2)

    status, lines = told('headline = "p.byline-new"', capsys)

    assert status == 1
    assert [(one["field"], one["url"]) for one in lines["lost"]] == [("headline", url_of(0))]
    assert lines["lost"][0]["value"].startswith("By Ana Ruiz")


def test_tests_of_an_ftr_file_are_looked_up_in_the_archive(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale_archive(archive_path, 4)
    lines = f"title: //h1\nsingle_page_link: //a\ntest_url: {url_of(2)}\ntest_contains: {{}}\ntest_url: {url_of(98)}\n"

    right = told(lines.format("On day 2 the ferry to Ashby"), capsys, f"{HOST}.txt")
    wrong = told(lines.format("The ferry sank"), capsys, f"{HOST}.txt")

    assert (right[0], wrong[0]) == (0, 1)
    assert [one["reason"] for one in right[1]["examples"]] == [None, "its page is not here"]
    assert wrong[1]["examples"][0]["wrong"][0]["got"] == "not there: The ferry sank"
    assert right[1]["left_alone"] == ["single_page_link"]


def test_check_changes_no_byte_and_says_what_differs(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale_archive(archive_path, 4)
    Path("ours", f"{HOST}.toml").write_text('headline = "p.byline"\nstrip = ["p:nth-of-type(n+3)"]')
    before = archive_path.read_bytes()

    status = main(["rules", "check", HOST, "--last", "1"])

    out = capsys.readouterr().out
    assert status == 1
    assert archive_path.read_bytes() == before
    assert f"{HOST}.toml: HARM" in out
    assert "0 of 0 examples right · 1 pages read, 1 differ" in out
    assert f"lost: body of {url_of(2)}: " in out
    assert "- Ferry 2 reaches Ashby" in out
    assert "+ By Ana Ruiz" in out


def test_a_host_without_rules_and_a_wrong_file_exit_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    Path("ours", f"{HOST}.toml").write_text('headlines = "h1"')

    assert [main(["rules", "check", "nobody.example"]), main(["rules", "check", HOST])] == [1, 1]

    said = capsys.readouterr().err
    assert "nobody.example: it has no rules" in said
    assert f"{Path('ours', f'{HOST}.toml').absolute()}: unknown key 'headlines'" in said


def test_the_rules_that_are_shipped_pass() -> None:
    assert main(["rules", "check"]) == 0


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_saved_page_is_read_by_the_rules_that_are_given(pack: Callable[[bytes], bytes]) -> None:
    rules = parse_rules('headline = "p.byline"', "courier.example.toml")

    reading = read_page_again(pack(story_html(0)), url_of(0), None, None, False, rules)

    assert reading.article.headline == "By Ana Ruiz"
