"""The words of news pages: every language's file is well formed and found."""

from __future__ import annotations

import pytest

from scraper.extract.wordings import folded, known_languages, word_set, wording, words

KEYS = {
    *("months", "jalali_months", "weekdays", "am", "pm", "at", "published", "updated"),
    *("by", "and", "places", "roles", "newsroom", "agencies", "timezone", "common"),
}
NUMBERED_MONTHS = {"ja", "ko", "zh"}


def test_there_are_some_fifty_languages() -> None:
    assert len(known_languages()) >= 50
    assert {"en", "de", "fr", "es", "ru", "ar", "hi", "zh", "ja"} <= set(known_languages())


@pytest.mark.parametrize("language", known_languages())
def test_a_language_has_what_bylines_and_dates_need(language: str) -> None:
    table = wording(language)

    assert set(table) <= KEYS
    assert {"weekdays", "published", "updated", "by", "and", "roles", "newsroom", "agencies"} <= set(table)
    if language not in NUMBERED_MONTHS | {"vi"}:
        assert len(table["months"]) == 12
        assert all(name.strip() for months in table["months"] for name in months.split("|"))
    for key, values in table.items():
        assert all(value == value.strip() and value for value in values), key
        assert len(set(values)) == len(values), key


@pytest.mark.parametrize(
    ("tag", "same_as"),
    [("en-GB", "en"), ("de_AT", "de"), ("nb", "no"), ("nn-NO", "no"), ("iw", "he"), ("zh-Hant", "zh"), ("SH", "sr")],
)
def test_a_tag_finds_its_language(tag: str, same_as: str) -> None:
    assert wording(tag) == wording(same_as) != {}


@pytest.mark.parametrize("tag", ["", "tlh", "../en", "e", "english", "\x00"])
def test_an_unknown_tag_has_no_words(tag: str) -> None:
    assert wording(tag) == {}


def test_without_a_language_all_are_asked() -> None:
    assert {"by", "von", "par", "por", "av"} <= set(words("by"))
    assert folded("août|aout".split("|")[0]) == "aout"


@pytest.mark.parametrize(
    ("written", "same"),
    [("Août.", "aout"), ("MÄRZ", "marz"), ("Апреля", "апреля"), ("ΑΠΡΙΛΙΟΥ", "απριλίου"), ("أغسطس", "اغسطس")],
)
def test_case_and_accents_do_not_matter(written: str, same: str) -> None:
    assert folded(written) == folded(same)


def test_word_sets_are_folded() -> None:
    assert "chefredakteurin" in word_set("roles", ("de",))
    assert "redacteur en chef" in word_set("roles", ("fr",))
