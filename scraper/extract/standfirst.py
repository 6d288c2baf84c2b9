"""The standfirst: the line or two under the headline that say what the story is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.text_of import clean_markup, seen_text
from scraper.models import Found
from scraper.rules import SiteRules

MIN_CHARS = 15
MAX_CHARS = 1_200
_TAGS = frozenset({"p", "div", "h2", "span", "strong", "section", "summary", "em"})
_NAMED = re.compile(
    r"standfirst|sub-?title|sub-?headline|-dek|__dek|(?:^|\s)dek|deck|chapeau|bajada|vorspann|teaser-text|article-lead"
    r"|lead$|entradilla|sommario|excerpt|summary|ingress|intro",
    re.IGNORECASE,
)
MAX_NEAR = 60  # elements of the headline's surroundings looked at; further down they belong to teasers
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;)\s*$")


def standfirsts(document: Document, rules: SiteRules, headline: str | None = None) -> Iterator[Found[str]]:
    """Yield standfirst candidates, most trusted first.

    A line of the markup that the page's description repeats is certainly it; a description alone may
    have been written for search engines, but says what the story is about all the same.

    Reference: https://schema.org/description, https://ogp.me (og:description).
    """
    if rules.standfirst:
        yield from (Found(text, SITE_RULE) for text in ruled_texts(document, rules.standfirst))
    descriptions = list(_descriptions(document, headline))
    visible = list(_visible(document, headline))
    for shown in visible:
        for described in descriptions:
            if fold(shown.value) == fold(described.value):
                yield Found(shown.value, f"{shown.source}, as {described.source}")
    yield from visible
    yield from descriptions


def _descriptions(document: Document, headline: str | None) -> Iterator[Found[str]]:
    for item in document.main_articles_ld:
        if isinstance(value := item.get("description"), str):
            yield from _fit(value, "json-ld description", headline)
    for name in (
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
        "sailthru.description",
    ):
        for value in document.meta.get(name, ())[:1]:
            yield from _fit(value, name, headline)


def _visible(document: Document, headline: str | None) -> Iterator[Found[str]]:
    heading = next(iter(document.headings), None)
    if heading is None:
        return
    # the line under the headline stands in the headline's own element or the one around it
    around = heading.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "html"):
            return
        for node in islice(_named(around), 1):
            yield from _fit(seen_text(node), f"{node.tag} under the headline", headline)
        around = around.parent


def _named(around: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements below one whose names say that they hold a standfirst."""
    for node in islice(around.traverse(include_text=False), MAX_NEAR):
        if node.tag in _TAGS and node.mem_id != around.mem_id:
            attributes = node.attributes
            names = attributes.get("class") or ""
            if _NAMED.search(names) or "alternativeHeadline" in (attributes.get("itemprop") or ""):
                if not node.css_first("h1, form"):
                    yield node


def _fit(value: str, source: str, headline: str | None) -> Iterator[Found[str]]:
    text = clean_markup(value)
    if MIN_CHARS <= len(text) <= MAX_CHARS and fold(text) != fold(headline or ""):
        yield Found(text, source)


def is_cut_from(standfirst: str, body: str) -> bool:
    """Tell whether a description is merely the body's beginning, cut by a program.

    >>> is_cut_from("The ferry sailed at six …", "The ferry sailed at six on Monday. It was full.")
    True
    """
    start = fold(_CUT.sub("", standfirst))
    opening = fold(body[: len(standfirst) + 200])
    if not opening.startswith(start[:-12] if len(start) > 40 else start):
        return False
    return bool(_CUT.search(standfirst)) or len(standfirst) > 140
