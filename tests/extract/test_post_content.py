"""Posts of WordPress that have less text than the widgets around them, or none."""

from __future__ import annotations

import pytest

from scraper.extract import extract

_WIDGET = (
    "<section class=widget><h2>About this paper</h2><p>The paper has been printed in the same street since 1924, "
    "and its readers have owned it since the day when the last printer gave up.</p></section>"
    '<form id=commentform><p class="comment-form-cookies-consent"><label>Save my name, email, and website in this '
    "browser for the next time I comment.</label></p></form>"
)
_BLOCKS = '<h1 class="wp-block-post-title">Odd news</h1><div class="wp-block-post-date"><time datetime="2026-03-05T07:10:00Z">5 March</time></div>'
_CLASSIC = (
    '<h1 class="entry-title">Odd news</h1><time class="entry-date" datetime="2026-03-05T07:10:00Z">5 March</time>'
)
_FORM = (
    '<p class="post-password-message">This content is password protected.</p><form class="post-password-form">'
    "<label>Password</label><input type=password></form>"
)


def page(inner: str, classes: str = "single single-post postid-7") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>Odd news - The Paper</title></head><body class="{classes}">'
        f"<main><article>{inner}</article></main>{_WIDGET}</body></html>"
    )


@pytest.mark.parametrize(
    ("inner", "body", "verdict"),
    [
        pytest.param(f'{_CLASSIC}<div class="entry-content"><p>The library is shut.</p></div>', "The library is shut.", "article", id="a sentence"),
        pytest.param(f'{_CLASSIC}<div class="entry-content"><figure><img src=/a.jpg></figure></div>', "", "article", id="a picture"),
        pytest.param(f'{_CLASSIC}<div class="entry-content"></div>', "", "article", id="nothing"),
        pytest.param(f'{_BLOCKS}<div class="wp-block-post-content"><p>The library is shut.</p></div>', "The library is shut.", "article", id="a sentence, in a theme of blocks"),
        pytest.param(_BLOCKS, "", "article", id="nothing, in a theme of blocks, which leaves the element out"),
        pytest.param(f'{_CLASSIC}<div class="entry-content">{_FORM}</div>', "", "teaser", id="a password"),
    ],
)  # fmt: skip
def test_what_is_outside_the_post_is_no_body(inner: str, body: str, verdict: str) -> None:
    article = extract(page(inner), "https://paper.example/odd-news")

    assert (article.headline, article.body, article.verdict) == ("Odd news", body, verdict)


def test_a_page_that_does_not_say_that_it_is_one_post_is_read_as_any_other() -> None:
    inner = f'{_CLASSIC}<div class="entry-content"></div><p>The ferry sailed at six, an hour late, and every seat was taken.</p>'

    article = extract(page(inner, classes="page"), "https://paper.example/odd-news")

    assert "The ferry sailed at six" in article.body
