"""Dates as people write them, in many languages and calendars."""

from __future__ import annotations

import pytest

from scraper.extract.written_dates import written_dates

DAY = "2021-04-20"
TIME = "2021-04-20 14:53:00"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Published Tuesday, April 20th, 2021", DAY),
        ("en", "2:53 pm, 20 Apr 2021", TIME),
        ("en", "5:53 PM EDT, Tuesday, April 20, 2021", "2021-04-20 17:53:00-04:00"),
        ("en", "20-Apr-2021", DAY),
        ("en", "Tue Apr 20 2021 14:53:36 GMT+0200 (CEST)", "2021-04-20 14:53:36+02:00"),
        ("de", "Dienstag, 20. April 2021, 14.53 Uhr", TIME),
        ("de", "Stand: 20.4.21, 14:53 Uhr", TIME),
        ("de", "20. Mrz. 2021", "2021-03-20"),
        ("de", "20 | 04 | 2021", DAY),
        ("fr", "Publié le 20 avril 2021 à 14h53", TIME),
        ("fr", "1er août 2021", "2021-08-01"),
        ("fr", "20 fevrier 2021", "2021-02-20"),
        ("es", "20 de abril de 2021, a las 14:53", TIME),
        ("es", "Lima - 20 abr 2021 - 14:53 CEST", "2021-04-20 14:53:00+02:00"),
        ("pt", "20 de abril de 2021 às 14h53", TIME),
        ("it", "20 aprile 2021 alle 14:53", TIME),
        ("nl", "20 april 2021 om 14:53", TIME),
        ("sv", "20 april 2021 kl 14.53", TIME),
        ("da", "20. apr. 2021 kl. 14:53", TIME),
        ("no", "20. apr. 2021 kl. 14:53", TIME),
        ("fi", "20.4.2021 klo 14.53", TIME),
        ("fi", "20. huhtikuuta 2021", DAY),
        ("is", "20. apríl 2021 kl. 14:53", TIME),
        ("pl", "20 kwietnia 2021, 14:53", TIME),
        ("cs", "20. dubna 2021 14:53", TIME),
        ("sk", "20. apríla 2021 o 14:53", TIME),
        ("sl", "20. aprila 2021", DAY),
        ("hr", "20. travnja 2021. u 14:53", TIME),
        ("sr", "20. април 2021. 14:53", TIME),
        ("bs", "20. aprila 2021", DAY),
        ("hu", "2021. április 20. 14:53", TIME),
        ("ro", "20 aprilie 2021, ora 14:53", TIME),
        ("bg", "20 април 2021 г., 14:53", TIME),
        ("mk", "20 април 2021 14:53", TIME),
        ("el", "20 Απριλίου 2021, 14:53", TIME),
        ("tr", "20 Nisan 2021 Salı 14:53", TIME),
        ("ru", "20 апреля 2021, 14:53", TIME),
        ("uk", "20 квітня 2021 року о 14:53", TIME),
        ("be", "20 красавіка 2021", DAY),
        ("lt", "2021 m. balandžio 20 d. 14:53", TIME),
        ("lv", "2021. gada 20. aprīlis, 14:53", TIME),
        ("et", "20. aprill 2021 14:53", TIME),
        ("ar", "الثلاثاء 20 أبريل 2021 - 14:53", TIME),
        ("ar", "٢٠ نيسان ٢٠٢١", DAY),
        ("fa", "سه‌شنبه ۳۱ فروردین ۱۴۰۰ ساعت ۱۴:۵۳", TIME),
        ("fa", "۱۴۰۰/۰۱/۳۱", DAY),
        ("he", "20 באפריל 2021, 14:53", TIME),
        ("hi", "20 अप्रैल 2021, 2:53 PM", TIME),
        ("bn", "২০ এপ্রিল ২০২১, ১৪:৫৩", TIME),
        ("id", "Selasa, 20 Apr 2021 14:53 WIB", "2021-04-20 14:53:00+07:00"),
        ("ms", "20 April 2021, 2:53 petang", TIME),
        ("vi", "Thứ ba, 20/4/2021, 14:53 (GMT+7)", "2021-04-20 14:53:00+07:00"),
        ("vi", "20 tháng 4, 2021", DAY),
        ("vi", "20 Tháng Tư, 2021", DAY),
        ("th", "20 เม.ย. 2564 เวลา 14:53 น.", TIME),
        ("ko", "2021년 4월 20일 오후 2시 53분", TIME),
        ("ko", "입력 2021.04.20. 오후 2:53", TIME),
        ("ja", "2021年4月20日 14時53分", TIME),
        ("ja", "令和3年4月20日", DAY),
        ("zh", "2021年04月20日14:53 来源", TIME),
        ("zh", "２０２１年４月２０日", DAY),
        ("zh", "民國110年4月20日", DAY),
        ("ca", "20 d'abril de 2021", DAY),
        ("eu", "2021eko apirilaren 20a", DAY),
        ("gl", "20 de abril de 2021", DAY),
        ("sq", "20 prill 2021", DAY),
        ("hy", "20 ապրիլի 2021, 14:53", TIME),
        ("ka", "20 აპრილი 2021", DAY),
    ],
)
def test_a_date_is_read_in_its_language(language: str, text: str, expected: str) -> None:
    found = next(written_dates(text, (language,)), None)

    assert found is not None
    assert str(found.value) == expected


@pytest.mark.parametrize("text", ["20 апреля 2021", "20 kwietnia 2021", "20 Nisan 2021", "20 dubna 2021"])
def test_a_month_that_only_one_language_has_needs_no_language(text: str) -> None:
    assert [str(found.value) for found in written_dates(text)] == [DAY]


@pytest.mark.parametrize("language", ["pl", "hr"])
def test_a_month_that_languages_disagree_on_follows_the_page(language: str) -> None:
    found = next(written_dates("20 listopada 2021", (language,)))

    assert found.value.month == {"pl": 11, "hr": 10}[language]


@pytest.mark.parametrize(
    ("text", "month_first", "expected", "is_doubtful"),
    [
        ("4/5/2021", True, "2021-04-05", True),
        ("4/5/2021", False, "2021-05-04", True),
        ("4/20/2021", False, "2021-04-20", False),
        ("20/4/2021", True, "2021-04-20", False),
        ("5/5/2021", True, "2021-05-05", False),
        ("4.5.2021", True, "2021-05-04", False),
        ("4.5.21", True, "2021-05-04", True),
    ],
)
def test_the_country_decides_where_numbers_do_not(
    text: str, month_first: bool, expected: str, is_doubtful: bool
) -> None:
    found = next(written_dates(text, ("en",), month_first=month_first))

    assert (str(found.value), found.is_doubtful) == (expected, is_doubtful)


@pytest.mark.parametrize(
    "text",
    [
        "15 people died in May 2021",
        "Copyright 2010-2021",
        "version 1.2.3.4",
        "2021-13-45",
        "31 February 2021",
        "20 April",
        "call 030 20 2021 14",
        "",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert list(written_dates(text, ("en", "de"))) == []


def test_each_date_has_its_own_time() -> None:
    text = "Publié le 20 avril 2021 à 14h53 - Mis à jour le 21 avril 2021 à 08h00"

    found = [str(date.value) for date in written_dates(text, ("fr",))]

    assert found == ["2021-04-20 14:53:00", "2021-04-21 08:00:00"]


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    assert str(next(written_dates("20 April 2021, 24:00", ("en",))).value) == "2021-04-21 00:00:00"


def test_the_place_in_the_text_is_given() -> None:
    text = "Lima, 20 April 2021, 14:53. The ferry"

    found = next(written_dates(text, ("en",)))

    assert text[found.start : found.end] == "20 April 2021, 14:53"
