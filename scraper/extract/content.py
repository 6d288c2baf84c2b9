"""Where on a page the story stands: the elements that hold its prose.

Every block gets a weight, how much it reads like prose; weights add up along the ancestors. The story's
container is found by walking down from the top as long as one child keeps most of the weight.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from scraper.extract.blocks import Block, Element

MIN_PROSE_WORDS = 6
MAX_LINK_DENSITY = 0.4
KEEP_SHARE = 0.75  # walk down while one child holds this much of the prose
CONTENT_SHARE = 0.4  # an element whose name says "story" needs this much
MISNOMER_SHARE = 0.5  # boilerplate does not hold more of a page's prose than this
NAMED_SHARE = 0.25  # nor than this, if its name says "story" as well
LEAST_SHARE = 0.25  # of the prose that must remain outside boilerplate
MAX_FORGIVEN = 8  # names cleared for that
SAME_PROSE = 0.97
MOSTLY_PROSE = 0.4  # of the plain words; below, the story is in its short lines
PLAIN_WEIGHT = 0.3  # of a word outside links, against one of prose

_SENTENCE_END = re.compile(r"[.!?…。！？．।:;»”\"'’)\]]$|[.!?。！？]\s")
_PROSE_KINDS = frozenset("p div blockquote pre li td dd section article main".split())


def prose_weight(block: Block) -> float:
    """Tell how much a block reads like a story's paragraph, in words."""
    if block.words < MIN_PROSE_WORDS or block.kind not in _PROSE_KINDS:
        return 0.0
    if block.link_density > MAX_LINK_DENSITY or not _SENTENCE_END.search(block.text):
        return 0.0
    weight = min(block.words, 120) * (1 - block.link_density)
    if block.kind == "p":
        return weight
    return weight * (0.8 if block.words >= 15 else 0.4)


def weigh(blocks: Sequence[Block], elements: Sequence[Element]) -> None:
    """Sum prose and plain words up the tree, forgiving wrappers whose class name merely sounds like boilerplate.

    A boilerplate name on an element that holds most of the page's prose is a misnomer and is cleared; so are,
    largest first, the names that would leave next to no prose at all.
    """
    raw = [prose_weight(block) for block in blocks]
    for block, weight in zip(blocks, raw, strict=True):
        if weight:
            for element in block.ancestors():
                element.prose += weight
    total = elements[0].prose
    suspects = [e for e in elements if e.boilerplate and e.prose > 0]
    misnomers: set[tuple[str, str, str]] = set()
    for element in suspects:
        is_misnomer = element.prose > total * MISNOMER_SHARE
        if is_misnomer or element.content == "articleBody" or (element.content and element.prose > total * NAMED_SHARE):
            misnomers.add((element.tag, element.boilerplate, element.content))
    for element in suspects:
        # the other pieces of a story bear the same names
        if (element.tag, element.boilerplate, element.content) in misnomers and (
            element.content or element.prose > total * MISNOMER_SHARE
        ):
            element.boilerplate = ""
    suspects = sorted((e for e in suspects if e.boilerplate), key=lambda e: (e.prose, -e.order), reverse=True)
    inside = _inside_boilerplate(elements)
    while (
        suspects
        and sum(w for b, w in zip(blocks, raw, strict=True) if not inside[b.element.order]) < total * LEAST_SHARE
    ):
        suspects.pop(0).boilerplate = ""
        inside = _inside_boilerplate(elements)
        suspects = suspects[:MAX_FORGIVEN]
    for element in elements:
        element.prose = 0.0
    for block, weight in zip(blocks, raw, strict=True):
        if not inside[block.element.order]:
            plain = block.words - block.link_words
            for element in block.ancestors():
                element.prose += weight
                element.plain += plain


def _inside_boilerplate(elements: Sequence[Element]) -> list[bool]:
    """Tell for each element, by its order, whether it or one around it is boilerplate; parents come first."""
    inside = [False] * len(elements)
    for index, element in enumerate(elements):
        parent = element.parent
        inside[index] = bool(element.boilerplate) or (parent is not None and inside[parent.order])
    return inside


def find_containers(elements: Sequence[Element]) -> list[Element]:
    """Give the elements that hold the story, outermost only, in page order; one, unless it is in several pieces.

    A name that says "this is the story" is believed when the element holds a fair part of the prose. Several
    elements of the same name are one story cut by advertisements.
    """
    by_prose = _innermost(elements)
    least = max(_size(by_prose), 1) * CONTENT_SHARE / 4
    groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in elements:
        if element.content and _size(element) >= least:
            group = groups[element.content, element.tag]
            if not any(_holds(other, element) for other in group):
                group.append(element)
    if not groups:
        return [by_prose]
    best = max(groups.values(), key=lambda group: (sum(map(_size, group)), group[0].depth))
    total = sum(e.prose for e in best)
    if total > MOSTLY_PROSE * sum(e.plain for e in best):
        # of two that hold the same prose, the one with less around it
        same = [group for group in groups.values() if sum(e.prose for e in group) > SAME_PROSE * total]
        best = min(same, key=lambda group: (sum(e.words for e in group), -group[0].depth))
    if total < CONTENT_SHARE * elements[0].prose and _size(by_prose) > 1.5 * sum(map(_size, best)):
        return [by_prose]
    return best


def _size(element: Element) -> float:
    """Give how much story an element may hold: its prose, and a little for lists, verse and other short lines."""
    return element.prose + PLAIN_WEIGHT * element.plain


def _holds(outer: Element, inner: Element) -> bool:
    holder = inner.parent
    while holder is not None:
        if holder is outer:
            return True
        holder = holder.parent
    return False


def _innermost(elements: Sequence[Element]) -> Element:
    """Walk down from the top as long as one child keeps most of the prose."""
    children: dict[int, list[Element]] = defaultdict(list)
    for element in elements[1:]:
        if element.parent is not None and element.prose:
            children[element.parent.order].append(element)
    current = elements[0]
    while inner := children.get(current.order):
        best = max(inner, key=lambda e: e.prose)
        if best.prose < current.prose * KEEP_SHARE or best.tag in ("p", "blockquote", "ul", "ol"):
            break
        current = best
    return current
