"""The loopback server behaves like the web servers it stands for."""

from __future__ import annotations

import gzip
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from scraper.newsstand import Newsstand

COURIER = "harbour-courier.example"
STORY = "/2024/03/12/ferry-returns-to-port-ellis/"
LIBRARY = "/2024/03/09/council-votes-to-keep-library-open-on-saturdays/"


def ask(
    stand: Newsstand, target: str, *, host: str = COURIER, method: str = "GET", **headers: str
) -> tuple[HTTPResponse, bytes]:
    """Send one request with `target` as it stands, and give the answer with its body."""
    connection = HTTPConnection("127.0.0.1", stand.port, timeout=5)
    try:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers={"Host": host} | fields)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_host_header_chooses_the_newspaper(newspaper: Newsstand) -> None:
    _, courier = ask(newspaper, "/")
    _, ledger = ask(newspaper, "/", host="metro-ledger.example")

    assert b"The Harbour Courier" in courier
    assert b"The Metro Ledger" in ledger
    assert newspaper.asked == [(COURIER, "/"), ("metro-ledger.example", "/")]


def test_proxy_form_names_the_newspaper_itself(newspaper: Newsstand) -> None:
    response, body = ask(newspaper, f"http://{COURIER}{STORY}?utm_source=x", host="somewhere.else.example")

    assert response.status == 200
    assert b"Sandpiper" in body
    assert newspaper.asked == [(COURIER, f"{STORY}?utm_source=x")]


@pytest.mark.parametrize(
    ("host", "path", "status", "location"),
    [
        (COURIER, STORY, 200, None),
        (COURIER, STORY.rstrip("/"), 301, STORY),
        (
            COURIER,
            "/2024/03/09/library-saturday-hours/",
            301,
            "/2024/03/09/council-votes-to-keep-library-open-on-saturdays/",
        ),
        (COURIER, "/2024/02/20/pilot-boat-collision/", 410, None),
        (COURIER, "/no-such-page/", 404, None),
        (COURIER, "/site.toml", 404, None),
        (COURIER, f"{STORY}index.toml", 404, None),
        (COURIER, "/../../pyproject.toml", 404, None),
        (COURIER, "/%2e%2e/metro-ledger.example/index.html", 404, None),
        (COURIER, "/a%00b", 404, None),
        ("www.harbour-courier.example", "/robots.txt", 200, None),
        ("metro-ledger.example", "/city/2023/oct/30/night-bus-pilot-a41200", 200, None),
        ("metro-ledger.example", "/weather/2024/mar/12/frost-warning-for-the-valley-a48220", 403, None),
        ("nobody.example", "/", 404, None),
    ],
)
def test_status_and_location(newspaper: Newsstand, host: str, path: str, status: int, location: str | None) -> None:
    response, _ = ask(newspaper, path, host=host)

    assert (response.status, response.getheader("Location")) == (status, location)


@pytest.mark.parametrize(
    ("host", "path", "content_type"),
    [
        (COURIER, "/", "text/html; charset=utf-8"),
        (COURIER, "/feed.xml", "application/rss+xml; charset=UTF-8"),
        (COURIER, "/sitemap.xml", "application/xml"),
        (COURIER, "/robots.txt", "text/plain; charset=utf-8"),
        ("gazette-oldtown.example", "/archive/2009/0314/p3-mill.htm", "text/html"),
        ("yamanote-shimpo.example", "/articles/AS20240309000072.html", "text/html; charset=EUC-JP"),
    ],
)
def test_content_type(newspaper: Newsstand, host: str, path: str, content_type: str) -> None:
    response, _ = ask(newspaper, path, host=host)

    assert response.getheader("Content-Type") == content_type


def test_bytes_are_sent_as_they_lie_in_the_file(newspaper: Newsstand) -> None:
    _, body = ask(newspaper, "/archive/2009/0314/p3-mill.htm", host="gazette-oldtown.example")

    assert "Cobbold’s Mill".encode("windows-1252") in body
    assert "€3,000".encode("windows-1252") in body


def test_gzip_is_used_when_accepted(newspaper: Newsstand) -> None:
    plain, body = ask(newspaper, STORY)
    packed, packed_body = ask(newspaper, STORY, Accept_Encoding="gzip, deflate")

    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(packed_body) == body
    assert len(packed_body) < len(body) / 2


@pytest.mark.parametrize(
    ("asks_with", "answer_header"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")]
)
def test_unchanged_page_is_not_sent_again(newspaper: Newsstand, asks_with: str, answer_header: str) -> None:
    first, _ = ask(newspaper, STORY)

    second, body = ask(newspaper, STORY, **{asks_with: str(first.getheader(answer_header))})

    assert (second.status, body) == (304, b"")
    assert second.getheader("ETag") == first.getheader("ETag")


@pytest.mark.parametrize(
    "conditions",
    [
        {"If-None-Match": '"another"'},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT"},
    ],
)
def test_other_validators_get_the_whole_page(newspaper: Newsstand, conditions: dict[str, str]) -> None:
    response, body = ask(newspaper, STORY, **conditions)

    assert response.status == 200
    assert body


def test_only_good_pages_are_conditional(newspaper: Newsstand) -> None:
    response, body = ask(newspaper, "/no-such-page/", If_None_Match="*")

    assert response.status == 404
    assert response.getheader("ETag") is None
    assert b"Page not found" in body


def test_head_sends_no_body(newspaper: Newsstand) -> None:
    response, body = ask(newspaper, STORY, method="HEAD")

    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length", "0")) > 10_000


def test_one_connection_carries_many_requests(newspaper: Newsstand) -> None:
    connection = HTTPConnection("127.0.0.1", newspaper.port, timeout=5)

    statuses = []
    for path in (STORY, "/no-such-page/", STORY.rstrip("/"), "/robots.txt"):
        connection.request("GET", path, headers={"Host": COURIER})
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()

    assert statuses == [200, 404, 301, 200]


def test_starts_and_stops_at_once_and_frees_its_port(tmp_path: Path) -> None:
    started = time.monotonic()

    with Newsstand(tmp_path) as first:
        response, _ = ask(first, "/")
    with Newsstand(tmp_path, port=first.port) as second:
        assert second.port == first.port

    assert response.status == 404
    assert time.monotonic() - started < 1
