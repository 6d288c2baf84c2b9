"""Who wrote a story: the byline as printed, and the people or the agency in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from scraper.extract.by_words import is_only_name, says_by
from scraper.extract.byline_lines import MAX_BYLINE_CHARS
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.names import Kind, Name, names, person_names
from scraper.extract.text_of import clean, seen_text
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import host, site_domain

MAX_ELEMENTS = 30
MAX_ENTRIES = 30  # of a list of authors
MAX_COMPLETED = 6
MAX_BESIDE_NAMES = 24  # characters of a byline that are no name: "By", "and", a comma
MAX_REFERENCES = 3  # levels of lists and references in one JSON-LD author

_STORY_META = (
    "article:author parsely-author sailthru.author byl cxenseparse:author mrf:authors article:author_name "
    "og:article:author citation_author bt:author vr:author article.author dc:creator"
).split()
# many sites put their owner here, on every page
_PAGE_META = "author dc.creator dcterms.creator authors creator".split()


class _Place(IntEnum):
    """Where a claim stands."""

    DATA = 0  # structured data about the story, or a site rule
    NEAR_ELEMENT = 1  # an element called "author" beside the headline
    NEAR_LINE = 2  # a line beside the headline that says "by"
    PAGE_META = 3
    FAR = 4


# Whom to believe, least first: people and agencies, pseudonyms, organisations, by place. The order is that of the
# exact matches on development pages.
_RANKS: Mapping[_Place, tuple[int, int, int]] = {
    _Place.DATA: (0, 2, 5),
    _Place.NEAR_ELEMENT: (0, 1, 5),
    _Place.NEAR_LINE: (1, 4, 6),
    _Place.PAGE_META: (3, 7, 6),
    _Place.FAR: (6, 8, 8),
}
# "Staff" is nobody, and the site's own name says nothing of the story
_COLLECTIVES = frozenset({Kind.ORGANISATION})
_SINGULAR = frozenset({Kind.PERSON, Kind.PSEUDONYM})


@dataclass(frozen=True, slots=True)
class _Claim:
    names: tuple[Name, ...]
    source: str
    place: _Place
    text: str = ""  # of a printed byline

    def people(self) -> set[str]:
        return {name.text.casefold() for name in self.names if name.kind == Kind.PERSON}


def bylines(document: Document, rules: SiteRules) -> Iterator[Found[str]]:
    """Yield candidates for the byline as a reader sees it, "By" and all, most trusted first."""
    if rules.byline:
        for node in document.tree.css(rules.byline)[:MAX_ELEMENTS]:
            if text := seen_text(node)[: 2 * MAX_BYLINE_CHARS]:
                yield Found(text, "site rule")
    for line in document.bylines:
        yield Found(line.text, line.source)
    for content in document.meta.get("byl", ())[:1]:
        yield Found(content, "meta byl")


def authors(document: Document, rules: SiteRules) -> Iterator[Found[tuple[str, ...]]]:
    """Yield candidate lists of authors, most trusted first: people, and agencies, in the page's order.

    Reference: https://schema.org/author, https://ogp.me/#type_article,
    https://microformats.org/wiki/rel-author.
    """
    claims = _completed(list(_claims(document, rules)))
    done: set[tuple[str, ...]] = set()
    for _, found in sorted(_ranked(claims), key=lambda item: item[0]):
        if found.value not in done:
            done.add(found.value)
            yield found


def byline_in(text: str, languages: tuple[str, ...] = ()) -> tuple[str | None, tuple[str, ...]]:
    """Give a line of text and the authors in it when it is a byline by its words; (None, ()) for any other.

    >>> byline_in("By Ana Ruiz and Bo Li in Lima"), byline_in("Ferry returns")
    (('By Ana Ruiz and Bo Li in Lima', ('Ana Ruiz', 'Bo Li')), (None, ()))
    """
    if len(text) > MAX_BYLINE_CHARS or not says_by(text, languages):
        return None, ()
    found = person_names(text, languages)
    return (text, found) if found else (None, ())


# ---- whom to believe


def _ranked(claims: Iterable[_Claim]) -> Iterator[tuple[int, Found[tuple[str, ...]]]]:
    for claim in claims:
        people = tuple(name.text for name in claim.names if name.kind <= Kind.AGENCY)
        alone = tuple(name.text for name in claim.names if name.kind == Kind.PSEUDONYM)
        teams = tuple(name.text for name in claim.names if name.kind in _COLLECTIVES)
        for rank, found in zip(_RANKS[claim.place], (people, () if people else alone, teams), strict=True):
            if found:
                yield rank, Found(found, claim.source)


def _completed(claims: Sequence[_Claim]) -> Iterator[_Claim]:
    """Yield the claims, before each of the data the printed byline that names the same people and more.

    Data often keeps the first of several authors only.
    """
    for claim in claims:
        people = claim.people()
        for other in claims if people and claim.place == _Place.DATA else ():
            if other.place == _Place.NEAR_ELEMENT and people < (both := other.people()):
                has_only_names = len(other.text) <= sum(map(len, both)) + MAX_BESIDE_NAMES
                if has_only_names and len(both) <= MAX_COMPLETED:
                    yield _Claim(other.names, f"{claim.source}, completed from {other.source}", _Place.DATA)
                    break
        yield claim


# ---- where authors stand


def _claims(document: Document, rules: SiteRules) -> Iterator[_Claim]:
    languages, sites = document.languages, document.site_names
    if rules.authors:
        texts = [seen_text(node) for node in document.tree.css(rules.authors)[:MAX_ELEMENTS]]
        yield _Claim(_names(texts, languages, sites, is_data=False), "site rule", _Place.DATA)
    for item in document.main_articles_ld:
        for key in ("author", "creator"):
            if entries := list(_ld_names(item.get(key), document)):
                people = _names([name for name, may_be_person in entries if may_be_person], languages, sites)
                teams = _names([name for name, may_be_person in entries if not may_be_person], languages, sites)
                named = tuple(Name(n.text, Kind.ORGANISATION) if n.kind in _SINGULAR else n for n in teams)
                yield _Claim(people + named, f"json-ld {key}", _Place.DATA)
    yield from _metas(_STORY_META, _Place.DATA, document)
    yield from _printed(document)
    yield from _metas(_PAGE_META, _Place.PAGE_META, document)


def _metas(keys: Sequence[str], place: _Place, document: Document) -> Iterator[_Claim]:
    for key in keys:
        if values := document.meta.get(key):
            found = _names(values[:MAX_ENTRIES], document.languages, document.site_names)
            yield _Claim(found, key if ":" in key else f"meta {key}", place)


def _printed(document: Document) -> Iterator[_Claim]:
    languages, sites = document.languages, _declared_sites(document)
    for line in document.bylines:
        is_line = line.source == "byline"
        is_data = bool(line.names) or is_only_name(line.text, languages)
        found = _names(line.names or (line.parts,), languages, sites, is_data=is_data)
        if is_line and not is_data:
            found = tuple(name for name in found if name.kind != Kind.PSEUDONYM)
        place = _Place.FAR if not line.is_near else _Place.NEAR_LINE if is_line else _Place.NEAR_ELEMENT
        yield _Claim(found, line.source, place, line.text)


def _names(
    texts: Iterable[str], languages: tuple[str, ...], sites: tuple[str, ...], *, is_data: bool = True
) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for text in texts:
        for name in names(text, languages, sites, is_data=is_data):
            found.setdefault(name.text.casefold(), name)
    return tuple(found.values())


def _ld_names(value: Any, document: Document, depth: int = MAX_REFERENCES) -> Iterator[tuple[str, bool]]:
    """Yield (name, may it be a person) of a JSON-LD author.

    That is a text, an object, a list of them, or a reference within the page's graph.
    """
    if isinstance(value, str):
        if not value.startswith(("http:", "https:", "#")):
            yield value, True
    elif isinstance(value, list):
        for entry in value[:MAX_ENTRIES] if depth else ():
            yield from _ld_names(entry, document, depth - 1)
    elif isinstance(value, dict):
        types = object_types(value)
        may_be_person = "Person" in types or not any(name.endswith("Organization") for name in types)
        name = value.get("name")
        if isinstance(name, list | dict) and depth:
            yield from ((text, may_be_person) for text, _ in _ld_names(name, document, depth - 1))
        elif isinstance(name, str) and name.strip():
            yield name, may_be_person
        elif isinstance(family := value.get("familyName"), str):
            given = value.get("givenName")
            yield clean(f"{given} {family}" if isinstance(given, str) else family), True
        elif isinstance(reference := value.get("@id"), str) and depth:
            for item in document.json_ld:
                if item.get("@id") == reference and item is not value and item.get("name"):
                    yield from _ld_names(item, document, 0)
                    break


def _declared_sites(document: Document) -> tuple[str, ...]:
    """Give the names that the page gives its site, and its domain, but not the host's label alone.

    At `anaruiz.example`, Ana Ruiz may well be the author.
    """
    domain = site_domain(host(document.url)) if document.url else ""
    if domain not in document.site_names:
        return document.site_names
    return document.site_names[: document.site_names.index(domain) + 1]
