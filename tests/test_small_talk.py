"""In many languages: what moves around a story is no edit of it, and a notice of correction is one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest

from tests.two_days import NOTHING, noticed


@dataclass(frozen=True)
class Talk:
    """A story in one language, and what its page says around it."""

    language: str
    headline: str
    byline: str
    story: list[str]
    moving: list[tuple[str, str]]
    notice: str


TALKS = [
    Talk(language, **told)
    for language, told in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
]
each_language = pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.language)
each_place = pytest.mark.parametrize("place", ["above", "within", "below"])


def page(talk: Talk, **lines: str) -> str:
    """Give a page of a story with a line above, within or below its text."""
    first, *others = (f"<p>{escape(text, quote=False)}</p>" for text in talk.story)
    above, within, below = (
        f"<p>{lines[place]}</p>" if place in lines else "" for place in ("above", "within", "below")
    )
    return f"""<!doctype html><html lang="{talk.language}"><head><meta charset="utf-8"><title>{talk.headline}</title>
<meta property="og:title" content="{talk.headline}"><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-01T08:00:00+00:00"></head><body><main><article>
<h1>{talk.headline}</h1><p class="author">{talk.byline}</p>{above}
<div class="text">{first}{within}{"".join(others)}</div>{below}</article></main></body></html>"""


@each_language
@each_place
def test_what_moves_around_a_story_is_no_edit(talk: Talk, place: str, archive_path: Path) -> None:
    lines = [line for pair in talk.moving for line in (*pair, "")]
    days = [page(talk, **{place: line} if line else {}) for line in lines]

    found = [(line, told) for line, told in zip(lines, noticed(archive_path, days), strict=True) if told != NOTHING]

    assert found == []


@each_language
@each_place
def test_notice_of_correction_is_an_event(talk: Talk, place: str, archive_path: Path) -> None:
    days = page(talk), page(talk, **{place: talk.notice})

    assert list(noticed(archive_path, days)) == [NOTHING, (True, ("body_changed", "correction"))]


@each_language
def test_other_number_is_a_silent_edit(talk: Talk, archive_path: Path) -> None:
    days = page(talk), page(talk).replace("214", "241")

    assert list(noticed(archive_path, days)) == [NOTHING, (True, ("body_changed", "silent_edit", "numbers_changed"))]
