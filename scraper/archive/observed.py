"""What the archive has seen of a source: its stories and which fields they had, and what came of what was asked."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scraper.archive.text import stamp
from scraper.models import LinkKind

WEEK = timedelta(days=7)
LATELY = timedelta(days=2)
BEFORE = timedelta(days=14)
MAX_TIMES = 2000  # of stories, for the rhythm of a source
FIELDS = ("headline", "standfirst", "byline", "authors", "published", "section", "tags", "body")
#: What the log says of answers that were lists of links, or guesses in vain.
LISTS = (
    *("feed", "sitemap", "news sitemap", "sitemap index", "list of feeds", "front"),
    *("there are no more", "nothing is there"),
)
_AT = "min(coalesce(a.published_utc, a.first_seen_at), a.first_seen_at)"  # a date in the future is a slip


@dataclass(frozen=True, slots=True)
class Seen:
    """A story: when it was published, or else first seen, and which of FIELDS it has now and had at first.

    `batch` is the beginning of the run that read it first.
    """

    at: datetime
    batch: datetime
    has: tuple[bool, ...]
    had: tuple[bool, ...]


@dataclass
class Log:
    """What came of what was asked of some hosts: counts of a week, and of the last days against those before."""

    failures: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    asked_lately: int = 0
    lost_lately: Counter[str] = field(default_factory=Counter)  # by reason; a link that is dead is no loss
    stories_lately: int = 0
    pages_lately: int = 0
    stories_before: int = 0
    pages_before: int = 0


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories of a source: on which day (UTC) how many were first seen, and the newest, the newest first."""

    by_day: Mapping[str, int]
    times: tuple[datetime, ...]
    ids: tuple[str, ...]


def read_stories(db: sqlite3.Connection, source_id: int) -> Stories:
    """Go once through all stories of a source."""
    found: dict[str, tuple[str, str]] = {}
    for article_id, at, first_seen in db.execute(
        f"SELECT a.id, {_AT}, a.first_seen_at FROM links AS l JOIN article_urls AS u ON u.key = l.key"
        " JOIN articles AS a ON a.id = u.article_id WHERE l.source_id = ?",
        (source_id,),
    ):
        found[article_id] = (at, first_seen[:10])
    newest = heapq.nlargest(MAX_TIMES, ((at, article_id) for article_id, (at, _) in found.items()))
    by_day = Counter(day for _, day in found.values())
    return Stories(by_day, tuple(_moment(at) for at, _ in newest), tuple(article_id for _, article_id in newest))


def read_fields(db: sqlite3.Connection, ids: Sequence[str]) -> list[Seen]:
    """Give stories with the fields that they have, the newest first.

    After a redesign the old stories are read again, too, and lose what the new ones lack; so what is usual is what
    each had when it was first read, which its first revision tells.
    """
    rows = db.execute(
        f"SELECT {_AT} AS at,"
        " coalesce((SELECT min(started_at) FROM fetches AS f JOIN runs ON runs.id = f.run_id"
        "  WHERE f.article_id = a.id AND f.outcome = 'new'), a.first_seen_at),"
        " (SELECT min(run_id) FROM fetches WHERE article_id = a.id AND outcome = 'new'),"
        " a.headline IS NOT NULL, a.standfirst IS NOT NULL, a.byline IS NOT NULL,"
        " EXISTS (SELECT 1 FROM article_authors WHERE article_id = a.id), a.published IS NOT NULL,"
        " a.section IS NOT NULL, EXISTS (SELECT 1 FROM article_tags WHERE article_id = a.id), a.word_count > 0,"
        " r.headline, r.standfirst, r.byline, r.authors, r.published, r.section, r.tags, r.body"
        " FROM articles AS a"
        " LEFT JOIN revisions AS r ON r.id = (SELECT min(id) FROM revisions WHERE article_id = a.id)"
        " WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY at DESC",
        (json.dumps(ids),),
    )
    found = []
    for at, begun, run, *values in rows:
        batch = _moment(begun) + timedelta(microseconds=run or 0)  # two runs may begin in one second
        now = tuple(bool(value) for value in values[: len(FIELDS)])
        first = values[len(FIELDS) :]
        had = tuple(bool(value) and value != "[]" for value in first)
        found.append(Seen(_moment(at), batch, now, now if all(value is None for value in first) else had))
    return found


def read_log(db: sqlite3.Connection, hosts: Iterable[str], now: datetime) -> Log:
    """Read what was asked of some hosts in the last two weeks."""
    found = Log()
    rows = db.execute(
        "SELECT outcome, coalesce(status, 0) AS status, coalesce(reason, ''), at >= ? AS lately, at >= ? AS of_week,"
        " count(*) FROM fetches WHERE id >= ? AND host IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4, 5",
        (stamp(now - LATELY), stamp(now - WEEK), _first_since(db, now - BEFORE), json.dumps(sorted(hosts))),
    )
    for outcome, status, reason, is_late, is_of_week, count in rows:
        if status == 304 or (outcome == "not a story" and reason in LISTS):
            found.asked_lately += count * is_late
            continue
        is_refused = outcome == "disallowed"
        is_failed = outcome == "failed" or status >= 400
        found.asked_lately += count * is_late
        found.refused += count * (is_refused and is_of_week)
        if is_failed and is_of_week:
            found.failures[reason] += count
        if is_late and (is_refused or (is_failed and status not in (404, 410))):
            found.lost_lately[reason] += count
        if not (is_refused or is_failed):
            is_story = outcome != "not a story"
            if is_late:
                found.pages_lately += count
                found.stories_lately += count * is_story
            else:
                found.pages_before += count
                found.stories_before += count * is_story
    return found


def hosts_of(db: sqlite3.Connection, source_id: int) -> set[str]:
    """Give the hosts that a source's links are at."""
    rows = db.execute("SELECT DISTINCT host FROM links WHERE source_id = ?", (source_id,))
    return {name for (name,) in rows if name}


def last_answer(db: sqlite3.Connection, hostname: str, url: str) -> str | None:
    """Give what the last answer at a URL was that told something new; None: there was none."""
    row = db.execute(
        "SELECT CASE outcome WHEN 'not a story' THEN reason ELSE 'story' END FROM fetches"
        " WHERE host = ? AND url = ? AND status = 200 ORDER BY id DESC LIMIT 1",
        (hostname, url),
    ).fetchone()
    return row[0] if row else None


def count_waiting(db: sqlite3.Connection, source_id: int, now: datetime) -> int:
    """Count the stories of a source that were found and not yet had, and are due."""
    row = db.execute(
        "SELECT count(*) FROM links AS l WHERE source_id = ? AND kind = ? AND (state = 'due'"
        " OR state = 'later' AND due_at <= ?) AND NOT EXISTS (SELECT 1 FROM article_urls WHERE key = l.key)",
        (source_id, LinkKind.STORY.value, stamp(now)),
    ).fetchone()
    return int(row[0])


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


def _moment(text: str) -> datetime:
    """Read a time for comparing; a day counts from its beginning."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
