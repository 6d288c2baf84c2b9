"""Who wrote a story: the byline as printed, and the people or the agency in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from scraper.extract.byline_lines import MAX_BYLINE_CHARS, byline_texts
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.names import Kind, Name, before_by, names, person_names
from scraper.extract.page_facts import languages
from scraper.extract.text_of import clean, seen_text
from scraper.models import Found
from scraper.rules import SiteRules

MAX_ELEMENTS = 30
MAX_ENTRIES = 30
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
    for line in byline_texts(document, _languages(document)):
        yield Found(line.text, line.source)
    for content in document.meta.get("byl", ())[:1]:
        yield Found(content, "meta byl")


def authors(document: Document, rules: SiteRules) -> Iterator[Found[tuple[str, ...]]]:
    """Yield candidate lists of authors, most trusted first: people, and agencies, in the page's order.

    Reference: https://schema.org/author, https://ogp.me/#type_article,
    https://microformats.org/wiki/rel-author.
    """
    yield from _chosen(_claims(document, rules))


def byline_in(text: str, spoken: tuple[str, ...] = ()) -> tuple[str | None, tuple[str, ...]]:
    """Give a line of text and the authors in it when it is a byline by its words; (None, ()) for any other.

    >>> byline_in("By Ana Ruiz and Bo Li in Lima"), byline_in("Ferry returns")
    (('By Ana Ruiz and Bo Li in Lima', ('Ana Ruiz', 'Bo Li')), (None, ()))
    """
    if len(text) > MAX_BYLINE_CHARS or before_by(text, spoken) is None:
        return None, ()
    found = person_names(text, spoken)
    return (text, found) if found else (None, ())


def _chosen(claims: Iterator[Found[tuple[Name, ...]]]) -> Iterator[Found[tuple[str, ...]]]:
    """Yield the claims that name people or agencies, then the pseudonyms, then the newsrooms."""
    done: set[tuple[str, ...]] = set()
    left: list[Found[tuple[Name, ...]]] = []
    for claim in claims:
        left.append(claim)
        people = tuple(name.text for name in claim.value if name.kind <= Kind.AGENCY)
        if people and people not in done:
            done.add(people)
            yield Found(people, claim.source)
    for kinds in KINDS:
        for claim in left:
            people = tuple(name.text for name in claim.value if name.kind in kinds)
            if people and people not in done:
                done.add(people)
                yield Found(people, claim.source)


_NO_ROOMS = frozenset({Kind.PERSON, Kind.HANDLE})
KINDS = ((Kind.HANDLE,), (Kind.NEWSROOM,))


def _claims(document: Document, rules: SiteRules) -> Iterator[Found[tuple[Name, ...]]]:
    spoken = _languages(document)
    sites = document.site_names
    if rules.authors:
        texts = [seen_text(node) for node in document.tree.css(rules.authors)[:MAX_ELEMENTS]]
        yield Found(_names(texts, spoken, sites, is_data=False), "site rule")
    for item in document.main_articles_ld:
        for key in ("author", "creator"):
            if entries := list(_ld_names(item.get(key), document)):
                people = _names([name for name, is_person in entries if is_person], spoken, sites)
                rooms = _names([name for name, is_person in entries if not is_person], spoken, sites)
                rooms = tuple(Name(n.text, Kind.NEWSROOM) if n.kind in _NO_ROOMS else n for n in rooms)
                yield Found(people + rooms, f"json-ld {key}")
    yield from _metas(_STORY_META, document, spoken, sites)
    lines = byline_texts(document, spoken)
    for line in lines:
        if line.source != "byline":
            yield Found(_names(line.names or (line.text,), spoken, sites, is_data=bool(line.names)), line.source)
    yield from _metas(_PAGE_META, document, spoken, sites)
    for line in lines:
        if line.source == "byline":
            yield Found(_names((line.text,), spoken, sites, is_data=False), line.source)


def _metas(
    keys: Sequence[str], document: Document, spoken: tuple[str, ...], sites: Collection[str]
) -> Iterator[Found[tuple[Name, ...]]]:
    for key in keys:
        if values := document.meta.get(key):
            yield Found(_names(values[:MAX_ENTRIES], spoken, sites), key if ":" in key else f"meta {key}")


def _names(
    texts: Collection[str], spoken: tuple[str, ...], sites: Collection[str], *, is_data: bool = True
) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for text in texts:
        for name in names(text, spoken, sites, is_data=is_data):
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


def _languages(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.value.partition("-")[0] for found in languages(document)))[:3]
