"""What kind of edit a change is: the events it makes, each with what was there before and after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any

from scraper.archive.what_changed import story_text
from scraper.archive.word_diff import Edit, count_changed, diff_paragraphs, words_of
from scraper.models import Article, Verdict
from scraper.small_print import plain, small_print

MAX_TOLD = 20  # changed numbers, or quotations, that one event names
CONTEXT_WORDS = 3  # on either side of a changed number
ALIKE_QUOTES = 0.4  # of their words: with fewer in common, one went and another came
MIN_QUOTE_WORDS = 3  # fewer are a title or a nickname

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTE = re.compile('[“„«»‟]([^“”„«»]{3,1000}?)[”“»«‟]|[「『]([^「」『』]{3,1000})[」』]|"([^"\n]{3,1000})"')


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a story: the kind of an event, and its detail as JSON can hold it."""

    kind: str
    detail: dict[str, Any]


def edits(old: Article, new: Article, fields: Collection[str], *, is_return: bool = False) -> Iterator[Change]:
    """Yield what happened between two texts of a story that differ in these fields.

    A page whose text is one it had before (`is_return`), as in a test of headlines, was edited only once: it is
    called neither silent nor corrected again.
    """
    back = {"again": True} if is_return else {}
    for field in ("headline", "standfirst", "byline"):
        if field in fields:
            yield Change(f"{field}_changed", {"before": getattr(old, field), "after": getattr(new, field), **back})
    if "tags" in fields:
        added, removed = _missing(new.tags, old.tags), _missing(old.tags, new.tags)
        yield Change("tags_changed", {"added": added, "removed": removed, **back})
    diff = diff_paragraphs(story_text(old), story_text(new), plain) if "body" in fields else []
    if diff:
        words_in, words_out = count_changed(diff)
        yield Change("body_changed", {"words_added": words_in, "words_removed": words_out, **back})
    if is_return:
        return
    notice = _new_notice(old, new) if "body" in fields or "standfirst" in fields else None
    if notice:
        yield Change("correction", {"notice": notice})
    if Verdict.LIVE in (old.verdict, new.verdict):
        return  # entries come and go, which is what a live blog is for
    if not notice and {"body", "standfirst"} & set(fields) and not _is_later(old.modified, new.modified):
        edited = [field for field in ("standfirst", "body") if field in fields]
        words_in, words_out = count_changed(diff)
        told = {"modified": new.modified and new.modified.isoformat()}
        yield Change("silent_edit", {"fields": edited, "words_added": words_in, "words_removed": words_out, **told})
    if "standfirst" in fields:
        diff += diff_paragraphs(old.standfirst or "", new.standfirst or "", plain)
    if numbers := list(_changed_numbers(diff))[:MAX_TOLD]:
        yield Change("numbers_changed", {"changes": numbers})
    if quotations := list(_changed_quotations(diff))[:MAX_TOLD]:
        yield Change("quotations_changed", {"changes": quotations})


def _new_notice(old: Article, new: Article) -> str | None:
    words = small_print(new.language)
    olds, news = (map(plain, f"{it.standfirst or ''}\n{it.body}".split("\n")) for it in (old, new))
    known = {"", *olds}
    return next(words.notices(line for line in news if line not in known), None)


def _missing(names: Collection[str], others: Collection[str]) -> list[str]:
    known = {plain(name).casefold() for name in others}
    return [name for name in names if plain(name).casefold() not in known]


def _is_later(old: datetime | date | None, new: datetime | date | None) -> bool:
    """Tell whether a page says that it was modified later than it said before."""
    if new is None or old is None:
        return new is not None
    if isinstance(old, datetime) and isinstance(new, datetime):
        return new > old
    return _moment(new) != _moment(old) and _moment(new).date() >= _moment(old).date()


def _moment(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def _changed_numbers(diff: Sequence[Edit]) -> Iterator[dict[str, str]]:
    """Yield numbers that stand where others stood, with the words around them."""
    for edit in diff:
        for number, (out, into) in enumerate(pairwise(edit)):
            if (out.tag, into.tag) != ("out", "in"):
                continue
            olds, news = _NUMBER.findall(out.text), _NUMBER.findall(into.text)
            if olds and news and olds != news:
                before, after = _around(edit, number)
                yield {
                    "before": f"{before}{out.text.strip()}{after}".strip(),
                    "after": f"{before}{into.text.strip()}{after}".strip(),
                }


def _around(edit: Edit, number: int) -> tuple[str, str]:
    before = edit[number - 1].text if number else ""
    after = edit[number + 2].text if number + 2 < len(edit) else ""
    count = 2 * CONTEXT_WORDS
    return "".join(words_of(before)[-count:]), "".join(words_of(after)[:count])


def _changed_quotations(diff: Sequence[Edit]) -> Iterator[dict[str, str]]:
    """Yield quotations that became others, most of their words being the same."""
    for edit in diff:
        if len(edit) == 1:
            continue
        olds, news = _quotations(edit, "in"), _quotations(edit, "out")
        same = {plain(quote) for quote in olds} & {plain(quote) for quote in news}
        left = [quote for quote in news if plain(quote) not in same]
        for old in olds:
            if plain(old) not in same and (new := max(left, key=lambda it: _likeness(old, it), default=None)):
                if _likeness(old, new) >= ALIKE_QUOTES:
                    left.remove(new)
                    yield {"before": old, "after": new}


def _quotations(edit: Edit, without: str) -> list[str]:
    text = "".join(part.text for part in edit if part.tag != without)
    found = ("".join(groups) for groups in _QUOTE.findall(text))
    return [quote for quote in found if _count(quote) >= MIN_QUOTE_WORDS]


def _count(text: str) -> int:
    return sum(word[0].isalnum() for word in words_of(text))


def _likeness(one: str, other: str) -> float:
    words, others = (set(words_of(plain(text).casefold())) - {" "} for text in (one, other))
    return len(words & others) / (max(len(words), len(others)) or 1)
