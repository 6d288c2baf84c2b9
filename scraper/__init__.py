"""A news archive that one person can keep and a newsroom can trust.

    >>> import scraper
    >>> article = scraper.extract(b"<h1>Ferry returns</h1><p>It sailed.</p>", "https://courier.example/ferry")
    >>> article.headline
    'Ferry returns'

`extract` and `extract_text` are pure functions of what they are given; the rest of the
package fetches, stores and shows. The way of a story is drawn in docs/tour.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Article", "Image", "Verdict", "__version__", "extract", "extract_text"]

if TYPE_CHECKING:
    from scraper.extract.article import extract
    from scraper.extract.text import extract_text
    from scraper.models import Article, Image, Verdict


def __getattr__(name: str) -> Any:
    """Import the readers when they are first asked for, so that `scrape --help` need not."""
    import importlib

    if name == "extract":  # the layer itself, which can be called: see scraper/extract/__init__.py
        return importlib.import_module("scraper.extract")
    if name == "extract_text":
        return importlib.import_module("scraper.extract.text").extract_text
    if name in __all__:
        return getattr(importlib.import_module("scraper.models"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
