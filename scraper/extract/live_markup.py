"""The entries of a live blog in the markup of the systems that newspapers write them with.

Entries are elements of one kind, each with a time of its own, inside or beside an element that says that it is live. A
list of stories looks alike; its headings lead elsewhere, and a comment thread says that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import read_blocks
from scraper.extract.document import Document
from scraper.extract.text_of import clean, seen_text
from scraper.extract.timestamps import read_timestamp
from scraper.models import LiveEntry

MAX_NODES = 5_000
MAX_TIME_CHARS = 60
MAX_NAME_CHARS = 100
MAX_CLIMB = 12
MAX_JOINING_CHARS = 4  # "By", "Von", "Uhr"

_ENTRIES = (
    '[itemprop~="liveBlogUpdate"], [class*="live" i], [class*="ticker" i], [class*="lx-stream" i], [class*="tik" i], '
    '[data-testid*="live" i], [data-testid="content-post"], [id^="block-"], [data-block-id]'
)
#: One entry, as systems for live blogs call it.
_ENTRY_NAME = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:live|ticker)[\w-]*?(?:[-_]+|blog|feed|stream|story|news)(?:entry|post|item|update|event|block|eintrag|beitrag|card|message)"
    r"|(?:live|ticker)(?:entry|post|item|update|event|block|blogentry|blogpost)"
    r"|lx-stream-post|lx-stream__post(?:-container)?|tik[34]?-event-item|block[ ].*liveblog[\w-]*)(?=\s|$)",
    re.IGNORECASE,
)
_TEST_NAME = re.compile(r"live-?blog-?(?:post|entry|update)|content-post|live-?(?:post|update|entry)", re.IGNORECASE)
_BLOCK_ID = re.compile(r"block-[0-9a-f]{8,}")
_OTHERS = re.compile(r"comment|related|teaser|promo|sidebar|recommend|newsletter|most-?read|trending", re.IGNORECASE)
_AUTHOR = (
    '[rel~="author"], [itemprop~="author"], [class*="author" i], [class*="byline" i], [class*="contributor" i], '
    '[class*="reporter" i]'
)
_TIME = 'time, [itemprop~="datePublished"], [class*="timestamp" i], [class*="time" i], [class*="date" i]'
_BESIDE = re.compile(r"share|social|byline|author|time|date|meta|button|avatar", re.IGNORECASE)


def entries_in_markup(document: Document) -> list[LiveEntry]:
    """Give the entries of the largest group of elements that look like some, in page order; empty if none do."""
    groups: dict[str, list[LexborNode]] = {}
    for node in document.tree.css(_ENTRIES)[:MAX_NODES]:
        if name := _entry_name(node):
            groups.setdefault(f"{node.tag} {name}", []).append(node)
    best: list[LiveEntry] = []
    for nodes in groups.values():
        entries = list(_entries(nodes, document))
        if len(entries) > len(best):
            best = entries
    return best


def _entry_name(node: LexborNode) -> str | None:
    attributes = node.attributes
    if "liveBlogUpdate" in (attributes.get("itemprop") or ""):
        return "liveBlogUpdate"
    if match := _ENTRY_NAME.search(attributes.get("class") or ""):
        return match[0].strip().lower()
    if match := _TEST_NAME.fullmatch(attributes.get("data-testid") or ""):
        return match[0].lower()
    return "block" if _BLOCK_ID.match(attributes.get("id") or "") else None


def _entries(nodes: list[LexborNode], document: Document) -> Iterator[LiveEntry]:
    seen: set[int] = set()
    for node in nodes:
        if node.mem_id in seen or _is_of_others(node, seen):
            continue
        seen.add(node.mem_id)
        if entry := _entry(node, document):
            yield entry


def _is_of_others(node: LexborNode, seen: set[int]) -> bool:
    """Tell whether an element stands in an entry that was taken, or in something that only leads to one."""
    around = node
    for _ in range(MAX_CLIMB):
        if around.tag in ("aside", "nav", "footer") or _OTHERS.search(around.attributes.get("class") or ""):
            return True
        parent = around.parent
        if parent is None:
            return False
        if parent.mem_id in seen:
            return True
        around = parent
    return False


def _entry(node: LexborNode, document: Document) -> LiveEntry | None:
    moment = _moment(node, document)
    heading = node.css_first("h2, h3, h4, h5")
    headline = seen_text(heading) if heading is not None else ""
    if moment is None or (heading is not None and _leads_elsewhere(heading, document)):
        return None
    author_node = node.css_first(_AUTHOR)
    author = seen_text(author_node) if author_node is not None else ""
    blocks, _ = read_blocks(node)
    beside = {headline, author, *(seen_text(time) for time in node.css(_TIME)[:5])}
    lines = [
        block.text
        for block in blocks
        if not _is_beside(block.text, beside)
        and not block.element.boilerplate
        and not (block.kind == "div" and _BESIDE.search(block.element.node.attributes.get("class") or ""))
    ]
    if not lines and not headline:
        return None
    anchor = node.attributes.get("id")
    name = anchor or node.attributes.get("data-id") or node.attributes.get("data-post-id") or ""
    return LiveEntry(
        id=clean(name or node.attributes.get("data-block-id") or ""),
        published=moment,
        author=_name(author),
        headline=headline or None,
        body="\n\n".join(lines),
        url=f"{(document.url or '').partition('#')[0]}#{node.attributes.get('id')}"
        if node.attributes.get("id")
        else None,
    )


def _is_beside(line: str, beside: set[str]) -> bool:
    """Tell whether a line is made of what was read already: headline, author, time, and a word to join them."""
    for text in sorted(filter(None, beside), key=len, reverse=True):
        if text in line:
            line = line.replace(text, "", 1)
    return sum(map(str.isalnum, line)) <= MAX_JOINING_CHARS


def _moment(node: LexborNode, document: Document) -> datetime | date | None:
    for attribute in ("data-timestamp", "data-time", "data-published", "data-date", "datetime", "data-created"):
        if value := node.attributes.get(attribute):
            if moment := read_timestamp(value, document.languages):
                return moment
    for time in node.css(_TIME)[:5]:
        value = (
            time.attributes.get("datetime") or time.attributes.get("content") or time.attributes.get("data-timestamp")
        )
        if moment := read_timestamp(value or seen_text(time)[:MAX_TIME_CHARS], document.languages):
            return moment
    return None


def _leads_elsewhere(heading: LexborNode, document: Document) -> bool:
    """Tell whether a heading is a link to another page, as those of a list of stories are."""
    link = heading.css_first("a[href]") or (
        heading.parent if heading.parent is not None and heading.parent.tag == "a" else None
    )
    if link is None:
        return False
    url = document.absolute((link.attributes.get("href") or "").strip()) or ""
    here = (document.url or "").partition("#")[0].partition("?")[0]
    return url.partition("#")[0].partition("?")[0] != here


def _name(text: str) -> str | None:
    text = re.sub(r"^(?:by|von|par|por|di|door|av|af)\s+", "", text, flags=re.IGNORECASE)
    return text if 0 < len(text) <= MAX_NAME_CHARS else None
