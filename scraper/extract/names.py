"""Names of people and agencies out of what pages print as their authors.

"By Ana Ruiz, Political Editor, and Bo Li in Lima (dpa)" is Ana Ruiz, Bo Li and dpa. A name is given as it
stands, letter case and titles included; what is not surely one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from scraper.extract.text_of import clean_markup
from scraper.extract.wordings import folded, word_set, words
from scraper.extract.written_dates import written_dates

MAX_TEXT_CHARS = 400
MAX_NAMES = 12
MAX_NAME_CHARS = 60
MAX_NAME_WORDS = 4  # particles not counted
MAX_HANDLE_CHARS = 30
MAX_WORDS_BEFORE_BY = 8

# languages whose words are tried when the page does not say its own
_LIKELY_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")

_CONTACT = re.compile(r"\S*@\S+|https?://\S*|\bwww\.\S+", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[（［【〔]([^()\[\]（）［］【】〔〕]{0,80})[)\]）］】〕]")
_LIST = re.compile(r"\s*(?:[;；、，|｜•●◆■+\n]|\s[–—·-]\s|(?<!\d),(?!\d)|(?<=\w)\s?[/／]\s?(?=\w))\s*")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|md|esq|mba|obe|cbe|mp|rn|dds|jd)\.?", re.IGNORECASE)
_PARTICLES = frozenset(
    "von van de da di del della dei degli dal do dos das du des la le el al ter ten ten den der zu zum zur af av bin ibn "
    "bint ben abu y e i und of the st st. san santa mac mc o' d' l' 't op het in't te 'n ap vande vander della lo".split()
)
_COMPANY = re.compile(
    r"(?<!\w)(?:gmbh|ag|ltd|llc|inc|corp|e\.\s?v|s\.a|plc|co\. kg|verlag|media|group|institut\w*|universit\w*|ministerium|verband|"
    r"stiftung|foundation|association|council|company|press|news|zeitung|magazin|magazine|radio|tv|online|network|"
    r"marketing|project|software|times|post|journal|daily|herald|gazette|courier|telegraph)(?!\w)",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w-]{2,}(?:\.[\w-]{2,})*\.(?:[a-z]{2,3}|info|news|online|blog)", re.IGNORECASE)
_NOT_IN_NAME = re.compile(r"[?!:=<>{}\\^~%$€£#*_\"“”„«»]|\d")
_HAN = re.compile("[\u3400-\u9fff]{2,4}")
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0fff\u10a0-\u10ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOT_WORD = re.compile(r"[\W_]+")
_STRIP = " \t,.;:|/·•–—-―~●◎○■□▲△'’\"“”"


class Kind(IntEnum):
    """What a name is the name of."""

    PERSON = 0
    AGENCY = 1
    HANDLE = 2  # one word: "karo99", and "Madonna" too
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
    text = clean_markup(text[: 2 * MAX_TEXT_CHARS])[:MAX_TEXT_CHARS]
    known = _languages(languages)
    text = _BRACKETS.sub(lambda match: f", {match[1]}, " if _is_agency(match[1], known) else ", ", text)
    text = _CONTACT.sub(", ", text)
    if not is_data:
        text = _without_dates(text, languages).lstrip(" ,")
        if match := _inner_by(known).match(text):
            text = text[match.end() :]
    text = strip_by(text, languages, is_data=is_data)
    if label := _LABEL.match(text):
        text = text[label.end() :]
    found: dict[str, Name] = {}
    pieces = [piece for part in _LIST.split(text) for piece in _joined_by_and(part, known)]
    pieces = list(_with_suffixes(pieces))
    longest = max((piece.count(" ") for piece in pieces), default=0)
    for piece in pieces:
        for name in _read(piece, known, languages, sites, is_data):
            # a single word after a full name is a place
            if name.kind != Kind.HANDLE or not longest:
                found.setdefault(folded(name.text), name)
        if len(found) >= MAX_NAMES:
            break
    return tuple(found.values())


def _languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*languages, "en"))) if languages else _LIKELY_LANGUAGES


# ---- taking apart


@lru_cache(maxsize=128)
def _by(languages: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = sorted(words("by", languages), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in alternatives if not _CASELESS.search(word))
    caseless = [word for word in alternatives if _CASELESS.search(word)]
    glued = "|".join(re.escape(word) for word in caseless if len(word) > 1) or "(?!)"
    marked = "|".join(re.escape(word) for word in caseless) or "(?!)"
    return re.compile(
        rf"[\s,|·•–—-]*(?:(?P<word>{spaced})(?:\s*[:：]\s*|\s+|$)|(?-i:By(?=[A-Z]))"
        rf"|(?:{marked})\s*[:：/／・●|]\s*|(?P<glued>{glued})\s*)",
        re.IGNORECASE,
    )


def strip_by(text: str, languages: tuple[str, ...] = (), *, is_data: bool = False) -> str:
    """Drop the words before the first name: "By", "Text:", "Ein Beitrag von".

    In data, a word that may begin a name ("De", "Von") stays unless a colon follows or two words do.

    >>> strip_by("Text: Ein Beitrag von Ana Ruiz", ("de",)), strip_by("von Storch", ("de",), is_data=True)
    ('Ana Ruiz', 'von Storch')
    """
    pattern = _by(_languages(languages))
    for _ in range(4):
        match = pattern.match(text)
        if match is None or not match.end():
            break
        rest = text[match.end() :]
        if is_data and match["word"] and ":" not in match[0]:
            if folded(match["word"]) in _PARTICLES and (match["word"].islower() or " " not in rest.strip()):
                break
        text = rest
    return text


def may_say_by(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Tell quickly whether a "by" of any kind stands among a text's first words."""
    spaced, caseless = _first_words(languages)
    for word in text.split(None, MAX_WORDS_BEFORE_BY)[:MAX_WORDS_BEFORE_BY]:
        if word.lower().strip(":,|·•–—-") in spaced or word.startswith("By"):
            return True
    return bool(caseless) and not text.isascii() and any(word in text for word in caseless)


@lru_cache(maxsize=128)
def _first_words(languages: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    known = words("by", _languages(languages))
    firsts = frozenset(word.split()[0].lower() for word in known if not _CASELESS.search(word))
    return firsts, frozenset(word for word in known if _CASELESS.search(word))


def before_by(text: str, languages: tuple[str, ...] = ()) -> str | None:
    """Give what stands before "by" in a line that names its author by it, dates left out; None for any other line.

    >>> before_by("Von Ana Ruiz", ("de",)), before_by("Vonnegut", ("de",)), before_by("Eine Kolumne von Bo Li", ("de",))
    ('', None, 'Eine Kolumne')
    """
    known = _languages(languages)
    text = _without_dates(text, languages).lstrip(" ,")
    if (match := _by(known).match(text)) and not match["glued"]:
        return ""
    match = _inner_by(known).match(text)
    return match["before"].strip() if match else None


def is_only_name(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Tell whether a line has one word besides "by" and a date, so that even a pseudonym is recognised.

    >>> is_only_name("Posted by karo99 on August 3, 2019"), is_only_name("By the way")
    (True, False)
    """
    text = _without_dates(text, _languages(languages)).strip(" ,")
    match = _by(_languages(languages)).match(text)
    if match is None or len(folded(match["word"] or "")) < 2 or folded(match["word"]) in _WEAK_BY:
        return False
    rest = strip_by(text, languages).strip(" ,:")
    return bool(rest) and " " not in rest and len(rest) <= MAX_HANDLE_CHARS


_WEAK_BY = frozenset("de da do di od na text texto texte tekst text: autor author van av af des".split())


@lru_cache(maxsize=128)
def _inner_by(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Match at most four words, then "by" and something that looks like a name."""
    single = "|".join(re.escape(word) for word in words("by", languages) if word.isalpha() and 1 < len(word) < 6)
    return re.compile(rf"(?P<before>(?:\S{{1,20}}\s+){{0,4}}?)(?:{single})\s+(?=[^\W\d_a-z])")


def _without_dates(text: str, languages: tuple[str, ...]) -> str:
    """Put a comma where a date stands; a label before it, such as "Posted on", goes with it."""
    if not _HAS_DATE.search(text):
        return text
    for written in reversed(list(written_dates(text, languages))):
        text = f"{text[: written.start]}, {text[written.end :]}"
    if _by(_languages(languages)).match(text) is None:
        text = _LABEL_BEFORE.sub("", text, count=1) if _LABEL_BEFORE.match(text) else text
    return _DATE_WORD.sub(", ", text)


_HAS_DATE = re.compile(r"\d\D{0,30}\d\d")
_DATE_WORDS = "on|am|le|el|em|il|op|den|vom|um|at|the"
_LABEL_BEFORE = re.compile(rf"[^,]{{0,30}}?\b(?:{_DATE_WORDS})\s*,\s*", re.IGNORECASE)
_DATE_WORD = re.compile(rf"\s(?:{_DATE_WORDS})\s*,", re.IGNORECASE)


@lru_cache(maxsize=128)
def _and(languages: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = sorted((w for w in words("and", languages) if not _CASELESS.search(w)), key=len, reverse=True)
    return re.compile(rf"\s+(?P<and>{'|'.join(map(re.escape, alternatives))})\s+", re.IGNORECASE)


def _joined_by_and(text: str, languages: tuple[str, ...]) -> Iterator[str]:
    """Split at "and", but not at the one letter within "Ortega y Gasset"."""
    pattern = _and(languages)
    text = f" {text}"  # after a comma the word may come first
    start = position = 0
    while match := pattern.search(text, position):
        left, right = text[start : match.start()], text[match.end() :]
        position = match.end() - 1
        if len(match["and"]) == 1 and match["and"].isalpha() and (" " not in left.strip() or " " not in right.strip()):
            continue
        yield left
        start = match.end()
    yield text[start:]


def _with_suffixes(pieces: Iterable[str]) -> Iterator[str]:
    """Put "Jr." and "PhD" back behind the names that they belong to."""
    held = ""
    for piece in pieces:
        stripped = piece.strip()
        if held and _SUFFIX.fullmatch(stripped):
            held = f"{held}, {stripped}"
            continue
        if held:
            yield held
        held = stripped
    if held:
        yield held


# ---- judging one piece


def _read(
    piece: str, known: tuple[str, ...], languages: tuple[str, ...], sites: Collection[str], is_data: bool
) -> Iterator[Name]:
    text = strip_by(piece, languages, is_data=is_data).strip(
        _STRIP if not _SUFFIX.search(piece) else _STRIP.replace(".", "")
    )
    text = text + "." if re.search(r"(?:^|\s|\.)\w$", text) and piece.rstrip(" ,;").endswith(".") else text
    if not text or len(text) > MAX_NAME_CHARS:
        return
    text = _without_site(text, sites)
    if _is_agency(text, known):
        yield Name(text, Kind.AGENCY)
        return
    if _is_site(text, sites):
        yield Name(text, Kind.SITE)
        return
    if (kind := _collective(text, known)) is not None:
        yield Name(text, kind)
        return
    text = _without_place(_without_role(text, known), known).strip(_STRIP.replace(".", ""))
    if not text or _is_junk(text, known):
        return
    if languages[:1] == ("zh",) and all(_HAN.fullmatch(part) for part in text.split()):
        for part in text.split():
            yield Name(part, Kind.PERSON)
        return
    if _is_person(text, is_data):
        is_single = " " not in text and not _CASELESS.search(text)
        yield Name(text, Kind.HANDLE if is_single else Kind.ORGANISATION if _COMPANY.search(text) else Kind.PERSON)
    elif is_data and 1 < len(text) <= MAX_HANDLE_CHARS and not re.search(r"[/?=<>{}\\]", text) and text.count(" ") < 3:
        yield Name(text, Kind.HANDLE)


def _is_agency(text: str, languages: tuple[str, ...]) -> bool:
    text = text.strip(_STRIP)
    return 1 < len(text) < 40 and folded(text) in _agencies(languages)


@lru_cache(maxsize=128)
def _agencies(languages: tuple[str, ...]) -> frozenset[str]:
    # agencies are quoted across languages, but in other scripts their names may be words
    return word_set("agencies", languages) | frozenset(
        folded(word) for word in words("agencies") if word.isascii() and (len(word) > 4 or word.isupper())
    )


def _is_site(text: str, sites: Collection[str]) -> bool:
    if _DOMAIN.fullmatch(text):
        return True
    mine = _squeezed(text)
    return any(mine == site or mine == f"the{site}" or f"the{mine}" == site for site in map(_squeezed, sites) if site)


def _without_site(text: str, sites: Collection[str]) -> str:
    """Cut the site's name, and what follows it, behind a name of two words or more."""
    lowered = text.casefold()
    for site in sites:
        position = lowered.find(f" {site.casefold()}")
        if position > 0 and len(site) > 3 and " " in text[:position].strip():
            return text[:position].strip(_STRIP)
    return text


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return _NOT_WORD.sub("", folded(text))


def _collective(text: str, languages: tuple[str, ...]) -> Kind | None:
    """Tell a newsroom without a name of its own, and a team that has one, from everything else."""
    rooms = word_set("newsroom", languages)
    mine = folded(text)
    parts = [part for part in _NOT_WORD.split(mine) if part]
    if mine in rooms or (parts and parts[0] in _OUR):
        return Kind.NEWSROOM
    if len(parts) > 1 and {parts[0], parts[-1]} & _ROOM_WORDS:
        return Kind.ORGANISATION
    return None


_OUR = frozenset(
    "our unser unsere unserem unserer notre nos nuestro nuestra nosso nossa nostro nostra onze vår vores".split()
)
# words that make a whole name a newsroom's wherever they stand in it
_ROOM_WORDS = frozenset(
    folded(word)
    for word in "redaktion staff team desk newsdesk newsroom editors editorial redaccion redacao redazione redactie "
    "redaktionen redaksjonen toimitus redakcja redakce redakcia uredništvo redakcija redactia redacția редакция редакція "
    "rédaction equipe équipe equipo onlineredaktion webredaktion nachrichtenredaktion sportredaktion szerkesztőség".split()
)


def _is_junk(text: str, languages: tuple[str, ...]) -> bool:
    mine = folded(text)
    return (
        mine in _JUNK
        or mine in word_set("by", languages)
        or mine in word_set("published", languages)
        or mine in word_set("updated", languages)
        or mine in word_set("roles", languages)
        or mine in word_set("weekdays", languages)
        or mine in word_set("at", languages)
        or mine in word_set("and", languages)
    )


_JUNK = frozenset(
    "admin administrator author autor anonymous anonym unknown user guest webmaster root editor name null none undefined "
    "n/a share print email e-mail facebook twitter x linkedin whatsapp instagram follow comments comment kommentare home "
    "menu search login read more weiterlesen drucken teilen merken subscribe newsletter pinterest reddit telegram xing "
    "youtube tiktok rss feed mail test default superuser sysadmin agencies advertisement anzeige".split()
)
_LABEL = re.compile(r"[^\W\d_]{3,20}:\s+(?=[^\W\d_a-z])")
# written large in headlines, never in names
_SMALL_WORDS = (
    frozenset(
        "for but the with to from and or in on at by as is are was not how why what who when your our my this that more about "
        "über alle mehr der die das und oder mit für pour avec dans les des sur para con los las una del".split()
    )
    - _PARTICLES
)


def _without_role(text: str, languages: tuple[str, ...]) -> str:
    """Cut "Reporter" before a name, and "Staff Writer" with all that follows behind one."""
    roles = word_set("roles", languages)
    parts = text.split()
    while len(parts) > 1 and folded(parts[0]) in roles:
        parts.pop(0)
    days = word_set("weekdays", languages)
    for index in range(1, len(parts)):
        if len(parts[index]) > 3 and folded(parts[index]) in days:
            return " ".join(parts[:index])
        one = folded(parts[index])
        two = folded(" ".join(parts[index : index + 2]))
        is_role = one in roles and (index > 1 or parts[index].islower() or bool(_CASELESS.search(one)))
        if is_role or (two in roles and len(parts) > index + 1):
            return " ".join(parts[:index])
    if len(parts) == 1 and _CASELESS.search(text):
        for role in words("roles", languages):
            if len(role) > 1 and text.endswith(role) and len(text) > len(role) + 1:
                return text.removesuffix(role)
    return " ".join(parts)


def _without_place(text: str, languages: tuple[str, ...]) -> str:
    """Cut "in Lima" behind a name; a particle of the name, as in "Ludwig van Beethoven", stays."""
    parts = text.split()
    places = word_set("places", languages)
    for index in range(1, len(parts) - 1):
        word = parts[index]
        if word.islower() and folded(word) in places and folded(word) not in _PARTICLES:
            return " ".join(parts[:index])
    return text


def _is_person(text: str, is_data: bool) -> bool:
    parts = text.split()
    if (
        len([part for part in parts if folded(part) not in _PARTICLES]) > MAX_NAME_WORDS
        or len(parts) > 7
        or _NOT_IN_NAME.search(text)
        or any(folded(part) in _SMALL_WORDS for part in parts)
    ):
        return False
    if _CASELESS.search(text):
        return len(text) <= 30 and len(parts) <= 5
    if not any(part[:1].isupper() for part in parts):
        return is_data and len(parts) in (2, 3) and text.replace(" ", "").replace("-", "").isalpha()
    if any(
        part[:1].islower() and folded(part) not in _PARTICLES and "'" not in part and "’" not in part for part in parts
    ):
        return False
    return is_data or len(text) > 1
