"""What headers and markup say of keeping and using a page."""

from __future__ import annotations

import time
from typing import Any

import pytest

from scraper.rights import Rights, names_of, read_rights

TDM = "https://courier.example/policy.json"


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        pytest.param({}, "<p>noarchive, noai and a licence are words</p>", {}, id="words alone"),
        pytest.param({"X-Robots-Tag": "noarchive"}, "", {"noarchive": True}, id="header"),
        pytest.param({"x-robots-tag": "noindex, NOARCHIVE"}, "", {"noarchive": True}, id="header among others"),
        pytest.param({"X-Robots-Tag": "otherbot: noarchive"}, "", {}, id="header for somebody else"),
        pytest.param({"X-Robots-Tag": "otherbot: noindex, scrape-news: noarchive"}, "", {"noarchive": True}, id="header for us"),
        pytest.param({"X-Robots-Tag": "unavailable_after: 25 Jun 2027 15:00:00 GMT, noarchive"}, "", {"noarchive": True}, id="header with a date"),
        pytest.param({}, '<meta name="robots" content="noindex, noarchive">', {"noarchive": True}, id="meta"),
        pytest.param({}, "<META content='NoArchive' name=ROBOTS>", {"noarchive": True}, id="meta in capitals"),
        pytest.param({}, '<meta name="robots" content="nocache">', {"noarchive": True}, id="the word of another engine"),
        pytest.param({}, '<meta name="googlebot" content="noarchive">', {}, id="meta for somebody else"),
        pytest.param({}, '<meta name="scrape-news" content="noarchive">', {"noarchive": True}, id="meta for us"),
        pytest.param({}, '<!-- <meta name="robots" content="noarchive"> -->', {}, id="in a comment"),
        pytest.param({}, '<script>var a = \'<meta name="robots" content="noarchive">\'</script>', {}, id="in a script"),
        pytest.param({}, '<textarea><meta name="robots" content="noai"></textarea>', {}, id="in a form"),
        pytest.param({}, '<meta name="robots" content="noai, noimageai">', {"noai": True}, id="no training"),
        pytest.param({"TDM-Reservation": "1", "TDM-Policy": TDM}, "", {"tdm_reserved": True, "tdm_policy": TDM}, id="mining reserved by headers"),
        pytest.param({}, f'<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="{TDM}">', {"tdm_reserved": True, "tdm_policy": TDM}, id="mining reserved by meta"),
        pytest.param({"TDM-Reservation": "0"}, "", {"tdm_reserved": False}, id="mining not reserved"),
        pytest.param({"TDM-Reservation": "0"}, '<meta name="tdm-reservation" content="1">', {"tdm_reserved": True}, id="the stricter of two"),
        pytest.param({"TDM-Reservation": "perhaps"}, "", {}, id="no value that counts"),
        pytest.param({}, '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>', {"licence": "https://creativecommons.org/licenses/by/4.0/"}, id="licence of a link"),
        pytest.param({}, '<link rel="license nofollow" href="/terms">', {"licence": "/terms"}, id="licence in the head"),
        pytest.param({"Link": '<https://courier.example/cc0>; rel="license"'}, "", {"licence": "https://courier.example/cc0"}, id="licence of a header"),
        pytest.param({}, '<script type="application/ld+json">{"@type":"NewsArticle","license":"https://courier.example/l"}</script>', {"licence": "https://courier.example/l"}, id="licence of structured data"),
        pytest.param({}, '<script type="application/ld+json">{"@graph":[{"@type":"ImageObject","license":"https://photo.example"}]}</script>', {}, id="licence of a picture"),
        pytest.param({}, '<meta name="dcterms.license" content="CC BY 4.0">', {"licence": "CC BY 4.0"}, id="licence of Dublin Core"),
    ],
)  # fmt: skip
def test_what_a_page_says_of_its_use(headers: dict[str, str], body: str, expected: dict[str, Any]) -> None:
    found = read_rights(headers.items(), f"<html><head>{body}</head></html>".encode())

    said = {name: getattr(found, name) for name in ("noarchive", "noai", "tdm_reserved", "tdm_policy", "licence")}
    assert {name: value for name, value in said.items() if value not in (None, False) or name in expected} == expected
    assert set(found.sources) == set(expected)


def test_utf16_is_read() -> None:
    assert read_rights((), '<meta name="robots" content="noarchive">'.encode("utf-16")).noarchive


def test_a_page_that_says_nothing_has_no_rights() -> None:
    assert read_rights((("Content-Type", "text/html"),), b"<p>Hello</p>") == Rights()


def test_we_are_called_by_our_product_and_by_what_we_send() -> None:
    assert names_of("courier-bot/2 (+https://courier.example)") == ("scrape-news", "courier-bot")


@pytest.mark.parametrize(
    "part", [b"<meta ", b"<a rel=license", b"<!--", b"<script>", b'<meta name="robots" content="', b"<link a=b "]
)
def test_hostile_pages_take_no_longer_the_longer_they_are(part: bytes) -> None:
    def seconds(size: int) -> float:
        page = b"noarchive" + part * (size // len(part))
        began = time.process_time()
        read_rights((), page)
        return time.process_time() - began

    seconds(10_000)
    assert seconds(1_000_000) < 40 * max(seconds(100_000), 0.002)
