"""Undoing gzip, within limits: sitemaps are often stored so, and sent as they are stored."""

from __future__ import annotations

import zlib

from scraper.errors import UnreadablePage

MAX_UNPACKED_BYTES = 50_000_000  # sitemaps.org


def unpacked(body: bytes) -> bytes:
    """Give bytes without gzip, cut at MAX_UNPACKED_BYTES; what is broken is given as far as it goes.

    Raises: UnreadablePage, when not a byte can be unpacked.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body[:MAX_UNPACKED_BYTES]
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return inflate.decompress(body, MAX_UNPACKED_BYTES)
    except zlib.error:
        pass
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    whole = bytearray()
    try:
        for start in range(0, len(body), 4096):  # piece by piece: what comes before the fault is kept
            whole += inflate.decompress(body[start : start + 4096], MAX_UNPACKED_BYTES)
    except zlib.error as error:
        if not whole:
            raise UnreadablePage("its gzip data is broken") from error
    return bytes(whole)
