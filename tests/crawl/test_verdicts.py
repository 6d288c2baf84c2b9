"""What each answer was is written down with it: by its page, by its status, or by where it led."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.fetch import pace
from tests.crawl.faults.paper import Answer, PaperServer, Replies, front, moved, page, path
from tests.crawl.running import run_crawl
from tests.crawl.site_parts import sitemap

_CHECK = (
    "<!doctype html><title>Just a moment...</title><h1>courier.example</h1><p>Verify you are human by completing the "
    'action below.</p><div class="cf-turnstile"></div>'
)
_WALL = (
    "<!doctype html><title>The Courier</title><div><h2>We value your privacy</h2><p>We and our partners store and/or "
    "access information on a device and process personal data. You may withdraw your consent at any time.</p>"
    "<button>Accept all</button><button>Reject all</button></div>"
)
_NOT_FOUND = "<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Try the search.</p>"
_TAKEN_DOWN = "<!doctype html><title>The Courier</title><h1>Article removed</h1><p>This article has been removed.</p>"
_LOCKED = (
    '<!doctype html><title>The ferry is back</title><script type="application/ld+json">{"@type":"NewsArticle",'
    '"headline":"The ferry is back","datePublished":"2026-03-05T07:10:00Z","isAccessibleForFree":false}</script>'
    "<article><h1>The ferry is back</h1><p>The ferry to Port Ellis sailed at six on Thursday, an hour late and with "
    "every seat taken.</p></article><div class=paywall>Subscribe to continue reading</div>"
)
_PDF = Answer(b"%PDF-1.7", type="application/pdf")
_APP = "<!doctype html><title>The Courier</title><div id=root></div><script src=/app.js></script>"

#: What an address answers, and the verdict of its fetch.
ANSWERS: dict[str, tuple[Answer, str]] = {
    path(0): (page(0), "article"),
    "/2026/03/locked": (Answer(_LOCKED), "teaser"),
    "/2026/03/dead": (Answer(_NOT_FOUND, "404 Not Found"), "missing"),
    "/2026/03/soft-404": (Answer(_NOT_FOUND), "missing"),
    "/2026/03/withdrawn": (Answer("Gone", "410 Gone"), "gone"),
    "/2026/03/taken-down": (Answer(_TAKEN_DOWN), "gone"),
    "/2026/03/to-the-front": (moved("/"), "gone"),
    "/2026/03/bot-check": (Answer(_CHECK), "challenge"),
    "/2026/03/forbidden-for-robots": (Answer(_CHECK, "403 Forbidden"), "challenge"),
    "/2026/03/busy-for-robots": (Answer(_CHECK, "503 Service Unavailable"), "challenge"),
    "/2026/03/broken": (Answer("<h1>Oops</h1>", "500 Internal Server Error"), "empty"),
    "/2026/03/forbidden": (Answer("<h1>Forbidden</h1>", "403 Forbidden"), "empty"),
    "/2026/03/asked-for-consent": (Answer(_WALL), "consent"),
    "/2026/03/report": (_PDF, "empty"),
    "/2026/03/nothing": (Answer("<!doctype html><title>The Courier</title>"), "empty"),
    "/2026/03/app": (Answer(_APP), "shell"),
    "/2026/03/list": (front(*(f"/2026/02/story-of-number-{number}" for number in range(9))), "listing"),
}


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_COMPLAINT_SECONDS", 0.01)
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.05)


def test_every_answer_is_logged_with_its_verdict(archive_path: Path) -> None:
    replies: Replies = {
        "/": front(path(0)),
        "/map.xml": Answer(sitemap("courier", [(path, None) for path in ANSWERS]), type="application/xml"),
        **{path: answer for path, (answer, _) in ANSWERS.items()},
    }
    with PaperServer(replies) as server:
        crawled = run_crawl(server, archive_path, "/map.xml")

    rows = crawled.rows("SELECT url, verdict FROM fetches WHERE status IS NOT NULL")
    found = {"/" + url.split("/", 3)[3]: verdict for url, verdict in rows}
    assert found == {"/map.xml": "listing", **{path: verdict for path, (_, verdict) in ANSWERS.items()}}


def test_a_page_that_has_not_changed_keeps_its_verdict(archive_path: Path) -> None:
    with PaperServer({path(0): page(0)}) as server:
        run_crawl(server, archive_path, path(0))
        crawled = run_crawl(server, archive_path, path(0))

    assert crawled.rows("SELECT status, verdict FROM fetches") == [(200, "article"), (304, "article")]
