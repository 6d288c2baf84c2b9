"""A page's visible text as a list of blocks, in reading order, from one walk over the tree.

A block is what a reader sees as one line or paragraph: the text between two breaks that block-level
elements, or two `<br>`, make. What an ancestor's tag or class says about it is noted, not yet judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extract.class_names import HIDDEN_STYLE, boilerplate_class, content_class
from scraper.extract.text_of import clean

#: Elements whose text no reader sees, or that are controls rather than text.
_UNSEEN = frozenset(
    "script style noscript template iframe svg canvas object embed video audio map select option optgroup "
    "textarea button input datalist head title meta link dialog progress meter math".split()
)
#: Elements that are boilerplate by name (HTML living standard §4.3).
_BOILERPLATE_TAGS = frozenset("nav footer aside menu".split())
_STORY_TAGS = frozenset({"article", "main"})
_LISTED_STORIES = frozenset("related teaser teasers promo promos recommended comment comments popular trending".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb rt rp s samp "
    "small span strike strong sub sup time tt u var wbr -text -comment".split()
)
_KINDS = frozenset("h1 h2 h3 h4 h5 h6 p li blockquote td th dt dd pre figcaption caption summary".split())
MAX_BLOCKS = 20_000
MAX_LABEL_CHARS = 60


@dataclass(slots=True)
class Element:
    """An element that holds blocks, with what it says of them and how much they hold."""

    tag: str
    parent: Element | None
    node: LexborNode
    depth: int
    boilerplate: str = ""  # why its text is probably not the story: a tag or the class that says so
    content: str = ""  # why it probably is
    words: int = 0  # in all blocks below
    prose: float = 0.0  # the part of them that reads like a story; set by content.py
    plain: int = 0  # words outside links and boilerplate; set by content.py
    order: int = 0


@dataclass(slots=True)
class Block:
    """One line or paragraph."""

    kind: str  # p, h1-h6, li, blockquote, td, figcaption, pre, or div where no element says
    element: Element  # the nearest block-level element around it
    text: str = ""
    words: int = 0
    link_words: int = 0
    links: int = 0
    pieces: list[str] = field(default_factory=list)
    bold_words: int = 0
    has_emphasis: bool = False
    order: int = 0

    @property
    def link_density(self) -> float:
        """The part of its words that are link text, 0 to 1."""
        return self.link_words / self.words if self.words else 0.0

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around it, innermost first."""
        element: Element | None = self.element
        while element is not None:
            yield element
            element = element.parent


@lru_cache(maxsize=1)
def _cjk() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # takes milliseconds to compile: not at import


def count_words(text: str) -> int:
    """Count words; in scripts without spaces two characters stand for one word.

    >>> count_words("The ferry returns"), count_words("連絡船が戻った")
    (3, 3)
    """
    words = text.count(" ") + 1 if text else 0
    if not text.isascii() and (cjk := len(_cjk().findall(text))):
        words += cjk // 2 - (1 if cjk > 1 else 0)
    return words


def read_blocks(root: LexborNode) -> tuple[list[Block], list[Element]]:
    """Give the blocks below a node in reading order, and the elements that hold them.

    At most MAX_BLOCKS blocks are read.
    """
    blocks: list[Block] = []
    top = Element(root.tag or "body", None, root, 0)
    elements = [top]
    current = Block("div", top)
    # the stack holds what is still to do: a node to open, or an element or inline tag to close
    stack: list[tuple[LexborNode | None, Element | str]] = []
    element = top
    link_depth = bold_depth = 0
    breaks = 0

    def flush(kind: str) -> None:
        nonlocal current, breaks
        breaks = 0
        if current.pieces:
            text = clean("".join(current.pieces))
            if text:
                current.text = text
                current.words = count_words(text)
                current.link_words = min(current.link_words, current.words)
                current.order = len(blocks)
                current.pieces = []
                blocks.append(current)
        current = Block(kind, element)

    node: LexborNode | None = root.child
    while True:
        if node is None:
            if not stack:
                break
            following, closing = stack.pop()
            if isinstance(closing, Element):
                element = closing
                flush(_kind_of(element))
            elif closing == "a":
                link_depth -= 1
            elif closing == "b":
                bold_depth -= 1
            node = following
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if text:
                if breaks and not text.isspace():
                    if breaks > 1 or _is_line_of_its_own(current.pieces):
                        flush(current.kind)
                    breaks = 0
                current.pieces.append(text)
                if link_depth:
                    current.link_words += count_words(text.strip())
                if bold_depth:
                    current.bold_words += count_words(text.strip())
            node = node.next
        elif tag in _UNSEEN or tag.startswith(("-", "!")):
            node = node.next
        elif tag == "br" or tag == "hr":
            breaks += 1 if tag == "br" else 2
            current.pieces.append("\n")
            node = node.next
        elif tag in _INLINE:
            child = node.child
            if child is None:
                node = node.next
                continue
            mark = ""
            if tag == "a":
                mark = "a"
                link_depth += 1
                current.links += 1
            elif tag == "b" or tag == "strong":
                mark = "b"
                bold_depth += 1
            elif tag == "em" or tag == "i":
                current.has_emphasis = True
            elif tag == "span" or tag == "label" or tag == "small":
                attributes = node.attributes
                if attributes and _unseen(attributes):
                    node = node.next
                    continue
            stack.append((node.next, mark))
            node = child
        else:
            following = node.next
            child = node.child
            if child is None:
                flush(current.kind)
                node = following
                continue
            attributes = node.attributes
            if attributes and _unseen(attributes):
                node = following
                continue
            flush(current.kind)
            inner = Element(tag, element, node, element.depth + 1)
            if attributes:
                names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
                inner.boilerplate = boilerplate_class(names)
                is_story = tag in _STORY_TAGS or "hentry" in names or "type-post" in names
                if is_story and inner.boilerplate not in _LISTED_STORIES:
                    inner.boilerplate = ""  # themes give a story its categories and tags as classes
                inner.content = content_class(names, attributes)
                if (role := attributes.get("role")) and role in _BOILERPLATE_ROLES:
                    inner.boilerplate = inner.boilerplate or role
            if tag in _BOILERPLATE_TAGS:
                inner.boilerplate = inner.boilerplate or tag
            inner.order = len(elements)
            elements.append(inner)
            stack.append((following, element))
            element = inner
            current = Block(_kind_of(inner), inner)
            node = child
            if len(blocks) >= MAX_BLOCKS:
                break
    flush("div")
    for block in blocks:
        holder: Element | None = block.element
        while holder is not None:
            holder.words += block.words
            holder = holder.parent
    return blocks, elements


def _is_line_of_its_own(pieces: list[str]) -> bool:
    """Tell whether what stands before a single `<br>` is a line by itself: a label, a name, a date."""
    line = "".join(pieces[-8:]).strip()
    return len(line) < MAX_LABEL_CHARS and "\n" not in line and not line.endswith((",", ";", "-", ".", "!", "?", ":"))


_BOILERPLATE_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar tooltip".split()
)


def _unseen(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        # React streams parts of a page in hidden boxes that its script moves into place
        return not (attributes.get("id") or "").startswith("S:")
    style = attributes.get("style")
    return bool(style and HIDDEN_STYLE.search(style)) or attributes.get("aria-hidden") == "true"


def _kind_of(element: Element) -> str:
    """Name the kind of a block directly inside an element: the nearest telling ancestor's tag."""
    holder: Element | None = element
    for _ in range(3):
        if holder is None:
            break
        if holder.tag in _KINDS:
            return holder.tag
        holder = holder.parent
    return "div"
