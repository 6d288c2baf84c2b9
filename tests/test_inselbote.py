"""A German paper on WordPress lives through a month; its redesign changes everything but the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.invented import rows
from tests.daily import Daily, Noise
from tests.inselbote import CONSENT, FRONT, NOT_FOUND, STORY, first_theme, paywalled, second_theme
from tests.living import Day, leads_to, live, says, shows

OTHER_HEADLINE = replace(STORY, headline="Endlich: Die Fähre ist wieder da")
SILENT = STORY.edited(0, "214 Fahrgästen", "241 Fahrgästen")
NOTICE = """<div class="hinweis-box"><p><strong>Anmerkung der Redaktion:</strong> In einer früheren Version dieses Artikels
stand ein falscher Preis. Wir haben ihn berichtigt.</p></div>"""
CORRECTED = SILENT.edited(2, "12 Millionen", "14 Millionen", modified="2026-03-12T09:00:00+01:00")
MOVED = replace(CORRECTED, path="/inseln/faehre-nach-port-ellis-kehrt-nach-sturm-zurueck/")
QUOTED = MOVED.edited(1, "sehr lange", "viel zu lange", modified="2026-03-24T09:00:00+01:00")
LAST = QUOTED.edited(4, "viermal", "fünfmal")

DAYS = (
    Day("veröffentlicht", shows(STORY, first_theme)),
    Day("andere Werbung", shows(STORY, first_theme, Noise(1_204, 9, "Kaufen Sie ein Boot, solange der Vorrat reicht."))),
    Day("Schlagwörter umgestellt", shows(replace(STORY, tags=("Sturm", "Häfen", "Fähren")), first_theme, Noise(7))),
    Day("Datum allein", shows(replace(STORY, modified="2026-03-04T00:00:00+01:00"), first_theme)),
    Day("Zeile B", shows(OTHER_HEADLINE, first_theme), ("headline_changed",)),
    Day("Zeile A", shows(STORY, first_theme), ("headline_changed",)),
    Day("Zeile B noch einmal", shows(OTHER_HEADLINE, first_theme), ("headline_changed",)),
    Day("Zeile A bleibt", shows(STORY, first_theme), ("headline_changed",)),
    Day("still geändert", shows(SILENT, first_theme), ("body_changed", "silent_edit", "numbers_changed")),
    Day("berichtigt", shows(CORRECTED, first_theme, Noise(), NOTICE), ("body_changed", "correction", "numbers_changed")),
    Day("nur noch für Abonnenten", shows(CORRECTED, paywalled)),
    Day("immer noch", shows(CORRECTED, paywalled, Noise(99))),
    Day("Schranke der Einwilligung", says(CONSENT)),
    Day("Einwilligung nebenan", leads_to("/consent/", CONSENT)),
    Day("Server kaputt", says("Error establishing a database connection", 500)),
    Day("wieder frei", shows(CORRECTED, first_theme, Noise(5), NOTICE)),
    Day("neues Gewand", shows(CORRECTED, second_theme, Noise(), NOTICE)),
    Day("neues Gewand bleibt", shows(CORRECTED, second_theme, Noise(8, 4), NOTICE)),
    Day("Zeile B im neuen Gewand", shows(replace(CORRECTED, headline=OTHER_HEADLINE.headline), second_theme, Noise(), NOTICE),
        ("headline_changed",)),
    Day("Zeile A im neuen Gewand", shows(CORRECTED, second_theme, Noise(), NOTICE), ("headline_changed",)),
    Day("umgezogen", shows(MOVED, second_theme, Noise(), NOTICE), ("moved",)),
    Day("weg", says(NOT_FOUND, 404), ("unpublished",)),
    Day("weg, sagt aber 200", says(NOT_FOUND)),
    Day("führt zur Startseite", leads_to("/", FRONT)),
    Day("wieder da", shows(MOVED, second_theme, Noise(), NOTICE), ("restored",)),
    Day("führt gleich zur Startseite", leads_to("/", FRONT), ("unpublished",)),
    Day("wieder da, Zitat geändert", shows(QUOTED, second_theme, Noise(), NOTICE),
        ("restored", "body_changed", "quotations_changed")),
    Day("nicht gefunden, sagt 200", says(NOT_FOUND), ("unpublished",)),
    Day("noch einmal da", shows(QUOTED, second_theme, Noise(3), NOTICE), ("restored",)),
    Day("still, Zahl in Worten", shows(LAST, second_theme, Noise(), NOTICE), ("body_changed", "silent_edit")),
)  # fmt: skip


@pytest.fixture
def paper() -> Iterator[Daily]:
    with Daily() as daily:
        yield daily


def test_month_of_the_inselbote(paper: Daily, archive_path: Path) -> None:
    noticed = live(paper, DAYS, f"{paper.origin}{STORY.path}", archive_path)

    assert noticed == [(day.name, day.events) for day in DAYS]
    texts = rows(
        archive_path, "SELECT headline, instr(body, '241') > 0, instr(body, 'Anmerkung') > 0 FROM revisions ORDER BY id"
    )
    assert texts == [
        *[(STORY.headline, 0, 0), (OTHER_HEADLINE.headline, 0, 0)] * 2,
        (STORY.headline, 0, 0),
        (STORY.headline, 1, 0),
        (STORY.headline, 1, 1),
        (OTHER_HEADLINE.headline, 1, 1),
        (STORY.headline, 1, 1),
        (STORY.headline, 1, 1),
    ]  # fmt: skip
    ((headline, byline, body, url, verdict),) = rows(
        archive_path, "SELECT headline, byline, body, url, verdict FROM stories"
    )
    assert (headline, verdict, url) == (STORY.headline, "article", f"{paper.origin}{MOVED.path}")
    assert "Jana Weiß" in byline
    assert [text for text in LAST.paragraphs if text.replace("„", "»").replace("“", "«") not in body] == []
