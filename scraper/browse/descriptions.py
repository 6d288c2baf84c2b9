"""What every table, view and column is, in words, and how Datasette shows each."""

from __future__ import annotations

from typing import Any

TITLE = "News archive"
ABOUT = "Every story as it was read, with where each value was found. Kept by scrape."

_ARTICLE = {
    "id": "16 hexadecimal digits made of the canonical URL: the same story has the same id in every archive",
    "docid": "the story's row in the full-text index",
    "url": "the story's address, without tracking",
    "headline": "as printed on the page, without the site's name",
    "standfirst": "the line under the headline",
    "byline": "verbatim",
    "authors": "people, or an agency, in order",
    "tags": "keywords and topics, in order",
    "published": "ISO 8601 with the page's own offset, or a day where the page gives no time",
    "published_utc": "the same moment in UTC, for sorting",
    "published_day": "the day as printed",
    "modified": "when the page says it was changed",
    "section": "the part of the paper it ran in",
    "language": "BCP 47",
    "site": "the name the site gives itself",
    "host": "the host of its address",
    "is_free": "1 free, 0 behind a wall, empty if the page does not say",
    "verdict": "article, live blog, or teaser: only the beginning could be read",
    "word_count": "words of the body",
    "first_seen_at": "when we first read it (UTC)",
    "last_seen_at": "when we last read it, or were told that it had not changed",
    "last_changed_at": "when what a reader reads last changed",
    "capture_digest": "SHA-256 of the bytes the values were read from",
    "body": "the story's text",
}
_REVISION = {
    "seen_at": "when the story no longer read like this",
    "changed": "which fields did",
    "headline_before": "what it said before",
    "headline_now": "what it says now",
}

_COPY = {
    "cluster_id": "the number of the wire story",
    "position": "1 is the copy we saw first",
    "agency": "the news agency that the story names in its dateline, byline or last lines; of a cluster: most of it",
    "similarity": "the share of the shorter text that is in the copy it was found by, from 0 to 1",
    "stories": "how many copies there are",
    "papers": "at how many hosts",
    "first_site": "where it was seen first",
    "last_joined_at": "when we first saw the newest copy",
}

_RIGHTS = {
    "fetch_id": "the line of the log",
    "digest": "SHA-256 of the bytes",
    "is_kept": "0: the bytes were not kept, as the page asked",
    "noarchive": "1: the page asks that no copy be kept",
    "noai": "1: the page asks that no machine be trained on it",
    "tdm_reserved": "1: text and data mining is reserved, 0: it is not, empty: the page does not say",
    "tdm_policy": "where the terms of mining are",
    "licence": "as the page names it",
    "sources": "where on the page, or in which header, each of these was said",
    "robots_text": "the robots.txt that was in force",
}

#: Tables that people have no use for: indexes, logs of values, raw captures, things other parts fill.
HIDDEN = (
    "articles_fts articles_fts_config articles_fts_data articles_fts_docsize articles_fts_idx searchable captures "
    "fetch_headers field_sources _sqlite_migrations bodies article_sections links feeds sqlite_stat1 sqlite_stat4 "
    "sketches sketch_entries clusters cluster_articles templates chain rights as_read article_parts"
).split()
#: What is not shown at all, not even to somebody who knows its name.
DENIED = ("captures", "fetch_headers")

_FACETS = ["section", "language", "site"]


def tables() -> dict[str, dict[str, Any]]:
    """Give Datasette's settings for each table and view, by name."""
    shown: dict[str, dict[str, Any]] = {
        "articles": {
            "title": "Stories, one row each",
            "description": "Current values; the text is in bodies, the rest in tables of its own.",
            "label_column": "headline",
            "sort_desc": "published_utc",
            "facets": [*_FACETS, "published_day", "verdict"],
            "fts_table": "articles_fts",
            "fts_pk": "docid",
            "columns": _ARTICLE,
        },
        "stories": {
            "title": "Stories with their text",
            "description": "One row a story: what other programs read.",
            "sort_desc": "published",
            "facets": [*_FACETS, {"array": "tags"}, {"array": "authors"}, {"date": "published"}],
            "size": 20,
            "columns": _ARTICLE,
        },
        "latest": {
            "title": "Newest stories",
            "description": "Newest first, searchable, without the text.",
            "facets": [*_FACETS, {"date": "published"}],
            "fts_table": "articles_fts",
            "fts_pk": "docid",
            "columns": _ARTICLE,
        },
        "what_happened": {
            "title": "What happened",
            "description": "Every event, and every change of a standfirst, a byline or tags; newest first.",
            "facets": ["kind", "site"],
        },
        "silent_edits": {
            "title": "Silent edits",
            "description": "The words changed; the page's own “modified” did not.",
            "facets": ["site"],
            "columns": _ARTICLE | _REVISION,
        },
        "wire_stories": {
            "title": "Wire stories",
            "description": "What several papers have, cut and edited: one row a story, under the first headline.",
            "facets": ["agency", "first_site"],
            "columns": _ARTICLE | _COPY,
        },
        "copies": {
            "title": "Copies",
            "description": "Every story that others have, too; position 1 was seen first.",
            "facets": ["cluster_id", "agency", "site"],
            "columns": _ARTICLE | _COPY,
        },
        "live_entries": {
            "title": "Live blogs, entry by entry",
            "description": "Every entry that a live blog ever showed, as it reads now.",
            "sort_desc": "published_utc",
            "facets": ["article_id", "author"],
        },
        "live_entry_edits": {
            "title": "Edited entries of live blogs",
            "description": "How an entry read before it was edited.",
            "sort_desc": "seen_at",
        },
        "capture_rights": {
            "title": "What pages said of their use",
            "description": "One row a capture: noarchive, noai, mining reserved, licence, and the robots.txt in force.",
            "facets": ["noarchive", "noai", "tdm_reserved", "licence"],
            "columns": _RIGHTS,
        },
        "source_health": {
            "title": "How the sites are doing",
            "description": "For each host: stories, failures, and how complete each field is (1 is all).",
        },
        "authors": {"title": "Authors", "label_column": "name", "sort": "name"},
        "tags": {"title": "Tags", "label_column": "name", "sort": "name"},
        "sections": {"title": "Sections", "label_column": "name", "sort": "name"},
        "article_authors": {"title": "Who wrote what", "facets": ["author_id"]},
        "article_tags": {"title": "What is tagged how", "facets": ["tag_id"]},
        "article_urls": {
            "title": "Addresses",
            "description": "Every address a story has gone by.",
            "facets": ["kind"],
        },
        "images": {
            "title": "Images",
            "description": "Addresses, captions and credits; the pictures stay where they are.",
        },
        "revisions": {
            "title": "Revisions",
            "description": "How a story read before it changed.",
            "sort_desc": "seen_at",
            "columns": _ARTICLE | _REVISION,
        },
        "events": {
            "title": "Events",
            "description": "What happened to a story.",
            "sort_desc": "at",
            "facets": ["kind"],
        },
        "fetches": {
            "title": "Fetches",
            "description": "What was asked, what came back, and what became of it.",
            "sort_desc": "at",
            "facets": ["outcome", "verdict", "host"],
        },
        "runs": {"title": "Runs", "description": "One row a command.", "sort_desc": "started_at"},
        "robots": {"title": "robots.txt", "description": "What each site said about robots, and when."},
        "sources": {"title": "Sources", "description": "What is watched."},
    }
    for name in HIDDEN:
        shown.setdefault(name, {})["hidden"] = True
    for name in DENIED:
        shown.setdefault(name, {})["allow"] = False
    return shown
