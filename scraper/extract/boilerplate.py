"""Wordings of lines that are no part of a story: promos, captions, share words, dates.

They are data by language, in boilerplate.json. A wording condemns nothing by itself: a paragraph may begin
with "Read more" and mean it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

MAX_LABEL_CHARS = 60
_KEY = 3  # characters by which phrases are looked up
_TIME_AGO = re.compile(
    r"^\d+ ?(?:min|mins|minutes?|hours?|hrs?|h|days?|std|stunden|minuten|minutos?|horas?)\.?"
    r"(?: (?:ago|read|lesezeit|de lectura|de lecture))?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/)\S+$", re.IGNORECASE)
_CREDIT_END = re.compile(
    r"[(（\[](?:image|photo|picture|pic|foto|bild|credit|source|quelle|fuente|crédit)\s?[:=].{1,60}[)）\]]\s*$",
    re.IGNORECASE,
)
_EDGES = " :.…!|•·–—-»›>"
_WORDS = re.compile(r"\w+")
_DATE = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:\d{1,2}[./ -]\s?(?:\d{1,2}|\w{3,12}\.?)[./ -]?,?\s?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[./年-]\s?\d{1,2}[./月-]\s?\d{1,2}|\w{3,12}\.? \d{1,2},? (?:19|20)\d\d)"
)


class _Phrases:
    """Phrases to find at a text's start, looked up by their first characters."""

    def __init__(self, phrases: Iterable[str]) -> None:
        found: dict[str, list[str]] = defaultdict(list)
        for phrase in phrases:
            found[phrase[:_KEY]].append(phrase)
        self._by_key = {key: tuple(sorted(values, key=len, reverse=True)) for key, values in found.items()}
        self._keys = tuple(range(min(map(len, found), default=_KEY), _KEY + 1))

    def begin(self, text: str) -> bool:
        """Tell whether a folded text begins with one of them, and the word ends there."""
        for size in self._keys:
            for phrase in self._by_key.get(text[:size], ()):
                if text.startswith(phrase):
                    end = text[len(phrase) : len(phrase) + 1]
                    if not (end.isalnum() and end.isascii() and phrase[-1].isalnum()):
                        return True
        return False


def _is_stem(word: str) -> bool:
    return " " not in word and "-" not in word and len(word) > _KEY and word[:_KEY].isalpha() and word[0] < "\u3000"


class Wordings:
    """The wordings of all languages. Texts are compared folded; `folded` means the caller has done it."""

    def __init__(self, table: dict[str, dict[str, list[str]]]) -> None:
        def every(key: str) -> list[str]:
            return list(dict.fromkeys(phrase for phrases in table[key].values() for phrase in phrases))

        self._starts = _Phrases(every("starts"))
        self._hints = _Phrases(every("hints"))
        self._labels = frozenset(every("labels"))
        promos, captions = every("promo"), every("captions")
        # words are found by their beginning, phrases and what is part of a longer word by looking for each
        self._stems: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for words, place in ((promos, 0), (captions, 1)):
            for word in filter(_is_stem, words):
                known = list(self._stems.get(word[:_KEY], ((), ())))
                known[place] = (*known[place], word)
                self._stems[word[:_KEY]] = (known[0], known[1])
        others = [word for word in promos if not _is_stem(word)]
        self._promo_phrases = tuple(word for word in others if word.isascii())
        self._promo_parts = tuple(word for word in others if not word.isascii())
        self._caption_parts = tuple(word for word in captions if not _is_stem(word))

    def promo_start(self, text: str) -> int:
        """Give 2 if a case-folded line begins as promos do, 1 if it begins as some do and paragraphs may, else 0.

        >>> [wordings().promo_start(text) for text in ("» read more: it is back", "photo: bo li", "readers more often")]
        [2, 1, 0]
        """
        start = text[:60]
        if not start[:1].isalnum():
            start = start.lstrip(' »›>•·–—-*[(+|▶►→#¿¡"“')
        return 2 if self._starts.begin(start) else 1 if self._hints.begin(start) else 0

    def spoken(self, text: str) -> tuple[int, bool]:
        """Count the words in a case-folded line that promos are made of; tell whether it names a photo's source.

        >>> wordings().spoken("subscribe to our newsletter"), wordings().spoken("port ellis (getty images)")
        ((2, False), (0, True))
        """
        promos = 0
        has_caption = False
        stems = self._stems
        for word in text.replace("(", " ").split():
            if (known := stems.get(word[:_KEY])) is not None:
                if known[0] and word.startswith(known[0]):
                    promos += 1
                if known[1] and word.startswith(known[1]):
                    has_caption = True
        promos += sum([phrase in text for phrase in self._promo_phrases])
        if not text.isascii():
            promos += sum([part in text for part in self._promo_parts])
        if not has_caption and ("/" in text or ":" in text or "\u00a9" in text):
            has_caption = any([part in text for part in self._caption_parts])
        return promos, has_caption

    def ends_in_credit(self, text: str) -> bool:
        """Tell whether a line ends as captions do.

        >>> wordings().ends_in_credit("The Sandpiper at Port Ellis (Image: Northshore Press )")
        True
        """
        return text[-1] in ")）]" and bool(_CREDIT_END.search(text))

    def is_label(self, text: str) -> bool:
        """Tell whether a line is but a label ("Advertisement", "Share"), an age, an address or symbols.

        >>> said = wordings()
        >>> said.is_label("Advertisement"), said.is_label("3 hours ago"), said.is_label("* * *"), said.is_label("Fish")
        (True, True, True, False)
        """
        if len(text) > MAX_LABEL_CHARS:
            return " " not in text and bool(_ADDRESS.match(text))
        folded = text.casefold().strip(_EDGES)
        if folded in self._labels or not any(map(str.isalnum, folded)):
            return True
        return bool(_ADDRESS.match(text)) or (len(text) < 40 and text[0].isdigit() and bool(_TIME_AGO.match(text)))

    def is_date_line(self, text: str) -> bool:
        """Tell whether a short line is little more than a date.

        >>> said = wordings()
        >>> said.is_date_line("Stand: 22.04.2024, 06:00 Uhr"), said.is_date_line("In May 2024 the ferry sank.")
        (True, False)
        """
        return len(text) <= 60 and text[-1] not in ".!?:" and bool(_DATE.match(text)) and text.count(" ") <= 8


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """Give the wordings, read from boilerplate.json once."""
    return Wordings(json.loads((files("scraper.extract") / "boilerplate.json").read_text("utf-8")))
