"""The history of a story: every text it had, when it was seen, and what happened in between."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.events import Event, read_events
from scraper.archive.live import EntryEdit, read_edits
from scraper.archive.stories import Story, article_of, read_story
from scraper.archive.walls import Wall, read_walls
from scraper.archive.what_changed import changes_read, text_digest
from scraper.models import Article

#: From when to when a text was there: until the next one was seen, or until the page was seen last.
Spell = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a story; `number` counts from 1, in the order in which they appeared.

    `seen` holds when it was there, as pairs of first and last; a text that came back has several. `kind` is
    `edited`, `teaser` (all that a wall showed) or `reextracted` (what we read wrongly at first); `changed` names the
    fields in which it differs from the version that it replaced,
    after a re-reading also those that no reader sees (`published`).
    """

    number: int
    article: Article
    seen: tuple[Spell, ...]
    kind: str
    is_current: bool
    replaced: int | None
    changed: tuple[str, ...]
    capture_digest: str | None
    text_digest: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What no event tells: that a story was `paywalled` or `unpaywalled`, or is back at a version (`returned`)."""

    at: datetime
    kind: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A story, its versions in order of appearance, its events, and when its page showed only the beginning.

    `entry_edits` are those of a live blog's entries, which make no version.
    """

    story: Story
    versions: tuple[Version, ...]
    events: tuple[Event, ...]
    walls: tuple[Wall, ...]
    entry_edits: tuple[EntryEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """What a story read like for a while; `left` names the fields that read differently afterwards."""

    article: Article
    kind: str
    text_digest: str
    capture_digest: str | None
    since: datetime
    until: datetime
    left: tuple[str, ...] = ()


_COLUMNS = (
    "seen_at, url, headline, standfirst, byline, published, modified, section, language, site, is_free,"
    " verdict, authors, tags, sections, body, capture_digest, kind, text_digest, changed"
)


def read_history(db: sqlite3.Connection, url_or_id: str) -> History | None:
    """Give the history of the story with an id, or with any of the URLs it goes by; None if there is none."""
    story = read_story(db, url_or_id)
    if story is None:
        return None
    versions = tuple(_versions(tuple(_texts(db, story))))
    walls, edits = tuple(read_walls(db, story.id)), read_edits(db, story.id)
    return History(story, versions, read_events(db, story.id), walls, edits)


def timeline(history: History) -> Iterator[tuple[Version, tuple[Event | Notice, ...]]]:
    """Yield each version with what happened from when it appeared until the next one did, in order."""
    happened = _in_order(history)
    start = 0
    for version, later in zip(history.versions, [*history.versions[1:], None], strict=True):
        end = _start_of(history.versions[later.number - 1 :], happened, start) if later else len(happened)
        yield version, tuple(happened[start:end])
        start = end


def _in_order(history: History) -> list[Event | Notice]:
    """Give events as they were noticed, each return to a text before the first event that tells of it."""
    happened: list[Event | Notice] = list(history.events)
    for version in history.versions:
        begins = [since for since, _ in version.seen]
        for number, since in enumerate(begins[1:], 1):
            told = [
                place
                for place, each in enumerate(happened)
                if isinstance(each, Event) and (each.at, each.text_digest) == (since, version.text_digest)
                if _digest_at(happened, place - 1) != version.text_digest
            ]
            left = begins[number:].count(since)  # within one second, this one too; a text may first come without event
            place = told[-left] if left <= len(told) else _first_after(happened, since)
            happened.insert(place, Notice(since, "returned", version.number))
    for notice in _notices(history):
        happened.insert(_first_after(happened, notice.at), notice)
    return happened


def _digest_at(happened: Sequence[Event | Notice], place: int) -> str | None:
    each = happened[place] if place >= 0 else None
    return each.text_digest if isinstance(each, Event) else None


def _first_after(happened: Sequence[Event | Notice], at: datetime) -> int:
    return next((place for place, each in enumerate(happened) if each.at > at), len(happened))


def _start_of(versions: Sequence[Version], happened: Sequence[Event | Notice], start: int) -> int:
    """Give the place of the first thing that happened when the first of some versions had appeared.

    Within one second, the text that an event names tells: that of this version or of a later one.
    """
    begin = versions[0].seen[0][0]
    texts = {version.text_digest for version in versions}
    rest = range(start, len(happened))
    for place in rest:
        each = happened[place]
        if each.at > begin:
            return place
        if isinstance(each, Event) and each.at == begin and each.text_digest in texts:
            while place > start and happened[place - 1].at == begin and happened[place - 1].kind == "unpaywalled":
                place -= 1
            return place
    return next((place for place in rest if happened[place].at >= begin), len(happened))


def _notices(history: History) -> Iterator[Notice]:
    for begin, end in history.walls:
        yield Notice(begin, "paywalled")
        if end:
            yield Notice(end, "unpaywalled")


def _texts(db: sqlite3.Connection, story: Story) -> Iterator[_Text]:
    """Yield what a story read like, one text after another, the current one last."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    since = story.first_seen_at
    for row in cursor.execute(
        f"SELECT {_COLUMNS} FROM revisions WHERE article_id = ? ORDER BY seen_at, id", (story.id,)
    ):
        article, until = article_of(row, row["body"]), datetime.fromisoformat(row["seen_at"])
        digest = row["text_digest"] or text_digest(article)
        yield _Text(article, row["kind"], digest, row["capture_digest"], since, until, _names(row["changed"]))
        since = until
    now = text_digest(story.article)
    yield _Text(story.article, "edited", now, story.capture_digest, since, max(since, story.last_seen_at))


def _names(changed: str) -> tuple[str, ...]:
    return tuple(name for name in json.loads(changed) if name != "body_html")  # the same words as the body


def _changed(before: _Text, now: _Text) -> tuple[str, ...]:
    """Name the fields that a reader sees differ; where we had read wrongly, all that differ."""
    if before.kind == "reextracted":
        return before.left
    return changes_read(before.article, now.article, lambda: False).fields


def _versions(texts: Sequence[_Text]) -> Iterator[Version]:
    """Yield each text once; what we only read wrongly is a version of its own."""
    first: dict[tuple[str, str], int] = {}  # where each text stood first
    places: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        key = (text.text_digest, "reextracted" if text.kind == "reextracted" else "read")
        places.setdefault(first.setdefault(key, place), []).append(place)
    numbers = {place: number for number, place in enumerate(places, 1)}
    number_at = {place: numbers[start] for start, all_places in places.items() for place in all_places}
    for start, all_places in places.items():
        newest, before = texts[all_places[-1]], texts[start - 1] if start else None
        changed = _changed(before, newest) if before else ()
        yield Version(
            number=numbers[start],
            article=newest.article,
            seen=tuple((texts[place].since, texts[place].until) for place in all_places),
            kind=texts[start].kind,
            is_current=newest is texts[-1],
            replaced=number_at[start - 1] if start else None,
            changed=changed,
            capture_digest=newest.capture_digest,
            text_digest=newest.text_digest,
        )
