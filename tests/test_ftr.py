"""Files of the ftr-site-config format as site rules, and XPath on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scraper.cli import main
from scraper.errors import RuleError
from scraper.extract import read
from scraper.ftr import parse_ftr
from scraper.rules import FOLDER_VARIABLE, NO_RULES, parse_rules, rules_for

PAGE = """
<html><head><title>Your harbour, every morning</title><meta name="byl" content="By Ana Ruiz"></head><body>
<h1>Your harbour, every morning</h1><!-- the head --><div class="head big"><b>Ferry returns</b></div>
<span class="stamp" @click="x">Printed 4 May 2021</span>
<div id="text-17"><p>The ferry came back on Monday, a year to the day after it had left the old pier for the yard.</p>
<div class="promo wide"><p>Read how the other ferry came to the other island, and what the harbour master said.</p></div>
<aside><div class="promo"><p>Subscribe to the paper of the harbour today, and read what others read only later.</p></div></aside>
<p>Half the town stood on the pier to see it, and the band of the fire brigade played until it rained on Tuesday.</p>
</div></body></html>
"""


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("title: //div[@class='head big']/b", "headline", "Ferry returns"),
        ("title: //nothing\ntitle: //h1/following-sibling::div/b/text()", "headline", "Ferry returns"),
        ("title://title", "headline", "Your harbour, every morning"),
        ("author: //meta[@name='byl']/@content", "authors", ("Ana Ruiz",)),
        ("date: substring-after(//span[@class='stamp'], 'Printed ')", "published", "2021-05-04"),
        ("date: (//span)[1]", "published", "2021-05-04"),
        ("title: //*[re:test(@class, '^head')]", "headline", "Ferry returns"),
        ("title: id('text-17')/preceding::b", "headline", "Ferry returns"),
        ("# a remark\n\ntidy: no\nreplace_string(<b>Ferry): <b>Ship\ntitle: //b", "headline", "Ship returns"),
        ("find_string: Ferry returns\nreplace_string: It returns\ntitle: //b", "headline", "It returns"),
        (
            "find_string: Ferry\nfind_string: returns\nreplace_string: Ship\nreplace_string: sails\ntitle: //b",
            "headline",
            "Ship sails",
        ),
        ("find_string:  returns\nreplace_string:\ntitle: //b", "headline", "Ferry"),
    ],
)
def test_a_directive_gives_the_value_of_its_field(lines: str, field: str, value: Any) -> None:
    article = read(PAGE, "https://courier.example/ferry", rules=parse_ftr(lines)).article

    found = getattr(article, field)
    assert (found.isoformat() if hasattr(found, "isoformat") else found) == value
    assert article.sources[field] == "site rule"


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("body: //div[starts-with(@id, 'text-')]", 4),
        ("body: //div[@id='text-17']/p", 2),
        ("body: //div[@id='text-17']\nstrip: //aside", 3),
        ("body: //div[@id='text-17']\nstrip_id_or_class: promo", 2),
        ("body: //div[@id='text-17']\nstrip_id_or_class: pro", 2),
        ("body: //div[@id='text-17']\nstrip_id_or_class: 'promo wide'", 3),
        ("body: //div[@id='text-17']\nstrip: //aside | //aside//p\nstrip: //div[@class='promo wide']", 2),
        ("body: //div[@id='text-17']\nstrip: //body", 4),
        ("body: //div[@id='text-17']\nstrip: //div/@class", 4),
        ("body: //div[@id='text-17']\nstrip: //p/text()[contains(., 'other') or starts-with(., 'Subscribe')]", 2),
    ],
)
def test_body_and_strip_choose_what_is_story(lines: str, left: int) -> None:
    rules = parse_ftr(lines)
    paragraphs = ("The ferry came", "Read how", "Subscribe to", "Half the town")

    body = read(PAGE, "https://courier.example/ferry", rules=rules).article.body

    kept = [words for words in paragraphs if words in body]
    assert "The ferry came" in kept
    assert "Half the town" in kept
    assert len(kept) <= left
    if left == 2:
        assert kept == ["The ferry came", "Half the town"]


def test_what_means_nothing_here_is_named_and_tests_become_examples() -> None:
    rules = parse_ftr(
        "title: Hello\nbody: //div[\nsingle_page_link: //a\nhttp_header(user-agent): x\nprune: no\nno directive\n"
        "find_string: One\nif_page_contains: //ol\n"
        "test_url: https://courier.example/a\ntest_contains: One\ntest_contains: Two\ntest_url: https://courier.example/b\n"
    )

    assert rules.headline == rules.body == ()
    assert rules.ignored == (
        "title: Hello (no XPath)",
        "body: //div[ (Invalid expression)",
        "single_page_link",
        "http_header",
        "no directive",
        "if_page_contains",
        "find_string: One (no replace_string)",
    )
    assert rules.examples == (
        {"url": "https://courier.example/a", "contains": ["One", "Two"]},
        {"url": "https://courier.example/b", "contains": []},
    )


def test_all_that_follows_is_stripped_however_much_it_is() -> None:
    days = range(1_200)
    more = "".join(
        f"<p>On day {day} the ferry sank in the harbour of the other island, and was raised.</p>" for day in days
    )
    page = PAGE.replace("</div></body>", f"<p>Related</p>{more}</div></body>")

    body = read(page, rules=parse_ftr("body: //div[@id='text-17']\nstrip: //p[.='Related']/following::*")).article.body

    assert ("Half the town" in body, "ferry sank" in body) == (True, False)


@pytest.mark.parametrize(
    ("link", "condition", "following"),
    [
        ("//a", "//ol", "https://courier.example/ferry/2"),
        ("//a/@href", "//ul", None),
        ("concat(//a/@href, '/all')", "//ol", "https://courier.example/ferry/2/all"),
        ("concat(//a/@href, '/all')", "//ul", None),
    ],
)
def test_a_link_may_hold_only_for_pages_that_contain_something(
    link: str, condition: str, following: str | None
) -> None:
    page = PAGE.replace("</body>", '<ol><li><a href="/ferry/2">2</a></li></ol></body>')
    rules = parse_ftr(f"next_page_link: {link}\nif_page_contains: {condition}")

    assert read(page, "https://courier.example/ferry", rules=rules).next_page == following


def test_xpath_stands_in_toml_too_and_is_checked() -> None:
    rules = parse_rules("headline = \"//div[contains(@class, 'head')]/b\"", "courier.example.toml")

    assert read(PAGE, rules=rules).article.headline == "Ferry returns"
    with pytest.raises(RuleError, match="no XPath expression"):
        parse_rules('headline = "//div["', "courier.example.toml")


@pytest.mark.parametrize(
    ("files", "host", "headline"),
    [
        ({"courier.example.txt": "title: //b"}, "courier.example", ("//b",)),
        ({"courier.example.txt": "title: //b"}, "www.courier.example", ("//b",)),
        ({"courier.example.txt": "title: //b"}, "blog.courier.example", ()),
        ({".courier.example.txt": "title: //b"}, "blog.courier.example", ("//b",)),
        ({".courier.example.txt": "title: //b"}, "www.courier.example", ()),
        ({".courier.example.txt": "title: //b", "courier.example.txt": "title: //i"}, "courier.example", ("//i",)),
        ({"courier.example.txt": "title: //b[.='\xe9']"}, "courier.example", ("//b[.='\ufffd']",)),
        ({"courier.example.toml": 'headline = "b"'}, "blog.courier.example", ("b",)),
        ({"courier.example.toml": 'headline = "b"', "courier.example.txt": "title: //i"}, "courier.example", ("b",)),
        ({"wired.com.toml": 'headline = "b"'}, "www.wired.com", ("b",)),
        ({"wired.com.txt": "title: //b"}, "www.wired.com", ("//b",)),
        ({"global.txt": "title: //b", "LICENSE.txt": "Public domain"}, "courier.example", ()),
    ],
)
def test_a_folder_of_ones_own_is_asked_first(
    files: dict[str, str], host: str, headline: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "latin-1")  # as some old ones are
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))

    assert rules_for(host).headline == headline


def test_the_folder_of_scrape_toml_holds_for_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "courier.example.txt").write_text("title: //b")
    (tmp_path / "ferry.html").write_text(PAGE)
    words = ["file", "ferry.html", "--url", "https://courier.example/ferry", "--no-store"]

    assert main(words) == 0
    before = capsys.readouterr().out
    (tmp_path / "scrape.toml").write_text('rules = "ours"')
    assert main(words) == 0
    after = capsys.readouterr().out
    (tmp_path / "scrape.toml").write_text('rules = "theirs"')
    monkeypatch.setenv(FOLDER_VARIABLE, "")

    assert ("Ferry returns" in before, "Ferry returns" in after) == (False, True)
    assert main(words) == 4
    assert rules_for("nobody.example") is NO_RULES
