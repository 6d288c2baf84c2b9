"""A page's visible text as a list of blocks, in reading order, from one walk over the tree.

A block is what a reader sees as one line or paragraph: the text between two breaks that block-level
elements, or two `<br>`, make. What an ancestor's tag or class says about it is noted, not yet judged.
The walk is most of what reading a body costs, so it asks each node as little as it can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scraper.extract.class_names import names_of, says_something
from scraper.extract.text_of import clean

#: Elements whose text no reader sees, or that are controls rather than text.
_UNSEEN = (
    "script style noscript template iframe svg canvas object embed video audio map select option optgroup "
    "textarea button input datalist head title meta link dialog progress meter math img picture source"
)
_INLINE = (
    "abbr acronym bdi bdo big cite code data del dfn font img ins kbd mark nobr q ruby rb rt rp s samp "
    "strike sub tt u var wbr"
)
_TEXT, _SKIP, _PLAIN, _NAMED, _LINK, _BOLD, _ITALIC, _BREAK, _RULE, _BLOCK, _NOSCRIPT, _RAISED = range(12)
_ROLES: dict[str, int] = {
    **dict.fromkeys(_UNSEEN.split(), _SKIP),
    **dict.fromkeys(_INLINE.split(), _PLAIN),
    # what hover cards and hints for screen readers are made of
    **dict.fromkeys(("span", "small", "label", "time"), _NAMED),
    "-text": _TEXT, "-comment": _SKIP, "!doctype": _SKIP, "-undef": _SKIP, "": _SKIP, "noscript": _NOSCRIPT,
    "sup": _RAISED,
    "a": _LINK, "b": _BOLD, "strong": _BOLD, "em": _ITALIC, "i": _ITALIC, "br": _BREAK, "hr": _RULE,
}  # fmt: skip
_MARKS = {_LINK: "a", _BOLD: "strong", _ITALIC: "em", _PLAIN: "", _NAMED: "", _RAISED: ""}
#: Elements that are boilerplate by name (HTML living standard §4.3).
_BOILERPLATE_TAGS = frozenset("nav footer aside menu".split())
_STORY_TAGS = frozenset({"article", "main"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Boilerplate that is left unread if it has no sentences; the names of the others may stand on a story's short lines.
_NEVER_LABELS = frozenset("nav navigation footer aside menu sidebar share ads comment newsletter related tags".split())
_KINDS = frozenset("h1 h2 h3 h4 h5 h6 p li blockquote td th dt dd pre figcaption caption".split())
_ALIKE = frozenset("p h1 h2 h3 h4 h5 h6 li td th dt dd".split())
_BOILERPLATE_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar tooltip".split()
)
_STORIES_LISTED = frozenset({"related", "teaser", "promo", "comment", "popular"})
FIGURE, QUOTE, TABLE, ASIDE, HEADER, FOOTER, FORM, LIST, EMBED = (1 << bit for bit in range(9))
_FLAGS = {
    "figure": FIGURE, "figcaption": FIGURE, "blockquote": QUOTE, "q": QUOTE, "table": TABLE, "aside": ASIDE,
    "header": HEADER, "footer": FOOTER, "form": FORM, "ul": LIST, "ol": LIST, "dl": LIST,
}  # fmt: skip
MAX_BLOCKS = 20_000
MAX_MARKS = 2_000  # of a line: beyond, it is cut in two
MAX_CUTS = 50  # the rest of a page that has more is left unread
MAX_LABEL_CHARS = 60
MIN_NOSCRIPT_CHARS = 1_500
MAX_LOOKED_AT = 100_000  # characters
_OTHER_ENDS = ("。", "।", "۔", ".”", ".»")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Element:
    """An element that holds blocks, with what it says of them and how much they hold.

    Paragraphs, headings, items and cells of one parent and one class are one Element: they look alike.

    `order` is its place in the page: a parent's is lower than its children's. `kind` is that of the blocks directly
    in it, `flags` what it stands in (FIGURE, QUOTE ...). `path` stands for its own and its ancestors' tags and
    classes: elements of one path look alike. `boilerplate` is the class word, tag or role that says its text is not
    the story, `content` the class word that says it is. The rest is summed over all blocks below; `prose`, the part
    of the words that reads like a story, and `plain`, the words outside links and boilerplate, by content.py.
    """

    # what most elements never change stands in the class: to make one takes half the time
    words = 0
    link_words = 0
    prose = 0.0
    plain = 0.0
    alike: dict[str, Element] | None = None  # its paragraphs, headings, items and cells by tag and class

    def __init__(
        self,
        tag: str,
        parent: Element | None,
        node: LexborNode,
        kind: str = "div",
        flags: int = 0,
        path: int = 0,
        boilerplate: str = "",
        content: str = "",
        order: int = 0,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.node = node
        self.depth: int = parent.depth + 1 if parent else 0
        self.kind = kind
        self.flags = flags
        self.path = path
        self.boilerplate = boilerplate
        self.content = content
        self.order = order


#: (position in a block's pieces, tag, the element that begins there, None where one ends).
Mark = tuple[int, str, LexborNode | None]


class Block:
    """One line or paragraph.

    `kind` is p, h1-h6, li, blockquote, td, figcaption, pre, or div where no element says. `element` is the nearest
    block-level element around it. `pieces` and `marks` are kept if parts of it are links or emphasis: the text as it
    stands, and where those parts begin and end. `prose` is how many of its words read like a story's (content.py).
    """

    link_words = 0
    links = 0
    bold_words = 0
    italic_words = 0
    pieces: list[str] | None = None
    marks: list[Mark] | None = None
    prose = 0.0

    def __init__(self, element: Element, text: str, order: int) -> None:
        self.kind = element.kind
        self.element = element
        self.text = text
        self.words = count_words(text)
        self.order = order

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


LONG_WORD = 9  # characters a word on average, spaces included: beyond, a text may have no spaces
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def count_words(text: str) -> int:
    """Count words; in scripts without spaces two characters stand for one word.

    >>> count_words("The ferry returns"), count_words("連絡船が戻った")
    (3, 3)
    """
    words = text.count(" ") + 1 if text else 0
    if not text.isascii() and (len(text) > LONG_WORD * words or text[len(text) // 2] > "\u3000"):
        cjk = len(_CJK.findall(text))
        words += cjk // 2 - (1 if cjk > 1 else 0)
    return words


class _Line:
    """The line that is being read: its pieces and what of them is link or emphasis."""

    __slots__ = ("bold_words", "breaks", "italic_words", "link_words", "links", "marks", "pieces")

    def __init__(self, opened: list[Mark]) -> None:
        self.pieces: list[str] = []
        # a line may begin in the middle of a link
        self.marks: list[Mark] = [(0, mark, opener) for _, mark, opener in opened] if opened else []
        self.link_words = self.links = self.bold_words = self.italic_words = self.breaks = 0


def read_blocks(root: LexborNode) -> tuple[list[Block], list[Element]]:
    """Give the blocks below a node in reading order, and the elements that hold them, in page order.

    At most MAX_BLOCKS blocks are read, and MAX_MARKS times MAX_CUTS links. What boilerplate holds is read only if it
    has a sentence or two.
    """
    blocks: list[Block] = []
    element = Element(root.tag or "body", None, root)
    elements = [element]
    # what is still to do: where to go on, and the element or the inline tag that ends before that
    stack: list[tuple[LexborNode | None, Element | str]] = []
    opened: list[Mark] = []  # inline elements that are open
    line = _Line(opened)
    in_link = in_bold = in_italic = cuts = 0
    node: LexborNode | None = root.child
    while True:
        if node is None:
            if not stack:
                break
            node, closing = stack.pop()
            if closing.__class__ is Element:
                if line.pieces or line.marks:
                    _end(line, element, blocks)
                    line = _Line(opened)
                element = closing
            elif closing:
                opened.pop()
                line.marks.append((len(line.pieces), closing, None))  # type: ignore[arg-type]
                if closing == "a":
                    in_link -= 1
                elif closing == "strong":
                    in_bold -= 1
                else:
                    in_italic -= 1
            continue
        tag = node.tag or ""
        role = _ROLES.get(tag, _BLOCK)
        if role == _TEXT:
            text = node.text_content or ""
            if not text.isspace():
                if line.breaks:
                    if line.pieces and (line.breaks > 1 or _is_label(line.pieces)):
                        _end(line, element, blocks)
                        line = _Line(opened)
                    line.breaks = 0
                line.pieces.append(text)
                if opened:
                    count = count_words(text.strip())
                    if in_link:
                        line.link_words += count
                    if in_bold:
                        line.bold_words += count
                    if in_italic:
                        line.italic_words += count
            elif line.pieces:
                line.pieces.append(" ")
            node = node.next
        elif role == _BLOCK or (role == _NOSCRIPT and _holds_page(node)):
            if line.pieces or line.marks:
                _end(line, element, blocks)
                line = _Line(opened)
            else:
                line.breaks = 0
            child = node.child
            inner = None if child is None else _open(node, tag, element, elements)
            following = node.next
            if inner is None or child is None:
                node = following
            elif child.next is None and child.tag == "-text":
                # a paragraph without links or emphasis: most are
                text = clean(child.text_content or "")
                if text:
                    block = Block(inner, text, len(blocks))
                    blocks.append(block)
                    inner.words += block.words
                    if opened:
                        _mark_all(block, text, opened)
                node = following
            else:
                stack.append((following, element))
                element = inner
                node = child
            if len(blocks) >= MAX_BLOCKS:
                break
        elif role in (_SKIP, _NOSCRIPT):
            node = node.next
        elif role in (_BREAK, _RULE):
            line.breaks += 1 if role == _BREAK else 2
            if line.pieces:
                line.pieces.append("\n")
            node = node.next
        else:
            child = node.child
            if (
                child is None
                or (role == _NAMED and (named := node.attributes) and _is_unseen_inline(named))
                or (role == _RAISED and _is_footnote_mark(child))
            ):
                node = node.next
                continue
            mark = _MARKS[role]
            if mark:
                if len(line.marks) > MAX_MARKS:
                    _end(line, element, blocks)
                    line = _Line(opened)
                    cuts += 1
                    if cuts > MAX_CUTS:
                        break
                if role == _LINK:
                    in_link += 1
                    line.links += 1
                elif role == _BOLD:
                    in_bold += 1
                else:
                    in_italic += 1
                opened.append((0, mark, node))
                line.marks.append((len(line.pieces), mark, node))
            stack.append((node.next, mark))
            node = child
    if line.pieces:
        _end(line, element, blocks)
    for inner in reversed(elements):
        if (holder := inner.parent) is not None:
            holder.words += inner.words
            holder.link_words += inner.link_words
    for element in elements:
        if element.alike is not None:
            element.alike = None  # or parent and child would hold each other, and so the whole page, until a collection
    return blocks, elements


def _end(line: _Line, element: Element, blocks: list[Block]) -> None:
    """Make a block of a line, if it has text."""
    pieces = line.pieces
    text = clean("".join(pieces) if len(pieces) != 1 else pieces[0])
    if not text:
        return
    block = Block(element, text, len(blocks))
    if line.marks:
        block.link_words = min(line.link_words, block.words)
        block.links = line.links
        block.bold_words = line.bold_words
        block.italic_words = line.italic_words
        block.pieces, block.marks = pieces, line.marks
        element.link_words += block.link_words
    blocks.append(block)
    element.words += block.words


def _is_label(pieces: list[str]) -> bool:
    """Tell whether what stands before a single `<br>` is a line by itself: a label, a name, a date."""
    line = "".join(pieces[-8:]).strip()
    return len(line) < MAX_LABEL_CHARS and "\n" not in line and not line.endswith((",", ";", "-", ".", "!", "?", ":"))


def _mark_all(block: Block, text: str, opened: list[Mark]) -> None:
    """Note that a whole block stands in a link or emphasis that began outside it."""
    block.pieces = [text]
    block.marks = [(0, mark, opener) for _, mark, opener in opened]
    marks = {mark for _, mark, _ in opened}
    if "a" in marks:
        block.links = 1
        block.link_words = block.words
        block.element.link_words += block.words
    block.bold_words = block.words if "strong" in marks else 0
    block.italic_words = block.words if "em" in marks else 0


class _Said(NamedTuple):
    """What an element says of itself by its tag, class and id."""

    kind: str
    flags: int
    path: int
    boilerplate: str
    content: str
    is_hidden: bool
    is_plain: bool  # neither to be looked into nor called anything


@lru_cache(maxsize=32_768)
def _said(tag: str, classes: str, identifier: str) -> _Said:
    boilerplate = content = path = ""
    flags = _FLAGS.get(tag, 0)
    is_hidden = False
    if classes or identifier:
        names = names_of(classes, identifier)
        path, boilerplate, content, is_hidden = names.path, names.boilerplate, names.content, names.is_hidden
        if boilerplate and (tag in _STORY_TAGS or names.is_post) and boilerplate not in _STORIES_LISTED:
            boilerplate = ""  # themes give a story its categories and tags as classes
        if names.is_embed:
            flags |= EMBED
    if not boilerplate and tag in _BOILERPLATE_TAGS:
        boilerplate = tag
    is_plain = boilerplate not in _NEVER_LABELS or bool(content) or tag in _HEADINGS
    kind = tag if tag in _KINDS else "h4" if tag == "summary" else ""
    return _Said(kind, flags, hash((tag, path)), boilerplate, content, is_hidden, is_plain)


def _open(node: LexborNode, tag: str, parent: Element, elements: list[Element]) -> Element | None:
    """Give the Element of a block-level element; None if no reader sees it or it holds links and labels only."""
    attributes = node.attributes
    key = ""
    if not attributes:
        if tag in _ALIKE:
            key = tag
            if parent.alike is not None and (known := parent.alike.get(key)) is not None:
                return known
        kind, flags, path, boilerplate, content, _, is_plain = _said(tag, "", "")
    else:
        classes = attributes.get("class") or ""
        identifier = attributes.get("id") or ""
        if classes and len(attributes) == 1 and tag in _ALIKE:
            key = f"{tag} {classes}"
            if parent.alike is not None and (known := parent.alike.get(key)) is not None:
                return known
        # most ids are unique and say nothing: they would only fill the cache
        telling = identifier if identifier and says_something(identifier) else ""
        kind, flags, path, boilerplate, content, is_hidden, is_plain = _said(tag, classes, telling)
        if is_hidden:
            return None
        if len(attributes) > 1 or not classes:
            if _is_unseen(attributes):
                return None
            role = attributes.get("role") or ""
            if not boilerplate and role in _BOILERPLATE_ROLES:
                boilerplate = role
                is_plain = boilerplate not in _NEVER_LABELS or tag in _HEADINGS
            elif boilerplate and role == "main" and boilerplate not in _STORIES_LISTED:
                boilerplate = ""  # "right-rail__main": what stands beside the rail
                is_plain = True
            if "itemprop" in attributes and "articleBody" in (attributes["itemprop"] or ""):
                content = "articleBody"
                is_plain = True
    if not is_plain and not _has_sentences(node):
        return None
    if not kind:
        kind = parent.kind if parent.kind != "div" and tag != "table" else "div"
    element = Element(
        tag, parent, node, kind, parent.flags | flags, hash((parent.path, path)), boilerplate, content, len(elements)
    )
    elements.append(element)
    if key:
        if parent.alike is None:
            parent.alike = {key: element}
        else:
            parent.alike[key] = element
    return element


def _has_sentences(node: LexborNode) -> bool:
    """Tell whether an element's text, scripts included, has a sentence or two: without, it is no story in disguise."""
    text = node.text()
    if len(text) <= 60:
        return False
    if len(text) > MAX_LOOKED_AT:
        return True
    found = text.count(". ")
    if found < 2:
        found += text.count(".\n")
        if found < 2 and ("?" in text or "!" in text):
            found += text.count("? ") + text.count("! ")
        if found < 2 and not text.isascii():
            found += sum(map(text.count, _OTHER_ENDS))
    if found < 2 and text.rstrip()[-1:] not in (".", "!", "?"):
        return False
    return node.css_first("p, br") is not None


def _holds_page(noscript: LexborNode) -> bool:
    """Tell whether a page wraps itself in a `<noscript>` that its script then moves out."""
    return noscript.css_first("p") is not None and len(noscript.text()) > MIN_NOSCRIPT_CHARS


def _is_footnote_mark(child: LexborNode) -> bool:
    """Tell whether a raised text is but a link to elsewhere on the page."""
    return child.tag == "a" and child.next is None and (child.attributes.get("href") or "").startswith("#")


def _is_unseen_inline(attributes: dict[str, str | None]) -> bool:
    classes = attributes.get("class")
    return (bool(classes) and names_of(classes or "", "").is_hidden) or _is_unseen(attributes)


def _is_unseen(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        # React streams parts of a page in hidden boxes that its script moves into place
        return not (attributes.get("id") or "").startswith("S:")
    if "style" in attributes and (style := attributes["style"]) and _HIDDEN_STYLE.search(style):
        return True
    return "aria-hidden" in attributes and attributes["aria-hidden"] == "true"
