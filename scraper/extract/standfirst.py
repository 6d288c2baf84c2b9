"""The standfirst: the line or two under the headline that say what the story is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.text_of import clean_markup, seen_text
from scraper.models import Found
from scraper.rules import SiteRules

MIN_CHARS = 15
MAX_CHARS = 1_200
_VISIBLE = (
    '[itemprop~="alternativeHeadline"], [class*="standfirst" i], [class*="subtitle" i], [class*="sub-title" i], '
    '[class*="subheadline" i], [class*="sub-headline" i], [class*="-dek" i], [class*="__dek" i], '
    '[class^="dek" i], [class*="deck" i], [class*="chapeau" i], [class*="bajada" i], [class*="vorspann" i], '
    '[class*="teaser-text" i], [class*="article-lead" i], [class$="lead" i], [class*="entradilla" i], '
    '[class*="sommario" i], [class*="excerpt" i], [class*="summary" i], [class*="ingress" i], [class*="intro" i]'
)
_TAGS = frozenset({"p", "div", "h2", "span", "strong", "section", "summary", "em"})
_NOT_NEAR = 25  # elements of these names looked at; below the first few they belong to teasers
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
    heading = document.tree.css_first("h1")
    if heading is None:
        return
    # the line under the headline stands in the headline's own element or the one around it
    around = heading.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "html"):
            return
        for node in around.css(_VISIBLE)[:_NOT_NEAR]:
            text = seen_text(node)
            if node.tag in _TAGS and not node.css_first("h1, form"):
                yield from _fit(text, f"{node.tag} under the headline", headline)
                break
        around = around.parent


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
