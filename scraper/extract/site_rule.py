"""What a site's rules select on a page: texts, elements, and the version of the rules that fits its layout."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.text_of import clean, clean_markup, seen_text
from scraper.models import Found
from scraper.rules import FIELD_KEYS, SiteRules, is_xpath, selector_parts

SITE_RULE = "site rule"  # the source of every value that a rule gave
MISSED = "; site rule matched nothing"  # added to the source of a value that the generic reader had to give
MAX_ELEMENTS = 1_000  # that one selector may match
MAX_CHARS = 4_000  # of one element; a field is shorter


def ruled_nodes(document: Document, selectors: Sequence[str]) -> tuple[list[LexborNode], str | None]:
    """Give the elements that the first selector with a match selects, and the attribute to read of them."""
    for selector in selectors:
        if is_xpath(selector):
            nodes, attribute = _by_xpath(document, selector)
        else:
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
        if is_xpath(selector):
            matches = islice(document.mirror.select(selector), MAX_ELEMENTS)
            texts = [_text_of(match.node) if match.text is None else clean_markup(match.text) for match in matches]
        else:
            nodes, attribute = ruled_nodes(document, (selector,))
            texts = [
                clean_markup(node.attributes.get(attribute) or "") if attribute else _text_of(node) for node in nodes
            ]
        if found := [text for text in texts if text]:
            return found
    return []


def take_out(document: Document, selectors: Sequence[str]) -> None:
    """Take the elements and texts that any selector selects out of the document's tree; never the page itself."""
    found: dict[int, LexborNode] = {}
    for selector in selectors:
        if is_xpath(selector):
            matches = list(document.mirror.select(selector))  # all: of what follows a story there may be much
            nodes = [match.node for match in matches if match.node and match.text is None]
            nodes += [piece for match in matches for piece in match.pieces]
        else:
            nodes = document.tree.css(selector)
        found |= {node.mem_id: node for node in nodes if node.tag not in ("html", "body")}
    # an element goes with what is in it, which must not be touched after that
    for node in [node for node in found.values() if not any(above.mem_id in found for above in _above(node))]:
        node.decompose()
    if found:
        document.__dict__.pop("mirror", None)


def _above(node: LexborNode) -> Iterator[LexborNode]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _by_xpath(document: Document, expression: str) -> tuple[list[LexborNode], str | None]:
    """Give the elements that an expression selects, or those whose attribute or text it does."""
    nodes: dict[int, LexborNode] = {}
    attribute = None
    for number, match in enumerate(islice(document.mirror.select(expression), MAX_ELEMENTS)):
        attribute = match.attribute if not number else attribute
        if match.node and match.attribute == attribute:
            nodes.setdefault(match.node.mem_id, match.node)
    return list(nodes.values()), attribute


def _text_of(node: LexborNode | None) -> str:
    if node is None or len(text := node.text()) > MAX_CHARS:
        return ""
    return clean(text) if node.tag == "title" else seen_text(node)


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
                candidates[field] = (replace(found[0], source=found[0].source + MISSED), *found[1:])
    return tuple(missed)
