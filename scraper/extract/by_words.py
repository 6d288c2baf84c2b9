"""The words that introduce an author, "by", "von", "文/", and those that join two: found, and taken off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from scraper.extract.wordings import folded, word_set, words
from scraper.extract.written_dates import written_dates

MAX_WORDS_BEFORE_BY = 8
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
    pattern = _by(asked(languages))
    for _ in range(4):
        match = pattern.match(text)
        if match is None or not match.end():
            break
        rest = text[match.end() :]
        word = match["word"]
        may_be_name = word and ":" not in match[0] and folded(word) in _NOBILIARY
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
    match = None if _leads(text, languages) else _inner(text, languages)
    return text[match.end() :] if match else text


def _leads(text: str, languages: tuple[str, ...]) -> bool:
    match = _by(asked(languages)).match(text)
    return match is not None and not match["glued"]


def _inner(text: str, languages: tuple[str, ...]) -> re.Match[str] | None:
    """Find a "by" within a text. "von" and its like are part of a name unless an article or "Beitrag" comes before."""
    match = _inner_by(asked(languages)).match(text)
    if match is None or folded(match["word"]) not in _NOBILIARY:
        return match
    telling = word_set("common", asked(languages)) | _phrase_words(asked(languages))
    before = match[0].split()[:-1]
    return match if any(word[:1].islower() or folded(word) in telling for word in before) else None


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
    match = _by(asked(languages)).match(text)
    word = folded(match["word"] or "") if match else ""
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
        match = _by(asked(languages)).match(piece) if piece else None
        if match and match["word"] and match.end() == len(piece) and folded(match["word"]) not in _WEAK_ALONE:
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
        text = f"{text[: written.start]}, {_OCLOCK.sub('', text[written.end :])}"
    if _by(asked(languages)).match(text) is None and (label := _LABEL_BEFORE.match(text)):
        text = text[label.end() :]
        return f" {text}"
    return _DATE_WORD.sub(", ", text)


_HAS_DATE = re.compile(r"\d\D{0,30}\d\d")
_OCLOCK = re.compile(r"\s*(?:uhr|hrs|h|hod|ore)\b\.?", re.IGNORECASE)  # behind a time of day
_DATE_WORDS = "on|am|le|el|em|il|op|den|vom|um|at|the"
_LABEL_BEFORE = re.compile(rf"[^,]{{0,30}}?\b(?:{_DATE_WORDS})\s*,\s*", re.IGNORECASE)
_DATE_WORD = re.compile(rf"\s(?:{_DATE_WORDS})\s*,\s*", re.IGNORECASE)


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


# ---- the patterns, by language


@lru_cache(maxsize=128)
def _by(languages: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted(words("by", languages), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in known if not CASELESS.search(word))
    caseless = [word for word in known if CASELESS.search(word)]
    marked = "|".join(re.escape(word) for word in caseless) or "(?!)"
    glued = "|".join(re.escape(word) for word in caseless if len(word) > 1) or "(?!)"
    return re.compile(
        rf"[\s,|·•–—-]*(?:(?P<word>{spaced})(?:\s*[:：]\s*|\s+|$)|(?-i:By(?=[A-Z]))"
        rf"|(?:{marked})\s*[:：/／・●|]\s*|(?P<glued>{glued})\s*)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=128)
def _inner_by(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Match at most four words, then "by" and something that looks like a name."""
    single = "|".join(re.escape(word) for word in words("by", languages) if word.isalpha() and 1 < len(word) < 6)
    return re.compile(rf"\s*(?:\S{{1,20}}\s+){{0,4}}?(?P<word>{single})\s+(?=[^\W\d_a-z])")


@lru_cache(maxsize=128)
def _first_words(languages: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    known = words("by", languages)
    firsts = frozenset(word.split()[0].lower() for word in known if not CASELESS.search(word))
    return firsts, frozenset(word for word in known if CASELESS.search(word))


@lru_cache(maxsize=128)
def _and(languages: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted((word for word in words("and", languages) if not CASELESS.search(word)), key=len, reverse=True)
    return re.compile(rf"\s+(?P<and>{'|'.join(map(re.escape, known))})\s+", re.IGNORECASE)
