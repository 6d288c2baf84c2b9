"""The schema is its history: functions `m001_...`, applied in order, each once, never edited once released.

`schema.sql` shows the result. After adding a step, write it anew with

    python -c 'from scraper.archive.migrate import full_schema as s; print(s(), end="")' > scraper/archive/schema.sql
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m001_stories(db: Database) -> None:
    """Keep one narrow row a story, and what is long or repeated beside it.

    People filter and facet `articles`, so text and HTML, which are a hundred times wider, live in `bodies`;
    authors, tags and sections are rows of their own, because a facet needs a key to count.
    """
    _run(
        db,
        """
        CREATE TABLE articles (
            id TEXT PRIMARY KEY,            -- 16 hex digits made of the URL: the same in every archive
            docid INTEGER NOT NULL UNIQUE,  -- the row of `bodies` and of `articles_fts`; VACUUM keeps it
            url TEXT,                       -- canonical, if the page's word can be taken; NULL for a bare text
            headline TEXT,
            standfirst TEXT,
            byline TEXT,                    -- verbatim
            published TEXT,                 -- ISO 8601 with the page's own offset, or a day
            published_utc TEXT,             -- the same moment in UTC, for sorting; or the same day
            published_day TEXT,             -- YYYY-MM-DD as printed, for facets
            modified TEXT,
            section TEXT,
            language TEXT,                  -- BCP 47
            site TEXT,                      -- the name it gives itself
            host TEXT,                      -- of `url`, ASCII, lower case
            is_free INTEGER,                -- schema.org isAccessibleForFree; NULL: the page does not say
            verdict TEXT NOT NULL,          -- article, live or teaser
            word_count INTEGER NOT NULL,
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,
            last_changed_at TEXT NOT NULL,
            capture_digest TEXT             -- what the values were read from; kept only once it is known that they are
                REFERENCES captures(digest) DEFERRABLE INITIALLY DEFERRED
        );
        CREATE INDEX articles_published ON articles(published_utc);
        CREATE INDEX articles_published_day ON articles(published_day);
        CREATE INDEX articles_site ON articles(site, published_utc);
        CREATE INDEX articles_host ON articles(host, published_utc);
        CREATE INDEX articles_section ON articles(section);
        CREATE INDEX articles_language ON articles(language);
        CREATE INDEX articles_verdict ON articles(verdict);

        CREATE TABLE bodies (
            docid INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE,
            text TEXT NOT NULL,             -- blocks separated by a blank line
            html TEXT NOT NULL              -- the same, sanitised
        );

        CREATE TABLE article_urls (
            url TEXT PRIMARY KEY,
            key TEXT NOT NULL,              -- what its twins share (http, www, AMP): the id a story there would get
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            kind TEXT NOT NULL              -- canonical, final, requested or redirect
        );
        CREATE INDEX article_urls_key ON article_urls(key);
        CREATE INDEX article_urls_article ON article_urls(article_id);

        CREATE TABLE authors (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE article_authors (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            author_id INTEGER NOT NULL REFERENCES authors(id),
            position INTEGER NOT NULL,      -- from 0, as on the page
            PRIMARY KEY (article_id, author_id)
        ) WITHOUT ROWID;
        CREATE INDEX article_authors_author ON article_authors(author_id);

        CREATE TABLE tags (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE article_tags (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            tag_id INTEGER NOT NULL REFERENCES tags(id),
            position INTEGER NOT NULL,
            PRIMARY KEY (article_id, tag_id)
        ) WITHOUT ROWID;
        CREATE INDEX article_tags_tag ON article_tags(tag_id);

        CREATE TABLE sections (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE article_sections (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            section_id INTEGER NOT NULL REFERENCES sections(id),
            position INTEGER NOT NULL,
            PRIMARY KEY (article_id, section_id)
        ) WITHOUT ROWID;
        CREATE INDEX article_sections_section ON article_sections(section_id);

        CREATE TABLE images (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,      -- 0 is the lead image
            url TEXT NOT NULL,
            caption TEXT,
            credit TEXT,
            UNIQUE (article_id, position)
        );
        """,
    )


def m002_provenance(db: Database) -> None:
    """Keep what was asked, what came back byte for byte, and where each value was read.

    A capture is keyed by the digest of its body, so that the same bytes are stored once. It has the headers
    they first came with; an answer with other headers (every answer has its own Date) keeps them under its
    fetch, so that nothing is lost and `fetches` stays narrow.
    """
    _run(
        db,
        """
        CREATE TABLE captures (
            digest TEXT PRIMARY KEY,        -- SHA-256 of the body as the server meant it
            headers TEXT NOT NULL,          -- JSON: [[name, value], ...] of the first answer with this body
            body BLOB NOT NULL,             -- Zstandard, one frame
            size_bytes INTEGER NOT NULL,    -- before compression
            fetched_at TEXT NOT NULL        -- when these bytes were first seen
        );

        CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            command TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,                  -- NULL: still running, or killed
            exit_code INTEGER,
            counts TEXT                     -- JSON: {"new": 3, ...}
        );

        CREATE TABLE fetches (
            id INTEGER PRIMARY KEY,
            run_id INTEGER REFERENCES runs(id),
            at TEXT NOT NULL,
            url TEXT NOT NULL,              -- as asked, without credentials
            final_url TEXT,                 -- where the answer came from; NULL: there was none
            host TEXT,
            status INTEGER,                 -- NULL: no answer
            outcome TEXT NOT NULL,          -- new, changed, known, not modified, not a story, failed or disallowed
            verdict TEXT,                   -- what the page was, whatever the story's row says
            reason TEXT,                    -- why there is no story, or why it was not taken
            article_id TEXT REFERENCES articles(id) ON DELETE SET NULL,
            capture_digest TEXT REFERENCES captures(digest),
            size_bytes INTEGER,
            elapsed_ms INTEGER
        );
        CREATE INDEX fetches_article ON fetches(article_id, status);
        CREATE INDEX fetches_run ON fetches(run_id);
        CREATE INDEX fetches_host ON fetches(host, outcome);

        CREATE TABLE fetch_headers (
            fetch_id INTEGER PRIMARY KEY REFERENCES fetches(id) ON DELETE CASCADE,
            headers TEXT NOT NULL           -- JSON, as in `captures`; no row: just as the capture has them
        );

        CREATE TABLE robots (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL,           -- scheme, host and port
            fetched_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,     -- the last time it still read like this
            status INTEGER,                 -- NULL: not reachable, which forbids everything (RFC 9309)
            digest TEXT,
            text TEXT
        );
        CREATE INDEX robots_origin ON robots(origin);

        CREATE TABLE field_sources (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            position INTEGER NOT NULL,      -- 0 won, then the runners-up
            value TEXT,                     -- at most 500 characters; NULL for the body
            source TEXT NOT NULL,           -- where on the page
            chosen INTEGER NOT NULL,
            PRIMARY KEY (article_id, field, position)
        ) WITHOUT ROWID;
        """,
    )


def m003_search(db: Database) -> None:
    """Index headline, standfirst, byline and body for search, in step with the tables by triggers.

    The index holds no text of its own (external content): it reads `searchable`. Accents are folded, so that
    "Munoz" finds "Muñoz". There is no stemmer: porter knows English only and would maim every other language,
    and a trailing * finds the endings. There is no prefix index: a range scan of the terms takes milliseconds.
    """
    _run(
        db,
        """
        CREATE VIEW searchable AS
            SELECT b.docid, a.headline, a.standfirst, a.byline, b.text AS body
            FROM bodies AS b JOIN articles AS a ON a.id = b.article_id;

        CREATE VIRTUAL TABLE articles_fts USING fts5(
            headline, standfirst, byline, body,
            content='searchable', content_rowid='docid', tokenize='unicode61 remove_diacritics 2'
        );

        CREATE TRIGGER bodies_inserted AFTER INSERT ON bodies BEGIN
            INSERT INTO articles_fts(rowid, headline, standfirst, byline, body)
                SELECT new.docid, headline, standfirst, byline, new.text FROM articles WHERE id = new.article_id;
        END;
        CREATE TRIGGER bodies_deleted AFTER DELETE ON bodies BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, headline, standfirst, byline, body)
                SELECT 'delete', old.docid, headline, standfirst, byline, old.text
                FROM articles WHERE id = old.article_id;
        END;
        CREATE TRIGGER bodies_updated AFTER UPDATE OF docid, article_id, text ON bodies BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, headline, standfirst, byline, body)
                SELECT 'delete', old.docid, headline, standfirst, byline, old.text
                FROM articles WHERE id = old.article_id;
            INSERT INTO articles_fts(rowid, headline, standfirst, byline, body)
                SELECT new.docid, headline, standfirst, byline, new.text FROM articles WHERE id = new.article_id;
        END;
        CREATE TRIGGER articles_updated AFTER UPDATE OF headline, standfirst, byline ON articles
        WHEN old.headline IS NOT new.headline OR old.standfirst IS NOT new.standfirst OR old.byline IS NOT new.byline
        BEGIN
            INSERT INTO articles_fts(articles_fts, rowid, headline, standfirst, byline, body)
                SELECT 'delete', docid, old.headline, old.standfirst, old.byline, text
                FROM bodies WHERE article_id = new.id;
            INSERT INTO articles_fts(rowid, headline, standfirst, byline, body)
                SELECT docid, new.headline, new.standfirst, new.byline, text FROM bodies WHERE article_id = new.id;
        END;
        CREATE TRIGGER articles_deleted BEFORE DELETE ON articles BEGIN
            DELETE FROM bodies WHERE article_id = old.id;  -- now, while the trigger there can still read the headline
        END;
        """,
    )


def m004_memory(db: Database) -> None:
    """Remember what a story said before it changed, and what happened to it."""
    _run(
        db,
        """
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            seen_at TEXT NOT NULL,          -- when the story no longer read like this
            changed TEXT NOT NULL,          -- JSON: names of the fields that did
            url TEXT,                       -- from here on: every value as it was before
            headline TEXT,
            standfirst TEXT,
            byline TEXT,
            published TEXT,
            modified TEXT,
            section TEXT,
            language TEXT,
            site TEXT,
            is_free INTEGER,
            verdict TEXT NOT NULL,
            authors TEXT NOT NULL,          -- JSON arrays
            tags TEXT NOT NULL,
            sections TEXT NOT NULL,
            body TEXT NOT NULL,
            capture_digest TEXT REFERENCES captures(digest)
        );
        CREATE INDEX revisions_article ON revisions(article_id);

        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,             -- headline_changed, body_changed, silent_edit, correction, unpublished, ...
            detail TEXT
        );
        CREATE INDEX events_article ON events(article_id);
        CREATE INDEX events_kind ON events(kind, at);
        """,
    )


def m005_frontier(db: Database) -> None:
    """Keep what is watched and which links are due, so that a crawl can stop anywhere and go on."""
    _run(
        db,
        """
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,       -- a front, a feed or a sitemap
            name TEXT,
            language TEXT,
            delay_seconds REAL,             -- NULL: as robots.txt asks, or the default
            interval_seconds INTEGER,       -- NULL: the default
            enabled INTEGER NOT NULL DEFAULT 1,
            added_at TEXT NOT NULL,
            last_run_at TEXT,
            due_at TEXT
        );

        CREATE TABLE feeds (
            id INTEGER PRIMARY KEY,
            source_id INTEGER REFERENCES sources(id) ON DELETE CASCADE,
            url TEXT NOT NULL UNIQUE,
            kind TEXT,                      -- rss, atom, json, sitemap or front
            etag TEXT,
            last_modified TEXT,
            last_fetched_at TEXT,
            due_at TEXT,
            error_count INTEGER NOT NULL DEFAULT 0,
            last_error TEXT
        );
        CREATE INDEX feeds_source ON feeds(source_id);

        CREATE TABLE links (
            key TEXT PRIMARY KEY,           -- as in `article_urls`, so that twins are fetched once
            url TEXT NOT NULL,
            source_id INTEGER REFERENCES sources(id) ON DELETE CASCADE,
            found_in TEXT,                  -- URL of the feed, sitemap or page that has the link
            title TEXT,                     -- as said there
            published TEXT,
            found_at TEXT NOT NULL,
            state TEXT NOT NULL,            -- due, done or failed
            due_at TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            last_error TEXT
        );
        CREATE INDEX links_state ON links(state, due_at);
        CREATE INDEX links_source ON links(source_id);
        """,
    )


def m006_views(db: Database) -> None:
    """Answer what people ask most under a name they would guess; `stories` is for other programs."""
    _run(
        db,
        """
        CREATE VIEW stories AS
            SELECT a.id, a.url, a.headline, a.standfirst, a.byline,
                (SELECT json_group_array(name) FROM (
                    SELECT n.name FROM article_authors AS j JOIN authors AS n ON n.id = j.author_id
                    WHERE j.article_id = a.id ORDER BY j.position)) AS authors,
                (SELECT json_group_array(name) FROM (
                    SELECT n.name FROM article_tags AS j JOIN tags AS n ON n.id = j.tag_id
                    WHERE j.article_id = a.id ORDER BY j.position)) AS tags,
                a.published, a.modified, a.section, a.language, a.site, a.verdict, b.text AS body
            FROM articles AS a JOIN bodies AS b ON b.article_id = a.id;

        CREATE VIEW latest AS
            SELECT a.id, a.headline, a.site, a.section, a.published,
                (SELECT group_concat(name, ', ') FROM (
                    SELECT n.name FROM article_authors AS j JOIN authors AS n ON n.id = j.author_id
                    WHERE j.article_id = a.id ORDER BY j.position)) AS authors,
                (SELECT group_concat(name, ', ') FROM (
                    SELECT n.name FROM article_tags AS j JOIN tags AS n ON n.id = j.tag_id
                    WHERE j.article_id = a.id ORDER BY j.position)) AS tags,
                a.language, a.verdict, a.word_count, a.url, a.first_seen_at, a.last_changed_at, a.docid
            FROM articles AS a ORDER BY a.published_utc DESC;

        CREATE VIEW silent_edits AS  -- the text changed, the page's own "modified" did not
            SELECT r.id, r.article_id, a.site, r.headline AS headline_before, a.headline AS headline_now,
                r.seen_at, r.changed, a.published, a.modified, a.url
            FROM revisions AS r JOIN articles AS a ON a.id = r.article_id
            WHERE (r.changed LIKE '%"headline"%' OR r.changed LIKE '%"body"%') AND r.changed NOT LIKE '%"modified"%'
            ORDER BY r.seen_at DESC;

        CREATE VIEW source_health AS  -- shares are of the host's stories, from 0 to 1
            SELECT h.host, told.site, coalesce(told.stories, 0) AS stories, told.last_seen_at,
                coalesce(asked.fetches, 0) AS fetches, coalesce(asked.failures, 0) AS failures, asked.last_fetch_at,
                told.with_headline, told.with_standfirst, told.with_byline, told.with_authors, told.with_published,
                told.with_section, told.with_tags, told.with_body, told.teasers
            FROM (SELECT host FROM articles WHERE host IS NOT NULL
                  UNION SELECT host FROM fetches WHERE host IS NOT NULL) AS h
            LEFT JOIN (
                SELECT host, max(site) AS site, count(*) AS stories, max(last_seen_at) AS last_seen_at,
                    round(avg(headline IS NOT NULL), 2) AS with_headline,
                    round(avg(standfirst IS NOT NULL), 2) AS with_standfirst,
                    round(avg(byline IS NOT NULL), 2) AS with_byline,
                    round(avg(EXISTS (SELECT 1 FROM article_authors WHERE article_id = id)), 2) AS with_authors,
                    round(avg(published IS NOT NULL), 2) AS with_published,
                    round(avg(section IS NOT NULL), 2) AS with_section,
                    round(avg(EXISTS (SELECT 1 FROM article_tags WHERE article_id = id)), 2) AS with_tags,
                    round(avg(word_count > 0), 2) AS with_body,
                    round(avg(verdict = 'teaser'), 2) AS teasers
                FROM articles GROUP BY host) AS told ON told.host = h.host
            LEFT JOIN (
                SELECT host, count(*) AS fetches, sum(outcome = 'failed') AS failures, max(at) AS last_fetch_at
                FROM fetches GROUP BY host) AS asked ON asked.host = h.host
            ORDER BY stories DESC;
        """,
    )


def m007_crawl(db: Database) -> None:
    """Let a crawl take a host's most urgent link without looking at those that are done.

    `scope` is the site whose crawl a link belongs to, `kind` what is expected there (story, front, feed, sitemap or
    unknown), `found_how` where it was found in words, `rank` how urgent it is (the larger, the sooner), `depth` how
    many pages lie between it and the start; validators are kept here of what is no story. What is due is indexed
    apart from what is done, which grows for years.
    """
    _run(
        db,
        """
        ALTER TABLE links ADD COLUMN host TEXT NOT NULL DEFAULT '';
        ALTER TABLE links ADD COLUMN scope TEXT NOT NULL DEFAULT '';
        ALTER TABLE links ADD COLUMN kind TEXT NOT NULL DEFAULT 'story';
        ALTER TABLE links ADD COLUMN found_how TEXT;
        ALTER TABLE links ADD COLUMN modified TEXT;
        ALTER TABLE links ADD COLUMN rank REAL NOT NULL DEFAULT 0;
        ALTER TABLE links ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE links ADD COLUMN fetched_at TEXT;
        ALTER TABLE links ADD COLUMN etag TEXT;
        ALTER TABLE links ADD COLUMN last_modified TEXT;
        DROP INDEX links_state;
        CREATE INDEX links_ready ON links(scope, host, rank) WHERE state = 'due';
        CREATE INDEX links_later ON links(due_at) WHERE state = 'later';
        CREATE INDEX links_lists ON links(scope, kind, depth) WHERE kind <> 'story';
        """,
    )


def m008_watch(db: Database) -> None:
    """Keep what a user wants of a source; feeds, sitemaps and fronts are links of their own kind, in one frontier."""
    _run(
        db,
        """
        ALTER TABLE sources ADD COLUMN time_zone TEXT;       -- an IANA name
        ALTER TABLE sources ADD COLUMN sections TEXT NOT NULL DEFAULT '[]';  -- JSON arrays of texts
        ALTER TABLE sources ADD COLUMN include TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE sources ADD COLUMN exclude TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE sources ADD COLUMN is_from_file INTEGER NOT NULL DEFAULT 0;  -- 1: watched while scrape.toml has it
        DROP TABLE feeds;
        CREATE VIEW feeds AS
            SELECT l.key, s.name AS source, l.url, l.kind, l.found_how, l.state, l.fetched_at, l.due_at, l.tries,
                l.last_error, l.source_id
            FROM links AS l LEFT JOIN sources AS s ON s.id = l.source_id WHERE l.kind NOT IN ('story', 'unknown');
        """,
    )


def m009_versions(db: Database) -> None:
    """Keep each text of a story once, however often it comes back, and say what happened in `events`.

    A test of headlines shows the same two texts in turn for days: two texts, and many events. What the view
    `silent_edits` used to work out of `revisions` is told by events from now on.
    """
    _run(
        db,
        """
        ALTER TABLE revisions ADD COLUMN kind TEXT NOT NULL DEFAULT 'edited';  -- edited, teaser or reextracted
        ALTER TABLE revisions ADD COLUMN text_digest TEXT;    -- of what a reader reads; NULL: stored before we had it
        ALTER TABLE revisions ADD COLUMN first_seen_at TEXT;  -- when the story first read like this
        ALTER TABLE events ADD COLUMN text_digest TEXT;       -- of what it reads like since; NULL: no word changed

        INSERT INTO events (article_id, at, kind)
            SELECT article_id, seen_at, 'headline_changed' FROM revisions WHERE changed LIKE '%"headline"%';
        INSERT INTO events (article_id, at, kind)
            SELECT article_id, seen_at, 'body_changed' FROM revisions WHERE changed LIKE '%"body"%';
        INSERT INTO events (article_id, at, kind, detail)
            SELECT article_id, seen_at, 'silent_edit', json_object('fields', json(changed)) FROM revisions
            WHERE changed LIKE '%"body"%' AND changed NOT LIKE '%"modified"%';

        DROP VIEW silent_edits;
        CREATE VIEW silent_edits AS  -- the words changed, the page's own "modified" did not
            SELECT e.id, e.article_id, a.site, a.headline, e.at,
                coalesce(json_extract(e.detail, '$.words_added'), 0) AS words_added,
                coalesce(json_extract(e.detail, '$.words_removed'), 0) AS words_removed,
                a.published, a.modified, a.url
            FROM events AS e JOIN articles AS a ON a.id = e.article_id
            WHERE e.kind = 'silent_edit' ORDER BY e.at DESC;

        CREATE VIEW what_happened AS  -- every event in words
            SELECT e.id, e.at, e.kind, a.headline, a.site,
                coalesce(json_extract(e.detail, '$.before'), json_extract(e.detail, '$.from'),
                    json_extract(e.detail, '$.changes[0].before')) AS before,
                coalesce(json_extract(e.detail, '$.after'), json_extract(e.detail, '$.to'),
                    json_extract(e.detail, '$.changes[0].after'), json_extract(e.detail, '$.notice')) AS after,
                e.detail, e.article_id, a.url
            FROM events AS e JOIN articles AS a ON a.id = e.article_id ORDER BY e.at DESC, e.id DESC;
        """,
    )


def m010_reextracted(db: Database) -> None:
    """Keep all of what a re-reading replaced, pictures and markup too; NULL in every other revision."""
    _run(
        db,
        """
        ALTER TABLE revisions ADD COLUMN body_html TEXT;
        ALTER TABLE revisions ADD COLUMN images TEXT;  -- JSON: [[url, caption, credit], ...]
        """,
    )


def m011_clusters(db: Database) -> None:
    """Find the copies of one wire story in many papers, each new story at the price of a few look-ups.

    A story's sketch is a sample of its shingles; which stories have an entry is asked of `sketch_entries`. A story
    whose text is replaced loses its row in `sketches` with its row in `bodies`, and so is looked at again.
    """
    _run(
        db,
        """
        CREATE TABLE sketches (
            docid INTEGER PRIMARY KEY REFERENCES bodies(docid) ON DELETE CASCADE,
            size INTEGER NOT NULL           -- entries; 0: the text is too short to be known again
        );
        CREATE TABLE sketch_entries (
            entry INTEGER NOT NULL,         -- 48 bits of the hash of five words
            docid INTEGER NOT NULL,         -- a story that has them, unless it was edited since
            PRIMARY KEY (entry, docid)
        ) WITHOUT ROWID;

        CREATE TABLE clusters (
            id INTEGER PRIMARY KEY,
            agency TEXT                     -- named by most of its stories; NULL: by none
        );
        CREATE TABLE cluster_articles (
            article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            cluster_id INTEGER NOT NULL REFERENCES clusters(id) ON DELETE CASCADE,
            similarity REAL NOT NULL,       -- share of the shorter text that is in the copy it was found by, 0 to 1
            agency TEXT                     -- that the story itself names
        );
        CREATE INDEX cluster_articles_cluster ON cluster_articles(cluster_id);

        CREATE VIEW copies AS  -- every story that others have, too; position 1 is the one seen first
            SELECT c.cluster_id, row_number() OVER (
                    PARTITION BY c.cluster_id ORDER BY a.first_seen_at, coalesce(a.published_utc, 'z'), a.docid
                ) AS position,
                a.headline, a.site, a.host, c.agency, c.similarity, a.published, a.first_seen_at, a.word_count, a.url,
                c.article_id
            FROM cluster_articles AS c JOIN articles AS a ON a.id = c.article_id;

        CREATE VIEW wire_stories AS  -- one row a story that several have, under the headline of the first
            SELECT f.cluster_id, f.headline, c.agency, n.stories, n.papers, f.site AS first_site, f.first_seen_at,
                n.last_joined_at, f.url, f.article_id
            FROM (
                SELECT m.cluster_id, count(*) AS stories, count(DISTINCT a.host) AS papers,
                    max(a.first_seen_at) AS last_joined_at
                FROM cluster_articles AS m JOIN articles AS a ON a.id = m.article_id
                GROUP BY m.cluster_id HAVING count(*) > 1
            ) AS n
            JOIN clusters AS c ON c.id = n.cluster_id
            JOIN copies AS f ON f.cluster_id = n.cluster_id AND f.position = 1
            ORDER BY n.last_joined_at DESC;
        """,
    )


def m012_templates(db: Database) -> None:
    """Compress pages against one another: those made by the same software share a template.

    A capture may say against which other it was compressed; those stored before stand alone, as they were.
    """
    _run(
        db,
        """
        ALTER TABLE captures ADD COLUMN base_digest TEXT REFERENCES captures(digest);  -- NULL: it stands alone
        ALTER TABLE captures ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;  -- how many bases are behind it

        CREATE TABLE templates (
            id INTEGER PRIMARY KEY,
            host TEXT NOT NULL,
            capture_digest TEXT NOT NULL REFERENCES captures(digest),  -- what others are compressed against
            share REAL NOT NULL,            -- of its own bytes that were left, about, had it been compressed alone
            marks BLOB NOT NULL             -- sample of its class names and ids: 32 bits of the hash of each
        );
        CREATE INDEX templates_host ON templates(host);
        """,
    )


def m013_chain(db: Database) -> None:
    """Make it show when a capture was changed, removed or put elsewhere: see chain.py and `scrape verify`.

    An entry keeps the digest by itself, so that a capture which is gone can be named. Captures stored before vouch for
    their order only from now on.
    """
    from scraper.archive.chain import BEGINNING, chain_value

    _run(
        db,
        """
        CREATE TABLE chain (
            position INTEGER PRIMARY KEY,   -- from 1, as the captures came, without a gap
            capture_digest TEXT NOT NULL,
            value BLOB NOT NULL,            -- SHA-256 of the value before it and the capture's columns, as JSON
            body_crc INTEGER                -- CRC-32 of the compressed body; NULL: stored before we had it
        );
        """,
    )
    value = BEGINNING
    rows = db.conn.execute("SELECT digest, headers, size_bytes, fetched_at FROM captures ORDER BY rowid")
    for position, row in enumerate(rows.fetchall(), 1):
        value = chain_value(value, *row)
        db.conn.execute(
            "INSERT INTO chain (position, capture_digest, value) VALUES (?, ?, ?)", (position, row[0], value)
        )


def m014_rights(db: Database) -> None:
    """Keep what a page and its site said of its use at the time of each capture."""
    _run(
        db,
        """
        ALTER TABLE fetches ADD COLUMN robots_id INTEGER REFERENCES robots(id);  -- the robots.txt in force

        CREATE TABLE rights (               -- no row: the answer says nothing
            fetch_id INTEGER PRIMARY KEY REFERENCES fetches(id) ON DELETE CASCADE,
            noarchive INTEGER NOT NULL,     -- 1: no copy of it is to be kept
            noai INTEGER NOT NULL,          -- 1: no machine is to be trained on it
            tdm_reserved INTEGER,           -- 1: text and data mining is reserved, 0: it is not
            tdm_policy TEXT,                -- where its terms are
            licence TEXT,
            sources TEXT NOT NULL,          -- JSON: {"noarchive": "X-Robots-Tag", ...}
            unkept_digest TEXT              -- SHA-256 of bytes that were not kept, as the page asked
        );

        CREATE VIEW capture_rights AS
        SELECT f.id AS fetch_id, f.article_id, f.at, coalesce(f.final_url, f.url) AS url,
               coalesce(f.capture_digest, r.unkept_digest) AS digest, f.capture_digest IS NOT NULL AS is_kept,
               coalesce(r.noarchive, 0) AS noarchive, coalesce(r.noai, 0) AS noai, r.tdm_reserved, r.tdm_policy,
               r.licence, coalesce(r.sources, '{}') AS sources, b.status AS robots_status, b.text AS robots_text
        FROM fetches AS f LEFT JOIN rights AS r ON r.fetch_id = f.id LEFT JOIN robots AS b ON b.id = f.robots_id
        WHERE f.status = 200 AND (f.capture_digest IS NOT NULL OR r.unkept_digest IS NOT NULL);
        """,
    )


def m015_as_read(db: Database) -> None:
    """Note what a page said last, where its story keeps something else: what a redesign drops or brings is no edit.

    A story that met a redesign before this step may count it as an edit once.
    """
    _run(
        db,
        """
        CREATE TABLE as_read (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            field TEXT NOT NULL,            -- standfirst, byline, tags, body ...
            value TEXT NOT NULL,            -- JSON: a text, a list of names, or null
            PRIMARY KEY (article_id, field)
        ) WITHOUT ROWID;
        """,
    )


def m016_live(db: Database) -> None:
    """Keep a live blog's entries, each as it reads now and as it read before; and where a story's other parts are."""
    _run(
        db,
        """
        CREATE TABLE live_entries (
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            entry_id TEXT NOT NULL,         -- as the page calls it, or made of its time
            published TEXT,                 -- as in `articles`
            published_utc TEXT,             -- for sorting
            modified TEXT,
            author TEXT,
            headline TEXT,
            body TEXT NOT NULL,
            url TEXT,
            first_seen_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL,     -- before that of the story: the page shows it no more
            PRIMARY KEY (article_id, entry_id)
        ) WITHOUT ROWID;
        CREATE TABLE live_entry_edits (
            article_id TEXT NOT NULL,
            entry_id TEXT NOT NULL,
            seen_at TEXT NOT NULL,          -- when it no longer read like this
            headline TEXT,
            author TEXT,
            body TEXT NOT NULL,
            modified TEXT,
            PRIMARY KEY (article_id, entry_id, seen_at),
            FOREIGN KEY (article_id, entry_id) REFERENCES live_entries(article_id, entry_id) ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE TABLE article_parts (        -- of a story that is printed on several pages; part 1 is its own capture
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            position INTEGER NOT NULL,      -- 2, 3 ...
            url TEXT NOT NULL,
            capture_digest TEXT REFERENCES captures(digest),
            PRIMARY KEY (article_id, position)
        ) WITHOUT ROWID;
        """,
    )


def m017_numbers(db: Database) -> None:
    """Find a story again whose slug was edited, by the number in its address."""
    from scraper.urls import story_number

    _run(
        db,
        """
        ALTER TABLE article_urls ADD COLUMN number TEXT;  -- site and number, if the address has one
        CREATE INDEX article_urls_number ON article_urls(number) WHERE number IS NOT NULL;
        """,
    )
    rows = [(story_number(url), url) for (url,) in db.conn.execute("SELECT url FROM article_urls").fetchall()]
    db.conn.executemany("UPDATE article_urls SET number = ? WHERE url = ?", [row for row in rows if row[0]])


def m018_raw(db: Database) -> None:
    """Keep how a value stands on the page, too, where that is not how we give it."""
    _run(db, "ALTER TABLE field_sources ADD COLUMN raw TEXT;")


def m019_every_change(db: Database) -> None:
    """Give `revisions` a row for each change, also for one back to an earlier text: so many changes, so many rows.

    Events are kept for what a row of `revisions` or of the log does not say: that a byline, a standfirst or tags read
    differently, `revisions` says; that a page showed only a beginning, `fetches`.
    """
    from scraper.archive.returned_texts import add_missing_revisions

    add_missing_revisions(db.conn)
    _run(
        db,
        """
        DELETE FROM events WHERE kind IN
            ('standfirst_changed', 'byline_changed', 'tags_changed', 'paywalled', 'unpaywalled');
        DROP VIEW what_happened;
        CREATE VIEW what_happened AS  -- every event in words, and every change of a standfirst, a byline or tags
            SELECT e.at, e.kind, a.headline, a.site,
                coalesce(json_extract(e.detail, '$.before'), json_extract(e.detail, '$.from'),
                    json_extract(e.detail, '$.changes[0].before')) AS before,
                coalesce(json_extract(e.detail, '$.after'), json_extract(e.detail, '$.to'),
                    json_extract(e.detail, '$.changes[0].after'), json_extract(e.detail, '$.notice')) AS after,
                e.detail, e.article_id, a.url
            FROM events AS e JOIN articles AS a ON a.id = e.article_id
            UNION ALL
            SELECT r.seen_at, f.value || '_changed', a.headline, a.site,
                CASE f.value WHEN 'standfirst' THEN r.standfirst WHEN 'byline' THEN r.byline ELSE r.tags END,
                NULL, NULL, r.article_id, a.url
            FROM revisions AS r JOIN json_each(r.changed) AS f JOIN articles AS a ON a.id = r.article_id
            WHERE r.kind = 'edited' AND f.value IN ('standfirst', 'byline', 'tags')
            ORDER BY 1 DESC;
        """,
    )


def m020_checksums(db: Database) -> None:
    """Let `scrape verify` name a flipped byte in texts and in the headers of each answer, too, not in captures alone.

    What was stored before has none until it is written again: to rewrite every text of a large archive would take its
    size again on the disk.
    """
    _run(
        db,
        """
        ALTER TABLE bodies ADD COLUMN checksum INTEGER;         -- CRC-32 of all that is read, see rows.py
        ALTER TABLE fetch_headers ADD COLUMN checksum INTEGER;  -- CRC-32 of headers
        ALTER TABLE revisions ADD COLUMN checksum INTEGER;      -- CRC-32 of headline, standfirst and body, NUL between
        """,
    )


def m021_live_clock(db: Database) -> None:
    """Keep an entry's time as the page prints it, where that is an hour or a minute of a match, and its place."""
    _run(
        db,
        """
        ALTER TABLE live_entries ADD COLUMN clock TEXT;     -- "14:32", "45+2'"
        ALTER TABLE live_entries ADD COLUMN place INTEGER;  -- where it stood when it was seen first; 0 is the newest
        """,
    )


def m022_keys(db: Database) -> None:
    """Make the keys of addresses anew: escapes are one spelling now, and versions for printing twins of the story."""
    from scraper.urls import article_id

    for table in ("article_urls", "links"):
        rows = db.conn.execute(
            f"SELECT url, key FROM {table} WHERE url GLOB '*[%?;]*' OR url LIKE '%print%'"
        ).fetchall()
        changed = [(key, url, old) for url, old in rows if (key := article_id(url)) != old]
        # a link that has the key already is the same one
        db.conn.executemany(f"UPDATE OR IGNORE {table} SET key = ? WHERE url = ? AND key = ?", changed)


def m023_silent_edits(db: Database) -> None:
    """Show of a silent edit what the page said of `modified` then, which may be another time by now."""
    _run(
        db,
        """
        DROP VIEW silent_edits;
        CREATE VIEW silent_edits AS  -- the words changed, the page's own "modified" did not
            SELECT e.id, e.article_id, a.site, a.headline, e.at,
                coalesce(json_extract(e.detail, '$.words_added'), 0) AS words_added,
                coalesce(json_extract(e.detail, '$.words_removed'), 0) AS words_removed,
                a.published, coalesce(json_extract(e.detail, '$.modified'), a.modified) AS modified, a.url
            FROM events AS e JOIN articles AS a ON a.id = e.article_id
            WHERE e.kind = 'silent_edit' ORDER BY e.at DESC;
        """,
    )


STEPS: tuple[Callable[[Database], None], ...] = (
    m001_stories,
    m002_provenance,
    m003_search,
    m004_memory,
    m005_frontier,
    m006_views,
    m007_crawl,
    m008_watch,
    m009_versions,
    m010_reextracted,
    m011_clusters,
    m012_templates,
    m013_chain,
    m014_rights,
    m015_as_read,
    m016_live,
    m017_numbers,
    m018_raw,
    m019_every_change,
    m020_checksums,
    m021_live_clock,
    m022_keys,
    m023_silent_edits,
)
VERSION = len(STEPS)  # kept in the file's user_version, so that a newer archive is known at a glance


def statements(sql: str) -> Iterator[str]:
    """Cut SQL into statements, triggers whole, without the indent they share.

    >>> list(statements("CREATE TABLE a (b); CREATE TABLE c (d);"))
    ['CREATE TABLE a (b);', 'CREATE TABLE c (d);']
    """
    statement = ""
    for part in dedent(sql).split(";")[:-1]:
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def _run(db: Database, sql: str) -> None:
    for statement in statements(sql):
        db.conn.execute(statement)
