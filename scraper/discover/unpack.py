"""Undoing gzip, within limits: sitemaps are often stored so, and sent as they are stored."""

from __future__ import annotations

import zlib

from scraper.errors import UnreadablePage

MAX_UNPACKED_BYTES = 50_000_000  # sitemaps.org
MAX_LAYERS = 3


def unpacked(body: bytes) -> bytes:
    """Give bytes without gzip, cut at MAX_UNPACKED_BYTES; what is broken is given as far as it goes.

    A server may pack again what was stored packed.

    Raises: UnreadablePage, when not a byte can be unpacked.
    """
    for _ in range(MAX_LAYERS):
        if not body.startswith(b"\x1f\x8b"):
            break
        body = _inflated(body)
    return body[:MAX_UNPACKED_BYTES]


def _inflated(body: bytes) -> bytes:
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return inflate.decompress(body, MAX_UNPACKED_BYTES)
    except zlib.error:
        pass
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    whole = bytearray()
    try:
        for start in range(0, len(body), 4096):  # piece by piece: what comes before the fault is kept
            if len(whole) >= MAX_UNPACKED_BYTES:
                break
            whole += inflate.decompress(body[start : start + 4096], MAX_UNPACKED_BYTES)
    except zlib.error as error:
        if not whole:
            raise UnreadablePage("its gzip data is broken") from error
    return bytes(whole)
