"""Tags: the keywords and topics an editor gave the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.json_ld import strings
from scraper.extract.site_rule import SITE_RULE, ruled_texts
from scraper.extract.text_of import clean, clean_markup, seen_text
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import url_key

MAX_TAGS = 60
MAX_TAG_CHARS = 80
MAX_LINKS = 200  # tag links looked at
MAX_LISTED = 25  # a longer list of links is a tag cloud
MAX_PAGE_LINKS = 5_000
MAX_LINK_CHARS = 50  # for each link of a list, with what stands beside it: more is running text
MAX_CLIMB = 8  # levels from a link to the list that holds it and the menu around that

_TAG_PARTS = frozenset(  # of a path
    "tag tags tagi tagged hashtag topic topics theme themes themen thema keyword keywords stichwort schlagwort "
    "schlagworte schlagwoerter etiqueta etiquetas etiket etiketler etiketter tema temas temat tematy sujet "
    "sujets dossier dossiers argomenti subject subjects emne emner amne amnen label".split()
)
_SPLIT = re.compile(r"\s*[,;，、；|]\s*")


def tags(document: Document, rules: SiteRules) -> Iterator[Found[tuple[str, ...]]]:
    """Yield candidate lists of tags, most trusted first.

    `<meta name=keywords>` comes late: many sites put the words of the headline, or the same list on
    every page, there.

    Reference: https://ogp.me/#type_article (article:tag), https://schema.org/keywords,
    https://microformats.org/wiki/rel-tag.
    """
    sites = {name.casefold() for name in document.site_names}

    def found(values: Iterable[str], source: str) -> Iterator[Found[tuple[str, ...]]]:
        texts = list(values)
        if names := tag_names(texts, sites):
            yield Found(names, source, ", ".join(texts))

    def declared() -> Iterator[Found[tuple[str, ...]]]:
        if rules.tags:
            yield from found(ruled_texts(document, rules.tags)[:MAX_LINKS], SITE_RULE)
        yield from found(_rel_tags(document), "rel=tag")
        yield from found(document.meta.get("article:tag", ()), "article:tag")
        for name in ("news_keywords", "parsely-tags"):
            yield from found(document.meta.get(name, ())[:1], name)
        yield from found(_json_ld_keywords(document), "json-ld keywords")

    is_declared = False
    for one in declared():
        is_declared = True
        yield one
    if not is_declared:  # every list of links on the page is looked at for them
        yield from found(_listed(document), "tag list")
    for name in ("keywords", "sailthru.tags", "cxenseparse:keywords", "og:article:tag"):
        yield from found(document.meta.get(name, ())[:1], f"meta {name}")


def tag_names(values: Iterable[str], sites: frozenset[str] | set[str] = frozenset()) -> tuple[str, ...]:
    """Split, clean and de-duplicate tags; a site's own name is none.

    >>> tag_names(["#Ferries, Port Ellis", "ferries"])
    ('Ferries', 'Port Ellis')
    """
    seen: dict[str, str] = {}
    for value in values:
        for part in _SPLIT.split(clean_markup(value)):
            name = _LABELLED.sub("", part.lstrip("#").strip(" :"), count=1)
            key = name.casefold()
            if (
                name
                and not is_machine_label(name)
                and len(name) <= MAX_TAG_CHARS
                and key not in sites
                and key not in seen
            ):
                seen[key] = name
        if len(seen) >= MAX_TAGS:
            break
    return tuple(seen.values())[:MAX_TAGS]


def _json_ld_keywords(document: Document) -> Iterator[str]:
    for item in document.main_articles_ld:
        if texts := list(strings(item.get("keywords"), "name", "termCode")):
            yield from texts
            return


def _rel_tags(document: Document) -> Iterator[str]:
    for node, _ in islice(document.links_with("tag"), MAX_LINKS):
        if not is_category(node):
            yield clean(node.text())


def is_category(link: LexborNode) -> bool:
    """Tell whether a link with rel=tag leads to a section: WordPress says "category tag", or so by the class around."""
    if "category" in (link.attributes.get("rel") or "").lower():
        return True
    holder = link.parent
    return holder is not None and "taxonomy-category" in (holder.attributes.get("class") or "")


def _listed(document: Document) -> list[str]:
    """Give the link texts of the story's tag list in the markup.

    That is the first list named so by its class, else the largest one below the headline whose links
    nearly all lead to tag pages; neither a menu nor a cloud.
    """
    groups: dict[int, _TagList] = {}
    around = _Surroundings()
    looked_at = 0
    # a tag's own page links to itself
    here = url_key(document.url) if document.url and not _TAG_PARTS.isdisjoint(document.url.split("/")) else ""
    for node in document.tree.css("h1, a[href]")[:MAX_PAGE_LINKS]:
        href = node.attributes.get("href")
        if href is None:
            if node.tag == "h1":
                groups = {key: group for key, group in groups.items() if group.is_named}
            continue
        if _TAG_PARTS.isdisjoint(href.partition("?")[0].lower().split("/")):
            continue
        text = clean(node.text())
        if not text or len(text) > 50 or (here and url_key(document.absolute(href) or "") == here):
            continue
        looked_at += 1
        if looked_at > MAX_LINKS:
            break
        if (found := around.list_of(node)) is not None:
            holder, is_named, links = found
            group = groups.setdefault(holder.mem_id, _TagList(is_named, links))
            group.texts.append(text)
    fit = [g for g in groups.values() if len(g.texts) <= MAX_LISTED and (g.is_named or len(g.texts) >= 0.8 * g.links)]
    for group in fit:
        if group.is_named:
            return group.texts
    return max((g.texts for g in fit if len(g.texts) > 1), key=len, default=[])


@dataclass(slots=True)
class _TagList:
    is_named: bool
    links: int
    texts: list[str] = field(default_factory=list)


class _Surroundings:
    """The elements around the page's tag links, each looked into once."""

    def __init__(self) -> None:
        self._links: dict[int, int] = {}
        self._chars: dict[int, int] = {}

    def list_of(self, link: LexborNode) -> tuple[LexborNode, bool, int] | None:
        """Give the element that holds the list a link stands in, whether it is named so, and its links.

        None inside menus and running text.
        """
        holder = link.parent
        links = 1
        found = is_named = False
        node = link.parent
        for level in range(MAX_CLIMB):
            if node is None or node.tag in ("body", "html", "article", "main"):
                break
            tag = node.tag
            if tag in ("nav", "header", "footer", "aside", "form"):
                return None
            attributes = node.attributes
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
            if _MENU_CLASS.search(names):
                return None
            if level < 5 and _LIST_NAME.search(names):
                is_named = True
            if tag == "p" and self._chars_in(node) > 2 * len(seen_text(link)) + 60:
                return None
            if not found and tag not in ("li", "span", "strong", "b", "em", "h2", "h3", "h4"):
                links = self._links_in(node)
                if links > 1 or tag in ("ul", "ol", "p"):
                    if self._chars_in(node) > MAX_LINK_CHARS * (links + 1):
                        return None
                    holder = node
                    found = True
            node = node.parent
        return (holder, is_named, links) if holder is not None else None

    def _links_in(self, node: LexborNode) -> int:
        if node.mem_id not in self._links:
            self._links[node.mem_id] = len(node.css("a[href]"))
        return self._links[node.mem_id]

    def _chars_in(self, node: LexborNode) -> int:
        if node.mem_id not in self._chars:
            self._chars[node.mem_id] = len(seen_text(node))
        return self._chars[node.mem_id]


_LIST_NAME = re.compile(
    r"(?<![a-z])(?:tags?|taglist|topics?|keywords?|themen|temas|etiquetas|hashtags?)(?![a-z])|tag-?(?:list|links)",
    re.IGNORECASE,
)
_MENU_CLASS = re.compile(
    r"(?<![a-z])(?:nav\w*|menu|footer|header|sidebar|cloud|trending|breadcrumb\w*|popular|related(?![-_]?(?:tag|keyword|topic)))(?![a-z])|tagcloud",
    re.IGNORECASE,
)


def is_machine_label(tag: str) -> bool:
    """Tell whether a keyword was written for a program: an identifier, a number, a flag.

    >>> [is_machine_label(tag) for tag in ("98be933f-38cf-4fba-b6c6-ad438e82010a", "_commerce", "G20")]
    [True, True, False]
    """
    return bool(_MACHINE.fullmatch(tag))


_MACHINE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{20,}|_\w+|\d{5,}|[a-z]+[=|].*|NLP .*|[a-z]{2,}(?:_[a-z0-9]+){2,}|[A-Za-z]+:[a-z0-9_-]*\d+"
)
_LABELLED = re.compile(
    r"(?:[A-Z][a-z]+ )?(?:Category|Tag|Topic|Keyword)s?: (?=\S)"
    r"|(?:topics?|tags?|sections?|organi[sz]ation|person|places?|keywords?)[/:](?=\w)"
)
