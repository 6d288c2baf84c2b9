"""Finding the copies of a story in other papers: a few hundred stories at a time, only those not yet looked at.

A story's sketch is a sample of its shingles (scraper/duplicates.py). Stories that share entries are compared in full
(copy_match.py). A copy adds only those entries that its cluster lacks, so an entry that many stories have is a set
phrase and is given up: the price of a story does not grow with the archive. Each batch is one short transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from scraper.agencies import agency_of
from scraper.archive.copy_match import Match, Matcher
from scraper.archive.stock import Stock, read_stock
from scraper.archive.transaction import explained, transaction
from scraper.duplicates import share_sampled, sketch

MIN_SHARED = 2  # entries that make two texts worth comparing
FEW = 5  # entries for each that must be shared: of a short text, one will do
MIN_SHARE = 0.06  # of the smaller sketch, set phrases left out; were every sixth word edited, a twelfth would be left
MAX_POSTINGS = 32  # stories with one entry that are not copies of each other; beyond it is a set phrase
MAX_OF_A_PAPER = 3  # the same, of one paper's stories: it prints that under all of them
BATCH = 500  # stories; half a second, and others can write for half of that


@dataclass(frozen=True, slots=True)
class _Story:
    docid: int
    changed_at: str
    entries: frozenset[int]


def find_copies(path: Path, db: sqlite3.Connection, go_on: Callable[[int], bool] = lambda _: True) -> int:
    """Look at every story that is new or was edited since; give how many these were.

    After each batch `go_on` is asked, with that number so far; the rest is left to the next call.

    Raises: ArchiveError; what was found before stays.
    """
    done = 0
    with explained(path):
        stock = cache(partial(read_stock, db, _count_waiting(db)))
        while rows := db.execute(_WAITING, (BATCH,)).fetchall():
            stories = [_Story(docid, changed_at, sketch(text)) for docid, changed_at, text in rows]
            with transaction(db):
                _Batch(db, _unchanged(db, stories), stock).run()
            done += len(rows)
            if not go_on(done):
                break
    return done


_WAITING = (  # first seen first
    "SELECT a.docid, a.last_changed_at, b.text FROM articles AS a JOIN bodies AS b ON b.docid = a.docid"
    " WHERE NOT EXISTS (SELECT 1 FROM sketches WHERE docid = a.docid) ORDER BY a.first_seen_at, a.docid LIMIT ?"
)


def _count_waiting(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT (SELECT count(*) FROM bodies) - (SELECT count(*) FROM sketches)").fetchone()[0])


def _unchanged(db: sqlite3.Connection, stories: Sequence[_Story]) -> list[_Story]:
    """Give the stories that nobody edited, deleted or looked at since they were read."""
    rows = db.execute(
        "SELECT docid, last_changed_at FROM articles WHERE docid IN (SELECT value FROM json_each(?))"
        " AND docid NOT IN (SELECT docid FROM sketches)",
        (json.dumps([story.docid for story in stories]),),
    )
    now = dict(rows)
    return [story for story in stories if now.get(story.docid) == story.changed_at]


class _Batch:
    """Some stories, and all that others have in common with them."""

    def __init__(self, db: sqlite3.Connection, stories: Sequence[_Story], stock: Callable[[], Stock]) -> None:
        self._db = db
        self._stories = stories
        self._matcher = Matcher(db, stock)
        self._postings: dict[int, list[int]] = {}
        self._sizes: dict[int, int] = {}
        self._sampled: dict[int, float] = {}
        self._cluster_of: dict[int, int] = {}
        self._host_of: dict[int, str] = {}
        self._new: list[tuple[int, int]] = []
        self._touched: set[int] = set()

    def run(self) -> None:
        """Put each story into the cluster it belongs to, if there is one, and write what they are known by."""
        self._read_postings()
        self._read_known()
        for story in self._stories:
            self._place(story)
        self._db.executemany(
            "INSERT INTO sketches (docid, size) VALUES (?, ?)",
            [(story.docid, len(story.entries)) for story in self._stories],
        )
        self._db.executemany("INSERT OR IGNORE INTO sketch_entries (entry, docid) VALUES (?, ?)", sorted(self._new))
        self._tidy_up()

    def _read_postings(self) -> None:
        wanted = sorted(set().union(*(story.entries for story in self._stories)))
        for entry, docid in self._db.execute(
            "SELECT entry, docid FROM json_each(?) CROSS JOIN sketch_entries ON entry = value", (json.dumps(wanted),)
        ):
            self._postings.setdefault(entry, []).append(docid)
        for entry, postings in self._postings.items():
            if len(postings) >= MAX_POSTINGS:
                self._postings[entry] = _SET_PHRASE  # nothing is asked about those who have it

    def _read_known(self) -> None:
        """Read size, cluster and host of every story that shares an entry, and of the edited ones among ours."""
        docids = {docid for postings in self._postings.values() for docid in postings}
        docids.update(story.docid for story in self._stories)
        for docid, host, word_count, size, cluster in self._db.execute(
            "SELECT a.docid, a.host, a.word_count, s.size, c.cluster_id"
            " FROM json_each(?) CROSS JOIN articles AS a ON a.docid = value"
            " LEFT JOIN sketches AS s ON s.docid = a.docid LEFT JOIN cluster_articles AS c ON c.article_id = a.id",
            (json.dumps(sorted(docids)),),
        ):
            self._sampled[docid] = share_sampled(word_count)
            if host is not None:
                self._host_of[docid] = host
            if size is not None:
                self._sizes[docid] = size
            if cluster is not None:
                self._cluster_of[docid] = cluster

    def _place(self, story: _Story) -> None:
        was = self._cluster_of.get(story.docid)
        candidates = list(self._candidates(story))
        matches = self._matcher.best(story.docid, candidates) if candidates else ()
        if was is not None and not any(self._cluster_of.get(match.docid) == was for match in matches):
            self._leave(story.docid, was)
        if matches:
            self._join(story.docid, matches)
        own = self._cluster_of.get(story.docid)
        for entry in story.entries:
            postings = self._postings.setdefault(entry, [])
            if not self._is_set_phrase(postings) and not any(
                docid == story.docid or (own is not None and self._cluster_of.get(docid) == own) for docid in postings
            ):
                postings.append(story.docid)
                self._new.append((entry, story.docid))
        self._sizes[story.docid] = len(story.entries)

    def _candidates(self, story: _Story) -> Iterator[list[int]]:
        """Yield groups of stories worth comparing, each a cluster or a story alone, the likeliest first."""
        votes: Counter[int] = Counter()  # of groups: a cluster's number, or that of a lone story below zero
        singly: Counter[int] = Counter()
        members: dict[int, set[int]] = {}
        telling = 0
        for entry in story.entries:
            postings = self._postings.get(entry, ())
            if self._is_set_phrase(postings):
                continue
            telling += 1
            groups = set()
            for docid in postings:
                if docid != story.docid and docid in self._sizes:
                    group = self._cluster_of.get(docid, -docid)
                    groups.add(group)
                    singly[docid] += 1
                    members.setdefault(group, set()).add(docid)
            votes.update(groups)
        for group, shared in votes.most_common():
            if shared < min(MIN_SHARED, telling / FEW):
                break
            likeliest = sorted(members[group], key=lambda docid: (-singly[docid], docid))
            other = likeliest[0]
            sampled = self._sampled[other] / self._sampled[story.docid]
            smaller = min(1, self._sizes[other] / sampled / len(story.entries))
            if shared >= MIN_SHARE * telling * smaller * min(1, sampled):
                yield likeliest

    def _is_set_phrase(self, postings: Sequence[int]) -> bool:
        if postings is _SET_PHRASE:
            return True
        if not MAX_OF_A_PAPER <= len(postings) < MAX_POSTINGS:
            return len(postings) >= MAX_POSTINGS
        hosts = [self._host_of[docid] for docid in postings if docid in self._host_of]
        return len(hosts) - len(set(hosts)) >= MAX_OF_A_PAPER - 1 and max(Counter(hosts).values()) >= MAX_OF_A_PAPER

    def _join(self, docid: int, matches: Sequence[Match]) -> None:
        """Make a story and those it was found to be a copy of one cluster, the oldest of theirs."""
        clusters = {self._cluster_of[match.docid] for match in matches if match.docid in self._cluster_of}
        if clusters:
            (cluster, *others) = sorted(clusters)
        else:
            (cluster,) = self._db.execute("INSERT INTO clusters DEFAULT VALUES RETURNING id").fetchone()
            others = []
        for other in others:
            self._db.execute("UPDATE cluster_articles SET cluster_id = ? WHERE cluster_id = ?", (cluster, other))
            self._db.execute("DELETE FROM clusters WHERE id = ?", (other,))
            self._touched.discard(other)
            for member in [member for member, known in self._cluster_of.items() if known == other]:
                self._cluster_of[member] = cluster
        best = max(match.similarity for match in matches)
        for member, similarity in ((docid, best), *((match.docid, match.similarity) for match in matches)):
            if member == docid or member not in self._cluster_of:
                self._save_member(member, cluster, similarity)
                self._cluster_of[member] = cluster
        self._touched.add(cluster)

    def _save_member(self, docid: int, cluster: int, similarity: float) -> None:
        article_id, byline, text, authors = self._db.execute(
            "SELECT a.id, a.byline, b.text, (SELECT json_group_array(n.name) FROM article_authors AS j"
            " JOIN authors AS n ON n.id = j.author_id WHERE j.article_id = a.id)"
            " FROM articles AS a JOIN bodies AS b ON b.docid = a.docid WHERE a.docid = ?",
            (docid,),
        ).fetchone()
        agency = agency_of(text, byline, json.loads(authors))
        self._db.execute(
            "INSERT INTO cluster_articles (article_id, cluster_id, similarity, agency) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (article_id) DO UPDATE SET cluster_id = excluded.cluster_id,"
            " similarity = excluded.similarity, agency = excluded.agency",
            (article_id, cluster, round(similarity, 3), agency),
        )

    def _leave(self, docid: int, cluster: int) -> None:
        """Take a story that was rewritten out of its cluster."""
        self._db.execute(
            "DELETE FROM cluster_articles WHERE article_id = (SELECT id FROM articles WHERE docid = ?)", (docid,)
        )
        del self._cluster_of[docid]
        self._touched.add(cluster)

    def _tidy_up(self) -> None:
        """Name the agency of each cluster that changed, and drop those of which one story is left."""
        for cluster in sorted(self._touched):
            left = self._db.execute(_DROP_LONELY, (cluster, cluster)).rowcount
            if not left:
                self._db.execute(_NAME_AGENCY, (cluster, cluster))


_SET_PHRASE: list[int] = []
_DROP_LONELY = "DELETE FROM clusters WHERE id = ? AND 2 > (SELECT count(*) FROM cluster_articles WHERE cluster_id = ?)"
_NAME_AGENCY = (  # by most; among equals by the story seen first
    "UPDATE clusters SET agency = (SELECT c.agency FROM cluster_articles AS c JOIN articles AS a ON a.id = c.article_id"
    " WHERE c.cluster_id = ? AND c.agency IS NOT NULL GROUP BY c.agency ORDER BY count(*) DESC, min(a.first_seen_at)"
    " LIMIT 1) WHERE id = ?"
)
