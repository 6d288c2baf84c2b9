"""Pages that are no stories, of all kinds and in many languages, among stories: what each is called."""

from __future__ import annotations

from collections import Counter

import pytest

from scraper.extract import extract
from tests.extract.other_pages import NOT_STORIES, STORIES, Case

MIN_RIGHT = 0.95


@pytest.mark.parametrize("case", [*NOT_STORIES, *STORIES], ids=lambda case: f"{case.verdict}: {case.name}")
def test_a_page_is_called_what_it_is(case: Case) -> None:
    assert extract(case.html, case.url).verdict == case.verdict


def test_of_each_kind_at_least_19_of_20_are_right_and_no_story_is_called_a_wall() -> None:
    right, of = Counter[str](), Counter[str]()
    for case in NOT_STORIES:
        of[case.verdict] += 1
        right[case.verdict] += extract(case.html, case.url).verdict == case.verdict

    assert len(NOT_STORIES) >= 60
    assert [kind for kind, count in of.items() if right[kind] < MIN_RIGHT * count] == []
    assert [case.name for case in STORIES if not extract(case.html, case.url).verdict.is_story] == []
