"""Zstandard (RFC 8878), alone or against an earlier page, whose bytes are then a prefix that costs nothing."""

from __future__ import annotations

from scraper.errors import ArchiveError

LEVEL = 7  # see docs/captures.md
LEVEL_OF_KIN = 5  # against a page of the same site, where most is only pointed at
MAX_WINDOW_LOG = 27  # what every decoder must take, 128 MB (RFC 8878 §3.1.1.1.2)


def compress(raw: bytes, base: bytes | None = None, level: int = LEVEL) -> bytes:
    """Give one frame; what is also in `base` is only pointed at."""
    import zstandard

    if not base:
        return zstandard.ZstdCompressor(level=level).compress(raw)
    reach = len(raw) + len(base)  # how far back it may point
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level, source_size=reach, window_log=min(MAX_WINDOW_LOG, max(10, reach.bit_length()))
    )
    prefix = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=prefix).compress(raw)


def decompress(packed: bytes, base: bytes | None = None) -> bytes:
    """Undo `compress`, with the same `base`.

    Raises: ArchiveError, when the frame is damaged.
    """
    import zstandard

    try:
        if not base:
            return zstandard.ZstdDecompressor().decompress(packed)
        prefix = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        return zstandard.ZstdDecompressor(dict_data=prefix).decompress(packed)
    except (zstandard.ZstdError, MemoryError) as error:  # a damaged header may ask for any amount
        raise ArchiveError(f"a capture is damaged ({error})") from error
