"""The element that WordPress fills with a post's own text, on the page of that post: what is outside is something else.

A post of one sentence, or of a picture only, has less text than the widgets around it.

Reference: https://developer.wordpress.org/reference/functions/body_class/ (single-post, postid-7),
https://developer.wordpress.org/block-editor/reference-guides/core-blocks/ (post-content).
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extract.lines import called

_CONTENT = ".entry-content, .wp-block-post-content"
_BLOCK_TITLE = ".wp-block-post-title"
_SINGLE = re.compile(r"(?<![\w-])single-post(?![\w-])")


def is_single_post(tree: LexborHTMLParser) -> bool:
    """Tell whether a page says that it shows one post and no list of them.

    >>> is_single_post(LexborHTMLParser("<body class='single single-post postid-7'>"))
    True
    """
    return tree.body is not None and _SINGLE.search(called(tree.body)) is not None


def post_content(tree: LexborHTMLParser) -> list[LexborNode] | None:
    """Give the element for the text of the one post, none if a theme of blocks left it out; None: it cannot be told."""
    if not is_single_post(tree):
        return None
    found = list({node.mem_id: node for node in tree.css(_CONTENT)}.values())
    if len(found) == 1 or (not found and tree.css_first(_BLOCK_TITLE)):
        return found
    return None
