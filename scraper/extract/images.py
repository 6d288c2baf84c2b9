"""The pictures inside the story, with caption and credit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from scraper.extract.captions import caption_and_credit
from scraper.extract.document import Document
from scraper.models import Image

MAX_IMAGES = 40
MAX_CLIMB = 8
MIN_SIDE = 100  # declared pixels; what is smaller is an icon
MIN_BARE_WIDTH = 300  # of a picture that stands in no figure
_HOLDERS = 'figure, [class~="wp-caption"], [class*="featured_image" i], [class*="featured-image" i]'
_BARE = 'img[class*="wp-image-"], img[class*="size-large"], img[class*="size-full"], p > img[width], p > a > img[width]'
_PICTURES = "img, amp-img"
_OTHERS = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|newsletter|comments?|sidebar|most-?read|trending|ads|advert\w*)(?![a-z])",
    re.IGNORECASE,
)
_PORTRAIT = re.compile(r"(?<![a-z])(?:author|avatar|byline|bio|logo|share|social)(?![a-z])", re.IGNORECASE)
_NO_PICTURE = re.compile(
    r"placeholder|spacer|blank\.|transparent|1x1|pixel\.|loading\.|lazy\.|/icons?/|emoji|gravatar|/logo|doubleclick|"
    r"\.svg(?:$|\?)",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"(?<![a-z])(?:logo|placeholder|fallback|favicon|no[-_]?image|default[-_](?:image|img|thumb|thumbnail|share|social|og))(?![a-z])",
    re.IGNORECASE,
)
MAX_STAND_IN_WORDS = 4  # of the name, and one for its ending
_PLAIN = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-full", "data-image")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_SIZE = re.compile(r"(\S+)\s+(\d+(?:\.\d+)?)[wx](?=\s*(?:,|$))")


def images_in(
    nodes: Sequence[LexborNode], document: Document, is_wanted: Callable[[str], bool] | None = None
) -> tuple[Image, ...]:
    """Give the pictures below some elements, in page order; those without a caption too if they stand in a figure.

    Icons, portraits of authors, and pictures of other stories are none of them. With `is_wanted`, those whose URL it
    accepts, wherever they stand.
    """
    found: dict[str, Image] = {}
    for node in nodes:
        for holder, picture, url in _held(node, document, with_bare=is_wanted is None):
            if url in found:
                continue
            if is_wanted(url) if is_wanted else not _is_of_others(holder, node):
                found[url] = Image(url, *caption_and_credit(holder, picture))
    return tuple(found.values())[:MAX_IMAGES]


def _held(node: LexborNode, document: Document, *, with_bare: bool) -> Iterator[tuple[LexborNode, LexborNode, str]]:
    """Yield the element with a picture's caption, the picture, and its URL; of figures in a figure the inner ones."""
    seen: set[int] = set()
    for holder in node.css(_HOLDERS)[: 2 * MAX_IMAGES]:
        inner = holder.css(_PICTURES)[:MAX_IMAGES]
        holds_others = len(inner) > 1 and any(other.mem_id != holder.mem_id for other in holder.css(_HOLDERS)[:2])
        for picture in inner if not holds_others else ():
            if picture.mem_id in seen or _is_small(picture):
                continue
            if url := _address(picture, document):  # without one it holds the place of another, as in <noscript>
                seen.add(picture.mem_id)
                yield holder, picture, url
                break
    for picture in node.css(_BARE)[:MAX_IMAGES] if with_bare else ():
        width = _number(picture.attributes.get("width"))
        if picture.mem_id not in seen and width >= MIN_BARE_WIDTH and not _is_small(picture):
            seen.add(picture.mem_id)
            if url := _address(picture, document):
                yield picture, picture, url


def is_stand_in(url: str) -> bool:
    """Tell whether a picture is the site's and not the story's, by the name of its file.

    >>> is_stand_in("https://courier.example/i/default-logo.png"), is_stand_in("https://courier.example/i/new-logo-of-the-ferry.jpg")
    (True, False)
    """
    name = url.partition("?")[0].rpartition("/")[2]
    return _STAND_IN.search(name) is not None and len(re.findall(r"[^\W_]+", name)) <= MAX_STAND_IN_WORDS


def _is_of_others(holder: LexborNode, root: LexborNode) -> bool:
    around: LexborNode | None = holder
    for level in range(MAX_CLIMB):
        if around is None or around.mem_id == root.mem_id or around.tag in ("article", "main", "body"):
            return False
        attributes = around.attributes
        if around.tag in ("aside", "nav", "footer"):
            return True
        said = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if _OTHERS.search(said) or (level < 2 and _PORTRAIT.search(said)):
            return True
        around = around.parent
    return False


def _is_small(picture: LexborNode) -> bool:
    """Tell whether a picture is declared to be an icon; a layout that scales declares 1 by 1 or nothing."""
    if picture.tag == "amp-img":
        return False
    sides = [side for name in ("width", "height") if (side := _number(picture.attributes.get(name)))]
    return bool(sides) and max(sides) < MIN_SIDE


def _number(value: str | None) -> int:
    digits = (value or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _address(picture: LexborNode, document: Document) -> str | None:
    """Give the picture's address: what it shows at first, unless that only holds the place of what comes later."""
    attributes = picture.attributes
    for name in ("src", *_PLAIN, ""):
        offered = (attributes.get(name) or "").strip() if name else _largest(attributes)
        # in a srcset the address ends at a blank, and commas after it are none of it; inside it they may be
        address = offered.split(maxsplit=1)[0].rstrip(",") if offered else ""
        if address and not address.startswith("data:") and not _NO_PICTURE.search(address):
            return document.absolute(address)
    return None


def _largest(attributes: Mapping[str, str | None]) -> str:
    """Give the largest of the sizes in which a picture is offered."""
    for name in _SETS:
        value = (attributes.get(name) or "").strip()
        if value and (sizes := [(float(size), str(address)) for address, size in _SIZE.findall(value)]):
            return max(sizes)[1]
        if value and not value.startswith("data:"):
            return value
    return ""
