"""XML made safe and plain before anything parses it: one encoding, no DOCTYPE, no characters that XML forbids.

A document type is taken out whole, so that no entity is left to expand and nothing to fetch, whatever the parser does.
"""

from __future__ import annotations

import re

from scraper.errors import UnreadablePage

NOISE_BYTES = 65_536  # in which a root is looked for

_SPACE = b" \t\r\n\x0b\x0c\x00"
_DECLARATION = re.compile(rb"<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_BEFORE_ROOT = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|(<!DOCTYPE\b))", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|urlset|sitemapindex|opml)\b", re.IGNORECASE)
_DOCTYPE_END = re.compile(rb"[\[>]")
_SUBSET_END = re.compile(rb"\]\s*>")
_CONTROLS = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))
_NON_CHARACTERS = re.compile("[\ufffe\uffff]")


def clean_xml(body: bytes, content_type: str | None = None) -> bytes:
    r"""Give XML as UTF-8 that begins with its root, whatever encoding, declaration or noise it had before.

    Raises: UnreadablePage, when it has a document type without an end.

    >>> clean_xml(b"\n<?xml version='1.0' encoding='latin-1'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>\xe9</a>")
    b'<a>\xc3\xa9</a>'
    """
    body = _as_utf8(body, content_type).translate(None, _CONTROLS)
    position = 0
    while before := _BEFORE_ROOT.match(body, position):
        position = _end_of_doctype(body, before.end()) if before[1] else before.end()
    root = _ROOT.search(body, position, position + NOISE_BYTES)  # a program's warnings may stand before it
    return body[root.start() :] if root else body[position:].lstrip(_SPACE)


def _end_of_doctype(body: bytes, position: int) -> int:
    end = _DOCTYPE_END.search(body, position)
    if end is not None and end[0] == b"[":
        end = _SUBSET_END.search(body, end.end())
    if end is None:
        raise UnreadablePage("its document type has no end")
    return end.end()


def _as_utf8(body: bytes, content_type: str | None) -> bytes:
    """Decode as what is claimed, if that holds, else as UTF-8, else as Western European, where nothing is invalid."""
    body = body.lstrip(b"\x00") if body[:1] == b"\x00" and body[1:2] != b"<" else body
    if body.startswith(b"\xef\xbb\xbf"):
        return _NON_CHARACTERS.sub("", body[3:].decode("utf-8", "replace")).encode()
    if body.isascii() and not body.startswith((b"<\x00", b"\x00<")):
        return body
    for name in _encodings(body, content_type):
        try:
            return _NON_CHARACTERS.sub("", body.decode(name)).encode("utf-8", "replace")
        except (LookupError, ValueError):
            continue
    return body.decode("windows-1252", "replace").encode()


def _encodings(body: bytes, content_type: str | None) -> list[str]:
    """Give what the encoding may be, most trusted first (RFC 7303 §3: BOM, header, declaration)."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if body[:200].lstrip(_SPACE[:4]).startswith((b"<\x00", b"\x00<")):
        return ["utf-16-le" if body[:200].lstrip(_SPACE[:4])[:1] == b"<" else "utf-16-be"]
    header = _CHARSET.search(content_type or "")
    declaration = _DECLARATION.match(body.lstrip(_SPACE))
    declared = _ENCODING.search(declaration[0]) if declaration else None
    claimed = [header[1] if header else "", declared[1].decode("ascii") if declared else ""]
    # text that is read as UTF-16 here, but begins as ASCII does, is not
    names = [_WIDER.get(name.lower(), name) for name in claimed if name and not name.lower().startswith("utf-16")]
    return [*names, "utf-8"]


# what people call Latin-1 is windows-1252, and so on (https://encoding.spec.whatwg.org)
_WIDER = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
