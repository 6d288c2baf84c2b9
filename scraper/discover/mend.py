"""Feeds that are no XML, made into some: each item on its own, so that a broken one costs itself only.

A parser that meets an unclosed tag swallows the items behind it. Here the items are cut apart first; what is well
formed stays as it is, and of the rest the few fields remain that can still be told.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

MAX_MENDED = 1_000  # items
MAX_ENTITIES = 200_000
MAX_HEAD_CHARS = 65_536
MAX_ITEM_CHARS = 1_000_000

_EDGE = re.compile(r"<(/?)((?:[\w.-]{1,40}:)?(?:item|entry))(?:\s[^<>]*)?(/?)>", re.IGNORECASE)
_NAME = re.compile(r"<([a-zA-Z_][\w.-]{0,40}:)?([a-zA-Z_][\w.-]{0,60})")
_PREFIX = re.compile(r"[<\s/]([a-zA-Z_][\w.-]{0,40}):[a-zA-Z_]")
_ENTITY_OR_CDATA = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(?:(#\d{1,7};|#x[0-9a-f]{1,6};)|([a-z][a-z0-9]{1,30};))?", re.DOTALL | re.IGNORECASE
)
_XML_ENTITIES = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_OPENINGS = {
    "rss": '<rss version="2.0">',
    "rdf": f'<rdf:RDF xmlns:rdf="{_SPACES["rdf"]}" xmlns="http://purl.org/rss/1.0/">',
    "feed": f'<feed xmlns="{_SPACES["atom"]}">',
}
_HEAD_FIELDS = ("title", "link", "language", "generator", "ttl")
_FIELDS = ("title", "link", "guid", "id", "pubDate", "published", "updated", "issued", "modified", "dc:date")
_LINK = re.compile(r"<link\b[^<>]{0,2000}?\bhref\s*=\s*[\"']([^\"'<>]{1,4000})[\"'][^<>]{0,2000}>", re.IGNORECASE)


def is_well_formed(xml: bytes) -> bool:
    """Tell whether a namespace-aware parser reads UTF-8 to its end."""
    parser = ParserCreate("utf-8", namespace_separator=" ")
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError):
        return False
    return True


def mended(xml: bytes) -> bytes:
    """Give a feed that is well formed, with every item that was whole, and what can be told of the others.

    What is no feed gives nothing.
    """
    text = xml.decode("utf-8", "replace")
    if text.count("&") <= MAX_ENTITIES:
        text = _with_known_entities(text)
        if is_well_formed(text.encode()):
            return text.encode()
    root = _NAME.match(text)
    if root is None:
        return b""
    head, items = _parts(text)
    kind = root[2].lower() if root[2].lower() in _OPENINGS else "rss"
    written = text[: text.find(">", root.end(), root.end() + MAX_HEAD_CHARS) + 1]
    name = (root[1] or "") + root[2]
    if kind != root[2].lower() or not is_well_formed(_with_spaces(f"{written}</{name}>", "").encode()):
        written, name = _OPENINGS[kind], "rdf:RDF" if kind == "rdf" else kind
    inside = [_whole(item, written, name) or _from_fields(item, written, name) for item in items]
    fields = (_field(head[root.end() :][:MAX_HEAD_CHARS], field) for field in _HEAD_FIELDS)
    about = "".join(field for field in fields if _whole(field, written, name))
    told = "".join(inside)
    if not (told or about):
        return b""
    if kind == "feed":
        told = about + told
    elif kind == "rdf":
        told = f"<channel>{about}</channel>{told}"
    else:
        told = f"<channel>{about}{told}</channel>"
    return f"{_with_spaces(written, told)}{told}</{name}>".encode()


def _parts(text: str) -> tuple[str, list[str]]:
    """Cut a feed into what stands before its items, and its items; one without an end goes as far as the next."""
    items: list[str] = []
    begin: int | None = None
    first = len(text)
    for edge in _EDGE.finditer(text):
        if len(items) >= MAX_MENDED:
            break
        if edge[3]:
            continue
        if begin is not None:
            end = edge.end() if edge[1] else edge.start()
            item = text[begin : min(end, begin + MAX_ITEM_CHARS)]
            items.append(_with_known_entities(item) + ("" if edge[1] else f"</{edge[2]}>"))
            begin = None
        if not edge[1]:
            begin = edge.start()
            first = min(first, begin)
    return text[:first], items


def _whole(item: str, opening: str, name: str) -> str | None:
    """Give an item if it is well formed within its feed."""
    return item if is_well_formed(f"{_with_spaces(opening, item)}{item}</{name}>".encode()) else None


def _with_spaces(opening: str, inside: str) -> str:
    """Declare the prefixes that are used and not declared."""
    missing = {prefix for prefix in _PREFIX.findall(f"{opening}{inside}") if prefix not in ("xml", "xmlns")}
    missing = {prefix for prefix in missing if f"xmlns:{prefix}" not in opening}
    declared = "".join(f' xmlns:{one}="{_SPACES.get(one, "urn:undeclared:" + one)}"' for one in sorted(missing))
    return f"{opening.removesuffix('>').removesuffix('/')}{declared}>"


def _from_fields(item: str, opening: str, name: str) -> str:
    is_atom = name.lower().endswith("feed")
    fields = [_field(item, field) for field in _FIELDS]
    if link := _LINK.search(item):
        fields.append(f'<link href="{link[1]}"/>' if is_atom else f"<link>{link[1]}</link>")
    inside = "".join(field for field in fields if field and _whole(field, opening, name))
    return f"<entry>{inside}</entry>" if is_atom else f"<item>{inside}</item>"


def _field(text: str, name: str) -> str:
    """Give one element with its text alone, '' if it is not there or has no end."""
    end = text.find(f"</{name}>")
    start = max(text.rfind(f"<{name}>", 0, end), text.rfind(f"<{name} ", 0, end)) if end >= 0 else -1
    if start < 0:
        return ""
    inside = text[text.find(">", start) + 1 : end].strip()
    if inside.startswith("<![CDATA["):
        inside = escape(inside.removeprefix("<![CDATA[").removesuffix("]]>"))
    else:
        inside = re.sub(r"</?[a-zA-Z!][^<>]{0,1000}>", "", inside).replace("<", "&lt;").replace("]]>", "]]&gt;")
    name = "pubDate" if name == "dc:date" else name
    return f"<{name}>{inside}</{name}>"


def _with_known_entities(text: str) -> str:
    """Write HTML's entities as the characters they stand for, and an ampersand that begins none as one."""

    def known(found: re.Match[str]) -> str:
        whole, number, name = found[0], found[1], found[2]
        if whole.startswith("<"):
            return whole
        if number:
            return whole if _is_character(number) else ""
        if name is None:
            return "&amp;"
        if name in _XML_ENTITIES:
            return whole
        return escape(html5[name]) if name in html5 else f"&amp;{name}"

    return _ENTITY_OR_CDATA.sub(known, text)


def _is_character(number: str) -> bool:
    """Tell whether XML may have the character of a numeric reference (https://www.w3.org/TR/xml/#charsets)."""
    code = int(number[2:-1], 16) if number[1] in "xX" else int(number[1:-1])
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
