"""A page cut down to the elements that rules select, with the elements around them: an example to put into a file."""

from __future__ import annotations

from html import escape

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.site_rule import ruled_nodes
from scraper.extract.text_of import clean
from scraper.rules import FIELD_KEYS, SiteRules

MAX_PARAGRAPHS = 3
MAX_ELEMENTS = 30  # of one field
_KEPT_ATTRIBUTES = frozenset(
    "class id rel href itemprop property name content datetime lang role title data-testid data-test-id "
    "data-component data-qa data-datetime data-timestamp".split()
)
_VOID = frozenset("meta link br img hr input".split())
_DROPPED = frozenset("script style noscript svg iframe form template picture video audio figure aside".split())


def reduced_page(document: Document, rules: SiteRules, body: str) -> str:
    """Give the markup of a page with what the rules select and nothing else; of the body the first paragraphs."""
    whole: set[int] = set()
    around: set[int] = set()

    def keep(node: LexborNode) -> None:
        whole.add(node.mem_id)
        while (parent := node.parent) is not None:
            around.add(parent.mem_id)
            node = parent

    for key in FIELD_KEYS:
        for node in ruled_nodes(document, getattr(rules, key))[0][:MAX_ELEMENTS] if key != "body" else ():
            keep(node)
    lines = {clean(line) for line in body.split("\n") if line.strip()}
    paragraphs = {
        node.mem_id: node
        for container in ruled_nodes(document, rules.body)[0]
        for node in (container, *container.css("p, div, li, td"))
        if clean(node.text()) in lines
    }
    for node in list(paragraphs.values())[:MAX_PARAGRAPHS]:
        keep(node)
    root = document.tree.root
    return _markup(root, whole, around, inside=False) if root is not None else ""


def _markup(node: LexborNode, whole: set[int], around: set[int], *, inside: bool) -> str:
    tag = node.tag or ""
    if tag == "-text":
        return escape(" ".join((node.text_content or "").split(" ")), quote=False) if inside else ""
    if tag.startswith("-") or (tag in _DROPPED and node.mem_id not in whole | around):
        return ""
    inside = inside or node.mem_id in whole
    if not inside and node.mem_id not in around:
        return ""
    kept = [(name, value or "") for name, value in node.attributes.items() if name in _KEPT_ATTRIBUTES]
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept)
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    inner = "".join(_markup(child, whole, around, inside=inside) for child in node.iter(include_text=True))
    end = "\n" if not inside or node.mem_id in whole else ""
    return f"<{tag}{attributes}>{inner}</{tag}>{end}"
