"""Whether a page shows only the beginning of what is known, whatever else stands on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.archive.walls import is_cut_off
from tests.archive.invented import article

FIRST = "The ferry sailed at dawn on Tuesday with 214 passengers aboard, three years after the storm."
SECOND = "“We have waited for this day for a very long time,” said the harbour master."
THIRD = "The council spent 12 million on the new quay, which was finished in February."
FOURTH = "From next week the ferry will make the crossing four times a day, and on Sundays twice."
NOTICE = "Correction: The harbour master was not named in an earlier version of this article."
STORY = (FIRST, SECOND, THIRD, FOURTH, NOTICE)


@pytest.mark.parametrize(
    ("shown", "is_wall"),
    [
        ((FIRST, SECOND), True),
        ((FIRST, "Subscribe to read on.", "Log in"), True),
        ((FIRST, SECOND[:50] + "…"), True),
        (("Hello, Martin!", FIRST, "1,204 views", SECOND, "Keep reading for 1 a week"), True),
        ((FIRST, "Subscribe to read on.", NOTICE), True),
        (("Subscribe to read on.", NOTICE), True),
        ((FIRST, SECOND, THIRD, FOURTH), False),
        ((FIRST, FOURTH), False),
        ((SECOND, FIRST), False),
        ((FIRST.replace("dawn", "noon"), SECOND), False),
        (("The ferry will not sail.",), False),
    ],
)
def test_page_that_stops_early_has_a_wall(shown: tuple[str, ...], is_wall: bool) -> None:
    old, new = (replace(article(), body="\n\n".join(lines)) for lines in (STORY, shown))

    assert is_cut_off(old, new) == is_wall
