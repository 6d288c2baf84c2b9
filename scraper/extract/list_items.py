"""Lists whose items have no headings: galleries, archives by date, fixtures, vacancies, notices.

Their items are neighbours of one make, each little more than a link to another page of the site, and beside them there
is next to nothing to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.wall_words import Judged, fold
from scraper.urls import plain_host, url_key

FEW_ITEMS = 5
MANY_NAMES = 15
NAME_CHARS = 16
MAX_LINKS = 600
MAX_CLIMB = 4  # from a link to the item around it
MAX_ITEM_WORDS = 40
LINK_SHARE = 0.15  # of an item's words
FEW_CHARS = 8  # beside a link that is no part of a sentence
ITEM_SHARE = 0.4  # of the page's text outside menus
SHORT_ITEM_WORDS = 12  # "14:30 Harbour plan approved" need not be all link
STUB_WORDS = 25

_NO_PAGES = ("#", "mailto:", "tel:", "javascript:")
_MENUS = "nav, header, footer, aside"
_BESIDE = frozenset({"nav", "header", "footer", "aside", "menu"})


def is_list_of_links(page: Judged) -> bool:
    """Tell whether a page has items that lead on, and beside them fewer words than a story has."""
    if sum(words for words in map(count_words, page.body_lines) if words > MAX_ITEM_WORDS) >= STUB_WORDS:
        return False  # no item has as much
    items = list_items(page)
    if len(items) < FEW_ITEMS:
        return False
    menus = [_squeezed(fold(menu.text(separator=" "))) for menu in page.document.tree.css(_MENUS)[:50]]
    told = sum(len(_squeezed(fold(item.text(separator=" ")))) for item in items)
    return (
        told >= ITEM_SHARE * (len(_squeezed(page.text)) - sum(map(len, menus)))
        and words_beside(page, items, menus) < STUB_WORDS
    )


def words_beside(page: Judged, items: list[LexborNode], menus: Sequence[str] = ()) -> int:
    """Count the words of the body that stand neither in items nor in the texts of menus."""
    told = [_squeezed(fold(item.text(separator=" "))) for item in items]
    words = 0
    for line in page.body_lines:
        wanted = _squeezed(line.removeprefix("- "))  # as lists are written in a text
        if not any(wanted in text for text in told) and not any(wanted in text for text in menus):
            words += count_words(line)
    return words


def list_items(page: Judged) -> list[LexborNode]:
    """Give the largest group of neighbours of one make that are little more than links to pages of the site.

    A menu is one, too, though a paper does not say so: names of sections count only if there are many of them.
    """
    body = page.document.tree.body
    if body is None:
        return []
    groups: dict[tuple[int, str, str], dict[str, LexborNode]] = {}
    for link in body.css("a[href]")[:MAX_LINKS]:
        key = _key(page, link)
        if key is None or _is_beside(link):
            continue
        item: LexborNode | None = link
        for _ in range(MAX_CLIMB):
            if item is None or item.tag in ("body", "main") or (around := item.parent) is None:
                break
            make = (around.mem_id, item.tag or "", (item.attributes.get("class") or "").partition(" ")[0])
            groups.setdefault(make, {}).setdefault(key, item)
            item = around
    kept = [
        [item for item in {i.mem_id: i for i in group.values()}.values() if _leads(item)] for group in groups.values()
    ]
    told = [items for items in kept if len(items) >= MANY_NAMES or not all(map(_is_name, items))]
    return max(told, key=len, default=[])


def _is_name(item: LexborNode) -> bool:
    return len(fold(item.text(separator=" "))) <= NAME_CHARS


def _key(page: Judged, link: LexborNode) -> str | None:
    """Give what a link leads to, None if that is this page, or no page of the site."""
    href = (link.attributes.get("href") or "").strip()
    url = (
        page.document.absolute(href) if href and not href.startswith(("#", "mailto:", "tel:", "javascript:")) else None
    )
    here = page.document.url
    if url is None or (here and ("://" in href) and plain_host(url) != plain_host(here)):
        return None
    key = url_key(url)
    return None if here and key == url_key(here) else key


def _leads(item: LexborNode) -> bool:
    words = count_words(fold(item.text(separator=" ")))
    if words > MAX_ITEM_WORDS:
        return False
    links = [item] if item.tag == "a" else item.css("a[href]")[:10]
    linked = sum(count_words(fold(link.text(separator=" "))) for link in links)
    return linked > 0 and (
        words <= SHORT_ITEM_WORDS or (linked >= LINK_SHARE * words and any(map(_stands_alone, links)))
    )


def _stands_alone(link: LexborNode) -> bool:
    """Tell whether a link is no part of a sentence: what stands in its element beside it is elements."""
    around = link.parent
    own = (around.text(deep=False) or "") if around is not None else ""
    return len(own.strip()) <= FEW_CHARS


def _is_beside(link: LexborNode) -> bool:
    around = link.parent
    while around is not None:
        if around.tag in _BESIDE:
            return True
        around = around.parent
    return False


def _squeezed(text: str) -> str:
    return text.replace(" ", "")
