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
, checksum INTEGER);

CREATE TABLE article_urls (
    url TEXT PRIMARY KEY,
    key TEXT NOT NULL,              -- what its twins share (http, www, AMP): the id a story there would get
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    kind TEXT NOT NULL              -- canonical, final, requested or redirect
, number TEXT);

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

CREATE TABLE captures (
    digest TEXT PRIMARY KEY,        -- SHA-256 of the body as the server meant it
    headers TEXT NOT NULL,          -- JSON: [[name, value], ...] of the first answer with this body
    body BLOB NOT NULL,             -- Zstandard, one frame
    size_bytes INTEGER NOT NULL,    -- before compression
    fetched_at TEXT NOT NULL        -- when these bytes were first seen
, base_digest TEXT REFERENCES captures(digest), depth INTEGER NOT NULL DEFAULT 0);

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
, robots_id INTEGER REFERENCES robots(id));

CREATE INDEX fetches_article ON fetches(article_id, status);

CREATE INDEX fetches_run ON fetches(run_id);

CREATE INDEX fetches_host ON fetches(host, outcome);

CREATE TABLE fetch_headers (
    fetch_id INTEGER PRIMARY KEY REFERENCES fetches(id) ON DELETE CASCADE,
    headers TEXT NOT NULL           -- JSON, as in `captures`; no row: just as the capture has them
, checksum INTEGER);

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
    chosen INTEGER NOT NULL, raw TEXT,
    PRIMARY KEY (article_id, field, position)
) WITHOUT ROWID;

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
, kind TEXT NOT NULL DEFAULT 'edited', text_digest TEXT, first_seen_at TEXT, body_html TEXT, images TEXT, checksum INTEGER);

CREATE INDEX revisions_article ON revisions(article_id);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,             -- headline_changed, body_changed, silent_edit, correction, unpublished, ...
    detail TEXT
, text_digest TEXT);

CREATE INDEX events_article ON events(article_id);

CREATE INDEX events_kind ON events(kind, at);

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
, time_zone TEXT, sections TEXT NOT NULL DEFAULT '[]', include TEXT NOT NULL DEFAULT '[]', exclude TEXT NOT NULL DEFAULT '[]', is_from_file INTEGER NOT NULL DEFAULT 0);

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
, host TEXT NOT NULL DEFAULT '', scope TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT 'story', found_how TEXT, modified TEXT, rank REAL NOT NULL DEFAULT 0, depth INTEGER NOT NULL DEFAULT 0, fetched_at TEXT, etag TEXT, last_modified TEXT);

CREATE INDEX links_source ON links(source_id);

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

CREATE INDEX links_ready ON links(scope, host, rank) WHERE state = 'due';

CREATE INDEX links_later ON links(due_at) WHERE state = 'later';

CREATE INDEX links_lists ON links(scope, kind, depth) WHERE kind <> 'story';

CREATE VIEW feeds AS
    SELECT l.key, s.name AS source, l.url, l.kind, l.found_how, l.state, l.fetched_at, l.due_at, l.tries,
        l.last_error, l.source_id
    FROM links AS l LEFT JOIN sources AS s ON s.id = l.source_id WHERE l.kind NOT IN ('story', 'unknown');

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

CREATE TABLE templates (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    capture_digest TEXT NOT NULL REFERENCES captures(digest),  -- what others are compressed against
    share REAL NOT NULL,            -- of its own bytes that were left, about, had it been compressed alone
    marks BLOB NOT NULL             -- sample of its class names and ids: 32 bits of the hash of each
);

CREATE INDEX templates_host ON templates(host);

CREATE TABLE chain (
    position INTEGER PRIMARY KEY,   -- from 1, as the captures came, without a gap
    capture_digest TEXT NOT NULL,
    value BLOB NOT NULL,            -- SHA-256 of the value before it and the capture's columns, as JSON
    body_crc INTEGER                -- CRC-32 of the compressed body; NULL: stored before we had it
);

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

CREATE TABLE as_read (
    article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    field TEXT NOT NULL,            -- standfirst, byline, tags, body ...
    value TEXT NOT NULL,            -- JSON: a text, a list of names, or null
    PRIMARY KEY (article_id, field)
) WITHOUT ROWID;

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
    last_seen_at TEXT NOT NULL, clock TEXT, place INTEGER,     -- before that of the story: the page shows it no more
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

CREATE INDEX article_urls_number ON article_urls(number) WHERE number IS NOT NULL;

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

CREATE VIEW silent_edits AS  -- the words changed, the page's own "modified" did not
    SELECT e.id, e.article_id, a.site, a.headline, e.at,
        coalesce(json_extract(e.detail, '$.words_added'), 0) AS words_added,
        coalesce(json_extract(e.detail, '$.words_removed'), 0) AS words_removed,
        a.published, coalesce(json_extract(e.detail, '$.modified'), a.modified) AS modified, a.url
    FROM events AS e JOIN articles AS a ON a.id = e.article_id
    WHERE e.kind = 'silent_edit' ORDER BY e.at DESC;
