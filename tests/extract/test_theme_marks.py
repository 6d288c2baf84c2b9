"""The author and the date that a theme marks, at the end of the story too, and not those of other stories."""

from __future__ import annotations

import pytest

from scraper import extract
from scraper.extract.document import Document

TIME = "<time class='entry-date published' datetime='2024-03-12T06:00:00-05:00'>12 March</time>"
OTHER = TIME.replace("03-12", "01-30")
MOMENT = "2024-03-12T06:00:00-05:00"
NAME = "<p class=wp-block-post-author__name>Ana Ruiz</p>"
OTHER_NAME = "<p class=wp-block-post-author__name>Bo Li</p>"


@pytest.mark.parametrize(
    ("html", "authors", "published"),
    [
        (f"<h1>Ferry</h1><div class=wp-block-post-date>{TIME}</div>{NAME}", ("Ana Ruiz",), MOMENT),
        (
            f"<h1>Ferry</h1><footer class=entry-footer>{TIME.replace('published', 'published updated')}</footer>",
            (),
            MOMENT,
        ),
        (f"<h1>Ferry</h1>{OTHER.replace('published', 'updated')}{TIME}", (), MOMENT),
        ("<h1>Ferry</h1><div class=author-bio><h2 class=author-title>By Ana Ruiz</h2></div>", ("By Ana Ruiz",), None),
        (
            "<h1>Ferry</h1><p class=byline>By <a rel=author>Ana Ruiz</a> and <a rel=author>Bo Li</a></p>",
            ("Ana Ruiz", "Bo Li"),
            None,
        ),
        (
            "<h1>Ferry</h1><footer><span class=byline>Author <b class='author vcard'>Ana Ruiz</b></span></footer>",
            ("Ana Ruiz",),
            None,
        ),
        (f"<article>{OTHER}{OTHER_NAME}</article><article><h1>Ferry</h1>{TIME}{NAME}</article>", ("Ana Ruiz",), MOMENT),
        (f"<h1>Ferry</h1><ul class=wp-block-post-template><li>{OTHER}{OTHER_NAME}</li></ul>{TIME}", (), MOMENT),
        (f"<h1>Ferry</h1><aside>{OTHER}{OTHER_NAME}</aside>", (), None),
        (f"<h1>Ferry</h1><ol class=comment-list><li>{OTHER}{OTHER_NAME}</li></ol>", (), None),
        (f"<h1>Ferry</h1><div class='layout sidebar-right'>{TIME}</div>", (), MOMENT),
        ("<h1>Ferry</h1><time class=entry-date>12 March</time>", (), None),
        (TIME, (), MOMENT),
        ("<div>" * 60 + TIME, (), None),
    ],
)
def test_marks_are_the_storys_own(html: str, authors: tuple[str, ...], published: str | None) -> None:
    marks = Document.parse(html).theme_marks

    assert (marks.authors, marks.published) == (authors, published)


def test_marks_are_read_behind_a_long_story() -> None:
    story = "".join(f"<p>Sentence number {n} of a story that goes on for a good while yet.</p>" for n in range(600))

    article = extract(
        f"<article><h1>The ferry returns to Port Ellis</h1>{story}<footer>{NAME}{TIME}</footer></article>"
    )

    assert article.authors == ("Ana Ruiz",)
    assert str(article.published) == "2024-03-12 06:00:00-05:00"


def test_data_about_the_story_come_before_marks() -> None:
    data = "<meta name=byl content='Bo Li'><meta property=article:published_time content='2024-03-11T06:00:00-05:00'>"

    article = extract(f"{data}<h1>The ferry returns to Port Ellis</h1>{NAME}{TIME}")

    assert article.authors == ("Bo Li",)
    assert str(article.published) == "2024-03-11 06:00:00-05:00"
