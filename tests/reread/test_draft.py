"""`scrape rules new`: selectors that give what the reader found, proved by an example that is a part of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.cli import main
from scraper.reread.draft import draft_rules
from scraper.rules import FOLDER_VARIABLE, parse_rules
from tests.reread.stale import stale_archive, url_of

URL = "https://courier.example/2026/03/ferry"
PARAGRAPHS = "".join(
    f"<p>On day {day} the ferry carried {day * 7} passengers across the sound, and the harbour master wrote down"
    " the number of every crate that she had seen on deck that morning.</p>\n"
    for day in range(1, 7)
)
PAGE = f"""
<!doctype html><html lang="en"><head><title>Ferry returns | Courier</title><meta name="keywords" content="x"></head>
<body><div class="menu"><a href="/a">Harbour</a> <a href="/b">Weather</a></div><div class="wrap"><div class="story-head">
<h1 class="story-title css-1x2y3z">Ferry returns to Port Ellis</h1><p class="byline">By Ana Ruiz</p>
<time class="stamp" datetime="2026-03-04T08:30:00Z">4 March</time></div><div class="story-text" id="text-48213">
{PARAGRAPHS}</div><ul class="topics"><li><a rel="tag" href="/t/f">Ferries</a></li>
<li><a rel="tag" href="/t/e">Port Ellis</a></li></ul></div></body></html>
"""


def test_each_field_gets_a_selector_that_will_last() -> None:
    draft = draft_rules(PAGE.encode(), URL)

    rules = draft.rules
    assert (rules.headline, rules.authors, rules.tags) == (("h1.story-title",), (".byline",), ('a[rel="tag"]',))
    assert (rules.published, rules.body) == (("time.stamp",), (".story-text",))
    assert draft.not_found == {}


def test_the_file_is_read_back_and_proves_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    text = draft_rules(PAGE.encode(), URL).toml()
    (tmp_path / "courier.example.toml").write_text(text, "utf-8")

    rules = parse_rules(text, "courier.example.toml")
    example = rules.examples[0]

    assert example["headline"] == "Ferry returns to Port Ellis"
    assert example["tags"] == ["Ferries", "Port Ellis"]
    assert example["published"].isoformat() == "2026-03-04T08:30:00+00:00"
    assert "On day 3" in example["body"]
    assert "On day 4" not in example["html"]  # the first paragraphs are enough
    assert "Weather" not in example["html"]
    assert main(["rules", "check", "courier.example"]) == 0


@pytest.mark.parametrize(
    ("markup", "selector"),
    [
        ('<div class="info"><span class="stamp">4 March 2026</span> | Harbour</div>', ".stamp"),
        ('<div class="info mb-4"><span class="font-bold">4 March 2026</span> | By post</div>', ".info span"),
        ('<span class="css-1x2y3z tdi_5_ecc">4 March 2026</span>', ".head"),
    ],
)
def test_the_selector_names_the_innermost_element_by_what_it_is(markup: str, selector: str) -> None:
    stamp = '<time class="stamp" datetime="2026-03-04T08:30:00Z">4 March</time>'
    page = PAGE.replace(stamp, f'<div class="head">{markup}</div>')

    assert draft_rules(page.encode(), URL).rules.published == (selector,)


def test_what_the_reader_does_not_find_is_a_remark_too() -> None:
    draft = draft_rules(
        PAGE.replace('rel="tag" ', "").replace("topics", "more").replace('content="x"', "").encode(), URL
    )

    assert "\n# tags: the reader finds none on this page\n" in draft.toml()


@pytest.mark.parametrize(
    ("markup", "instead", "name"),
    [
        ('<time class="stamp" datetime="2026-03-04T08:30:00Z">4 March</time>', "", "published"),
        ('<h1 class="story-title css-1x2y3z">Ferry returns to Port Ellis</h1>', "", "headline"),
    ],
)
def test_what_no_selector_gives_is_a_remark(markup: str, instead: str, name: str) -> None:
    data = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry returns to Port Ellis",'
        ' "datePublished": "2026-03-04T08:30:00Z"}</script></head>'
    )

    draft = draft_rules(PAGE.replace(markup, instead).replace("</head>", data).encode(), URL)

    assert set(draft.not_found) == {name}
    assert f"# {name}: no selector gives it; it is read at: json-ld" in draft.toml()
    assert getattr(parse_rules(draft.toml(), "x"), name) == ()


def test_a_page_is_a_file_or_an_archived_one(
    tmp_path: Path, archive_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    stale_archive(archive_path, 2)
    (tmp_path / "ferry.html").write_text(PAGE)

    saved = main(["rules", "new", "ferry.html", "--url", URL]), capsys.readouterr().out
    stored = main(["rules", "new", "--stored", url_of(1)]), capsys.readouterr().out
    missing = main(["rules", "new", "--stored", "https://nobody.example/"]), capsys.readouterr()

    assert (saved[0], stored[0], missing[0]) == (0, 0, 1)
    assert saved[1].startswith("# courier.example.toml, drafted from https://courier.example/2026/03/ferry\n")
    assert parse_rules(stored[1], "x").examples[0]["headline"] == "Ferry 1 reaches Port Ellis"
    assert missing[1].out == ""
    assert "the archive has no page of it" in missing[1].err


def test_a_page_without_a_story_gives_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")

    assert main(["rules", "new", str(tmp_path / "empty.html")]) == 1
    assert capsys.readouterr().out == ""
