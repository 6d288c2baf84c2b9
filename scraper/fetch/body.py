"""Bodies: decompressed piece by piece, up to a limit, and whole or not at all.

A kilobyte can decompress to gigabytes, and a compressed body that stops in the middle looks like a short
page. Both end in an error here, before any page is made of them.

Reference: RFC 9110 §8.4 (codings), RFC 1950, 1951, 1952.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable, Iterator

PIECE_BYTES = 65_536
MAX_CODINGS = 3
ACCEPT_ENCODING = "gzip, deflate"
_GZIP_MAGIC = b"\x1f\x8b"


class TooLargeError(Exception):
    """The body is larger, decompressed, than the limit; `prefix` is what lies within it."""

    def __init__(self, prefix: bytes, limit: int) -> None:
        super().__init__(f"the body is larger than {limit:,} bytes")
        self.prefix = prefix


class GarbledError(Exception):
    """The body's compression is broken, unknown, or ends before its end."""


async def read_body(pieces: AsyncIterable[bytes], codings: str | None, max_bytes: int) -> bytes:
    """Collect a body and undo its content codings, which stand in the order they were applied.

    Raises: TooLargeError, GarbledError.
    """
    names = [name.strip().lower() for name in (codings or "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > MAX_CODINGS:
        raise GarbledError(f"the body is compressed {len(names)} times over")
    body = _Body([_decoder(name) for name in reversed(names)], max_bytes)
    async for piece in pieces:
        body.take(piece)
    return body.whole()


class _Body:
    """What has come of a body so far; `decoders` undo one coding each, the outermost first."""

    def __init__(self, decoders: list[_Inflater], max_bytes: int) -> None:
        self._decoders = decoders
        self._max_bytes = max_bytes
        self._sizes = [0] * (len(decoders) + 1)
        self._bytes = bytearray()

    def take(self, piece: bytes, level: int = 0) -> None:
        """Take what has come through so many decoders, and pass it on through the others."""
        self._sizes[level] += len(piece)
        if level == len(self._decoders):
            self._bytes.extend(piece)
        if self._sizes[level] > self._max_bytes:
            raise TooLargeError(bytes(self._bytes[: self._max_bytes]), self._max_bytes)
        if level < len(self._decoders):
            for part in self._decoders[level].feed(piece):
                self.take(part, level + 1)

    def whole(self) -> bytes:
        """Give the body, if every coding has come to its end."""
        for size, decoder in zip(self._sizes, self._decoders, strict=False):
            if size and not decoder.is_whole:
                raise GarbledError("the compressed body ends before its end")
        return bytes(self._bytes)


def _decoder(name: str) -> _Inflater:
    if name in ("gzip", "x-gzip"):
        return _Inflater(16 + zlib.MAX_WBITS)
    if name == "deflate":
        return _Inflater(zlib.MAX_WBITS)
    raise GarbledError(f"the body has a coding that was not asked for: {name[:40]!a}")


class _Inflater:
    """Undoes one coding, PIECE_BYTES at a time at the most."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inflate = zlib.decompressobj(window)
        self._has_begun = False
        self._is_over = False

    @property
    def is_whole(self) -> bool:
        """Whether the compressed stream has come to its own end."""
        return self._is_over or self._inflate.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what some more compressed bytes decompress to."""
        while data and not self._is_over:
            try:
                piece = self._inflate.decompress(data, PIECE_BYTES)
            except zlib.error as error:
                if self._window == zlib.MAX_WBITS and not self._has_begun:
                    # "deflate" means zlib, but many servers send it bare, and browsers read both
                    self._window = -zlib.MAX_WBITS
                    self._inflate = zlib.decompressobj(self._window)
                    continue
                raise GarbledError("the body's compression is broken") from error
            self._has_begun = True
            if piece:
                yield piece
            if self._inflate.eof:
                data = self._inflate.unused_data
                if self._window > zlib.MAX_WBITS and data.startswith(_GZIP_MAGIC):
                    self._inflate = zlib.decompressobj(self._window)  # a gzip file may have several members
                else:
                    self._is_over = True  # what follows is padding, which browsers ignore too
            else:
                data = self._inflate.unconsumed_tail
