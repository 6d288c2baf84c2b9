"""How the sources are doing: read from the log of fetches, the frontier and the stories themselves."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from scraper.archive.baseline import MAX_BASELINE, MAX_RECENT, has_fallen, silence_allowed, split
from scraper.archive.sources import Way
from scraper.archive.text import stamp
from scraper.models import Source

LOG_DAYS = timedelta(days=7)  # of failures
NEW_DAYS = 7
STORY_DAYS = timedelta(days=180)  # of stories, for what is usual
OVERDUE = timedelta(days=1)  # after which nobody can be running `scrape run`
FAILED_TIMES = 3  # in a row, before a feed that fails is an alarm and no hiccup
FIELDS = ("headline", "standfirst", "byline", "authors", "published", "section", "tags", "body")
#: What the log says of answers that were lists of links.
LISTS = (
    *("feed", "sitemap", "news sitemap", "sitemap index", "list of feeds", "front", "there are no more"),
    *("not modified",),
)

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
    """How one source is doing. `new_per_day` ends today (UTC); `failures` and `refused` are of the last week."""

    source: Source
    stories: int
    newest: datetime | None
    new_per_day: tuple[int, ...]
    failures: Mapping[str, int]
    refused: int
    waiting: int
    completeness: tuple[Completeness, ...]
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class _Story:
    at: datetime
    seen: datetime
    host: str
    has: tuple[bool, ...]


def read_health(
    db: sqlite3.Connection, sources: Iterable[tuple[Source, Sequence[Way], str]], now: datetime
) -> list[SourceHealth]:
    """Give the health of sources, each with its ways in and the scope of its links."""
    stories = _stories(db, now)
    failures, refused, yields = _log(db, now)
    found = []
    for source, ways, scope in sources:
        assert source.id is not None
        own = stories.get(source.id, [])
        hosts = {story.host for story in own} | {way.url.partition("://")[2].partition("/")[0] for way in ways}
        hosts = {name.partition(":")[0] for name in hosts}
        reasons: Counter[str] = Counter()
        for name in hosts:
            reasons.update(failures.get(name, {}))
        fields = [*_completeness(own), *_yield([yields.get(name, (0, 0, 0, 0)) for name in hosts])]
        today = now.astimezone(UTC).date()
        days = Counter((today - story.seen.date()).days for story in own)
        found.append(
            SourceHealth(
                source=source,
                stories=_count_stories(db, source.id),
                newest=own[0].at if own else None,
                new_per_day=tuple(days[ago] for ago in reversed(range(NEW_DAYS))),
                failures=dict(reasons.most_common()),
                refused=sum(refused.get(name, 0) for name in hosts),
                waiting=_count_waiting(db, source.id, scope),
                completeness=tuple(fields),
                alarms=tuple(_alarms(source, ways, own, fields, now)),
            )
        )
    return found


def _stories(db: sqlite3.Connection, now: datetime) -> dict[int, list[_Story]]:
    """Give the stories of each source that were first seen within STORY_DAYS, the newest first."""
    rows = db.execute(
        "SELECT l.source_id, a.published_utc, a.first_seen_at, a.host, a.headline IS NOT NULL,"
        " a.standfirst IS NOT NULL, a.byline IS NOT NULL,"
        " EXISTS (SELECT 1 FROM article_authors WHERE article_id = a.id), a.published IS NOT NULL,"
        " a.section IS NOT NULL, EXISTS (SELECT 1 FROM article_tags WHERE article_id = a.id), a.word_count > 0"
        " FROM articles AS a JOIN article_urls AS u ON u.article_id = a.id JOIN links AS l ON l.key = u.key"
        " WHERE a.first_seen_at >= ? AND l.source_id IS NOT NULL GROUP BY l.source_id, a.id",
        (stamp(now - STORY_DAYS),),
    )
    found: defaultdict[int, list[_Story]] = defaultdict(list)
    for source_id, published, first_seen, host, *has in rows:
        seen = datetime.fromisoformat(first_seen)
        at = min(_moment(published) or seen, seen)
        found[source_id].append(_Story(at, seen, host or "", tuple(bool(one) for one in has)))
    for stories in found.values():
        stories.sort(key=lambda story: story.at, reverse=True)
    return found


def _moment(text: str | None) -> datetime | None:
    """Read a time for comparing; a day counts from its beginning."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _log(
    db: sqlite3.Connection, now: datetime
) -> tuple[dict[str, Counter[str]], Counter[str], dict[str, tuple[int, int, int, int]]]:
    """Give, by host, the failures by reason, the refusals, and how many pages read as stories, lately and before."""
    failures: defaultdict[str, Counter[str]] = defaultdict(Counter)
    refused: Counter[str] = Counter()
    yields: dict[str, tuple[int, int, int, int]] = {}
    marks = ", ".join("?" * len(LISTS))
    rows = db.execute(
        "SELECT host, outcome, CASE WHEN outcome = 'failed' OR status >= 400 THEN coalesce(reason, '') END AS why,"
        f" outcome = 'not a story' AND reason IN ({marks}) AS is_list, at >= ?, count(*) FROM fetches WHERE id >= ?"
        " GROUP BY 1, 2, 3, 4, 5",
        (*LISTS, stamp(now - LOG_DAYS / 3), _first_since(db, now - 2 * LOG_DAYS)),
    )
    for host, outcome, why, is_list, is_recent, count in rows:
        if outcome == "disallowed":
            refused[host] += count
        elif why is not None:
            failures[host][why] += count
        elif not is_list and outcome != "not modified":
            is_story = outcome != "not a story"
            late, of_late, before, of_before = yields.get(host, (0, 0, 0, 0))
            if is_recent:
                yields[host] = (late + count * is_story, of_late + count, before, of_before)
            else:
                yields[host] = (late, of_late, before + count * is_story, of_before + count)
    return failures, refused, yields


def _first_since(db: sqlite3.Connection, since: datetime) -> int:
    """Give the first id of the log since some time, by halving: ids grow with time, and times have no index."""
    low, high = 0, int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM fetches").fetchone()[0])
    limit = stamp(since)
    while low < high:
        middle = (low + high) // 2
        row = db.execute("SELECT at FROM fetches WHERE id >= ? ORDER BY id LIMIT 1", (middle,)).fetchone()
        if row is None or row[0] >= limit:
            high = middle
        else:
            low = middle + 1
    return low


def _completeness(stories: Sequence[_Story]) -> Iterator[Completeness]:
    """Compare the newest stories with those before them, field by field."""
    recent = split([story.at for story in stories])
    late = stories[: recent or MAX_RECENT]
    before = stories[recent : recent + MAX_BASELINE] if recent else []
    for number, name in enumerate(FIELDS):
        hits = sum(story.has[number] for story in late)
        baseline = sum(story.has[number] for story in before) / len(before) if before else None
        share = hits / len(late) if late else None
        is_broken = baseline is not None and has_fallen(hits, len(late), baseline)
        yield Completeness(name, share, baseline, is_broken)


def _yield(counted: Sequence[tuple[int, int, int, int]]) -> Iterator[Completeness]:
    """Compare how many of the pages read as stories: after a redesign, none may."""
    late, of_late, before, of_before = (sum(column) for column in zip(*counted, strict=True)) if counted else (0,) * 4
    share = late / of_late if of_late else None
    baseline = before / of_before if of_before >= MAX_RECENT else None
    is_broken = baseline is not None and has_fallen(late, of_late, baseline)
    yield Completeness("read as stories", share, baseline, is_broken)


def _alarms(
    source: Source, ways: Sequence[Way], stories: Sequence[_Story], fields: Sequence[Completeness], now: datetime
) -> Iterator[Alarm]:
    for one in fields:
        if one.is_broken and one.share is not None and one.baseline is not None:
            what = "pages" if one.field == "read as stories" else f"stories with {one.field}"
            yield Alarm("layout", f"{what}: {one.share:.0%} lately, {one.baseline:.0%} before; was the site redesigned?")
    failing = [way for way in ways if way.failures >= FAILED_TIMES and way.last_error]
    for way in failing:
        yield Alarm("failing", f"{way.url} failed {way.failures} times in a row: {way.last_error}")
    late = [way.due_at or source.added_at for way in ways if not way.fetched_at or (way.due_at and way.due_at < now)]
    if any(at is not None and now - at > OVERDUE for at in late):
        last = f"since {source.last_run_at:%Y-%m-%d %H:%M} UTC" if source.last_run_at else "ever"
        yield Alarm("overdue", f"it has not been looked at {last}; does `scrape run` run?")
    elif stories and len(failing) < len(ways) and (allowed := silence_allowed([story.at for story in stories])):
        if (quiet := now - stories[0].at) > allowed:
            yield Alarm("quiet", f"nothing new for {quiet.days} days; {max(allowed.days, 1)} would be unusual")


def _count_stories(db: sqlite3.Connection, source_id: int) -> int:
    row = db.execute(
        "SELECT count(DISTINCT u.article_id) FROM links AS l JOIN article_urls AS u ON u.key = l.key"
        " WHERE l.source_id = ?",
        (source_id,),
    ).fetchone()
    return int(row[0])


def _count_waiting(db: sqlite3.Connection, source_id: int, scope: str) -> int:
    row = db.execute(
        "SELECT count(*) FROM links WHERE state = 'due' AND scope = ? AND source_id = ? AND kind = 'story'",
        (scope, source_id),
    ).fetchone()
    return int(row[0])
