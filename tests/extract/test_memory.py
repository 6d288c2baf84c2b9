"""A page that was read is given back at once: a tree of a megabyte that waits for the collector is a crawl of gigabytes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.extract import read
from scraper.newsstand import fixtures_folder

PAGES = sorted(fixtures_folder().glob("*.example/**/*.html"))


@pytest.fixture(scope="module")
def _what_was_before_is_left_alone() -> None:
    """Have the collector look at new things only: all that a test session holds takes it half a second each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def _garbage_is_kept(_what_was_before_is_left_alone: None) -> Iterator[None]:
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.usefixtures("_garbage_is_kept")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_part_of_a_page_holds_another_for_ever(page: Path) -> None:
    read(page.read_bytes(), f"https://courier.example/{page.stem}")
    gc.collect()

    assert [thing for thing in gc.garbage if isinstance(thing, LexborHTMLParser)] == []
