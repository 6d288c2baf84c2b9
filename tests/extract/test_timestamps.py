"""Times as machines write them."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.extract.calendars import jalali_date
from scraper.extract.time_zones import site_zone, zone_named
from scraper.extract.timestamps import read_timestamp
from scraper.extract.url_dates import url_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-04-20T14:53:36+02:00", "2021-04-20T14:53:36+02:00"),
        ("2021-04-20T14:53:36+0000", "2021-04-20T14:53:36+00:00"),
        ("2021-04-20 14:53:36 UTC", "2021-04-20T14:53:36+00:00"),
        ("20210420T145336Z", "2021-04-20T14:53:36+00:00"),
        ("2021-04-20T1453Z", "2021-04-20T14:53:00+00:00"),
        ("2021-4-20T4:53:36Z", "2021-04-20T04:53:36+00:00"),
        ("2021-04-20T24:00", "2021-04-21T00:00:00"),
        ("2021-04-20T14:53:36.000+00.00", "2021-04-20T14:53:36+00:00"),
        ("2021-04-20T14:53:36+25:00", "2021-04-20T14:53:36"),
        ("2021-04-20T14:53:36+02:00Z", "2021-04-20T14:53:36+02:00"),
        ("2021-04-20T14:53 CET", "2021-04-20T14:53:00+02:00"),
        ("2021-01-20T14:53 CET", "2021-01-20T14:53:00+01:00"),
        ("2021-07-20 2:53 pm EST", "2021-07-20T14:53:00-04:00"),
        ("2021/04/20 14:53", "2021-04-20T14:53:00"),
        ("Tue, 20 Apr 2021 14:53:36 GMT", "2021-04-20T14:53:36+00:00"),
        ("Tue, 20 Apr 2021 14:53:36 -0500", "2021-04-20T14:53:36-05:00"),
        ("April 20, 2021 2:53 PM", "2021-04-20T14:53:00"),
        ("2021-04-20", "2021-04-20"),
        ("20210420", "2021-04-20"),
        ("20210420145336", "2021-04-20T14:53:36"),
        ("1618923216", "2021-04-20T12:53:36+00:00"),
        (1618923216, "2021-04-20T12:53:36+00:00"),
        (1618923216000, "2021-04-20T12:53:36+00:00"),
        (1618923216.7, "2021-04-20T12:53:36+00:00"),
    ],
)
def test_a_timestamp_is_read(value: Any, expected: str) -> None:
    moment = read_timestamp(value)

    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "value",
    [
        *("", "2021", "2021-04", "0000-00-00", "2021-02-30", "yesterday", "null", "1e400", "x" * 100_000, "²⁰²¹"),
        *(None, True, 0, -1, 1e308, float("nan"), float("inf"), [], {}, {"@value": "2021-04-20"}),
        "31 Dec 9999 24:00",
    ],
)
def test_anything_else_is_none(value: Any) -> None:
    assert read_timestamp(value) is None


@pytest.mark.parametrize(
    ("hostname", "language", "expected"),
    [
        ("www.courier.de", "en", "Europe/Berlin"),
        ("courier.co.uk", "en", "Europe/London"),
        ("courier.jp", "ja", "Asia/Tokyo"),
        ("courier.com", "en", None),
        ("courier.com", "de", "Europe/Berlin"),
        ("courier.com", "es", None),
        ("courier.com.au", "en", None),
        ("courier.us", "de", None),
        ("courier.ca", "fr", None),
        ("courier.example", "ko", "Asia/Seoul"),
        ("courier.example", "tlh", None),
        ("", "", None),
    ],
)
def test_only_one_clock_gives_a_site_its_zone(hostname: str, language: str, expected: str | None) -> None:
    zone = site_zone(hostname, (language,))

    assert (str(zone) if zone else None) == expected


@pytest.mark.parametrize("name", ["", "XYZ", "+99:00", "Europe/Nowhere", "../etc/passwd", "a/b"])
def test_an_unknown_zone_is_none(name: str) -> None:
    assert zone_named(name) is None


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [((1357, 11, 22), "1979-02-11"), ((1399, 12, 30), "2021-03-20"), ((1403, 1, 1), "2024-03-20")],
)
def test_the_calendar_of_iran(jalali: tuple[int, int, int], gregorian: str) -> None:
    assert str(jalali_date(*jalali)) == gregorian


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2021/04/20/ferry", "2021-04-20"),
        ("2021/apr/20/ferry", "2021-04-20"),
        ("news/2021-04-20-ferry.html", "2021-04-20"),
        ("a/20210420.html", "2021-04-20"),
        ("news/20-04-2021/ferry", "2021-04-20"),
        ("2021/04/ferry", None),
        ("2021/13/40/ferry", None),
        ("story-202104201", None),
        ("ferry?date=2021-04-20", None),
    ],
)
def test_a_date_in_an_address(path: str, expected: str | None) -> None:
    day = url_date(f"https://courier.example/{path}")

    assert (str(day) if day else None) == expected


def test_an_archive_of_pages_does_not_lend_its_date() -> None:
    assert url_date("https://web.archive.org/web/20160218174457/http://courier.example/ferry") is None
