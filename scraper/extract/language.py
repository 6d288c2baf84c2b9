"""The language a text is written in, checked against what its page claims.

Templates say `lang="en"` whatever is written in them, so a claim that the script contradicts is dropped, and
a text without a claim is recognised by its script and its commonest words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from scraper.extract.wordings import known_languages, word_set
from scraper.models import Found

SAMPLE_CHARS = 4_000
MIN_SHARE = 0.3  # of the letters, for a script to count
MIN_KANA_SHARE = 0.08
MIN_HITS = 5  # commonest words seen, for a language to be named

_SCRIPTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Hangul", "\uac00-\ud7af\u1100-\u11ff", frozenset({"ko"})),
    ("Kana", "\u3040-\u30ff", frozenset({"ja"})),
    ("Han", "\u3400-\u9fff\uf900-\ufaff", frozenset({"zh", "ja", "yue"})),
    ("Cyrillic", "\u0400-\u04ff", frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"})),
    ("Greek", "\u0370-\u03ff\u1f00-\u1fff", frozenset({"el"})),
    ("Arabic", "\u0600-\u06ff\u0750-\u077f", frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})),
    ("Hebrew", "\u0590-\u05ff", frozenset({"he", "yi"})),
    ("Devanagari", "\u0900-\u097f", frozenset({"hi", "mr", "ne", "sa"})),
    ("Bengali", "\u0980-\u09ff", frozenset({"bn", "as"})),
    ("Tamil", "\u0b80-\u0bff", frozenset({"ta"})),
    ("Telugu", "\u0c00-\u0c7f", frozenset({"te"})),
    ("Thai", "\u0e00-\u0e7f", frozenset({"th"})),
    ("Georgian", "\u10a0-\u10ff", frozenset({"ka"})),
    ("Armenian", "\u0530-\u058f", frozenset({"hy"})),
)
KANA = 1  # its place in the table: some of it makes a text Japanese, which is mostly Han
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_FAVOURITE = {
    0: "ko",
    1: "ja",
    2: "zh",
    3: "ru",
    4: "el",
    5: "ar",
    6: "he",
    7: "hi",
    8: "bn",
    9: "ta",
    10: "te",
    11: "th",
    12: "ka",
    13: "hy",
}
_TELLING = {  # letters that one language of a script has and its default does not
    "uk": re.compile("[іїєґ]"),
    "be": re.compile("[ў]"),
    "bg": re.compile("ъ[тлрнвд]"),
    "sr": re.compile("[ђћџљњ]"),
    "fa": re.compile("[پچژگ]"),
    "ur": re.compile("[ٹڈڑے]"),
}
_WORD = re.compile(r"[^\W\d_]+")


def written_in(claims: Iterator[Found[str]], text: str) -> Iterator[Found[str]]:
    """Yield the claims that the text's script allows, or, where there is none, what the text itself shows.

    >>> list(written_in(iter([Found("en", "html lang")]), "Паром вернулся в порт сегодня утром."))
    [Found(value='ru', source='script')]
    """
    sample = text[:SAMPLE_CHARS]
    scripts = _script_languages(sample)
    is_claimed = False
    for claim in claims:
        language = claim.value.partition("-")[0]
        if scripts is None or language in scripts or (not scripts and language not in _NON_LATIN):
            yield claim
            is_claimed = True
    # naming a language asks all of them for their words, which is only worth it where nothing else does
    if not is_claimed and (found := _recognised(sample, scripts)):
        yield found


_NON_LATIN = frozenset(language for _, _, languages in _SCRIPTS for language in languages) - {"sr", "kk"}


def _script_languages(sample: str) -> frozenset[str] | None:
    """Give the languages of the text's script; empty for Latin and others, None for too little text."""
    letters = sum(map(len, _WORD.findall(sample)))
    if letters < 20:
        return None
    telling = "".join(_BEYOND_ASCII.findall(sample))
    if len(telling) < min(MIN_SHARE, MIN_KANA_SHARE) * letters:
        return frozenset()
    for index, (_, _, languages) in enumerate(_SCRIPTS):
        share = sum(map(len, _letters_of(index).findall(telling))) / letters
        if share >= (MIN_KANA_SHARE if index == KANA else MIN_SHARE):
            return languages
    return frozenset()


@lru_cache(maxsize=len(_SCRIPTS))
def _letters_of(index: int) -> re.Pattern[str]:
    return re.compile(f"[{_SCRIPTS[index][1]}]+")  # made when first needed: large ranges take milliseconds to compile


def _recognised(sample: str, scripts: frozenset[str] | None) -> Found[str] | None:
    if scripts is None:
        return None
    if scripts:
        for language, letters in _TELLING.items():
            if language in scripts and len(letters.findall(sample)) >= 3:
                return Found(language, "script")
        return next(
            (Found(_FAVOURITE[i], "script") for i, (_, _, known) in enumerate(_SCRIPTS) if known == scripts), None
        )
    known = _languages_of_words()
    counts = dict.fromkeys(known_languages(), 0)
    for word in _WORD.findall(sample):
        for language in known.get(word.casefold(), ()):
            counts[language] += 1
    best = max(counts, key=lambda language: counts[language])
    return Found(best, "words of the text") if counts[best] >= MIN_HITS else None


@lru_cache(maxsize=1)
def _languages_of_words() -> Mapping[str, tuple[str, ...]]:
    """Give for each of the commonest words the languages it is common in."""
    found: dict[str, tuple[str, ...]] = {}
    for language in known_languages():
        for word in word_set("common", (language,)):
            found[word] = (*found.get(word, ()), language)
    return found
