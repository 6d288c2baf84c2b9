"""What belongs to a story and what stands around it: each case is a piece of markup among three paragraphs."""

from __future__ import annotations

import json

import pytest

from scraper.extract import extract
from scraper.models import Article

HEADLINE = "Ferry returns to Port Ellis after eleven years"
STORY = (
    "The ferry Sandpiper left the slipway at Port Ellis on Tuesday morning, eleven years after the last crossing.",
    "Some two hundred people stood on the quay in the rain, and most of them had brought their own flags along.",
    "The crossing takes forty minutes. It will run four times a day until October, and twice a day in winter.",
)
LATER = (
    "Tickets are sold at the harbour office, which opens at seven in the morning and closes when the last boat is in."
)


def page(*pieces: str, around: str = "{story}", head: str = "") -> str:
    """Build a page with the story's paragraphs, `pieces` after the second of them."""
    first, second, third = (f"<p>{text}</p>" for text in STORY)
    story = f"<div class='story-text'>{first}{second}{''.join(pieces)}{third}<p>{LATER}</p></div>"
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("news", "sport", "harbour", "weather"))
    return (
        f"<html lang=en><head><title>{HEADLINE} | Courier</title>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><h1>{HEADLINE}</h1>{around.format(story=story)}</main><footer><p>© Courier</p></footer></body></html>"
    )


def read(html: str) -> Article:
    article: Article = extract(html, "https://courier.example/2024/ferry")
    return article


def paragraphs(html: str) -> list[str]:
    return read(html).body.split("\n\n")


@pytest.mark.parametrize(
    "piece",
    [
        "<p>Read more: <a href='/bridge'>The bridge that was never built</a></p>",
        "<p><strong>READ ALSO: <a href='/bridge'>The bridge that was never built</a></strong></p>",
        "<div class='related-box'><h3>Related</h3><ul><li><a href=/a>The old ferry</a></li></ul></div>",
        "<figure><img src=/a.jpg><figcaption>The Sandpiper at the quay. Photo: Bo Li</figcaption></figure>",
        "<p>Advertisement</p>",
        "<p class='sr-only'>Hidden from the eye, but read aloud to those who listen.</p>",
        "<p style='display: none'>A paragraph for the robots only, with a full stop.</p>",
        "<div aria-hidden='true'>Slide one of four</div>",
        "<script>var text = 'The ferry is late. It is raining.';</script>",
        "<style>p { content: 'The ferry. It is late.' }</style>",
        "<template><p>A template is not shown. Not even this one.</p></template>",
        "<div class='share-bar'><a href=/f>Share</a><a href=/t>Tweet</a></div>",
        "<p>Sign up for our newsletter to get stories like this in your inbox.</p>",
        "<aside class='newsletter-signup'><p>Never miss a boat: subscribe to our newsletter.</p></aside>",
        "<p>https://courier.example/2024/ferry</p>",
        "<p>* * *</p>",
        "<button>Listen to this story</button>",
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(piece: str) -> None:
    assert paragraphs(page(piece)) == [*STORY, LATER]


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("<h2>Four times a day</h2>", "Four times a day"),
        ("<ul><li>Port Ellis, 7.10 in the morning</li></ul>", "Port Ellis, 7.10 in the morning"),
        (
            "<blockquote>“I never thought I would see her again,” said Ana Ruiz, 81.</blockquote>",
            "“I never thought I would see her again,” said Ana Ruiz, 81.",
        ),
        (
            "<p>The old boat had <em>no</em> <a href='/engine'>engine</a> of its own for a year, and nobody said so.</p>",
            "The old boat had no engine of its own for a year, and nobody said so.",
        ),
        (
            "<p><span class='drop-cap'>N</span>obody on the quay had expected the band to play, and yet it did.</p>",
            "Nobody on the quay had expected the band to play, and yet it did.",
        ),
    ],
)
def test_what_belongs_to_the_story_is_kept(piece: str, text: str) -> None:
    assert paragraphs(page(piece)) == [*STORY[:2], text, STORY[2], LATER]


def test_lines_between_breaks_are_paragraphs() -> None:
    story = "<br><br>".join((*STORY, LATER))

    html = f"<html><body><h1>{HEADLINE}</h1><div class='text'>{story}</div></body></html>"

    assert paragraphs(html) == [*STORY, LATER]


def test_story_cut_in_pieces_by_advertisements_is_one() -> None:
    first, second, third = (f"<div class='article-body'><p>{text}</p></div>" for text in STORY)
    advertisement = "<div class='ad-slot'><a href=/buy>Buy a boat</a></div>"

    html = f"<body><h1>{HEADLINE}</h1><div>{first}{advertisement}{second}{advertisement}{third}</div></body>"

    assert paragraphs(html) == list(STORY)


def test_headline_printed_again_is_not_body() -> None:
    assert paragraphs(page(f"<p><b>{HEADLINE}</b></p>")) == [*STORY, LATER]


def test_lines_above_the_headline_are_not_body() -> None:
    html = page().replace("<main>", "<main><p>Harbour</p><p>Special report</p>")

    assert paragraphs(html) == [*STORY, LATER]


def test_comments_and_biography_below_the_story_are_not_body() -> None:
    below = (
        "{story}<section class='author-bio'><p>Ana Ruiz has written about boats for the Courier since 2009.</p></section>"
        "<section id='comments'><p>I was on the first crossing. It was cold, and I loved every minute of it.</p></section>"
    )

    assert paragraphs(page(around=below)) == [*STORY, LATER]


def test_story_in_a_script_is_read_where_the_markup_has_none() -> None:
    state = {"props": {"story": {"content": [{"type": "text", "text": text} for text in (*STORY, LATER)]}}}

    html = (
        f"<html><body><h1>{HEADLINE}</h1><div id='__next'></div>"
        f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script></body></html>"
    )

    assert read(html).body.split("\n\n") == [*STORY, LATER]
    assert read(html).sources["body"] == "__NEXT_DATA__"


def test_languages_without_spaces_are_read() -> None:
    story = (
        "連絡船サンドパイパー号は火曜日の朝、最後の運航から十一年ぶりにポート・エリスの船台を離れた。",
        "雨の中、およそ二百人が岸壁に立ち、その多くは自分の旗を持ってきていた。楽団も演奏した。",
        "所要時間は四十分。十月までは一日四便、冬のあいだは一日二便が運航されるという。",
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in story)

    html = f"<html lang=ja><body><h1>連絡船が十一年ぶりに戻った</h1><div>{text}</div><p>関連記事</p></body></html>"

    assert paragraphs(html) == list(story)


def test_clean_html_has_links_and_emphasis_and_nothing_that_acts() -> None:
    article = read(
        page(
            "<p onclick='x()'>The <em>old</em> boat is <a href='/sold' onclick='y()'>sold</a> &lt;at last&gt;, "
            "<a href='javascript:z()'>they say</a>, for a song and a promise.</p>"
        )
    )

    assert (
        '<p>The <em>old</em> boat is <a href="https://courier.example/sold">sold</a> &lt;at last&gt;, they say, '
        "for a song and a promise.</p>"
    ) in article.body_html


@pytest.mark.parametrize("count", [300, 3_000])
def test_long_tables_are_read_to_the_end(count: int) -> None:
    rows = "".join(f"<tr><td>Boat number {i}</td><td>{i} metres</td></tr>" for i in range(count))

    body = read(page(f"<table>{rows}</table>")).body

    assert f"Boat number {count - 1}" in body


@pytest.mark.parametrize("stamp", ["Updated 3 minutes ago", "Stand: 4. März, 14:30 Uhr", "1,204 shares"])
@pytest.mark.parametrize("place", ["head", "end"])
def test_small_print_at_either_end_is_no_part_of_the_story(stamp: str, place: str) -> None:
    line = f"<p><span>{stamp}</span></p>"
    html = page().replace("<div class='story-text'>", f"<div class='story-text'>{line if place == 'head' else ''}")
    html = html.replace("</div></main>", f"{line if place == 'end' else ''}</div></main>").replace("lang=en", "lang=de")

    assert paragraphs(html) == [*STORY, LATER]
