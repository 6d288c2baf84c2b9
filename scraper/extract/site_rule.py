"""What a site's rules select on a page: texts, elements, and the version of the rules that fits its layout."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import date
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.text_of import clean_markup, seen_text
from scraper.models import Found
from scraper.rules import FIELD_KEYS, SiteRules, selector_parts

SITE_RULE = "site rule"  # the source of every value that a rule gave
MISSED = "; site rule matched nothing"  # added to the source of a value that the generic reader had to give
MAX_ELEMENTS = 1_000  # that one selector may match
MAX_CHARS = 4_000  # of one element; a field is shorter


def ruled_nodes(document: Document, selectors: Sequence[str]) -> tuple[list[LexborNode], str | None]:
    """Give the elements that the first selector with a match selects, and the attribute to read of them."""
    for selector in selectors:
        css, attribute = selector_parts(selector)
        nodes = document.tree.css(css)[:MAX_ELEMENTS]
        if attribute:
            nodes = [node for node in nodes if (node.attributes.get(attribute) or "").strip()]
        if nodes:
            return nodes, attribute
    return [], None


def ruled_texts(document: Document, selectors: Sequence[str]) -> list[str]:
    """Give what the first selector that finds any text finds, in page order; nothing without a rule."""
    for selector in selectors:
        nodes, attribute = ruled_nodes(document, (selector,))
        if attribute:
            texts = [clean_markup(node.attributes.get(attribute) or "") for node in nodes]
        else:
            texts = [seen_text(node) for node in nodes if len(node.text()) <= MAX_CHARS]
        if found := [text for text in texts if text]:
            return found
    return []


def version_for(document: Document, rules: SiteRules, published: date | None) -> SiteRules:
    """Give the version of a site's rules that fits a page; the rules themselves where there are no versions.

    Old stories are often shown in the new layout, so that a version must match the page: of those that do, the
    first that holds on the day of publication, else the first. Where none matches, the day alone decides.
    """
    timely = [version for version in rules.versions if published is not None and version.holds_on(published)]
    others = [version for version in rules.versions if version not in timely]
    for version in (*timely, *others):
        if any(_matches(document, getattr(version, key)) for key in FIELD_KEYS if _is_its_own(version, rules, key)):
            return version
    return timely[0] if timely else rules


def _matches(document: Document, selectors: Sequence[str]) -> bool:
    return bool(ruled_nodes(document, selectors)[0])


def _is_its_own(version: SiteRules, rules: SiteRules, key: str) -> bool:
    return bool(getattr(version, key) != getattr(rules, key))


def missed_rules(rules: SiteRules, candidates: MutableMapping[str, tuple[Found[Any], ...]]) -> tuple[str, ...]:
    """Name the keys whose rule did not give the value, and add MISSED to the source of the value that stands there.

    `strip` and `next_page` match nothing on many a right page and are not among them.
    """
    missed = []
    for key in FIELD_KEYS:
        field = "sections" if key == "section" else key
        found = candidates.get(field, ())
        if getattr(rules, key) and (not found or found[0].source != SITE_RULE):
            missed.append(key)
            if found:
                candidates[field] = (Found(found[0].value, found[0].source + MISSED), *found[1:])
    return tuple(missed)
