"""The language a text is written in, checked against what its page claims.

Templates say `lang="en"` whatever is written in them, so a claim that the script contradicts is dropped, and
a text without a claim is recognised by its script and its commonest words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from scraper.extract.wordings import known_languages, word_set
from scraper.models import Found

SAMPLE_CHARS = 1_000  # for the script
WORDS_CHARS = 4_000  # for the words
MIN_LETTERS = 20
LAST_LATIN = "\u024f"
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
    scripts = _script_languages(text[:SAMPLE_CHARS])
    is_claimed = False
    for claim in claims:
        language = claim.value.partition("-")[0]
        if scripts is None or language in scripts or (not scripts and language not in _NON_LATIN):
            yield claim
            is_claimed = True
    # naming a language asks all of them for their words, which is only worth it where nothing else does
    if not is_claimed and (found := _recognised(text[:WORDS_CHARS], scripts)):
        yield found


_NON_LATIN = frozenset(language for _, _, languages in _SCRIPTS for language in languages) - {"sr", "kk"}


def _script_languages(sample: str) -> frozenset[str] | None:
    """Give the languages of the text's script; empty for Latin and others, None for too little text."""
    if sample.isascii():
        return frozenset() if _has_letters(sample) else None
    letters = Counter(sample)
    for char in [char for char in letters if not char.isalpha()]:
        del letters[char]
    if (total := letters.total()) < MIN_LETTERS:
        return None
    shares: dict[int, int] = {}
    for char, count in letters.items():
        if char > LAST_LATIN and (place := _script_of(char)) is not None:
            shares[place] = shares.get(place, 0) + count
    for place in sorted(shares):
        if shares[place] >= (MIN_KANA_SHARE if place == KANA else MIN_SHARE) * total:
            return _SCRIPTS[place][2]
    return frozenset()


def _has_letters(sample: str) -> bool:
    return sum(map(str.isalpha, sample[: 20 * MIN_LETTERS])) >= MIN_LETTERS


def _script_of(char: str) -> int | None:
    """Give the place in the table of the script that a character belongs to."""
    for place, (_, ranges, _) in enumerate(_SCRIPTS):
        for start in range(0, len(ranges), 3):
            if ranges[start] <= char <= ranges[start + 2]:
                return place
    return None


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
    words = Counter(_WORD.findall(sample.casefold()))
    counts = {
        name: sum([words[word] for word in words.keys() & common])
        for name in known_languages()
        if (common := word_set("common", (name,)))
    }
    best = max(counts, key=lambda language: counts[language])
    return Found(best, "words of the text") if counts[best] >= MIN_HITS else None
