"""Markup made to exhaust a parser is stopped before it is parsed; odd but honest markup is not."""

from __future__ import annotations

import pytest

from scraper.errors import UnreadablePage
from scraper.guard import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TAGS, defused

SCRIPT = "<script>" + "if(a<b)x='<div ';" * 5_000 + "</script>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div>" * 100_000, "levels deep"),
        ("<div><span>" * 50_000 + "</span></div>" * 50_000, "levels deep"),
        ("<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">", "attributes"),
        ("<div " + " ".join(f'a{n}=">"' for n in range(100_000)) + ">", "attributes"),
        ("<script src=x></script>" * 9 + "<div>\n" * 100_000, "levels deep"),
        ("<div></x>" * 100_000, "levels deep"),
        ("".join(f"<p><b id={n}>x</p>" for n in range(5_000)), "formatting"),
        ("<p>x" * 10 + "<IMG " + " ".join(f"a{n}" for n in range(100_000)), "attributes"),
    ],
)
def test_markup_that_exhausts_a_parser_is_refused(html: str, said: str) -> None:
    with pytest.raises(UnreadablePage, match=said):
        defused(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>one" * 50_000,
        "<a href=/x>y</a>" * 100_000,
        "<img src='data:image/png;base64," + "A" * 200_000 + "'>",
        "<div data-state='" + "a=1 " * 50_000 + "'>text</div>",
        "x" * 8_000_000,
        SCRIPT,
        "<div>" * (MAX_DEPTH // 2) + "</div>" * (MAX_DEPTH // 2),
        "<div " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES // 2)) + ">",
        "<script>" * 100_000,
        "<!--" * 100_000,
        "<" * 200_000,
    ],
)
def test_odd_but_honest_markup_passes(html: str) -> None:
    assert defused(html) == html.encode()


def test_a_page_of_too_many_tags_is_read_as_far_as_that() -> None:
    html = "<p>one" * (MAX_TAGS + 5_000)

    assert defused(html) == html[: MAX_TAGS * len("<p>one")].encode()


def test_nul_bytes_and_lone_surrogates_are_replaced() -> None:
    assert defused("a\x00b\ud800") == b"ab?"
