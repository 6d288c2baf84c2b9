"""A site's rules on a page: a rule wins, a rule that matches nothing is reported, a layout has its days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from scraper.extract import read
from scraper.models import Reading
from scraper.rules import NO_RULES, SiteRules, parse_rules

URL = "https://courier.example/ferry"
STORY = "".join(
    f"<p>The ferry came back to Port Ellis on a {day} morning, and half the town stood on the old pier to see it.</p>"
    for day in ("Monday", "Tuesday", "Wednesday")
)
PAGE = f"""<html lang=en><title>Ferry returns | Courier</title><meta name=author content="Web Desk">
<h1>Ferry returns</h1><h2 class=real data-line="Ferry sails home">Ferry comes home</h2>
<p class=who>Ana Ruiz</p><p class=when>4 May 2021, 10:30</p><p class=dek>It was away for a year.</p>
<div class=t><a>Ferries</a><a>Port Ellis</a></div><i class=s>Harbour</i><div class=story>{STORY}</div>
<div class=aside><p>Another long paragraph about the bakery on Mill Lane, which has changed hands twice.</p></div>"""


def reading(rules: SiteRules | str, html: str = PAGE, monkeypatch: pytest.MonkeyPatch | None = None) -> Reading:
    given = parse_rules(rules, "courier.example.toml") if isinstance(rules, str) else rules
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scraper.extract.article.rules_for", lambda _: given)
        return read(html, URL)


@pytest.mark.parametrize(
    ("rule", "field", "expected"),
    [
        ('headline = "h2.real"', "headline", "Ferry comes home"),
        ('headline = ["h2.none", "h2.real"]', "headline", "Ferry comes home"),
        ('headline = "h2.real@data-line"', "headline", "Ferry sails home"),
        ('headline = ["h2.real@data-none", "h2.real"]', "headline", "Ferry comes home"),
        ('standfirst = "p.dek"', "standfirst", "It was away for a year."),
        ('byline = "p.who"', "byline", "Ana Ruiz"),
        ('authors = "p.who"', "authors", ("Ana Ruiz",)),
        ('tags = ".t a"', "tags", ("Ferries", "Port Ellis")),
        ('section = ".s"', "section", "Harbour"),
        ('published = "p.when"\ntimezone = "Europe/Lisbon"', "published", "2021-05-04T10:30:00+01:00"),
        ('modified = "p.when"\ntimezone = "Europe/Lisbon"', "modified", "2021-05-04T10:30:00+01:00"),
        ('name = "The Port Courier"', "site", "The Port Courier"),
        ('language = "es"', "language", "es"),
    ],
)
def test_a_rule_beats_the_generic_reader(rule: str, field: str, expected: Any) -> None:
    article = reading(rule).article

    value = getattr(article, field)
    assert (value.isoformat() if isinstance(value, datetime) else value) == expected
    assert article.sources["sections" if field == "section" else field] == "site rule"
    assert reading(rule).unmatched == ()


def test_a_body_rule_chooses_the_container_and_strip_takes_out_of_it() -> None:
    found = reading('body = ".story, .aside"\nstrip = ["p:nth-child(2)", ".aside p"]').article

    assert found.sources["body"] == "site rule"
    assert "Monday" in found.body
    assert "Tuesday" not in found.body
    assert "bakery" not in found.body


@pytest.mark.parametrize("key", ["headline", "standfirst", "byline", "authors", "published", "tags", "section", "body"])
def test_a_rule_that_matches_nothing_falls_back_and_is_reported(key: str) -> None:
    field = "sections" if key == "section" else key
    generic = reading(NO_RULES).article

    found = reading(f'{key} = ".no-such-class"')

    assert found.unmatched == (key,)
    assert getattr(found.article, field) == getattr(generic, field)
    if field in generic.sources:
        assert found.article.sources[field] == generic.sources[field] + "; site rule matched nothing"


def test_what_need_not_match_is_not_reported() -> None:
    assert reading('strip = [".no-such-class"]\nnext_page = "a.no-such-class"').unmatched == ()


VERSIONS = """
headline = "h1"
[[version]]
until = 2019-12-31
body  = ".old-story"
[[version]]
since    = 2020-01-01
headline = "h2.real"
body     = ".story"
"""


@pytest.mark.parametrize(
    ("stories", "day", "source", "headline"),
    [
        ('<div class="story old-story">', "2018-03-01", "site rule", "Ferry returns"),
        ('<div class="story old-story">', "2021-03-01", "site rule", "Ferry comes home"),
        ("<div class=story>", "2018-03-01", "site rule", "Ferry comes home"),  # an old story in the new layout
        ("<div class=old-story>", None, "site rule", "Ferry returns"),
    ],
)
def test_the_version_is_used_that_fits_the_page(stories: str, day: str | None, source: str, headline: str) -> None:
    meta = f'<meta property="article:published_time" content="{day}">' if day else ""
    h2 = "" if day is None else "<h2 class=real>Ferry comes home</h2>"
    html = f"<html lang=en>{meta}<h1>Ferry returns</h1>{h2 if 'class=old' not in stories else ''}{stories}{STORY}</div>"

    article = reading(VERSIONS, html).article

    assert (article.headline, article.sources["body"]) == (headline, source)


def test_where_no_version_matches_the_day_says_which_one_missed() -> None:
    html = f'<meta property="article:published_time" content="2018-03-01"><h1>Ferry returns</h1>{STORY}'

    found = reading(VERSIONS, html)

    assert found.unmatched == ("body",)
    assert found.article.headline == "Ferry returns"


def test_a_version_keeps_what_stands_above_it() -> None:
    version = parse_rules(f'timezone = "Europe/Lisbon"\nlanguage = "pt"\n{VERSIONS}', "courier.example.toml").versions[
        0
    ]

    assert (version.timezone, version.headline, version.body) == ("Europe/Lisbon", ("h1",), (".old-story",))
    assert version.holds_on(date(2019, 12, 31))
    assert not version.holds_on(date(2020, 1, 1))


def test_a_zone_moves_no_time_that_has_one() -> None:
    html = PAGE.replace("4 May 2021, 10:30", "4 May 2021, 10:30 UTC")

    published = reading('published = "p.when"\ntimezone = "Asia/Tokyo"', html).article.published

    assert published == datetime(2021, 5, 4, 10, 30, tzinfo=UTC)
