"""The headline a reader sees."""

from __future__ import annotations

import pytest

from scraper.extract.document import Document
from scraper.extract.headline import headlines
from scraper.models import Found
from scraper.rules import NO_RULES, SiteRules

URL = "https://courier.example/2024/ferry-returns"


def first(html: str, rules: SiteRules = NO_RULES) -> Found[str] | None:
    return next(headlines(Document.parse(html, URL), rules), None)


@pytest.mark.parametrize(
    ("html", "headline", "source"),
    [
        ("<title>Ferry returns | Courier</title><h1>Ferry returns</h1>", "Ferry returns", "h1, as title"),
        (
            "<meta property='og:title' content='Ferry returns to port'><h1>Courier</h1><h2>Ferry returns to port</h2>",
            "Ferry returns to port",
            "h2, as og:title",
        ),
        ("<h1 class='site-title'>The Courier</h1><h1>Ferry returns</h1>", "Ferry returns", "h1"),
        ("<h1><a href='/'>The Daily Gull</a></h1><h2>Ferry returns</h2>", "Ferry returns", "h2"),
        (
            "<title>Ferry returns</title><h1><span class='kicker'>Harbour</span> Ferry returns</h1>",
            "Ferry returns",
            "h1, as title",
        ),
        (
            "<meta property='og:title' content='Harbour: Ferry returns'>"
            "<h1><span class='kicker'>Harbour:</span> Ferry returns</h1>",
            "Harbour: Ferry returns",
            "h1, as og:title",
        ),
        ("<title>Ferry returns to old pier - Weekly Gull</title>", "Ferry returns to old pier", "title"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ben &amp;amp; Co buy ferry"}</script>',
            "Ben & Co buy ferry",
            "json-ld headline",
        ),
        ("<h1>Ferry <br>returns<script>x()</script></h1>", "Ferry returns", "h1"),
        ("<h1> </h1><p>no heading at all</p>", None, None),
    ],
)
def test_the_headline_is_what_a_reader_sees(html: str, headline: str | None, source: str | None) -> None:
    found = first(html)

    assert (found and found.value, found and found.source) == (headline, source)


def test_a_site_rule_beats_everything_and_falls_back_when_it_matches_nothing() -> None:
    html = "<title>Ferry returns</title><h1>Ferry returns</h1><b class=t>The ferry is back</b>"

    by_rule = first(html, SiteRules(headline=("b.t",)))
    fallen_back = first(html, SiteRules(headline=("b.other",)))

    assert by_rule == Found("The ferry is back", "site rule")
    assert fallen_back is not None
    assert fallen_back.value == "Ferry returns"


def test_a_related_storys_json_ld_is_not_believed() -> None:
    html = (
        "<title>Ferry returns</title>"
        '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Bridge closes","url":"https://courier.example/bridge"},'
        '{"@type":"NewsArticle","headline":"Ferry returns","url":"' + URL + '"}]</script>'
    )

    assert [found.value for found in headlines(Document.parse(html, URL), NO_RULES)][0] == "Ferry returns"
