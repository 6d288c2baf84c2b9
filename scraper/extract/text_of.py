"""Text of nodes and strings, white space and invisible characters put in order."""

from __future__ import annotations

import re
from html import unescape

from selectolax.lexbor import LexborNode

# soft hyphens, zero-width characters (but not the joiners that Persian and Indic scripts need), BOMs, and bidi marks
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DELETED = re.compile(f"[{_INVISIBLE}{_CONTROL}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Collapse white space; drop control, invisible and lone surrogate characters.

    >>> clean("  Port\u00ad land \n harbour\x1b[31m ")
    'Port land harbour[31m'
    """
    # printable: no white space but the space, nothing invisible, no control character, no surrogate
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(_SURROGATE.sub("\ufffd", _DELETED.sub("", text)).split())


def clean_markup(text: str) -> str:
    """Clean a string of structured data, where publishers escape twice and leave tags in.

    >>> clean_markup("Ben &amp;amp; Co&#8217;s <b>ferry</b>")
    'Ben & Co’s ferry'
    """
    for _ in range(2):
        if "&" not in text:
            break
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return clean(text)


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


def seen_text(node: LexborNode) -> str:
    """Give the text that a reader sees of an element: no scripts, no styles, breaks as spaces.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> seen_text(LexborHTMLParser("<h1>Ferry<br>returns<style>b{}</style></h1>").css_first("h1"))
    'Ferry returns'
    """
    pieces = []
    for part in node.traverse(include_text=True):
        tag = part.tag
        if tag == "-text":
            parent = part.parent
            if parent is None or parent.tag not in _UNSEEN:
                pieces.append(part.text_content or "")
        elif tag in _BREAKS:
            pieces.append(" ")
    return clean("".join(pieces))


_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "title"})
_BREAKS = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "h4"})
