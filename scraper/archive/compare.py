"""An article as the archive holds it, and what differs between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from scraper.archive.text import clean, clean_url
from scraper.models import Article, Image, Verdict

#: What a change of is a change of the story, in the order in which changes are named.
FIELDS = (
    *("headline", "standfirst", "byline", "authors", "published", "modified", "section", "sections", "tags"),
    *("body", "body_html", "images", "language", "site", "is_free", "verdict"),
)
_QUERY = re.compile(r"\?[^\s\"'<>]*")


def storable(article: Article) -> Article:
    """Give the article as it reads back from the archive: clean text, no empty values, no name twice."""
    sections = _names(((article.section or "",) if not article.sections else ()) + article.sections)
    return replace(
        article,
        headline=_text(article.headline),
        standfirst=_text(article.standfirst),
        byline=_text(article.byline),
        authors=_names(article.authors),
        published=_date(article.published),
        modified=_date(article.modified),
        section=_text(article.section),
        sections=sections,
        tags=_names(article.tags),
        body=clean(article.body),
        body_html=clean(article.body_html),
        images=tuple(
            Image(clean_url(image.url), _text(image.caption), _text(image.credit))
            for image in article.images
            if image.url
        ),
        language=_text(article.language),
        site=_text(article.site),
    )


def differences(old: Article, new: Article) -> tuple[str, ...]:
    """Name the fields in which two storable articles differ.

    Addresses inside images and HTML count without their query: on many sites it is a size or a signature that
    is another one at every request.
    """
    return tuple(name for name in FIELDS if _differ(name, old, new))


def is_better(new: Verdict, old: Verdict) -> bool:
    """Tell whether a page of one verdict shows more of the story than a page of the other."""
    return old is Verdict.TEASER and new in (Verdict.ARTICLE, Verdict.LIVE)


def _differ(name: str, old: Article, new: Article) -> bool:
    one, other = getattr(old, name), getattr(new, name)
    if isinstance(one, date) and isinstance(other, date):
        return one.isoformat() != other.isoformat()  # the same moment at another offset reads differently
    if one == other:
        return False
    if name == "body_html":
        return _QUERY.sub("", one) != _QUERY.sub("", other)
    if name == "images":
        return _pictures(one) != _pictures(other)
    return True


def _pictures(images: Iterable[Image]) -> list[Image]:
    return [replace(image, url=_QUERY.sub("", image.url)) for image in images]


def _text(text: str | None) -> str | None:
    return clean(text) if text else None


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name) for name in names if name))


def _date(value: datetime | date | None) -> datetime | date | None:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.date()  # a time without an offset is no moment
    return value
