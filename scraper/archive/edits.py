"""What kind of edit a change is: the events it makes, each with what was there before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from scraper.archive.numbers import changed_numbers
from scraper.archive.quotations import changed_quotations
from scraper.archive.what_changed import is_later, story_text
from scraper.archive.word_diff import count_changed, diff_paragraphs
from scraper.models import Article, Verdict
from scraper.small_print import small_print
from scraper.spelling import plain

MAX_TOLD = 20  # changed numbers, or quotations, that one event names


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a story: the kind of an event, and its detail as JSON can hold it."""

    kind: str
    detail: dict[str, Any]


def edits(old: Article, new: Article, fields: Collection[str], *, is_return: bool = False) -> Iterator[Change]:
    """Yield what happened between two texts of a story that differ in these fields.

    A standfirst, a byline or tags that read differently make a revision, which names them, and no event of their own.

    A page whose text is one it had before (`is_return`), as in a test of headlines, was edited only once: it is
    called neither silent nor corrected again.
    """
    back = {"again": True} if is_return else {}
    if "headline" in fields:
        yield Change("headline_changed", {"before": old.headline, "after": new.headline, **back})
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
    if not notice and {"body", "standfirst"} & set(fields) and not is_later(old.modified, new.modified):
        edited = [field for field in ("standfirst", "body") if field in fields]
        words_in, words_out = count_changed(diff)
        told = {"modified": new.modified and new.modified.isoformat()}
        yield Change("silent_edit", {"fields": edited, "words_added": words_in, "words_removed": words_out, **told})
    for field in ("headline", "standfirst"):
        if field in fields:
            diff += diff_paragraphs(getattr(old, field) or "", getattr(new, field) or "", plain)
    if numbers := list(changed_numbers(diff, small_print(new.language)))[:MAX_TOLD]:
        yield Change("numbers_changed", {"changes": numbers})
    if quotations := list(changed_quotations(diff))[:MAX_TOLD]:
        yield Change("quotations_changed", {"changes": quotations})


def _new_notice(old: Article, new: Article) -> str | None:
    words = small_print(new.language)
    olds, news = (map(plain, f"{it.standfirst or ''}\n{it.body}".split("\n")) for it in (old, new))
    known = {"", *olds}
    return next(words.notices(line for line in news if line not in known), None)
