"""The story's text: found by its container, judged line by line, given as text and as clean HTML.

blocks (what a reader sees) ─► containers (where the prose is) ─► lines (what is story) ─► Body

Where the markup has no story, the page's scripts may (payload.py); where neither has, another engine is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import Block, Element, count_words, read_blocks
from scraper.extract.body_engine import last_resort
from scraper.extract.body_html import blocks_html, paragraphs_html
from scraper.extract.content import find_containers, weigh
from scraper.extract.corrections import with_notices
from scraper.extract.document import Document
from scraper.extract.images import images_in
from scraper.extract.known_lines import KnownLines
from scraper.extract.line_features import LONG_WORDS, LineFeatures, Scope
from scraper.extract.line_model import line_model
from scraper.extract.payload import payload_bodies
from scraper.extract.plain_lines import is_plain_story
from scraper.extract.post_content import post_content
from scraper.extract.scope import story_scope
from scraper.extract.site_rule import SITE_RULE, ruled_nodes, take_out
from scraper.models import Found, Image
from scraper.rules import SiteRules
from scraper.small_print import small_print
from scraper.spelling import plain

PAYLOAD_GAIN = 1.6  # a script's text is taken when it has this many times the words of the markup's
MIN_PAYLOAD_WORDS = 60
UNSURE_WORDS = 40  # with fewer words found on a page that has UNSURE_GAP times as many, another engine is asked
UNSURE_GAP = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
MAX_JUDGED = 250  # lines of a page; after them, a line counts as the last one of its path did
ENDS = 3  # lines at the head of a story, and at its end, that may be small print
SHORT_POST_WORDS = 80  # with fewer words, what was found may be a widget beside a post of one sentence
RULE_DOUBT = -1.5  # log-odds; a site rule named the container, so less is doubted in it


@dataclass(frozen=True, slots=True)
class Body:
    """A story's text, its paragraphs separated by a blank line, and the same as sanitised HTML.

    `words` counts the text's; `page_words` and `page_link_words` what the page shows outside menus and boxes of
    links, for telling a story from a list of stories.
    """

    text: str = ""
    html: str = ""
    source: str = ""
    images: tuple[Image, ...] = ()
    words: int = 0
    page_words: int = 0
    page_link_words: int = 0


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that are story, where they stand, and how much the page shows."""

    blocks: Sequence[Block]
    containers: Sequence[Element]
    page_words: int
    page_link_words: int

    @property
    def words(self) -> int:
        return sum(block.words for block in self.blocks)


def read_body(
    document: Document,
    rules: SiteRules,
    *,
    headline: str | None = None,
    standfirst: str | None = None,
    byline: str | None = None,
    authors: tuple[str, ...] = (),
) -> Body:
    """Read the body of a page; the other fields are given so that they are not read as body again.

    What a site rule strips is taken out of the document's tree.
    """
    take_out(document, rules.strip)
    known = KnownLines(headline, standfirst, byline, authors, document)
    if rules.body and (ruled := _by_rule(document, rules.body, known)):
        return _body(document, ruled, SITE_RULE)
    lines = _without_ends(document, _in_markup(document, known))
    if lines.words < SHORT_POST_WORDS and (post := post_content(document.tree)) is not None:
        return _body(document, _of_post(post, known, lines), "WordPress post")
    for payload in payload_bodies(document, lines.words):
        if sum(map(count_words, payload.value)) > max(MIN_PAYLOAD_WORDS, PAYLOAD_GAIN * lines.words):
            return _of_paragraphs(payload, lines)
    if _is_unsure(lines) and (found := last_resort(document.html, document.url)):
        if sum(map(count_words, found.value)) > PAYLOAD_GAIN * lines.words:
            return _of_paragraphs(found, lines)
    if not lines.blocks:
        return Body(page_words=lines.page_words, page_link_words=lines.page_link_words)
    return _body(document, lines, lines.containers[0].content or "markup")


def _without_ends(document: Document, lines: _Lines) -> _Lines:
    """Leave out small print at the head and at the end of a story: when it was updated, how often it was shared."""
    words = small_print(document.languages[0] if document.languages else "en")
    first, end = 0, len(lines.blocks)
    while first < min(ENDS, end) and words.has(plain(lines.blocks[first].text)):
        first += 1
    while end > max(first, len(lines.blocks) - ENDS) and words.has(plain(lines.blocks[end - 1].text)):
        end -= 1
    return replace(lines, blocks=lines.blocks[first:end])


def page_scope(document: Document) -> Scope | None:
    """Give the lines of a page that may be story; None for a page without a body."""
    page = _page(document)
    return page[1] if page else None


def _page(document: Document) -> tuple[Sequence[Block], Scope] | None:
    """Give all lines of a page, and those that may be story."""
    root = document.tree.body
    if root is None:
        return None
    blocks, elements = read_blocks(root)
    weigh(blocks, elements)
    return blocks, story_scope(blocks, find_containers(elements), elements)


def _in_markup(document: Document, known: KnownLines) -> _Lines:
    page = _page(document)
    if page is None:
        return _Lines((), (), 0, 0)
    blocks, scope = page
    story = with_notices(document, blocks, list(_story(scope, known)))
    return _Lines(story, scope.containers, scope.page.words, scope.page.link_words)


def _story(scope: Scope, known: KnownLines, doubt: float = 0.0) -> Iterator[Block]:
    """Yield the lines of a scope that are story."""
    for block, is_story in _without_bare_headings(list(_judged(scope, known, doubt))):
        if is_story:
            yield block


def _judged(scope: Scope, known: KnownLines, doubt: float) -> Iterator[tuple[Block, bool]]:
    """Judge each line of a scope."""
    features = LineFeatures(scope, known)
    model = line_model()
    judged = 0
    by_path: dict[int, bool] = {}  # the last verdict on a line of each path
    for i, block in enumerate(scope.blocks):
        path = block.element.path
        if judged > MAX_JUDGED and path in by_path and block.words < LONG_WORDS:
            is_story: bool | None = by_path[path]
        else:
            is_story = is_plain_story(features, i)
            if is_story is None:
                judged += 1
                is_story = by_path[path] = model.is_story(features.row(i), doubt)
        yield block, bool(is_story)


def _without_bare_headings(lines: Sequence[tuple[Block, bool]]) -> Iterator[tuple[Block, bool]]:
    """Leave out the headings of which every line below, up to the next heading, was left out."""
    kept: list[tuple[Block, bool]] = []
    story = others = 0  # lines below, up to the next heading
    for block, is_story in reversed(lines):
        if block.kind in _HEADINGS:
            kept.append((block, is_story and (story > 0 or others == 0)))
            story = others = 0
        else:
            kept.append((block, is_story))
            if is_story:
                story += 1
            else:
                others += 1
    return reversed(kept)


def _by_rule(document: Document, selectors: Sequence[str], known: KnownLines) -> _Lines | None:
    """Judge the lines of the elements that a site rule names; if none is left, all of them are story."""
    story: list[Block] = []
    containers: list[Element] = []
    taken: set[int] = set()
    for node in ruled_nodes(document, selectors)[0]:
        if any(parent.mem_id in taken for parent in _parents(node)):
            continue
        taken.add(node.mem_id)
        blocks, elements = read_blocks(node)
        weigh(blocks, elements)
        scope = Scope(blocks, [True] * len(blocks), elements[:1], elements[0])
        story += list(_story(scope, known, RULE_DOUBT)) or blocks
        containers.append(elements[0])
    if not story:
        return None
    return _Lines(story, containers, sum(c.words for c in containers), sum(c.link_words for c in containers))


def _of_post(nodes: Sequence[LexborNode], known: KnownLines, page: _Lines) -> _Lines:
    """Judge the lines of the element that has a post's text; a post may have none."""
    story: list[Block] = []
    containers: list[Element] = []
    for node in nodes:
        blocks, elements = read_blocks(node)
        weigh(blocks, elements)
        story += _story(Scope(blocks, [True] * len(blocks), elements[:1], elements[0]), known, RULE_DOUBT)
        containers += elements[:1]
    return _Lines(story, containers, page.page_words, page.page_link_words)


def _parents(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _is_unsure(lines: _Lines) -> bool:
    """Tell whether next to nothing was found on a page with text: another engine may know better."""
    plain = lines.page_words - lines.page_link_words
    return lines.words < UNSURE_WORDS and plain > UNSURE_GAP * (lines.words + 10)


def _of_paragraphs(found: Found[tuple[str, ...]], lines: _Lines) -> Body:
    paragraphs = found.value
    return Body(
        text="\n\n".join(paragraphs),
        html=paragraphs_html(paragraphs),
        source=found.source,
        words=sum(map(count_words, paragraphs)),
        page_words=lines.page_words,
        page_link_words=lines.page_link_words,
    )


def _body(document: Document, lines: _Lines, source: str) -> Body:
    return Body(
        text="\n\n".join(block.text for block in lines.blocks),
        html=blocks_html(lines.blocks, document),
        source=source,
        images=images_in([container.node for container in lines.containers], document),
        words=lines.words,
        page_words=lines.page_words,
        page_link_words=lines.page_link_words,
    )
