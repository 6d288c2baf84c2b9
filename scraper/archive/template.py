"""Whether two pages of one site are made by one template, judged by the names in their markup."""

from __future__ import annotations

import re

SAME_SHARE = 0.5  # of the names that either page has: one field more or less leaves 0.9 of a page's forty
MAX_BYTES = 2_000_000

_CLASSES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TAGS = re.compile(rb"<([a-z][a-z0-9-]*)", re.IGNORECASE)
_EVERYWHERE = frozenset(
    b"html head meta title script style link body p a img br div span ul ol li h1 h2 h3 em strong b i".split()
)


def is_same_template(one: bytes, other: bytes) -> bool:
    """Tell whether two pages share most of their classes, ids and elements.

    >>> is_same_template(b'<h1 class="title">A</h1><p class="by">', b'<h1 class="title">B</h1>')
    True
    >>> is_same_template(b'<article><h1 class="title">A</h1>', b'<header><h2 id="top">A</h2></header>')
    False
    """
    names, others = _names(one[:MAX_BYTES]), _names(other[:MAX_BYTES])
    return len(names & others) >= SAME_SHARE * len(names | others)


def _names(html: bytes) -> set[bytes]:
    names = {tag.lower() for tag in _TAGS.findall(html)} - _EVERYWHERE
    for found in _CLASSES.findall(html):
        names.update(b"." + name for name in b"".join(found).split())
    return names
