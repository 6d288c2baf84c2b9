"""What stands in a story's text without being of it: counters, "3 minutes ago", labels of advertisements.

The wordings are data, in small_print.toml. English counts on every page, because templates are often in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files

from scraper.spelling import fold, plain

MAX_LINE_WORDS = 16  # a longer line is prose, whatever it says
MAX_PROMO_WORDS = 30
MAX_LINE_CHARS = 500
MAX_STAMP_WORDS = 12
MAX_STAMP_LETTERS = 4  # of the words beside a date: "at", "GMT", "Uhr"
MAX_BUTTON_WORDS = 6
MAX_NOTICE_WORDS = 200
MIN_UNSPACED_PHRASE = 5  # characters: shorter ones tell of a notice at its beginning only
UNSPACED_CHARS = 3  # of a word, where no spaces are
MAX_HEAD = 240  # characters: a notice says what it is at its beginning

_NUMERALS = tuple(str(number) for number in range(2, 13))
_MAGNITUDES = ("dozen", "hundred", "thousand", "million", "billion", "trillion")

_NUMBER = r"\d[\d.,:'\u00a0\u202f ]*\s?(?:k|m|mio\.?|tsd\.?|万|萬|천|만|тыс\.?)?\+?"
_LABELLED = re.compile(r"[\s(]*[\d:.,]+\)?(?:k|m)?$")  # "comments (12)", "listen 4:31"
_PLAYED = re.compile(r"(?:\d+:\d\d(?::\d\d)?[\s/]*)+")  # of a recording
_COUNTERS = re.compile(
    r"[\s❤♥♡★☆✔👍👎💬🔥👏👁🗨]*\d[\d.,]*(?:\s*[❤♥♡★☆✔👍👎💬🔥👏👁🗨]+\s*\d[\d.,]*)*[\s❤♥♡★☆✔👍👎💬🔥👏👁🗨]*"
)
_ARROWS = ("→", "▶", "►", ">>", "➡", "☞")  # to another story
_SEPARATORS = re.compile(r"[\s·|•/,:;()-]+")
_PARTED = re.compile(r"[·|•]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af【]")
_KANJI = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # words may begin anywhere
_LABEL_ENDS = re.compile(r"[ .]*$|[^:.-]{0,40}:|\s?-\s|[\])]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


class SmallPrint:
    """The wordings of some languages, and what they tell of lines as `plain` gives them."""

    def __init__(self, languages: Iterable[str]) -> None:
        self._languages = tuple(languages)

    def lines_of(self, text: str, sure: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the lines of a body that are of the story, plain; those in `sure` are not looked at."""
        for line in text.split("\n"):
            line = plain(line)
            if line in sure:
                yield line
            elif line and not self.has(line):
                is_label = line.count(" ") < MAX_LINE_WORDS and _PARTED.search(line)
                yield self.without_times(line) if is_label else line

    def without_times(self, text: str) -> str:
        """Take from a short text, such as a byline, counters and what it says about how long ago it was.

        >>> small_print("en").without_times("By Ana Ruiz · 3 minutes ago")
        'By Ana Ruiz'
        """
        text = plain(text)
        if len(text) > MAX_LINE_CHARS:
            return text
        return self._moving.sub(" ", text).strip(" ·|•,-:()") if self._moving.search(text) else text

    def has(self, line: str) -> bool:
        """Tell whether a line is not of the story.

        >>> [small_print("en").has(line) for line in ("1,204 shares", "Updated 3 minutes ago", "Dead: 12")]
        [True, True, False]
        """
        words = _count(line)
        if words > MAX_PROMO_WORDS or len(line) > MAX_LINE_CHARS:
            return False
        folded = fold(line).strip(" .:·|•->→»")
        if folded.startswith(self._promos) and any(_begins(folded, phrase) for phrase in self._promos):
            return True
        if '"' not in line and any([promise in folded for promise in self._promises]):
            return True
        if words > MAX_LINE_WORDS:
            return False
        if _LABELLED.sub("", folded).strip() in self._phrases("labels") or self._is_share_button(folded):
            return True
        if _COUNTERS.fullmatch(folded) or _PLAYED.fullmatch(folded) or line.startswith(_ARROWS):
            return True
        related = (phrase for phrase in self._phrases("related") if _begins(folded, phrase))
        if any(folded[len(phrase) :].lstrip().startswith(":") for phrase in related):
            return True
        may_be_stamp = words <= MAX_STAMP_WORDS and any(character.isdigit() for character in folded)
        if may_be_stamp and any(_is_stamp(folded, phrase) for phrase in self._phrases("stamps")):
            return True
        rest, found = self._moving.subn(" ", folded)
        if words < MAX_BUTTON_WORDS and not found:
            told = folded.split()
            rest = " ".join(word for word in told if word not in self._phrases("days"))
            found = len(rest) < len(folded)
        if not found:
            return False
        if (
            words <= MAX_STAMP_WORDS
            and line[-1].isalnum()
            and any(_begins(folded, it) for it in self._phrases("stamps"))
        ):
            return True
        around = self._phrases("around")
        rest = " ".join(part for part in _SEPARATORS.split(rest) if part and part not in around)
        return not _LETTER_OR_DIGIT.search(rest) or rest in self._phrases("labels") | self._phrases("stamps")

    def notices(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines that are notices of correction.

        >>> list(small_print("en").notices(["The mayor made a correction.", "Correction: There were 12 boats."]))
        ['Correction: There were 12 boats.']
        """
        return (line for line in lines if line.count(" ") < MAX_NOTICE_WORDS and self._is_notice(line))

    def is_by_word(self, word: str) -> bool:
        """Tell whether a folded word of a byline is no name ("by", "and")."""
        return word in self._phrases("byline")

    def number(self, word: str) -> str | None:
        """Give what number a folded word is: 2 to 12 in digits, "million" and its like in English; None: it is none.

        >>> [small_print("de").number(word) for word in ("zwölf", "mio", "boote")]
        ['12', 'million', None]
        """
        return self._numbers.get(word)

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        known = self._languages if len(self._languages) <= 2 else ("en",)  # many a numeral is another's "to" or "on"
        return {
            word: name
            for language in known
            for key, names in (("numerals", _NUMERALS), ("magnitudes", _MAGNITUDES))
            for name, words in zip(names, _table()[language].get(key, ()), strict=False)
            for word in words.split()
        }

    def _is_share_button(self, folded: str) -> bool:
        words = folded.split()
        return len(words) < MAX_BUTTON_WORDS and any(
            not self._phrases("labels").isdisjoint(words[:at] + words[at + 1 :])
            for at, word in enumerate(words)
            if word in _phrases(("en",), "networks")
        )

    def before_stamp(self, text: str) -> str:
        """Give a text without the stamp that it ends in, of which the date may be gone.

        >>> small_print("en").before_stamp(" in Ashby, Published , Updated 3 minutes ago")
        ' in Ashby'
        """
        found = self._stamp.search(text)
        if not found:
            return text
        rest = self._moving.sub(" ", self._stamp.sub(" ", text[found.start() :]))
        is_stamp = all(len(word) <= MAX_STAMP_LETTERS for word in _LETTERS.findall(rest))
        return text[: found.start()].rstrip(" ,|·•–-(") if is_stamp else text

    @cached_property
    def _stamp(self) -> re.Pattern[str]:
        phrases = sorted(map(re.escape, self._phrases("stamps")), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)

    def is_stamp_word(self, word: str) -> bool:
        """Tell whether a folded word says that a date follows ("updated")."""
        return word in self._phrases("stamps")

    def _is_notice(self, line: str) -> bool:
        folded = fold(line[:MAX_HEAD]).lstrip(" *_[(<-•")
        if folded.startswith(self._notices):
            for phrase in self._notices:
                if " " in phrase or _UNSPACED.match(phrase):
                    if folded.startswith(phrase):
                        return True
                elif _begins(folded, phrase) and _LABEL_ENDS.match(folded[len(phrase) :]):
                    return True  # one word counts as a label: many a story begins with "Corrections officers"
        return any([phrase in folded for phrase in self._notices if " " in phrase or _is_telling(phrase)])

    @cached_property
    def _promos(self) -> tuple[str, ...]:
        return tuple(self._phrases("promos"))

    @cached_property
    def _promises(self) -> tuple[str, ...]:
        return tuple(self._phrases("promises"))

    @cached_property
    def _notices(self) -> tuple[str, ...]:
        return tuple(self._phrases("correction"))

    def _phrases(self, key: str) -> frozenset[str]:
        return _phrases(self._languages, key)

    @cached_property
    def _moving(self) -> re.Pattern[str]:
        """The pattern of counters, and of how long ago something was."""
        shapes = set()
        for language in self._languages:
            units = sorted(map(re.escape, _table()[language].get("units", ())), key=len, reverse=True)
            for phrase in _table()[language].get("ago", ()):
                shapes.add(_shape(phrase).replace("UNIT", rf"(?:{'|'.join(units)})\.?"))
        shapes.update(_shape(phrase if "#" in phrase else f"# {phrase}") for phrase in self._phrases("counted"))
        either = "|".join(sorted(shapes, key=lambda shape: len(shape.replace(r"\s?", "")), reverse=True))
        return re.compile(rf"(?<![^\W\d_{_KANJI}])(?:{either})(?![^\W_{_KANJI}])", re.IGNORECASE)


@lru_cache(maxsize=64)
def small_print(language: str | None) -> SmallPrint:
    """Give what to read a page in a language (BCP 47) with; all languages when it is not known."""
    code = (language or "").replace("_", "-").partition("-")[0].lower()
    code = {"nb": "no", "nn": "no"}.get(code, code)
    return SmallPrint(dict.fromkeys(("en", code)) if code in _table() else tuple(_table()))


def _count(line: str) -> int:
    """Give how many words a line has, roughly where its script puts no spaces between them.

    >>> _count("a day at sea"), _count("港に船が来た")
    (4, 3)
    """
    unspaced = 0 if line.isascii() else len(_UNSPACED.findall(line))
    return line.count(" ") + 1 + unspaced // UNSPACED_CHARS


def _shape(phrase: str) -> str:
    shape = re.escape(phrase).replace(r"\ ", r"\s?").replace(r"\#", "#")
    return shape.replace("#", _NUMBER)


def _is_telling(phrase: str) -> bool:
    return len(phrase) >= MIN_UNSPACED_PHRASE and _UNSPACED.match(phrase) is not None


def _begins(text: str, phrase: str) -> bool:
    after = text[len(phrase) : len(phrase) + 1]
    return text.startswith(phrase) and not (after.isalnum() and not _UNSPACED.match(phrase))


def _is_stamp(folded: str, phrase: str) -> bool:
    """Tell "updated: 5 March 2026, 14:30" from "updated rules cost 12 islanders their boats"."""
    if not _begins(folded, phrase):
        return False
    rest = folded[len(phrase) :]
    long_words = [word for word in _LETTERS.findall(rest) if len(word) > MAX_STAMP_LETTERS]
    return len(long_words) <= 3 and (rest.lstrip().startswith(":") or len(re.findall(r"\d+", rest)) >= 2)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    import tomllib

    return tomllib.loads((files("scraper") / "small_print.toml").read_text("utf-8"))


@lru_cache(maxsize=512)
def _phrases(languages: tuple[str, ...], key: str) -> frozenset[str]:
    return frozenset(phrase for language in languages for phrase in _table()[language].get(key, ()))
