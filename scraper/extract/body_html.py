"""The body as HTML that cannot do anything: built from a whitelist, every text escaped, nothing copied.

Only these elements are ever written: p h2 h3 h4 ul li blockquote table tr td, and a, em, strong inside them; only
links to http and https addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import Block
from scraper.extract.document import Document
from scraper.extract.text_of import clean

_HEADINGS = {"h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_EMPTY = re.compile(r"<(em|strong)>\s*</\1>")
_PLAIN_PATH = re.compile(r"/[\w](?:[\w/?=&%#+,~-]|\.(?!\.))*", re.ASCII)
_PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*[a-z](?:/[\w./?=&%#+,~-]*)?", re.ASCII)


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
    base = urlsplit(document.base_url or "")
    origin = f"{base.scheme}://{base.netloc}" if base.scheme in ("http", "https") else ""
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
        pieces.append(f"<{tag}>{_inline_html(block, document, origin)}</{tag}>")
    if opened:
        pieces.append("</tr></table>" if opened == "table" else "</ul>")
    return "".join(pieces)


def _row_of(block: Block) -> int:
    element = next((e for e in block.ancestors() if e.tag == "tr"), None)
    return element.order if element else -1


def _inline_html(block: Block, document: Document, origin: str) -> str:
    """Give a line's text with its links and emphasis."""
    if not block.marks or block.pieces is None:
        return escape(block.text)
    parts: list[str] = []
    opened: list[str] = []
    done = 0
    for position, tag, node in block.marks:
        parts += map(escape, block.pieces[done:position])
        done = position
        if node is None:
            if opened:
                parts.append(opened.pop())
            continue
        if tag != "a":
            parts.append(f"<{tag}>")
            opened.append(f"</{tag}>")
        elif target := _target(node, document, origin):
            parts.append(f'<a href="{escape(target)}">')
            opened.append("</a>")
        else:
            opened.append("")
    parts += map(escape, block.pieces[done:])
    parts += reversed(opened)
    text = "".join(parts)
    return clean(_EMPTY.sub("", text) if "></" in text or "> </" in text else text)


def _target(node: LexborNode, document: Document, origin: str) -> str | None:
    href = node.attributes.get("href")
    if href and _PLAIN_URL.fullmatch(href):
        return href  # most are whole already, and resolving costs ten times the rest
    if href and origin and _PLAIN_PATH.fullmatch(href):
        return origin + href
    return document.absolute(href)
