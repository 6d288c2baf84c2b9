"""What an answer is before anything is read of it: a page, something else, or a refusal."""

from __future__ import annotations

import re
from http import HTTPStatus

from scraper.models import Page, Verdict

SNIFFED_BYTES = 1445  # WHATWG MIME Sniffing §5.2 looks at as many
MAX_BINARY_SHARE = 0.05  # of control bytes in them: random bytes have 0.1, a page with escape sequences 0.02
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_UNKNOWN_TYPES = frozenset({"", "unknown/unknown", "application/unknown", "*/*", "application/octet-stream"})
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"OggS", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file"),
    (b"SQLite format 3\x00", "a database"),
)
_BINARY_BYTES = bytes({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
_BEGINS_AS_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|!--|[a-z][a-z0-9-]*[\s/>])", re.IGNORECASE)
_END_TAG = re.compile(rb"</(?:p|div|a|span|li|ul|h[1-6]|body|html|td|article|section|script)\s*>", re.IGNORECASE)

#: Answers in which bot checks and walls come, too; what else they say is between the server and us.
_REFUSALS = frozenset({401, 402, 403, 406, 429, 451, 503})


def why_no_page(page: Page) -> str | None:
    """Give why an answer is never an article, whatever its bytes say; None if it may be one."""
    if page.status != HTTPStatus.OK:
        known = page.status in HTTPStatus.__members__.values()
        return f"the server answered {page.status}" + (f" ({HTTPStatus(page.status).phrase})" if known else "")
    media_type = (page.content_type or "").partition(";")[0].strip().lower()
    if media_type not in _HTML_TYPES | _UNKNOWN_TYPES:
        return f"it is {media_type}, not HTML"
    if kind := binary_kind(page.body):
        return f"it is {kind}, not HTML" + (", though the server calls it so" if media_type in _HTML_TYPES else "")
    if media_type in _UNKNOWN_TYPES and not looks_like_html(page.body):
        return "it does not look like HTML, and the server does not say what it is"
    return None


def binary_kind(data: bytes) -> str | None:
    r"""Name what bytes are if they are no text, by their first ones (WHATWG MIME Sniffing §6, §7.1).

    >>> binary_kind(b"%PDF-1.7 ..."), binary_kind(b"\x00\x01\x02\x03"), binary_kind(b"\xff\xfe<\x00p\x00")
    ('a PDF', 'binary data', None)
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    start = data[:SNIFFED_BYTES]
    if start[4:8] == b"ftyp":
        return "a film or an image"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_utf16(start):
        return None
    controls = len(start) - len(start.translate(None, _BINARY_BYTES))
    return "binary data" if controls > MAX_BINARY_SHARE * len(start) else None


def looks_like_html(data: bytes) -> bool:
    """Tell a page from a text: a page begins with a tag, or has several end tags further on.

    >>> looks_like_html(b"<!DOCTYPE html><p>Hello"), looks_like_html(b"The wind was < 3 knots.")
    (True, False)
    """
    start = data[:65_536].removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in start:  # UTF-16
        start = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return _BEGINS_AS_HTML.match(start) is not None or len(_END_TAG.findall(start)) >= 3


def may_be_wall(page: Page) -> bool:
    """Tell whether an answer that is no page may be worth reading for what kept us out."""
    media_type = (page.content_type or "").partition(";")[0].strip().lower()
    return page.status in _REFUSALS and media_type in _HTML_TYPES and binary_kind(page.body) is None


def with_wall(reason: str, wall: Verdict | None) -> str:
    """Give why there is no page, and which wall came with that answer, if one did."""
    return f"{reason}; it reads as {wall}" if wall else reason


def wall_of(verdict: Verdict) -> Verdict | None:
    """Give the wall that such an answer is by what it reads as; None: it is none, whatever else it says."""
    return verdict if verdict in (Verdict.CHALLENGE, Verdict.CONSENT) else None


def _is_utf16(start: bytes) -> bool:
    """Whether every other byte is NUL, as in Latin text in UTF-16 without a byte order mark."""
    even, odd = start[::2], start[1::2]
    return len(start) >= 8 and any(
        nuls.count(0) > 0.7 * len(nuls) and 0 not in rest for nuls, rest in ((even, odd), (odd, even))
    )
