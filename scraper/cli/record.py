"""A record on paper: as JSON under the names of the design, as text for people."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from scraper.models import Article
from scraper.terminal import (
    BOLD,
    DIM,
    UNPRINTABLE,
    columns,
    is_terminal,
    may_style,
    one_line,
    printable,
    styled,
    wrapped,
)

_FIELDS = (
    *("headline", "standfirst", "byline", "authors", "published", "modified", "section", "sections", "tags"),
    *("body", "body_html", "images", "language", "site", "url", "canonical_url", "is_free", "verdict", "sources"),
)
_LABEL_COLUMNS = 11
_UNSAFE_IN_JSON = re.compile(f"[{UNPRINTABLE}]")


def as_record(article: Article) -> dict[str, Any]:
    """Give an article as plain values; dates are ISO 8601."""
    values = {name: getattr(article, name) for name in _FIELDS}
    for name in ("published", "modified"):
        values[name] = iso(values[name])
    values["images"] = [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images]
    return values | {"verdict": article.verdict.value, "sources": dict(article.sources)}


def iso(value: datetime | date | None) -> str | None:
    """Give a date as ISO 8601 text, or None."""
    return None if value is None else value.isoformat()


def print_json(value: Mapping[str, Any]) -> None:
    """Print one object on one line; what could harm a terminal is escaped, and so is what its encoding lacks."""
    encoding = (sys.stdout.encoding or "utf-8").lower()
    text = json.dumps(value, ensure_ascii=encoding not in ("utf-8", "utf8"))
    sys.stdout.write(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")
    sys.stdout.flush()


def print_article(article: Article, *, is_first: bool = True, more: Mapping[str, str | None] | None = None) -> None:
    """Print a record for people: wrapped on a terminal, each paragraph on one line where a program reads it.

    `more` are facts that the article does not tell, by their labels.
    """
    bold, dim = ((BOLD,), (DIM,)) if may_style(sys.stdout) else ((), ())
    at = columns() if is_terminal(sys.stdout) else None

    def fitted(text: str, indent: int = 0) -> str:
        return wrapped(text, at - indent).replace("\n", "\n" + " " * indent) if at else text

    parts = [] if is_first else [styled("-" * min(at or 72, 72), *dim), ""]
    headline = fitted(one_line(article.headline or "(no headline)"))
    parts += [styled(line, *bold) for line in headline.split("\n")]
    parts += [fitted(one_line(text)) for text in (article.standfirst, article.byline) if text]
    parts.append("")
    for label, value in (*_facts(article), *((more or {}).items())):
        if not value:
            continue
        parts.append(styled(f"{label:<{_LABEL_COLUMNS}}", *dim) + fitted(one_line(value), _LABEL_COLUMNS))
    for image in article.images:
        if image.caption or image.credit:
            about = " / ".join(filter(None, (image.caption, image.credit)))
            parts.append(styled(f"{'Image':<{_LABEL_COLUMNS}}", *dim) + fitted(one_line(about), _LABEL_COLUMNS))
    if article.body:
        parts += ["", fitted(printable(article.body))]
    sys.stdout.write("\n".join(parts) + "\n\n")
    sys.stdout.flush()


def for_people(value: datetime | date | None) -> str | None:
    """Give a date as people write it, in the page's own time zone.

    >>> for_people(date(2026, 3, 4)), for_people(datetime.fromisoformat("2026-03-04T05:06:07+01:00"))
    ('2026-03-04', '2026-03-04 05:06 +01:00')
    """
    if not isinstance(value, datetime):
        return iso(value)
    return f"{value:%Y-%m-%d %H:%M} {value:%:z}" if sys.version_info >= (3, 12) else _before_3_12(value)


def _before_3_12(value: datetime) -> str:
    text = value.isoformat(sep=" ", timespec="minutes")
    return f"{text[:16]} {text[16:]}"


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    facts = {
        "Published": for_people(article.published),
        "Modified": for_people(article.modified),
        "Section": " / ".join(article.sections) or article.section,
        "Tags": ", ".join(article.tags),
        "Language": article.language,
        "Site": article.site,
        "URL": article.url,
        "Free": None if article.is_free is None else "yes" if article.is_free else "no",
    }
    yield from ((label, value) for label, value in facts.items() if value)
    if article.verdict != "article":
        yield "Verdict", article.verdict.value
