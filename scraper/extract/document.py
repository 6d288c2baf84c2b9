"""A parsed page: the tree, the meta tags, the structured data. Parsed once, read by every field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extract.byline_lines import Byline, byline_texts, bylines_with
from scraper.extract.json_ld import json_ld_objects, object_types, strings
from scraper.extract.lines import Lines, read_lines
from scraper.extract.text_of import clean, clean_markup
from scraper.extract.theme_marks import ThemeMarks, theme_marks
from scraper.extract.visible_dates import FAR_LOOK, LIKELY_SCORE, NEAR_LOOK, VisibleDate, visible_dates
from scraper.guard import defused
from scraper.rules import NO_RULES, SiteRules
from scraper.urls import plain_host, resolve, url_key

if TYPE_CHECKING:
    from scraper.extract.xpath import Mirror

#: Types that name the story itself, of schema.org and of those who subclass it loosely.
ARTICLE_TYPES = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle "
    "BackgroundNewsArticle AdvertiserContentArticle AskPublicNewsArticle SatiricalArticle ScholarlyArticle "
    "TechArticle Report BlogPosting SocialMediaPosting LiveBlogPosting Blogposting CreativeWork Review "
    "VideoObject Recipe HowTo DiscussionForumPosting".split()
)
MAX_DECLARED = 3_000  # elements of each kind: meta, link, script and their like
MAX_TITLE_CHARS = 4_000
MAX_CRUMBS = 3  # elements that hold breadcrumbs
_DECLARING = (
    'meta, title, base, link[rel~="canonical" i], script[type*="ld+json" i], h1, h2, [itemprop], a[rel]'  # in one pass
)
_CRUMBS = 'nav[aria-label*="breadcrumb" i], [itemtype*="BreadcrumbList"], [class*="crumb" i], [id*="crumb" i]'
_DECLARING_TAGS = ("meta", "title", "base", "link", "script", "h1", "h2")
_META_NAMES = ("property", "name", "itemprop", "http-equiv")
_SITE_TYPES = frozenset({"WebSite", "NewsMediaOrganization", "Organization"})
_AMERICAN_DOMAINS = frozenset({"us", "ph", "io", "tv", "co", "ai", "me"})
_BEST_TYPES = ARTICLE_TYPES - {"CreativeWork", "Review", "VideoObject", "Recipe", "HowTo", "DiscussionForumPosting"}


class Declared(NamedTuple):
    """An element and its attributes."""

    node: LexborNode
    attributes: Mapping[str, str | None]


@dataclass(frozen=True)
class Document:
    """One page, parsed. Its parts are read on first use and then kept."""

    tree: LexborHTMLParser
    url: str | None = None
    markup: bytes = b""  # what was parsed, in UTF-8
    rules: SiteRules = NO_RULES  # for the site's name and language; fields are given the rules of their version

    @classmethod
    def parse(cls, html: str | bytes, url: str | None = None, rules: SiteRules = NO_RULES) -> Document:
        """Parse UTF-8 bytes or text.

        Raises: UnreadablePage, when the markup is made to exhaust a parser.
        """
        markup = defused(html)
        return cls(LexborHTMLParser(markup), url, markup, rules)

    @cached_property
    def mirror(self) -> Mirror:
        """The tree for XPath."""
        from scraper.extract.xpath import Mirror

        return Mirror(self.tree)

    @property
    def html(self) -> str:
        """The markup as text, for the engine of last resort."""
        return self.markup.decode("utf-8", "replace")

    @cached_property
    def declared(self) -> Mapping[str, list[Declared]]:
        """The elements that say what something is, in page order, by tag.

        The tags are meta, title, base, link (if canonical), script (if JSON-LD), h1 and h2; under "itemprop" and
        "rel" stand the elements of any tag, and the links, that have this attribute.
        """
        found: dict[str, list[Declared]] = {key: [] for key in (*_DECLARING_TAGS, "itemprop", "rel")}
        for node in self.tree.css(_DECLARING):
            tag = node.tag or ""
            if len(found.get(tag, ())) >= MAX_DECLARED or len(found["itemprop"]) >= MAX_DECLARED:
                continue
            declared = Declared(node, node.attributes)
            if tag in found:
                found[tag].append(declared)
            elif tag == "a" and "rel" in declared.attributes:
                found["rel"].append(declared)
            if "itemprop" in declared.attributes:
                found["itemprop"].append(declared)
        return found

    @cached_property
    def meta(self) -> Mapping[str, tuple[str, ...]]:
        """Contents of the `<meta>` tags by lower-cased `name`, `property`, `itemprop` or `http-equiv`, in order."""
        found: dict[str, dict[str, None]] = {}
        for _, attributes in self.declared["meta"]:
            content = attributes.get("content") or attributes.get("value")
            if not content or not (content := clean(content)):
                continue
            for kind in _META_NAMES:
                if key := attributes.get(kind):
                    found.setdefault(key.strip().lower(), {})[content] = None
        return {key: tuple(values) for key, values in found.items()}

    def first_meta(self, *names: str) -> tuple[str, str] | None:
        """Give (content, name) of the first of these meta tags that the page has."""
        for name in names:
            if values := self.meta.get(name):
                return values[0], name
        return None

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object of the page, lists and `@graph` flattened, in page order."""
        return tuple(json_ld_objects(node.text() for node, said in self.declared["script"] if said.get("type")))

    @cached_property
    def articles_ld(self) -> tuple[dict[str, Any], ...]:
        """The JSON-LD objects that describe a story, plain articles before looser types."""
        best = [o for o in self.json_ld if object_types(o) & _BEST_TYPES]
        others = [o for o in self.json_ld if object_types(o) & (ARTICLE_TYPES - _BEST_TYPES)]
        return tuple(best + others)

    @cached_property
    def main_articles_ld(self) -> tuple[dict[str, Any], ...]:
        """The JSON-LD objects that describe this page's story and not one it links to, best first.

        An object is about another page when it names a URL that is not this page's and its headline is
        not in this page's titles; with a single object there is nothing to choose.
        """
        candidates = self.articles_ld
        if len(candidates) < 2:
            return candidates
        here = {url_key(url) for url in (self.url, *self.meta.get("og:url", ()), self.canonical_link) if url}
        titles = " ".join((self.title, *self.meta.get("og:title", ()), *self.first_headings)).casefold()

        def rank(item: dict[str, Any]) -> int:
            headline = next(strings(item.get("headline") or item.get("name")), "")
            if headline and clean_markup(headline).casefold() in titles:
                return 0
            urls = [
                *strings(item.get("mainEntityOfPage"), "@id", "url"),
                *strings(item.get("url")),
                *strings(item.get("@id")),
            ]
            keys = {url_key(url.partition("#")[0]) for value in urls[:4] if (url := resolve(value, self.url))}
            if keys & here:
                return 0
            return 2 if keys and here else 1

        ranked = sorted(candidates, key=rank)
        best = rank(ranked[0])
        return tuple(item for item in ranked if rank(item) == best)

    @cached_property
    def first_headings(self) -> tuple[str, ...]:
        """The texts of the page's first few h1 elements."""
        return tuple(text for node in self.headings[:5] if (text := clean(node.text())))

    @cached_property
    def headings(self) -> tuple[LexborNode, ...]:
        """The page's h1 elements."""
        return tuple(node for node, _ in self.declared["h1"])

    @cached_property
    def crumb_holders(self) -> tuple[LexborNode, ...]:
        """The first elements that are named as breadcrumbs."""
        return tuple(self.tree.css(_CRUMBS)[:MAX_CRUMBS])

    @cached_property
    def lines(self) -> Lines:
        """The short texts around the headline, where bylines and date lines stand."""
        return read_lines(self)

    @cached_property
    def bylines(self) -> tuple[Byline, ...]:
        """The lines around the headline that may name the author, the likeliest first."""
        claimed = [name for item in self.main_articles_ld[:3] for name in strings(item.get("author"), "name")]
        claimed += [name for key in ("author", "article:author") for name in self.meta.get(key, ())]
        if told := bylines_with(claimed, self.lines, self.languages):
            return told
        is_known = any(item.get("author") for item in self.main_articles_ld) or "author" in self.meta
        return byline_texts(self.lines, self.languages, None if is_known else self.tree)

    @cached_property
    def theme_marks(self) -> ThemeMarks:
        """The author and the date that a theme marks as the story's, for pages without data about it."""
        return theme_marks(self.tree, self.headings)

    @cached_property
    def near_dates(self) -> list[VisibleDate]:
        """The dates that a reader sees beside the headline, the likeliest first."""
        return visible_dates(self.lines, self.languages, NEAR_LOOK, month_first=self.month_first)

    @cached_property
    def seen_dates(self) -> list[VisibleDate]:
        """The same, and where none of them is likely to be the story's own, those further away."""
        near = self.near_dates
        if any(date.score >= LIKELY_SCORE and not date.is_update for date in near):
            return near
        far = visible_dates(self.lines, self.languages, FAR_LOOK, after=NEAR_LOOK, month_first=self.month_first)
        return sorted(near + far, key=lambda date: -date.score)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that the page says it is in, for looking words up; at most three."""
        claims = [self.rules.language] if self.rules.language else []
        for item in self.main_articles_ld[:2]:
            claims += strings(item.get("inLanguage"), "alternateName")
        claims += [self.language or "", *self.meta.get("og:locale", ())[:1], *self.meta.get("content-language", ())[:1]]
        codes = (claim.strip().replace("_", "-").partition("-")[0].partition(",")[0].lower() for claim in claims)
        return tuple(dict.fromkeys(code for code in codes if code.isalpha() and len(code) in (2, 3)))[:3]

    @cached_property
    def month_first(self) -> bool:
        """Whether 4/5/2021 is the fifth of April here: in American English only."""
        if self.languages[:1] not in ((), ("en",)):
            return False
        domain = plain_host(self.url).rpartition(".")[2] if self.url else ""
        if len(domain) == 2 and domain not in _AMERICAN_DOMAINS:
            return False
        claims = " ".join((self.language or "", *self.meta.get("og:locale", ())[:1])).lower().replace("_", "-")
        return not any(f"en-{country}" in claims for country in ("gb", "au", "nz", "ie", "in", "za"))

    @cached_property
    def canonical_link(self) -> str | None:
        """The URL of `<link rel=canonical>`, absolute (RFC 6596)."""
        links = (said for _, said in self.declared["link"] if "canonical" in (said.get("rel") or "").lower())
        return next((self.absolute(said.get("href")) for said in links), None)

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """What the page calls its site: og:site_name, publisher, application name, and the host's own name."""
        names: list[str] = [self.rules.name] if self.rules.name else []
        for key in (
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "twitter:app:name:iphone",
            "publisher",
        ):
            names += self.meta.get(key, ())
        for item in self.json_ld:
            # a personal page is its owner's, who may write on it
            if (types := object_types(item)) & _SITE_TYPES and "Person" not in types:
                names += strings(item.get("name"))
            names += strings(item.get("publisher"), "name")
        if self.url:
            # not the registrable domain: the list of suffixes takes longer to read than the page
            name = plain_host(self.url)
            names += [name, *(label for label in name.split(".")[:-1] if len(label) > 3)]
        return tuple(dict.fromkeys(text for name in names if (text := clean_markup(name)) and len(text) < 80))

    @cached_property
    def title(self) -> str:
        """The text of `<title>`, '' without one; an `<svg>` may have a title too and is not asked."""
        nodes = [node for node, _ in self.declared["title"]]
        node = next((n for n in nodes if n.parent is not None and n.parent.tag == "head"), nodes[0] if nodes else None)
        return clean(node.text()[:MAX_TITLE_CHARS]) if node is not None else ""

    @cached_property
    def language(self) -> str | None:
        """What `<html lang>` says, as it stands."""
        root = self.tree.root
        attributes = root.attributes if root else {}
        return attributes.get("lang") or attributes.get("xml:lang") or None

    @cached_property
    def base_url(self) -> str | None:
        """What relative links are relative to: `<base href>` or the page's own URL."""
        href = next((href for _, attributes in self.declared["base"] if (href := attributes.get("href"))), None)
        return (resolve(href, self.url) if href else None) or self.url

    def absolute(self, href: str | None) -> str | None:
        """Give the http(s) URL behind an attribute, or None if it is none."""
        return resolve(href, self.base_url) if href else None

    def itemprops(self, name: str) -> Sequence[LexborNode]:
        """Give the elements with this microdata property, in page order."""
        return self._microdata.get(name.lower(), ())

    @cached_property
    def _microdata(self) -> Mapping[str, list[LexborNode]]:
        found: dict[str, list[LexborNode]] = {}
        for node, attributes in self.declared["itemprop"]:
            for name in (attributes["itemprop"] or "").lower().split():
                found.setdefault(name, []).append(node)
        return found

    def links_with(self, rel: str) -> Iterator[Declared]:
        """Yield the `<a>` elements with this link type, in page order."""
        for link in self.declared["rel"]:
            if rel in (link.attributes["rel"] or "").lower().split():
                yield link
