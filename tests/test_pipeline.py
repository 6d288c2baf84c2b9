"""The join, over real sockets and a real archive."""

from __future__ import annotations

import asyncio
import gzip
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.answers import why_no_page
from scraper.archive import Archive
from scraper.errors import ForbiddenAddress, UnreadablePage
from scraper.fetch import Fetcher
from scraper.models import Page
from scraper.newsstand import Newsstand
from scraper.pipeline import MAX_SAVED_BYTES, Outcome, read_saved, scrape_file, scrape_url, scrape_urls

PAPER = "http://harbour-courier.example"
STORY = f"{PAPER}/2024/03/12/ferry-returns-to-port-ellis/"
PARAGRAPHS = [f"At {hour} o'clock the eel, < 3 feet long, was seen by {hour + 2} people." for hour in range(20)]
PAGE = (
    "<!doctype html><title>Eel</title><article><h1>The eel is back</h1>"
    f"{''.join(f'<p>{paragraph}</p>' for paragraph in PARAGRAPHS)}</article>"
)


@pytest.fixture(autouse=True)
def _proxied(newspaper: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", newspaper.url)
    monkeypatch.delenv("no_proxy", raising=False)


def scraped(archive: Archive | None, *urls: str) -> list[Outcome]:
    async def scrape() -> list[Outcome]:
        async with Fetcher("scrape-news/test") as fetcher:
            return [outcome async for outcome in scrape_urls(urls, fetcher, archive)]

    return asyncio.run(scrape())


def logged(path: Path) -> list[tuple[str, str | None]]:
    db = sqlite3.connect(path)
    rows = db.execute("SELECT outcome, reason FROM fetches ORDER BY id").fetchall()
    db.close()
    return rows


def answer(body: bytes, content_type: str | None = "text/html", status: int = 200) -> Page:
    headers = (("Content-Type", content_type),) if content_type is not None else ()
    return Page(STORY, STORY, status, headers, body, datetime(2026, 3, 4, tzinfo=UTC))


def test_story_is_stored_then_not_modified(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        (first,) = scraped(archive, STORY)
        (second,) = scraped(archive, STORY)

    assert first.stored and second.stored and first.reading and second.reading
    assert (first.stored.outcome, second.stored.outcome) == ("new", "not modified")
    assert second.reading.article.body == first.reading.article.body
    assert [outcome for outcome, _ in logged(archive_path)] == ["new", "not modified"]


def test_url_without_an_archive_is_only_read() -> None:
    (outcome,) = scraped(None, STORY)

    assert outcome.is_story
    assert outcome.stored is None


def test_missing_page_is_logged_and_no_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        (outcome,) = scraped(archive, f"{PAPER}/none")

    assert not outcome.is_story
    assert outcome.reason == "the server answered 404 (Not Found)"
    assert logged(archive_path) == [("not a story", outcome.reason)]


def test_failure_is_an_outcome_and_the_next_url_is_still_asked(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        failed, fine = scraped(archive, "http://ana:s3same@127.0.0.1:9/a", STORY)

    assert isinstance(failed.error, ForbiddenAddress)
    assert failed.source == "http://127.0.0.1:9/a"
    assert fine.is_story
    assert [outcome for outcome, _ in logged(archive_path)] == ["failed", "new"]


def test_one_url_can_be_scraped_alone() -> None:
    async def scrape() -> Outcome:
        async with Fetcher("scrape-news/test") as fetcher:
            return await scrape_url(STORY, fetcher, None)

    assert asyncio.run(scrape()).is_story


def test_urls_are_asked_in_order_and_once(newspaper: Newsstand) -> None:
    outcomes = scraped(None, STORY, f"{PAPER}/none", STORY + "#top")

    assert [outcome.source for outcome in outcomes] == [STORY, f"{PAPER}/none"]
    assert len(newspaper.asked) == 3  # robots.txt and two pages


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer(PAGE.encode()), None),
        (answer(PAGE.encode(), "application/xhtml+xml; charset=utf-8"), None),
        (answer(PAGE.encode(), None), None),
        (answer(PAGE.encode("utf-16"), "text/html; charset=utf-16"), None),
        (answer(PAGE.encode("utf-16-le")), None),
        (answer("<p>港に船".encode("iso-2022-jp")), None),
        (answer(b""), None),
        (answer(b"<p>a stray \x00 byte</p>" + b"<p>more</p>" * 20), None),
        (answer(PAGE.encode(), status=410), "the server answered 410 (Gone)"),
        (answer(PAGE.encode(), status=299), "the server answered 299"),
        (answer(b"%PDF-1.7"), "it is a PDF, not HTML, though the server calls it so"),
        (answer(bytes(range(256)) * 8), "it is binary data, not HTML, though the server calls it so"),
        (answer(b"%PDF-1.7", "application/pdf"), "it is application/pdf, not HTML"),
        (answer(PAGE.encode(), "image/png"), "it is image/png, not HTML"),
        (answer(b"\x89PNG\r\n\x1a\n", None), "it is an image, not HTML"),
        (answer(b"plain words", None), "it does not look like HTML, and the server does not say what it is"),
    ],
)
def test_what_is_no_page(page: Page, reason: str | None) -> None:
    assert why_no_page(page) == reason


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf\n" + PAGE.encode(),
        gzip.compress(PAGE.encode(), mtime=0),
        PAGE[15:].encode("utf-16"),
    ],
    ids=["plain", "byte order mark", "gzip", "utf-16"],
)
def test_saved_html_is_read_as_html(data: bytes) -> None:
    assert read_saved(data, STORY).article.headline == "The eel is back"


def test_saved_text_is_read_as_text() -> None:
    text = "The eel is back\n\n" + "\n\n".join(PARAGRAPHS)

    reading = read_saved(text.encode())

    assert "< 3 feet long" in reading.article.body
    assert set(reading.candidates) == set(reading.article.sources)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "a PDF"),
        (gzip.compress(b"\x89PNG\r\n\x1a\n", mtime=0), "an image"),
        (gzip.compress(PAGE.encode(), mtime=0)[:-20], "ends before its end"),
        (b"\x1f\x8b and nothing more", "is broken"),
        (gzip.compress(bytes(MAX_SAVED_BYTES + 1), 1, mtime=0), "more than 32,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePage, match=reason):
        read_saved(data)


def test_saved_file_is_stored_once(archive_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "eel.html"
    file.write_text(PAGE)

    with Archive.open(archive_path) as archive:
        outcomes = [scrape_file(file, archive, url=f"{PAPER}/eel") for _ in range(2)]
        counts = archive.counts()

    assert [outcome.stored and outcome.stored.outcome for outcome in outcomes] == ["new", "known"]
    assert counts["stories"] == 1


def test_packed_file_is_the_same_story(archive_path: Path, tmp_path: Path) -> None:
    file, packed = tmp_path / "eel.html", tmp_path / "eel.html.gz"
    file.write_text(PAGE)
    packed.write_bytes(gzip.compress(PAGE.encode(), mtime=0))

    with Archive.open(archive_path) as archive:
        scrape_file(file, archive)
        outcome = scrape_file(packed, archive)
        counts = archive.counts()

    assert outcome.stored and outcome.stored.outcome == "known"
    assert (counts["stories"], counts["captures"]) == (1, 1)


def test_endless_file_is_too_large() -> None:
    outcome = scrape_file(Path("/dev/zero"), None)

    assert str(outcome.error) == f"/dev/zero: it has more than {MAX_SAVED_BYTES:,} bytes"


def test_missing_file_is_an_outcome(tmp_path: Path) -> None:
    outcome = scrape_file(tmp_path / "none.html", None)

    assert str(outcome.error) == f"{tmp_path / 'none.html'}: No such file or directory"
