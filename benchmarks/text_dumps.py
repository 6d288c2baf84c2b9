"""Text dumps of pages, as Common Crawl's WET records and as "select all, copy" give them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = frozenset(
    "script style noscript template iframe svg canvas object head title meta link math datalist textarea".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q ruby rb rt rp s samp "
    "small span strike strong sub sup time tt u var wbr button input select picture source -text -comment".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol blockquote table figure dl pre".split())
_CONTROLS = frozenset({"button", "select", "input"})
_HIDDEN = re.compile(r"display\s*:\s*none")


def wet_text(html: str) -> str:
    """Give a page as a WET record does: its title, then a line for each block, menus and hidden text too."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    lines = [" ".join(title.text().split())] if title else []
    return "\n".join(line for line in (*lines, *_lines(tree, is_paste=False)) if line)


def pasted_text(html: str) -> str:
    """Give a page as a browser copies it: no title, blank lines around paragraphs, bullets, nothing hidden."""
    return "\n".join(_lines(LexborHTMLParser(html), is_paste=True))


def _lines(tree: LexborHTMLParser, *, is_paste: bool) -> list[str]:
    lines: list[str] = []
    pieces: list[str] = []

    def flush(tag: str) -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            lines.append(text)
        if is_paste and tag in _SPACED and lines and lines[-1]:
            lines.append("")

    stack: list[tuple[LexborNode | None, str]] = []
    node = tree.body.child if tree.body else None
    while node is not None or stack:
        if node is None:
            node, tag = stack.pop()
            if tag:
                flush(tag)
            continue
        tag = node.tag or ""
        if tag == "-text":
            pieces.append(node.text_content or "")
        elif tag in ("br", "hr"):
            flush(tag)
        elif not (tag in _UNSEEN or tag.startswith(("-", "!")) or (is_paste and _is_unseen(node, tag))):
            is_block = tag not in _INLINE and not (is_paste and tag in ("td", "th"))
            if is_block:
                flush(tag)
            pieces.extend(["• "] if is_paste and tag == "li" else ["\t"] if tag in ("td", "th") else [])
            stack.append((node.next, tag if is_block else ""))
            node = node.child
            continue
        node = node.next
    flush("")
    return lines


def _is_unseen(node: LexborNode, tag: str) -> bool:
    if tag in _CONTROLS:
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
