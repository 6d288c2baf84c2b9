"""Looking before parsing: markup that would keep a parser busy for minutes is stopped here.

lexbor is quadratic in nesting depth (50,000 levels take 9 s) and in the attributes of one tag, and worse than that
in `<b>` and its like left open across paragraphs (5,000 of them take 44 s). Ordinary pages leave after counting
their tags; the tags of large and of odd ones are read one by one, in linear time.
"""

from __future__ import annotations

import re
from collections import Counter

from scraper.errors import UnreadablePage

MAX_DEPTH = 4_000  # levels; the deepest real page measured has under 200
MAX_OPEN_FORMATS = 1_000  # formatting elements left open, which each new paragraph opens again
MAX_ATTRIBUTES = 500  # on one tag
MAX_PAGE_BYTES = 32_000_000
MAX_TAGS = 300_000  # start and end tags; a longer page is read as far as that, which takes a few seconds

HARMLESS_TAGS = 6_000  # with so few tags, start and end, nothing takes more than 10 s
HARMLESS_BYTES = 100_000  # so short a page has no room for attributes that take long
LONG_TAG_BYTES = 16_384  # a longer tag is looked at; inline images make them long and harmless
NEAR_BYTES = 1_000  # text before a long tag
RAW_TEXT_BYTES = 200_000  # before a long line of a script or a style sheet, in which its start is looked for
MANY_ATTRIBUTES = 30_000  # on a page; that many on one tag take lexbor 2 s, and it grows with the square
CHUNK_TAGS = 1_000  # counted together

_TAG_NAME = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9]*)")
# one tag from its name to its end, as a browser reads it; at most MAX_ATTRIBUTES attributes
_TAG = re.compile(
    rb"([a-zA-Z][^\s/>]*+)"
    rb"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+){0,%d}+([\s/]*+)"
    % MAX_ATTRIBUTES
)
_RAW_END = {
    b"script": re.compile(rb"</script", re.IGNORECASE),
    b"style": re.compile(rb"</style", re.IGNORECASE),
}
# elements that do not nest: void ones, and those whose start tag closes the last
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li option tr td th dt dd "
    b"thead tbody tfoot optgroup html head body".split()
)
_FORMATS = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
_SHAPES = frozenset(b"path circle rect line polygon polyline ellipse use stop image".split())


def defused(html: str | bytes) -> bytes:
    """Give the markup as UTF-8 bytes that lexbor can parse in linear time, as far as MAX_TAGS tags.

    Raises: UnreadablePage, when elements nest deeper than MAX_DEPTH, one tag has more than MAX_ATTRIBUTES
    attributes, more than MAX_OPEN_FORMATS formatting elements are left open, or the page is larger than
    MAX_PAGE_BYTES.
    """
    if isinstance(html, str):
        html = html.encode("utf-8", "replace")
    if len(html) > MAX_PAGE_BYTES:
        raise UnreadablePage(f"the page has {len(html):,} bytes, more than {MAX_PAGE_BYTES:,}")
    if b"\x00" in html:
        html = html.replace(b"\x00", b"")
    tags = html.count(b"<")
    if tags > MAX_TAGS:
        html = html[: -1 - len(html.split(b"<", MAX_TAGS + 1)[-1])]
    if (tags > HARMLESS_TAGS and _may_nest(html)) or _may_have_many_attributes(html):
        _read_tags(html)
    return html


def _may_nest(html: bytes) -> bool:
    """Tell whether elements may be many levels deep, from how many of each name are open now and then."""
    names = _TAG_NAME.findall(html)
    is_open: dict[bytes, int] = {}
    for start in range(0, len(names), CHUNK_TAGS):
        for name, count in Counter(names[start : start + CHUNK_TAGS]).items():
            if name.startswith(b"/"):
                is_open[name[1:]] = is_open.get(name[1:], 0) - count
            elif name not in _FLAT:
                is_open[name] = is_open.get(name, 0) + count
        is_open = {name: count for name, count in is_open.items() if count > 0}
        formats = sum(count for name, count in is_open.items() if name in _FORMATS)
        if formats > MAX_OPEN_FORMATS // 2 or sum(is_open.values()) > MAX_DEPTH - 2 * CHUNK_TAGS:
            return True
    return False


def _may_have_many_attributes(html: bytes) -> bool:
    if len(html) <= HARMLESS_BYTES:
        return False
    position = 0
    while position + LONG_TAG_BYTES < len(html):  # leaping from one ">" to a far one
        leap = html.rfind(b">", position, position + LONG_TAG_BYTES)
        if leap < 0:
            leap = _end_of_long_tag(html, position)
            if leap < 0:
                return True
        position = leap + 1
    return len(html) > 2 * HARMLESS_BYTES and html.count(b"=") > MANY_ATTRIBUTES


def _end_of_long_tag(html: bytes, position: int) -> int:
    """Give where the long tag, or the script, behind a ">" ends; -1 when it is neither, or no honest tag."""
    for opening, closing in (b"<script", b"</script"), (b"<style", b"</style"):
        opened = html.rfind(opening, max(0, position - RAW_TEXT_BYTES), position)
        if opened >= 0 and html.find(closing, opened, position) < 0:
            end = html.find(closing, position)
            return end if end >= 0 else len(html)
    start = html.find(b"<", position, position + LONG_TAG_BYTES)
    if 0 <= start < position + NEAR_BYTES or (start >= 0 and html[position:start].isspace()):
        tag = _TAG.match(html, start + 1)
        if tag is not None and html[tag.end() : tag.end() + 1] == b">":
            return tag.end()
    return -1


def _read_tags(html: bytes) -> None:
    """Read the page's tags one by one, keeping what is open as a parser does."""
    path: list[bytes] = []
    inside: Counter[bytes] = Counter()  # the elements of the path, and the formats left open, by name
    formats = 0
    position = 0
    while (position := html.find(b"<", position) + 1) > 0:
        if html.startswith(b"!--", position):
            position = html.find(b"-->", position + 3)
            if position < 0:
                return
            continue
        is_end = html.startswith(b"/", position)
        tag = _TAG.match(html, position + is_end)
        if tag is None:
            continue
        position = tag.end()
        if html[position : position + 1] not in (b">", b""):
            raise UnreadablePage(f"a tag has more than {MAX_ATTRIBUTES} attributes")
        name = tag[1].lower()
        if is_end:
            if not inside[name]:
                continue
            if name in _FORMATS:
                inside[name] -= 1
                formats -= 1
                continue
            while (last := path.pop()) != name:
                inside[last] -= 1
            inside[name] -= 1
        elif name in _RAW_END:
            end = _RAW_END[name].search(html, position)
            if end is None:
                return
            position = end.end()
        elif name in _FORMATS:
            inside[name] += 1
            formats += 1
            if formats > MAX_OPEN_FORMATS:
                raise UnreadablePage(f"the page leaves more than {MAX_OPEN_FORMATS:,} formatting elements open")
        elif name not in _FLAT and not (name in _SHAPES and b"/" in tag[2]):
            inside[name] += 1
            path.append(name)
        if len(path) + formats > MAX_DEPTH:
            raise UnreadablePage(f"the page nests elements more than {MAX_DEPTH:,} levels deep")
