"""Which story a page is: the names it goes by, and the row that has one of them already."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scraper.archive.text import clean_url
from scraper.models import Article, Page
from scraper.urls import article_id, canonical_url, same_site, story_number

# A root or a front: some sites name theirs as the canonical URL of every story.
_FRONT = re.compile(r"https?://[^/?#]+(?:/[a-z]{2}(?:[-_][a-z]{2})?|/home|/index\.\w+)?/?", re.IGNORECASE)
OWN_KINDS = frozenset({"canonical", "final"})  # addresses at which the story itself was found


@dataclass(frozen=True, slots=True)
class Names:
    """The URLs of one page, as we keep URLs: none has a fragment, credentials or tracking."""

    final: str
    canonical: str | None = None
    before: tuple[str, ...] = ()
    requested: str | None = None

    @property
    def url(self) -> str:
        """The one that names the story."""
        return self.canonical or self.final

    @property
    def id(self) -> str:
        """The id of the story, if it is a new one."""
        return key_of(self.url)

    @property
    def kinds(self) -> Mapping[str, str]:
        """Every name, and the most telling of the things that it is."""
        kinds = dict.fromkeys(self.before, "redirect")
        if self.requested:
            kinds[self.requested] = "requested"
        kinds[self.final] = "final"
        if self.canonical:
            kinds[self.canonical] = "canonical"
        return kinds


def names_of_page(page: Page, article: Article) -> Names:
    """Give the names of a page that was fetched."""
    final = kept(page.url)
    return Names(
        final=final,
        canonical=_believed(article.canonical_url, final),
        before=tuple(kept(url) for url in page.redirects),
        requested=kept(page.requested_url),
    )


def names_of_article(article: Article) -> Names | None:
    """Give the names of an article that was not fetched; None if it says nowhere where it is from."""
    final = article.url or article.canonical_url
    return Names(kept(final), _believed(article.canonical_url, kept(final))) if final else None


def find_story(db: sqlite3.Connection, names: Names) -> str | None:
    """Give the id of the story that a page is, if the archive has it.

    Where the page answered says most, then what it calls itself, then the addresses that led here, if the
    story once lived there: it moved. An address that only ever led to a story, as `/latest` does, proves
    nothing about today's page.
    """
    final, canonical = key_of(names.final), names.canonical and key_of(names.canonical)
    earlier = [key_of(url) for url in (*reversed(names.before), names.requested) if url]
    known: dict[tuple[str, bool], str] = {}
    keys = json.dumps([key for key in (final, canonical, *earlier) if key])
    for key, story, kind in db.execute(
        "SELECT key, article_id, kind FROM article_urls WHERE key IN (SELECT value FROM json_each(?))", (keys,)
    ):
        known[key, kind in OWN_KINDS] = story
    for key in (final, canonical, *earlier):
        if key and (story := known.get((key, True))):
            return story
    return known.get((final, False)) if canonical in (None, final) else None


def is_only_claimed(db: sqlite3.Connection, names: Names, story: str) -> bool:
    """Tell whether nothing but its canonical URL says that a page is a story; templates say it of all pages alike."""
    if names.canonical is None or key_of(names.canonical) == key_of(names.final):
        return False
    own = [key_of(url) for url in (names.final, *names.before, names.requested) if url]
    return not db.execute(
        "SELECT 1 FROM article_urls WHERE article_id = ? AND key IN (SELECT value FROM json_each(?))",
        (story, json.dumps(own)),
    ).fetchone()


def is_name_of_another(db: sqlite3.Connection, url: str, story: str) -> bool:
    """Tell whether another story lives at an address, and this one never did."""
    owners = {row[0] for row in db.execute("SELECT article_id FROM article_urls WHERE key = ?", (key_of(url),))}
    return bool(owners) and story not in owners


def of_same_number(db: sqlite3.Connection, names: Names) -> list[str]:
    """Give the stories of the site that bear the number of a page's address; a slug may have been edited."""
    number = story_number(names.url)
    if number is None:
        return []
    rows = db.execute("SELECT DISTINCT article_id FROM article_urls WHERE number = ? LIMIT 5", (number,))
    return [story for (story,) in rows]


def lives_elsewhere(db: sqlite3.Connection, story: str, asked: Iterable[str]) -> bool:
    """Tell whether a story has moved away from the addresses asked for, to one that is asked for by itself."""
    row = db.execute("SELECT url FROM articles WHERE id = ?", (story,)).fetchone()
    home = key_of(row[0]) if row and row[0] else None
    if home is None or home in {key_of(kept(url)) for url in asked}:
        return False
    rows = db.execute("SELECT DISTINCT url FROM fetches WHERE article_id = ? AND status = 200", (story,))
    return any(key_of(kept(url)) == home for (url,) in rows)


def is_front(url: str) -> bool:
    """Tell whether a URL is that of a whole site, or of one of its languages."""
    return _FRONT.fullmatch(url) is not None


def find_by_url(db: sqlite3.Connection, url: str) -> str | None:
    """Give the id of the story that any of its names, or of their twins, stands for."""
    row = db.execute(
        "SELECT article_id FROM article_urls WHERE key = ? ORDER BY kind NOT IN ('canonical', 'final') LIMIT 1",
        (key_of(kept(url)),),
    ).fetchone()
    return row and str(row[0])


def save_names(db: sqlite3.Connection, story: str, kinds: Mapping[str, str]) -> None:
    """Note the names of a story; a name that another story has stays with it."""
    db.executemany(
        "INSERT INTO article_urls (url, key, article_id, kind, number) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET kind = excluded.kind WHERE article_id = excluded.article_id"
        " AND kind IN ('requested', 'redirect') AND excluded.kind IN ('canonical', 'final')",
        _name_rows(story, kinds),
    )


@lru_cache(maxsize=1024)
def key_of(url: str) -> str:
    """Give what a URL and its twins share: the id of the story there. A page's few names are asked after often."""
    return article_id(url)


@lru_cache(maxsize=1024)
def kept(url: str) -> str:
    """Give a URL as we keep it; what is no http(s) URL stays, without credentials."""
    url = clean_url(url)
    return canonical_url(url) or url


def _name_rows(story: str, kinds: Mapping[str, str]) -> Iterable[tuple[str, str, str, str, str | None]]:
    return [(url, key_of(url), story, kind, story_number(url)) for url, kind in kinds.items()]


def _believed(claimed: str | None, final: str) -> str | None:
    """Take a page's word for its canonical URL only within its own site, and not when it is the front."""
    canonical = claimed and kept(claimed)
    if not canonical or canonical == final:
        return canonical or None
    if _FRONT.fullmatch(canonical) and not _FRONT.fullmatch(final):
        return None
    return canonical if same_site(canonical, final) else None
