"""Zstandard (RFC 8878), alone or against an earlier page, whose bytes are then a prefix that costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from scraper.errors import DamagedCapture

if TYPE_CHECKING:
    import zstandard

    #: How far a compressor reaches back, and the compressor.
    _Ready = tuple[int, zstandard.ZstdCompressor]

LEVEL = 7  # see docs/captures.md
LEVEL_OF_KIN = 5  # against a page of the same site, where most is only pointed at
MAX_READY = 12  # bases, some 3 MB each
REACH = 3  # times the length of a base: a page that is longer is compressed by itself against it
MAX_WINDOW_LOG = 27  # what every decoder must take, 128 MB (RFC 8878 §3.1.1.1.2)


def compress(raw: bytes, base: bytes | None = None, level: int = LEVEL) -> bytes:
    """Give one frame; what is also in `base` is only pointed at."""
    import zstandard

    if not base:
        return zstandard.ZstdCompressor(level=level).compress(raw)
    parameters, known = _against(base, len(raw) + len(base), level)
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=known).compress(raw)


class Kin:
    """Compresses pages against bases that come again: one that does so soon is made ready, which is half the work."""

    def __init__(self) -> None:
        self._latest: OrderedDict[str, _Ready | None] = OrderedDict()

    def compress(self, raw: bytes, digest: str, base: bytes) -> bytes:
        """Give one frame, as `compress` does with LEVEL_OF_KIN; `digest` names the base."""
        if digest not in self._latest:  # of many sites in turn, none comes again before it is forgotten
            self._latest[digest] = None
            if len(self._latest) > MAX_READY:
                self._latest.popitem(last=False)
            return compress(raw, base, LEVEL_OF_KIN)
        reach, compressor = self._latest[digest] = self._latest[digest] or _prepared(base)
        self._latest.move_to_end(digest)
        return compressor.compress(raw) if len(raw) + len(base) <= reach else compress(raw, base, LEVEL_OF_KIN)


def _prepared(base: bytes) -> _Ready:
    import zstandard

    reach = REACH * len(base)
    parameters, known = _against(base, reach, LEVEL_OF_KIN)
    known.precompute_compress(compression_params=parameters)
    return reach, zstandard.ZstdCompressor(compression_params=parameters, dict_data=known)


def _against(
    base: bytes, reach: int, level: int
) -> tuple[zstandard.ZstdCompressionParameters, zstandard.ZstdCompressionDict]:
    """Give what it takes to point back at a base from so many bytes further on."""
    import zstandard

    window = min(MAX_WINDOW_LOG, max(10, reach.bit_length()))
    parameters_of = zstandard.ZstdCompressionParameters.from_level
    usual = parameters_of(level, source_size=reach).hash_log
    # as many places to look in as there are bytes: twice as many find no more, and a sixth of the time goes to them
    parameters = parameters_of(level, source_size=reach, window_log=window, hash_log=min(usual, window))
    return parameters, zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def decompress(packed: bytes, base: bytes | None = None) -> bytes:
    """Undo `compress`, with the same `base`.

    Raises: DamagedCapture, when the frame is damaged.
    """
    import zstandard

    try:
        if not base:
            return zstandard.ZstdDecompressor().decompress(packed)
        prefix = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        return zstandard.ZstdDecompressor(dict_data=prefix).decompress(packed)
    except (zstandard.ZstdError, MemoryError) as error:  # a damaged header may ask for any amount
        raise DamagedCapture(f"a capture is damaged ({error})") from error
