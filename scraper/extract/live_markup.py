"""The entries of a live blog in the markup of the systems that newspapers write them with.

Entries are elements of one kind, each with a time of its own. Those whose class names say that they are live count
first; failing that, whatever stands in a row and has a time (live_series.py). A list of stories looks alike; its
headings lead elsewhere, and a comment thread says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words, read_blocks
from scraper.extract.content import has_sentence_end
from scraper.extract.document import Document
from scraper.extract.live_clock import clock_alone, clock_first
from scraper.extract.live_series import OTHERS, Piece, series, text_besides
from scraper.extract.text_of import clean, seen_text
from scraper.extract.timestamps import read_timestamp
from scraper.models import LiveEntry

MIN_ENTRIES = 3
MIN_WORDS = 8  # of an entry that no class name tells, on average: a table of results has fewer
MIN_TOLD_WORDS = 5  # where each is a sentence: Polish and Russian need fewer words than English
MAX_NODES = 5_000
MAX_TIMES = 8
MAX_TIME_CHARS = 60
MAX_NAME_CHARS = 100
MAX_LINKS = 30
MAX_NAMES = 5
MAX_BYLINE_CHARS = 20  # beside the names
MAX_CLIMB = 12
MAX_JOINING_CHARS = 4  # "By", "Von", "Uhr"

_ENTRIES = (
    '[itemprop~="liveBlogUpdate"], [class*="live" i], [class*="ticker" i], [class*="lx-stream" i], [class*="tik" i], '
    '[data-testid*="live" i], [data-testid="content-post"], [id^="block-"], [data-block-id], [class*="lb-post" i], '
    '[class*="scrbbl" i], [class*="arena-" i], amp-live-list > [items] > *'
)
#: One entry, as systems for live blogs call it.
_ENTRY_NAME = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:live|ticker)[\w-]*?(?:[-_]+|blog|feed|stream|story|news)(?:entry|post|item|update|event|block|eintrag|beitrag|card|message)"
    r"|(?:live|ticker)(?:entry|post|item|update|event|block|blogentry|blogpost)"
    r"|lx-stream-post|lx-stream__post(?:-container)?|tik[34]?(?:-event-item|__post)|lb-post|scrbbl-post"
    r"|arena-(?:card|post|liveblog-post)|block[ ].*liveblog[\w-]*)(?=\s|$)",
    re.IGNORECASE,
)
Group = list[tuple[Piece, LiveEntry]]  # what an entry was read from, and what it says
_NAMES = ("data-id", "data-post-id", "data-block-id", "data-nid", "data-entry-id", "data-event-id", "data-uri")
_TEST_NAME = re.compile(r"live-?blog-?(?:post|entry|update)|content-post|live-?(?:post|update|entry)", re.IGNORECASE)
_BLOCK_ID = re.compile(r"block-[0-9a-f]{8,}")
_AUTHOR = (
    '[rel~="author"], [itemprop~="author"], [class*="author" i], [class*="byline" i], [class*="contributor" i], '
    '[class*="reporter" i], [class*="creator" i]'
)
_TIME = (
    'time, [itemprop~="datePublished"], [class*="time" i], [class*="date" i], [class*="minut" i], [class*="heure" i], '
    '[class*="hour" i], [class*="hora" i]'
)
_PUBLISHED_DATA = re.compile(r"datetime|data-(?!.*(?:updat|modif|format|zone)).*(?:time|date|publish|created|posted).*")
_MODIFIED_DATA = re.compile(r"data-.*(?:updat|modif).*")
_BESIDE = re.compile(r"share|social|byline|author|time|date|meta|button|avatar", re.IGNORECASE)
_HEADINGS = "h2, h3, h4, h5"
_BY = re.compile(
    r"^(?:by|from|posted by|von|par|por|di|door|av|af|autor(?:in)?|auteur|author)\b\s*:?\s+", re.IGNORECASE
)


def entries_in_markup(document: Document) -> list[LiveEntry]:
    """Give the entries of the group of elements with the most to read in it, in page order; empty if none do."""
    return [entry for _, entry in _found(document)]


def without_entries(document: Document) -> Document | None:
    """Give the page as it is around its entries; None if it has none.

    Whoever wrote the newest entry did not write the page.
    """
    frame = Document.parse(document.markup, document.url, document.rules)
    found = _found.__wrapped__(frame)
    for piece, _ in found:
        for node in piece.nodes:
            node.decompose()
    return frame if found else None


@lru_cache(maxsize=1)  # the verdict asks, and then the article
def _found(document: Document) -> Group:
    groups: dict[str, list[LexborNode]] = {}
    for node in document.tree.css(_ENTRIES)[:MAX_NODES]:
        if name := _entry_name(node):
            groups.setdefault(f"{node.tag} {name}", []).append(node)
    named = _richest([list(_entries(nodes, document)) for nodes in groups.values()])
    return named or _richest([list(_of_row(row, document)) for row in series(document)])


def _richest(groups: list[Group]) -> Group:
    """Give the group with the most words; of those near it that in the most pieces, with the most names."""
    groups = [group for group in groups if len(group) >= MIN_ENTRIES]
    most = max(map(_words, groups), default=0)
    near = [group for group in groups if 5 * _words(group) >= 4 * most]
    return max(near, key=lambda group: (len(group), sum(bool(entry.id) for _, entry in group)), default=[])


def _words(group: Group) -> int:
    return sum(count_words(f"{entry.headline or ''} {entry.body}") for _, entry in group)


def _entry_name(node: LexborNode) -> str | None:
    attributes = node.attributes
    if "liveBlogUpdate" in (attributes.get("itemprop") or ""):
        return "liveBlogUpdate"
    if match := _ENTRY_NAME.search(attributes.get("class") or ""):
        return match[0].strip().lower()
    if match := _TEST_NAME.fullmatch(attributes.get("data-testid") or ""):
        return match[0].lower()
    if "data-sort-time" in attributes:
        return "amp-live-list"
    return "block" if _BLOCK_ID.match(attributes.get("id") or "") else None


def _entries(nodes: list[LexborNode], document: Document) -> Iterator[tuple[Piece, LiveEntry]]:
    seen: set[int] = set()
    for node in nodes:
        if node.mem_id in seen or _is_of_others(node, seen):
            continue
        seen.add(node.mem_id)
        if entry := _entry(piece := Piece((node,)), document):
            yield piece, entry


def _of_row(row: list[Piece], document: Document) -> Iterator[tuple[Piece, LiveEntry]]:
    """Yield the entries of a row that has no names, if it has text enough and times that differ."""
    group = [(piece, entry) for piece in row if (entry := _entry(piece, document))]
    times = {one.clock or one.published for _, one in group if one.clock or isinstance(one.published, datetime)}
    told = sum(has_sentence_end(entry.body) for _, entry in group if entry.body)
    least = MIN_TOLD_WORDS if told == len(group) else MIN_WORDS
    if len(times) >= MIN_ENTRIES and _words(group) >= least * len(group):
        yield from group


def _is_of_others(node: LexborNode, seen: set[int]) -> bool:
    """Tell whether an element stands in an entry that was taken, or in something that only leads to one."""
    around = node
    for climbed in range(MAX_CLIMB):
        named = around.attributes.get("class") or ""
        if climbed == 0 and "liveblog-entry" in named:
            named = ""  # one system stores entries as comments, and says so
        if around.tag in ("aside", "nav", "footer") or OTHERS.search(named):
            return True
        parent = around.parent
        if parent is None:
            return False
        if parent.mem_id in seen:
            return True
        around = parent
    return False


def _entry(piece: Piece, document: Document) -> LiveEntry | None:
    """Read one entry; None if no time stands in it, or if it leads to another page."""
    languages = document.languages
    node = piece.nodes[0]
    moment, clock, has_time = _when(node, document)
    headline, first = "", ""
    if piece.is_flat:
        told = clock_first(seen_text(node), languages)
        first = told[1] if told else text_besides(node, languages)
        clock = clock or (told[0] if told else None)
        if (node.tag or "").startswith("h") or (len(piece.nodes) > 1 and (piece.nodes[1].tag or "").startswith("h")):
            title = node if (node.tag or "").startswith("h") else piece.nodes[1]
            headline, first = (first, "") if title is node else (text_besides(title, languages), first)
    else:
        heading = node.css_first(_HEADINGS)
        headline = text_besides(heading, languages) if heading is not None else ""
        if told := clock_first(headline, languages):
            clock, headline = (clock or told[0]), told[1]
    if _leads_elsewhere(piece, document):
        return None
    if moment is None and clock is None and not has_time:
        return None
    author = _author(piece.nodes)
    lines = list(_lines(piece, headline, author, document)) if not piece.is_flat else []
    if piece.is_flat:
        rest = [seen_text(other) for other in piece.nodes[1:]]
        lines = [line for line in (first.lstrip(" :–—|•"), *rest) if line and line != headline and line != author]
    if lines and (told := clock_first(lines[0], languages)) and clock and told[0] in clock:
        lines[0] = told[1]
    if not lines and not headline:
        return None
    attributes = node.attributes
    anchor = attributes.get("id")
    name = anchor or next((value for key in _NAMES if (value := attributes.get(key))), "")
    return LiveEntry(
        id=clean(name),
        published=moment,
        modified=_in_attributes(attributes, _MODIFIED_DATA, document),
        author=author,
        headline=headline or None,
        body="\n\n".join(lines),
        url=f"{(document.url or '').partition('#')[0]}#{anchor}" if anchor else None,
        clock=clock if not isinstance(moment, datetime) else None,
    )


def _lines(piece: Piece, headline: str, author: str | None, document: Document) -> Iterator[str]:
    """Yield the paragraphs of an entry: what is neither its headline, its author, its time nor a button."""
    node = piece.nodes[0]
    blocks, _ = read_blocks(node)
    heading = node.css_first(_HEADINGS)
    beside = {headline, author or "", *(seen_text(time) for time in node.css(_TIME)[:MAX_TIMES])}
    if heading is not None:
        beside.add(seen_text(heading))
    bylines = map(seen_text, node.css(_AUTHOR)[: 2 * MAX_NAMES]) if author else ()
    beside |= {line for line in bylines if len(line) <= len(author or "") + MAX_BYLINE_CHARS}
    for block in blocks:
        if _is_beside(block.text, beside) or block.element.boilerplate or clock_alone(block.text, document.languages):
            continue
        if block.kind == "div" and _BESIDE.search(block.element.node.attributes.get("class") or ""):
            continue
        yield block.text


def _is_beside(line: str, beside: set[str]) -> bool:
    """Tell whether a line is made of what was read already: headline, author, time, and a word to join them."""
    for text in sorted(filter(None, beside), key=len, reverse=True):
        if text in line:
            line = line.replace(text, "", 1)
    return sum(map(str.isalnum, line)) <= MAX_JOINING_CHARS


def _when(node: LexborNode, document: Document) -> tuple[datetime | date | None, str | None, bool]:
    """Give an entry's moment, or its hour or minute as printed, and whether it has a time that could be neither."""
    if moment := _in_attributes(node.attributes, _PUBLISHED_DATA, document):
        return moment, None, True
    times = [time for time in node.css(_TIME)[:MAX_TIMES] if time.mem_id != node.mem_id or node.tag == "time"]
    for time in times:
        if value := time.attributes.get("content"):
            if moment := read_timestamp(value, document.languages):
                return moment, None, True
        if moment := _in_attributes(time.attributes, _PUBLISHED_DATA, document):
            return moment, None, True
    day = None
    for time in times:
        text = seen_text(time)
        if len(text) > MAX_TIME_CHARS:
            continue
        moment = read_timestamp(text, document.languages, month_first=document.month_first)
        if isinstance(moment, datetime):
            return moment, None, True
        day = day or moment
    for time in [*times, *node.css("span, strong, b, p, small, a")[:MAX_TIMES]]:
        if len(text := seen_text(time)) <= MAX_TIME_CHARS and (clock := clock_alone(text, document.languages)):
            return day, clock, True
    return day, None, any(seen_text(time) for time in times)


def _in_attributes(
    attributes: Mapping[str, str | None], names: re.Pattern[str], document: Document
) -> datetime | date | None:
    for name, value in attributes.items():
        if value and names.fullmatch(name) and (moment := read_timestamp(value, document.languages)):
            return moment
    return None


def _leads_elsewhere(piece: Piece, document: Document) -> bool:
    """Tell whether an entry's heading, or half its text, is a link to another page, as in a list of stories."""
    here = (document.url or "").partition("#")[0].partition("?")[0]
    for node in piece.nodes:
        around = [node.parent] if node.tag != "a" and node.parent is not None and node.parent.tag == "a" else []
        for link in [*around, *node.css("a[href]")[:MAX_LINKS]]:
            url = document.absolute((link.attributes.get("href") or "").strip()) or here
            if url.partition("#")[0].partition("?")[0] == here:
                continue
            if link.css_first(_HEADINGS) is not None or _is_in_heading(link):
                return True
            if 2 * len(link.text()) > sum(len(other.text()) for other in piece.nodes):
                return True
    return False


def _is_in_heading(link: LexborNode) -> bool:
    """Tell whether a link is all that a heading says; one among its words is a reference."""
    around = link.parent
    for _ in range(3):
        if around is None:
            return False
        if around.tag in ("h2", "h3", "h4", "h5"):
            return 2 * len(link.text()) > len(around.text())
        around = around.parent
    return False


def _author(nodes: tuple[LexborNode, ...]) -> str | None:
    """Give the names of the innermost elements that are said to hold one."""
    names: dict[str, None] = {}
    for node in nodes:
        for found in node.css(_AUTHOR)[: 2 * MAX_NAMES]:
            if "no-byline" in (found.attributes.get("class") or ""):
                continue
            if any(inner.mem_id != found.mem_id and seen_text(inner) for inner in found.css(_AUTHOR)):
                continue
            if name := _name(seen_text(found)):
                names[name] = None
    return ", ".join(list(names)[:MAX_NAMES]) or None


def _name(text: str) -> str | None:
    text = _BY.sub("", text)
    return text if 0 < len(text) <= MAX_NAME_CHARS else None
