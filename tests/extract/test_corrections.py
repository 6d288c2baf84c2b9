"""Notices of correction are of the story, in whatever box they stand; what only speaks of corrections is not."""

from __future__ import annotations

import pytest

from scraper.extract import extract
from tests.daily import PARAGRAPHS

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
PAGE = """<!doctype html><html lang="{lang}"><head><title>Ferry returns - The Courier</title></head><body>
<header><a href="/">The Courier</a></header><article><h1>Ferry returns to Port Ellis</h1>{above}
<div class="article-body">{story}{within}</div>{below}</article>{after}
<footer>{foot}</footer></body></html>"""


@pytest.mark.parametrize(
    ("lang", "place", "markup", "text"),
    [
        ("en", "above", "<aside class='editors-note'><p>Editor’s note: This story was updated after the mayor spoke to us.</p></aside>", "Editor’s note"),
        ("en", "within", "<p class='correction'><em>Correction: An earlier version gave the wrong price.</em></p>", "wrong price"),
        ("en", "below", "<footer class='story-footer'><p>This article was amended on 3 March 2026. An earlier version had the name of the harbour master, who is called Bo Li, wrong.</p></footer>", "amended on 3 March"),
        ("en", "after", "<div class='box'><strong>Clarification</strong>: The council paid in two parts.</div>", "paid in two parts"),
        ("de", "below", "<div class='info-box'>Korrektur: In einer früheren Version stand ein falscher Preis.</div>", "falscher Preis"),
        ("de", "within", "<div class='hint'><b>Anmerkung der Redaktion:</b> Wir haben den Namen des Hafenmeisters berichtigt.</div>", "Hafenmeisters"),
        ("fr", "below", "<div class='encart'><p>Rectificatif du 3 mars : le quai a coûté 14 millions et non 12.</p></div>", "14 millions"),
        ("es", "after", "<section class='fe'><p>Fe de errores: el muelle costó 14 millones y no 12.</p></section>", "14 millones"),
        ("nl", "below", "<div class='kader'>Correctie: in een eerdere versie van dit artikel stond een verkeerde prijs.</div>", "verkeerde prijs"),
        ("ja", "below", "<div class='memo'>【訂正】初出時、埠頭の費用に誤りがありました。お詫びして訂正いたします。</div>", "埠頭の費用"),
    ],
)  # fmt: skip
def test_notice_is_read_wherever_it_stands(lang: str, place: str, markup: str, text: str) -> None:
    places = dict.fromkeys(("above", "within", "below", "after", "foot"), "")

    body = extract(PAGE.format(lang=lang, story=STORY, **places | {place: markup})).body

    assert text in body
    assert "four times a day" in body


@pytest.mark.parametrize(
    ("place", "markup"),
    [
        ("foot", "<p>Corrections: to tell us of a mistake, write to the desk on the second floor.</p>"),
        ("foot", "<a href='/corrections'>Corrections and clarifications: the list of the whole year</a>"),
        ("after", "<ul class='related'><li><a href='/c'>Correction: the mayor of Ashby has two dogs</a></li></ul>"),
        ("after", "<div class='comments'><p>Correction: the boat was blue, I was there and saw it.</p></div>"),
        ("after", "<div>Corrections officers went on strike in Ashby on Monday, for the third time.</div>"),
    ],
)
def test_what_speaks_of_other_corrections_is_left_out(place: str, markup: str) -> None:
    places = dict.fromkeys(("above", "within", "below", "after", "foot"), "")

    body = extract(PAGE.format(lang="en", story=STORY, **places | {place: markup})).body

    assert "orrection" not in body
    assert "four times a day" in body
