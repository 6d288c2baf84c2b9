"""What the page prints besides the body and may print inside it again: headline, standfirst, byline, names."""

from __future__ import annotations

import re

from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.text_of import clean_markup

MIN_BODY_CHARS = 400  # of an articleBody; shorter ones are a description
SAMPLE_CHARS = 60
_NOT_WORD = re.compile(r"[\W_]+")


class KnownLines:
    """The lines that other fields hold, to compare those of the body with; these are given folded (headline.fold)."""

    def __init__(
        self,
        headline: str | None = None,
        standfirst: str | None = None,
        byline: str | None = None,
        authors: tuple[str, ...] = (),
        document: Document | None = None,
    ) -> None:
        self._headline = fold(headline or "")
        self._headline_words = frozenset(self._headline.split())
        self._standfirst = fold(standfirst or "")
        self._byline = fold(byline or "")
        self._sites = tuple(name.casefold() for name in document.site_names if len(name) > 3) if document else ()
        body = (
            next((b for o in document.main_articles_ld if isinstance(b := o.get("articleBody"), str)), "")
            if document
            else ""
        )
        self._article_body = _squeezed(clean_markup(body)) if len(body) > MIN_BODY_CHARS else ""
        self._descriptions = frozenset(
            fold(text)[:200]
            for key in ("og:description", "description", "twitter:description")
            for text in (document.meta.get(key, ()) if document else ())
        )
        self._authors = tuple(folded for name in authors if (folded := fold(name)))

    def is_headline(self, folded: str) -> bool:
        """Tell whether a line is the headline and nothing more."""
        return bool(self._headline) and folded == self._headline

    def is_heading(self, folded: str) -> bool:
        """Tell whether a line is the headline with little around it: a kicker, a date."""
        return len(self._headline) > 12 and self._headline in folded and len(folded) < len(self._headline) + 60

    def headline_overlap(self, folded: str) -> float:
        """Give the part of the headline's words that a line has, 0 to 1."""
        if len(self._headline_words) < 3:
            return 0.0
        return len(self._headline_words.intersection(folded.split())) / len(self._headline_words)

    def is_standfirst(self, folded: str) -> bool:
        """Tell whether a line is the standfirst, or its beginning."""
        return bool(self._standfirst) and folded[:200] == self._standfirst[:200]

    def is_description(self, folded: str) -> bool:
        """Tell whether a line is what the page's meta tags call its description, or its first 200 characters."""
        return folded[:200] in self._descriptions

    def is_byline(self, folded: str) -> bool:
        """Tell whether a line is the byline, or an author's name, and nothing more."""
        if not folded:
            return False
        if folded == self._byline or folded in self._authors:
            return True
        return any(folded.endswith(" " + name) and len(folded) - len(name) < 8 for name in self._authors)

    def names_site(self, lower: str) -> bool:
        """Tell whether a line, case-folded only, names the site it stands on: promos do, stories seldom."""
        return any(name in lower for name in self._sites)

    def in_structured_body(self, text: str) -> int:
        """Give 1 if the page's structured data has the line in its articleBody, -1 if not, 0 without one."""
        if not self._article_body:
            return 0
        return 1 if _squeezed(text[:SAMPLE_CHARS]) in self._article_body else -1

    @property
    def structured_chars(self) -> int:
        """How long the articleBody of the page's structured data is, white space and punctuation not counted."""
        return len(self._article_body)


def _squeezed(text: str) -> str:
    return _NOT_WORD.sub("", text.casefold())
