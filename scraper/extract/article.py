"""TEMPORARY SKELETON: replaced as soon as decode, dates, authors and read_body exist."""

from __future__ import annotations

from scraper.extract.document import Document
from scraper.models import Article, Found, Reading, Verdict


def extract(html: bytes | str, url: str | None = None, *, content_type: str | None = None) -> Article:
    return read(html, url, content_type=content_type).article


def read(html: bytes | str, url: str | None = None, *, content_type: str | None = None) -> Reading:
    d = Document.parse(html if isinstance(html, bytes) else html.encode("utf-8", "replace"), url)
    h = d.tree.css_first("h1")
    headline = h.text().strip() if h else d.title
    body = "\n\n".join(n.text().strip() for n in d.tree.css("p"))
    return Reading(
        Article(
            headline=headline,
            body=body,
            url=url,
            verdict=Verdict.ARTICLE if body else Verdict.EMPTY,
            sources={"headline": "h1"},
        ),
        {"headline": (Found(headline, "h1"),)},
    )
