"""What a reader would notice between two readings of one story, and nothing else.

A reader reads headline, standfirst, byline, tags and the words of the body. White space, spelling of quotes,
small print and the order of tags are no change; neither is what only another template hides or shows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from scraper.archive.strays import are_few, strays, tells, without_labels
from scraper.archive.word_diff import words_of
from scraper.models import Article
from scraper.small_print import SmallPrint, small_print
from scraper.spelling import plain

READ = ("headline", "standfirst", "byline", "tags", "body")
FIRST_LINES = 3  # of a body, which a description may be made of
MAX_BYLINE_WORDS = 18  # of a line with names and dates

_DIGITS = re.compile(r"\d+")
_HANDLE = re.compile(r"\S*@\S+")  # of a social network, or an address


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new for a reader: the fields, and the article with everything else as it was already read.

    `kept` names the fields of which the page says something else.
    """

    fields: tuple[str, ...]
    article: Article
    kept: tuple[str, ...] = ()


def changes_read(
    old: Article, new: Article, is_other_template: Callable[[], bool], last: Article | None = None
) -> Changes:
    """Compare two storable articles of one story as a reader would; what only looks different stays as it was.

    `is_other_template` is asked only when a field has gone or come, which a redesign does without anybody editing.
    `last` is what the page before said, where the story keeps something else: to say so again is no change.
    """
    words = small_print(new.language or old.language)
    keep: dict[str, object] = {}
    changed, kept = [], []
    for field in READ:
        if getattr(old, field) == getattr(new, field) and not (field == "byline" and old.authors != new.authors):
            continue
        how = _DIFFER[field](old, new, words)
        if last and last is not old and how != "same":
            how = "kept" if _DIFFER[field](last, new, words) == "same" else how
        if how == "gained" and is_other_template():
            continue
        if how in ("same", "kept") or (how in ("lost", "strays") and is_other_template()):
            keep[field] = getattr(old, field)
            if how != "same":
                kept += ["byline", "authors"] if field == "byline" else [field]
        else:
            changed.append(field)
    if "body" in keep:
        keep["body_html"] = old.body_html
    if "byline" in keep and not new.authors:
        keep["authors"] = old.authors
    return Changes(tuple(changed), replace(new, **keep), tuple(kept))  # type: ignore[arg-type]


def text_digest(article: Article) -> str:
    """Give what two readings share that read the same: 16 hex digits of headline, standfirst, byline, tags and body."""
    words = small_print(article.language)
    read = (
        *(_squeezed(article.headline), _squeezed(article.standfirst)),
        *(_signed(article, words), sorted(_tags(article))),
        "".join("".join(line.split()) for line in _lines(article, words)),
    )
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:16]


def story_text(article: Article) -> str:
    """Give the body without small print: what is compared, in the page's own spelling."""
    words = small_print(article.language)
    names = _heads(article)
    return "\n\n".join(
        line
        for line in article.body.split("\n")
        if line.strip() and not words.has(plain(line)) and not _is_byline(plain(line), names, words)
    )


def _headline(old: Article, new: Article, _: SmallPrint) -> str:
    return _known(_squeezed(old.headline), _squeezed(new.headline))


def _standfirst(old: Article, new: Article, _: SmallPrint) -> str:
    one, other = _squeezed(old.standfirst), _squeezed(new.standfirst)
    if not one or not other:  # some templates print it as the first paragraph
        body = _squeezed(new.body if one else old.body)
        if body.startswith(one or other):
            return "same"
    elif min(len(one), len(other)) > 40 and (_is_beginning(one, other) or _is_beginning(other, one)):
        return "same"  # cut for sharing
    return _known("" if _is_made_of(one, old, new) else one, "" if _is_made_of(other, new, old) else other)


def _is_made_of(standfirst: str, article: Article, other: Article) -> bool:
    """Tell whether a squeezed standfirst is the beginning of an article's text: made for sharing, not printed."""
    begun = standfirst.rstrip(".…")
    first = [it.body.split("\n\n", FIRST_LINES)[:FIRST_LINES] for it in (article, other)]
    lines, others = (list(map(_squeezed, paragraphs)) for paragraphs in first)
    return any(line.startswith(begun) and (line != standfirst or line in others) for line in lines)


def _byline(old: Article, new: Article, words: SmallPrint) -> str:
    one, other = (words.without_times(byline or "") for byline in (old.byline, new.byline))
    if one and other:
        if _squeezed(one).casefold() == _squeezed(other).casefold():
            return "same"
        if _names(old) != _names(new) or not new.authors:
            return "other"
        told, tells = _beside(one, old, words), _beside(other, new, words)
        if told == tells:
            return "same"
        return "lost" if tells < told else "gained" if told < tells else "other"  # "Reporter", "in Port Ellis"
    if _names(old) == _names(new):
        return "same"
    return _known(one or " ".join(_names(old)), other or " ".join(_names(new)))


def _by_tags(old: Article, new: Article, _: SmallPrint) -> str:
    one, other = _tags(old), _tags(new)
    if one == other:
        return "same"
    return "lost" if not other else "gained" if not one else "other"


def _body(old: Article, new: Article, words: SmallPrint) -> str:
    olds, news = ([line for line in map(plain, text.split("\n")) if line] for text in (old.body, new.body))
    if _joined(olds) == _joined(news):
        return "same"
    both = frozenset(olds) & frozenset(news)
    olds, news = (list(_lines(article, words, both)) for article in (old, new))
    for lines, article in ((olds, new), (news, old)):  # some templates print the standfirst as the first paragraph
        if lines and article.standfirst and lines[0] not in both and lines[0] == plain(article.standfirst):
            del lines[0]
    if _joined(olds) == _joined(news):
        return "same"
    olds, news = map(list, without_labels(olds, news))
    if _joined(olds) == _joined(news):
        return "same"
    found = strays(olds, news, words)
    if found is None:
        return "other"
    if not are_few(found, olds + news) or (is_later(old.modified, new.modified) and any(map(tells, found))):
        return "other"
    return "strays"


_DIFFER: dict[str, Callable[[Article, Article, SmallPrint], str]] = {
    "headline": _headline,
    "standfirst": _standfirst,
    "byline": _byline,
    "tags": _by_tags,
    "body": _body,
}


def _lines(article: Article, words: SmallPrint, sure: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the lines of a body that are of the story, plain; those in `sure` are not looked at."""
    names = _heads(article)
    return (line for line in words.lines_of(article.body, sure) if line in sure or not _is_byline(line, names, words))


def _heads(article: Article) -> tuple[str, ...]:
    return tuple(plain(name).casefold() for name in (article.byline or "", *article.authors) if name)


def _is_byline(line: str, names: tuple[str, ...], words: SmallPrint) -> bool:
    """Tell whether a line says who wrote the story and when, which some templates print at the head of its text."""
    if not names or line.count(" ") > MAX_BYLINE_WORDS or line.endswith((".", "!", "?", '"')):
        return False
    folded = line.casefold()
    first, _, rest = folded.partition(" ")
    if not (folded.startswith(names) or (words.is_by_word(first) and rest.startswith(names))):
        return False
    return len(_DIGITS.findall(line)) > 1 or words.without_times(line) != line


def is_later(old: datetime | date | None, new: datetime | date | None) -> bool:
    """Tell whether a page says that it was modified later than it said before."""
    if new is None or old is None:
        return new is not None
    if isinstance(old, datetime) and isinstance(new, datetime):
        return new > old
    return _moment(new) != _moment(old) and _moment(new).date() >= _moment(old).date()


def _moment(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def _known(one: str, other: str) -> str:
    if one == other:
        return "same"
    return "lost" if not other else "gained" if not one else "other"


def _is_beginning(short: str, long: str) -> bool:
    return short.endswith(("...", "…")) and long.startswith(short.rstrip(".…"))


def _signed(article: Article, words: SmallPrint) -> list[str]:
    """Give what a byline says in one form: the names, if they are known, and what stands beside them."""
    byline = words.without_times(article.byline or "")
    if not article.authors:
        return [byline]
    return [*sorted(_names(article)), *sorted(_beside(byline, article, words))]


def _names(article: Article) -> set[str]:
    return {_folded(name) for name in article.authors}


def _beside(byline: str, article: Article, words: SmallPrint) -> set[str]:
    """Give the words of a byline that are neither names, nor what joins them, nor when it was."""
    names = {word for name in article.authors for word in words_of(plain(name).casefold()) if word[0].isalnum()}
    parts = words_of(_HANDLE.sub("", byline.casefold()))
    end = max((at for at, part in enumerate(parts) if part in names), default=-1) + 1
    tail = parts[end:]
    if any(part.isdigit() or words.is_stamp_word(part) for part in tail):
        parts = parts[:end]
    return {word for word in parts if word[0].isalnum() and word not in names and not words.is_by_word(word)}


def _tags(article: Article) -> set[str]:
    return {_folded(tag) for tag in article.tags}


def _folded(text: str) -> str:
    return plain(text).casefold()


def _squeezed(text: str | None) -> str:
    return "".join(plain(text).split()) if text else ""


def _joined(lines: list[str]) -> str:
    return "".join("".join(lines).split())
