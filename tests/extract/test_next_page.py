"""The next part of a story: by the site's rule, else where the address says that it is the same story."""

from __future__ import annotations

import pytest

from scraper.extract.document import Document
from scraper.extract.next_page import next_page, other_pages
from scraper.rules import NO_RULES, SiteRules

SITE = "https://courier.example"


def following(here: str, html: str, rules: SiteRules = NO_RULES) -> str | None:
    found = next_page(Document.parse(html, SITE + here), rules)
    return found.removeprefix(SITE) if found else None


@pytest.mark.parametrize(
    ("here", "html", "expected"),
    [
        ("/ferry/", "<link rel=next href=/ferry/2/>", "/ferry/2/"),
        ("/ferry/2/", "<a rel=next href=/ferry/3/>Next</a>", None),
        ("/ferry-returns/2/", "<a rel=next href=/ferry-returns/3/>Next</a>", "/ferry-returns/3/"),
        ("/ferry", '<nav class=pagination><a href="?page=2">2</a><a href="?page=3">3</a></nav>', "/ferry?page=2"),
        (
            "/ferry?page=2",
            '<nav class=pagination><a href="?page=1">1</a><a href="?page=3">3</a></nav>',
            "/ferry?page=3",
        ),
        ("/ferry?id=7&pg=2", "<a class=next href=/ferry?id=7&pg=3>3</a>", "/ferry?id=7&pg=3"),
        ("/ferry?id=7", "<a class=next href=/ferry?id=8&pg=2>3</a>", None),
        ("/ferry.html", "<a class=next href=ferry-2.html>more</a>", "/ferry-2.html"),
        ("/ferry-seite-2.html", "<a class=next href=ferry-seite-3.html>weiter</a>", "/ferry-seite-3.html"),
        ("/a,88.html", "<a class=next href=a,88,2.html>2</a>", "/a,88,2.html"),
        ("/ferry", "<div class=page-links>1 <a href=/ferry/page/2>2</a></div>", "/ferry/page/2"),
        ("/apollo-12.html", "<a class=next href=apollo-12-2.html>2</a>", "/apollo-12-2.html"),
        # the next story, the next number, another site, the page itself, and no link at all
        ("/ferry/", "<link rel=next href=/mill-wheel/>", None),
        ("/news/41", "<a rel=next href=/news/42>Next</a>", None),
        ("/ferry", "<a rel=next href=https://other.example/ferry/2>2</a>", None),
        ("/ferry", "<a rel=next href=#comments>2</a>", None),
        ("/ferry", "<a href=/ferry/2>see also</a>", None),
        ("/ferry", f"<a rel=next href=?page={'2' * 9_000}>2</a><a rel=next href='http://[/2'>2</a>", None),
    ],
)
def test_the_next_part_is_told_from_the_next_story(here: str, html: str, expected: str | None) -> None:
    assert following(here, html) == expected


@pytest.mark.parametrize(
    ("here", "html", "expected"),
    [
        ("/ferry", "<p>Page: <b>1</b> <a href=/ferry/2>2</a> <a href=/ferry/3>3</a></p>", "/ferry/2"),
        ("/ferry/2", "<p>Page: <a href=/ferry>1</a> <b>2</b> <a href=/ferry/3>3</a></p>", "/ferry/3"),
        ("/ferry/2", "<link rel=prev href=/ferry><a rel=next href=/ferry/3>Next</a>", "/ferry/3"),
        ("/ferry/2", "<link rel=canonical href=/ferry><a href=/ferry/3>Nächste Seite</a>", "/ferry/3"),
        ("/ferry/3", "<p><a href=/ferry>1</a> <a href=/ferry/2>2</a> <b>3</b></p>", None),
        ("/faehre.html", "<a href=/faehre/seite-2.html>Nächste Seite</a>", "/faehre/seite-2.html"),
        ("/ferry", "<a href=/ferry?p=2>Page suivante »</a>", "/ferry?p=2"),
        ("/ferry", "<a href=/ferry/2>»</a>", "/ferry/2"),
        ("/ferry", "<a href=/ferry/2>Continue reading on page 2</a>", "/ferry/2"),
        ("/ferry", "<a href=?page=2 aria-label='Next page'><svg></svg></a>", "/ferry?page=2"),
        ("/a/ferry.1.html", "<a href=ferry.2.html>next page</a>", "/a/ferry.2.html"),
        ("/story?id=77", "<a href=/story?id=77&page=1>Next page</a>", "/story?id=77&page=1"),
        ("/story?id=77&page=1", "<a href=/story?id=77&page=2>Next page</a>", "/story?id=77&page=2"),
        ("/photos", "<a rel=next href=?slide=2>Next</a>", "/photos?slide=2"),
        # the next story of a series, a reference, a section's front
        ("/ferry-part-1", "<a href=/ferry-part-2>Next: Part 2</a>", None),
        ("/ferry", "<a href=/ferry/2>what we wrote in May</a>", None),
        ("/news/41", "<nav><a href=/news>News</a></nav><a href=/news/42>Next</a>", None),
    ],
)
def test_what_a_link_is_called_tells_that_it_turns_pages(here: str, html: str, expected: str | None) -> None:
    assert following(here, html) == expected


@pytest.mark.parametrize(
    ("here", "html", "whole", "first"),
    [
        ("/ferry", "<a href=/ferry/2>2</a><a href=/ferry?page=all>View all</a>", "/ferry?page=all", None),
        ("/faehre", "<a href=/faehre/seite-2>Nächste Seite</a><a href=/faehre/komplettansicht>Auf einer Seite lesen</a>", "/faehre/komplettansicht", None),
        ("/ferry", "<a href=/ferry/2>2</a><a href=/sport>View all</a>", None, None),
        ("/ferry", "<a href=/ferry?page=all>View all</a>", None, None),
        ("/ferry/3", "<a href=/ferry>1</a><a href=/ferry/2>2</a>", None, "/ferry"),
        ("/ferry/2", "<a href=/ferry>Previous page</a><a href=/ferry/3>3</a>", None, "/ferry"),
        ("/ferry/2", "<nav><a href=/ferry>Ferry</a></nav>", None, None),
    ],
)  # fmt: skip
def test_the_page_that_has_it_all_and_the_first(here: str, html: str, whole: str | None, first: str | None) -> None:
    pages = other_pages(Document.parse(html, SITE + here), NO_RULES)

    assert (pages.whole, pages.first) == (whole and SITE + whole, first and SITE + first)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a id=on href=/part-two>on</a><a rel=next href=/ferry/2>2</a>", "/part-two"),
        ("<p id=on><a href=/part-two>on</a></p>", "/part-two"),
        ("<b id=on data-next=/part-two>on</b>", "/part-two"),
        ("<a rel=next href=/ferry/2>2</a>", None),
        ("<a id=on href=https://other.example/ferry>on</a>", None),
        ("<a id=on href=#top>on</a>", None),
    ],
)
def test_a_rule_alone_decides_what_comes_next(html: str, expected: str | None) -> None:
    rules = SiteRules(next_page=("#on@data-next", "#on"))

    assert following("/ferry", html, rules) == expected


@pytest.mark.parametrize("address", [None, "", "ferry.html", "http://[/ferry"])
def test_a_page_without_an_address_has_no_next_part(address: str | None) -> None:
    assert next_page(Document.parse("<a rel=next href=/ferry/2>2</a>", address), NO_RULES) is None


@pytest.mark.parametrize(
    "comments",
    [
        '<div id="comments"><nav class="comment-navigation"><a rel="next" href="?page=2">Older</a></nav></div>',
        '<section class="comments"><ul class="pagination"><li><a class="next" href="?page=2">2</a></li></ul></section>',
        '<div id="comments"><a rel="next" href="?cpage=2">Older</a></div>',
    ],
)
def test_pages_of_comments_are_no_parts(comments: str) -> None:
    page = f"<html><body><article><h1>Ferry</h1><p>It sails.</p></article>{comments}</body></html>"

    assert next_page(Document.parse(page, "https://courier.example/2026/ferry-returns"), NO_RULES) is None
