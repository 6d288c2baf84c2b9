"""The history of a story: every text it had, when it was seen, and what happened in between."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.events import Event, read_events
from scraper.archive.stories import Story, read_story
from scraper.archive.text import read_date
from scraper.archive.what_changed import changes_read, text_digest
from scraper.models import Article, Verdict

#: From when to when a text was there: until the next one was seen, or until the page was seen last.
Spell = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a story; `number` counts from 1, in the order in which they appeared.

    `seen` holds when it was there, as pairs of first and last; a text that came back has several. `kind` is
    `edited`, `teaser` (all that a wall showed) or `reextracted` (what we read wrongly at first); `changed` names the
    fields in which it differs from the version that it replaced.
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
class History:
    """A story, its versions in order of appearance, and its events in the order in which they were noticed."""

    story: Story
    versions: tuple[Version, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    article: Article
    digest: str
    capture_digest: str | None
    kind: str
    first_seen_at: datetime | None
    until: datetime


_COLUMNS = (
    "seen_at, url, headline, standfirst, byline, published, modified, section, language, site, is_free,"
    " verdict, authors, tags, sections, body, capture_digest, kind, text_digest, first_seen_at"
)


def read_history(db: sqlite3.Connection, url_or_id: str) -> History | None:
    """Give the history of the story with an id, or with any of the URLs it goes by; None if there is none."""
    story = read_story(db, url_or_id)
    if story is None:
        return None
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    rows = cursor.execute(f"SELECT {_COLUMNS} FROM revisions WHERE article_id = ? ORDER BY id", (story.id,))
    texts = [_text(row) for row in rows]
    events = read_events(db, story.id)
    return History(story, tuple(_versions(story, texts, events)), events)


def timeline(history: History) -> Iterator[tuple[Version, tuple[Event, ...]]]:
    """Yield each version with what happened from when it appeared until the next one did."""
    versions, events = list(history.versions), list(history.events)
    for version, later in zip(versions, [*versions[1:], None], strict=True):
        count = 0
        while count < len(events) and not (later and _brings(events[count], later)):
            count += 1
        yield version, tuple(events[:count])
        del events[:count]


def _brings(event: Event, version: Version) -> bool:
    """Tell whether an event is of the time when a version appeared, or of a later one."""
    if event.text_digest or not event.kind.endswith(("_changed", "_edit")):
        return event.text_digest == version.text_digest
    return event.at >= version.seen[0][0]  # of an archive from before events named the text


def _versions(story: Story, texts: list[_Text], events: tuple[Event, ...]) -> Iterator[Version]:
    now = text_digest(story.article)
    current = next((n for n, text in enumerate(texts) if text.digest == now and text.kind == "edited"), len(texts))
    if current == len(texts):
        texts = [*texts, _Text(story.article, now, story.capture_digest, "edited", None, story.last_seen_at)]
    numbers = {text.digest: number for number, text in enumerate(texts) if text.kind != "reextracted"}
    spells, replaced = _spells(numbers, story, events)
    start = story.first_seen_at
    for number, text in enumerate(texts):
        is_current = number == current
        article = story.article if is_current else text.article
        before = replaced.get(number, number - 1) if number else None
        changed: tuple[str, ...] = ()
        if before is not None:
            changed = changes_read(texts[before].article, article, lambda: False).fields
        yield Version(
            number=number + 1,
            article=article,
            seen=spells.get(number) or ((text.first_seen_at or start, text.until),),
            kind=text.kind,
            is_current=is_current,
            replaced=None if before is None else before + 1,
            changed=changed,
            capture_digest=story.capture_digest if is_current else text.capture_digest,
            text_digest=text.digest,
        )
        start = text.until


def _spells(
    numbers: Mapping[str, int], story: Story, events: Iterable[Event]
) -> tuple[dict[int, tuple[Spell, ...]], dict[int, int]]:
    """Give when each text was there, and which text each replaced at first, as the events tell it.

    Texts stored before events named them are in neither.
    """
    spells: dict[int, tuple[Spell, ...]] = {}
    replaced: dict[int, int] = {}
    shown, since = 0, story.first_seen_at
    for event in events:
        number = numbers.get(event.text_digest or "")
        if number is None or number == shown:
            continue
        spells[shown] = (*spells.get(shown, ()), (since, event.at))
        replaced.setdefault(number, shown)
        shown, since = number, event.at
    if spells:
        spells[shown] = (*spells.get(shown, ()), (since, max(since, story.last_seen_at)))
    return spells, {number: before for number, before in replaced.items() if before < number}


def _text(row: sqlite3.Row) -> _Text:
    article = Article(
        headline=row["headline"],
        standfirst=row["standfirst"],
        byline=row["byline"],
        authors=tuple(json.loads(row["authors"])),
        published=read_date(row["published"]),
        modified=read_date(row["modified"]),
        section=row["section"],
        sections=tuple(json.loads(row["sections"])),
        tags=tuple(json.loads(row["tags"])),
        body=row["body"],
        language=row["language"],
        site=row["site"],
        url=row["url"],
        is_free=None if row["is_free"] is None else bool(row["is_free"]),
        verdict=Verdict(row["verdict"]),
    )
    return _Text(
        article,
        row["text_digest"] or text_digest(article),
        row["capture_digest"],
        row["kind"],
        datetime.fromisoformat(row["first_seen_at"]) if row["first_seen_at"] else None,
        datetime.fromisoformat(row["seen_at"]),
    )
