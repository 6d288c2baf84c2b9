"""The language a text is written in, checked against what its page claims.

Templates say `lang="en"` whatever is written in them, so a claim that the script contradicts is dropped, and
a text without a claim is recognised by its script and its commonest words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.models import Found

SAMPLE_CHARS = 4_000
MIN_SHARE = 0.3  # of the letters, for a script to count
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
# Kana decides for Japanese wherever there is some: a Japanese text is mostly Han
_COUNTERS = tuple((re.compile(f"[{letters}]"), languages) for _, letters, languages in _SCRIPTS)
_LETTER = re.compile(r"[^\W\d_]")
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
_COMMON_WORDS = {
    "en": "the of and to in is that for was with on by from which his are has this",
    "de": "der die und das den von mit ist im nicht sich auf dem ein eine auch für",
    "fr": "le la les des et une est dans que pour qui sur du au par pas avec",
    "es": "el la los las que del una por con para se su es como pero más",
    "pt": "o os que do da uma não com para em dos das ao mais foi são",
    "it": "il che di la per una del della con sono alla nel gli dei ha non",
    "nl": "de het een van en dat niet zijn op voor met door ook aan naar",
    "sv": "och att det som en på är av för med till den inte har om",
    "da": "og at det en den til er som på de med af ikke har også",
    "no": "og det at en på er som til av med ikke har har også etter",
    "fi": "ja on ei että se oli myös mutta kun sen ovat hän joka",
    "pl": "i w nie na się z że jest do to jak po ale przez który",
    "cs": "a se na je že v z do to jako za pro ale byl který jsou",
    "sk": "a sa na je že v s do to ako za pre ale bol ktorý sú",
    "hu": "a az és hogy nem is egy volt meg csak mint már",
    "ro": "și de la în care nu cu pe din este mai pentru sau a fost",
    "tr": "ve bir bu için ile de da olarak daha çok olan gibi kadar",
    "id": "yang dan di untuk dengan pada ini dari tidak itu akan dalam",
    "vi": "và của là có được cho không trong một người với các",
    "ca": "el la els les que de i amb per una del no va són",
    "hr": "i je u na se da su za od koji nije kao što",
    "sl": "in je v na se da so za ki ne pa tudi kot",
    "et": "ja on ei et see oli ka mis kui aga oma",
    "lt": "ir kad yra su iš buvo bet tai kaip į",
    "lv": "un ir ka no ar par bet tas arī kas",
    "sq": "dhe të e në një për me që nga është",
    "eu": "eta da du ez bat dira izan ere egin",
}
_WORD = re.compile(r"[^\W\d_]+")


def written_in(claims: Iterator[Found[str]], text: str) -> Iterator[Found[str]]:
    """Yield the claims that the text's script allows, then what the text itself shows.

    >>> list(written_in(iter([Found("en", "html lang")]), "Паром вернулся в порт сегодня утром."))
    [Found(value='ru', source='script')]
    """
    sample = text[:SAMPLE_CHARS]
    scripts = _script_languages(sample)
    for claim in claims:
        language = claim.value.partition("-")[0]
        if scripts is None or language in scripts or (not scripts and language not in _NON_LATIN):
            yield claim
    if found := _recognised(sample, scripts):
        yield found


_NON_LATIN = frozenset(language for _, _, languages in _SCRIPTS for language in languages) - {"sr", "kk"}


def _script_languages(sample: str) -> frozenset[str] | None:
    """Give the languages of the text's script; empty for Latin and others, None for too little text."""
    letters = len(_LETTER.findall(sample))
    if letters < 20:
        return None
    if sample.isascii():
        return frozenset()
    for index, (pattern, languages) in enumerate(_COUNTERS):
        share = len(pattern.findall(sample)) / letters
        if share >= (0.08 if index == 1 else MIN_SHARE):
            return languages
    return frozenset()


def _recognised(sample: str, scripts: frozenset[str] | None) -> Found[str] | None:
    if scripts is None:
        return None
    if scripts:
        for language, letters in _TELLING.items():
            if language in scripts and len(letters.findall(sample)) >= 3:
                return Found(language, "script")
        return next(
            (Found(_FAVOURITE[i], "script") for i, (_, known) in enumerate(_COUNTERS) if known == scripts), None
        )
    words = [word.casefold() for word in _WORD.findall(sample)]
    counts = {language: sum(word in known for word in words) for language, known in _word_sets().items()}
    best = max(counts, key=lambda language: counts[language])
    return Found(best, "words of the text") if counts[best] >= MIN_HITS else None


def _word_sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _COMMON_WORDS.items()}
