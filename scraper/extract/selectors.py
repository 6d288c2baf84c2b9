"""Selectors for an element: such as will find it on the paper's next page too, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

MAX_UP = 3  # elements above that a selector may name
MAX_CLASSES = 4  # of one element that are tried
_TELLING = ("itemprop", "data-testid", "data-test-id", "data-component", "data-qa", "rel", "property", "name", "role")
_PLAIN = re.compile(r"[A-Za-z][\w-]{1,60}")
#: Made by a machine, another one after the next build: `css-1x2y3z`, `sc-bdVaJa`, `Title_a8Xk2`.
_HASHED = re.compile(
    r"^(?:css|sc|jsx|svelte|emotion|styled)-|\d{3,}|[a-z]\d[a-z]|\d[a-z]\d|__?[A-Za-z0-9-]{5,8}$|_\d+(?:_|$)"
)
#: Says how an element looks, as `mb-4` and `font-bold` do, not what it is: others look so, and next year it may not.
_LOOKS = re.compile(
    r"(?:u-)?(?:[mp][xytrbles]?|[whzdg]|m(?:in|ax)-[wh]|col|cols|row|gap|space|order|offset|flex|grid|items|justify|self"
    r"|align|float|whitespace|overflow|leading|tracking|lh|font|bg|border|rounded|shadow|opacity|object|not|line-clamp"
    r"|inset|cursor|transition)-[\w-]+"
    r"|(?:u-)?text-(?:xs|sm|md|base|lg|\d?xl|left|right|center|justify|black|white|gray|grey|muted|nowrap|\w+-\d+)[\w-]*"
    r"|[\w-]*(?:one|two|three|four)-(?:half|halves|thirds?|quarters?|fifths?)"
    r"|hidden|block|inline|relative|absolute|static|sticky|italic|bold|underline|uppercase|truncate|grow|shrink"
)
_RANDOM = re.compile(r"[A-Z][a-z]?[A-Z]|[A-Z][a-z]?$")  # capitals where no word begins: `cdfpMG`, but not `topBar`
MAX_RANDOM = 9
_SAYS_ENOUGH = frozenset(("h1", "article", "time", "main", "address"))  # there is one of it, or nearly so
_IN_PASSING = frozenset("active open show hidden visible first last left right clearfix row col container".split())


def selectors_of(node: LexborNode) -> Iterator[str]:
    """Yield selectors that an element matches, though others may too: by its own marks, then by those above it.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> tree = LexborHTMLParser('<div class="head"><h1 class="t css-1x2y3z" id="a12345">Ferry</h1></div>')
    >>> list(selectors_of(tree.css_first("h1")))
    ['h1', '.head h1', '.head > h1']
    """
    own = list(_marks(node))
    tag = node.tag or "*"
    yield from own
    if tag in _SAYS_ENOUGH:
        yield tag
    above, steps = node.parent, 0
    while above is not None and above.tag not in ("body", "html", None) and steps < MAX_UP:
        for mark in list(_marks(above))[:2] or [one for one in (above.tag,) if one in _SAYS_ENOUGH]:
            yield from (f"{mark} {one}" for one in (*own[:2], tag))
            if not steps:
                yield f"{mark} > {tag}"
        above, steps = above.parent, steps + 1


def _marks(node: LexborNode) -> Iterator[str]:
    """Yield what an element says of itself: attributes that name its role, its id, its classes."""
    attributes = node.attributes
    tag = node.tag or "*"
    for name in _TELLING:
        value = (attributes.get(name) or "").strip()
        if value and _PLAIN.fullmatch(value.replace(":", "-").replace(".", "-").replace("_", "-")):
            yield f'{tag}[{name}="{value}"]'
    if (told := attributes.get("id")) and is_lasting(told):
        yield f"#{told}"
    classes = [one for one in (attributes.get("class") or "").split() if is_lasting(one)]
    for one in sorted(classes, key=lambda name: (name in _IN_PASSING, -len(name)))[:MAX_CLASSES]:
        yield f".{one}" if tag in ("div", "span", "p", "section") else f"{tag}.{one}"


def is_lasting(name: str) -> bool:
    """Tell whether a class or an id was named by a person, and so stays from page to page.

    >>> is_lasting("story-title"), is_lasting("css-1x2y3z"), is_lasting("post-48213"), is_lasting("Title_a8Xk2")
    (True, False, False, False)
    >>> is_lasting("cdfpMG"), is_lasting("topBar"), is_lasting("tdi_5_ecc")
    (False, True, False)
    >>> is_lasting("mb-4"), is_lasting("font-bold"), is_lasting("col-md-8"), is_lasting("story-text")
    (False, False, False, True)
    """
    if len(name) <= MAX_RANDOM and name.isalpha() and not name.isupper() and _RANDOM.search(name):
        return False
    return _PLAIN.fullmatch(name) is not None and not _HASHED.search(name) and not _LOOKS.fullmatch(name)
