"""A newspaper that lives through thirty days: exactly the expected revisions and events, and the good text at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from tests.archive.invented import rows
from tests.daily import Daily, Noise, Response, Told, page, redesigned
from tests.living import Day, leads_to, live, says, shows

FIRST = Told()
OTHER_HEADLINE = replace(FIRST, headline="At last: the ferry is back")
SILENT = FIRST.edited(0, "214 passengers", "241 passengers")
CORRECTED = replace(
    SILENT.edited(2, "12 million", "14 million", modified="2026-03-12T09:00:00+00:00"),
    paragraphs=(
        *SILENT.edited(2, "12 million", "14 million").paragraphs,
        "Correction, 12 March: An earlier version of this article gave the wrong price of the quay.",
    ),
)
MOVED = replace(CORRECTED, path="/2026/03/01/ferry-returns-to-port-ellis-after-storm")
QUOTED = MOVED.edited(1, "a very long time", "far too long a time", modified="2026-03-28T10:00:00+00:00")
WALL = """<p>You have read your free articles.</p><div class="paywall"><h2>Subscribe to continue reading</h2>
<p>Subscribe now for full access to the Courier. Already a subscriber? Log in.</p></div>"""
CONSENT = """<!doctype html><html lang="en"><head><title>Before you continue</title></head><body><div id="consent-wall">
<h1>We value your privacy</h1><p>We and our partners store and access information on a device, such as cookies, and
process personal data. You may accept or manage your choices at any time, including your right to object where
legitimate interest is used. See our cookie policy.</p><button>Accept all</button><button>Reject all</button>
<button>Manage preferences</button></div></body></html>"""
NOT_FOUND = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"
FRONT = (
    "<html><head><title>The Courier</title></head><body><h1>The Courier</h1>"
    + "".join(f'<article><h2><a href="/2026/03/2{n}/story-{n}">Story number {n} of today</a></h2></article>' for n in range(9))
    + "</body></html>"
)  # fmt: skip


def paywalled(told: Told, origin: str) -> str:
    """Give a page that shows the first paragraph and a wall."""
    shown = page(replace(told, paragraphs=told.paragraphs[:1]), origin)
    return shown.replace('<ul class="tags">', f'{WALL}<ul class="tags">')


DAYS = (
    Day("published", shows(FIRST, page)),
    Day("more shares, other ads", shows(FIRST, page, Noise(1_204, 45, "Sell a boat", 1200))),
    Day("another share bar", shows(replace(FIRST, tags=("Storms", "Ferries")), page, Noise(88_204, 59, "Rent", 320))),
    Day("modified alone", shows(replace(FIRST, modified="2026-03-04T00:00:00+00:00"), page)),
    Day("modified back", shows(FIRST, page)),
    Day("headline B", shows(OTHER_HEADLINE, page), ("headline_changed",)),
    Day("headline A", shows(FIRST, page), ("headline_changed",)),
    Day("headline B again", shows(OTHER_HEADLINE, page, Noise(90_000)), ("headline_changed",)),
    Day("headline A stays", shows(FIRST, page), ("headline_changed",)),
    Day("nothing", shows(FIRST, page)),
    Day("silent edit", shows(SILENT, page), ("body_changed", "silent_edit", "numbers_changed")),
    Day("correction", shows(CORRECTED, page), ("body_changed", "correction", "numbers_changed")),
    Day("paywall goes up", lambda _, origin: Response(paywalled(CORRECTED, origin))),
    Day("paywall stays", lambda _, origin: Response(paywalled(CORRECTED, origin))),
    Day("paywall comes down", shows(CORRECTED, page)),
    Day("consent wall", says(CONSENT)),
    Day("server fails", says("<h1>Oops</h1>", 503)),
    Day("the story again", shows(CORRECTED, page)),
    Day("redesign", shows(CORRECTED, redesigned)),
    Day("redesign stays", shows(CORRECTED, redesigned, Noise(7))),
    Day("moved", shows(MOVED, redesigned), ("moved",)),
    Day("modified at every request", shows(replace(MOVED, modified="2026-03-22T22:22:22+00:00"), redesigned)),
    Day("unpublished", says(NOT_FOUND, 404), ("unpublished",)),
    Day("still unpublished", says(NOT_FOUND, 404)),
    Day("gone for good", says(NOT_FOUND, 410)),
    Day("soft 404", says(NOT_FOUND)),
    Day("the front instead", leads_to("/", FRONT)),
    Day("restored, a quotation changed", shows(QUOTED, redesigned), ("restored", "body_changed", "quotations_changed")),
    Day("a line by someone else", shows(replace(QUOTED, byline="By Ana Ruiz and Bo Li"), redesigned)),
    Day("the end", shows(replace(QUOTED, byline="By Ana Ruiz and Bo Li"), redesigned, Noise(31))),
)  # fmt: skip


@pytest.fixture
def paper() -> Iterator[Daily]:
    with Daily() as daily:
        yield daily


def test_thirty_days_leave_the_expected_revisions_and_events(paper: Daily, archive_path: Path) -> None:
    noticed = live(paper, DAYS, f"{paper.origin}{FIRST.path}", archive_path)

    assert noticed == [(day.name, day.events) for day in DAYS]
    texts = rows(
        archive_path,
        "SELECT headline, instr(body, '241') > 0, instr(body, 'Correction') > 0 FROM revisions ORDER BY id",
    )
    assert texts == [
        (FIRST.headline, 0, 0),
        (OTHER_HEADLINE.headline, 0, 0),
        (FIRST.headline, 0, 0),
        (OTHER_HEADLINE.headline, 0, 0),
        (FIRST.headline, 0, 0),
        (FIRST.headline, 1, 0),
        (FIRST.headline, 1, 1),
        (FIRST.headline, 1, 1),
    ]  # fmt: skip
    with Archive.open(archive_path) as archive:
        history = archive.history(story_url := f"{paper.origin}{MOVED.path}")
    assert history
    assert [version.number for version in history.versions if len(version.seen) > 1] == [1, 2]
    ((came, went),) = history.walls
    assert went
    assert went >= came
    ((headline, body, url, verdict),) = rows(archive_path, "SELECT headline, body, url, verdict FROM stories")
    assert (headline, verdict, url) == (FIRST.headline, "article", story_url)
    assert [text for text in QUOTED.paragraphs if text.split("”")[-1] not in body] == []
