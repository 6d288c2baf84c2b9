"""What can be said of a line in numbers: what it is made of, where it stands, what stands around it.

The numbers are what line_model.py judges by; their names are in FEATURES, in the order of the rows. A path is
an element's tag and class and those around it: lines of one path look alike on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.extract.blocks import FIGURE, Block, Element
from scraper.extract.boilerplate import wordings
from scraper.extract.headline import fold
from scraper.extract.known_lines import KnownLines

_OF_LINE = (
    "kind words link_density ends_sentence italic_share promo_start promo_words caption_words headline_overlap "
    "is_standfirst in_structured prose_before prose_after gap_after words_after"
).split()
_OF_ELEMENT = (
    "path_share path_count path_links parent_share parent_words branch_words branch_links deeper in_figure "
    "boilerplate_kind boilerplate_words in_container"
).split()
_OF_PAGE = "container_prose container_share".split()
FEATURES = (*_OF_LINE, *_OF_ELEMENT, *_OF_PAGE)
_KINDS = {
    "p": 0, "blockquote": 1, "pre": 1, "dd": 2, "dt": 2, "li": 3, "div": 4,
    "h1": 5, "h2": 5, "h3": 5, "h4": 5, "h5": 5, "h6": 5, "td": 6, "th": 6, "figcaption": 7, "caption": 7,
}  # fmt: skip
HEADING = 5
_BOILERPLATE = {
    name: place
    for place, name in enumerate(
        (
            "box hidden caption byline tags sidebar aside newsletter author promo share ads comment related navigation "
            "nav menu footer"
        ).split(),
        1,
    )
}
_ENDS = frozenset(".!?…。！？।۔")
_CLOSERS = "\"'”’»)]」』"
FAR = 20
LONG_WORDS = 80  # what speaks of boilerplate is not looked for in longer lines
PARAGRAPH = 12  # words of prose that make a line a paragraph


@dataclass(frozen=True, slots=True)
class Scope:
    """The lines that may be story: those of the containers and around them."""

    blocks: Sequence[Block]
    inside: Sequence[bool]  # a container
    containers: Sequence[Element]
    page: Element  # that holds them all


@dataclass(slots=True)
class PathSums:
    """What the lines of one path add up to."""

    prose: float = 0.0
    words: int = 0
    link_words: int = 0
    count: int = 0


class LineFeatures:
    """The lines of a scope, ready to be described one by one."""

    def __init__(self, scope: Scope, known: KnownLines) -> None:
        self.scope = scope
        self.known = known
        self.said = wordings()
        self._wanted = {container.order for container in scope.containers}
        self._of_elements: dict[int, tuple[float, ...]] = {}
        self._folded: dict[int, str] = {}
        self._spoken: dict[int, tuple[int, int, bool]] = {}
        self.copies = Counter([block.text for block in scope.blocks])
        self.paths: dict[int, PathSums] = {}
        self.before: list[float] = []  # prose above each line, inside the containers
        self._add_up()
        blocks = scope.blocks
        self._gaps = _gaps(blocks)
        self.start = self._first()  # lines above are no part of the story
        self._of_page = (
            self.total,
            self.total / (scope.page.prose or 1.0),
        )

    def _add_up(self) -> None:
        """Sum words and prose by path, and the prose above each line."""
        paths, before = self.paths, self.before
        total = 0.0
        for block, is_inside in zip(self.scope.blocks, self.scope.inside, strict=True):
            element, prose = block.element, block.prose
            sums = paths.get(element.path)
            if sums is None:
                sums = paths[element.path] = PathSums()
            sums.prose += prose
            sums.words += block.words
            sums.link_words += block.link_words
            sums.count += 1
            before.append(total)
            if is_inside:
                total += prose
        self.total = total or 1.0
        main = max(paths, key=lambda path: paths[path].prose, default=0)
        self._main_depth = next((b.element.depth for b in self.scope.blocks if b.element.path == main), 0)

    def _first(self) -> int:
        """Give the number of the line below the headline, if the page prints it above all prose; else 0."""
        first = 0
        for i, block in enumerate(self.scope.blocks):
            if self.before[i] > 0:
                break
            if block.words < LONG_WORDS and self.known.is_headline(self.folded(i)):
                first = i + 1
        return first

    def folded(self, i: int) -> str:
        """Give a line's text for comparison with what other fields hold."""
        found = self._folded.get(i)
        if found is None:
            found = self._folded[i] = fold(self.scope.blocks[i].text)
        return found

    def spoken(self, i: int) -> tuple[int, int, bool]:
        """Give how a line begins (2: as promos do), how many of their words it has, if it names a photo’s source."""
        found = self._spoken.get(i)
        if found is None:
            lower = self.scope.blocks[i].text.casefold()
            said = self.said
            found = self._spoken[i] = (said.promo_start(lower), *said.spoken(lower))
        return found

    def row(self, i: int) -> list[float]:
        """Give the numbers of a line."""
        blocks = self.scope.blocks
        block = blocks[i]
        text, words, before = block.text, block.words, self.before[i]
        promo_start = promos = 0
        has_caption = False
        overlap = 0.0
        is_standfirst = False
        if words < LONG_WORDS:
            promo_start, promos, has_caption = self.spoken(i)
            if words < 40:
                overlap = self.known.headline_overlap(self.folded(i))
            is_standfirst = self.known.is_standfirst(self.folded(i))
        total = self.total
        return [
            _KINDS.get(block.kind, 4),
            words,
            block.link_words / words,
            ends_sentence(text),
            block.italic_words / words,
            promo_start,
            promos,
            has_caption,
            overlap,
            is_standfirst,
            self.known.in_structured_body(text),
            before / total,
            max(0.0, (total - before - block.prose) / total),
            self._gaps[i],
            blocks[i + 1].words if i + 1 < len(blocks) else 0,
            *self.of_element(block.element),
            *self._of_page,
        ]

    def of_element(self, element: Element) -> tuple[float, ...]:
        """Give what the lines of one element have in common."""
        found = self._of_elements.get(element.order)
        if found is not None:
            return found
        branch = element  # the child of the container that it is in
        boilerplate: Element | None = None
        holder: Element | None = element
        while holder is not None and holder.order not in self._wanted:
            if boilerplate is None and holder.boilerplate:
                boilerplate = holder
            branch = holder
            holder = holder.parent
        is_inside = holder is not None
        if not is_inside:
            branch = element  # outside, where every branch is the whole page
        total = self.total
        path = self.paths[element.path]
        found = self._of_elements[element.order] = (
            path.prose / total,
            path.count,
            path.link_words / (path.words or 1),
            element.prose / total,
            element.words,
            branch.words,
            branch.link_words / (branch.words or 1),
            element.depth - self._main_depth,
            element.flags & FIGURE != 0,
            _BOILERPLATE.get(boilerplate.boilerplate, 1) if boilerplate else 0,
            boilerplate.words if boilerplate else 0,
            is_inside,
        )
        return found


#: Where the element's boilerplate stands in what `of_element` gives.
BOILERPLATE_KIND = _OF_ELEMENT.index("boilerplate_kind")


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as sentences do."""
    return text[-1] in _ENDS or (text[-1] in _CLOSERS and text.rstrip(_CLOSERS)[-1:] in _ENDS)


def _gaps(blocks: Sequence[Block]) -> list[int]:
    """Give for each line how many lines away the next paragraph is, at most FAR."""
    gaps: list[int] = []
    gap = FAR
    for block in reversed(blocks):
        gaps.append(gap)
        gap = 1 if block.prose > PARAGRAPH else min(gap + 1, FAR)
    return gaps[::-1]
