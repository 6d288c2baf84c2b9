"""Which links lead to the older part of a list: "older posts", "2", "»"."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from selectolax.lexbor import LexborNode

from scraper.discover.url_shape import Address, parsed, story_likeness

MAX_PAGE = 100_000

_NAMES = re.compile(
    r"(?<![a-z])(?:older|older-(?:posts|link|entries)|blog-pager-older-link|next|next-?(?:page|posts|link)|nav-previous|load-?more"
    r"|pagination[\w-]*next|page-numbers|pager[\w-]*next)(?![a-z])",
    re.IGNORECASE,
)
_ARROW = re.compile(r"[→»›>⟩⇒▶]\s*$|^\s*[←«‹<⟨⇐◀]")
_NUMBER_AT_END = re.compile(r"[-_/]?\d{1,5}(?:\.\w{2,5})?/?$")
_TIMES = frozenset({"updated-max", "before", "until", "offset", "cursor", "after", "start", "from", "skip"})


def is_older_link(node: LexborNode, rel: frozenset[str], text: str, address: str, url: str, *, in_card: bool) -> bool:
    """Tell whether a link on the list at `url` leads to a further page of it.

    What a link calls itself is not enough: a story's "next" leads to another story. Its address must be the list's own
    with a number or a point in time more, or say nothing of a story.
    """
    if in_card:
        return False
    is_named = (
        "next" in rel or _NAMES.search(f"{node.attributes.get('class') or ''} {_class_of(node.parent)}") is not None
    )
    if not is_named and text.isdigit() is False and not _ARROW.search(text):
        return False
    there, here = parsed(address), parsed(url)
    if _is_same_list(there, here):
        return True
    return "next" in rel and story_likeness(address) < 0.2


def _is_same_list(there: Address, here: Address) -> bool:
    if there.query and (there.path == here.path or there.path == "/search"):
        names = {name.lower() for name, _ in parse_qsl(there.query, max_num_fields=10)}
        return bool(names & _TIMES)
    if there.query or there.path == here.path:
        return False
    return _NUMBER_AT_END.search(there.path) is not None and _trunk(there.path) == _trunk(here.path)


def _trunk(path: str) -> str:
    """Give a path without the number of its page and without the name of an index page."""
    path = re.sub(r"/(?:index|default)\.\w{3,5}$", "/", path)
    path = re.sub(r"\.\w{2,5}$", "", _NUMBER_AT_END.sub("", path)).rstrip("/")
    return re.sub(r"/(?:index|page)$", "", path)


def _class_of(node: LexborNode | None) -> str:
    return (node.attributes.get("class") or "") if node is not None else ""
