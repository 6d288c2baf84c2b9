"""When a story was published and modified, from all the places where a page says it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from scraper.extract.dates import modified, published
from scraper.extract.document import Document
from scraper.rules import NO_RULES, SiteRules

TODAY = date(2021, 6, 1)
URL = "https://courier.example/ferry"


def when(html: str, url: str | None = URL, rules: SiteRules = NO_RULES) -> str | None:
    found = next(published(Document.parse(html, url), rules, today=TODAY), None)
    return found.value.isoformat() if found else None


def ld(**values: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


PAGE = "<title>Ferry returns to Port Ellis</title><h1>Ferry returns to Port Ellis</h1>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (ld(datePublished="2021-04-20T14:53:36+02:00"), "2021-04-20T14:53:36+02:00"),
        (ld(datePublished=["2021-04-20T14:53:36Z"]), "2021-04-20T14:53:36+00:00"),
        (ld(datePublished={"@value": "2021-04-20"}), "2021-04-20"),
        (ld(datePublished=1618923216), "2021-04-20T12:53:36+00:00"),
        ("<meta property=article:published_time content=2021-04-20T14:53Z>", "2021-04-20T14:53:00+00:00"),
        ("<meta name=parsely-pub-date content='2021-04-20 14:53 UTC'>", "2021-04-20T14:53:00+00:00"),
        ("<meta itemprop=datePublished content=2021-04-20>", "2021-04-20"),
        ("<span itemprop=datePublished content=2021-04-20T14:53Z>Tuesday</span>", "2021-04-20T14:53:00+00:00"),
        (PAGE + "<time datetime=2021-04-20T14:53:00+02:00>yesterday</time>", "2021-04-20T14:53:00+02:00"),
        # an English page that writes the day first; its data say so
        (PAGE + "<time datetime=2021-04-05T13:56:00+05:30>05/04/2021</time>", "2021-04-05T13:56:00+05:30"),
        (PAGE + "<p class=byline>By Ana Ruiz, April 20, 2021</p>", "2021-04-20"),
        (PAGE + "<p>LIMA, 20 April 2021 (Agency) - " + "The ferry came back. " * 30 + "</p>", "2021-04-20"),
        ("<p class=date>20 April 2021</p>" + PAGE, "2021-04-20"),
        (PAGE + "<p>Posted on <b>20.04.2021</b> at <b>14:53</b> CEST</p>", "2021-04-20"),
        ("<script>var page = {'publishedAt': '2021-04-20T14:53:00Z'}</script>" + PAGE, "2021-04-20T14:53:00+00:00"),
        ("3 May 2021 <b>Ferry</b> returns", "2021-05-03"),
        (PAGE + "<p>The ferry came back.</p>", None),
        (PAGE + "<footer>Copyright 2021 Courier</footer>", None),
        ("", None),
    ],
)
def test_the_date_is_found_where_it_stands(html: str, expected: str | None) -> None:
    assert when(html) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ld(datePublished="2021-04-20"), "<meta property=article:published_time content=2021-04-25>"),
        ("<meta property=article:published_time content=2021-04-20>", "<meta name=date content=2021-04-25>"),
        (ld(datePublished="2021-04-20"), "<time datetime=2021-04-25>25 April 2021</time>"),
        (PAGE + "<p class=date>Published 20 April 2021</p>", "<meta name=date content=2021-04-25>"),
        (PAGE + "<p class=date>20 April 2021</p>", "<div class=comment><p class=date>25 April 2021</p></div>"),
        (PAGE + "<p>Published: 20 April 2021</p>", "<p>Updated: 25 April 2021</p>"),
        (PAGE + "<p>Veröffentlicht am 20.04.2021</p>", "<p>Zuletzt aktualisiert: 25.04.2021</p>"),
    ],
)
def test_the_better_source_wins(first: str, second: str) -> None:
    assert when(first + second) == "2021-04-20"
    assert when(second + first) == "2021-04-20"


def test_the_address_is_believed_over_what_stands_in_the_page() -> None:
    html = PAGE + "<p class=date>5 March 2021</p>"

    assert when(html, "https://courier.example/2021/04/20/ferry") == "2021-04-20"


def test_another_story_does_not_lend_its_date() -> None:
    other = ld(headline="Pier closed", url="https://courier.example/pier", datePublished="2021-03-01")
    mine = ld(headline="Ferry returns to Port Ellis", url=URL, datePublished="2021-04-20")

    assert when(other + PAGE + mine) == "2021-04-20"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # a day takes the time that another source has of it
        (
            ld(datePublished="2021-04-20") + "<meta property=article:published_time content=2021-04-20T14:53:00+02:00>",
            "2021-04-20T14:53:00+02:00",
        ),
        (
            ld(datePublished="2021-04-20T00:00:00+00:00") + PAGE + "<time datetime=2021-04-20T14:53:00+02:00>x</time>",
            "2021-04-20T14:53:00+02:00",
        ),
        # but not that of a change
        (ld(datePublished="2021-04-20", dateModified="2021-04-20T14:53:00+02:00"), "2021-04-20"),
        # a time without a zone takes that of the same clock
        (
            ld(datePublished="2021-04-20T14:53:36")
            + "<meta property=article:published_time content=2021-04-20T14:53:36-05:00>",
            "2021-04-20T14:53:36-05:00",
        ),
        (
            ld(datePublished="2021-04-20T12:53:36")
            + "<meta property=article:published_time content=2021-04-20T14:53:36+02:00>",
            "2021-04-20T14:53:36+02:00",
        ),
        # and is otherwise reduced to its day
        (ld(datePublished="2021-04-20T14:53:36"), "2021-04-20"),
        (ld(datePublished="2021-04-20T00:00:00Z"), "2021-04-20"),
    ],
)
def test_sources_complete_each_other(html: str, expected: str) -> None:
    assert when(html) == expected


@pytest.mark.parametrize(
    ("url", "rules", "expected"),
    [
        (URL, SiteRules(timezone="America/Lima"), "2021-04-20T14:53:00-05:00"),
        ("https://courier.de/ferry", NO_RULES, "2021-04-20T14:53:00+02:00"),
        ("https://courier.com/ferry", NO_RULES, "2021-04-20"),
        ("https://courier.com.au/ferry", NO_RULES, "2021-04-20"),
        (None, NO_RULES, "2021-04-20"),
    ],
)
def test_the_site_gives_its_zone_to_times_without_one(url: str | None, rules: SiteRules, expected: str) -> None:
    assert when(PAGE + "<p class=date>20 April 2021, 14:53</p>", url, rules) == expected


def test_a_time_in_utc_is_moved_to_where_the_page_shows_its_clock() -> None:
    html = ld(datePublished="2021-04-21T02:53:36Z") + PAGE + "<p class=date>April 20, 2021, 10:53 p.m.</p>"

    assert when(html) == "2021-04-20T22:53:36-04:00"


def test_a_time_in_utc_stays_where_the_page_shows_no_other_day() -> None:
    assert when(ld(datePublished="2021-04-21T02:53:36Z") + PAGE) == "2021-04-21T02:53:36+00:00"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (ld(datePublished="2021-06-04"), None),
        (ld(datePublished="2021-06-03T10:00:00Z"), "2021-06-03T10:00:00+00:00"),
        (ld(datePublished="1899-12-31"), None),
        (ld(datePublished="1921-04-20"), "1921-04-20"),
        (PAGE + "<p class=date>20 April 1921</p>", None),
        (ld(datePublished="2031-01-01") + PAGE + "<p class=date>20 April 2021</p>", "2021-04-20"),
    ],
)
def test_impossible_dates_are_left_out(html: str, expected: str | None) -> None:
    assert when(html) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "2021-04-05"), ("en-US", "2021-04-05"), ("en-GB", "2021-05-04"), ("fr", "2021-05-04")],
)
def test_the_order_of_numbers_follows_the_language(language: str, expected: str) -> None:
    assert when(f"<html lang={language}>{PAGE}<p class=date>4/5/2021</p>") == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Veröffentlicht am 20. April 2021"),
        ("fr", "Publié le 20 avril 2021"),
        ("es", "Publicado el 20 de abril de 2021"),
        ("pl", "Opublikowano 20 kwietnia 2021"),
        ("ru", "Опубликовано: 20 апреля 2021"),
        ("ar", "نشر في 20 أبريل 2021"),
        ("fa", "تاریخ انتشار: ۳۱ فروردین ۱۴۰۰"),
        ("th", "เผยแพร่ 20 เม.ย. 2564"),
        ("ko", "입력 2021.04.20"),
        ("zh", "发布时间：2021年04月20日"),
        ("hu", "Megjelent: 2021. április 20."),
    ],
)
def test_a_line_is_read_in_the_page_s_language(language: str, line: str) -> None:
    assert when(f"<html lang={language}><h1>·</h1><p>{line}</p>") == "2021-04-20"


def test_a_site_rule_comes_first() -> None:
    html = ld(datePublished="2021-04-25") + "<p id=when>20 April 2021</p>"

    found = next(published(Document.parse(html, URL), SiteRules(published=("#when",)), today=TODAY))

    assert (str(found.value), found.source) == ("2021-04-20", "site rule")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (ld(dateModified="2021-04-21T08:00:00Z"), "2021-04-21T08:00:00+00:00"),
        ("<meta property=article:modified_time content=2021-04-21T08:00:00Z>", "2021-04-21T08:00:00+00:00"),
        (PAGE + "<p>Published 20 April 2021 | Updated 21 April 2021</p>", "2021-04-21"),
        (ld(datePublished="2021-04-20"), None),
    ],
)
def test_the_time_of_the_last_change(html: str, expected: str | None) -> None:
    found = next(modified(Document.parse(html, URL), NO_RULES, today=TODAY), None)

    assert (found.value.isoformat() if found else None) == expected


def test_a_page_that_only_says_when_it_changed_gives_that() -> None:
    found = next(published(Document.parse(ld(dateModified="2021-04-21"), URL), NO_RULES, today=TODAY))

    assert (str(found.value), found.source) == ("2021-04-21", "json-ld dateModified")


@pytest.mark.parametrize("value", [None, True, [], {}, [[]], {"@value": []}, "", "x" * 9999, -1, 1e308, [None], ["?"]])
def test_nonsense_is_no_date(value: Any) -> None:
    assert when(ld(datePublished=value, dateModified=value, dateCreated=value)) is None


@pytest.mark.parametrize(
    "html",
    [
        PAGE + "<p class=date>3 May 2021</p>" * 20_000,
        PAGE + "<p>" + "3 May 2021 " * 100_000,
        PAGE + "<a href=/x>2021 link</a>" * 50_000,
        PAGE + "<span itemprop=datePublished>" * 40 + "<b>x</b>" * 50_000,
    ],
)
def test_a_hostile_page_is_read_to_the_end_of_its_limits(html: str) -> None:
    candidates = list(published(Document.parse(html, URL), NO_RULES, today=TODAY))

    assert len(candidates) < 50
