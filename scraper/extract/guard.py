"""Looking before parsing: markup that would keep a parser busy for minutes is stopped here.

lexbor is quadratic in nesting depth (50,000 levels take 9 s) and in the attributes of one tag.
Both are counted on the bytes, in linear time; ordinary pages leave after two passes in C.
"""

from __future__ import annotations

import re

from scraper.errors import UnreadablePage

MAX_DEPTH = 4_000  # levels; the deepest real page measured has under 200
MAX_TAG_BYTES = 16_384  # a longer tag is looked at; inline images make them long and harmless
MAX_ATTRIBUTES = 500  # on one tag
MANY_ATTRIBUTES = 10_000  # on a page; that many on one tag take lexbor 0.2 s, and it grows with the square
MAX_PAGE_BYTES = 32_000_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_TAG_WITH_ATTRIBUTES = re.compile(rb"<[a-zA-Z][a-zA-Z0-9:-]*[\s/]")
_ATTRIBUTE = re.compile(rb"[\s/]*([^\s/>=][^\s/>=]*)(\s*=\s*)?([\"'])?")
_UNQUOTED = re.compile(rb"[^\s>]*")
_RAW_START = re.compile(rb"<(script|style|!--)", re.IGNORECASE)
_RAW_END = {
    b"script": re.compile(rb"</script", re.IGNORECASE),
    b"style": re.compile(rb"</style", re.IGNORECASE),
    b"!--": re.compile(rb"-->"),
}
# elements that do not nest: void ones, and those whose start tag closes the last
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li option tr td th dt dd "
    b"thead tbody tfoot optgroup html head body".split()
)


def defused(html: str | bytes) -> bytes:
    """Give the markup as UTF-8 bytes that lexbor can parse in linear time.

    Raises: UnreadablePage, when elements nest deeper than MAX_DEPTH or one tag has more than
    MAX_ATTRIBUTES attributes.
    """
    if isinstance(html, str):
        html = html.encode("utf-8", "replace")
    if len(html) > MAX_PAGE_BYTES:
        raise UnreadablePage(f"the page has {len(html):,} bytes, more than {MAX_PAGE_BYTES:,}")
    if b"\x00" in html:
        html = html.replace(b"\x00", b"")
    may_be_deep = html.count(b"<") > MAX_DEPTH and html.count(b"<") - html.count(b"</") > MAX_DEPTH
    has_many_attributes = html.count(b"=") > MANY_ATTRIBUTES
    if may_be_deep or has_many_attributes or _has_long_stretch(html):
        markup = _outside_raw_text(html)
        if may_be_deep:
            _check_depth(markup)
        if has_many_attributes or _has_long_stretch(markup):
            _check_attributes(markup)
    return html


def _has_long_stretch(html: bytes) -> bool:
    """Tell whether some MAX_TAG_BYTES have no ">" among them, by leaping from one to a far one."""
    position = 0
    while position + MAX_TAG_BYTES < len(html):
        leap = html.rfind(b">", position, position + MAX_TAG_BYTES)
        if leap < 0:
            return True
        position = leap + 1
    return False


def _outside_raw_text(html: bytes) -> bytes:
    """Take scripts, styles and comments out of the markup: they hold tags as mere text."""
    kept = []
    position = 0
    while start := _RAW_START.search(html, position):
        kept.append(html[position : start.start()])
        end = _RAW_END[start[1].lower()].search(html, start.end())
        if end is None:
            position = len(html)
            break
        position = end.end()
    kept.append(html[position:])
    return b" ".join(kept)


def _check_depth(html: bytes) -> None:
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _FLAT:
            continue
        if match[1]:
            depth -= depth > 0
        else:
            depth += 1
            if depth > MAX_DEPTH:
                raise UnreadablePage(f"the page nests elements more than {MAX_DEPTH:,} levels deep")


def _check_attributes(markup: bytes) -> None:
    position = 0
    while tag := _TAG_WITH_ATTRIBUTES.search(markup, position):
        position = _end_of_tag(markup, tag.end() - 1)


def _end_of_tag(html: bytes, position: int) -> int:
    """Walk over the attributes of one tag as a browser does and give where it ends."""
    for _ in range(MAX_ATTRIBUTES + 1):
        attribute = _ATTRIBUTE.match(html, position)
        if attribute is None:
            return max(position, html.find(b">", position))
        if attribute[2] and attribute[3]:
            closing = html.find(attribute[3], attribute.end())
            if closing < 0:
                return len(html)
            position = closing + 1
        elif attribute[2]:
            value = _UNQUOTED.match(html, attribute.end())
            position = value.end() if value else attribute.end()
        else:
            position = attribute.end(1)
    raise UnreadablePage(f"a tag has more than {MAX_ATTRIBUTES} attributes")
