"""Who wrote a story: the byline as printed, and the people or the agency in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from scraper.extract.author_claims import (
    Claim,
    Place,
    author_claims,
    data_claims,
    declared_sites,
    page_claims,
    printed_names,
)
from scraper.extract.by_words import says_by, without_dates
from scraper.extract.byline_lines import MAX_BYLINE_CHARS, NEAR_AFTER, NEAR_BEFORE, Byline
from scraper.extract.document import Document
from scraper.extract.names import Kind, names, person_names
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.small_print import small_print

MAX_COMPLETED = 6
MAX_BESIDE_NAMES = 24  # characters of a byline that are no name: "By", "and", a comma

# Whom to believe, the lower the sooner: people and agencies, pseudonyms, organisations, by place. The order is that
# of the exact matches on development pages.
_RANKS: Mapping[Place, tuple[int, int, int]] = {
    Place.RULE: (-1, -1, -1),
    Place.DATA: (0, 2, 5),
    Place.NEAR_ELEMENT: (0, 1, 5),
    Place.NEAR_LINE: (1, 4, 6),
    Place.PAGE_META: (3, 7, 6),
    Place.FAR: (6, 8, 8),
}
# "Staff" is nobody, and the site's own name says nothing of the story
_COLLECTIVES = frozenset({Kind.ORGANISATION})


def bylines(document: Document, rules: SiteRules) -> Iterator[Found[str]]:
    """Yield candidates for the byline as a reader sees it, "By" and all, most trusted first."""
    if rules.byline:
        yield from (Found(text, SITE_RULE) for text in ruled_texts(document, rules.byline))
    near = [line for line in document.bylines if line.is_near]
    far = [line for line in document.bylines if not line.is_near]
    yield from _verbatim(near, document)
    yield from _known_names(document)
    yield from _verbatim(far, document)
    for content in document.meta.get("byl", ())[:1]:
        yield Found(content, "meta byl")


def _verbatim(lines: Iterable[Byline], document: Document) -> Iterator[Found[str]]:
    languages, sites = document.languages, declared_sites(document)
    words = small_print(languages[0] if languages else "en")
    for line in lines:
        # "Agencies" is a byline, though nobody is named; an author's box without a name is none
        if found := printed_names(line, languages, sites) or names(line.parts, languages, sites):
            text = _without_the_rest(line, [name.text for name in found], languages)
            text = without_dates(text, languages).strip(" ,|·•–-")
            end = max(
                (text.rfind(name.text) + len(name.text) for name in found if name.text in text), default=len(text)
            )
            yield Found(text[:end] + words.before_stamp(text[end:]), line.source)


def _without_the_rest(line: Byline, found: Sequence[str], languages: tuple[str, ...]) -> str:
    """Give a byline's text without what stands behind its names in elements of their own: buttons, reading times.

    One that says "by" is given whole, with the roles and places in it.
    """
    if len(line.text) <= sum(map(len, found)) + MAX_BESIDE_NAMES or says_by(line.text, languages):
        return line.text
    parts = line.parts.split(" | ")
    named = [index for index, part in enumerate(parts) if any(name in part for name in found)]
    return " ".join(parts[: named[-1] + 1]) if named else line.text


def _known_names(document: Document) -> Iterator[Found[str]]:
    """Yield the short lines beside the headline in which an author stands whom the page's data names."""
    people = [
        name.text
        for claim in (*data_claims(document), *page_claims(document))
        for name in claim.names
        if name.kind == Kind.PERSON
    ]
    for line in (*document.lines.after(NEAR_AFTER), *document.lines.before(NEAR_BEFORE)) if people else ():
        for name in people[:MAX_COMPLETED]:
            if name in line.raw and len(text := line.text) <= len(name) + MAX_BESIDE_NAMES:
                yield Found(text, "author's name")
                break


def authors(document: Document, rules: SiteRules) -> Iterator[Found[tuple[str, ...]]]:
    """Yield candidate lists of authors, most trusted first: people, and agencies, in the page's order.

    Reference: https://schema.org/author, https://ogp.me/#type_article,
    https://microformats.org/wiki/rel-author.
    """
    done: set[tuple[str, ...]] = set()
    for found in _best_first(document, rules):
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


def _best_first(document: Document, rules: SiteRules) -> Iterator[Found[tuple[str, ...]]]:
    ranked = sorted(_ranked(_completed(list(author_claims(document, rules)))), key=itemgetter(0))
    yield from (found for rank, found in ranked if rank <= 0)
    # the page's own author is only asked for where the story's is not sure
    others = [*ranked, *_ranked(page_claims(document))]
    yield from (found for rank, found in sorted(others, key=itemgetter(0)) if rank > 0)


def _ranked(claims: Iterable[Claim]) -> Iterator[tuple[int, Found[tuple[str, ...]]]]:
    for claim in claims:
        people = tuple(name.text for name in claim.names if name.kind <= Kind.AGENCY)
        alone = tuple(name.text for name in claim.names if name.kind == Kind.PSEUDONYM)
        teams = tuple(name.text for name in claim.names if name.kind in _COLLECTIVES)
        for rank, found in zip(_RANKS[claim.place], (people, () if people else alone, teams), strict=True):
            if found:
                yield rank, Found(found, claim.source, claim.text or None)


def _completed(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims, before each of the data the printed byline that names the same people and more.

    Data often keeps the first of several authors only.
    """
    for claim in claims:
        people = claim.people()
        for other in claims if people and claim.place == Place.DATA else ():
            if other.place == Place.NEAR_ELEMENT and people < (both := other.people()):
                has_only_names = len(other.text) <= sum(map(len, both)) + MAX_BESIDE_NAMES
                if has_only_names and len(both) <= MAX_COMPLETED:
                    yield Claim(other.names, f"{claim.source}, completed from {other.source}", Place.DATA)
                    break
        yield claim
