"""The body as HTML that cannot do anything: built from a whitelist, every text escaped, nothing copied.

Only these elements are ever written: p h2 h3 h4 ul li blockquote table tr td, and a, em, strong inside them; only
links to http and https addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import Block
from scraper.extract.document import Document
from scraper.extract.text_of import clean

_HEADINGS = {"h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_INLINE = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}


def paragraphs_html(paragraphs: Iterable[str]) -> str:
    """Give plain paragraphs as HTML.

    >>> paragraphs_html(["1 < 2", "<script>"])
    '<p>1 &lt; 2</p><p>&lt;script&gt;</p>'
    """
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def blocks_html(blocks: Sequence[Block], document: Document) -> str:
    """Give the story's lines as HTML, consecutive list items and table cells gathered."""
    pieces: list[str] = []
    opened = ""
    row = -1
    for block in blocks:
        wanted = "ul" if block.kind == "li" else "table" if block.kind in ("td", "th") else ""
        if opened and opened != wanted:
            pieces.append("</tr></table>" if opened == "table" else "</ul>")
            opened = ""
        if wanted and not opened:
            pieces.append("<table><tr>" if wanted == "table" else "<ul>")
            opened = wanted
            row = _row_of(block)
        if wanted == "table" and _row_of(block) != row:
            pieces.append("</tr><tr>")
            row = _row_of(block)
        tag = _HEADINGS.get(block.kind) or {"li": "li", "td": "td", "th": "td", "blockquote": "blockquote"}.get(
            block.kind, "p"
        )
        pieces.append(f"<{tag}>{_inline_html(block, document)}</{tag}>")
    if opened:
        pieces.append("</tr></table>" if opened == "table" else "</ul>")
    return "".join(pieces)


def _row_of(block: Block) -> int:
    element = next((e for e in block.ancestors() if e.tag == "tr"), None)
    return element.order if element else -1


def _inline_html(block: Block, document: Document) -> str:
    """Give a line's text with its links and emphasis, if its element holds that line alone; else as plain text."""
    if not (block.links or block.bold_words or block.has_emphasis):
        return escape(block.text)
    parts: list[str] = []
    _walk(block.element.node, document, parts)
    html = "".join(parts)
    plain = clean("".join(part for part in parts if not part.startswith("<")))
    # an element with several lines in it, or hidden parts, does not give this line back
    return clean(html) if plain == clean(escape(block.text)) else escape(block.text)


def _walk(node: LexborNode, document: Document, parts: list[str], depth: int = 0) -> None:
    if depth > 20:
        return
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            parts.append(escape(child.text_content or ""))
            continue
        if tag.startswith("-") or tag in ("script", "style", "noscript", "template", "button", "svg"):
            continue
        if tag == "br":
            parts.append(" ")
            continue
        opening, closing = "", ""
        if tag == "a" and (target := document.absolute(child.attributes.get("href"))):
            opening, closing = f'<a href="{escape(target)}">', "</a>"
        elif tag in _INLINE:
            opening, closing = f"<{_INLINE[tag]}>", f"</{_INLINE[tag]}>"
        if opening:
            parts.append(opening)
        _walk(child, document, parts, depth + 1)
        if closing:
            parts.append(closing)
