"""Site, language, canonical URL, sections, standfirst, images."""

from __future__ import annotations

import pytest

from scraper.extract import page_facts
from scraper.extract.document import Document
from scraper.extract.language import written_in
from scraper.extract.sections import main_section, section_from_url, sections
from scraper.extract.standfirst import is_cut_from, standfirsts
from scraper.models import Found, Image
from scraper.rules import NO_RULES

URL = "https://www.courier.example/harbour/ferry-returns"


def parse(html: str) -> Document:
    return Document.parse(html, URL)


@pytest.mark.parametrize(
    ("html", "site"),
    [
        ("<meta property=og:site_name content='The Courier'>", "The Courier"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Courier Media"}}</script>',
            "Courier Media",
        ),
        ("<title>Ferry returns - Weekly Gull</title><h1>Ferry returns</h1>", "Weekly Gull"),
        ("<title>Ferry returns</title>", "courier.example"),
    ],
)
def test_the_site_is_what_it_calls_itself(html: str, site: str) -> None:
    assert next(page_facts.sites(parse(html))).value == site


@pytest.mark.parametrize(
    ("html", "canonical", "source"),
    [
        ("<link rel=canonical href='/harbour/ferry'>", "https://www.courier.example/harbour/ferry", "link canonical"),
        ("<link rel=canonical href='https://gazette.example/ferry'>", URL, "address"),
        ("<link rel=canonical href='https://courier.example/'>", URL, "address"),
        (
            "<meta property=og:url content='https://m.courier.example/x?utm_source=y'>",
            "https://m.courier.example/x",
            "og:url",
        ),
    ],
)
def test_a_canonical_claim_counts_within_its_own_site(html: str, canonical: str, source: str) -> None:
    assert next(page_facts.canonical_urls(parse(html))) == Found(canonical, source)


@pytest.mark.parametrize(
    ("claims", "text", "language"),
    [
        (["en"], "Паром вернулся в порт сегодня утром, сообщили власти.", "ru"),
        (["en"], "連絡船が今朝、港に戻ったと当局が発表した。乗客は全員無事だった。", "ja"),
        (
            [],
            "Die Fähre ist wieder da, und das ist für die Stadt nicht nur eine Freude, sondern auch ein Anfang.",
            "de",
        ),
        (["de"], "Ein kurzer Text.", "de"),
        ([], "", None),
    ],
)
def test_the_language_is_claimed_and_checked(claims: list[str], text: str, language: str | None) -> None:
    found = next(written_in((Found(claim, "html lang") for claim in claims), text), None)

    assert (found and found.value) == language


def test_sections_leave_out_home_and_the_story_itself() -> None:
    html = (
        "<title>Ferry returns to the old pier</title>"
        "<div class=breadcrumb><a href=/>Home</a> › <a href=/news>News</a> › <a href=/harbour>Harbour</a> › "
        "<a href=#>Ferry returns to the old pier</a></div>"
        "<a rel='category tag'>News</a><a rel='category tag'>Harbour</a>"
    )

    names = next(sections(parse(html), NO_RULES, "Ferry returns to the old pier"))
    section = next(main_section(parse(html), names.value, "Ferry returns to the old pier"))

    assert names == Found(("News", "Harbour"), "rel=category")
    assert section == Found("Harbour", "breadcrumbs")
    assert section_from_url(URL) == "harbour"


def test_a_standfirst_under_the_headline_beats_a_description() -> None:
    html = (
        "<meta name=description content='Written for search engines, about the ferry.'>"
        "<header><h1>Ferry returns</h1><p class=standfirst>It took the yard eleven months.</p></header>"
    )

    found = next(standfirsts(parse(html), NO_RULES, "Ferry returns"))

    assert found == Found("It took the yard eleven months.", "p under the headline")


def test_a_description_cut_from_the_body_is_known() -> None:
    body = "The ferry sailed at six on Monday, an hour late. It was full."

    assert is_cut_from("The ferry sailed at six on Monday, an …", body)
    assert not is_cut_from("Eleven months in the yard are over.", body)


def test_one_picture_in_two_sizes_is_one_image() -> None:
    leads = iter([Found(Image("https://courier.example/ferry.jpg"), "og:image")])
    shown = (
        Image("https://courier.example/ferry-300x200.jpg", "The ferry", "Bo Li"),
        Image("https://courier.example/b.jpg"),
    )

    images = page_facts.merge_images(leads, shown)

    assert images == (
        Image("https://courier.example/ferry.jpg", "The ferry", "Bo Li"),
        Image("https://courier.example/b.jpg"),
    )


def test_is_free_reads_booleans_and_their_spellings() -> None:
    for text, expected in (("false", False), ('"False"', False), ('"http://schema.org/True"', True)):
        html = f'<script type="application/ld+json">{{"@type":"NewsArticle","isAccessibleForFree":{text}}}</script>'
        assert next(page_facts.is_free(parse(html))).value is expected
