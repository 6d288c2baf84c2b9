"""Pages that lead to stories: fronts, sections, tags, authors, searches, galleries.

What tells them from a story with links below it is where the words stand: a list's stand in its cards, each under
a heading that leads elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.cards import linked_headings, words_in_cards
from scraper.extract.content import has_sentence_end
from scraper.extract.json_ld import object_types
from scraper.extract.list_items import FEW_ITEMS, is_list_of_links, list_items, words_beside
from scraper.extract.post_content import is_single_post
from scraper.extract.wall_words import Judged
from scraper.models import Found, Verdict
from scraper.urls import resolve, url_key

LISTING_LINKS = 12  # outside menus
FEW_LINKED = 3  # headings that are links
FRONT_WORDS = 40  # of prose on a front page, for each of them
TEASER_LINE_WORDS = 10  # of the lines under linked headings, for each of them
CARD_SHARE = 0.6  # of the body that stands in cards
STUB_WORDS = 25
LONG_WORDS = 120
STORY_LINK_CHARS = 12
HEADLINE_WORDS = 4  # a section's name has fewer, and so has a person's
TOLD_LINE_WORDS = 8

_MENUS = frozenset({"nav", "header", "footer", "aside", "menu"})
_SECTION_PATH = re.compile(
    r"(?:category|categoria|kategorie|rubrik|tags?|topics?|themen|temas|sections?|authors?|autor(?:en)?|auteurs?|search|"
    r"suche|archiv(?:e|es|o)?|galler(?:y|ies)|photos|videos|podcasts|profile|people|latest|staff|"
    r"journalists?|reporters?|contributors?|columnists?|by|writers?|redaktion|redakteure?|redazione|firmas?|autori|skribenter|"
    r"kirjoittajat|yazarlar?|issue|tema|thema|dossiers?)(?:/|\?|$)",
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
    linked = linked_headings(page)
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
    if not page.is_story and len(linked) >= FEW_LINKED and words_in_cards(page, linked) >= CARD_SHARE * signs.words > 0:
        yield Found(Verdict.LISTING, "cards")
        return
    is_dated = signs.has_date and not (_SECTION_PATH.match(path) and not page.is_signed)
    if not (page.is_story or is_dated) and is_list_of_links(page):
        yield Found(Verdict.LISTING, "items that lead on")
        return
    if is_long:
        items = list_items(page) if not (page.is_story or signs.has_date) and _SECTION_PATH.match(path) else []
        if len(items) >= FEW_ITEMS and words_beside(page, items) < LONG_WORDS:
            yield Found(Verdict.LISTING, "name")
        return
    yield from _short_lists(page, path, len(linked))


def _short_lists(page: Judged, path: str, linked: int) -> Iterator[Found[Verdict]]:
    signs = page.signs
    is_named = _SECTION_PATH.match(path) or any(object_types(item) & _FRONT_TYPES for item in page.document.json_ld)
    links = _links_outside_menus(page.document.tree.body) if signs.words < STUB_WORDS else 0
    if is_named and (linked >= FEW_LINKED or links >= LISTING_LINKS or len(list_items(page)) >= FEW_ITEMS):
        yield Found(Verdict.LISTING, "name")
        return
    if page.is_story or page.is_signed:
        return
    if linked >= FEW_LINKED and signs.words < TEASER_LINE_WORDS * linked and not _tells_something(page):
        yield Found(Verdict.LISTING, "little but linked headings")
    elif links >= (FEW_LINKED * 2 if is_named else LISTING_LINKS) and not signs.has_date:
        yield Found(Verdict.LISTING, "links")


def _tells_something(page: Judged) -> bool:
    """Tell whether a page has the headline of a story, and paragraphs under it that stand in no card."""
    told = [line for line in page.signs.body.split("\n\n") if count_words(line) >= TOLD_LINE_WORDS]
    if count_words(page.signs.headline or "") < HEADLINE_WORDS or len(told) < 2 or not all(map(has_sentence_end, told)):
        return False
    return words_in_cards(page, linked_headings(page)) == 0


def _path(page: Judged) -> str:
    """Give what follows the host in the page's address, '?' if that is not known; of `/?p=7`, too: it is no front."""
    url = page.document.url
    address = resolve(url) if url else None
    return _AFTER_HOST.sub("", url_key(address)) if address else "?"


def _class_of_body(page: Judged) -> str:
    body = page.document.tree.body
    return (body.attributes.get("class") or "") if body is not None else ""


def _links_outside_menus(body: LexborNode | None) -> int:
    """Count the links that stand in no menu, header, footer or box, and say more than the name of a section."""
    if body is None:
        return 0
    count = 0
    for link in body.css("a[href]")[:1_000]:
        if len(link.text().strip()) < STORY_LINK_CHARS and not link.css_first("img"):
            continue
        around = link.parent
        while around is not None and around.tag not in _MENUS:
            around = around.parent
        count += around is None
    return count
