"""What two texts have in common, and whether they are of one thing."""

from __future__ import annotations

import pytest

from scraper.alignment import Run, common_runs, differ_in_figures, folded, tokens


@pytest.mark.parametrize(
    ("one", "other", "runs"),
    [
        ("a b c d", "a b c d", [Run(0, 0, 4)]),
        ("a b c d e f", "x a b c y e f", [Run(0, 1, 3), Run(4, 5, 2, is_resumed=True)]),
        ("a b c x x x x e f g", "a b c e f g", [Run(0, 0, 3), Run(7, 3, 3)]),
        ("a b c d e f", "d e f a b c", [Run(0, 3, 3), Run(3, 0, 3)]),
        ("a b c a b c", "a b c x a b c", [Run(0, 0, 3), Run(3, 4, 3)]),
        ("a b", "a b", []),
        ("", "a b c", []),
    ],
)
def test_runs_are_as_long_as_they_can_be(one: str, other: str, runs: list[Run]) -> None:
    assert common_runs(one.split(), other.split()) == runs


WEATHER = "A high of {} degrees is expected on Monday, with winds of {} knots from the {} and a low of {} at night."
MATCH = "The crowd saw {} score for the visitors, and then {} hit the post before {} made the pass to {} at last."


@pytest.mark.parametrize(
    ("template", "values", "others", "is_told_apart"),
    [
        (WEATHER, (21, 14, "north", 9), (25, 8, "south", 12), True),
        (WEATHER, (21, 14, "north", 9), (21, 14, "north", 9), False),
        (WEATHER, (21, 14, "north", 9), (21, 15, "north", 9), False),  # a correction
        (MATCH, ("Ruiz", "Li", "Adler", "Ngo"), ("Berg", "Lund", "Dahl", "Moe"), True),
        (MATCH, ("Ruiz", "Li", "Adler", "Ngo"), ("Ruiz", "Li", "Adler", "Moe"), False),
        (MATCH, ("one", "two", "three", "four"), ("six", "seven", "eight", "nine"), False),  # edited, for all we know
    ],
)
def test_stories_of_one_template_are_told_apart_by_figures_and_names(
    template: str, values: tuple[object, ...], others: tuple[object, ...], is_told_apart: bool
) -> None:
    one, other = tokens(template.format(*values)), tokens(template.format(*others))

    assert differ_in_figures(one, other, common_runs(folded(one), folded(other))) is is_told_apart
