"""The next part of a story that is printed on several pages.

"Next" mostly leads to another story. So a link counts only where the address says that it is the same story, one
part further on: `/ferry` and `/ferry/2`, `/ferry.html` and `/ferry-2.html`, `?page=2` and `?page=3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.site_rule import ruled_nodes
from scraper.rules import SiteRules, is_xpath
from scraper.urls import canonical_url, same_site, url_key

MAX_LINKS = 2_000  # of a page
MAX_CLIMB = 4  # levels from a link to the element that says what it is for
_COMMENTS = re.compile(r"comment|respond|disqus", re.IGNORECASE)
_SAYS_NEXT = re.compile(r"next|pagin|pager|page-?link|post-page|page-?number", re.IGNORECASE)
# the number of a part has one or two digits; one with more is a year or the story's own
_QUERY_NAMES = frozenset("page p pg pn part paged pagina pagenum page_no seite side sida strona pno".split())
_NAMED = re.compile(r"/(?:page|part|p|seite|pagina|side|strona)[-_/]?(\d{1,2})(?=/?$|\.\w{2,5}$)", re.IGNORECASE)
_BARE = re.compile(r"/(\d{1,2})(?=/?$)")
_JOINED = re.compile(r"(?<=[^/])[-_,.](?:p|page|seite)?(\d{1,2})(?=/?$|\.\w{2,5}$)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w-]{3,200}", re.ASCII)
_SLUG = re.compile(r"[-_.]|\d{3}")


def next_page(document: Document, rules: SiteRules) -> str | None:
    """Give the absolute URL of the story's next part, on the same site; None on the last part or the only one.

    A site rule alone decides where there is one: that it matches nothing is what it says of the last part.
    """
    here = document.url
    if here is None or canonical_url(here) is None:
        return None
    if rules.next_page:
        return next((url for url in _ruled(document, rules) if _leads_on(here, url)), None)
    story, number = story_and_part(here)
    # an address may end in the number of a part (ferry-2) or in a number of its own (apollo-12); where nothing but
    # the number names the story, as in /news/41, the next number is another story
    wanted = {(_key(here), 2)}
    if number > 1 and (_SLUG.search(story.rpartition("/")[2]) or not _BARE.search(urlsplit(here).path)):
        wanted.add((story, number + 1))
    # most links lead elsewhere: a name in the address and a class tell that for less than reading the address costs
    name = re.split(r"[.?]", story.rpartition("/")[2])[0]
    name = "" if "%" in name else name
    links = f'a[href*="{name}"], a[href^="?"]' if _PLAIN_NAME.fullmatch(name) else "a[href]"
    for node in document.tree.css(f"link[rel~=next i], {links}")[:MAX_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        if (name in href or href.startswith("?")) and _says_next(node) and not _is_of_comments(node):
            url = document.absolute(href)
            if url and story_and_part(url) in wanted and _leads_on(here, url):
                return url
    return None


def _says_next(node: LexborNode) -> bool:
    """Tell whether a link, or one of the elements around it, is there to turn pages: by rel, class or id."""
    if "next" in (node.attributes.get("rel") or "").lower():
        return True
    around: LexborNode | None = node
    for _ in range(MAX_CLIMB):
        if around is None:
            break
        if _SAYS_NEXT.search(_called(around)):
            return True
        around = around.parent
    return False


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
