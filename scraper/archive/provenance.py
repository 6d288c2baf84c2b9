"""Where each value of a story was read, and what else could have stood there."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import islice

from scraper.archive.text import clean, for_people, without_userinfo
from scraper.models import Article, Candidates, Found

MAX_CHARACTERS = 500
MAX_RUNNERS_UP = 3
_UNQUOTED = frozenset({"body", "body_html"})  # stored where they belong; here, their source is enough
_Told = tuple[str | None, str]  # a value, and where on the page it was read
_place = lru_cache(maxsize=4096)(clean)  # there are few


def save_field_sources(db: sqlite3.Connection, article_id: str, article: Article, candidates: Candidates) -> None:
    """Store, per field, the candidate that won and the next few, inside the caller's transaction."""
    db.executemany(
        "INSERT INTO field_sources (article_id, field, position, value, source, chosen, raw)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (article_id, field, position, found.value, found.source, position == 0, found.raw)
            for field, ranked in ranked_sources(article, candidates).items()
            for position, found in enumerate(ranked)
        ],
    )


def ranked_sources(article: Article, candidates: Candidates) -> dict[str, list[Found[str | None]]]:
    """Give, per field, the candidate that won and the next few, as they are stored."""
    fields = dict.fromkeys((*article.sources, *candidates))
    return {field: ranked for field in fields if (ranked := _ranked(field, article, candidates))}


def _ranked(field: str, article: Article, candidates: Candidates) -> list[Found[str | None]]:
    """Give what won, then the others as trusted, each once and with its raw value; nothing if none won."""
    value, source = getattr(article, field, None), article.sources.get(field)
    if not value and value is not False:
        return []
    offered: dict[_Told, str | None] = {}
    for found in candidates.get(field, ()):
        told = (_value(field, found.value), _place(found.source))
        offered[told] = offered.get(told) or _raw(found.raw, told[0])
    won = next((told for told in offered if source in (None, told[1])), None)
    if won is None and source is not None:
        won = (_value(field, value), _place(source))
    if won is None:
        return []
    others = (told for told in offered if told != won)
    return [Found(*told, offered.get(told)) for told in (won, *islice(others, MAX_RUNNERS_UP))]


def _raw(raw: str | None, value: str | None) -> str | None:
    """Give how a value stands on the page, where that is not how it is given."""
    raw = raw and without_userinfo(clean(raw[:MAX_CHARACTERS]))
    return raw if raw and raw != value else None


def _value(field: str, value: object) -> str | None:
    if value is None or field in _UNQUOTED:
        return None
    return without_userinfo(clean(for_people(value)[:MAX_CHARACTERS]))
