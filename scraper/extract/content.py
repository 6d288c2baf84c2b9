"""Where on a page the story stands: the elements that hold its prose.

Every block gets a weight, how much it reads like prose; weights add up along the ancestors. The story's
container is found by walking down from the top as long as one child keeps most of the weight.
"""

from __future__ import annotations

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
NEVER_STORY = frozenset({"comment", "related", "navigation"})  # unless there is nothing else
MIN_STORY_WORDS = 80
MIN_NAMED_PROSE = 12  # words of an element whose name says "story"
MANY_PIECES = 8
SAME_PROSE = 0.97
JOINED_SHARE = 0.85  # of the prose in the element around a story's pieces
MOSTLY_PROSE = 0.4  # of the plain words; below, the story is in its short lines
PLAIN_WEIGHT = 0.3  # of a word outside links, against one of prose

_LAST = frozenset(".!?…。！？．।:;»”\"'’)]")
_ENDS = (". ", "? ", "! ")
_OTHER_ENDS = ("。", "！", "？")
_LINES = frozenset({"p", "li", "blockquote"})
_PROSE_KINDS = frozenset("p div blockquote pre li td dd section article main".split())


def prose_weight(block: Block) -> float:
    """Tell how much a block reads like a story's paragraph, in words."""
    if block.words < MIN_PROSE_WORDS or block.kind not in _PROSE_KINDS:
        return 0.0
    density = block.link_words / block.words
    if density > MAX_LINK_DENSITY or not has_sentence_end(block.text):
        return 0.0
    weight = min(block.words, 120) * (1 - density)
    if block.kind == "p":
        return weight
    return weight * (0.8 if block.words >= 15 else 0.4)


def has_sentence_end(text: str) -> bool:
    """Tell whether a sentence ends in a text, or at least stops."""
    if text[-1] in _LAST or any([end in text for end in _ENDS]):
        return True
    return not text.isascii() and any([end in text for end in _OTHER_ENDS])


def weigh(blocks: Sequence[Block], elements: Sequence[Element]) -> None:
    """Sum prose and plain words up the tree, forgiving wrappers whose class name merely sounds like boilerplate.

    A boilerplate name on elements that hold most of the page's prose is a misnomer and is cleared; so are,
    largest first, the names that would leave next to no prose at all.
    """
    for block in blocks:
        block.prose = prose_weight(block)
        block.element.prose += block.prose
    _add_up(elements)
    total = elements[0].prose
    groups: dict[tuple[str, str, str, int], list[Element]] = defaultdict(list)
    for element in elements:
        if element.boilerplate and element.prose:
            # the other pieces of a story bear the same names
            path = 0 if element.content or element.tag == "p" else element.path
            groups[element.tag, element.boilerplate, element.content, path].append(element)
    is_named = any([e.content and e.prose > MIN_NAMED_PROSE and e.boilerplate != "comment" for e in elements])
    for group in groups.values():
        if is_named and group[0].boilerplate == "comment":
            continue  # readers may write more than the story has
        share = total * (NAMED_SHARE if group[0].content else MISNOMER_SHARE)
        if group[0].boilerplate in NEVER_STORY and total - sum(e.prose for e in group) > MIN_STORY_WORDS:
            continue
        if sum(e.prose for e in group) > share or (group[0].content == "articleBody" and total):
            for element in group:
                element.boilerplate = ""
    suspects = sorted(
        (e for e in elements if e.boilerplate and e.prose and e.boilerplate != "comment"),
        key=lambda e: (e.prose, -e.order),
        reverse=True,
    )
    for element in suspects[:MAX_FORGIVEN]:
        if _outside(blocks, elements) >= total * LEAST_SHARE:
            break
        element.boilerplate = ""
    inside = _inside_boilerplate(elements)
    for element in elements:
        element.prose = 0.0
    for block in blocks:
        if not inside[block.element.order]:
            block.element.prose += block.prose
            block.element.plain += block.words - block.link_words
    _add_up(elements)


def _add_up(elements: Sequence[Element]) -> None:
    for element in reversed(elements):
        if (holder := element.parent) is not None:
            holder.prose += element.prose
            holder.plain += element.plain


def _outside(blocks: Sequence[Block], elements: Sequence[Element]) -> float:
    inside = _inside_boilerplate(elements)
    return sum(block.prose for block in blocks if not inside[block.element.order])


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
    groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for element in elements:
        if element.content and element.plain:
            group = groups[element.content, element.tag]
            if not (group and any(_holds(other, element) for other in group[-2:])):
                group.append(element)
    least = max(_size(by_prose), 1) * CONTENT_SHARE / 4
    groups = {key: group for key, group in groups.items() if max(map(_size, group)) >= least}
    if not groups:
        return [by_prose]
    best = max(groups.values(), key=lambda group: (sum(map(_size, group)), group[0].depth))
    largest = max(best, key=lambda e: e.prose)
    if len(best) > MANY_PIECES and largest.prose > sum(e.prose for e in best) / 2:
        best = [largest]  # the others are other stories, each with the same name
    total = sum(e.prose for e in best)
    if total > MOSTLY_PROSE * sum(e.plain for e in best):
        # of two that hold the same prose, the one with less around it
        same = [group for group in groups.values() if sum(e.prose for e in group) > SAME_PROSE * total]
        best = min(same, key=lambda group: (sum(e.words for e in group), -group[0].depth))
    if total < CONTENT_SHARE * elements[0].prose and _size(by_prose) > 1.5 * sum(map(_size, best)):
        return [by_prose]
    return _joined(best)


def _joined(pieces: Sequence[Element]) -> list[Element]:
    """Give the element around all pieces of a story, if it holds little else; subheads may stand between them."""
    if len(pieces) == 1 and pieces[0].tag not in _LINES:
        return list(pieces)
    around = pieces[0].parent
    while around is not None and not all(_holds(around, piece) for piece in pieces):
        around = around.parent
    if around is None or sum(piece.prose for piece in pieces) < JOINED_SHARE * around.prose:
        return list(pieces)
    return [around]


def _size(element: Element) -> float:
    """Give how much story an element may hold: its prose, and a little for lists, verse and other short lines."""
    return element.prose + PLAIN_WEIGHT * element.plain


def _holds(outer: Element, inner: Element) -> bool:
    holder = inner.parent
    while holder is not None and holder.order >= outer.order:
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
