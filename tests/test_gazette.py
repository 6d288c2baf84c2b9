"""A French paper without any metadata lives through a month: what moves, what is edited, what goes and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archive.invented import rows
from tests.daily import Daily, Noise
from tests.gazette import CONSENT, FRONT, NOT_FOUND, STORY, for_subscribers, new_page, old_page
from tests.living import Day, leads_to, live, says, shows

OTHER_HEADLINE = replace(STORY, headline="Enfin, le ferry est de retour")
SILENT = STORY.edited(0, "1 214 passagers", "1 241 passagers")
DATED = SILENT.edited(3, "a remercié", "a salué", modified="9 mars 2026 à 10h15")
NOTICE = '<p class="erratum"><i>Rectificatif : le quai a coûté 14 millions d\'euros, et non 12.</i></p>'
CORRECTED = DATED.edited(2, "12 millions", "14 millions", modified="11 mars 2026 à 18h30")
QUOTED = CORRECTED.edited(1, "très longtemps", "trop longtemps", modified="21 mars 2026 à 07h00")
MOVED = replace(QUOTED, path="/iles/le-ferry-revient-4711.html")
LAST = MOVED.edited(4, "quatre fois", "cinq fois")

DAYS = (
    Day("publié", shows(STORY, old_page)),
    Day("autre publicité", shows(STORY, old_page, Noise(1_204, 45, "Achetez un bateau"))),
    Day("mots-clés dans un autre ordre", shows(replace(STORY, tags=("Tempête", "Ferries")), old_page, Noise(77))),
    Day("titre B", shows(OTHER_HEADLINE, old_page), ("headline_changed",)),
    Day("titre A", shows(STORY, old_page), ("headline_changed",)),
    Day("titre B encore", shows(OTHER_HEADLINE, old_page), ("headline_changed",)),
    Day("titre A reste", shows(STORY, old_page), ("headline_changed",)),
    Day("en silence", shows(SILENT, old_page), ("body_changed", "silent_edit", "numbers_changed")),
    Day("mis à jour", shows(DATED, old_page), ("body_changed",)),
    Day("rectifié", shows(CORRECTED, old_page, Noise(), NOTICE), ("body_changed", "correction", "numbers_changed")),
    Day("réservé", shows(CORRECTED, for_subscribers)),
    Day("toujours réservé", shows(CORRECTED, for_subscribers, Noise(3))),
    Day("connexion", leads_to("/connexion", "<html><title>Connexion</title><h1>Se connecter</h1><form><input></form>")),
    Day("mur de cookies", says(CONSENT)),
    Day("panne", says("<h1>502 Bad Gateway</h1>", 502)),
    Day("libre", shows(CORRECTED, old_page, Noise(4), NOTICE)),
    Day("nouvelle formule", shows(CORRECTED, new_page, Noise(), NOTICE)),
    Day("nouvelle formule, lendemain", shows(CORRECTED, new_page, Noise(9, 5), NOTICE)),
    Day("citation", shows(QUOTED, new_page, Noise(), NOTICE), ("body_changed", "quotations_changed")),
    Day("déplacé", shows(MOVED, new_page, Noise(), NOTICE), ("moved",)),
    Day("introuvable", says(NOT_FOUND), ("unpublished",)),
    Day("toujours introuvable", says(NOT_FOUND, 404)),
    Day("la une à la place", leads_to("/", FRONT)),
    Day("revenu", shows(MOVED, new_page, Noise(), NOTICE), ("restored",)),
    Day("supprimé", says("", 410), ("unpublished",)),
    Day("revenu, changé en silence", shows(LAST, new_page, Noise(), NOTICE),
        ("restored", "body_changed", "silent_edit", "numbers_changed")),
    Day("la une", leads_to("/", FRONT), ("unpublished",)),
    Day("fin", shows(LAST, new_page, Noise(8, 8), NOTICE), ("restored",)),
)  # fmt: skip


@pytest.fixture
def paper() -> Iterator[Daily]:
    with Daily() as daily:
        yield daily


def test_month_of_the_gazette(paper: Daily, archive_path: Path) -> None:
    noticed = live(paper, DAYS, f"{paper.origin}{STORY.path}", archive_path)

    assert noticed == [(day.name, day.events) for day in DAYS]
    ((count,),) = rows(archive_path, "SELECT count(*) FROM revisions")
    assert count == sum(bool({"headline_changed", "body_changed"} & set(day.events)) for day in DAYS)
    ((headline, byline, body, url, verdict),) = rows(
        archive_path, "SELECT headline, byline, body, url, verdict FROM stories"
    )
    assert (headline, verdict, url) == (STORY.headline, "article", f"{paper.origin}{MOVED.path}")
    assert "Anne Roux" in byline
    assert "Rectificatif" in body
    said = " ".join(body.replace("’", "'").split())
    assert [text for text in LAST.paragraphs if " ".join(text.split()) not in said] == []
