"""The commands, run in this process against the loopback newspapers."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from pathlib import Path

import pytest

from scraper.cli import main
from scraper.newsstand import Newsstand
from scraper.rules import SiteRules

STORY = "http://harbour-courier.example/2024/03/12/ferry-returns-to-port-ellis/"
OTHER = "http://harbour-courier.example/2024/03/05/sea-wall-to-be-rebuilt-in-timber/"
GONE = "http://harbour-courier.example/no/such/story"
REFUSED = "http://127.0.0.1:9/story"  # private, and not permitted
SENTENCES = "".join(
    f"<p>At {hour} o'clock it was seen under the bridge by {hour + 2} people.</p>" for hour in range(20)
)
PAGE = f"<!doctype html><title>Eel</title><article><h1>The eel is back</h1>{SENTENCES}</article>".encode()


@pytest.fixture(autouse=True)
def _proxied(newspaper: Newsstand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach the newspapers, in a folder of our own, with nothing said by the environment."""
    for name in ("SCRAPE_DB", "SCRAPE_USER_AGENT", "SCRAPE_CONTACT", "SCRAPE_DEBUG", "FORCE_COLOR", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", newspaper.url)
    monkeypatch.chdir(tmp_path)


def rows(table: str, path: str = "archive.db") -> int:
    db = sqlite3.connect(path)
    try:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        db.close()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([STORY], 0),
        ([STORY, GONE], 1),
        ([GONE], 1),
        ([STORY, REFUSED], 1),
        ([REFUSED], 3),
        (["no address"], 3),
        ([STORY, "--bad-flag"], 2),
        ([], 2),
        ([STORY, "--user-agent", "two\nlines"], 4),
        ([STORY, "--db", "no/such/folder/archive.db"], 5),
    ],
)
def test_url_exits_with(words: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["url", *words]) == status
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", [["show", STORY], ["search", "ferry"], ["explain", "0123456789abcdef"]])
def test_reading_a_missing_archive_exits_with_5_and_makes_no_file(command: list[str], tmp_path: Path) -> None:
    assert main(command) == 5
    assert list(tmp_path.iterdir()) == []


def test_configuration_error_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scrape.toml").write_text("colour = 'red'")

    status = main(["url", STORY])

    assert status == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_unexpected_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("scraper.cli.url.configuration", broken)

    status = main(["url", STORY])

    error = capsys.readouterr().err
    assert (status, error.count("\n")) == (70, 1)
    assert "a wheel came off" in error


def test_debugging_shows_where_an_unexpected_error_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCRAPE_DEBUG", "1")
    monkeypatch.setattr("scraper.cli.url.configuration", None)

    status = main(["url", STORY])

    assert status == 70
    assert "Traceback" in capsys.readouterr().err


def test_interruption_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scraper.cli.url.configuration", interrupted)

    assert main(["url", STORY]) == 130


def test_second_run_adds_no_row_and_prints_the_stored_record(capsys: pytest.CaptureFixture[str]) -> None:
    main(["url", STORY, "--json"])
    first = capsys.readouterr()

    status = main(["url", STORY, "--json"])

    second = capsys.readouterr()
    assert status == 0
    assert (rows("articles"), rows("fetches")) == (1, 2)
    assert first.err.strip() == f"{STORY}: new"
    assert second.err.strip() == f"{STORY}: not modified"
    assert json.loads(second.out)["body"] == json.loads(first.out)["body"]


def test_json_is_one_object_a_line_under_the_names_of_the_design(capsys: pytest.CaptureFixture[str]) -> None:
    main(["url", STORY, OTHER, "--json"])

    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = (
        "headline standfirst byline authors published modified section sections tags body body_html images "
        "language site url canonical_url is_free verdict sources"
    )
    assert [record["url"] for record in records] == [STORY, OTHER]
    assert list(records[0]) == names.split()
    assert isinstance(records[0]["body"], str)


def test_same_url_is_asked_once(newspaper: Newsstand) -> None:
    main(["url", STORY, STORY + "#top", STORY + "?utm_source=poster"])

    assert [path for _, path in newspaper.asked if path != "/robots.txt"] == [STORY.partition(".example")[2]]


def test_standard_input_is_a_list_of_urls(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"# today\n\n  {STORY}\n{OTHER}\n"))

    status = main(["url", "-", "--json"])

    assert status == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_no_store_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["url", STORY, "--no-store"])

    assert status == 0
    assert "Ferry returns" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_credentials_are_never_shown_nor_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["url", STORY.replace("://", "://ana:s3same@"), GONE.replace("://", "://ana:s3same@"), "--json"])

    output = capsys.readouterr()
    assert "s3same" not in output.out + output.err
    assert all(b"s3same" not in file.read_bytes() for file in tmp_path.iterdir())


def test_private_address_is_permitted_for_the_host_that_is_named(
    newspaper: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("http_proxy")
    url = f"{newspaper.url}/"

    refused, permitted = main(["url", url]), main(["url", url, "--allow-private"])

    assert refused == 3
    assert permitted == 1  # reached: it is no newspaper under that name
    assert ("127.0.0.1", "/") in newspaper.asked


def test_robots_text_is_kept() -> None:
    main(["url", STORY])

    assert rows("robots") == 1


def test_run_is_logged_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    main(["url", STORY, GONE])
    monkeypatch.setattr("scraper.cli.url.lines_of_input", interrupted)
    main(["url", STORY])

    db = sqlite3.connect("archive.db")
    logged = db.execute("SELECT exit_code, ended_at IS NOT NULL FROM runs").fetchall()
    db.close()
    assert logged == [(1, 1), (130, 1)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_saved_page_is_stored(pack: type[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(pack(PAGE))

    status = main(["file", str(file), "--url", "http://harbour-courier.example/eel", "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["headline"] == "The eel is back"
    assert rows("articles") == 1


def test_address_is_for_one_file_only(tmp_path: Path) -> None:
    status = main(["file", "one.html", "two.html", "--url", STORY])

    assert status == 2
    assert list(tmp_path.iterdir()) == []


def test_bad_files_do_not_stop_the_good_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7 and so on")

    status = main(["file", "missing.html", "page.pdf", str(tmp_path), "page.html"])

    output = capsys.readouterr()
    assert status == 1
    assert "The eel is back" in output.out
    assert output.err.count("\n") == 4
    assert "page.pdf: it is a PDF" in output.err


def test_story_is_shown_by_url_and_by_id(capsys: pytest.CaptureFixture[str]) -> None:
    main(["url", STORY])
    capsys.readouterr()

    main(["show", STORY, "--json"])
    by_url = json.loads(capsys.readouterr().out)
    main(["show", by_url["id"], "--json"])

    assert json.loads(capsys.readouterr().out) == by_url
    assert main(["show", GONE]) == 1


def test_search_finds_and_limits(capsys: pytest.CaptureFixture[str]) -> None:
    main(["url", STORY, OTHER])
    capsys.readouterr()

    main(["search", "the", "--limit", "1", "--json"])
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert len(hits) == 1
    assert main(["search", "zyzzyva"]) == 0
    assert capsys.readouterr() == ("", "nothing found\n")


def test_explain_takes_a_word_that_is_too_long_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "eel" * 200]) == 3
    assert "no http or https address" in capsys.readouterr().err


def test_explain_marks_the_winner_of_each_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    main(["url", STORY, "--json"])
    capsys.readouterr()
    main(["show", STORY, "--json"])
    story_id = json.loads(capsys.readouterr().out)["id"]

    for page in (STORY, "page.html", story_id):
        status = main(["explain", page, "--json"])
        fields = json.loads(capsys.readouterr().out)["fields"]
        assert status == 0
        assert [found["chosen"] for found in fields["headline"]].count(True) == 1
    main(["explain", story_id])
    assert "\n* " in capsys.readouterr().out
    assert rows("fetches") == 1


def test_a_site_rule_that_matches_nothing_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scraper.extract.article.rules_for", lambda _: SiteRules(headline=("h1.gone",)))

    main(["url", STORY])
    status = capsys.readouterr().err
    main(["explain", STORY])

    assert "new; site rule for headline matched nothing" in status
    assert capsys.readouterr().out.endswith("\nsite rule for headline matched nothing\n")
    main(["explain", STORY, "--json"])
    assert json.loads(capsys.readouterr().out)["unmatched_rules"] == ["headline"]


def test_demo_fills_an_archive_that_can_be_searched(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["demo"])

    printed = capsys.readouterr().out
    assert status == 0
    assert "scrape browse --db demo.db" in printed
    assert "Not stored" in printed
    assert rows("articles", "demo.db") > 10
    assert main(["search", "ferry", "--db", "demo.db"]) == 0


def test_demo_leaves_the_proxy_as_it_was(newspaper: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:1")

    assert main(["demo"]) == 0
    assert newspaper.asked == []


@pytest.mark.parametrize("flag", ["--version"])
def test_version_is_printed(flag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([flag]) == 0
    assert capsys.readouterr().out.startswith("scrape 0.")
