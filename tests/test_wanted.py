"""Which links a source wants."""

from __future__ import annotations

import pytest

from scraper.wanted import Wanted, compiled

REGATTA = "https://courier.example/sport/regatta?id=7"


@pytest.mark.parametrize(
    ("pattern", "is_found"),
    [
        ("/sport/*", True),
        ("/sport/", False),  # the whole path
        ("/sport", False),
        ("*regatta*", True),
        ("*?id=7", True),
        ("/*/regatta??d=7", True),
        ("/Sport/*", False),
        ("https://courier.example/*", True),
        ("https://other.example/*", False),
        ("/courier.example/*", False),
        ("re:/sport/", True),
        ("re:^https://[^/]+/sport/[a-z]+", True),
        ("re:[?]id=8$", False),
    ],
)
def test_pattern_finds(pattern: str, is_found: bool) -> None:
    assert bool(compiled(pattern).search(REGATTA)) is is_found


@pytest.mark.parametrize("pattern", ["re:(", "sport", "", "re:[z-a]"])
def test_pattern_that_cannot_match_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"no regular expression|would match nothing"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("wanted", "found_in", "reason"),
    [
        (Wanted(), None, None),
        (Wanted(include=("/sport/*",)), None, None),
        (Wanted(include=("/politics/*", "re:regatta")), None, None),
        (Wanted(include=("/politics/*",)), None, "not among what is included"),
        (Wanted(exclude=("/sport/*",)), None, "excluded by /sport/*"),
        (Wanted(include=("/sport/*",), exclude=("*regatta*",)), None, "excluded by *regatta*"),
        (Wanted(sections=("sport",)), None, None),
        (Wanted(sections=("port",)), None, "not of section port"),
        (Wanted(sections=("local news", "water")), None, "not of section local news or water"),
        (Wanted(sections=("water",)), "https://courier.example/Water/feed/", None),
        (Wanted(sections=("/water/",)), "https://courier.example/water", None),
    ],
)
def test_link_is_refused_with_the_reason(wanted: Wanted, found_in: str | None, reason: str | None) -> None:
    assert wanted.refuses(REGATTA, found_in) == reason
