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
        (f"【ワシントン共同】{MORE}", "Kyodo"),
        (f"【共同】{MORE}", "Kyodo"),
        (f"(서울=연합뉴스) {MORE}", "Yonhap"),
        (f"[東京 3日 ロイター] - {MORE}", "Reuters"),
        (f"（中央社記者李明台北3日電）{MORE}", "CNA"),
        (f"LONDON/PARIS, Nov 3 (Reuters) - {MORE}", "Reuters"),
        (f"New Delhi [India], November 3 (ANI): {MORE}", "ANI"),
        (f"New Delhi, Nov 3 (PTI) {MORE}", "PTI"),
        (f"ANKARA (AA) - {MORE}", "Anadolu"),
        (f"МОСКВА, 3 ноя — РИА Новости. {MORE}", "RIA Novosti"),
        (f"Київ. 3 листопада. УНІАН. {MORE}", "UNIAN"),
        (f"Riyadh, SPA -- {MORE}", "SPA"),
        (f"(Bloomberg) -- {MORE}", "Bloomberg"),
        (f"القاهرة في 3 نوفمبر /أ ش أ/ {MORE}", "MENA"),
        (f"By ANA RUIZ\nThe Associated Press\n\n{MORE}", "AP"),
        (f"A standfirst of some words.\n\nPORT ELLIS (PA) - {MORE}", "PA"),
        (f"{MORE}\n\n(AP)", "AP"),
        (f"{MORE} (AFP)", "AFP"),
        (f"{MORE}\n\n© Agence France-Presse", "AFP"),
        (f"{MORE}\n\nCopyright 2026 The Associated Press. All rights reserved.", "AP"),
        (f"{MORE}\n\n© dpa-infocom, dpa:260304-99-1234/3", "dpa"),
        (f"{MORE}\n\n(Reporting by Ana Ruiz; Editing by Bo Li)", "Reuters"),
        (f"{MORE}\n\nQuelle: dpa", "dpa"),
        (f"{MORE}\n\nANA RUIZ / EFE", "EFE"),
        (f"{MORE}\n\n(Avec AFP)", "AFP"),
        (f"{MORE}\n\nMit Material der dpa", "dpa"),
        (f"{MORE}\n\n*Com informações da Agência Brasil", "Agência Brasil"),
        (f"{MORE}\n\nSursa: Agerpres", "Agerpres"),
        (f"{MORE}\n\n— With files from The Canadian Press", "The Canadian Press"),
        (f"{MORE}\n\n(With PTI inputs)", "PTI"),
        (f"{MORE} PTI ABC DEF", "PTI"),
        (f"{MORE} AGERPRES/(AS - redactor: Ana Ruiz)", "Agerpres"),
        (f"{MORE}\n\n==Kyodo", "Kyodo"),
        (f"{MORE}\n\n/ritzau/", "Ritzau"),
        (f"{MORE}\n\nAssociated Press writers Ana Ruiz and Bo Li contributed to this report.", "AP"),
        (f"{MORE}\n\nPhoto: Ana Ruiz/AFP", None),
        (f"The ferry at dawn. (Reuters)\n\n{MORE}", None),  # a picture's
        (f"{BODY} A man told Reuters (AP was there, too) that it rained.\n\n{MORE}", None),
        (f"APPLES are in season.\n\n{MORE}", None),
        (f"The Port Authority (PA) has said so. {MORE}", None),
        (f"The American Poets Association (APA) - a club - met. {MORE}", None),
        (f"Marine biologists (PA) were there. {MORE}", None),
        (f"Bloomberg - the former mayor - said so. {MORE}", None),
        (f"{MORE}\n\nBloomberg, the former mayor, agreed.", None),
        (f"{MORE}\n\nReuters reported on Monday that the ferry sank.", None),
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
        ("Le Monde avec AFP", (), "AFP"),
        ("di Redazione ANSA", (), "ANSA"),
        ("By Ana Ruiz, PA Political Correspondent", (), "PA"),
        ("Photograph: Ana Ruiz/Reuters", (), None),
        (None, ("Reuters",), "Reuters"),
        ("By Reuters Fan", ("Reuters Fan",), None),
        ("By Ap Ruiz", ("Ap Ruiz",), None),
        (None, (), None),
    ],
)
def test_agency_is_read_from_the_byline(byline: str | None, authors: tuple[str, ...], agency: str | None) -> None:
    assert agency_of(MORE, byline, authors) == agency
