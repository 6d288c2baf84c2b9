"""How the sources are doing: read from the log of fetches, the frontier and the stories themselves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from scraper.archive.baseline import MAX_BASELINE, MAX_RECENT, MIN_RECENT, has_fallen, silence_allowed, split
from scraper.archive.observed import (
    FIELDS,
    Log,
    Seen,
    count_waiting,
    hosts_of,
    last_answer,
    read_fields,
    read_log,
    read_stories,
)
from scraper.models import LinkKind, Source
from scraper.urls import host

if TYPE_CHECKING:
    from scraper.archive.sources import Way

NEW_DAYS = 7
OVERDUE = timedelta(days=1)  # after which nobody can be running `scrape run`
FAILED_TIMES = 3  # in a row, before a feed that fails is an alarm and no hiccup
MOST_LOST = 0.5  # of what is asked lately
READ_AS_STORIES = "read as stories"

AlarmKind = Literal["layout", "quiet", "failing", "overdue"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person should look at, in one sentence."""

    kind: AlarmKind
    text: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of stories with a field, from 0 to 1: lately, and before that; None when there are too few."""

    field: str
    share: float | None
    baseline: float | None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source is doing.

    `new_per_day` are stories by the day (UTC) that they were first seen, today last; `failures` by reason and
    `refused` (by robots.txt) are of the last week, at the hosts of the source; `waiting` are stories found, due and
    not had; `newest` is when the newest story was published.
    """

    source: Source
    ways: tuple[Way, ...]
    stories: int
    newest: datetime | None
    new_per_day: tuple[int, ...]
    failures: Mapping[str, int]
    refused: int
    waiting: int
    completeness: tuple[Completeness, ...]
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class LastRun:
    """How a command went; without an end it still runs, or was killed."""

    started_at: datetime
    ended_at: datetime | None
    exit_code: int | None
    counts: Mapping[str, int]


def read_last_run(db: sqlite3.Connection, command: str) -> LastRun | None:
    """Give how a command went the last time."""
    row = db.execute(
        "SELECT started_at, ended_at, exit_code, counts FROM runs WHERE command = ? ORDER BY id DESC LIMIT 1",
        (command,),
    ).fetchone()
    if row is None:
        return None
    ended_at = datetime.fromisoformat(row[1]) if row[1] else None
    return LastRun(datetime.fromisoformat(row[0]), ended_at, row[2], json.loads(row[3] or "{}"))


def read_health(
    db: sqlite3.Connection, sources: Iterable[tuple[Source, Sequence[Way]]], now: datetime
) -> list[SourceHealth]:
    """Give the health of sources, each with its ways in."""
    return [_health(db, source, ways, now) for source, ways in sources if source.id is not None]


def _health(db: sqlite3.Connection, source: Source, ways: Sequence[Way], now: datetime) -> SourceHealth:
    assert source.id is not None
    stories = read_stories(db, source.id)
    times = stories.times
    names = hosts_of(db, source.id) | {host(way.url) for way in ways}
    bare = {name.removeprefix("www.") for name in names}
    log = read_log(db, names | bare | {f"www.{name}" for name in bare}, now)
    fields = (*_completeness(read_fields(db, stories.ids[: MAX_RECENT + MAX_BASELINE])), _yield(log))
    answers = {way.url: last_answer(db, host(way.url), way.url) for way in ways}
    today = now.astimezone(UTC).date()
    alarms = (
        *_of_layout(fields),
        *_of_ways(ways, answers),
        *_of_answers(log),
        *(_of_rest(source, ways, now) or _of_silence(times, ways, now)),
    )
    return SourceHealth(
        source=source,
        ways=tuple(ways),
        stories=sum(stories.by_day.values()),
        newest=times[0] if times else None,
        new_per_day=tuple(
            stories.by_day.get((today - timedelta(days=ago)).isoformat(), 0) for ago in reversed(range(NEW_DAYS))
        ),
        failures=dict(log.failures.most_common()),
        refused=log.refused,
        waiting=count_waiting(db, source.id, now),
        completeness=fields,
        alarms=alarms,
    )


def _completeness(stories: Sequence[Seen]) -> Iterator[Completeness]:
    """Compare the newest stories with those before them, field by field."""
    recent, earlier = split([story.at for story in stories], [story.batch for story in stories])
    late = [stories[number] for number in recent]
    before = [stories[number] for number in earlier]
    for number, name in enumerate(FIELDS):
        hits = sum(story.has[number] for story in late)
        baseline = sum(story.had[number] for story in before) / len(before) if before else None
        share = hits / len(late) if late else None
        is_broken = baseline is not None and has_fallen(hits, len(late), baseline)
        yield Completeness(name, share, baseline, is_broken)


def _yield(log: Log) -> Completeness:
    """Compare how many of the pages read as stories: after a redesign, none may."""
    share = log.stories_lately / log.pages_lately if log.pages_lately else None
    baseline = log.stories_before / log.pages_before if log.pages_before >= MAX_RECENT else None
    is_broken = baseline is not None and has_fallen(log.stories_lately, log.pages_lately, baseline)
    return Completeness(READ_AS_STORIES, share, baseline, is_broken)


def _of_layout(fields: Iterable[Completeness]) -> Iterator[Alarm]:
    for one in fields:
        if one.is_broken and one.share is not None and one.baseline is not None:
            what = (
                f"of the pages {READ_AS_STORIES}"
                if one.field == READ_AS_STORIES
                else f"of the stories have {one.field}"
            )
            yield Alarm("layout", f"{one.share:.0%} {what} lately, {one.baseline:.0%} before; was the site redesigned?")


def _of_ways(ways: Sequence[Way], answers: Mapping[str, str | None]) -> Iterator[Alarm]:
    """Tell of feeds and sitemaps that fail, and of those that became something else."""
    for way in ways:
        if way.failures >= FAILED_TIMES and way.last_error:
            yield Alarm("failing", f"{way.url} failed {way.failures} times in a row: {way.last_error}")
        elif way.kind in (LinkKind.FEED, LinkKind.SITEMAP) and answers[way.url] in ("front", "story"):
            yield Alarm("failing", f"{way.url} is no {way.kind.value} any more, but a page")


def _of_answers(log: Log) -> Iterator[Alarm]:
    """Tell of a site that answers, but refuses most of what is asked."""
    lost = log.lost_lately.total()
    if lost >= MIN_RECENT and lost >= MOST_LOST * log.asked_lately:
        reason, count = log.lost_lately.most_common(1)[0]
        most = "" if count == lost else f"{count} times "
        yield Alarm("failing", f"{lost} of {log.asked_lately} requests of the last days failed: {most}{reason}")


def _of_rest(source: Source, ways: Sequence[Way], now: datetime) -> tuple[Alarm, ...]:
    """Tell of a source that nobody looks at: what is due stays due."""
    since = [way.due_at or way.fetched_at or source.added_at for way in ways] or [source.added_at]
    if any(at is not None and now - at > OVERDUE for at in since):
        last = f"since {source.last_run_at:%Y-%m-%d %H:%M} UTC" if source.last_run_at else "yet"
        return (Alarm("overdue", f"it was not looked at {last}, though it is due; does `scrape run` run?"),)
    return ()


def _of_silence(times: Sequence[datetime], ways: Sequence[Way], now: datetime) -> Iterator[Alarm]:
    """Tell of a source that publishes nothing for longer than it ever did."""
    if all(way.last_error for way in ways):
        return  # we would not know
    allowed = silence_allowed(times)
    if allowed and (quiet := now - times[0]) > allowed:
        yield Alarm("quiet", f"nothing new for {_days(quiet)}; more than {_days(allowed)} is unusual for it")


def _days(length: timedelta) -> str:
    hours = round(length.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{round(hours / 24)} days"
