"""Putting the fields together: the first candidate of each wins, and its source is kept.

bytes ─► decode ─► Document ─► headline, dates, authors, ... ─► body ─► verdict ─► Article
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, TypeVar

from scraper.decode import as_utf8
from scraper.extract import authors as author_field
from scraper.extract import dates, page_facts, verdict
from scraper.extract.body import read_body
from scraper.extract.document import Document
from scraper.extract.headline import headlines
from scraper.extract.images import images_in
from scraper.extract.language import written_in
from scraper.extract.live_blog import live_entries
from scraper.extract.live_markup import without_entries
from scraper.extract.moments import TIME_OF, day_of
from scraper.extract.next_page import Pages, other_pages
from scraper.extract.sections import main_section, sections
from scraper.extract.site_rule import SITE_RULE, missed_rules, version_for
from scraper.extract.standfirst import is_cut_from, standfirsts
from scraper.extract.tags import tags
from scraper.models import Article, Found, LiveEntry, Reading, Verdict
from scraper.rules import NO_RULES, SiteRules, rules_for
from scraper.urls import host, without_credentials

MAX_CANDIDATES = 5  # kept per field for people to look at
T = TypeVar("T")


def extract(html: bytes | str, url: str | None = None, *, content_type: str | None = None) -> Article:
    """Read the story of a page.

    `html` is bytes as received, or text; `url` is where it came from and resolves relative links;
    `content_type` is the HTTP header, which may name the charset.

    Raises: UnreadablePage, when the markup is made to exhaust a parser; RuleError, when the site's rule
    file is wrong.
    """
    return _read(html, url, content_type, limit=1).article


def read(
    html: bytes | str,
    url: str | None = None,
    *,
    content_type: str | None = None,
    time_zone: str | None = None,
    rules: SiteRules | None = None,
) -> Reading:
    """Read the story of a page and keep, for each field, the candidates that did not win.

    `time_zone` is the IANA name of the clock of dates that name none, unless the site's rules say another; `rules`
    stand in for those of the site.

    Raises: as `extract`.
    """
    return _read(html, url, content_type, limit=MAX_CANDIDATES, time_zone=time_zone, rules=rules)


@dataclass
class _Fields:
    """Collects candidates field by field."""

    limit: int
    candidates: dict[str, tuple[Found[Any], ...]] = field(default_factory=dict)

    def first(self, name: str, found: Iterable[Found[T]], accept: Callable[[T], bool] = lambda _: True) -> T | None:
        """Keep up to `limit` different candidates of a field and give the value of the first."""
        kept = tuple(islice(_distinct(item for item in found if accept(item.value)), self.limit))
        if not kept:
            return None
        self.candidates[name] = kept
        return kept[0].value

    def again(self, name: str, found: Iterable[Found[T]]) -> T | None:
        """Do the same anew: what was found before does not count."""
        self.candidates.pop(name, None)
        return self.first(name, found)


def _distinct(found: Iterable[Found[T]]) -> Iterator[Found[T]]:
    seen: set[str] = set()
    for item in found:
        if (key := repr(item)) not in seen:
            seen.add(key)
            yield item


def _read(
    html: bytes | str,
    url: str | None,
    content_type: str | None,
    *,
    limit: int,
    time_zone: str | None = None,
    rules: SiteRules | None = None,
) -> Reading:
    url = without_credentials(url) if url else None
    if rules is None:
        rules = rules_for(host(url)) if url else NO_RULES
    if time_zone and not rules.timezone:
        rules = replace(rules, timezone=time_zone)
    markup = as_utf8(html, content_type) if isinstance(html, bytes) else html
    document = Document.parse(_replaced(markup, rules) if rules.replace else markup, url, rules)
    if rules.versions:
        day = next((day_of(found.value) for found in dates.published(document, rules)), None)
        rules = version_for(document, rules, day)
    fields = _Fields(limit)

    headline = fields.first("headline", headlines(document, rules))
    byline = fields.first("byline", author_field.bylines(document, rules))
    authors = fields.first("authors", author_field.authors(document, rules)) or ()
    published = fields.first("published", dates.published(document, rules))
    modified = fields.first("modified", dates.modified(document, rules))
    tag_names = fields.first("tags", tags(document, rules)) or ()
    section_names = fields.first("sections", sections(document, rules, headline)) or ()
    section = fields.first("section", main_section(document, section_names, headline))
    described = list(islice(standfirsts(document, rules, headline), MAX_CANDIDATES))
    is_free = fields.first("is_free", page_facts.is_free(document))

    shown = next((found.value for found in described[:1] if _is_shown(found.source)), None)
    body = read_body(document, rules, headline=headline, standfirst=shown, byline=byline, authors=authors)
    if body.text:
        fields.candidates["body"] = (Found(body.text, body.source),)
    standfirst = fields.first(
        "standfirst", (item for item in described if item.source == SITE_RULE or not is_cut_from(item.value, body.text))
    )
    elsewhere = partial(images_in, [document.tree.body] if document.tree.body else [], document)
    images = page_facts.merge_images(page_facts.lead_images(document), body.images, elsewhere)
    if images:
        fields.candidates["images"] = (Found(images, "page and story"),)
    claims = chain(_ruled(rules.language), page_facts.languages(document))
    language = fields.first("language", written_in(claims, body.text or headline or ""))
    site = fields.first("site", chain(_ruled(rules.name), page_facts.sites(document)))
    canonical = fields.first("canonical_url", page_facts.canonical_urls(document))
    judged = verdict.Signs(
        headline=headline,
        words=body.words,
        body=body.text,
        has_date=published is not None and not _is_weak(fields.candidates["published"][0].source),
        has_authors=bool(authors),
        is_free=is_free,
    )
    decided = fields.first("verdict", verdict.verdicts(document, judged))
    entries: tuple[LiveEntry, ...] = ()
    if decided is Verdict.LIVE:
        if frame := without_entries(document):
            byline = fields.again("byline", author_field.bylines(frame, rules))
            authors = fields.again("authors", author_field.authors(frame, rules)) or ()
            published = fields.again("published", dates.published(frame, rules))
            modified = fields.again("modified", dates.modified(frame, rules))
        entries = live_entries(document, published, modified, dates.zone_of(document, rules))
    unmatched = missed_rules(rules, fields.candidates) if rules is not NO_RULES else ()
    article = Article(
        headline=headline,
        standfirst=standfirst,
        byline=byline,
        authors=authors,
        published=published,
        modified=modified,
        section=section,
        sections=section_names,
        tags=tag_names,
        body=body.text,
        body_html=body.html,
        images=images,
        language=language,
        site=site,
        url=url,
        canonical_url=canonical,
        is_free=is_free,
        verdict=decided or Verdict.EMPTY,
        sources=MappingProxyType({name: found[0].source for name, found in fields.candidates.items()}),
    )
    pages = other_pages(document, rules) if article.verdict is Verdict.ARTICLE else Pages()
    return Reading(
        article,
        MappingProxyType(fields.candidates),
        unmatched,
        entries,
        next_page=pages.next,
        whole_page=pages.whole,
        first_page=pages.first,
    )


def _replaced(markup: bytes | str, rules: SiteRules) -> str:
    text = markup if isinstance(markup, str) else markup.decode("utf-8", "replace")
    for found, instead in rules.replace:
        text = text.replace(found, instead)
    return text


def _is_shown(source: str) -> bool:
    return source == SITE_RULE or "under the headline" in source


def _is_weak(source: str) -> bool:
    """Tell whether a date was only seen, or stands in the address; one that both gave is as good as the better."""
    return all(one.startswith(("visible", "url", "address")) for one in source.split(TIME_OF))


def _ruled(value: str | None) -> Iterator[Found[str]]:
    if value:
        yield Found(value, SITE_RULE)
