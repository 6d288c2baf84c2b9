"""The words that news pages use around their facts, by language: months, "by", "updated", "correspondent".

One JSON file a language in languages/, read when first needed; the keys are listed in languages/README.md.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_ALIASES = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "jp": "ja",
    "sh": "sr",
    "cnr": "sr",
    "tl": "en",
    "yue": "zh",
}
_MARKS = re.compile("[\u0300-\u036f\u0653-\u0655]")
_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Give the languages that have a file, in alphabetical order."""
    folder = files("scraper.extract") / "languages"
    return tuple(sorted(item.name.removesuffix(".json") for item in folder.iterdir() if item.name.endswith(".json")))


@lru_cache(maxsize=128)
def wording(language: str) -> Mapping[str, tuple[str, ...]]:
    """Give one language's words by key, by its BCP 47 tag; empty for a language without a file.

    >>> wording("en-GB")["am"][0], wording("tlh")
    ('am', mappingproxy({}))
    """
    code = language.replace("_", "-").partition("-")[0].lower()
    code = _ALIASES.get(code, code)
    if code not in known_languages():
        return _NOTHING
    text = (files("scraper.extract") / "languages" / f"{code}.json").read_text("utf-8")
    return MappingProxyType({key: tuple(values) for key, values in json.loads(text).items()})


@lru_cache(maxsize=512)
def words(key: str, languages: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the words under a key in these languages, in their order and once each; in all when none is named.

    >>> words("and", ("de", "nl"))
    ('und', 'u.', 'sowie', 'mit', 'en', '&', 'met')
    """
    found = (word for language in languages or known_languages() for word in wording(language).get(key, ()))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def word_set(key: str, languages: tuple[str, ...] = ()) -> frozenset[str]:
    """Give the same words folded, for looking up."""
    return frozenset(folded(word) for word in words(key, languages))


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """Fold a word for comparison: no case, no Latin, Greek or Arabic accents, no abbreviating mark at its end.

    >>> folded("Août."), folded("ÖĞLE"), folded("ΑΠΡΙΛΊΟΥ") == folded("απριλιου")
    ('aout', 'ogle', True)
    """
    word = word.casefold()
    if not word.isascii():
        word = _MARKS.sub("", unicodedata.normalize("NFKD", word))
    return word.strip(" .·׳॰'’")
