"""Stories in text dumps: the dumps of `fixtures/text-dumps`, each beside a `.toml` of what must be read from it."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path

import pytest

import scraper
from scraper.models import Verdict
from scraper.newsstand import fixtures_folder

DUMPS = sorted((fixtures_folder() / "text-dumps").glob("*.txt"))
STORY = (
    "The ferry came back to the old pier on Tuesday morning, three years after a cracked hull had stopped it.",
    "Two hundred passengers were on board, among them the harbour master, who had promised to be there.",
    "Repairs cost the county four million crowns, twice what had been planned when the yard began.",
)
MENU = ("Home", "News", "Sport", "Weather", "Subscribe")


def dump(*lines: str, story: tuple[str, ...] = STORY) -> str:
    return "\n".join((*lines, *story, "About us", "Contact", "Privacy policy"))


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_dump_is_read_as_its_toml_says(path: Path) -> None:
    wanted = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))

    article = scraper.extract_text(path.read_text("utf-8"), url=wanted.pop("url", None))

    paragraphs = article.body.split("\n\n")
    if "contains" in wanted:
        assert [p for p in wanted.pop("contains") if p not in paragraphs] == []
    if "body" in wanted:
        assert paragraphs == wanted.pop("body")
    got = {field: getattr(article, field) for field in wanted}
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in got.items()} == wanted


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Ferry returns to the old pier | Harbour Courier", "Ferry returns to the old pier"),
        ("Harbour Courier: Ferry returns to the old pier", "Ferry returns to the old pier"),
        ("Ferry returns to the old pier", "Ferry returns to the old pier"),
    ],
)
def test_headline_is_the_line_that_the_title_repeats(title: str, shown: str) -> None:
    article = scraper.extract_text(dump(title, *MENU, shown, "By Ana Ruiz", "March 12, 2024"))

    assert article.headline == shown


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        (("March 12, 2024",), date(2024, 3, 12)),
        (("Published: 12 March 2024", "Updated: 14 March 2024"), date(2024, 3, 12)),
        (("Veröffentlicht am 12. März 2024",), date(2024, 3, 12)),
        (("Publié le 12 mars 2024 à 10h05",), date(2024, 3, 12)),
        (("12 марта 2024",), date(2024, 3, 12)),
        (("2024年3月12日",), date(2024, 3, 12)),
        ((), None),
    ],
)
def test_date_stands_between_headline_and_story(lines: tuple[str, ...], published: date | None) -> None:
    article = scraper.extract_text(
        dump("Ferry returns to the old pier", *MENU, "Ferry returns to the old pier", *lines)
    )

    assert article.published == published


def test_date_of_the_address_serves_where_the_dump_has_none() -> None:
    text = dump("Ferry returns to the old pier", *MENU, "Ferry returns to the old pier")

    article = scraper.extract_text(text, url="https://courier.example/2024/03/12/ferry")

    assert (article.published, article.sources["published"]) == (date(2024, 3, 12), "url")


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (("By Ana Ruiz and Bo Li",), ("Ana Ruiz", "Bo Li")),
        (("By", "Ana Ruiz"), ("Ana Ruiz",)),
        (("Ana RuizbyAna Ruiz",), ("Ana Ruiz",)),
        (("Ana Ruiz", "March 12, 2024"), ("Ana Ruiz",)),
        (("Ana Ruiz | March 12, 2024",), ("Ana Ruiz",)),
        (("March 12, 2024",), ()),
    ],
)
def test_authors_stand_between_headline_and_story(lines: tuple[str, ...], authors: tuple[str, ...]) -> None:
    article = scraper.extract_text(
        dump("Ferry returns to the old pier", *MENU, "Ferry returns to the old pier", *lines)
    )

    assert article.authors == authors


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", Verdict.EMPTY),
        ("\n \n\t\n", Verdict.EMPTY),
        ("\n".join(MENU), Verdict.EMPTY),
        ("Just a moment...\nVerifying you are human. This may take a few seconds.", Verdict.CHALLENGE),
        ("Page not found\nHome\nThe page that you asked for could not be found on this server.", Verdict.MISSING),
        (dump("Ferry returns"), Verdict.ARTICLE),
    ],
)
def test_verdict_says_whether_a_dump_is_a_story(text: str, verdict: Verdict) -> None:
    assert scraper.extract_text(text).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1b[31m\n" * 1000,
        "\ud800 alone, \udfff too, and a sentence that goes on for some time.\n" * 50,
        "word " * 400_000,
        "a" * 2_000_000,
        "x\n" * 300_000,
        "By By By By\n" * 20_000,
        "1.1.2020 " * 50_000,
        "> " * 100_000,
        "A sentence of prose, which is long enough to be one, comes again.\n" * 20_000,
        "".join(f"A sentence of prose, number {n}, which is long enough to be one, comes.\n" for n in range(20_000)),
        "\n".join(("Share", "Comments", "Related", "© 2024") * 10_000),
        "\u202e\u200b\ufeff\n" * 10_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_dump_gives_a_record_within_seconds(text: str) -> None:
    start = time.process_time()

    article = scraper.extract_text(text)

    assert time.process_time() - start < 10
    article.body.encode("utf-8")


def test_same_dump_gives_the_same_record() -> None:
    text = dump("Ferry returns | Courier", *MENU, "Ferry returns", "By Ana Ruiz")

    assert scraper.extract_text(text) == scraper.extract_text(text)


def test_lines_that_stand_twice_are_no_story() -> None:
    promo = "Support the paper that tells you every morning where the ferry is and when it will sail again."
    text = dump("Ferry returns to the old pier", *MENU, "Ferry returns to the old pier", promo) + f"\n{promo}"

    article = scraper.extract_text(text)

    assert promo not in article.body


def test_comments_are_no_story() -> None:
    comment = "I have been waiting for this boat since before my daughter could walk, and now she steers it."
    text = dump("Ferry returns", *MENU, "Ferry returns") + f"\n3 Comments\nTom W\nMarch 13, 2024\n{comment}\nReply"

    article = scraper.extract_text(text)

    assert comment not in article.body
