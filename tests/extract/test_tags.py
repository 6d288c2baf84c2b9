"""Tags: what an editor gave the story, not a cloud and not a menu."""

from __future__ import annotations

import pytest

from scraper.extract.document import Document
from scraper.extract.tags import tag_names, tags
from scraper.rules import NO_RULES

URL = "https://courier.example/ferry"


def first(html: str) -> tuple[tuple[str, ...], str] | None:
    found = next(tags(Document.parse(html, URL), NO_RULES), None)
    return (found.value, found.source) if found else None


CLOUD = "".join(f"<a href='/tag/{n}'>topic {n}</a>" for n in range(40))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a rel=tag href=/tag/a>Ferries</a><a rel=tag href=/tag/b>Port</a>", (("Ferries", "Port"), "rel=tag")),
        ("<a rel='category tag' href=/c/news>News</a>", None),
        ("<div class='taxonomy-category wp-block-post-terms'><a rel=tag href=/c/news>News</a></div>", None),
        (
            "<div class='taxonomy-post_tag wp-block-post-terms'><a rel=tag href=/t>Port</a></div>",
            (("Port",), "rel=tag"),
        ),
        (
            "<meta property=article:tag content=Ferries><meta property=article:tag content=Port>",
            (("Ferries", "Port"), "article:tag"),
        ),
        (
            "<h1>T</h1><div class=related-tags><ul><li><a href=/keyword/1/>#Ferries</a></li></ul></div>",
            (("Ferries",), "tag list"),
        ),
        ("<h1>T</h1><div class=related><ul><li><a href=/keyword/1/>#Ferries</a></li></ul></div>", None),
        ("<meta name=news_keywords content='Ferries, #Port; ferries'>", (("Ferries", "Port"), "news_keywords")),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","keywords":["Ferries","topic/port","8ae9ab2d-fe1b-4230-acb8-a59b52877682"]}</script>',
            (("Ferries", "port"), "json-ld keywords"),
        ),
        (
            "<h1>x</h1><ul class=tags><li><a href=/tag/a>Ferries</a><li><a href=/tag/b>Port</a></ul>",
            (("Ferries", "Port"), "tag list"),
        ),
        ("<nav><a href=/topics/a>Ferries</a><a href=/topics/b>Port</a></nav><h1>x</h1>", None),
        (f"<h1>x</h1><div class=tagcloud>{CLOUD}</div>", None),
        (f"<h1>x</h1><div>{CLOUD}</div>", None),
        (
            "<h1>x</h1><p>The harbour of <a href=/topics/ellis>Port Ellis</a> was closed for three days by a storm that nobody saw coming.</p>",
            None,
        ),
        (
            "<h1>x</h1><div>The harbour of <a href=/topics/ellis>Port Ellis</a> was closed for three days by a storm that nobody "
            "saw coming.<br><br>The <a href=/topics/ferry>ferry</a> stayed in Ashby, where its men were given beds in the town hall.</div>",
            None,
        ),
        ("<meta name=keywords content='courier.example'>", None),
        ("<p>nothing</p>", None),
    ],
)
def test_tags_come_from_the_story(html: str, expected: tuple[tuple[str, ...], str] | None) -> None:
    assert first(html) == expected


def test_tags_are_bounded() -> None:
    assert len(tag_names(f"tag {n}" for n in range(10_000))) == 60
    assert tag_names(["x" * 500]) == ()
