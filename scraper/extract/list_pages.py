"""Pages that lead to stories: fronts, sections, tags, authors, searches, galleries.

What tells them from a story with links below it is where the words stand: a list's stand in its cards, each under
a heading that leads elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.json_ld import object_types
from scraper.extract.post_content import is_single_post
from scraper.extract.wall_words import Judged, fold
from scraper.models import Found, Verdict
from scraper.urls import plain_host, resolve, url_key

LISTING_LINKS = 12  # outside menus
FEW_LINKED = 3  # headings that are links
FRONT_WORDS = 40  # of prose on a front page, for each of them
TEASER_LINE_WORDS = 10  # of the lines under linked headings, for each of them
CARD_SHARE = 0.6  # of the body that stands in cards
STUB_WORDS = 25
LONG_WORDS = 120
MAX_HEADINGS = 200
MAX_CARD_WORDS = 250
MAX_CLIMB = 5  # from a linked heading to the card around it

_HEADINGS = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4"})
_MENUS = frozenset({"nav", "header", "footer", "aside", "menu"})
_SECTION_PATH = re.compile(
    r"(?:category|categoria|kategorie|rubrik|tags?|topics?|themen|temas|sections?|authors?|autor(?:en)?|auteurs?|search|"
    r"suche|archiv(?:e|es|o)?|galler(?:y|ies)|photos|videos|podcasts|profile|people|latest)(?:/|\?|$)",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"^(?:search|suche|busca(?:r|dor)?|recherche|cerca|zoeken|szukaj|sok)?/?\?(?:q|s|query|search|term)=", re.IGNORECASE
)
_AFTER_HOST = re.compile(r"^[^/?]*[/?]?")
_LANGUAGE_FRONT = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?|home(?:\.\w+)?", re.IGNORECASE)
# of the body, in themes of WordPress
_LIST_CLASS = re.compile(r"(?<![\w-])(?:archive|category|tag|author|search-results|search-no-results|blog)(?![\w-])")
_FRONT_TYPES = frozenset(
    {"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage", "ImageGallery", "VideoGallery"}
)


def listings(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page leads to stories and tells none, and by what that is known."""
    signs = page.signs
    path = _path(page)
    is_front = path == "" or _LANGUAGE_FRONT.fullmatch(path) is not None
    is_long = signs.words >= LONG_WORDS
    linked = _linked_headings(page)
    if is_front:
        links = len(page.document.tree.css("a[href]")) if not is_long else 0
        shows_list = signs.words < FRONT_WORDS * len(linked) or (not is_long and links >= FEW_LINKED)
        if shows_list and not (page.is_story and len(linked) < LISTING_LINKS):
            yield Found(Verdict.LISTING, "front page")
            return
    if page.is_told:
        return
    named = _class_of_body(page)
    is_post = is_single_post(page.document.tree)
    if _LIST_CLASS.search(named) and not is_post and "single" not in named:
        if len(linked) >= FEW_LINKED - 1:
            yield Found(Verdict.LISTING, "class of the page")
            return
    if _SEARCH.search(path):
        yield Found(Verdict.LISTING, "search")
        return
    if is_post:
        return
    if (
        not page.is_story
        and len(linked) >= FEW_LINKED
        and _words_in_cards(page, linked) >= CARD_SHARE * signs.words > 0
    ):
        yield Found(Verdict.LISTING, "cards")
        return
    if is_long:
        return
    yield from _short_lists(page, path, len(linked))


def _short_lists(page: Judged, path: str, linked: int) -> Iterator[Found[Verdict]]:
    signs = page.signs
    is_named = _SECTION_PATH.match(path) or any(object_types(item) & _FRONT_TYPES for item in page.document.json_ld)
    links = _links_outside_menus(page.document.tree.body) if signs.words < STUB_WORDS else 0
    if is_named and (linked >= FEW_LINKED or links >= LISTING_LINKS):
        yield Found(Verdict.LISTING, "name")
        return
    if page.is_story or page.is_signed:
        return
    if linked >= FEW_LINKED and signs.words < TEASER_LINE_WORDS * linked:
        yield Found(Verdict.LISTING, "little but linked headings")
    elif links >= (FEW_LINKED * 2 if is_named else LISTING_LINKS) and not signs.has_date:
        yield Found(Verdict.LISTING, "links")


def _path(page: Judged) -> str:
    """Give what follows the host in the page's address, '?' if that is not known; of `/?p=7`, too: it is no front."""
    url = page.document.url
    address = resolve(url) if url else None
    return _AFTER_HOST.sub("", url_key(address)) if address else "?"


def _class_of_body(page: Judged) -> str:
    body = page.document.tree.body
    return (body.attributes.get("class") or "") if body is not None else ""


def _linked_headings(page: Judged) -> list[LexborNode]:
    """Give the headings that lead to other pages of the site, outside menus; the story's own may lead to itself."""
    document = page.document
    here = url_key(document.url) if document.url else ""
    own_host = plain_host(document.url) if document.url else ""
    headline = fold(page.signs.headline)
    found: dict[int, LexborNode] = {}
    for node in document.tree.css(_HEADINGS)[:MAX_HEADINGS]:
        heading, link = _heading_and_link(node)
        if heading is None or link is None:
            continue
        href = (link.attributes.get("href") or "").strip()
        url = document.absolute(href) if href and not href.startswith("#") else None
        if url is None or url_key(url) == here or (own_host and plain_host(url) != own_host and "://" in href):
            continue
        text = fold(heading.text())
        if text and text != headline and len(fold(link.text())) >= 0.6 * len(text):
            found[heading.mem_id] = heading
    return list(found.values())


def _heading_and_link(node: LexborNode) -> tuple[LexborNode | None, LexborNode | None]:
    """Give the heading and the link of a pair, of which one is around the other."""
    inner_is_link = node.tag == "a"
    around = node.parent
    while around is not None and (around.tag not in _HEADING_TAGS if inner_is_link else around.tag != "a"):
        around = around.parent
    return (around, node) if inner_is_link else (node, around)


def _words_in_cards(page: Judged, headings: list[LexborNode]) -> int:
    """Count the words of the body that stand in the cards around linked headings."""
    cards: dict[int, str] = {}
    for heading in headings:
        card = heading
        for _ in range(MAX_CLIMB):
            around = card.parent
            if around is None or around.tag in ("body", "main") or len(around.css("h1, h2, h3, h4")) > 1:
                break
            card = around
        if (text := fold(card.text(separator=" "))).count(" ") < MAX_CARD_WORDS:
            cards[card.mem_id] = text
    told = [_squeezed(text) for text in cards.values()]
    found = 0
    with_words: set[int] = set()
    for line in page.signs.body.split("\n\n"):
        if wanted := _squeezed(fold(line)):
            holders = [at for at, text in enumerate(told) if wanted in text]
            with_words.update(holders)
            found += count_words(line) if holders else 0
    return found if len(with_words) >= FEW_LINKED else 0


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


def _links_outside_menus(body: LexborNode | None) -> int:
    """Count the links that stand in no menu, header, footer or box."""
    if body is None:
        return 0
    count = 0
    for link in body.css("a[href]")[:1_000]:
        around = link.parent
        while around is not None and around.tag not in _MENUS:
            around = around.parent
        count += around is None
    return count
