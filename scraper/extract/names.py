"""Names of people and agencies out of what pages print as their authors.

"By Ana Ruiz, Political Editor, and Bo Li in Lima (dpa)" is Ana Ruiz, Bo Li and dpa. A name is given as it
stands, letter case and titles included; what is not surely one is left out. The words that tell are in
names.json, where they are the same in all languages, and in languages/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from scraper.extract.by_words import CASELESS, after_inner_by, asked, split_at_and, strip_by, without_dates
from scraper.extract.text_of import clean_markup
from scraper.extract.wordings import folded, word_set, words

MAX_TEXT_CHARS = 400
MAX_NAMES = 12
MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 4  # particles not counted
MAX_NAME_PARTS = 7  # particles counted
MAX_PSEUDONYM_CHARS = 30
MAX_AGENCY_CHARS = 40

_CONTACT = re.compile(r"\S*@\S+|https?://\S*|\bwww\.\S+", re.IGNORECASE)
_MAY_BRACKET = frozenset("([（［【〔")
_BRACKETS = re.compile(r"[(\[（［【〔]([^()\[\]（）［］【】〔〕]{0,80})[)\]）］】〕]")
_NICKNAME = re.compile(r"^([^\W\d_]\S*) \([^()]{1,20}\) (?=[^\W\d_a-z]\S+$)")  # "Richard (R.J.) Ruiz"
_CATEGORY = frozenset("in under unter dans em en filed posted".split())  # "by Ana Ruiz | in | Harbour"
_LIST = re.compile(r"\s*(?:[;；、，|｜•●◆■+\n]|\s[–—·-]\s|(?<!\d),(?!\d)|(?<=\w)\s?[/／]\s?(?=\w))\s*")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|md|esq|mba|obe|cbe|mp|rn|dds|jd)\.?", re.IGNORECASE)
_LABEL = re.compile(r"[^\W\d_]{3,20}:\s+(?=[^\W\d_a-z])")  # "Redaktion: Ana Ruiz"
_INITIAL = re.compile(r"(?:^|\s|\.)\w$")
_DOMAIN = re.compile(r"[\w-]{2,}(?:\.[\w-]{2,})*\.(?:[a-z]{2,3}|info|news|online|blog)", re.IGNORECASE)
_NOT_IN_NAME = re.compile(r"[?!:=<>{}\\^~%$€£#*_\"“”„«»]|\d")
_NOT_IN_PSEUDONYM = re.compile(r"[/?=<>{}\\]")
_HAN = re.compile("[\u3400-\u9fff]{2,4}")
_NOT_WORD = re.compile(r"[\W_]+")
_REPORTED = ("報導", "报道", "報道")  # behind a place
_CREDIT = ("©", "(c)", "Foto:", "Photo:")
_AROUND = " \t,;:|/·•–—-―~●◎○■□▲△'’\"“”"


class Kind(IntEnum):
    """What a name is the name of."""

    PERSON = 0
    AGENCY = 1
    PSEUDONYM = 2  # one word: "karo99", and "Madonna" too
    ORGANISATION = 3  # "Northshore Press Service", "Smart Shopping Team"
    NEWSROOM = 4  # "Staff", "Redaktion", "Our Correspondent": nobody in particular
    SITE = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it is the name of."""

    text: str
    kind: Kind


def person_names(text: str, languages: tuple[str, ...] = (), sites: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the people and agencies in a byline, in order and once each.

    >>> person_names("By Joe Schmo, Sr., and Ludwig van Beethoven in Vienna | Staff Writers")
    ('Joe Schmo, Sr.', 'Ludwig van Beethoven')
    >>> person_names("Von Ana Ruiz und Bo Li (dpa), 20.4.2021", ("de",))
    ('Ana Ruiz', 'Bo Li', 'dpa')
    """
    return tuple(name.text for name in names(text, languages, sites) if name.kind <= Kind.AGENCY)


@lru_cache(maxsize=4096)  # a name stands in several places of a page, and on many pages of a site
def names(
    text: str, languages: tuple[str, ...] = (), sites: tuple[str, ...] = (), *, is_data: bool = False
) -> tuple[Name, ...]:
    """Give all the names in a byline. With `is_data` the text is known to hold nothing but names."""
    if is_data and _is_plain_name(text, languages, sites):
        return (Name(text, Kind.PERSON),)
    text = clean_markup(text[: 2 * MAX_TEXT_CHARS])[:MAX_TEXT_CHARS]
    if not _MAY_BRACKET.isdisjoint(text):
        text = _NICKNAME.sub(r"\1 ", text)
        text = _BRACKETS.sub(lambda match: f", {match[1]}, " if _is_agency(match[1], languages) else ", ", text)
    if "@" in text or "//" in text or "ww" in text.lower():
        text = _CONTACT.sub(", ", text)
    if not is_data:
        text = after_inner_by(without_dates(text, languages).lstrip(" ,"), languages)
    text = strip_by(text, languages, is_data=is_data)
    if label := _LABEL.match(text):
        text = text[label.end() :]
    pieces = list(_with_suffixes(piece for part in _LIST.split(text) for piece in split_at_and(part, languages)))
    has_full_names = any(" " in piece for piece in pieces)
    roles = word_set("roles", asked(languages))
    found: dict[str, Name] = {}
    for index, piece in enumerate(pieces[:MAX_NAMES]):
        if index and folded(piece) in _CATEGORY:
            break
        if piece.startswith(_CREDIT):
            continue
        word = piece.rpartition(" ")[2]
        if index and ((word[:1].isupper() and folded(word) in roles) or piece.endswith(_REPORTED)):
            continue  # "Political Editor" or "台北報導", behind a name
        for name in _read(piece, languages, sites, is_data):
            found.setdefault(folded(name.text), name)
    # a single word beside full names, or beside the site's, is a place
    has_places = has_full_names or any(name.kind == Kind.SITE for name in found.values())
    return tuple(name for name in found.values() if name.kind != Kind.PSEUDONYM or not has_places)


def _is_plain_name(text: str, languages: tuple[str, ...], sites: tuple[str, ...]) -> bool:
    """Tell quickly of most names of people that they are such: two or three words, none of which tells otherwise."""
    words_found = text.split(" ")
    if not 2 <= len(words_found) <= 3 or not all(word.isalpha() and word[1:].islower() for word in words_found):
        return False
    lowered = [word.lower() for word in words_found]
    if not all(word[0].isupper() and len(word) < 20 for word in words_found) or CASELESS.search(text):
        return False
    if not _telling(languages).isdisjoint(map(folded, lowered)) or _is_agency(text, languages):
        return False
    joined, spaced = "".join(lowered), " ".join(lowered)
    return not any(name in spaced or name.replace(" ", "") in joined for name in map(str.lower, sites))


@lru_cache(maxsize=128)
def _telling(languages: tuple[str, ...]) -> frozenset[str]:
    """Give the words that make a text something else than a plain name."""
    known: set[str] = set()
    for key in ("by", "published", "updated", "roles", "weekdays", "at", "and", "newsroom", "places", "common"):
        known.update(part for phrase in word_set(key, asked(languages)) for part in phrase.split())
    for key in ("companies", "teams", "our", "junk", "not_in_names"):
        known |= _table(key)
    return frozenset(known)


def organisation(text: str, languages: tuple[str, ...] = (), sites: tuple[str, ...] = ()) -> Name | None:
    """Give the name of an organisation as it stands; None where it is too long to be one.

    >>> organisation("Northshore Press Service"), organisation("dpa", ("de",)).kind
    (Name(text='Northshore Press Service', kind=<Kind.ORGANISATION: 3>), <Kind.AGENCY: 1>)
    """
    text = _trimmed(clean_markup(text[:MAX_TEXT_CHARS]))
    if not text or len(text) > MAX_NAME_CHARS:
        return None
    return Name(text, _known_kind(text, languages, sites) or Kind.ORGANISATION)


def _with_suffixes(pieces: Iterable[str]) -> Iterator[str]:
    """Put "Jr." and "PhD" back behind the names that they belong to."""
    held = ""
    for piece in pieces:
        if held and _SUFFIX.fullmatch(piece):
            held = f"{held}, {piece}"
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _read(piece: str, languages: tuple[str, ...], sites: tuple[str, ...], is_data: bool) -> Iterator[Name]:
    text = _without_site(_trimmed(strip_by(piece, languages, is_data=is_data)), sites)
    if not text or len(text) > MAX_NAME_CHARS or folded(text) in _table("junk"):
        return
    if (kind := _known_kind(text, languages, sites)) is not None:
        yield Name(text, kind)
        return
    text = _trimmed(_without_place(_without_role(text, languages), languages))
    if not text or _is_junk(text, languages):
        return
    if languages[:1] == ("zh",) and all(_HAN.fullmatch(part) for part in text.split()):
        yield from (Name(part, Kind.PERSON) for part in text.split())
    elif _is_name(text, is_data):
        is_single = " " not in text and not CASELESS.search(text)
        yield Name(text, Kind.PSEUDONYM if is_single else Kind.ORGANISATION if _is_company(text) else Kind.PERSON)
    elif is_data and _may_be_pseudonym(text):
        yield Name(text, Kind.PSEUDONYM)


def _may_be_pseudonym(text: str) -> bool:
    is_short = 1 < len(text) <= MAX_PSEUDONYM_CHARS and text.count(" ") < 3
    return is_short and any(map(str.isalpha, text)) and not _NOT_IN_PSEUDONYM.search(text)


def _trimmed(text: str) -> str:
    """Drop punctuation around a name, but keep the dot of an initial or a suffix.

    >>> _trimmed("– Ana Ruiz."), _trimmed("Joe S."), _trimmed("Joe Schmo, Sr.,"), _trimmed("Ed Kay Jr.")
    ('Ana Ruiz', 'Joe S.', 'Joe Schmo, Sr.', 'Ed Kay Jr.')
    """
    text = text.strip(_AROUND)
    bare = text.rstrip(_AROUND + ".")
    if text != bare:
        ends = (bare.rpartition(", ")[2], bare.rpartition(" ")[2])
        if _INITIAL.search(bare) or any(_SUFFIX.fullmatch(end) for end in ends):
            return f"{bare}."
    return bare.lstrip(".")


def _known_kind(text: str, languages: tuple[str, ...], sites: tuple[str, ...]) -> Kind | None:
    """Tell an agency, the site itself, a newsroom and a named team from everything else."""
    if _is_agency(text, languages):
        return Kind.AGENCY
    if _DOMAIN.fullmatch(text) or _squeezed(text) in _squeezed_sites(sites):
        return Kind.SITE
    mine = folded(text)
    parts = [part for part in _NOT_WORD.split(mine) if part]
    if mine in word_set("newsroom", asked(languages)) or (parts and parts[0] in _table("our")):
        return Kind.NEWSROOM
    if len(parts) > 1 and {parts[0], parts[-1]} & _table("teams"):
        others = "".join(part for part in parts if part not in _table("teams"))
        return Kind.NEWSROOM if not others or others in _squeezed_sites(sites) else Kind.ORGANISATION
    return None


def _is_agency(text: str, languages: tuple[str, ...]) -> bool:
    text = text.strip(_AROUND)
    return 1 < len(text) < MAX_AGENCY_CHARS and folded(text) in _agencies(languages)


@lru_cache(maxsize=128)
def _agencies(languages: tuple[str, ...]) -> frozenset[str]:
    # the great agencies are quoted in all languages, others under their initials
    initials = (word for word in words("agencies") if word.isascii() and word.isupper() and len(word) > 2)
    return word_set("agencies", (*asked(languages), "en", "de", "fr", "es")) | frozenset(map(folded, initials))


@lru_cache(maxsize=1024)
def _squeezed_sites(sites: tuple[str, ...]) -> frozenset[str]:
    bare = {_squeezed(site).removeprefix("the") for site in sites}
    return frozenset(form for name in bare if name for form in (name, f"the{name}"))


def _squeezed(text: str) -> str:
    return _NOT_WORD.sub("", folded(text))


def _without_site(text: str, sites: tuple[str, ...]) -> str:
    """Cut the site's name, and what follows it, behind a name of two words or more."""
    lowered = text.casefold()
    for site in sites:
        position = lowered.find(f" {site.casefold()}")
        if position > 0 and len(site) > 3 and " " in text[:position].strip():
            return text[:position].strip(_AROUND)
    return text


def _is_junk(text: str, languages: tuple[str, ...]) -> bool:
    mine = folded(text)
    return any(mine in word_set(key, asked(languages)) for key in _NEVER_NAMES)


_NEVER_NAMES = ("by", "published", "updated", "roles", "weekdays", "at", "and")


def _without_role(text: str, languages: tuple[str, ...]) -> str:
    """Cut "Reporter" before a name, and "Staff Writer" with all that follows behind one."""
    roles = word_set("roles", asked(languages))
    days = word_set("weekdays", asked(languages))
    parts = text.split()
    while len(parts) > 1 and folded(parts[0]) in roles:
        parts.pop(0)
    for index in range(1, len(parts)):
        one, two = folded(parts[index]), folded(" ".join(parts[index : index + 2]))
        # "Michael Head" is a name, "Ana Ruiz Head of Politics" a name and a role
        is_role = one in roles - _table("companies") and (
            index > 1 or parts[index].islower() or CASELESS.search(one) is not None
        )
        is_day = len(one) > 3 and one in days
        if is_role or is_day or (two in roles and len(parts) > index + 1):
            return " ".join(parts[:index])
    if len(parts) == 1 and CASELESS.search(text):
        for role in words("roles", asked(languages)):
            if len(role) > 1 and text.endswith(role) and len(text) > len(role) + 1:
                return text.removesuffix(role)
    return " ".join(parts)


def _without_place(text: str, languages: tuple[str, ...]) -> str:
    """Cut "in Lima" behind a name; a particle of the name, as in "Ludwig van Beethoven", stays."""
    parts = text.split()
    places = word_set("places", asked(languages)) - _table("particles") | {"in"}
    for index in range(1, len(parts) - 1):
        if parts[index].islower() and folded(parts[index]) in places:
            return " ".join(parts[:index])
    return text


def _is_name(text: str, is_data: bool) -> bool:
    """Tell whether a text has the shape of a name: few words, each written large or a particle."""
    parts = [(part, folded(part)) for part in text.split()]
    telling = [part for part, mine in parts if mine not in _table("particles")]
    if _NOT_IN_NAME.search(text) or len(telling) > MAX_NAME_WORDS or len(parts) > MAX_NAME_PARTS:
        return False
    if any(mine in _table("not_in_names") for _, mine in parts if mine not in _table("particles")):
        return False
    if CASELESS.search(text):
        return len(text) <= MAX_PSEUDONYM_CHARS
    if not any(part[:1].isupper() for part in telling):
        return is_data and len(parts) in (2, 3) and text.replace(" ", "").replace("-", "").isalpha()
    return all(part[0].isupper() or not part[0].isalpha() or "'" in part or "’" in part for part in telling)


def _is_company(text: str) -> bool:
    return any(part in _table("companies") for part in _NOT_WORD.split(folded(text)))


@lru_cache(maxsize=16)
def _table(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _tables()[key])


@lru_cache(maxsize=1)
def _tables() -> dict[str, list[str]]:
    tables: dict[str, list[str]] = json.loads((files("scraper.extract") / "names.json").read_text("utf-8"))
    return tables
