"""Searching the archive: the full-text index for words, the text itself where words have no spaces between them.

The index takes a run of Chinese or Japanese as one long token, so a word in the middle of it is not to be found
there. Three-letter pieces (SQLite's trigram tokenizer) would double the index and still miss words of two
characters, which most Chinese words are. Such a term is looked for in the text instead: 0.1 s for 100 MB of it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scraper.archive.text import MATCH_END, MATCH_START, clean, read_date

WEIGHTS = "bm25(10.0, 5.0, 3.0, 1.0)"  # headline, standfirst, byline, body
SNIPPET_WORDS = 24
MAX_TERMS = 32  # FTS5 limits the depth of a query; nobody types as many
MAX_TERM_CHARACTERS = 200

# Scripts written without spaces between words, and Hangul, whose particles cling to the word. Compiled when first
# needed: as patterns go it is a big one, and most commands do not search.
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f\u31a0-\u31ff\u3400-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_CURLY_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<star>\*?)')
_CHARACTERS_BEFORE, _CHARACTERS_AFTER = 30, 70


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that a query found.

    `snippet` is a line of its body, with every match between MATCH_START and MATCH_END.
    """

    id: str
    url: str | None
    headline: str | None
    published: datetime | date | None
    site: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query."""

    text: str
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def is_unspaced(self) -> bool:
        """Whether to look for it in the text, because the index does not know such words."""
        return not self.text.isascii() and re.search(_UNSPACED, self.text) is not None

    @property
    def match(self) -> str:
        """The term in FTS5's query syntax: a quoted string means itself, whatever is in it."""
        return f'"{self.text}"' + ("*" if self.is_prefix else "")

    @property
    def pattern(self) -> str:
        """The term as a LIKE pattern, with backslash as the escape."""
        return "%" + re.sub(r"([\\%_])", r"\\\1", self.text) + "%"


def terms_of(query: str) -> tuple[Term, ...]:
    """Read a query: words, "phrases in quotes", a trailing * for any ending, a leading - for "not this".

    Nothing else has a meaning, so that no query is ever an error.

    >>> [term.match for term in terms_of('ferry OR "port ellis" sail* "un')]
    ['"ferry"', '"OR"', '"port ellis"', '"sail"*', '"un"']
    """
    terms = []
    for found in _TERM.finditer(clean(query).translate(_CURLY_QUOTES)):
        word = found["word"] or ""
        text = (found["phrase"] or word.rstrip("*"))[:MAX_TERM_CHARACTERS]
        if any(character.isalnum() for character in text):
            is_prefix = word.endswith("*") or bool(found["star"])
            terms.append(Term(text, is_prefix=is_prefix, is_excluded=bool(found["minus"])))
    return tuple(terms[:MAX_TERMS])


def search_stories(db: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """Give the stories that have every term of a query, best first.

    Words are ranked by BM25, a headline counting most. A query without a word for the index gives stories
    with its first term in the headline first, and the newest first among them.
    """
    terms = terms_of(query)
    if not terms:
        return []
    wanted = [term for term in terms if not term.is_excluded]
    words = [term for term in wanted if not term.is_unspaced]
    unspaced = [term for term in wanted if term.is_unspaced]
    conditions, values = _conditions(terms)
    columns = "a.id, a.url, a.headline, a.published, a.site"
    if words:
        sql = (
            f"SELECT {columns}, snippet(articles_fts, 3, '{MATCH_START}', '{MATCH_END}', '…', {SNIPPET_WORDS})"
            " FROM articles_fts JOIN articles AS a ON a.docid = articles_fts.rowid"
            " JOIN bodies AS b ON b.docid = articles_fts.rowid"
            f" WHERE articles_fts MATCH ? AND rank MATCH '{WEIGHTS}'{conditions} ORDER BY rank LIMIT ?"
        )
        values = [" AND ".join(term.match for term in words), *values]
    else:
        in_headline = "".join("coalesce(a.headline LIKE ? ESCAPE '\\', 0) DESC, " for _ in unspaced)
        sql = (
            f"SELECT {columns}, b.text FROM articles AS a JOIN bodies AS b ON b.docid = a.docid"
            f" WHERE true{conditions} ORDER BY {in_headline}a.published_utc DESC, a.docid DESC LIMIT ?"
        )
        values = [*values, *(term.pattern for term in unspaced)]
    rows = db.execute(sql, (*values, max(0, limit)))
    return [
        Hit(
            article_id,
            url,
            headline,
            read_date(published),
            site,
            _one_line(text if words else _excerpt(text, unspaced)),
        )
        for article_id, url, headline, published, site, text in rows
    ]


def _conditions(terms: Sequence[Term]) -> tuple[str, list[str]]:
    """Give the SQL, and its values, for what the ranked part of the query leaves out."""
    sql, values = "", []
    for term in terms:
        if term.is_unspaced:
            sql += " AND NOT " if term.is_excluded else " AND "
            sql += "coalesce(" + " OR ".join(
                f"{column} LIKE ? ESCAPE '\\'" for column in ("a.headline", "a.standfirst", "a.byline", "b.text")
            )
            sql += ", 0)"
            values += [term.pattern] * 4
        elif term.is_excluded:
            sql += " AND a.docid NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
            values.append(term.match)
    return sql, values


def _excerpt(text: str, terms: Sequence[Term]) -> str:
    """Cut out the text around the first term that is in it, and mark all terms there."""
    if not terms:
        return text[: _CHARACTERS_BEFORE + _CHARACTERS_AFTER]
    any_term = re.compile("|".join(re.escape(term.text) for term in terms), re.IGNORECASE)
    first = any_term.search(text)
    start = max(0, first.start() - _CHARACTERS_BEFORE) if first else 0
    end = (first.end() if first else start) + _CHARACTERS_AFTER
    marked = any_term.sub(lambda found: f"{MATCH_START}{found[0]}{MATCH_END}", text[start:end])
    return ("…" if start else "") + marked + ("…" if end < len(text) else "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
