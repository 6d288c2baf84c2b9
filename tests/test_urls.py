"""Which URLs are one page."""

from __future__ import annotations

import pytest

from scraper.urls import article_id, canonical_url, host, resolve, same_site, url_key, without_credentials


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Courier.example:443/a/../b#top", "https://courier.example/b"),
        ("http://courier.example", "http://courier.example/"),
        ("https://courier.example/a?utm_source=x&fbclid=1&id=7", "https://courier.example/a?id=7"),
        ("https://courier.example/a?b=2&a=1", "https://courier.example/a?b=2&a=1"),
        ("https://ana:secret@courier.example/a", "https://courier.example/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://0x7f000001/", "http://127.0.0.1/"),
        ("mailto:ana@courier.example", None),
        ("not a url", None),
    ],
)
def test_a_canonical_url_has_one_spelling(url: str, expected: str | None) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://courier.example/a", "https://www.courier.example/a/"),
        ("https://m.courier.example/a", "https://courier.example/a"),
        ("https://amp.courier.example/a", "https://courier.example/a?amp=1"),
        ("https://courier.example/a/amp/", "https://courier.example/a"),
        ("https://courier.example/a.amp.html", "https://courier.example/a.html"),
        ("https://courier.example/2024/index.html", "https://courier.example/2024/"),
        ("https://courier.example/a?gclid=3#comments", "https://courier.example/a"),
        ("https://courier.example/a?srsltid=x&ref=home&from=rss", "https://courier.example/a"),
        ("https://courier.example/f%c3%a4hre", "https://courier.example/f%C3%A4hre"),
        ("https://courier.example/%66erry%2Dlate", "https://courier.example/ferry-late"),
        ("https://courier.example./a", "https://courier.example/a"),
        ("https://courier.example/a;jsessionid=12AB", "https://courier.example/a"),
        ("https://courier.example/ferry-late?print=1", "https://courier.example/ferry-late"),
        ("https://courier.example/ferry-late?view=print", "https://courier.example/ferry-late"),
        ("https://courier.example/ferry-late/print/", "https://courier.example/ferry-late"),
    ],
)
def test_twins_share_a_key_and_an_id(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)
    assert article_id(one) == article_id(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://courier.example/story?id=7", "https://courier.example/story?id=8"),
        ("https://courier.example/a", "https://gazette.example/a"),
        ("https://courier.example/camp", "https://courier.example/c"),
        ("https://courier.example/story?ref=7", "https://courier.example/story?ref=8"),
        ("https://courier.example/a%2Fb", "https://courier.example/a/b"),
        ("https://courier.example/sport/print", "https://courier.example/sport"),
        ("https://courier.example/A", "https://courier.example/a"),
        ("https://m.example/a", "https://example/a"),
        ("https://courier.example:8080/a", "https://courier.example/a"),
        ("saved-page-1.html", "saved-page-2.html"),  # no address of the web, but two pages all the same
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)
    assert article_id(one) != article_id(other)


def test_an_id_is_sixteen_hexadecimal_digits_whatever_the_url() -> None:
    for url in ("https://courier.example/a", "\ud800", ""):
        assert len(article_id(url)) == 16
        assert int(article_id(url), 16) >= 0


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("//gazette.example/x", "https://gazette.example/x"),
        ("?page=2", "https://courier.example/a/b?page=2"),
        (" \n/c d", "https://courier.example/c%20d"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://", None),
    ],
)
def test_links_resolve_as_browsers_resolve_them(href: str, expected: str | None) -> None:
    assert resolve(href, "https://courier.example/a/b") == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://ana:secret@courier.example/a",
        "https://secret@courier.example/",
        "https://ana:secret@[bad/",
        "//x:secret@y",
    ],
)
def test_credentials_leave_no_trace(url: str) -> None:
    assert "secret" not in without_credentials(url)


def test_sites_are_compared_by_registrable_domain() -> None:
    assert same_site("https://a.courier.co.uk/", "https://courier.co.uk/x")
    assert not same_site("https://courier.co.uk/", "https://gazette.co.uk/")
    assert not same_site("https://10.0.0.1/", "https://10.0.0.2/")
    assert host("https://[2001:DB8::1]:8443/") == "[2001:db8::1]"
