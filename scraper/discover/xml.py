"""XML as it is found: broken in places, and never trusted. The only file of this layer that knows lxml.

No entity is expanded and nothing is fetched.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any

from scraper.errors import UnreadablePage


def elements(body: bytes, names: Collection[str]) -> Iterator[Any]:
    """Yield the elements with some local names as they end, and forget each when the next is asked for.

    Raises: UnreadablePage, when nothing of it is XML.
    """
    from lxml import etree

    tags = [f"{{*}}{name}" for name in names]
    source = io.BytesIO(body.lstrip(b" \t\r\n"))
    found = False
    try:
        for _, element in etree.iterparse(
            source,
            events=("end",),
            tag=tags,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            found = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        if not found:
            raise UnreadablePage(f"its XML cannot be read ({str(error).splitlines()[0][:100]})") from error


def text_of(element: Any, name: str) -> str | None:
    """Give the text of a child by its local name, without white space around it."""
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag.rpartition("}")[2].lower() == name:
            return "".join(child.itertext()).strip() or None
    return None
