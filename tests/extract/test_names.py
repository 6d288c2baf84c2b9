"""Names out of bylines: people and agencies, nothing else."""

from __future__ import annotations

import pytest

from scraper.extract.by_words import is_only_name, says_by
from scraper.extract.names import Kind, names, person_names


@pytest.mark.parametrize(
    ("language", "byline", "expected"),
    [
        ("en", "By Ana Ruiz", ["Ana Ruiz"]),
        ("en", "By Ana Ruiz and Bo Li in Lima", ["Ana Ruiz", "Bo Li"]),
        ("en", "By Ana Ruiz, Bo Li, and Cy Young", ["Ana Ruiz", "Bo Li", "Cy Young"]),
        ("en", "BY ANA RUIZ & BO LI", ["ANA RUIZ", "BO LI"]),
        ("en", "ByAna Ruiz", ["Ana Ruiz"]),
        ("en", "Words by Ana Ruiz | Photos by Bo Li", ["Ana Ruiz"]),
        ("en", "Ana Ruiz, Political Editor", ["Ana Ruiz"]),
        ("en", "Ana Ruiz Staff Writer", ["Ana Ruiz"]),
        ("en", "Senior Reporter Ana Ruiz", ["Senior Reporter Ana Ruiz"]),
        ("en", "Reporter Ana Ruiz", ["Ana Ruiz"]),
        ("en", "Michael Head", ["Michael Head"]),
        ("en", "By Joe Schmo, Sr., and Tara Doe, MD", ["Joe Schmo, Sr.", "Tara Doe, MD"]),
        ("en", "By John Smith III", ["John Smith III"]),
        ("en", "By Joe S.", ["Joe S."]),
        ("en", "By T. V. Raman", ["T. V. Raman"]),
        ("en", "By Sinéad O'Connor-Healy", ["Sinéad O'Connor-Healy"]),
        ("en", "Dr. Max Adler", ["Dr. Max Adler"]),
        ("en", "By Ludwig van Beethoven in Vienna", ["Ludwig van Beethoven"]),
        ("en", "By Ana Ruiz (Reuters)", ["Ana Ruiz", "Reuters"]),
        ("en", "By Ana Ruiz/AFP", ["Ana Ruiz", "AFP"]),
        ("en", "Associated Press", ["Associated Press"]),
        ("en", "By Ana Ruiz ana@courier.example @anaruiz", ["Ana Ruiz"]),
        ("en", "By Ana Ruiz https://courier.example/ana", ["Ana Ruiz"]),
        ("en", "By Ana Ruiz, April 20, 2021 2:53 pm", ["Ana Ruiz"]),
        ("en", "Posted on April 20, 2021 by Ana Ruiz", ["Ana Ruiz"]),
        ("en", "By Ana Ruiz Thursday", ["Ana Ruiz"]),
        ("en", "By Our Railway Correspondent", []),
        ("en", "By Staff", []),
        ("en", "Staff and agencies", []),
        ("en", "By the way", []),
        ("en", "Share on Facebook", []),
        ("en", "Ferry Returns To The Old Pier", []),
        ("de", "Von Ana Ruiz und Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("de", "Ein Gastbeitrag von Ana Ruiz", ["Ana Ruiz"]),
        ("de", "Text: Ana Ruiz, Fotos: Bo Li", ["Ana Ruiz"]),
        ("de", "Von Karl-Theodor von und zu Guttenberg", ["Karl-Theodor von und zu Guttenberg"]),
        ("de", "Ana Ruiz, Redakteurin", ["Ana Ruiz"]),
        ("de", "Von Ana Ruiz (dpa)", ["Ana Ruiz", "dpa"]),
        ("de", "Ana Ruiz aus Berlin", ["Ana Ruiz"]),
        ("de", "Redaktion", []),
        ("fr", "Par Ana Ruiz et Bo Li, envoyés spéciaux", ["Ana Ruiz", "Bo Li"]),
        ("fr", "Propos recueillis par Ana Ruiz", ["Ana Ruiz"]),
        ("fr", "La rédaction avec AFP", ["AFP"]),
        ("es", "Por Ana Ruiz y José Ortega y Gasset", ["Ana Ruiz", "José Ortega y Gasset"]),
        ("es", "Ana Ruiz, corresponsal", ["Ana Ruiz"]),
        ("pt", "Por Ana Ruiz e Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("it", "di Ana Ruiz e Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("nl", "Door Ana Ruiz en Piet van der Berg", ["Ana Ruiz", "Piet van der Berg"]),
        ("sv", "Av Ana Ruiz och Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("no", "Av Ana Ruiz og Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("da", "Af Ana Ruiz og Bo Li", ["Ana Ruiz", "Bo Li"]),
        ("fi", "Teksti: Aino Virtanen ja Bo Li", ["Aino Virtanen", "Bo Li"]),
        ("pl", "Autor: Jan Kowalski", ["Jan Kowalski"]),
        ("cs", "Jan Novák, redaktor", ["Jan Novák"]),
        ("hu", "Írta: Nagy Anna és Kis Béla", ["Nagy Anna", "Kis Béla"]),
        ("tr", "Haber: Ayşe Yılmaz ve Ali Kaya", ["Ayşe Yılmaz", "Ali Kaya"]),
        ("ru", "Автор: Иван Петров и Анна Орлова", ["Иван Петров", "Анна Орлова"]),
        ("uk", "Підготувала Олена Бондар", ["Олена Бондар"]),
        ("el", "Γράφει ο Νίκος Παππάς", ["Νίκος Παππάς"]),
        ("ar", "بقلم: محمد علي", ["محمد علي"]),
        ("he", "מאת: דנה כהן", ["דנה כהן"]),
        ("id", "Oleh Budi Santoso dan Ana Ruiz", ["Budi Santoso", "Ana Ruiz"]),
        ("vi", "Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("ko", "김하늘 기자 haneul@courier.example", ["김하늘"]),
        ("ja", "文／高城慎", ["高城慎"]),
        ("ja", "高城 慎 著、川瀬 美帆 監訳", ["高城 慎", "川瀬 美帆"]),
        ("ja", "記者 高城慎、川瀬美帆", ["高城慎", "川瀬美帆"]),
        ("zh", "记者 张三丰 李白", ["张三丰", "李白"]),
        ("zh", "文/张三丰", ["张三丰"]),
    ],
)
def test_people_and_agencies_are_named(language: str, byline: str, expected: list[str]) -> None:
    assert list(person_names(byline, (language,))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz, The Courier", ["Ana Ruiz"]),
        ("Ana Ruiz Courier Staff", ["Ana Ruiz"]),
        ("The Courier", []),
        ("courier.example", []),
        ("THE COURIER", []),
    ],
)
def test_the_site_is_no_author(text: str, expected: list[str]) -> None:
    assert list(person_names(text, ("en",), ("The Courier", "Courier", "courier.example"))) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Ruiz", Kind.PERSON),
        ("dpa", Kind.AGENCY),
        ("karo99", Kind.PSEUDONYM),
        ("Madonna", Kind.PSEUDONYM),
        ("Northshore Press Service", Kind.ORGANISATION),
        ("Smart Shopping Team", Kind.ORGANISATION),
        ("Staff", Kind.NEWSROOM),
        ("Unser Korrespondent", Kind.NEWSROOM),
        ("courier.com", Kind.SITE),
    ],
)
def test_a_name_in_data_has_a_kind(text: str, kind: Kind) -> None:
    assert [name.kind for name in names(text, ("de",), is_data=True)] == [kind]


@pytest.mark.parametrize(
    "text", ["", "admin", "null", "12345", "https://courier.example/ana", "a" * 500, "?", "<b></b>"]
)
def test_what_is_no_name_in_data_is_left_out(text: str) -> None:
    assert names(text, ("en",), is_data=True) == ()


def test_a_noble_name_in_data_keeps_its_particle() -> None:
    assert names("von Storch", ("de",), is_data=True)[0].text == "von Storch"
    assert names("Von Ana Ruiz", ("de",), is_data=True)[0].text == "Ana Ruiz"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ana Ruiz", True),
        ("Posted by karo99 on August 3, 2019", True),
        ("3. Mai 2021 von Ana Ruiz", True),
        ("An essay by Ana Ruiz", True),
        ("Byron returns", False),
        ("The ferry returns", False),
        ("", False),
    ],
)
def test_a_line_that_says_by_is_known(line: str, expected: bool) -> None:
    assert says_by(line, ("de",)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("by karo99 on August 3, 2019", True), ("By Madonna", True), ("By the way", False), ("De Gaulle", False)],
)
def test_a_pseudonym_needs_a_line_of_its_own(line: str, expected: bool) -> None:
    assert is_only_name(line, ("fr",)) is expected
