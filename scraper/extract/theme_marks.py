"""What a theme marks as the story's own author and date: WordPress's blocks, and hAtom in its classic themes.

A theme may print both at the end of the story, hundreds of lines behind the headline. The marks say what they are
wherever they stand; those of other stories and of comments carry the same names and are told apart by what is around.

Reference: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/ (post-author, post-date),
http://microformats.org/wiki/hatom (published).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extract.lines import called
from scraper.extract.text_of import clean

MAX_MARKS = 20
MAX_CLIMB = 40  # elements around a mark
MAX_NAME_CHARS = 100

_MARKS = (
    ".wp-block-post-author__name, .wp-block-post-author-name, .author-bio .author-title, .byline a[rel~=author], "
    ".byline .author.vcard, .wp-block-post-date time, time.entry-date"
)
_OTHERS = re.compile(
    r"(?:comments?(?:-(?:area|list|body|content|meta|metadata))?|wp-block-comment\S*|widget(?:-area)?|sidebar|related\S*"
    r"|wp-block-(?:post-template|query|latest-posts))"
)


@dataclass(frozen=True, slots=True)
class ThemeMarks:
    """The authors' names as printed and the machine-readable date of publication, where the theme marks them."""

    authors: tuple[str, ...] = ()
    published: str | None = None


def theme_marks(tree: LexborHTMLParser, headings: Sequence[LexborNode] = ()) -> ThemeMarks:
    """Give the first marks that stand in no comment, no list of other stories and in no other article than the h1's.

    >>> page = "<h1>Ferry</h1><time class='entry-date published' datetime='2024-03-12T06:00:00Z'>12 March</time>"
    >>> theme_marks(LexborHTMLParser(page)).published
    '2024-03-12T06:00:00Z'
    """
    authors: list[str] = []
    published = None
    home = _article_around(headings[0]) if headings else None
    for node in tree.css(_MARKS)[:MAX_MARKS]:
        is_time = node.tag == "time"
        if (is_time and published) or not _is_own(node, home):
            continue
        if is_time:
            names = (node.attributes.get("class") or "").split()
            if "updated" not in names or "published" in names:
                published = node.attributes.get("datetime")
        elif len(text := clean(node.text())) <= MAX_NAME_CHARS:
            authors.append(text)
    return ThemeMarks(tuple(dict.fromkeys(authors)), published)


def _is_own(node: LexborNode, home: LexborNode | None) -> bool:
    """Tell whether a mark is the story's: it is in the headline's article, or neither is it in any nor in a list."""
    current = node.parent
    for _ in range(MAX_CLIMB):
        if current is None or current.tag == "body":
            return True
        if current.tag == "article":
            return home is None or current.mem_id == home.mem_id
        if current.tag in ("aside", "nav", "form") or _is_of_others(called(current)):
            return False
        current = current.parent
    return False


@lru_cache(maxsize=4_096)
def _is_of_others(names: str) -> bool:
    return any(_OTHERS.fullmatch(name) for name in names.split())


def _article_around(node: LexborNode) -> LexborNode | None:
    current = node.parent
    while current is not None and current.tag != "article":
        current = current.parent
    return current
