"""Notices of correction: they are of the story, though many a template puts them in a box of their own."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.blocks import Block
from scraper.extract.document import Document
from scraper.small_print import small_print
from scraper.spelling import plain

MAX_NOTICES = 3  # more are a page about corrections, or a list of them
MIN_WORDS = 5  # a link in a page's foot says no more than "Corrections"
MAX_LINKED = 0.5  # of the words: the headline of another story's correction is a link
_ELSEWHERE = frozenset({"nav", "menu", "navigation", "comment", "comments", "related", "sidebar"})
_EDGES = frozenset({"header", "footer"})
_STORY = frozenset({"article", "main"})


def with_notices(document: Document, page: Sequence[Block], story: Sequence[Block]) -> Sequence[Block]:
    """Give the lines of a story with the notices of correction among the page's other lines, in their order."""
    language = document.languages[0] if document.languages else "en"
    words = small_print(language)
    taken = {block.order for block in story}
    found = [
        block
        for block in page
        if block.words >= MIN_WORDS and block.order not in taken
        if any(words.notices([plain(block.text)])) and _may_be_notice(block)
    ]
    known = {plain(block.text) for block in story} if found else ()
    found = [block for block in found if plain(block.text) not in known]
    if not story or not 0 < len(found) <= MAX_NOTICES:
        return story
    return sorted([*story, *found], key=lambda block: block.order)


def _may_be_notice(block: Block) -> bool:
    if block.link_density >= MAX_LINKED:
        return False
    around = list(block.ancestors())
    names = {element.tag for element in around} | {element.boilerplate for element in around if element.tag != "footer"}
    is_in_story = not names.isdisjoint(_STORY)  # the foot of an article is not the foot of the page
    return names.isdisjoint(_ELSEWHERE) and (is_in_story or names.isdisjoint(_EDGES))
