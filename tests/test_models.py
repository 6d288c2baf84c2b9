"""What travels between the layers can travel."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

from scraper.extract import read
from scraper.models import Article, Image, Page, Verdict


def test_an_article_survives_pickling_with_its_sources() -> None:
    article = Article(
        headline="Ferry returns",
        authors=("Ana Ruiz",),
        published=datetime(2024, 3, 12, 17, 5, tzinfo=UTC),
        images=(Image("https://courier.example/a.jpg"),),
        verdict=Verdict.ARTICLE,
        sources={"headline": "h1"},
    )

    assert pickle.loads(pickle.dumps(article)) == article


def test_headers_are_found_whatever_their_case() -> None:
    page = Page("u", "u", 304, (("ETag", '"1"'), ("Content-Type", "text/html")), b"", datetime.now(UTC))

    assert page.validators.etag == '"1"'
    assert page.content_type == "text/html"
    assert page.header("Age") is None
    assert page.is_not_modified


def test_a_reading_survives_pickling_with_its_candidates() -> None:
    reading = read(b"<title>Ferry returns</title><h1>Ferry returns</h1><p>The ferry sailed.</p>", "https://a.example/b")

    assert reading.candidates["headline"]
    assert pickle.loads(pickle.dumps(reading)) == reading
