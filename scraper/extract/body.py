"""The story's text: found by its container, cleaned line by line, given as text and as clean HTML.

blocks (what a reader sees) ─► containers (where the prose is) ─► lines (what is story) ─► Body
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.extract.blocks import Block, Element, count_words, read_blocks
from scraper.extract.body_engine import last_resort
from scraper.extract.body_html import blocks_html, paragraphs_html
from scraper.extract.boilerplate import boilerplate_line, is_date_line
from scraper.extract.content import find_containers, prose_weight, weigh
from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.images import images_in
from scraper.extract.payload import payload_bodies
from scraper.models import Image
from scraper.rules import SiteRules

HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
MAX_LABEL_WORDS = 7  # a line before the first paragraph with fewer words is a label, a place, a byline
LEAD_LINES = 25  # how far above the container the opening may stand
MIN_LEAD_WORDS = 10
MAX_CAPTION_WORDS = 40
LINKED = 0.5  # a short line with this share of link words leads elsewhere
PAYLOAD_GAIN = 1.6  # a script's text is taken when it has this many times the words of the markup's
MIN_PAYLOAD_WORDS = 60
UNSURE_WORDS = 40  # with fewer words found on a page that has UNSURE_GAP times as many, another engine is asked
UNSURE_GAP = 4


@dataclass(frozen=True, slots=True)
class Body:
    """A story's text, its paragraphs separated by a blank line, and the same as sanitised HTML."""

    text: str = ""
    html: str = ""
    source: str = ""
    images: tuple[Image, ...] = ()
    words: int = 0


def read_body(
    document: Document,
    rules: SiteRules,
    *,
    headline: str | None = None,
    standfirst: str | None = None,
    byline: str | None = None,
    authors: tuple[str, ...] = (),
) -> Body:
    """Read the body of a page; the other fields are given so that they are not read as body again."""
    root = document.tree.body
    if root is None:
        return Body()
    for selector in rules.strip:
        for unwanted in document.tree.css(selector):
            unwanted.decompose()
    known = _Known(headline, standfirst, byline, authors)
    if rules.body and (node := document.tree.css_first(rules.body)):
        blocks, elements = read_blocks(node)
        chosen = list(_cleaned(blocks, known))
        if chosen:
            return _body(document, chosen, [elements[0]], "site rule")
    blocks, elements = read_blocks(root)
    weigh(blocks, elements)
    containers = find_containers(elements)
    chosen = list(_cleaned([*_lead(blocks, containers), *_inside(blocks, containers)], known))
    words = sum(block.words for block in chosen)
    for payload in payload_bodies(document):
        count = sum(map(count_words, payload.value))
        if count >= MIN_PAYLOAD_WORDS and count > PAYLOAD_GAIN * words:
            return Body("\n\n".join(payload.value), paragraphs_html(payload.value), payload.source, (), count)
    if _is_unsure(words, blocks) and (found := last_resort(document.html, document.url)):
        count = sum(map(count_words, found.value))
        if count > PAYLOAD_GAIN * words:
            return Body("\n\n".join(found.value), paragraphs_html(found.value), found.source, (), count)
    if not chosen:
        return Body()
    return _body(document, chosen, containers, containers[0].content or "markup")


def _is_unsure(words: int, blocks: Sequence[Block]) -> bool:
    """Tell whether next to nothing was found on a page with text: another engine may know better."""
    if words >= UNSURE_WORDS:
        return False
    return sum(block.words - block.link_words for block in blocks) > UNSURE_GAP * (words + 10)


def _body(document: Document, chosen: Sequence[Block], containers: Sequence[Element], source: str) -> Body:
    return Body(
        text="\n\n".join(block.text for block in chosen),
        html=blocks_html(chosen, document),
        source=source,
        images=images_in([container.node for container in containers], document),
        words=sum(block.words for block in chosen),
    )


class _Known:
    """What the page prints besides the body and may print inside it: headline, standfirst, byline, names."""

    def __init__(
        self, headline: str | None, standfirst: str | None, byline: str | None, authors: tuple[str, ...]
    ) -> None:
        self.headline = fold(headline or "")
        self.standfirst = fold(standfirst or "")
        self.byline = fold(byline or "")
        self.authors = tuple(folded for name in authors if (folded := fold(name)))

    def repeats(self, block: Block) -> bool:
        """Tell whether a line is one of these and nothing more."""
        if block.words > 60:
            return False
        folded = fold(block.text)
        if folded and folded in (self.headline, self.byline, self.standfirst):
            return True
        return block.words <= 12 and any(
            folded == name or folded in (f"by {name}", f"von {name}", f"par {name}", f"por {name}")
            for name in self.authors
        )

    def names_author(self, block: Block) -> bool:
        """Tell whether a short line begins with an author's name: a signature, or the start of a biography."""
        folded = fold(block.text)
        return any(folded.startswith(name) for name in self.authors)


def _inside(blocks: Sequence[Block], containers: Sequence[Element]) -> Iterator[Block]:
    """Yield the blocks inside a container that no boilerplate stands around, in reading order."""
    wanted = {container.order for container in containers}
    verdicts: dict[int, bool] = {}
    for block in blocks:
        element = block.element
        if element.order not in verdicts:
            verdicts[element.order] = _is_inside(element, wanted)
        if verdicts[element.order]:
            yield block


def _lead(blocks: Sequence[Block], containers: Sequence[Element]) -> list[Block]:
    """Give the paragraphs between the headline and the story's container: an opening set in larger type."""
    wanted = {container.order for container in containers}
    start = next((i for i, block in enumerate(blocks) if any(e.order in wanted for e in block.ancestors())), 0)
    above = blocks[max(0, start - LEAD_LINES) : start]
    heading = next((i for i in range(len(above) - 1, -1, -1) if above[i].kind == "h1"), None)
    if heading is None:
        return []
    return [
        block
        for block in above[heading + 1 :]
        if prose_weight(block) and block.words >= MIN_LEAD_WORDS and not any(e.boilerplate for e in block.ancestors())
    ]


def _is_inside(element: Element, wanted: set[int]) -> bool:
    holder: Element | None = element
    while holder is not None:
        if holder.order in wanted:
            return True
        if holder.boilerplate:
            return False
        holder = holder.parent
    return False


def _cleaned(blocks: Iterator[Block] | Sequence[Block], known: _Known) -> Iterator[Block]:
    """Yield the lines that are the story, in order."""
    lines = [block for block in blocks if block.kind not in ("h1", "figcaption", "caption", "summary")]
    lines = _without_link_lists(lines)
    kept = [
        block
        for block in lines
        if not (block.link_density > LINKED and block.words < 25 and block.kind != "p_in_prose")
        and not boilerplate_line(block)
        and not _is_table_caption(block)
        and not known.repeats(block)
    ]
    first = next((i for i, block in enumerate(kept) if _is_paragraph(block)), None)
    if first is None:
        yield from kept
        return
    # with one cell or two, a table lays out the page and holds no figures
    lists = {"li"} if len({block.element.order for block in kept if block.kind == "td"}) <= 2 else {"li", "td"}
    last = max(i for i, block in enumerate(kept) if _is_paragraph(block) or _ends_story(block))
    for i, block in enumerate(kept):
        if i < first and (block.words <= MAX_LABEL_WORDS or is_date_line(block.text)) and block.kind not in lists:
            continue
        if i > last and block.kind != "td":
            continue
        if block.words <= 14 and is_date_line(block.text):
            continue
        if block.kind in HEADINGS and _is_orphan(kept, i):
            continue
        yield block


def _is_table_caption(block: Block) -> bool:
    """Tell whether a line is all the text of a table around a picture: how pages were laid out before figures."""
    if block.kind != "td" or block.words > MAX_CAPTION_WORDS:
        return False
    table = next((element for element in block.ancestors() if element.tag == "table"), None)
    return table is not None and table.words == block.words and table.node.css_first("img") is not None


def _is_paragraph(block: Block) -> bool:
    return block.words >= 10 and block.kind not in HEADINGS and block.link_density < LINKED


def _ends_story(block: Block) -> bool:
    """Tell whether a short line may be a story's last: a sentence, a list item, a quotation."""
    if block.kind in HEADINGS:
        return False
    return block.kind in ("li", "blockquote", "pre") or block.text.endswith((".", "!", "?", "。", "”", '"', "»", "।"))


def _is_orphan(kept: Sequence[Block], position: int) -> bool:
    """Tell whether a heading is followed by nothing, or by another heading of its own rank or above."""
    following = kept[position + 1] if position + 1 < len(kept) else None
    return following is None


def _without_link_lists(blocks: Sequence[Block]) -> list[Block]:
    """Leave out lists that are mostly links: related stories, wherever they stand."""
    totals: dict[int, list[int]] = {}
    for block in blocks:
        if block.kind == "li" and (holder := _list_of(block)):
            total = totals.setdefault(holder.order, [0, 0])
            total[0] += block.words
            total[1] += block.link_words
    return [
        block
        for block in blocks
        if not (
            block.kind == "li"
            and (holder := _list_of(block))
            and totals[holder.order][1] > LINKED * totals[holder.order][0]
        )
    ]


def _list_of(block: Block) -> Element | None:
    element: Element | None = block.element
    for _ in range(4):
        if element is None or element.tag in ("ul", "ol"):
            return element
        element = element.parent
    return None
