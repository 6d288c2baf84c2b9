"""Reading articles out of pages: pure functions of bytes, with no socket and no file.

The layer can be called, `scraper.extract(html, url)`, because that is what most people want of it.
Each field has a module; article.py puts them together and verdict.py says whether it is a story at all.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from scraper.extract.article import extract, read

if TYPE_CHECKING:
    from scraper.extract.text import extract_text

__all__ = ["extract", "extract_text", "read"]


def __getattr__(name: str) -> Any:
    """Import the reader of text dumps when it is asked for; pages do not need it."""
    if name == "extract_text":
        from scraper.extract.text import extract_text

        return extract_text
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _CallableLayer(ModuleType):
    """`scraper.extract` is this package and, when called, its main function: Python has one name for both."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return extract(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableLayer
