"""Captures and the log: every byte and header that came, and everything that was asked."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.errors import Disallowed, FetchError, UnreadablePage
from scraper.models import Validators, Verdict
from tests.archive.invented import LATER, NOON, URL, page, reading, rows

HEADERS = (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
ETAG = (("ETag", '"one"'), ("Last-Modified", "Wed, 04 Mar 2026 11:00:00 GMT"))


@pytest.mark.parametrize("body", [b"<h1>Ferry</h1>" * 999, b"", bytes(range(256))])
def test_capture_gives_the_bytes_and_headers_back(archive_path: Path, body: bytes) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(body=body, headers=HEADERS), reading())
        story = archive.story(URL)
        assert story
        assert story.capture_digest

        capture = archive.capture(story.capture_digest)

    assert capture
    assert (capture.body, capture.headers, capture.fetched_at) == (body, HEADERS, NOON)
    assert rows(archive_path, "SELECT size_bytes FROM captures") == [(len(body),)]


def test_unknown_capture_is_none(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        assert archive.capture("0" * 64) is None


def test_same_bytes_are_kept_once_with_the_headers_of_every_answer(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(headers=HEADERS), reading())
        archive.store(page(headers=HEADERS), reading())
        archive.store(page(headers=ETAG), reading())

    assert rows(archive_path, "SELECT count(*) FROM captures") == [(1,)]
    assert [
        json.loads(headers)
        for (headers,) in rows(
            archive_path,
            "SELECT coalesce(h.headers, c.headers) FROM fetches AS f JOIN captures AS c ON c.digest = f.capture_digest"
            " LEFT JOIN fetch_headers AS h ON h.fetch_id = f.id ORDER BY f.id",
        )
    ] == [[list(pair) for pair in headers] for headers in (HEADERS, HEADERS, ETAG)]
    assert rows(archive_path, "SELECT fetch_id FROM fetch_headers") == [(3,)]


def test_fetch_says_what_was_asked_and_what_came(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        run_id = archive.start_run("scrape url")

        archive.store(
            page(requested_url=f"{URL}?utm_source=x", elapsed_seconds=0.25, body=b"12345"), reading(), run_id=run_id
        )
        archive.end_run(run_id, 0, {"new": 1})

    assert rows(
        archive_path,
        "SELECT run_id, at, url, final_url, host, status, outcome, verdict, size_bytes, elapsed_ms FROM fetches",
    ) == [
        (run_id, NOON.isoformat(), f"{URL}?utm_source=x", URL, "courier.example", 200, "new", "article", 5, 250)
    ]  # fmt: skip
    assert rows(archive_path, "SELECT command, exit_code, counts FROM runs") == [("scrape url", 0, '{"new": 1}')]


@pytest.mark.parametrize(
    ("error", "logged"),
    [
        (FetchError(URL, "the connection was reset"), ("failed", None, "the connection was reset")),
        (FetchError(URL, "the server answered 503", status=503), ("failed", 503, "the server answered 503")),
        (Disallowed(URL, "robots.txt says no"), ("disallowed", None, "robots.txt says no")),
        (UnreadablePage("nested too deep"), ("failed", None, "nested too deep")),
        (
            FetchError(URL, "redirected to https://ana:pw@x.example/"),
            ("failed", None, "redirected to https://x.example/"),
        ),
    ],
)
def test_failure_is_logged_with_its_reason(
    archive_path: Path, error: FetchError | UnreadablePage, logged: tuple[str, int | None, str]
) -> None:
    with Archive.open(archive_path) as archive:
        known = archive.store(page(), reading())

        archive.log_failure("https://ana:pw@courier.example/2026/03/ferry-returns", error)

    assert rows(archive_path, "SELECT url, outcome, status, reason, article_id FROM fetches WHERE id = 2") == [
        (URL, *logged, known.article_id)
    ]


@pytest.mark.parametrize(
    ("status", "content_type", "is_kept"),
    [(200, "text/html; charset=utf-8", True), (200, "application/pdf", False), (404, "text/html", False)],
)
def test_answer_that_is_no_article_is_logged(archive_path: Path, status: int, content_type: str, is_kept: bool) -> None:
    headers = (("Content-Type", content_type), ("X-Served-By", "quay"))
    with Archive.open(archive_path) as archive:
        archive.log_answer(page(status=status, headers=headers), "it is a PDF")

    assert rows(archive_path, "SELECT outcome, status, reason, capture_digest IS NOT NULL FROM fetches") == [
        ("not a story", status, "it is a PDF", is_kept)
    ]
    (kept,) = rows(archive_path, "SELECT headers FROM captures UNION ALL SELECT headers FROM fetch_headers")
    assert json.loads(kept[0]) == [list(pair) for pair in headers]


def test_not_modified_is_a_check_and_no_more(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        new = archive.store(page(headers=ETAG), reading())

        stored = archive.log_not_modified(page(status=304, headers=(), body=b"", fetched_at=LATER))
        story = archive.story(URL)

    assert (stored.article_id, stored.outcome) == (new.article_id, "not modified")
    assert story
    assert (story.last_seen_at, story.last_changed_at) == (LATER, NOON)
    assert rows(archive_path, "SELECT count(DISTINCT capture_digest), max(status), count(*) FROM fetches") == [
        (1, 304, 2)
    ]


def test_not_modified_of_nothing_we_have_is_no_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.log_not_modified(page(status=304, headers=(), body=b""))

    assert (stored.article_id, stored.outcome) == (None, "not a story")


def test_validators_are_those_of_the_last_good_answer(archive_path: Path) -> None:
    asked = "https://courier.example/short"
    newer = (("etag", '"two"'), ("etag", '"three"'))
    with Archive.open(archive_path) as archive:
        before = archive.validators(URL)
        archive.store(page(headers=ETAG, requested_url=asked), reading())
        first = archive.validators(f"{URL}?utm_source=x")
        archive.store(page(headers=newer, body=b"2", fetched_at=LATER), reading(headline="Ferry is back"))
        archive.log_not_modified(page(status=304, headers=(("ETag", '"four"'),), body=b""))
        archive.store(page(headers=(("ETag", '"wall"'),), body=b"3"), reading(verdict=Verdict.TEASER))
        archive.store(page(headers=(("ETag", '"bot"'),), body=b"4"), reading(verdict=Verdict.CHALLENGE))
        archive.store(page(status=404, headers=(("ETag", '"gone"'),), body=b"5"), reading())

        last, led_here = archive.validators(URL), archive.validators(asked)

    assert before is None
    assert first == Validators('"one"', "Wed, 04 Mar 2026 11:00:00 GMT")
    assert last == Validators('"two"')
    assert led_here == first


def test_validators_of_a_twin_are_not_those_of_the_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(f"{URL}/amp", headers=ETAG), reading())

        assert archive.validators(URL) is None


@pytest.mark.parametrize("lost", ["capture", "verdict", "headers"])
def test_no_validators_without_something_to_fall_back_on(archive_path: Path, lost: str) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(headers=() if lost == "headers" else ETAG), reading())
        if lost == "capture":
            archive._db.execute("UPDATE fetches SET capture_digest = NULL")
        if lost == "verdict":
            archive._db.execute("UPDATE articles SET verdict = 'teaser'")

        assert archive.validators(URL) is None


def test_robots_text_gets_a_row_when_it_changes(archive_path: Path) -> None:
    texts = ["User-agent: *", "User-agent: *", "Disallow: /\x00\ud800", None, "User-agent: *"]
    with Archive.open(archive_path) as archive:
        for hours, text in enumerate(texts):
            archive.save_robots(
                "https://courier.example",
                status=None if text is None else 200,
                text=text,
                fetched_at=NOON + timedelta(hours=hours),
            )
        archive.save_robots("https://gazette.example", status=404, text="")

    kept = rows(archive_path, "SELECT substr(fetched_at, 12, 2), substr(last_seen_at, 12, 2), status, text FROM robots")
    assert kept[:4] == [
        ("12", "13", 200, "User-agent: *"),
        ("14", "14", 200, "Disallow: /\ufffd\ufffd"),
        ("15", "15", None, None),
        ("16", "16", 200, "User-agent: *"),
    ]
    assert len(kept) == 5


def test_health_of_a_source_counts_stories_failures_and_fields(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.store(page("https://courier.example/2"), reading(canonical_url=None, authors=(), standfirst=None))
        archive.log_failure("https://courier.example/3", FetchError(URL, "reset"))
        archive.log_failure("https://gazette.example/", FetchError(URL, "refused"))

    assert rows(
        archive_path,
        "SELECT host, site, stories, fetches, failures, with_headline, with_standfirst, with_authors FROM source_health",
    ) == [
        ("courier.example", "The Courier", 2, 3, 1, 1.0, 0.5, 0.5),
        ("gazette.example", None, 0, 1, 1, None, None, None),
    ]


@pytest.mark.parametrize(
    ("change", "is_silent"),
    [({"headline": "Back"}, False), ({"body": "Back."}, True), ({"body": "Back.", "modified": LATER}, False), ({"tags": ()}, False)],
)  # fmt: skip
def test_edit_is_silent_when_the_page_does_not_own_up_to_it(
    archive_path: Path, change: dict[str, Any], is_silent: bool
) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.store(page(body=b"2"), reading(**change))

    assert rows(archive_path, "SELECT count(*) FROM silent_edits") == [(int(is_silent),)]
