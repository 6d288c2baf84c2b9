"""The Datasette plugin: the front page and the story page, what robots are told, and a second lock on stored script."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.utils.asgi import Response
from markupsafe import Markup

MAX_NEWEST = 40
MAX_ENTRIES = 500  # of a live blog, and edits of them, on its page
MAX_COPIES = 60
_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption", "table", "tr", "td", "th"}
_INLINE = {"a", "em", "strong"}
#: Pages of our own need no script at all; Datasette's tables and queries bring some inline.
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_SCRIPTS = "; script-src 'self' 'unsafe-inline'; connect-src 'self'"


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let no query, however it is worded, read the raw captures; give queries `match_words`."""
    conn.set_authorizer(_no_captures)
    conn.create_function("match_words", 1, match_words, deterministic=True)


def match_words(text: str | None) -> str:
    """Turn what a person typed into a full-text query that is never an error: every word, and "phrases" as such.

    >>> match_words('ferry AND "old pier" (')
    '"ferry" "AND" "old pier"'
    """
    parts = [phrase or word for phrase, word in _TYPED.findall((text or "").replace("\0", " "))]
    return " ".join(f'"{part}"' for part in (p.replace('"', "") for p in parts) if any(map(str.isalnum, part))) or '""'


_TYPED = re.compile(r'"([^"]*)"|(\S+)')


def _no_captures(action: int, table: str | None, column: str | None, *_: object) -> int:
    is_raw = action == sqlite3.SQLITE_READ and table == "captures" and column == "body"
    return sqlite3.SQLITE_IGNORE if is_raw else sqlite3.SQLITE_OK  # ignored columns read as NULL


@hookimpl
def render_cell(row: Any, value: Any, column: str, database: str | None, datasette: Any) -> Markup | None:
    """Make a headline lead to its story, and a list of names read as one, in every table and query."""
    if column == "headline" and isinstance(value, str) and database and (identity := _story_of(row)):
        return Markup('<a href="{}">{}</a>').format(datasette.urls.row(database, "articles", identity), value)
    if column in ("authors", "tags") and isinstance(value, str) and value.startswith("["):
        try:
            return Markup(", ").join(str(name) for name in json.loads(value))
        except ValueError:
            return None
    return None


def _story_of(row: Any) -> str | None:
    """Give the id of the story that a row is about, None where it does not say."""
    for key in ("article_id", "id"):
        try:
            identity = row[key]
        except (KeyError, IndexError, TypeError):
            continue
        if isinstance(identity, str) and _STORY_ID.fullmatch(identity):
            return identity
    return None


_STORY_ID = re.compile(r"[0-9a-f]{16}")


@hookimpl
def register_routes() -> list[tuple[str, Callable[[], Response]]]:
    """Tell search engines that an archive is not theirs to index."""
    return [(r"^/robots\.txt$", _robots)]


def _robots() -> Response:
    return Response.text("User-agent: *\nDisallow: /\n")


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Send a content security policy and a note to robots with every answer."""

    def wrap(app: Any) -> Any:
        async def guarded(scope: dict[str, Any], receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
            async def with_headers(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    path = scope.get("path", "/")
                    policy = _POLICY if path == "/" or "/articles/" in path else _POLICY + _SCRIPTS
                    extra = [
                        (b"content-security-policy", policy.encode()),
                        (b"x-robots-tag", b"noindex, nofollow"),
                        (b"x-content-type-options", b"nosniff"),
                        (b"referrer-policy", b"no-referrer"),
                    ]
                    event = {**event, "headers": [*event.get("headers", []), *extra]}
                await send(event)

            await app(scope, receive, with_headers)

        return guarded

    return wrap


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str, request: Any, datasette: Any
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    """Give the front page its stories, and a story's page the story."""
    if view_name == "index":
        return lambda: _front(datasette)
    if view_name == "row" and table == "articles" and database:
        return lambda: _story(datasette, database, request)
    return {}


def _archive_name(datasette: Any) -> str:
    return next(str(name) for name in datasette.databases if not name.startswith("_"))


async def _rows(datasette: Any, database: str, sql: str, *values: Any) -> list[dict[str, Any]]:
    result = await datasette.get_database(database).execute(sql, values)
    return [dict(row) for row in result.rows]


async def _front(datasette: Any) -> dict[str, Any]:
    name = _archive_name(datasette)
    stories = await _rows(
        datasette,
        name,
        "SELECT s.id, s.headline, s.standfirst, s.byline, s.authors, s.tags, s.published, s.section, s.language,"
        " s.site, s.verdict FROM (SELECT id FROM articles ORDER BY published_utc DESC LIMIT ?) AS newest"
        " JOIN stories AS s ON s.id = newest.id JOIN articles AS a ON a.id = s.id ORDER BY a.published_utc DESC",
        MAX_NEWEST,
    )
    for story in stories:
        story["authors"], story["tags"] = json.loads(story["authors"]), json.loads(story["tags"])[:6]
        story["day"] = (story["published"] or "")[:10]
    facets = {}
    for column in ("site", "section", "language"):
        facets[column] = await _rows(
            datasette,
            name,
            f"SELECT {column} AS value, count(*) AS count FROM articles WHERE {column} IS NOT NULL"  # a constant
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 12",
        )
    for plural, key in (("authors", "author_id"), ("tags", "tag_id")):
        facets[plural] = await _rows(
            datasette,
            name,
            f"SELECT n.name AS value, count(*) AS count FROM article_{plural} AS j JOIN {plural} AS n ON n.id = j.{key}"
            " GROUP BY n.id ORDER BY 2 DESC LIMIT 12",
        )
    (total,) = await _rows(datasette, name, "SELECT count(*) AS count FROM articles")
    return {"archive": name, "stories": stories, "facets": facets, "total": total["count"], "quoted": _quoted}


_ENTRIES = f"""
    SELECT coalesce(e.published, e.clock) AS at, e.author, e.headline, e.body, d.seen_at AS edited_at, d.body AS said,
        CASE WHEN e.last_seen_at < a.last_seen_at THEN e.last_seen_at END AS gone_at
    FROM live_entries AS e JOIN articles AS a ON a.id = e.article_id
        LEFT JOIN live_entry_edits AS d ON d.article_id = e.article_id AND d.entry_id = e.entry_id
    WHERE e.article_id = ? ORDER BY e.published_utc DESC, e.first_seen_at DESC, e.place, d.seen_at DESC
    LIMIT {MAX_ENTRIES}
"""
_HAPPENED = """
    SELECT at, replace(kind, '_', ' ') AS what, before, CASE
        WHEN kind IN ('body_changed', 'silent_edit') THEN
            '+' || json_extract(detail, '$.words_added') || ' −' || json_extract(detail, '$.words_removed') || ' words'
        WHEN kind = 'unpublished' THEN coalesce('leads to ' || json_extract(detail, '$.redirected_to'),
            json_extract(detail, '$.verdict'), json_extract(detail, '$.status'))
        ELSE after END AS after
    FROM what_happened WHERE article_id = ?
"""


async def _story(datasette: Any, database: str, request: Any) -> dict[str, Any]:
    identity = request.url_vars["pks"]
    found = await _rows(
        datasette,
        database,
        "SELECT a.*, b.text, b.html, s.authors, s.tags FROM articles AS a JOIN bodies AS b ON b.article_id = a.id"
        " JOIN stories AS s ON s.id = a.id WHERE a.id = ?",
        identity,
    )
    if not found:
        return {}
    story = found[0]
    story["authors"], story["tags"] = json.loads(story["authors"]), json.loads(story["tags"])
    story["body"] = sanitised(story["html"], story["text"])
    story["link"] = story["url"] if (story["url"] or "").startswith(("http://", "https://")) else None
    images = await _rows(
        datasette, database, "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position", identity
    )
    for image in images:
        image["link"] = image["url"] if image["url"].startswith(("http://", "https://")) else None
    return {
        "story": story,
        "archive": database,
        "quoted": _quoted,
        "images": images,
        "sources": await _rows(
            datasette,
            database,
            "SELECT field, value, source FROM field_sources WHERE article_id = ? AND chosen ORDER BY field",
            identity,
        ),
        "entries": await _rows(datasette, database, _ENTRIES, identity),
        "happened": await _rows(
            datasette,
            database,
            _HAPPENED,
            identity,
        ),
        "revisions": await _rows(
            datasette,
            database,
            "SELECT id, seen_at, kind, headline,"
            " (SELECT group_concat(value, ', ') FROM json_each(changed) WHERE value <> 'body_html') AS changed"
            " FROM revisions WHERE article_id = ? ORDER BY seen_at DESC, id DESC",
            identity,
        ),
        "copies": await _rows(
            datasette,
            database,
            "SELECT * FROM copies WHERE cluster_id = (SELECT cluster_id FROM cluster_articles WHERE article_id = ?)"
            f" ORDER BY position LIMIT {MAX_COPIES}",
            identity,
        ),
        "fetches": await _rows(
            datasette,
            database,
            "SELECT at, status, outcome, verdict, reason FROM fetches WHERE article_id = ? ORDER BY at DESC LIMIT 20",
            identity,
        ),
    }


def sanitised(markup: str, text: str) -> Markup:
    """Give a body as markup that cannot do anything: our own HTML is clean, but a file may have been tampered with.

    >>> sanitised('<p onclick="x()">a<script>b</script> <a href="javascript:c()">d</a></p>', "")
    Markup('<p>a <a rel="noopener nofollow">d</a></p>')
    """
    if not markup:
        return Markup("").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n"))
    try:
        import nh3
    except ImportError:
        return Markup("").join(Markup("<p>{}</p>").format(html.unescape(part)) for part in text.split("\n\n"))
    clean = nh3.clean(
        markup,
        tags=_TAGS | _INLINE,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener nofollow",
    )
    return Markup(clean)  # noqa: S704  # nh3 has just made it safe


def _quoted(value: str) -> str:
    return quote(value, safe="")
