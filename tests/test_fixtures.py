"""Every page of `fixtures/` is read as the `.toml` beside it says.

A key of the `.toml` is a field of the article; a field without a key is not looked at. An empty text or list
means: the page does not say. `language` may be given without region; a `[[images]]` table may leave keys out;
`body` lists all paragraphs, `contains` only some. A `published` without a time wants a date and no time.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import scraper
from scraper.models import Article, Image
from scraper.newsstand import Newspaper, demo_urls, fixtures_folder

FOLDER = fixtures_folder()
EXPECTATIONS = sorted(path for path in FOLDER.glob("*.example/**/*.toml") if path.name != "site.toml")
PAGES = sorted(path for path in FOLDER.glob("*.example/**/*") if path.suffix in (".html", ".htm"))
FIELDS = frozenset(Article.__dataclass_fields__)


def page_of(expectation: Path) -> Path:
    return next(page for suffix in (".html", ".htm") if (page := expectation.with_suffix(suffix)).is_file())


def short(path: Path) -> str:
    return str(path.relative_to(FOLDER).with_suffix(""))


def read(expectation: Path) -> Article:
    """Read a page as it would be read if its own server had sent it."""
    wanted = tomllib.loads(expectation.read_text("utf-8"))
    paper = Newspaper(FOLDER / expectation.relative_to(FOLDER).parts[0])
    answer = paper.answer(urlsplit(wanted["url"]).path)
    article: Article = scraper.extract(answer.body, wanted["url"], content_type=answer.content_type)
    return article


def paragraphs(body: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in body.split("\n\n")] if body else []


def image_as_wanted(image: Image, wanted: dict[str, str]) -> dict[str, str | None]:
    return {key: getattr(image, key) for key in wanted}


def language_matches(got: str | None, wanted: str) -> bool:
    # basic filtering of RFC 4647: "en" stands for "en-GB" too
    return got is not None and f"{got}-".lower().startswith(f"{wanted}-".lower())


def difference(field: str, wanted: Any, article: Article) -> str | None:
    """Say what is wrong with one field of an article, or None when it is right."""
    if field == "contains":
        missing = [paragraph for paragraph in wanted if paragraph not in paragraphs(article.body)]
        return f"contains: not in the body: {missing}" if missing else None
    got: Any = getattr(article, field)
    if field == "body":
        return body_difference(paragraphs(got), wanted)
    if field == "language" and language_matches(got, wanted):
        return None
    if field in ("published", "modified"):
        got, wanted = moment(got), moment(wanted)
    elif field == "images":
        pairs = zip(got, wanted, strict=False)
        got = [image_as_wanted(*pair) for pair in pairs] + [image.url for image in got[len(wanted) :]]
    elif isinstance(wanted, list):
        got = list(got)
    elif wanted == "":
        got = got or ""
    if got == wanted:
        return None
    source = article.sources.get(field, "nowhere")
    return f"{field}: expected {wanted!r}\n{'':{len(field)}}       got {got!r}  (read in: {source})"


def moment(value: datetime | date | None) -> str:
    """Write a time so that equal ones look equal, and a day differently from a time of that day."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else f"{value.isoformat()} without a zone"
    return value.isoformat() if value else "nothing"


def body_difference(got: list[str], wanted: list[str]) -> str | None:
    if got == wanted:
        return None
    missing = [f"    missing: {paragraph}" for paragraph in wanted if paragraph not in got]
    surplus = [f"    surplus: {paragraph}" for paragraph in got if paragraph not in wanted]
    return "\n".join(["body:", *(missing + surplus or ["    the right paragraphs in another order, or twice"])])


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=short)
def test_page_is_read_as_its_toml_says(expectation: Path) -> None:
    wanted = tomllib.loads(expectation.read_text("utf-8"))

    article = read(expectation)

    wrong = [text for field, value in wanted.items() if (text := difference(field, value, article))]
    assert not wrong, "\n".join([f"{page_of(expectation)}, verdict {article.verdict}", *wrong])


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_page_has_a_toml_beside_it(page: Path) -> None:
    assert page.with_suffix(".toml").is_file()


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=short)
def test_toml_asks_only_for_fields_and_is_about_the_page_beside_it(expectation: Path) -> None:
    wanted = tomllib.loads(expectation.read_text("utf-8"))

    answer = Newspaper(FOLDER / expectation.relative_to(FOLDER).parts[0]).answer(urlsplit(wanted["url"]).path)

    assert set(wanted) <= FIELDS | {"contains"}
    assert answer.body == page_of(expectation).read_bytes()


def test_every_verdict_but_empty_has_a_page() -> None:
    wanted = {tomllib.loads(path.read_text("utf-8"))["verdict"] for path in EXPECTATIONS}

    assert wanted == set(scraper.Verdict) - {scraper.Verdict.EMPTY}


@pytest.mark.parametrize("url", demo_urls())
def test_demo_asks_for_pages_that_are_there(url: str) -> None:
    target = urlsplit(url)

    answer = Newspaper(FOLDER / str(target.hostname)).answer(unquote(target.path))

    assert answer.status in (200, 301)
