"""Where a page names the authors of its story: structured data, meta tags, and what is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from scraper.extract.by_words import asked, is_only_name, set_apart
from scraper.extract.byline_lines import Byline
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.names import Kind, Name, names, organisation
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.text_of import clean
from scraper.extract.wordings import folded, word_set
from scraper.rules import SiteRules
from scraper.urls import plain_host

MAX_OBJECTS = 40  # of JSON-LD
MAX_SITES = 30
MAX_ENTRIES = 30  # of a list of authors
MAX_REFERENCES = 3  # levels of lists and references in one JSON-LD author

_STORY_META = (
    "article:author parsely-author sailthru.author byl cxenseparse:author mrf:authors article:author_name "
    "og:article:author citation_author bt:author vr:author article.author dc:creator"
).split()
# many sites put their owner here, on every page
_PAGE_META = "author dc.creator dcterms.creator authors creator".split()


class Place(IntEnum):
    """Where a claim stands."""

    RULE = -1  # where the site's rule says that they are
    DATA = 0  # structured data about the story
    NEAR_ELEMENT = 1  # an element called "author" beside the headline
    NEAR_LINE = 2  # a line beside the headline that says "by"
    PAGE_META = 3
    FAR = 4


@dataclass(frozen=True, slots=True)
class Claim:
    """The names that stand in one place."""

    names: tuple[Name, ...]
    source: str
    place: Place
    text: str = ""  # of a printed byline

    def people(self) -> set[str]:
        """Give the names of people in it, folded."""
        return {name.text.casefold() for name in self.names if name.kind == Kind.PERSON}


def author_claims(document: Document, rules: SiteRules) -> Iterator[Claim]:
    """Yield all that the page says of its story's authors, in the order of the places where it stands."""
    languages, sites = document.languages, document.site_names[:MAX_SITES]
    if rules.authors:
        texts = ruled_texts(document, rules.authors)[:MAX_ENTRIES]
        yield Claim(_names(texts, languages, sites, is_data=False), SITE_RULE, Place.RULE)
    told = list(data_claims(document))
    yield from told
    printed = list(printed_claims(document))
    is_known = any(claim.people() for claim in (*told, *printed) if claim.place in (Place.DATA, Place.NEAR_ELEMENT))
    if not is_known and (marked := document.theme_marks.authors):
        yield Claim(_names(marked, languages, sites), "theme's author", Place.NEAR_ELEMENT, ", ".join(marked))
    yield from printed


def data_claims(document: Document) -> Iterator[Claim]:
    """Yield what the data about the story names as its authors."""
    languages, sites = document.languages, document.site_names[:MAX_SITES]
    stories = document.main_articles_ld[:MAX_OBJECTS]
    if not any(item.get("author") for item in stories):
        stories += tuple(item for item in document.json_ld[:MAX_OBJECTS] if "WebPage" in object_types(item))
    for item in stories:
        for key in ("author", "creator"):
            if entries := list(_ld_names(item.get(key), document)):
                people = _names([name for name, may_be_person in entries if may_be_person], languages, sites)
                teams = [organisation(name, languages, sites) for name, may_be_person in entries if not may_be_person]
                named = tuple(team for team in teams if team is not None)
                yield Claim(people + named, f"json-ld {key}", Place.DATA)
    yield from _metas(_STORY_META, Place.DATA, document)


def page_claims(document: Document) -> Iterator[Claim]:
    """Yield what the page names as its own author."""
    yield from _metas(_PAGE_META, Place.PAGE_META, document)
    # the labelled rows of a Twitter card, as WordPress writes them: "Written by", "Ana Ruiz"
    for number in "12":
        label = document.first_meta(f"twitter:label{number}")
        if label and folded(label[0]) in word_set("by", asked(document.languages)):
            yield from _metas((f"twitter:data{number}",), Place.PAGE_META, document)


def _metas(keys: Sequence[str], place: Place, document: Document) -> Iterator[Claim]:
    for key in keys:
        if values := document.meta.get(key):
            found = _names(values[:MAX_ENTRIES], document.languages, document.site_names[:MAX_SITES])
            yield Claim(found, key if ":" in key else f"meta {key}", place)


def printed_names(line: Byline, languages: tuple[str, ...], sites: tuple[str, ...]) -> tuple[Name, ...]:
    """Give the names in a printed byline: those that its links set apart, or else those in its text."""
    is_data = bool(line.names) or is_only_name(line.text, languages)
    found = _names(line.names or (line.parts,), languages, sites, is_data=is_data)
    if line.source == "byline" and not is_data:
        return tuple(name for name in found if name.kind != Kind.PSEUDONYM)
    return found


def printed_claims(document: Document) -> Iterator[Claim]:
    """Yield what is printed beside the headline, or further away, as the story's authors."""
    languages, sites = document.languages, declared_sites(document)
    for line in document.bylines:
        is_line = line.source == "byline"
        found = printed_names(line, languages, sites)
        place = Place.FAR if not line.is_near else Place.NEAR_LINE if is_line else Place.NEAR_ELEMENT
        if not any(name.kind <= Kind.AGENCY for name in found) and (word := set_apart(line.parts, languages)):
            found = _names([word], languages, sites)
            place = Place.NEAR_ELEMENT if line.is_near else Place.FAR
        yield Claim(found, line.source, place, line.text)


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


def declared_sites(document: Document) -> tuple[str, ...]:
    """Give the names that the page gives its site, and its host, but not the host's label alone.

    At `anaruiz.example`, Ana Ruiz may well be the author.
    """
    name = plain_host(document.url) if document.url else ""
    end = document.site_names.index(name) + 1 if name in document.site_names else MAX_SITES
    return document.site_names[: min(end, MAX_SITES)]
