"""The words that introduce an author, "by", "von", "文/", and those that join two: found, and taken off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from scraper.extract.patterns import compiled
from scraper.extract.wordings import folded, word_set, words
from scraper.extract.written_dates import written_dates

MAX_WORDS_BEFORE_BY = 8
MAX_WORDS_BEFORE_INNER = 4
MAX_BY_CHARS = 40  # of the longest phrase
MAX_PSEUDONYM_CHARS = 30

# whose words are tried when a page does not say its language
_LIKELY_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
#: Letters of scripts that have no capitals and, mostly, no spaces either.
CASELESS = re.compile("[\u0590-\u08ff\u0900-\u0fff\u10a0-\u10ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# by-words that begin names and sentences too
_WEAK_BY = frozenset("de da do di od na text texto texte tekst autor author van av af des".split())
# by-words that lead to anything when they stand alone
_WEAK_ALONE = frozenset("de da do di od na av af des text texte texto tekst interview".split())
_NOBILIARY = frozenset("von van de da di del des du af av".split())


@lru_cache(maxsize=256)
def asked(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Give the languages whose words to look for on a page in these: they and English, or the likeliest."""
    return tuple(dict.fromkeys((*languages, "en"))) if languages else _LIKELY_LANGUAGES


def strip_by(text: str, languages: tuple[str, ...] = (), *, is_data: bool = False) -> str:
    """Drop the words before the first name: "By", "Text:", "Ein Beitrag von".

    In data, a word that may begin a name ("De", "Von") stays unless a colon or two words follow.

    >>> strip_by("Text: Ein Beitrag von Ana Ruiz", ("de",)), strip_by("von Storch", ("de",), is_data=True)
    ('Ana Ruiz', 'von Storch')
    """
    for _ in range(4):
        found = _lead(text, languages)
        if found is None or not found.end:
            break
        rest, word = text[found.end :], found.word
        may_be_name = not found.has_colon and folded(word) in _NOBILIARY
        if is_data and may_be_name and (word.islower() or " " not in rest.strip()):
            break
        text = rest
    return text


@lru_cache(maxsize=128)
def by_finder(languages: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Give a function that tells quickly whether some "by" stands among a text's first words.

    >>> by_finder(("en",))("Words: Ana Ruiz"), by_finder(("en",))("Ferry returns")
    (True, False)
    """
    return partial(_may_say_by, *_first_words(asked(languages)))


def _may_say_by(spaced: frozenset[str], caseless: frozenset[str], text: str) -> bool:
    first = text.lower().split(None, MAX_WORDS_BEFORE_BY)[:MAX_WORDS_BEFORE_BY]
    if not spaced.isdisjoint(first):
        return True
    if ":" in text and any(word.strip(":,|·•–—-") in spaced for word in first):
        return True
    if "By" in text and any(word.startswith("By") for word in text.split()):
        return True  # "ByAna Ruiz"
    return bool(caseless) and not text.isascii() and any(word in text for word in caseless)


def says_by(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Tell whether a line names its author by its words, dates left out: "By A", "A portrait by B".

    >>> says_by("Von Ana Ruiz", ("de",)), says_by("Vonnegut", ("de",)), says_by("Ein Porträt von Bo Li", ("de",))
    (True, False, True)
    """
    text = without_dates(text, languages).lstrip(" ,")
    return _leads(text, languages) or _inner(text, languages) is not None


def begins_with_by(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Tell whether a line begins with "by", dates left out."""
    return _leads(without_dates(text, languages).lstrip(" ,"), languages)


def after_inner_by(text: str, languages: tuple[str, ...] = ()) -> str:
    """Drop what stands before a "by" within a text, and the word itself, unless the text begins with one.

    >>> after_inner_by("A portrait by Bo Li"), after_inner_by("Heinrich von Kleist", ("de",))
    ('Bo Li', 'Heinrich von Kleist')
    """
    end = None if _leads(text, languages) else _inner(text, languages)
    return text if end is None else text[end:]


def _leads(text: str, languages: tuple[str, ...]) -> bool:
    found = _lead(text, languages)
    return found is not None and not found.is_glued


def _inner(text: str, languages: tuple[str, ...]) -> int | None:
    """Give where a "by" within a text ends, behind at most four words and before something that looks like a name.

    "von" and its like are part of a name unless an article or "Beitrag" comes before.
    """
    singles = _single_words(asked(languages))
    before: list[str] = []
    position = 0
    while len(before) <= MAX_WORDS_BEFORE_INNER and (match := _NEXT_WORD.match(text, position)):
        word, position = match[1], match.end()
        if word in singles and _NAME_BEGINS.match(text, position):
            telling = word_set("common", asked(languages)) | _phrase_words(asked(languages))
            is_in_name = folded(word) in _NOBILIARY
            if not is_in_name or any(other[:1].islower() or folded(other) in telling for other in before):
                return position
            return None
        before.append(word)
    return None


@lru_cache(maxsize=128)
def _phrase_words(languages: tuple[str, ...]) -> frozenset[str]:
    """Give the words of which phrases such as "ein Beitrag von" are made."""
    phrases = (phrase.split() for phrase in words("by", languages))
    return frozenset(folded(word) for phrase in phrases if len(phrase) > 1 for word in phrase)


def is_only_name(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Tell whether a line has one word besides "by" and a date, so that even a pseudonym is recognised.

    >>> is_only_name("Posted by karo99 on August 3, 2019"), is_only_name("By the way")
    (True, False)
    """
    text = without_dates(text, languages).strip(" ,")
    found = _lead(text, languages)
    word = folded(found.word) if found else ""
    if len(word) < 2 or word in _WEAK_BY:
        return False
    rest = strip_by(text, languages).strip(" ,:")
    return bool(rest) and " " not in rest and len(rest) <= MAX_PSEUDONYM_CHARS


def set_apart(parts: str, languages: tuple[str, ...] = ()) -> str | None:
    """Give the one word that has an element of its own behind a "by" that has one, out of parts with bars between.

    >>> set_apart("Posted by | karo99 | on August 3"), set_apart("By | Ana Ruiz"), set_apart("Author: | Topics:")
    ('karo99', None, None)
    """
    pieces = [piece.strip() for piece in parts.split("|")]
    for index, piece in enumerate(pieces[:-1]):
        found = _lead(piece, languages) if piece else None
        if found and found.word and found.end == len(piece) and folded(found.word) not in _WEAK_ALONE:
            name = pieces[index + 1]
            is_word = 1 < len(name) <= MAX_PSEUDONYM_CHARS and " " not in name and not name.endswith(":")
            return name if is_word and any(map(str.isalpha, name)) else None
    return None


@lru_cache(maxsize=512)  # a line is asked whether it is a byline, then for its names
def without_dates(text: str, languages: tuple[str, ...] = ()) -> str:
    """Put a comma where a date stands; a label before it, such as "Posted on", goes with it.

    >>> without_dates("Posted on 20 April 2021 by Ana Ruiz"), without_dates("By Ana Ruiz on 20 April 2021")
    (' by Ana Ruiz', 'By Ana Ruiz, ')
    """
    if not _HAS_DATE.search(text):
        return text
    for written in reversed(list(written_dates(text, languages))):
        text = f"{text[: written.start]}, {compiled(_OCLOCK, re.IGNORECASE).sub('', text[written.end :])}"
    if _lead(text, languages) is None and (label := compiled(_LABEL_BEFORE, re.IGNORECASE).match(text)):
        text = text[label.end() :]
        return f" {text}"
    return compiled(_DATE_WORD, re.IGNORECASE).sub(", ", text)


_HAS_DATE = re.compile(r"\d\D{0,30}\d\d")
_OCLOCK = r"\s*(?:uhr|hrs|h|hod|ore)\b\.?"  # behind a time of day
_DATE_WORDS = "on|am|le|el|em|il|op|den|vom|um|at|the"
_LABEL_BEFORE = rf"[^,]{{0,30}}?\b(?:{_DATE_WORDS})\s*,\s*"
_DATE_WORD = rf"\s(?:{_DATE_WORDS})\s*,\s*"


def split_at_and(text: str, languages: tuple[str, ...] = ()) -> Iterator[str]:
    """Split at "and", but not at the one letter within a name.

    >>> list(split_at_and("José Ortega y Gasset", ("es",))), list(split_at_and("Ana Ruiz y Bo Li", ("es",)))
    (['José Ortega y Gasset'], ['Ana Ruiz', 'Bo Li'])
    """
    pattern = _and(asked(languages))
    text = f" {text}"  # after a comma the word may come first
    start = position = 0
    while match := pattern.search(text, position):
        left, right = text[start : match.start()].strip(), text[match.end() :].strip()
        position = match.end() - 1
        is_letter = len(match["and"]) == 1 and match["and"].isalpha()
        is_within = left.rpartition(" ")[2] in _NOBILIARY  # "von und zu"
        if not is_within and (not is_letter or (" " in left and " " in right)):
            yield left
            start = match.end()
    yield text[start:].strip()


# ---- the words, by language; in tables, because a pattern of so many takes longer to compile than a page to read


@dataclass(frozen=True, slots=True)
class _Lead:
    """A "by" at the head of a text: where it ends, and the word, '' in a script without spaces."""

    end: int
    word: str = ""
    has_colon: bool = False
    is_glued: bool = False  # to what follows, with neither space nor mark


_BEFORE_BY = re.compile(r"[\s,|·•–—-]*")
_BEHIND_BY = re.compile(r"\s*[:：]\s*|\s+|$")
_BEHIND_CASELESS = re.compile(r"\s*[:：/／・●|]\s*")
_SPACE = re.compile(r"\s*")
_NEXT_WORD = re.compile(r"\s*(\S{1,20})\s+")
_NAME_BEGINS = re.compile(r"[^\W\d_a-z]")


def _lead(text: str, languages: tuple[str, ...]) -> _Lead | None:
    before = _BEFORE_BY.match(text)
    start = before.end() if before else 0
    spaced, caseless = _by_table(asked(languages))
    lowered = text[start : start + MAX_BY_CHARS].lower()
    for word in spaced.get(lowered[:1], ()):
        if lowered.startswith(word) and (behind := _BEHIND_BY.match(text, start + len(word))):
            return _Lead(behind.end(), text[start : start + len(word)], has_colon=":" in behind[0])
    if text.startswith("By", start) and "A" <= text[start + 2 : start + 3] <= "Z":
        return _Lead(start + 2)
    led_by = [word for word in caseless if text.startswith(word, start)]
    for word in led_by:
        if behind := _BEHIND_CASELESS.match(text, start + len(word)):
            return _Lead(behind.end())
    for word in led_by:
        if len(word) > 1 and (behind := _SPACE.match(text, start + len(word))):
            return _Lead(behind.end(), is_glued=True)
    return None


@lru_cache(maxsize=128)
def _by_table(languages: tuple[str, ...]) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Give the by-words by their first letter, and those of scripts without spaces, the longest first."""
    known = sorted(words("by", languages), key=len, reverse=True)
    spaced: dict[str, list[str]] = {}
    for word in known:
        if not CASELESS.search(word):
            spaced.setdefault(word[0].lower(), []).append(word.lower())
    return spaced, [word for word in known if CASELESS.search(word)]


@lru_cache(maxsize=128)
def _single_words(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in words("by", languages) if word.isalpha() and 1 < len(word) < 6)


@lru_cache(maxsize=128)
def _first_words(languages: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    known = words("by", languages)
    firsts = frozenset(word.split()[0].lower() for word in known if not CASELESS.search(word))
    return firsts, frozenset(word for word in known if CASELESS.search(word))


@lru_cache(maxsize=128)
def _and(languages: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted((word for word in words("and", languages) if not CASELESS.search(word)), key=len, reverse=True)
    return re.compile(rf"\s+(?P<and>{'|'.join(map(re.escape, known))})\s+", re.IGNORECASE)
