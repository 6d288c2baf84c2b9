"""The headline, as a reader of the page sees it: no site name, no kicker."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.text_of import clean, clean_markup, seen_text
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import url_key

MAX_HEADINGS = 60  # h1 and h2 elements looked at; some themes make every teaser an h1
MAX_CHARS = 400
MAX_ELEMENT_CHARS = 20_000  # of a heading with all that is in it
MAX_OBJECTS = 10  # of JSON-LD
MAX_KICKERS = 10
MAX_COMPARED = 10  # headings compared with claims letter by letter
SAME = 0.85  # two titles this alike are one title, edited
_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022\u00bb\u00ab:/~\u2022›‹>\u30fb-]+\s+|\s*[|\uff5c]\s*|\s+::\s+")
_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    r"""Fold what differs between two printings of one title: case, width, quotes, punctuation.

    >>> fold("“Ferry is back” – at last!") == fold('"Ferry is back" - At Last')
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _PUNCTUATION.sub(" ", text.casefold()).strip()


def headlines(document: Document, rules: SiteRules) -> Iterator[Found[str]]:
    """Yield headline candidates, most trusted first.

    A heading that the page's own titles confirm is what the reader sees; the titles themselves are often
    rewritten for search engines and for sharing.

    Reference: https://schema.org/headline, https://ogp.me (og:title), https://html.spec.whatwg.org (title).
    """
    if rules.headline:
        yield from (Found(text, SITE_RULE) for text in ruled_texts(document, rules.headline))
    claims = list(_claims(document))
    claimed = {fold(claim.value): claim.value for claim in claims if claim.source != "title"}
    headings: list[Found[str]] = []
    whole = {fold(claim.value): claim.source for claim in reversed(claims)}
    for found in _headings(document, claimed):
        headings.append(found)
        if source := whole.get(fold(found.value)):
            yield Found(found.value, f"{found.source}, as {source}")
    yield from _partly_confirmed(headings, claims)
    yield from _nearly_confirmed(headings, claims)
    first_level = [found for found in headings if found.source.startswith(("h1", "itemprop"))]
    if len(first_level) == 1:
        yield first_level[0]
    yield from claims
    yield from first_level
    yield from headings


def _claims(document: Document) -> Iterator[Found[str]]:
    """Yield what the page says its title is, each without the site's name, in order of trust."""
    site_names = [name for name in document.site_names if len(name) > 1]
    seen: set[str] = set()
    for item in document.main_articles_ld[:MAX_OBJECTS]:
        for key in ("headline", "name"):
            if isinstance(value := item.get(key), str) and (text := clean_markup(value)):
                if len(text) <= MAX_CHARS and fold(text) not in seen:
                    seen.add(fold(text))
                    yield Found(without_site(text, site_names), f"json-ld {key}", text)
                break
    for name in ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title", "hdl"):
        for value in document.meta.get(name, ())[:1]:
            text = clean_markup(value)
            if text and len(text) <= MAX_CHARS:
                yield Found(without_site(text, site_names), name, text)
    if document.title:
        title = clean_markup(document.title)
        yield Found(without_site(title, site_names, cut_unknown=True), "title", title)


def _headings(document: Document, claimed: Mapping[str, str]) -> Iterator[Found[str]]:
    """Yield the page's headings, the most headline-like first: itemprop, h1, then h2.

    A kicker is left out unless the page itself claims headline and kicker together as its title.
    """
    seen: set[str] = set()
    for nodes, source in (
        (document.itemprops("headline"), "itemprop headline"),
        (document.headings, "h1"),
        ([node for node, _ in document.declared["h2"]], "h2"),
    ):
        for node in nodes[:MAX_HEADINGS]:
            if node.tag == "meta" or (source == "itemprop headline" and node.tag not in _HEADING_TAGS):
                continue
            if len(node.text()) > MAX_ELEMENT_CHARS:
                continue
            text = heading_text(node)
            if (whole := seen_text(node)) != text:
                text = claimed.get(fold(whole), text)
            if text and len(text) <= MAX_CHARS and text not in seen and not _is_logo(node, text, document):
                seen.add(text)
                yield Found(text, source)


def _is_logo(node: LexborNode, text: str, document: Document) -> bool:
    """Tell whether a heading is the site's name in the page's header: it leads home, or is named so."""
    if fold(text) in {fold(name) for name in document.site_names}:
        return True
    attributes = node.attributes
    if _LOGO_CLASS.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
        return True
    link = node.css_first("a[href]") or (node.parent if node.parent and node.parent.tag == "a" else None)
    if link is None:
        return False
    href = (link.attributes.get("href") or "").strip()
    if link.attributes.get("rel") == "home" or href in ("/", "./", "index.html", "index.php"):
        return True
    target = document.absolute(href)
    return bool(
        target and not url_key(target).partition("/")[2] and document.url and url_key(document.url) != url_key(target)
    )


_LOGO_CLASS = re.compile(
    r"(?<![a-z])(?:site-?(?:title|name|logo|header)|logo|brand|masthead|blog-?title|sr-only)(?![a-z])",
    re.IGNORECASE,
)
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "div", "span", "p"})


def heading_text(node: LexborNode) -> str:
    """Give a heading's text without the kicker that stands before or after it in an element of its own."""
    whole = seen_text(node)
    inner = node
    # one wrapper around everything is looked through: <h1><a><span>Kicker</span> Headline</a></h1>
    while True:
        children = [child for child in inner.iter(include_text=True) if child.tag != "-text" or not _blank(child)]
        if len(children) != 1 or children[0].tag in ("-text", "-comment"):
            break
        inner = children[0]
    kickers = [
        text
        for child in children
        if child.tag in _KICKER_TAGS and (text := seen_text(child)) and (text == whole or _is_kicker(child, text))
    ]
    for kicker in kickers[:MAX_KICKERS]:
        rest = whole.removeprefix(kicker).removesuffix(kicker).strip(" :–—|-")
        if rest and len(rest) >= 8:
            whole = rest
    return whole


_KICKER_TAGS = frozenset({"span", "small", "div", "em", "i", "p", "strong", "a", "h2", "h3", "sup", "label"})
_KICKER_CLASS = re.compile(
    r"kicker|topline|top-?title|over-?line|over-?title|roof|dach-?zeile|pre-?title|supertitle|super-?headline|eyebrow"
    r"|spitzmarke|volanta|antetitulo|rubric|category|section|label|badge|flag|subtitle|sub-?title|sub-?headline|subline|hidden|sr-only"
    r"|catchline|vorspann|surtitre|occhiello|meta|date|time(?![a-z])|paragraph|suffix|prefix",
    re.IGNORECASE,
)


def _is_kicker(node: LexborNode, text: str) -> bool:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('data-manual') or ''} {attributes.get('itemprop') or ''}"
    return bool(_KICKER_CLASS.search(names)) or (text.endswith(":") and len(text) < 60)


def _blank(node: LexborNode) -> bool:
    return not (node.text_content or "").strip()


def _partly_confirmed(headings: list[Found[str]], claims: list[Found[str]]) -> Iterator[Found[str]]:
    """Yield the headings that a part of a claim confirms word for word, the longest first."""
    parts = {fold(part): claim.source for claim in reversed(claims) for part in _SEPARATOR.split(claim.value) if part}
    confirmed = [(mine, heading) for heading in headings if len(mine := fold(heading.value)) >= 8 and mine in parts]
    for mine, heading in sorted(confirmed, key=lambda item: -len(item[0])):
        yield Found(heading.value, f"{heading.source}, part of {parts[mine]}")


def _nearly_confirmed(headings: list[Found[str]], claims: list[Found[str]]) -> Iterator[Found[str]]:
    """Yield the headings that a claim contains, or is contained in, or that are an edited claim."""
    folded = [(fold(claim.value), claim) for claim in claims]
    for place, heading in enumerate(headings):
        mine = fold(heading.value)
        words = mine.count(" ") + 1
        for other, claim in folded:
            if not mine or not other or mine == other or heading.source == "h2":
                continue
            if mine in other and (words >= 3 or len(mine) >= 12):
                yield Found(heading.value, f"{heading.source}, in {claim.source}")
                break
            if other in mine and len(other) > 0.5 * len(mine) and len(other) >= 12:
                # the heading holds a kicker too, or the claim was cut
                yield Found(_without_kicker(heading.value, claim.value), f"{heading.source}, around {claim.source}")
                break
            if place < MAX_COMPARED and len(mine) < 300 and _are_alike(mine, other):
                yield Found(heading.value, f"{heading.source}, like {claim.source}")
                break


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > SAME and matcher.quick_ratio() > SAME and matcher.ratio() > SAME


def _without_kicker(heading: str, claim: str) -> str:
    """Give the heading from where the claimed title begins, when it stands at the heading's end.

    >>> _without_kicker("Harbour: Ferry returns to the old pier", "Ferry returns to the old pier")
    'Ferry returns to the old pier'
    """
    position = heading.casefold().find(claim.casefold())
    if position > 0 and fold(heading[position:]) == fold(claim):
        return heading[position:]
    return heading


def without_site(title: str, site_names: list[str], *, cut_unknown: bool = False) -> str:
    """Cut the site's name, and what stands behind it, off a title.

    With `cut_unknown`, a short last part is cut even when nothing says that it is the site's name.

    >>> without_site("Ferry returns | Port | The Courier", ["Courier"])
    'Ferry returns | Port'
    >>> without_site("Ferry returns to Port Ellis - Weekly Gull", [], cut_unknown=True)
    'Ferry returns to Port Ellis'
    """
    folded_names = {fold(name) for name in site_names} - {""}
    squeezed = {name.replace(" ", "") for name in folded_names}
    while separators := list(_SEPARATOR.finditer(title)):
        first, last = separators[0], separators[-1]
        tail, head = fold(title[last.end() :]), fold(title[: first.start()])
        if _is_site(tail, folded_names, squeezed):
            title = title[: last.start()]
        elif _is_site(head, folded_names, squeezed):
            title = title[first.end() :]
        elif cut_unknown and len(tail.split()) <= 4 and len(tail) < 0.5 * last.start() and last.start() >= 12:
            title = title[: last.start()]
            cut_unknown = False
        else:
            break
    return clean(title)


def _is_site(part: str, names: set[str], squeezed: set[str]) -> bool:
    if not part or part in names or part.replace(" ", "") in squeezed:
        return True
    part = part.removeprefix("the ")
    words = part.split()
    for name in names:
        bare = name.removeprefix("the ")
        if part == bare or (len(bare) > 3 and bare in part and len(words) <= len(bare.split()) + 3):
            return True
        # the words of a host in another order: gazette-oldtown, Oldtown Gazette
        if len(words) > 1 and set(words) <= set(bare.split()):
            return True
    return False
