"""A paper is redesigned, and on the same day a story is edited or not: only the edit counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.courier import MODIFIED, Courier
from tests.two_days import NOTHING, Noticed, noticed

FIRST = Courier()
CUT = "A second boat is to follow in the autumn, the company said."
SALE = "Tickets"
NOTICE = "Correction: An earlier version misspelled the name of the harbour master."


def redesigned(story: Courier, description: str = "", more: str = "") -> str:
    """Give the page of a story in a template that has no list of tags and prints the standfirst in the text."""
    texts = "".join(f'<p class="pp">{text}</p>' for text in (story.standfirst, *story.body))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{story.headline} | C</title>
<meta property="og:description" content="{description}"><meta property="article:modified_time" content="{story.modified}">
<meta property="article:published_time" content="2026-03-01T08:00:00+00:00">
<meta name="author" content="{story.byline.removeprefix("By ")}"></head><body><div class="wrap"><section class="hero">
<h1 class="hed">{story.headline}</h1><p class="credit">{story.byline}</p></section><section class="pp-all">{texts}{more}
</section></div></body></html>"""


with_cut = FIRST.but(body=(*FIRST.body, CUT))
with_notice = FIRST.but(body=(*FIRST.body, NOTICE))
begun = FIRST.body[0][:90]
EDITED = (True, ("body_changed",))


@pytest.mark.parametrize(
    ("was", "now", "found"),
    [
        (FIRST.html(), redesigned(FIRST), NOTHING),
        (FIRST.html(), redesigned(FIRST, begun + "..."), NOTHING),
        (FIRST.html(), redesigned(FIRST, begun), NOTHING),
        (FIRST.html(), redesigned(FIRST.but(modified=MODIFIED), more=f"<p>{SALE}</p>"), NOTHING),
        (with_notice.html(), redesigned(FIRST), NOTHING),
        (with_cut.html(), redesigned(FIRST), NOTHING),
        (with_cut.html(), redesigned(FIRST.but(modified=MODIFIED)), EDITED),
        (FIRST.html(), redesigned(FIRST.says("dawn", "noon", modified=MODIFIED), begun + "..."), EDITED),
    ],
)
def test_redesign_is_no_edit_and_hides_none(was: str, now: str, found: Noticed, archive_path: Path) -> None:
    assert list(noticed(archive_path, (was, now, now))) == [NOTHING, found, NOTHING]


def test_day_of_broken_structured_data_is_no_edit(archive_path: Path) -> None:
    broken = FIRST.html().replace('"@context"', '"@context",')

    assert list(noticed(archive_path, (FIRST.html(), broken, FIRST.html()))) == [NOTHING] * 3
