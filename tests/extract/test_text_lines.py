"""What the lines of a text dump are, by their shape and wording alone."""

from __future__ import annotations

import pytest

from scraper.extract.text_features import story_region
from scraper.extract.text_head import anchor, pieces, slug_words
from scraper.extract.text_lines import LineKind, ends_sentence, kind_of_line, read_text_lines


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The ferry sailed at six, an hour late, with every seat taken.", LineKind.PROSE),
        ("連絡船は十二日の朝、三年ぶりに港の旧桟橋に着いた。", LineKind.PROSE),
        ("Ferry returns to Port Ellis", LineKind.TITLE),
        ("Subscribe", LineKind.MENU),
        ("3 hours ago", LineKind.MENU),
        ("vor 3 Stunden", LineKind.MENU),
        ("Share on Facebook", LineKind.SHARE),
        ("Auf Facebook teilen", LineKind.SHARE),
        ("RelatedPosts", LineKind.ASIDE),
        ("Lesen Sie auch", LineKind.ASIDE),
        ("Tags: ferries, port", LineKind.END),
        ("関連ニュース", LineKind.END),
        ("(3) Comments", LineKind.COMMENTS),
        ("12 Kommentare", LineKind.COMMENTS),
        ("Home → Harbour", LineKind.BREADCRUMB),
        ("© 2024 Harbour Courier. All rights reserved.", LineKind.FOOTER),
    ],
)
def test_line_is_known_by_shape_and_wording(line: str, kind: LineKind) -> None:
    assert kind_of_line(line) is kind


@pytest.mark.parametrize(
    ("line", "ends"),
    [("It is back.", True), ("“It is back!”", True), ("It is back", False), ("戻った。」", True), ("", False)],
)
def test_sentences_end_with_a_mark_and_what_closes_behind_it(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends


def test_wrapped_paragraphs_are_one_line_again() -> None:
    text = (
        "Library stays open\n\n"
        "   The library in Oldtown will stay open on Saturdays after all, and\n"
        "   the council has voted nine to four on Friday evening to find the\n"
        "   money for it elsewhere.\n\n"
        "   Readers had collected four thousand signatures in three weeks, and\n"
        "   that is more than the library has seats, books on tape and parking\n"
        "   spaces taken together.\n\n"
        "   The mayor, who had proposed the closure, said that he would respect\n"
        "   the vote.\n"
    )

    lines = read_text_lines(text)

    assert [line.words for line in lines] == [3, 29, 26, 14]


def test_paragraphs_on_lines_of_their_own_are_not_joined() -> None:
    text = "\n".join(
        f"The ferry, boat number {n}, sailed at six in the morning, an hour late as ever." for n in range(9)
    )

    assert len(read_text_lines(text)) == 9


def test_page_that_stands_in_its_dump_twice_is_read_once() -> None:
    story = [f"The ferry, boat number {n}, sailed at six in the morning, an hour late as ever." for n in range(4)]

    lines = read_text_lines("\n".join(["Menu", "Ferry sails", *story, "Menu", "Ferry sails", *story]))

    assert [line.text for line in lines if line.prose] == story


def test_bullets_are_taken_off_and_make_short_lines_a_menu() -> None:
    lines = read_text_lines(
        "• Home\n  • Natural Sciences\n• The ferry sailed at six, an hour late, with every seat taken."
    )

    assert [(line.text[:16], line.kind) for line in lines] == [
        ("Home", LineKind.MENU),
        ("Natural Sciences", LineKind.MENU),
        ("The ferry sailed", LineKind.PROSE),
    ]


PROSE = "The ferry sailed at six, an hour late, with every seat on both of its decks taken, again."


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["Home", PROSE, f"{PROSE} Now.", "About"], 1, 3),
        (["Home", PROSE, "Related", "Ferry sinks", f"{PROSE} Now.", "About"], 1, 5),
        ([PROSE, *["Menu entry"] * 40, *(f"{PROSE} {n}." for n in "abcd")], 41, 45),
        (["Home", "About"], 0, 0),
        ([], 0, 0),
    ],
)
def test_story_stands_where_most_prose_is(lines: list[str], start: int, end: int) -> None:
    region = story_region(read_text_lines("\n".join(lines)))

    assert (region.start, region.end) == (start, end)


@pytest.mark.parametrize(
    ("lines", "url", "place"),
    [
        (["Ferry returns to the pier | Courier", "Home", "Ferry returns to the pier", PROSE], None, 2),
        (["The Ferry Returns to the Old Pier", "Home", "Ferry returns to the old pier", PROSE], None, 2),
        (["Home", "Ferry is back!", "Back at the pier: the ferry", PROSE], "https://c.example/back-pier-ferry", 2),
        (["Home", "Ferry is back!", PROSE], None, None),
        (["連絡船、三年ぶりに旧桟橋へ戻る - 山手新報", "トップ", "連絡船、三年ぶりに旧桟橋へ戻る", PROSE], None, 2),
        ([], None, None),
    ],
)
def test_headline_that_title_or_address_confirms_anchors_the_story(
    lines: list[str], url: str | None, place: int | None
) -> None:
    assert anchor(read_text_lines("\n".join(lines)), url) == place


def test_addresses_are_compared_by_their_longest_part() -> None:
    assert slug_words("https://courier.example/news/the-ferry-is-back-20240312.html?x=1") == {
        "the",
        "ferry",
        "is",
        "back",
    }
    assert slug_words("https://courier.example/news/4711.html") == frozenset()
    assert pieces("ferry is back") == {"ferry", "is", "back"}
