"""trafilatura, as the body engine of last resort: the only file that knows it.

It costs thirty times our own reader and returns an "article" for walls and fronts, so it is asked only where our
reader found next to nothing on a page that has text.
"""

from __future__ import annotations

from scraper.extract.text_of import clean
from scraper.models import Found

MAX_HTML_CHARS = 2_000_000


def last_resort(html: str, url: str | None) -> Found[tuple[str, ...]] | None:
    """Give the paragraphs that trafilatura finds, or None; a page over MAX_HTML_CHARS is not tried."""
    if len(html) > MAX_HTML_CHARS:
        return None
    import trafilatura

    try:
        text = trafilatura.extract(html, url=url, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  # whatever a hostile page makes it raise, the page has no body then
        return None
    paragraphs = tuple(line for part in (text or "").splitlines() if (line := clean(part)))
    return Found(paragraphs, "trafilatura") if paragraphs else None
