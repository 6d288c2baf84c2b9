"""Stories in pages that survive only as text: dumps with menus in them, WET records, pastes.

Nothing is left of the markup, so a line is known by its shape (does it read like a sentence?), by its
wording ("Tags:", "Related posts"), and by repetition (menus and site names come twice). First the story's
lines are found, then headline, byline and date are looked for just above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from scraper.extract.authors import byline_in
from scraper.extract.blocks import count_words
from scraper.extract.headline import fold, without_site
from scraper.extract.language import written_in
from scraper.extract.tags import tag_names
from scraper.extract.text_lines import LineKind, kind_of_line, labelled
from scraper.extract.text_of import clean
from scraper.extract.verdict import text_verdict
from scraper.extract.written_dates import written_dates
from scraper.models import Article
from scraper.urls import canonical_url, plain_host, without_credentials

MAX_LINES = 50_000
MAX_GAP = 8  # lines that are no prose, between two paragraphs of one story
HEAD_LINES = 16  # how far above the first paragraph headline, byline and date are looked for
MAX_STANDFIRST_LINES = 4
MAX_CREDIT_CHARS = 120
_SECTIONS = re.compile(r"^in ((?:[A-ZÀ-Þ][\w&'’ -]{1,30})(?:, [A-ZÀ-Þ][\w&'’ -]{1,30})*)$")
_TRAIL = re.compile(r"\s*[→›»>]\s*")
_DOUBLED_BYLINE = re.compile(r"^(.{3,60}?)\s*(by|von|por|par|di|door|av)\s*\1$", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:©|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(.{2,40}?)(?=\s+[-–|]\s|[.,|]|\s+all rights|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: LineKind
    repeats: int
    number: int


def extract_text(text: str, url: str | None = None) -> Article:
    """Read the story out of a page's text, menus and all; paragraphs are lines.

    `url` is where the page came from, if known. Raises nothing: a text without a story gives an Article
    with another verdict.
    """
    url = without_credentials(url) if url else None
    lines = _lines(text)
    story = _story(lines)
    start = story[0].number if story else len(lines)
    head = [line for line in lines if start - HEAD_LINES <= line.number < start]

    headline_line = _headline(head, lines)
    headline = headline_line.text if headline_line else None
    below = [line for line in head if headline_line and line.number > headline_line.number]
    byline, authors = _byline(below or head)
    published = _published(below or head)
    paragraphs = _paragraphs(story, authors)
    body = "\n\n".join(paragraphs)
    trail = next((_TRAIL.split(line.text) for line in reversed(head) if line.kind is LineKind.BREADCRUMB), [])
    sections = next((tuple(m[1].split(", ")) for line in below if (m := _SECTIONS.match(line.text))), ())
    section = trail[-1] if len(trail) > 1 and trail[-1] != headline else (sections[0] if sections else None)
    tags = next((found for line in lines if line.number > start and (found := _tags(line.text))), ())
    site = _site(lines)
    language = next(written_in(iter(()), body or headline or ""), None)
    standfirst = _standfirst(below)
    values: dict[str, Any] = {
        "headline": headline,
        "standfirst": standfirst,
        "byline": byline,
        "authors": authors,
        "published": published,
        "section": section,
        "sections": sections or ((section,) if section else ()),
        "tags": tags,
        "body": body,
        "site": site or (plain_host(url) if url else None),
        "language": language.value if language else None,
    }
    sources = {name: "text" for name, value in values.items() if value}
    return Article(
        **values,
        body_html="".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs),
        url=url,
        canonical_url=canonical_url(url) if url else None,
        verdict=text_verdict(headline, body),
        sources=MappingProxyType(sources),
    )


def _lines(text: str) -> list[_Line]:
    # a dump keeps a paragraph on one line; blank lines say nothing that the lines do not
    indented = text.splitlines()[:MAX_LINES]
    raw = [clean(line) for line in indented]
    counts = Counter(raw)
    lines: list[_Line] = []
    for shown, line in zip(indented, raw, strict=True):
        if line:
            kind = kind_of_line(shown.rstrip() if shown.lstrip().startswith(("•", "*", "-")) else line)
            lines.append(_Line(line, kind, counts[line], len(lines)))
    return lines


def _story(lines: Sequence[_Line]) -> list[_Line]:
    """Give the lines of the story: the run of prose with the most words, asides inside it left out."""
    runs: list[list[_Line]] = []
    run: list[_Line] = []
    gap = 0
    ended = False
    for line in lines:
        if line.kind is LineKind.PROSE and line.repeats == 1:
            if run and (gap > MAX_GAP or ended):
                runs.append(run)
                run = []
            run.append(line)
            gap, ended = 0, False
        elif run:
            gap += 1
            ended = ended or line.kind in (LineKind.END, LineKind.FOOTER)
    runs.append(run)
    best = max(runs, key=lambda run: sum(count_words(line.text) for line in run))
    return _with_subheads(_after_head(best, lines), lines) if best else []


def _after_head(story: Sequence[_Line], lines: Sequence[_Line]) -> Sequence[_Line]:
    """Leave out a standfirst at the story's beginning: prose that byline or date follows."""
    for index, (line, following) in enumerate(pairwise(story[:MAX_STANDFIRST_LINES])):
        if any(_is_credit(between.text) for between in lines[line.number + 1 : following.number]):
            return story[index + 1 :]
    return story


def _is_credit(text: str) -> bool:
    """Tell whether a line says who wrote the story, or when."""
    return len(text) < MAX_CREDIT_CHARS and bool(
        date_in(text) or _DOUBLED_BYLINE.match(text) or _SECTIONS.match(text) or byline_in(text)[1]
    )


def _with_subheads(story: Sequence[_Line], lines: Sequence[_Line]) -> list[_Line]:
    """Put back single short lines between paragraphs: subheads, unless a box stands there."""
    kept = []
    for line, following in pairwise(story):
        kept.append(line)
        between = lines[line.number + 1 : following.number]
        is_alone = len(between) == 1 and between[0].repeats == 1
        if is_alone and between[0].kind is LineKind.TITLE and not _is_credit(between[0].text):
            kept.append(between[0])
    kept.append(story[-1])
    return kept


def _paragraphs(story: Sequence[_Line], authors: tuple[str, ...]) -> list[str]:
    paragraphs = [line.text for line in story]
    # a line about the author that closes the run is not the story's last paragraph
    while len(paragraphs) > 2 and any(paragraphs[-1].startswith(name) for name in authors):
        paragraphs.pop()
    return paragraphs


def _headline(head: Sequence[_Line], lines: Sequence[_Line]) -> _Line | None:
    """Find the headline above the story: the line that the page's first line, its title, repeats, else the first."""
    candidates = [line for line in head if _may_be_headline(line)]
    title = lines[0].text if lines else ""
    for line in candidates:
        if line.number and fold(title).startswith(fold(line.text)) and count_words(line.text) >= 3:
            return line
    if candidates:
        dated = [line.number for line in head if _is_credit(line.text)]
        above = [line for line in candidates if not dated or line.number < dated[0]] or candidates
        crumbs = [line.number for line in head if line.kind is LineKind.BREADCRUMB]
        after = [line for line in above if not crumbs or line.number > crumbs[-1]] or above
        # a standfirst may follow the headline; menus may come before it: the first long title of the last group
        group = _last_group(after)
        return max(group, key=lambda line: (min(count_words(line.text), 6), -line.number))
    return None


def _last_group(lines: Sequence[_Line]) -> list[_Line]:
    """Give the last lines that stand close together."""
    group = [lines[-1]]
    for line in reversed(lines[:-1]):
        if group[0].number - line.number > 3:
            break
        group.insert(0, line)
    return group


def _may_be_headline(line: _Line) -> bool:
    words = count_words(line.text)
    if line.kind not in (LineKind.TITLE, LineKind.PROSE) or not 2 <= words <= 40 or len(line.text) > 300:
        return False
    return line.kind is LineKind.TITLE and not _is_credit(line.text)


def _byline(head: Sequence[_Line]) -> tuple[str | None, tuple[str, ...]]:
    for line in head:
        if match := _DOUBLED_BYLINE.match(line.text):
            byline, names = byline_in(f"{match[2]} {match[1]}")
        else:
            byline, names = byline_in(line.text)
        if byline and names:
            return byline, names
    return None, ()


def _published(head: Sequence[_Line]) -> datetime | date | None:
    return next((found for line in head if len(line.text) < 120 and (found := date_in(line.text))), None)


def date_in(line: str) -> datetime | date | None:
    """Give the date that a line of text names, with its time if it has one with an offset."""
    found = next(written_dates(line), None)
    if found is None:
        return None
    moment = found.value
    return moment.date() if isinstance(moment, datetime) and moment.tzinfo is None else moment


def _standfirst(below: Sequence[_Line]) -> str | None:
    """Give the sentence between headline and byline, if one stands there."""
    for line in below[:MAX_STANDFIRST_LINES]:
        if _is_credit(line.text):
            return None
        if line.kind is LineKind.PROSE:
            return line.text
    return None


def _tags(line: str) -> tuple[str, ...]:
    value = labelled(line, "story_ends")
    return tag_names([value]) if value else ()


def _site(lines: Sequence[_Line]) -> str | None:
    """Give the name in the copyright line if the page repeats it, else the title's last part."""
    counts = Counter(line.text for line in lines)
    for line in reversed(lines):
        if line.kind is LineKind.FOOTER and (match := _OWNER.search(line.text)):
            name = match[1].strip()
            if counts[name] or any(without_site(other.text, [name]) != other.text for other in lines[:3]):
                return name
    return None
