"""Patterns that few pages need, compiled when the first one does: some take longer than a page."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""Give a pattern, compiled once.

    >>> compiled(r"\d+") is compiled(r"\d+")
    True
    """
    return re.compile(pattern, flags)
