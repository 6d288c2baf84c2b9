"""What walls and error pages say in words that no list foresees: two stems that meet in one sentence.

Every paper words "the page you want is not here" anew, but hardly one does it without a word for the page and one
for its absence: `wall_pairs.json` has both, by kind and language. A story may have such a sentence, too; whoever asks
here asks of a title, of an opening or of a page with few words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

#: Words of regret that stand between a page and its absence: "vi hittar tyvärr inte sidan".
_REGRETS = re.compile(
    r"\b(?:unfortunately|sadly|leider|malheureusement|hélas|lamentablemente|desgraciadamente|purtroppo|helaas|niestety|"
    r"infelizmente|tyvärr|dessverre|desværre|valitettavasti|bohužel|bohužiaľ|sajnos|din păcate|maalesef|к сожалению|"
    r"на жаль|δυστυχώσ|jammer genoeg)\b[, ]*"
)
MAX_SENTENCE_CHARS = 400  # a longer one is a whole page without full stops, where any two stems meet

_BRACKETS = re.compile(r" ?\([^()]{1,12}\)")  # "bestaat niet (meer)"
_ANY_STOP = re.compile(r"[.!?…]+ |[。！？।؟]")
_STOPS = re.compile(r"[.!?…。！？।؟\n]+(?:\s|$)|[。！？।؟\n]+|\s[•·|–—]\s")


def paired(kind: str, text: str) -> list[str]:
    """Give the sentences of a folded text in which two stems of a kind meet, in order.

    >>> paired("missing", "sorry! this old page seems to have been removed. try the search.")
    ['this old page seems to have been removed']
    """
    text = _REGRETS.sub("", _BRACKETS.sub("", text))
    spoken = [stems for stems in _stems()[kind] if all(any(stem in text for stem in side) for side in stems)]
    if not spoken:
        return []
    return [sentence.strip() for sentence in sentences(text) if any(_meet(stems, sentence) for stems in spoken)]


def meet(kind: str, line: str) -> bool:
    """Tell whether two stems of a kind meet in a line, which may be two sentences, as a question and its answer."""
    return bool(paired(kind, _ANY_STOP.sub(", ", line)))


def sentences(text: str) -> list[str]:
    """Give a text's sentences, each with a blank before it, as a stem at the start of a word is written."""
    return [f" {piece.strip()}" for piece in _STOPS.split(text) if piece.strip()]


def _meet(stems: tuple[tuple[str, ...], tuple[str, ...]], sentence: str) -> bool:
    of, said = stems
    return (
        len(sentence) <= MAX_SENTENCE_CHARS
        and any(stem in sentence for stem in said)
        and any(stem in sentence for stem in of)
    )


@lru_cache(maxsize=1)
def _stems() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    table = json.loads((files("scraper.extract") / "wall_pairs.json").read_text("utf-8"))
    return {
        kind: tuple((_folded(stems["of"]), _folded(stems["said"])) for stems in languages.values())
        for kind, languages in table.items()
    }


def _folded(stems: list[str]) -> tuple[str, ...]:
    return tuple(stem.casefold() for stem in stems)  # of Greek and German letters, too: ς, ß
