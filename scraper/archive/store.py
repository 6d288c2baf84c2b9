"""Meeting a page: it is a new story, a known one, or none; a known one is never made worse.

Everything here runs inside the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

from scraper.archive.absorb import absorb_twins
from scraper.archive.as_read import as_read_last
from scraper.archive.compare import is_better
from scraper.archive.edits import Change
from scraper.archive.events import note_restored, note_unpublished, save_events
from scraper.archive.identity import (
    Names,
    find_story,
    is_name_of_another,
    is_only_claimed,
    lives_elsewhere,
    of_same_number,
    save_names,
)
from scraper.archive.live import save_entries
from scraper.archive.revisions import revise
from scraper.archive.rows import Telling, insert_story, mark_seen
from scraper.archive.same_text import tell_the_same
from scraper.archive.stories import Story, read_by_id
from scraper.archive.walls import is_cut_off
from scraper.models import Article, Verdict
from scraper.urls import url_key

Outcome = Literal["new", "changed", "known", "not modified", "not a story"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a page: the story it is, if it is one, and what that meant for the story's row.

    `changed` names the fields that read differently than before; `reason` says why a page was not taken; `new_links`
    is how many were found on it; `is_wall`, that it stops short of what is known, whatever it calls itself.
    """

    article_id: str | None
    outcome: Outcome
    changed: tuple[str, ...] = ()
    reason: str | None = None
    new_links: int = 0
    is_wall: bool = False


def store_telling(
    db: sqlite3.Connection, names: Names | None, new_id: str, telling: Telling, *, is_whole: bool = True
) -> Stored:
    """Store what a page told, under the story it is or, if there is none yet, under `new_id`.

    A page that is no story, shows less than we have, or is older than what we have, changes nothing.
    """
    article = telling.article
    known_id = find_story(db, names) if names else None
    old = read_by_id(db, known_id or new_id)
    if names and article.verdict.is_story:
        if old and known_id and not telling.absence:
            known_id = absorb_twins(db, names, known_id, article)
            old = read_by_id(db, known_id) if known_id != old.id else old
        if old and known_id and is_only_claimed(db, names, known_id) and not _is_same(old, article, unless_told=True):
            names = replace(names, canonical=None)
            new_id, old = names.id, read_by_id(db, names.id)
        elif old is None:
            old = _renamed(db, names, article)
        if old and names.canonical and is_name_of_another(db, names.canonical, old.id):
            names = replace(names, canonical=None)  # a template that names every page alike
    if telling.absence or not article.verdict.is_story:
        is_news = old and telling.seen_at >= old.last_seen_at.isoformat()
        if old and telling.absence and is_news and not (names and lives_elsewhere(db, old.id, names.kinds)):
            note_unpublished(db, old.id, telling.seen_at, dict(telling.absence))
        leads_to = telling.absence and telling.absence.get("redirected_to")
        reason = f"the address leads to {leads_to}" if leads_to else f"it reads as {article.verdict}, not as a story"
        return Stored(old.id if old else None, "not a story", reason=reason)
    if old is None:
        insert_story(db, new_id, names, telling)
        return Stored(new_id, "new")
    if not is_whole:
        mark_seen(db, old.id, telling.seen_at)
        return Stored(old.id, "known", reason="not all of its pages could be had")
    return _meet_again(db, old, names, telling)


def _renamed(db: sqlite3.Connection, names: Names, article: Article) -> Story | None:
    """Give the story that a page at a new address is, if it bears its number and says the same: its slug was edited."""
    stories = (read_by_id(db, story) for story in of_same_number(db, names))
    return next((story for story in stories if story and _is_same(story, article, unless_told=False)), None)


def _is_same(story: Story, article: Article, *, unless_told: bool) -> bool:
    return tell_the_same(story.article, article, unless_told=unless_told)


def _meet_again(db: sqlite3.Connection, old: Story, names: Names | None, telling: Telling) -> Stored:
    new_verdict, old_verdict = telling.article.verdict, old.article.verdict
    is_late = telling.seen_at < old.last_seen_at.isoformat()
    if not is_late:
        note_restored(db, old.id, telling.seen_at)
    last = as_read_last(db, old.id, old.article)
    is_wall = is_cut_off(old.article, telling.article) or is_cut_off(last, telling.article)
    is_wall = is_wall and not telling.entries  # a live blog shows its latest only
    if is_better(old_verdict, new_verdict) or is_wall:
        if new_verdict is not Verdict.TEASER:
            return Stored(old.id, "known", reason="it shows only the beginning of what is stored", is_wall=True)
        return Stored(old.id, "known", reason=f"a {new_verdict} does not replace the {old_verdict}")
    if is_late:
        db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", (telling.seen_at, old.id))
        if not is_better(new_verdict, old_verdict):
            return Stored(old.id, "known", reason="it is older than what is stored")
    url = _url_now(old, names)
    is_moved = url != old.article.url and (old.article.url is None or url_key(url or "") != url_key(old.article.url))
    changed = revise(db, old, url if is_moved else old.article.url, telling)
    if is_moved and old.article.url:
        save_events(db, old.id, telling.seen_at, [Change("moved", {"from": old.article.url, "to": url})])
    if is_moved:
        changed = ("url", *changed)
    if save_entries(db, old.id, telling.entries, telling.seen_at):
        changed = (*changed, "entries")
    if names:
        save_names(db, old.id, names.kinds)
    return Stored(old.id, "changed" if changed else "known", changed)


def _url_now(old: Story, names: Names | None) -> str | None:
    """Give the URL to keep: what the page calls itself, or where it answered if the story has moved there."""
    if names is None:
        return old.article.url
    if names.canonical:
        return names.canonical
    stayed = old.article.url and url_key(old.article.url) == url_key(names.final)
    return old.article.url if stayed else names.final
