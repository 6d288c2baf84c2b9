"""Who wrote a story: the byline as printed, and the people or the agency in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from scraper.extract.byline_lines import MAX_BYLINE_CHARS
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.names import Kind, Name, before_by, is_only_name, names, person_names
from scraper.extract.text_of import clean, seen_text
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import host, site_domain

MAX_ELEMENTS = 30
MAX_ENTRIES = 30
MAX_COMPLETED = 6
MAX_BESIDE_NAMES = 24  # characters of a byline that are no name: "By", "and", a comma
_PEOPLE = frozenset({Kind.PERSON, Kind.HANDLE})
import os

TEAMS = frozenset(
    {Kind.ORGANISATION}
    | ({Kind.NEWSROOM} if os.environ.get("ROOM") else set())
    | ({Kind.SITE} if os.environ.get("SITE") else set())
)
_STORY_META = (
    "article:author parsely-author sailthru.author byl cxenseparse:author mrf:authors article:author_name "
    "og:article:author citation_author bt:author vr:author article.author dc:creator"
).split()
# many sites put their owner here, on every page
_PAGE_META = "author dc.creator dcterms.creator authors creator".split()


def bylines(document: Document, rules: SiteRules) -> Iterator[Found[str]]:
    """Yield candidates for the byline as a reader sees it, "By" and all, most trusted first."""
    if rules.byline:
        for node in document.tree.css(rules.byline)[:MAX_ELEMENTS]:
            if text := seen_text(node)[:400]:
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
    claims = list(_claims(document, rules))
    done: set[tuple[str, ...]] = set()
    for _, found in sorted(_ranked(_completed(claims)), key=lambda item: item[0]):
        if found.value not in done:
            done.add(found.value)
            yield found


def byline_in(text: str, spoken: tuple[str, ...] = ()) -> tuple[str | None, tuple[str, ...]]:
    """Give a line of text and the authors in it when it is a byline by its words; (None, ()) for any other.

    >>> byline_in("By Ana Ruiz and Bo Li in Lima"), byline_in("Ferry returns")
    (('By Ana Ruiz and Bo Li in Lima', ('Ana Ruiz', 'Bo Li')), (None, ()))
    """
    if len(text) > MAX_BYLINE_CHARS or before_by(text, spoken) is None:
        return None, ()
    found = person_names(text, spoken)
    return (text, found) if found else (None, ())


class Place(IntEnum):
    """Where a claim stands; the order in which their people are trusted is in _RANKS."""

    DATA = 0  # structured data about the story, or a site rule
    NEAR_ELEMENT = 1  # an element called "author" beside the headline
    NEAR_LINE = 2  # a line beside the headline that says "by"
    PAGE_META = 3  # <meta name=author>: on many sites their owner, on every page
    FAR = 4


@dataclass(frozen=True, slots=True)
class _Claim:
    names: tuple[Name, ...]
    source: str
    place: Place
    text: str = ""  # of a printed byline


# The rank of people and known agencies, of pseudonyms and of organisations, by place; from the exact matches on
# development pages. Bare newsrooms ("Staff") and the site's own name never count.
_RANKS: Mapping[Place, tuple[int, int, int]] = {
    Place.DATA: (0, 2, 5),
    Place.NEAR_ELEMENT: (0, 1, 5),
    Place.NEAR_LINE: (1, 4, 6),
    Place.PAGE_META: (3, 7, 6),
    Place.FAR: (6, 8, 8),
}


def _ranked(claims: Iterable[_Claim]) -> Iterator[tuple[int, Found[tuple[str, ...]]]]:
    for claim in claims:
        people = tuple(name.text for name in claim.names if name.kind <= Kind.AGENCY)
        handles = tuple(name.text for name in claim.names if name.kind == Kind.HANDLE)
        teams = tuple(name.text for name in claim.names if name.kind in TEAMS)
        for rank, found in zip(_RANKS[claim.place], (people, () if people else handles, teams), strict=True):
            if found:
                yield rank, Found(found, claim.source)


def _completed(claims: list[_Claim]) -> Iterator[_Claim]:
    """Yield the claims, before each the printed byline that names the same people and more of them.

    Data often keeps the first of several authors only.
    """
    for claim in claims:
        people = {name.text.casefold() for name in claim.names if name.kind == Kind.PERSON}
        for other in claims if people and claim.place == Place.DATA else ():
            all_of = {name.text.casefold() for name in other.names if name.kind == Kind.PERSON}
            is_pure = len(other.text) <= sum(map(len, all_of)) + MAX_BESIDE_NAMES
            if other.place == Place.NEAR_ELEMENT and people < all_of and is_pure and len(all_of) <= MAX_COMPLETED:
                yield _Claim(other.names, f"{claim.source}, completed from {other.source}", Place.DATA)
                break
        yield claim


def _claims(document: Document, rules: SiteRules) -> Iterator[_Claim]:
    spoken = document.languages
    sites, declared = document.site_names, _declared_sites(document)
    if rules.authors:
        texts = [seen_text(node) for node in document.tree.css(rules.authors)[:MAX_ELEMENTS]]
        yield _Claim(_names(texts, spoken, sites, is_data=False), "site rule", Place.DATA)
    for item in document.main_articles_ld:
        for key in ("author", "creator"):
            if entries := list(_ld_names(item.get(key), document)):
                people = _names([name for name, is_person in entries if is_person], spoken, sites)
                teams = _names([name for name, is_person in entries if not is_person], spoken, sites)
                teams = tuple(Name(n.text, Kind.ORGANISATION) if n.kind in _PEOPLE else n for n in teams)
                yield _Claim(people + teams, f"json-ld {key}", Place.DATA)
    yield from _metas(_STORY_META, Place.DATA, document, spoken, sites)
    for line in document.bylines:
        if line.source == "byline":
            place = Place.NEAR_LINE if line.is_near else Place.FAR
        else:
            place = Place.NEAR_ELEMENT if line.is_near else Place.FAR
        is_data = bool(line.names) or is_only_name(line.text, spoken)
        found = _names(line.names or (line.parts,), spoken, declared, is_data=is_data)
        if line.source == "byline" and not is_data:
            found = tuple(name for name in found if name.kind != Kind.HANDLE)
        yield _Claim(found, line.source, place, line.text)
    yield from _metas(_PAGE_META, Place.PAGE_META, document, spoken, sites)


def _metas(
    keys: Sequence[str], place: Place, document: Document, spoken: tuple[str, ...], sites: Collection[str]
) -> Iterator[_Claim]:
    for key in keys:
        if values := document.meta.get(key):
            yield _Claim(_names(values[:MAX_ENTRIES], spoken, sites), key if ":" in key else f"meta {key}", place)


def _names(
    texts: Collection[str], spoken: tuple[str, ...], sites: Collection[str], *, is_data: bool = True
) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for text in texts:
        for name in names(text, spoken, tuple(sites), is_data=is_data):
            found.setdefault(name.text.casefold(), name)
    return tuple(found.values())


def _ld_names(value: Any, document: Document, depth: int = 3) -> Iterator[tuple[str, bool]]:
    """Yield (name, may it be a person) of a JSON-LD author.

    That is a text, an object, a list of them, or a reference within the page's graph.
    """
    if isinstance(value, str):
        if not value.startswith(("http:", "https:", "#")):
            yield value, True
    elif isinstance(value, list):
        for entry in value[:MAX_ENTRIES]:
            if depth:
                yield from _ld_names(entry, document, depth - 1)
    elif isinstance(value, dict):
        types = object_types(value)
        is_person = "Person" in types or not any(name.endswith("Organization") for name in types)
        name = value.get("name")
        if isinstance(name, list | dict) and depth:
            for text, _ in _ld_names(name, document, depth - 1):
                yield text, is_person
        elif isinstance(name, str) and name.strip():
            yield name, is_person
        elif isinstance(value.get("familyName"), str):
            yield clean(f"{value.get('givenName') or ''} {value['familyName']}"), True
        elif isinstance(reference := value.get("@id"), str) and depth:
            for item in document.json_ld:
                if item.get("@id") == reference and item is not value and item.get("name"):
                    yield from _ld_names(item, document, 0)
                    break


def _declared_sites(document: Document) -> tuple[str, ...]:
    """Give the names that the page gives its site, and its domain, but not the host's label alone.

    At `anaruiz.example`, Ana Ruiz may well be the author.
    """
    names = document.site_names
    domain = site_domain(host(document.url)) if document.url else ""
    if domain in names:
        position = names.index(domain)
        return names[: position + 1]
    return names
