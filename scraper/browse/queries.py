"""Canned queries: questions people ask of an archive, with a page each."""

from __future__ import annotations

from typing import Any

_BY = "a.id, a.headline, a.site, a.published, a.url"


def queries() -> dict[str, dict[str, Any]]:
    """Give Datasette's canned queries by name."""
    return {
        "search": {
            "title": "Search",
            "description": "Stories that have every word, or a “phrase” in double quotes. Best match first.",
            "sql": (
                f"SELECT {_BY}, snippet(articles_fts, -1, '[', ']', ' … ', 24) AS excerpt"
                " FROM articles_fts JOIN articles AS a ON a.docid = articles_fts.rowid"
                " WHERE articles_fts MATCH match_words(:q)"
                " ORDER BY bm25(articles_fts, 8.0, 4.0, 4.0, 1.0) LIMIT 100"
            ),
            "params": ["q"],
        },
        "newest": {
            "title": "Newest stories",
            "sql": f"SELECT {_BY}, a.section, a.language FROM articles AS a ORDER BY a.published_utc DESC LIMIT 100",
        },
        "by_author": {
            "title": "By author",
            "description": "A name as it stands in the table of authors.",
            "sql": (
                f"SELECT {_BY} FROM authors AS n JOIN article_authors AS j ON j.author_id = n.id"
                " JOIN articles AS a ON a.id = j.article_id WHERE n.name = :author ORDER BY a.published_utc DESC"
            ),
            "params": ["author"],
        },
        "by_tag": {
            "title": "By tag",
            "sql": (
                f"SELECT {_BY} FROM tags AS n JOIN article_tags AS j ON j.tag_id = n.id"
                " JOIN articles AS a ON a.id = j.article_id WHERE n.name = :tag ORDER BY a.published_utc DESC"
            ),
            "params": ["tag"],
        },
        "stories_per_day": {
            "title": "Stories per day and site",
            "sql": (
                "SELECT published_day, site, count(*) AS stories FROM articles WHERE published_day IS NOT NULL"
                " GROUP BY published_day, site ORDER BY published_day DESC, stories DESC"
            ),
        },
        "busiest_authors": {
            "title": "Authors by number of stories",
            "sql": (
                "SELECT n.name, count(*) AS stories, min(a.published_day) AS first, max(a.published_day) AS last"
                " FROM authors AS n JOIN article_authors AS j ON j.author_id = n.id"
                " JOIN articles AS a ON a.id = j.article_id GROUP BY n.id ORDER BY stories DESC LIMIT 200"
            ),
        },
        "changed_most": {
            "title": "Stories that changed most",
            "sql": (
                f"SELECT {_BY}, count(*) AS revisions, max(r.seen_at) AS last_change FROM revisions AS r"
                " JOIN articles AS a ON a.id = r.article_id GROUP BY a.id ORDER BY revisions DESC LIMIT 100"
            ),
        },
        "edited_in_silence": {
            "title": "Edited in silence",
            "description": "The words changed; the page's own “modified” did not.",
            "sql": "SELECT * FROM silent_edits LIMIT 200",
        },
        "most_copied": {
            "title": "Most copied",
            "description": "Wire stories that most papers have.",
            "sql": "SELECT * FROM wire_stories ORDER BY papers DESC, stories DESC LIMIT 200",
        },
        "copies_of": {
            "title": "Copies of a story",
            "description": "For a story's id: who else has it, in the order in which we saw them.",
            "sql": (
                "SELECT * FROM copies WHERE cluster_id = (SELECT cluster_id FROM cluster_articles"
                " WHERE article_id = :id) ORDER BY position"
            ),
            "params": ["id"],
        },
        "what_failed": {
            "title": "What failed, and why",
            "sql": (
                "SELECT at, host, url, status, outcome, verdict, reason FROM fetches"
                " WHERE outcome IN ('failed', 'disallowed', 'not a story') ORDER BY at DESC LIMIT 200"
            ),
        },
        "where_it_was_read": {
            "title": "Where a story's values were read",
            "description": "For a story's id: every field, the value that won and those that did not.",
            "sql": (
                "SELECT field, position, value, raw, source, chosen FROM field_sources WHERE article_id = :id"
                " ORDER BY field, position"
            ),
            "params": ["id"],
        },
    }
