"""Who wrote a story: where the names stand, and whom to believe."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.extract.authors import authors, byline_in, bylines
from scraper.extract.document import Document
from scraper.rules import NO_RULES, SiteRules

URL = "https://www.courier.example/ferry"
PAGE = (
    "<title>Ferry returns to Port Ellis</title><meta property=og:site_name content='The Courier'>"
    "<h1>Ferry returns to Port Ellis</h1>"
)


def ld(author: Any, **values: Any) -> str:
    data = {"@type": "NewsArticle", "author": author, **values}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def who(html: str, rules: SiteRules = NO_RULES) -> list[str]:
    found = next(authors(Document.parse(html, URL), rules), None)
    return list(found.value) if found else []


def byline(html: str) -> str | None:
    found = next(bylines(Document.parse(html, URL), NO_RULES), None)
    return found.value if found else None


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Ana Ruiz"}, ["Ana Ruiz"]),
        ([{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Li"}], ["Ana Ruiz", "Bo Li"]),
        ("Ana Ruiz and Bo Li", ["Ana Ruiz", "Bo Li"]),
        (["Joe Schmo, Sr.", "Tara Doe, MD"], ["Joe Schmo, Sr.", "Tara Doe, MD"]),
        ({"name": ["Ana Ruiz", "Bo Li"]}, ["Ana Ruiz", "Bo Li"]),
        ({"@type": "Person", "givenName": "Ana", "familyName": "Ruiz"}, ["Ana Ruiz"]),
        ({"@type": ["Person", "Organization"], "name": "Ana Ruiz"}, ["Ana Ruiz"]),
        ({"@type": "Organization", "name": "Northshore Press Service"}, ["Northshore Press Service"]),
        ({"@type": "Organization", "name": "The Courier"}, []),
        ({"@type": "Person", "name": "Courier Staff"}, []),
        ({"@type": "Person", "name": "Staff"}, []),
        ({"@type": "Person", "name": "karo99"}, ["karo99"]),
        ("https://courier.example/ana", []),
        (None, []),
        (5, []),
        ([[["Ana Ruiz"]]], ["Ana Ruiz"]),
        ({"name": {"name": {"name": {"name": {"name": "deep"}}}}}, []),
        ({"@type": 7, "name": None, "familyName": 3}, []),
    ],
)
def test_authors_in_structured_data(author: Any, expected: list[str]) -> None:
    assert who(PAGE + ld(author)) == expected


def test_a_reference_within_the_graph_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "Ferry returns to Port Ellis", "author": {"@id": "#ana"}},
            {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
        ]
    }

    assert who(f'{PAGE}<script type="application/ld+json">{json.dumps(graph)}</script>') == ["Ana Ruiz"]


def test_a_reference_to_itself_ends() -> None:
    assert who(PAGE + ld({"@id": "#x"}, **{"@id": "#x", "name": "Ferry"})) in ([], ["Ferry"])


@pytest.mark.parametrize(
    "html",
    [
        "<meta name=author content='Ana Ruiz'>" + PAGE,
        "<meta property=article:author content='Ana Ruiz'>" + PAGE,
        "<meta name=parsely-author content='Ana Ruiz'>" + PAGE,
        "<meta name=byl content='By Ana Ruiz'>" + PAGE,
        PAGE + "<a rel=author href=/ana>Ana Ruiz</a>",
        PAGE + "<span itemprop=author itemscope><span itemprop=name>Ana Ruiz</span></span>",
        PAGE + "<p class=article__byline>By <a href=/author/ana>Ana Ruiz</a>, Political Editor</p>",
        PAGE + "<span class='author vcard'><a class='url fn n'>Ana Ruiz</a></span>",
        PAGE + "<p>By Ana Ruiz</p>",
        PAGE + "<p>By</p><p>Ana Ruiz</p><p>20 April 2021</p>",
        PAGE + "<div>Posted on 20 April 2021 by Ana Ruiz</div>",
        PAGE + "<div class=byline><span>By</span><span>Ana Ruiz</span><span>The Courier</span></div>",
        "<p class=author>Ana Ruiz</p>" + PAGE,
        PAGE + "<p>The ferry came back.</p>" * 5 + "<p class=author>Ana Ruiz</p>",
        PAGE + "<div class=share-kit><p class=share-kit__author>By <b class=share-kit--dark>Ana Ruiz</b></p></div>",
        PAGE + "<div class=author-card><h3 class=card-title>Ana Ruiz</h3></div>",
        f"<article class=has-sidebar><header>{PAGE}<p class=byline>By Ana Ruiz</p></header></article>",
        "<p>By:</p><p>Ana Ruiz</p>" + PAGE,
        PAGE + "<p>By Ana Ruiz</p><p>in</p><p>Harbour News</p>",
        PAGE + "<p>By Ana Ruiz, © Bo Li</p>",
    ],
)
def test_an_author_is_found_where_it_stands(html: str) -> None:
    assert who(html) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "html",
    [
        PAGE + "<div class=comments><p class=comment-author>Ana Ruiz</p></div>",
        PAGE + "<aside><p class=author>Ana Ruiz</p></aside>",
        PAGE + "<figure><img><figcaption class=author>Ana Ruiz</figcaption></figure>",
        PAGE + "<div class=related-posts><span class=author>Ana Ruiz</span></div>",
        "<meta name=author content='The Courier'>" + PAGE,
        "<meta property=article:author content='https://courier.example/ana'>" + PAGE,
        PAGE + "<p>By The End Of The Day The Ferry Was Back</p>",
        PAGE + "<p class=author>Share</p>",
        PAGE,
        "",
    ],
)
def test_what_is_no_author_is_left_out(html: str) -> None:
    assert who(html) == []


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (ld({"@type": "Person", "name": "Ana Ruiz"}), "<p class=byline>By Bo Li</p>"),
        (ld("Ana Ruiz"), "<meta name=author content='Bo Li'>"),
        ("<p class=byline>By Ana Ruiz</p>", "<meta name=author content='Bo Li'>"),
        ("<p class=byline>By Ana Ruiz</p>", ld({"@type": "Organization", "name": "Northshore Press Service"})),
        ("<p class=byline>By Ana Ruiz</p>", ld("karo99")),
        ("<meta name=author content='Ana Ruiz'>", ld({"@type": "Person", "name": "Staff"})),
    ],
)
def test_the_better_source_wins(better: str, worse: str) -> None:
    assert who(PAGE + better + worse) == who(PAGE + worse + better) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Posted by <a>karo99</a> on <b>20 April 2021</b></p>", ["karo99"]),
        ("<p class=author>Author: <b>karo99</b> at 13:36</p>", ["karo99"]),
        ("<p>Posted by <a>Ana Ruiz</a> in <a>Harbour</a></p>", ["Ana Ruiz"]),
        ("<p>Author: <b>Topics:</b></p>", []),
        ("<p>Posted by <a>The Courier</a></p>", []),
    ],
)
def test_a_single_word_that_stands_apart_behind_by_is_a_name(html: str, expected: list[str]) -> None:
    assert who(PAGE + html) == expected


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "WebPage", "author": {"@type": "Person", "name": "Ana Ruiz"}},
        {"@type": "DiscussionForumPosting", "author": {"@type": "Person", "name": "Ana Ruiz"}},
        {"@type": "HowTo", "author": "Ana Ruiz"},
    ],
)
def test_pages_that_are_no_articles_have_authors_too(data: dict[str, Any]) -> None:
    assert who(f'{PAGE}<script type="application/ld+json">{json.dumps(data)}</script>') == ["Ana Ruiz"]


def test_the_owner_of_a_personal_page_may_write_on_it() -> None:
    graph = {
        "@graph": [
            {"@type": ["Person", "Organization"], "@id": "#ana", "name": "Ana Ruiz"},
            {"@type": "Article", "headline": "Ferry returns to Port Ellis", "author": {"@id": "#ana"}},
        ]
    }

    assert who(f'{PAGE}<script type="application/ld+json">{json.dumps(graph)}</script>') == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p class=author><b>Ana Ruiz</b> <i>9:51</i> <i>Log in to listen to this story</i></p>", "Ana Ruiz"),
        (
            "<p class=author>By <b>Ana Ruiz</b>, <i>our correspondent on the northern shore</i></p>",
            "By Ana Ruiz, our corres",
        ),
        ("<p class=author><b>Ana Ruiz</b> <i>Reporter</i></p>", "Ana Ruiz Reporter"),
        (
            "<p class=author>By Ana Ruiz, Islands desk. Published 1 May 2026, updated 3 hours ago</p>",
            "By Ana Ruiz, Islands desk.",
        ),
        (
            "<p class=author>By Ana Ruiz for The Daily Update and its readers</p>",
            "By Ana Ruiz for The Daily Update and its readers",
        ),
    ],
)
def test_a_byline_is_given_without_the_buttons_behind_it(html: str, expected: str) -> None:
    found = byline(PAGE + html)

    assert found is not None
    assert found.startswith(expected)
    assert not any(word in found for word in ("Log in", "Published", "updated"))


def test_a_by_within_a_sentence_far_below_names_nobody() -> None:
    far = "<p>The ferry came back.</p>" * 30

    assert who(f"{PAGE}{far}<p>A portrait by Ana Ruiz</p>") == []
    assert who(f"{PAGE}{far}<p>By Ana Ruiz</p>") == ["Ana Ruiz"]


def test_data_with_one_author_is_completed_from_the_byline() -> None:
    html = PAGE + "<p class=byline>By Ana Ruiz and Bo Li</p>" + ld("Ana Ruiz")

    found = next(authors(Document.parse(html, URL), NO_RULES))

    assert found.value == ("Ana Ruiz", "Bo Li")
    assert found.source == "json-ld author, completed from byline element"


def test_several_links_side_by_side_are_one_list() -> None:
    html = PAGE + "<p><a rel=author href=/a>Ana Ruiz</a>, <a rel=author href=/b>Bo Li</a></p>"

    assert who(html) == ["Ana Ruiz", "Bo Li"]


def test_another_story_s_author_is_not_this_one_s() -> None:
    other = ld("Bo Li", headline="Pier closed", url="https://www.courier.example/pier")
    mine = ld("Ana Ruiz", headline="Ferry returns to Port Ellis", url=URL)

    assert who(other + PAGE + mine) == ["Ana Ruiz"]


def test_a_blogger_may_be_called_like_the_address() -> None:
    html = "<title>Ferry returns to Port Ellis</title><h1>Ferry returns to Port Ellis</h1><a rel=author>Ana Ruiz</a>"

    found = next(authors(Document.parse(html, "https://anaruiz.example/ferry"), NO_RULES))

    assert found.value == ("Ana Ruiz",)


def test_site_rules_come_first() -> None:
    html = PAGE + ld("Bo Li") + "<p id=who>Von Ana Ruiz</p>"
    rules = SiteRules(authors=("#who",), byline=("#who",))
    document = Document.parse(f"<html lang=de>{html}", URL)

    assert next(authors(document, rules)).value == ("Ana Ruiz",)
    assert next(bylines(document, rules)).value == "Von Ana Ruiz"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (PAGE + "<p class=byline>By Ana Ruiz and Bo Li in Lima</p>", "By Ana Ruiz and Bo Li in Lima"),
        (PAGE + "<p>by<a class=author>Ana Ruiz</a></p>", "Ana Ruiz"),
        (PAGE + "<p class=byline>by<a class=author>Ana Ruiz</a>, Lima</p>", "by Ana Ruiz, Lima"),
        (PAGE + "<p>By Our Railway Correspondent</p>", "By Our Railway Correspondent"),
        (PAGE + "<p class=byline>By Ana Ruiz, 20 April 2021</p>", "By Ana Ruiz"),
        (PAGE + ld("Ana Ruiz") + "<p class=x>Ana Ruiz, Lima</p>", "Ana Ruiz, Lima"),
        (PAGE + "<p>The ferry came back by night.</p>", None),
        (
            PAGE + "<p>The ferry came by <a href=/x>Port Ellis</a> and left in the night, said the harbour master.</p>",
            None,
        ),
        (PAGE, None),
    ],
)
def test_the_byline_is_given_as_printed(html: str, expected: str | None) -> None:
    assert byline(html) == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Von Ana Ruiz"),
        ("fr", "Par Ana Ruiz"),
        ("es", "Por Ana Ruiz"),
        ("pl", "Autor: Ana Ruiz"),
        ("sv", "Av Ana Ruiz"),
        ("ru", "Автор: Ana Ruiz"),
        ("ja", "文／Ana Ruiz"),
        ("tr", "Haber: Ana Ruiz"),
        ("id", "Oleh Ana Ruiz"),
    ],
)
def test_a_byline_is_known_in_the_page_s_language(language: str, line: str) -> None:
    assert who(f"<html lang={language}>{PAGE}<p>{line}</p>") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ana Ruiz and Bo Li", ("By Ana Ruiz and Bo Li", ("Ana Ruiz", "Bo Li"))),
        ("By the way", (None, ())),
        ("x" * 10_000, (None, ())),
    ],
)
def test_a_line_of_text_may_be_a_byline(text: str, expected: tuple[str | None, tuple[str, ...]]) -> None:
    assert byline_in(text) == expected


@pytest.mark.parametrize(
    "html",
    [
        PAGE + "<a rel=author class=author href=/author/x>Ana Ruiz</a>" * 20_000,
        PAGE + "<div class=author>" * 20 + "<b>x y z</b>" * 50_000,
        PAGE + "<p class=author>" + "By Ana Ruiz " * 100_000,
        PAGE + "".join(f"<meta name=author content='Ana Ruiz {n}'>" for n in range(5_000)),
    ],
)
def test_a_hostile_page_is_read_to_the_end_of_its_limits(html: str) -> None:
    document = Document.parse(html, URL)

    assert len(list(authors(document, NO_RULES))) < 200
    assert len(list(bylines(document, NO_RULES))) < 200
