"""Whom a story is credited to."""

from __future__ import annotations

import pytest

from scraper.agencies import agency_of

BODY = "The ferry sailed at dawn, and nobody on the quay had slept, the harbour master said on Tuesday."
MORE = "\n\n".join([BODY] * 5)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PORT ELLIS, Mich. (AP) — {MORE}", "AP"),
        (f"PORT ELLIS, March 4 (Reuters) - {MORE}", "Reuters"),
        (f"Port Ellis (dpa/lnw) - {MORE}", "dpa"),
        (f"Puerto Elías, 4 mar (EFE).- {MORE}", "EFE"),
        (f"(ANSA) - PORTO ELLIS, 04 MAR - {MORE}", "ANSA"),
        (f"(AFP) – {MORE}", "AFP"),
        (f"AFP - {MORE}", "AFP"),
        (f"МОСКВА, 4 марта. /ТАСС/. {MORE}", "TASS"),
        (f"新华社北京3月4日电 {MORE}", "Xinhua"),
        (f"【ワシントン共同】{MORE}", None),
        (f"【共同】{MORE}", "Kyodo"),
        (f"(서울=연합뉴스) {MORE}", None),
        (f"A standfirst of some words.\n\nPORT ELLIS (PA) - {MORE}", "PA"),
        (f"{MORE}\n\n(AP)", "AP"),
        (f"{MORE} (AFP)", "AFP"),
        (f"{MORE}\n\n© Agence France-Presse", "AFP"),
        (f"{MORE}\n\nCopyright 2026 The Associated Press. All rights reserved.", "AP"),
        (f"{MORE}\n\n© dpa-infocom, dpa:260304-99-1234/3", "dpa"),
        (f"{MORE}\n\n(Reporting by Ana Ruiz; Editing by Bo Li)", "Reuters"),
        (f"{MORE}\n\nQuelle: dpa", "dpa"),
        (f"{MORE}\n\nANA RUIZ / EFE", "EFE"),
        (f"{MORE}\n\nPhoto: Ana Ruiz/AFP", None),
        (f"The ferry at dawn. (Reuters)\n\n{MORE}", None),  # a picture's
        (f"{BODY} A man told Reuters (AP was there, too) that it rained.\n\n{MORE}", None),
        (f"APPLES are in season.\n\n{MORE}", None),
        ("", None),
        ("AP", None),
    ],
)
def test_agency_is_read_from_dateline_or_last_lines(text: str, agency: str | None) -> None:
    assert agency_of(text) == agency


@pytest.mark.parametrize(
    ("byline", "authors", "agency"),
    [
        ("By Ana Ruiz, Associated Press", ("Ana Ruiz",), "AP"),
        ("ANA RUIZ and BO LI, The Associated Press", (), "AP"),
        ("Von Ana Ruiz, dpa © Bo Li/AFP", (), "dpa"),
        ("Le Monde with AFP", (), "AFP"),
        (None, ("Reuters",), "Reuters"),
        ("By Reuters Fan", ("Reuters Fan",), None),
        ("By Ap Ruiz", ("Ap Ruiz",), None),
        (None, (), None),
    ],
)
def test_agency_is_read_from_the_byline(byline: str | None, authors: tuple[str, ...], agency: str | None) -> None:
    assert agency_of(MORE, byline, authors) == agency
