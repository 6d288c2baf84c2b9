"""Where each value of a story was read, and what else could have stood there."""

from __future__ import annotations

import sqlite3
from typing import Any

from scraper.archive.text import clean, for_people, without_userinfo
from scraper.models import Article, Candidates, Found

MAX_CHARACTERS = 500
MAX_RUNNERS_UP = 3
_UNQUOTED = frozenset({"body", "body_html"})  # stored where they belong; here, their source is enough


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
    """Give the winner, then the others as trusted, each once; nothing if none won."""
    offered = [_stored(field, found) for found in candidates.get(field, ())]
    value, source = getattr(article, field, None), article.sources.get(field)
    if not value and value is not False:
        return []
    won = next((one for one in offered if source in (None, one.source)), None)
    if won is None and source is not None:
        won = Found(_value(field, value), clean(source))
    return list(dict.fromkeys((won, *offered)))[: 1 + MAX_RUNNERS_UP] if won else []


def _stored(field: str, found: Found[Any]) -> Found[str | None]:
    """Give a candidate as it is stored: `raw` is how the value stands on the page, where that is another way."""
    value = _value(field, found.value)
    raw = found.raw and without_userinfo(clean(found.raw[:MAX_CHARACTERS]))
    return Found(value, clean(found.source), raw if raw and raw != value else None)


def _value(field: str, value: object) -> str | None:
    if value is None or field in _UNQUOTED:
        return None
    return without_userinfo(clean(for_people(value)[:MAX_CHARACTERS]))
