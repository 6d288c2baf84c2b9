"""What is nothing surprising in an archive."""

from __future__ import annotations

import random

from scraper.alignment import common_runs
from scraper.archive.copy_match import is_no_chance
from scraper.archive.stock import Stock

CHANCE = random.Random(11)
WORDS = ["".join(CHANCE.choices("abcdefghijklmnop", k=CHANCE.randint(3, 9))) for _ in range(800)]
SENTENCES = [CHANCE.choices(WORDS, k=12) for _ in range(60)]


def told(*numbers: int) -> list[str]:
    return [word for number in numbers for word in SENTENCES[number]]


def stock() -> Stock:
    return Stock((number, told(*CHANCE.sample(range(60), 12))) for number in range(200))


def test_surprise_is_in_what_nobody_has() -> None:
    known = stock()

    assert known.surprise(told(3), ()) < 12
    assert 5 < known.surprise(told(3, 4, 5), ()) - known.surprise(told(3), ()) < 20
    assert known.surprise(CHANCE.choices(WORDS, k=12), ()) > 40
    assert known.surprise([], ()) == 0


def test_own_copies_make_a_story_no_less_surprising() -> None:
    text = CHANCE.choices(WORDS, k=40)
    known = Stock([(number, text) for number in range(4)])

    assert known.surprise(text, {0, 1, 2, 3}) > 100
    assert known.surprise(text, {0, 1}) < 20


def test_two_draws_from_a_stock_are_no_copies_but_its_order_is_copied() -> None:
    known = stock()
    story = told(*range(14))
    draw = told(13, 2, 40, 9, 41, 5, 42, 0, 43, 11, 44, 7)
    cut = told(*range(3, 12))

    assert not is_no_chance(known, common_runs(draw, story), draw, len(story))
    assert is_no_chance(known, common_runs(cut, story), cut, len(story))
