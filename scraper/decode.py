"""Bytes to text, as browsers do it: BOM, HTTP header, `<meta>`, XML declaration, valid UTF-8, a guess.

Reference: https://html.spec.whatwg.org/#determining-the-character-encoding, https://encoding.spec.whatwg.org.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

PRESCAN_BYTES = 1024  # where the standard looks for <meta>
FAR_PRESCAN_BYTES = 200_000  # where some pages put it
MAX_ATTRIBUTES = 30  # of one <meta>; a page of nothing but `<meta charset=` would be read to its end from each
FALLBACK = "windows-1252"

_BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-be": b"\xfe\xff", "utf-16-le": b"\xff\xfe"}
# the standard's encodings hold more characters than Python's of the same name
_WIDER = {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs"}
_HEADER = re.compile(r"""charset\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s;"']+))""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_SPACE = b"\t\n\x0c\r "
_ATTRIBUTE = re.compile(
    rb"""[\t\n\x0c\r /]*([^\t\n\x0c\r />=][^\t\n\x0c\r />=]*)"""
    rb"""(?:[\t\n\x0c\r ]*=[\t\n\x0c\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\x0c\r >"'][^\t\n\x0c\r >]*)?))?"""
)
_META = re.compile(rb"<meta[\t\n\x0c\r /]", re.IGNORECASE)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B][^\x1b]+\x1b\([BJ]")  # seven bits only, so it passes for UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was read with (Python's name for it) and what said so."""

    text: str
    encoding: str
    source: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    r"""Decode a page; bytes that the encoding does not know become U+FFFD. Raises nothing.

    >>> decode(b"<meta charset=latin-1>caf\xe9 \x80")
    Decoded(text='<meta charset=latin-1>café €', encoding='cp1252', source='meta')
    """
    return _read(body, *_encoding(body, content_type))


def _read(body: bytes, name: str, source: str) -> Decoded:
    if source == "BOM":
        body = body[len(_BOMS[name]) :]
    try:
        return Decoded(body.decode(name, "replace"), name, source)
    except (LookupError, ValueError):
        return Decoded(body.decode(FALLBACK, "replace"), FALLBACK, "fallback")


def as_utf8(body: bytes, content_type: str | None = None) -> bytes:
    r"""Give a page's bytes in UTF-8, for a parser; those that are UTF-8 already are given as they are.

    >>> as_utf8(b"<meta charset=latin-1>caf\xe9")
    b'<meta charset=latin-1>caf\xc3\xa9'
    """
    name, source = _encoding(body, content_type)
    if name == "utf-8" and source != "BOM" and is_utf8(body):
        return body
    return _read(body, name, source).text.encode("utf-8", "replace")


def is_utf8(body: bytes) -> bool:
    """Tell whether all of some bytes are UTF-8."""
    if body.isascii():
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _encoding(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Give the name of a page's encoding, as Python calls it, and what says so."""
    for name, bom in _BOMS.items():
        if body.startswith(bom):
            return name, "BOM"
    for source, look in (("HTTP header", _in_header), ("meta", _in_meta), ("XML", _in_xml)):
        if declared := look(body, content_type):
            return declared, source
    if b"\x1b$" in body and _ISO_2022_JP.search(body):
        return "iso2022_jp", "guess"
    try:
        body.decode()
    except UnicodeDecodeError as error:
        # a page cut in the middle of a character is still UTF-8
        if not (error.start > len(body) - 4 and error.start > 100):
            return _guess(body), "guess"
    return "utf-8", "valid UTF-8"


@lru_cache(maxsize=64)
def _known(label: str | bytes | None) -> str | None:
    """Give Python's codec for a WHATWG label, None for a label that browsers do not know."""
    if not label:
        return None
    import webencodings

    text = label.decode("latin-1") if isinstance(label, bytes) else label
    encoding = webencodings.lookup(text.strip()) or webencodings.lookup(_python_name(text.strip()))
    if encoding is None or encoding.name == "replacement":
        return None
    if encoding.name == "x-user-defined":
        return FALLBACK
    return _WIDER.get(encoding.name, str(encoding.codec_info.name))


def _python_name(label: str) -> str:
    """Give Python's name for a label that the standard does not list but servers send, such as `latin-1`."""
    try:
        return codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""


def _in_header(_: bytes, content_type: str | None) -> str | None:
    match = _HEADER.search(content_type or "")
    return _known(match[1] or match[2] or match[3]) if match else None


def _in_meta(body: bytes, _: str | None) -> str | None:
    """Look for `<meta charset>` or its http-equiv form, first where the standard does, then further on."""
    for limit in (PRESCAN_BYTES, FAR_PRESCAN_BYTES):
        head = body[:limit]
        if b"<!--" in head:
            head = _COMMENT.sub(b"", head)
        for match in _META.finditer(head):
            if name := _meta_charset(head, match.end() - 1):
                # a <meta> that could be read is not UTF-16, whatever it says
                return "utf-8" if name.startswith("utf-16") else name
        if len(body) <= limit:
            break
    return None


def _meta_charset(head: bytes, position: int) -> str | None:
    """Read one tag's attributes from a position on; None if they name no charset we know."""
    charset: bytes | None = None
    needs_pragma = False
    has_pragma = False
    seen: set[bytes] = set()
    for _ in range(MAX_ATTRIBUTES):
        while position < len(head) and head[position] in b"\t\n\x0c\r /":
            position += 1
        if position >= len(head) or head[position : position + 1] == b">":
            break
        match = _ATTRIBUTE.match(head, position)
        if match is None or match.end() == position:
            break
        position = match.end()
        name = match[1].lower()
        if name in seen:
            continue
        seen.add(name)
        value = match[2] or match[3] or match[4] or b""
        if name == b"http-equiv":
            has_pragma = value.strip(_SPACE).lower() == b"content-type"
        elif name == b"content" and charset is None:
            found = _HEADER.search(value.decode("latin-1"))
            if found:
                charset = (found[1] or found[2] or found[3] or "").encode("latin-1")
                needs_pragma = True
        elif name == b"charset":
            charset = value
            needs_pragma = False
    if charset is None or (needs_pragma and not has_pragma):
        return None
    return _known(charset)


def _in_xml(body: bytes, _: str | None) -> str | None:
    match = _XML.match(body[:PRESCAN_BYTES])
    name = _known(match[1]) if match else None
    return "utf-8" if name and name.startswith("utf-16") else name


def _guess(body: bytes) -> str:
    from scraper.guess import guess  # most pages say what they are, and need none of its tables

    return guess(body) or FALLBACK
