"""XPath over a parsed page: rules of other tools are written in it, and our parser's tree answers CSS only.

The tree is copied element by element for lxml, which never sees the markup, and what it finds is looked up in our
tree: so a selector of either kind selects the same elements. Copying takes some milliseconds a page, and only pages of
sites with such rules are copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

if TYPE_CHECKING:
    from lxml import etree

_ID = re.compile(r"""(?<![\w-])id\(\s*('[^']*'|"[^"]*")\s*\)""")
MAX_COPIED = 100_000  # elements; what stands behind them is not found


class Match(NamedTuple):
    """What an expression found: an element, an attribute of one, or a text, of an element or computed.

    `pieces` are the nodes of a text that stands on the page.
    """

    node: LexborNode | None
    attribute: str | None = None
    text: str | None = None
    pieces: tuple[LexborNode, ...] = ()


class Mirror:
    """A copy of a tree as it was; made anew when something was taken out of the tree."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._nodes: dict[Any, LexborNode] = {}  # lxml makes an element's object anew unless somebody holds it
        self._pieces: dict[tuple[Any, bool], list[LexborNode]] = {}  # texts, by element and whether they follow it
        self._root = self._copied(tree.root) if tree.root else None

    def select(self, expression: str) -> Iterator[Match]:
        """Yield what an expression finds, in page order; nothing where it cannot be computed on this page."""
        from lxml import etree

        if self._root is None:
            return
        try:
            found = _compiled(expression)(self._root.getroottree())
        except etree.XPathError:
            return
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, etree._Element):
                if node := self._nodes.get(item):
                    yield Match(node)
            elif isinstance(item, str):
                owner, is_tail = getattr(item, "getparent", lambda: None)(), getattr(item, "is_tail", False)
                is_there = is_tail or getattr(item, "is_text", False)
                pieces = self._pieces.get((owner, is_tail), ()) if is_there else ()
                if owner is not None and is_tail:
                    owner = owner.getparent()
                attribute = getattr(item, "attrname", None) if getattr(item, "is_attribute", False) else None
                yield Match(self._nodes.get(owner) if owner is not None else None, attribute, str(item), tuple(pieces))

    def _copied(self, root: LexborNode) -> etree._Element:
        from lxml import etree

        top = etree.Element("html")
        self._take(top, root)
        waiting = [(root, top)]
        while waiting:
            node, copy = waiting.pop()
            last: etree._Element | None = None
            for child in node.iter(include_text=True):
                tag = child.tag or ""
                if tag == "-text":
                    _add_text(copy, last, child.text_content or "")
                    beside, is_tail = (copy, False) if last is None else (last, True)
                    self._pieces.setdefault((beside, is_tail), []).append(child)
                elif not tag.startswith("-") and len(self._nodes) < MAX_COPIED:
                    try:
                        last = etree.SubElement(copy, tag)
                    except ValueError:  # a tag such as <a"b>, which XML has no name for
                        last = etree.SubElement(copy, "unknown")
                    self._take(last, child)
                    waiting.append((child, last))
        return top

    def _take(self, copy: etree._Element, node: LexborNode) -> None:
        self._nodes[copy] = node
        for name, value in node.attributes.items():
            with suppress(ValueError):  # a name such as @click or xml:lang
                copy.set(name, _without_controls(value or ""))


def _add_text(copy: etree._Element, last: etree._Element | None, text: str) -> None:
    text = _without_controls(text)
    if last is None:
        copy.text = (copy.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _without_controls(text: str) -> str:
    """Drop what XML has no place for, which lxml refuses."""
    if text.isprintable():
        return text
    text = text.replace("\f", " ")  # white space in HTML, nothing in XML
    return "".join(c for c in text if c >= " " or c in "\t\n\r").replace("\ufffe", "").replace("\uffff", "")


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> etree.XPath:
    from lxml import etree

    expression = _ID.sub(r"(//*[@id=\1])", expression)  # the copy has no document type to say which attribute is the id
    return etree.XPath(expression, namespaces={"re": "http://exslt.org/regular-expressions"})
