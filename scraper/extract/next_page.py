"""The next part of a story that is printed on several pages, or the one page that has it all.

"Next" mostly leads to another story. So a link counts only where the address says that it is the same story, one
part further on: `/ferry` and `/ferry/2`, `/ferry.html` and `/ferry-2.html`, `?page=2` and `?page=3`. What it is called
(`pager_words.json`), or the class of what is around it, says that it is there to turn pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.site_rule import ruled_nodes
from scraper.extract.text_of import clean
from scraper.rules import SiteRules, is_xpath
from scraper.urls import canonical_url, same_site, url_key

MAX_LINKS = 2_000  # of a page
MAX_SAID_CHARS = 60
MAX_ADDED_CHARS = 30
MAX_CLIMB = 4  # levels from a link to the element that says what it is for
_COMMENTS = re.compile(r"comment|respond|disqus", re.IGNORECASE)
_SAYS_NEXT = re.compile(r"next|pagin|pager|page-?link|post-page|page-?number", re.IGNORECASE)
# the number of a part has one or two digits; one with more is a year or the story's own
_QUERY_NAMES = frozenset("slide page p pg pn part paged pagina pagenum page_no seite side sida strona pno".split())
_NAMED = re.compile(r"/(?:page|part|p|seite|pagina|side|strona)[-_/]?(\d{1,2})(?=/?$|\.\w{2,5}$)", re.IGNORECASE)
_BARE = re.compile(r"/(\d{1,2})(?=/?$)")
_JOINED = re.compile(r"(?<=[^/])[-_,.](?:p|page|seite)?(\d{1,2})(?=/?$|\.\w{2,5}$)", re.IGNORECASE)
_FIRST = re.compile(r"[?&](?:page|p|pg|part|pagina|seite)=1(?:&|$)|/1/?$|[_.,]1(?:\.\w{2,5})?$", re.IGNORECASE)
_ARROWS = frozenset("» › > >> → ▶ ►".split())
_TRIM = " \t«»‹›<>→←▶►|.…:[]()-–"
_PLAIN_NAME = re.compile(r"[\w-]{3,200}", re.ASCII)
_SLUG = re.compile(r"[-_.]|\d{3}")


class Pages(NamedTuple):
    """Where else a story is: its next part, the one page that has it all, its first part; absolute URLs of the site."""

    next: str | None = None
    whole: str | None = None
    first: str | None = None


def next_page(document: Document, rules: SiteRules) -> str | None:
    """Give the URL of the story's next part; None on the last part or the only one."""
    return other_pages(document, rules).next


def other_pages(document: Document, rules: SiteRules) -> Pages:
    """Give the story's other pages, as far as one page tells.

    A site rule alone decides where there is one: that it matches nothing is what it says of the last part.
    """
    here = document.url
    if here is None or canonical_url(here) is None:
        return Pages()
    if rules.next_page:
        return Pages(next((url for url in _ruled(document, rules) if _leads_on(here, url)), None))
    story, number = story_and_part(here)
    # an address may end in the number of a part (ferry-2) or in a number of its own (apollo-12); where nothing but
    # the number names the story, as in /news/41, the next number is another story
    wanted = {(_key(here), 2)}
    first = _first_page(document, here, story) if number > 1 else None
    if first or (number > 1 and (_SLUG.search(story.rpartition("/")[2]) or not _BARE.search(urlsplit(here).path))):
        wanted.add((story, number + 1))
    elif _FIRST.search(here):
        wanted.add((story, 2))
    # most links lead elsewhere: a name in the address and a class tell that for less than reading the address costs
    name = re.split(r"[.?,]", story.rpartition("/")[2])[0]
    name = "" if "%" in name else name
    links = f'a[href*="{name}"], a[href^="?"]' if _PLAIN_NAME.fullmatch(name) else "a[href]"
    whole = None
    found = None
    for node in document.tree.css(f"link[rel~=next i], {links}")[:MAX_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        if name not in href and not href.startswith("?"):
            continue
        if found is None and _says_next(node, number + 1) and not _is_of_comments(node):
            url = document.absolute(href)
            if (
                url
                and _leads_on(here, url)
                and (story_and_part(url) in wanted or _counts_from_0(node, url, _key(here)))
            ):
                found = url
        elif whole is None and number == 1 and _said(node) in _words("whole") and not _is_of_comments(node):
            url = document.absolute(href)
            whole = url if url and _leads_on(here, url) and _is_around(story, url) else None
    return Pages(found, whole if found else None, first)


def _first_page(document: Document, here: str, story: str) -> str | None:
    """Give the first page of the story that a page says to be a part of: it is its canonical URL, or it links back."""
    canonical = document.canonical_link
    if canonical and _key(canonical) == story and _leads_on(here, canonical):
        return canonical
    for node in document.tree.css("link[rel~=prev i], a[href]")[:MAX_LINKS]:
        rel = (node.attributes.get("rel") or "").lower()
        if "prev" not in rel and _said(node) not in _words("first"):
            continue
        url = document.absolute((node.attributes.get("href") or "").strip())
        if url and _leads_on(here, url) and not _is_of_comments(node) and story_and_part(url) == (story, 1):
            return url
    return None


def _says_next(node: LexborNode, number: int) -> bool:
    """Tell whether a link is there to turn pages: by rel, by what it is called, or by what is around it."""
    if "next" in (node.attributes.get("rel") or "").lower():
        return True
    said = _said(node)
    if said == str(number) or re.sub(r"\s*\d{1,2}$", "", said) in _words("next") or said in _ARROWS:
        return True
    around: LexborNode | None = node
    for _ in range(MAX_CLIMB):
        if around is None:
            break
        if _SAYS_NEXT.search(_called(around)):
            return True
        around = around.parent
    return False


def _counts_from_0(node: LexborNode, url: str, here: str) -> bool:
    """Tell whether a link to part 1 leads from a page without a number to the second one."""
    says = "next" in (node.attributes.get("rel") or "").lower() or _said(node) in _words("next")
    return says and story_and_part(url) == (here, 1) and url_key(url).rstrip("/") != here


def _is_around(story: str, url: str) -> bool:
    """Tell whether an address is that of a story with something added: `/ferry/all`, `/ferry?page=all`."""
    stem = re.sub(r"\.\w{2,5}$", "", story.partition("?")[0])
    return _key(url).startswith(stem) and len(_key(url)) <= len(story) + MAX_ADDED_CHARS


def _said(node: LexborNode) -> str:
    """Give what a link is called, without arrows and dots, in lower case."""
    if node.tag == "link":
        return ""
    text = node.text()[: 4 * MAX_SAID_CHARS] if node.tag == "a" else ""
    text = clean(text) or clean(node.attributes.get("aria-label") or node.attributes.get("title") or "")
    return "" if len(text) > MAX_SAID_CHARS else text.casefold() if text in _ARROWS else text.strip(_TRIM).casefold()


@cache
def _words(kind: str) -> frozenset[str]:
    table = json.loads((files("scraper.extract") / "pager_words.json").read_text("utf-8"))
    return frozenset(word.casefold() for word in table[kind])


def _is_of_comments(node: LexborNode) -> bool:
    around: LexborNode | None = node
    for _ in range(3 * MAX_CLIMB):
        if around is None or around.tag in ("article", "main", "body"):
            return False
        if _COMMENTS.search(_called(around)):
            return True
        around = around.parent
    return False


def _called(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _ruled(document: Document, rules: SiteRules) -> Iterator[str]:
    nodes, attribute = ruled_nodes(document, rules.next_page)
    for node in nodes:
        if url := document.absolute(node.attributes.get(attribute or "href") or _inner_link(node)):
            yield url
    for selector in rules.next_page if not nodes else ():
        computed = (match.text for match in document.mirror.select(selector)) if is_xpath(selector) else ()
        yield from (url for text in computed if (url := document.absolute((text or "").strip() or None)))


def _inner_link(node: LexborNode) -> str | None:
    link = node.css_first("a[href]")
    return link.attributes.get("href") if link else None


def _leads_on(here: str, url: str) -> bool:
    return same_site(here, url) and url.partition("#")[0] != here.partition("#")[0]


def story_and_part(url: str) -> tuple[str, int]:
    """Split a URL into what names the story and the number of its part, 1 where it has none.

    >>> story_and_part("https://courier.example/ferry-returns/page/3/")
    ('courier.example/ferry-returns', 3)
    >>> story_and_part("https://courier.example/ferry-returns-2.html")
    ('courier.example/ferry-returns.html', 2)
    """
    split = urlsplit(url)
    query = parse_qsl(split.query, keep_blank_values=True)
    for name, value in query:
        if name.lower() in _QUERY_NAMES and len(value) <= 2 and value.isdecimal() and int(value):
            rest = urlencode([pair for pair in query if pair != (name, value)])
            return _key(urlunsplit((*split[:3], rest, ""))), int(value)
    for pattern in (_NAMED, _BARE, _JOINED):
        if (match := pattern.search(split.path)) and int(match[1]):
            path = split.path[: match.start()] + split.path[match.end() :]
            return _key(urlunsplit((*split[:2], path, split.query, ""))), int(match[1])
    return _key(url), 1


def _key(url: str) -> str:
    return url_key(url).rstrip("/")
