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


def texts_of(element: Any) -> dict[str, str]:
    """Give the texts of an element's children by their local names in lower case, the first of each.

    They are without white space around them.
    """
    found: dict[str, str] = {}
    for child in element:
        tag = child.tag
        if isinstance(tag, str):
            text = (child.text or "") if len(child) == 0 else "".join(child.itertext())
            found.setdefault(tag.rpartition("}")[2].lower(), text.strip())
    return found


def child_of(element: Any, name: str) -> Any:
    """Give the first child with a local name, None if there is none."""
    return next((child for child in element if str(child.tag).rpartition("}")[2].lower() == name), None)
