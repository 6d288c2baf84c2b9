"""The pictures inside the story, with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.text_of import clean, seen_text
from scraper.models import Image

MAX_IMAGES = 40
MAX_CAPTION_CHARS = 5_000
_HOLDERS = 'figure, [class~="wp-caption"], [class*="featured_image" i], [class*="featured-image" i]'
_CAPTIONS = 'figcaption, [class*="caption-text" i], [itemprop~="caption"]'
_CREDIT_CLASS = (
    '[class*="credit" i], [class*="copyright" i], [class*="source" i], [itemprop*="copyrightHolder"], '
    '[itemprop~="creditText"], small'
)
_CREDIT = re.compile(
    r"\s*[(（\[]?(?:photo(?:graph)?|image|picture|foto|bild|credits?|crédit(?: photo)?|fuente|quelle|写真)\s*"
    r"(?:by|von|:|：|=|/|\.{3}|…)\s*(.{2,80}?)[)）\]]?\.?$",
    re.IGNORECASE,
)
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")


def images_in(
    nodes: Sequence[LexborNode], document: Document, is_wanted: Callable[[str], bool] = lambda _: True
) -> tuple[Image, ...]:
    """Give the pictures below some elements, in page order; those without a caption too if they stand in a figure.

    With `is_wanted`, only those whose URL it accepts.
    """
    found: dict[str, Image] = {}
    for node in nodes:
        for figure in node.css(_HOLDERS)[:MAX_IMAGES]:
            picture = figure.css_first("img")
            url = _address(picture, document) if picture else None
            if url is not None and url not in found and is_wanted(url):
                found[url] = _image(url, figure)
    return tuple(found.values())[:MAX_IMAGES]


def _image(url: str, figure: LexborNode) -> Image:
    caption_node = figure.css_first(_CAPTIONS)
    if caption_node is not None and len(caption_node.text()) > MAX_CAPTION_CHARS:
        caption_node = None
    caption = credit = ""
    if caption_node is not None:
        credit_node = caption_node.css_first(_CREDIT_CLASS)
        caption = seen_text(caption_node)
        if credit_node is not None:
            credit = seen_text(credit_node)
            caption = clean(caption.replace(credit, " ", 1))
        elif match := _CREDIT.search(caption):
            credit = match[1]
            caption = caption[: match.start()].rstrip(" .–—|-") + (
                "." if caption[: match.start()].rstrip().endswith(".") else ""
            )
    credit = _CREDIT.sub(r"\1", credit) if _CREDIT.match(credit) else credit
    return Image(url, caption or None, credit.strip("()[] ") or None)


def _address(picture: LexborNode, document: Document) -> str | None:
    attributes = picture.attributes
    for name in _SOURCES:
        value = (attributes.get(name) or "").strip()
        # in a srcset the address ends at a blank, and commas after it are none of it; inside it they may be
        if (address := value.split(maxsplit=1)[0].rstrip(",") if value else "") and not value.startswith("data:"):
            return document.absolute(address)
    return None
