"""When a story was published and modified.

A time is given with the offset that the page gives it. A time without one gets the offset of the same time
elsewhere on the page, else the site's own zone where that needs no guess (time_zones.py), else only its day counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from itertools import chain
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.lines import all_lines
from scraper.extract.moments import Moment, day_of, hours_ahead, settle
from scraper.extract.script_dates import script_dates
from scraper.extract.site_rule import SITE_RULE, ruled_nodes, ruled_texts
from scraper.extract.text_of import seen_text
from scraper.extract.time_zones import moved_to, site_zone, zone_named
from scraper.extract.timestamps import read_timestamp
from scraper.extract.url_dates import url_date
from scraper.extract.visible_dates import FAIR_SCORE, MIN_SCORE, SURE_SCORE, VisibleDate, visible_dates
from scraper.models import Found
from scraper.rules import SiteRules
from scraper.urls import host

FIRST_YEAR = 1990  # of the web; structured data may say an earlier one, of a digitised paper
FIRST_STRUCTURED_YEAR = 1900
FUTURE_DAYS = 2  # clocks differ, and Kiribati is ahead
MAX_ELEMENTS = 40
MAX_ELEMENT_CHARS = 200
MAX_OBJECTS = 40  # of JSON-LD
MAX_ANYWHERE = 600  # lines of a page without a date near its headline
AMERICAN_NIGHT_HOURS = 8  # until when, in UTC, it is still yesterday in Los Angeles

_PUBLISHED_META = (
    "article:published_time og:published_time og:article:published_time datepublished parsely-pub-date "
    "sailthru.date dc.date.issued dcterms.issued cxenseparse:recs:publishtime cxenseparse:publishtime pubdate "
    "publish-date publishdate publish_date published_at published-date pub_date publication_date "
    "publication-date citation_publication_date citation_date article_date_original article.published "
    "original-publish-date bt:pubdate rnews:datepublished last-published vr:published_time "
    "shareaholic:article_published_time article:published published_time_telegram date.created dc.date.created "
    "dcterms.created datecreated article:created displaydate uploaddate"
).split()
# said of the story by some and of the page by others
_WEAK_META = "dc.date dcterms.date date search_date revision_date".split()
_MODIFIED_META = (
    "article:modified_time og:updated_time og:modified_time datemodified dcterms.modified dc.date.modified lastmod "
    "last-modified article:modified date.modified revised article.updated bt:moddate cxenseparse:recs:modifytime "
    "shareaholic:article_modified_time date.updated"
).split()
# found by those who look near the headline, unless they are empty
_OTHER_ELEMENTS = "time[pubdate], .published[title], .dt-published, .updated[title]"


def published(document: Document, rules: SiteRules, *, today: date | None = None) -> Iterator[Found[Moment]]:
    """Yield candidates for when the story was first published, most trusted first.

    What the page says of itself in data comes before what a reader sees near the headline, and that before
    the address. Never in the future, as seen from `today` (by default the day it is), nor before FIRST_YEAR
    unless structured data says so. A day is completed with the time that another source has of it.

    Reference: https://schema.org/datePublished, https://ogp.me/#type_article.
    """
    reader = _Reader(document, rules, today)
    is_declared = False
    for found in reader.settled(reader.declared()):
        is_declared = is_declared or not found.source.startswith("url")
        yield found
    if not is_declared:  # looking for dates in scripts and in all that is visible costs more than all of the above
        yield from reader.settled(reader.guessed())


def modified(document: Document, rules: SiteRules, *, today: date | None = None) -> Iterator[Found[Moment]]:
    """Yield candidates for when the story was last changed, most trusted first.

    Reference: https://schema.org/dateModified, https://ogp.me/#type_article.
    """
    reader = _Reader(document, rules, today)
    yield from reader.settled(chain(reader.ruled(rules.modified), reader.modified()))


def zone_of(document: Document, rules: SiteRules) -> tzinfo | None:
    """Give the zone of a page's times that name none; None where it would have to be guessed."""
    return _Reader(document, rules, None).zone


MAX_RAW_CHARS = 300


@dataclass(frozen=True)
class _Reader:
    document: Document
    rules: SiteRules
    today: date | None

    # ---- where dates stand

    def declared(self) -> Iterator[Found[Moment]]:
        yield from self.ruled(self.rules.published)
        yield from self._json_ld("datePublished")
        yield from self._metas(_PUBLISHED_META)
        yield from self._url()
        yield from self._microdata("datePublished")
        yield from self._theme()

    def guessed(self) -> Iterator[Found[Moment]]:
        yield from self._seen(SURE_SCORE)
        yield from self._metas(_WEAK_META)
        yield from self._seen(FAIR_SCORE)
        yield from self._json_ld("dateCreated", "uploadDate")
        for node in self.document.tree.css(_OTHER_ELEMENTS)[:MAX_ELEMENTS]:
            yield from self._element(node, node.tag or "element")
        yield from self._scripts()
        yield from self._seen(MIN_SCORE)
        yield from self._anywhere()
        yield from self.modified()
        yield from (Found(seen.value, "visible date of update", seen.text) for seen in self.visible if seen.is_update)

    def modified(self) -> Iterator[Found[Moment]]:
        yield from self._json_ld("dateModified")
        yield from self._metas(_MODIFIED_META)
        yield from self._microdata("dateModified")
        yield from (Found(seen.value, "visible date of update", seen.text) for seen in self.near if seen.is_update)

    def ruled(self, selectors: Sequence[str]) -> Iterator[Found[Moment]]:
        for selector in selectors:
            nodes, attribute = ruled_nodes(self.document, (selector,))
            for node in nodes[:MAX_ELEMENTS]:
                if attribute:
                    yield from self._value(node.attributes[attribute], SITE_RULE)
                else:
                    yield from self._element(node, SITE_RULE)
            if not nodes:  # XPath may compute a text that stands in no element
                for text in ruled_texts(self.document, (selector,))[:MAX_ELEMENTS]:
                    yield from self._value(text, SITE_RULE)

    def _json_ld(self, *keys: str) -> Iterator[Found[Moment]]:
        for key in keys:
            for item in self.document.main_articles_ld[:MAX_OBJECTS]:
                yield from self._value(item.get(key), f"json-ld {key}")
        for key in keys:
            for item in self.document.json_ld[:MAX_OBJECTS]:
                if "WebPage" in object_types(item):
                    yield from self._value(item.get(key), f"json-ld WebPage {key}")

    def _metas(self, names: list[str]) -> Iterator[Found[Moment]]:
        for name in names:
            for content in self.document.meta.get(name, ())[:2]:
                yield from self._value(content, name if ":" in name else f"meta {name}")

    def _microdata(self, name: str) -> Iterator[Found[Moment]]:
        for node in self.document.itemprops(name)[:MAX_ELEMENTS]:
            yield from self._element(node, node.tag or "element")

    def _element(self, node: LexborNode, source: str) -> Iterator[Found[Moment]]:
        attributes: Mapping[str, str | None] = node.attributes or {}
        for name in ("datetime", "content", "title", "data-datetime", "data-timestamp"):
            found = list(self._value(attributes.get(name), source))
            if found:
                yield from found
                return
        if len(node.text()) <= 2 * MAX_ELEMENT_CHARS:
            yield from self._value(seen_text(node)[:MAX_ELEMENT_CHARS], source)

    def _url(self) -> Iterator[Found[Moment]]:
        if self.document.url and (day := url_date(self.document.url)) and self._is_possible(day, FIRST_YEAR):
            yield Found(day, "url", self.document.url[:MAX_RAW_CHARS])

    def _value(self, value: Any, source: str) -> Iterator[Found[Moment]]:
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value")
        if value is None:
            return
        moment = read_timestamp(value, self.document.languages, month_first=self.document.month_first)
        if moment is not None and self._is_possible(moment, FIRST_STRUCTURED_YEAR):
            yield Found(moment, source, str(value)[:MAX_RAW_CHARS])

    def _theme(self) -> Iterator[Found[Moment]]:
        yield from self._value(self.document.theme_marks.published, "theme's date")

    def _seen(self, least_score: float) -> Iterator[Found[Moment]]:
        for seen in self.visible:
            if seen.score >= least_score and not seen.is_update:
                yield Found(seen.value, "visible date", seen.text)

    def _scripts(self) -> Iterator[Found[Moment]]:
        for text in script_dates(self.document):
            yield from self._value(text, "script")

    def _anywhere(self) -> Iterator[Found[Moment]]:
        if self.visible:
            return
        document = self.document
        lines = all_lines(document)
        found = visible_dates(lines, document.languages, (MAX_ANYWHERE, 0), month_first=document.month_first)
        for seen in found:
            if seen.score >= MIN_SCORE and self._is_possible(seen.value, FIRST_YEAR):
                yield Found(seen.value, "visible date", seen.text)

    @cached_property
    def visible(self) -> list[VisibleDate]:
        return self._possible(self.document.seen_dates)

    @cached_property
    def near(self) -> list[VisibleDate]:
        return self._possible(self.document.near_dates)

    def _possible(self, seen: list[VisibleDate]) -> list[VisibleDate]:
        return [found for found in seen if found.score >= MIN_SCORE and self._is_possible(found.value, FIRST_YEAR)]

    def _is_possible(self, moment: Moment, first_year: int) -> bool:
        return moment.year >= first_year and day_of(moment) <= self.latest

    @cached_property
    def latest(self) -> date:
        return (self.today or datetime.now(UTC).date()) + timedelta(days=FUTURE_DAYS)

    # ---- days, times and zones put together

    def settled(self, claims: Iterator[Found[Moment]]) -> Iterator[Found[Moment]]:
        """Yield the claims as aware datetimes or days, each completed from those that agree with it."""
        done: set[Moment] = set()
        for claim in claims:
            found = settle(claim, lambda: self.completing, self.zone)
            if isinstance(found.value, datetime):
                found = Found(self._local(found.value), found.source, found.raw)
            if found.value not in done:
                done.add(found.value)
                yield found

    @property
    def _original(self) -> list[VisibleDate]:
        return [seen for seen in self.near if seen.score >= FAIR_SCORE and not seen.is_update]

    @cached_property
    def completing(self) -> tuple[Found[Moment], ...]:
        """The claims that may add a time or a zone to another's day: those about the story's publication."""
        claims = chain(
            self._json_ld("datePublished"),
            self._metas(_PUBLISHED_META),
            self._microdata("datePublished"),
            self._theme(),
            self._metas(_WEAK_META),
            (Found(seen.value, "visible date", seen.text) for seen in self._original[:2]),
        )
        return tuple(claims)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The zone of times that name none; None where it would have to be guessed."""
        if self.rules.timezone:
            return zone_named(self.rules.timezone)
        hostname = host(self.document.url) if self.document.url else ""
        return site_zone(hostname, self.document.languages[:1])

    def _local(self, moment: datetime) -> datetime:
        """Put a time in UTC into the zone of its paper where the page shows the day that it was there."""
        if moment.utcoffset():
            return moment
        address = url_date(self.document.url) if self.document.url else None
        local = moved_to(moment, self.zone) if self.zone else None
        may_differ = local.date() != moment.date() if local else moment.hour < AMERICAN_NIGHT_HOURS
        if not may_differ and (address is None or address == moment.date()):
            return moment
        for seen in self.near:
            if not isinstance(seen.value, datetime) or seen.value.date() == moment.date():
                continue
            if (ahead := hours_ahead(seen.value, moment)) is not None:
                return moved_to(moment, timezone(ahead))
        if local and (local.date() == address or any(day_of(seen.value) == local.date() for seen in self.near[:2])):
            return local
        return moment
