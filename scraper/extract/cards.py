"""The cards of a page that leads to stories: each a heading that links elsewhere, with what stands under it."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.wall_words import Judged, fold
from scraper.urls import plain_host, url_key

FEW_CARDS = 3
MAX_HEADINGS = 200
MAX_CARD_WORDS = 250
MAX_CLIMB = 5  # from a linked heading to the card around it

_HEADINGS = "h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4"})


def linked_headings(page: Judged) -> list[LexborNode]:
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


def words_in_cards(page: Judged, headings: list[LexborNode]) -> int:
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
    return found if len(with_words) >= FEW_CARDS else 0


def _squeezed(text: str) -> str:
    return text.replace(" ", "")
