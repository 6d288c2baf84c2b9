"""Which of a page's lines may be story at all: those of the story's containers, and those just above."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extract.blocks import Block, Element
from scraper.extract.line_features import Scope

BEFORE = 20  # lines above the first container that are looked at: an opening set in larger type


def story_scope(blocks: Sequence[Block], containers: Sequence[Element], elements: Sequence[Element]) -> Scope:
    """Give the lines from a little above the first container to the end of the last."""
    wanted = {container.order for container in containers}
    held: list[bool] = [False] * len(elements)
    for element in elements:
        parent = element.parent
        held[element.order] = element.order in wanted or (parent is not None and held[parent.order])
    inside = [held[block.element.order] for block in blocks]
    first = next((i for i, is_inside in enumerate(inside) if is_inside), 0)
    last = next((i for i in range(len(blocks) - 1, -1, -1) if inside[i]), len(blocks) - 1)
    start, end = max(0, first - BEFORE), last + 1
    return Scope(blocks[start:end], inside[start:end], containers, elements[0])
