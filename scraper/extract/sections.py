"""Sections: the parts of the paper that a story ran in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.json_ld import object_types, strings
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.tags import is_category
from scraper.extract.text_of import clean, clean_markup
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import url_key

MAX_SECTIONS = 12
_HOME = frozenset(
    "home homepage start startseite inicio accueil início inizio strona główna forside hjem hem etusivu "
    "главная головна ana sayfa トップ ホーム 首页 首頁 홈 الرئيسية".split()
)
_CRUMB_SEPARATOR = re.compile(r"\s*[→›»>/|·•]\s*")


def sections(document: Document, rules: SiteRules, headline: str | None = None) -> Iterator[Found[tuple[str, ...]]]:
    """Yield candidate lists of sections, most trusted first.

    Reference: https://schema.org/articleSection, https://ogp.me/#type_article (article:section).
    """

    def found(values: Iterable[str], source: str) -> Iterator[Found[tuple[str, ...]]]:
        if names := _names(values, document, headline):
            yield Found(names, source)

    if rules.section:
        yield from found(ruled_texts(document, rules.section), SITE_RULE)
    for item in document.main_articles_ld:
        yield from found(strings(item.get("articleSection"), "name"), "json-ld articleSection")
    yield from found(document.meta.get("article:section", ()), "article:section")
    yield from found((node.text() for node in islice(_categories(document), MAX_SECTIONS)), "rel=category")
    for name in ("parsely-section", "og:section", "cxenseparse:section", "section", "article:section:name"):
        yield from found(document.meta.get(name, ())[:1], name)
    yield from found((node.text() for node in document.itemprops("articleSection")[:MAX_SECTIONS]), "itemprop")
    if crumbs := _trail(document, headline):
        yield Found(crumbs[-1:], "breadcrumbs")


def main_section(document: Document, found: tuple[str, ...], headline: str | None) -> Iterator[Found[str]]:
    """Yield candidates for the one section a story is filed under: where the breadcrumbs lead, else the first."""
    crumbs = _trail(document, headline)
    for name in reversed(crumbs):
        if not found or name in found:
            yield Found(name, "breadcrumbs")
    if found:
        yield Found(found[0], "first section")


def _trail(document: Document, headline: str | None) -> tuple[str, ...]:
    """Give the names along the breadcrumbs, without home and the story itself, outermost first."""
    for item in document.json_ld:
        if "BreadcrumbList" in object_types(item):
            elements = item.get("itemListElement")
            entries = elements if isinstance(elements, list) else [elements]
            texts = [
                next(strings(entry.get("name") or entry.get("item"), "name"), "")
                for entry in entries
                if isinstance(entry, dict)
            ]
            if names := _names(texts, document, headline):
                return names
    for holder in document.crumb_holders:
        texts = [clean(node.text()) for node in holder.css("a, li, [itemprop~='name']")[:MAX_SECTIONS]]
        if names := _names(texts, document, headline):
            return names
    return ()


def _names(values: Iterable[str], document: Document, headline: str | None) -> tuple[str, ...]:
    """Clean and de-duplicate names; home, the site and the headline are no sections."""
    title = fold(headline or document.title)
    sites = {fold(name) for name in document.site_names}
    names: dict[str, str] = {}
    for value in values:
        for part in clean_markup(value).split("|"):
            name = _CRUMB_SEPARATOR.sub(" ", part).strip() if len(part) < 3 else part.strip(" /›»>→")
            folded = fold(name)
            if not folded or len(name) > 60 or folded in _HOME or folded in sites or folded in names:
                continue
            if folded == title or (len(folded) > 20 and folded in title):
                continue
            names[folded] = name
        if len(names) >= MAX_SECTIONS:
            break
    return tuple(names.values())


def section_from_url(url: str) -> str | None:
    """Give the first part of the path when it reads like a section: `/politics/2024/...`, else None.

    >>> section_from_url("https://courier.example/politics/2024/ferry-returns")
    'politics'
    """
    parts = url_key(url).partition("?")[0].split("/")[1:]
    if len(parts) > 1 and re.fullmatch(r"[a-z]{3,20}", parts[0]) and parts[0] not in _NO_SECTIONS:
        return parts[0]
    return None


_NO_SECTIONS = frozenset(
    "article articles artikel articulo noticia noticias news story stories post posts blog blogs index content "
    "archive node archives amp web html wiki page pages".split()
)


def _categories(document: Document) -> Iterator[LexborNode]:
    yield from (link.node for link in document.links_with("category"))
    yield from (link.node for link in document.links_with("tag") if is_category(link.node))
