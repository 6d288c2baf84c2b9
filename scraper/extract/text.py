"""Stories in pages that survive only as text: dumps with menus in them, WET records, pastes.

Nothing is left of the markup, so a line is known by its shape, its wording and its neighbours. First the stretch
with the most prose is found; the headline is looked for above it, byline and date around; then each line is judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import islice
from types import MappingProxyType
from typing import Any

from scraper.extract.headline import without_site
from scraper.extract.language import written_in
from scraper.extract.tags import tag_names
from scraper.extract.text_credits import Credit, Locale, best_byline, best_dates, dates_in, far_dates, read_credits
from scraper.extract.text_features import Region, TextFeatures, story_region
from scraper.extract.text_head import Candidate, anchor, candidates
from scraper.extract.text_lines import LineKind, TextLine, labelled, read_text_lines
from scraper.extract.text_model import headline_model, story_model
from scraper.extract.time_zones import site_zone
from scraper.extract.url_dates import url_date
from scraper.extract.verdict import text_verdict
from scraper.extract.wordings import word_set
from scraper.models import Article, Found, Reading
from scraper.urls import canonical_url, plain_host, without_credentials

LANGUAGE_SAMPLE_CHARS = 900
CREDITS_ABOVE, CREDITS_INSIDE, CREDITS_BELOW = 24, 4, 8  # lines in which byline and date are looked for
MAX_STANDFIRST_WORDS = 70
MIN_STANDFIRST_WORDS = 5
MAX_CANDIDATES = 5  # dates kept for people to look at
MAX_MISSES = 12  # lines below the story's stretch, one after the other, that are no story
MAX_FAR_LINES = 150  # above and below, in which a date is looked for if there is none near the story
MAX_TAG_LINES = 60  # below the story
_AMERICAN_DOMAINS = frozenset({"us", "ph", "io", "tv", "co", "ai", "me"})
_SECTIONS = re.compile(r"^in ((?:[A-ZÀ-Þ][\w&'’ -]{1,30})(?:, [A-ZÀ-Þ][\w&'’ -]{1,30})*)$")
_TRAIL = re.compile(r"\s*[→›»>]\s*")
_OWNER = re.compile(
    r"(?:©|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(.{2,40}?)(?=\s+[-–|]\s|[.,|]|\s+all rights|$)",
    re.IGNORECASE,
)


def extract_text(text: str, url: str | None = None) -> Article:
    """Read the story out of a page's text, menus and all; a paragraph is a line, or lines without a blank one between.

    `url` is where the page came from, if known: it helps to tell the site's name and the headline. Raises nothing: a
    text without a story gives an Article with another verdict.
    """
    return read_text(text, url).article


def read_text(text: str, url: str | None = None) -> Reading:
    """Read a story as `extract_text` does, and keep how its values are printed and the other dates around it."""
    url = without_credentials(url) if url else None
    page = read_text_page(text, url)
    lines, region = page.lines, page.region
    headline_at, headline = _headline(page, url)
    body_lines = _body(page, headline_at, headline)
    start, end = (body_lines[0].number, body_lines[-1].number + 1) if body_lines else (region.start, region.end)
    credit = best_byline(page.credit_lines, headline_at, start, end)
    published, modified = best_dates(
        page.credit_lines, lines, headline_at, start, end, page.locale, datetime.now(UTC).date()
    )
    in_url = url_date(url) if url else None
    authors = credit.authors if credit else ()
    paragraphs = [line.text for line in body_lines]
    body = "\n\n".join(paragraphs)
    head = lines[max(0, start - CREDITS_ABOVE) : start]
    section, sections = _sections(head, headline)
    values: dict[str, Any] = {
        "headline": headline,
        "standfirst": _standfirst(page, headline_at, start),
        "byline": credit.byline if credit else None,
        "authors": authors,
        "published": published or in_url,
        "modified": modified,
        "section": section,
        "sections": sections,
        "tags": _tags(lines, start, end),
        "body": body,
        "site": _site(lines) or (plain_host(url) if url else None),
        "language": page.locale.languages[0] if page.locale.languages else None,
    }
    values["verdict"] = text_verdict(headline, body)
    sources = {name: "url" if name == "published" and not published else "text" for name, v in values.items() if v}
    article = Article(
        **values,
        body_html="".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs),
        url=url,
        canonical_url=canonical_url(url) if url else None,
        sources=MappingProxyType(sources),
    )
    found: dict[str, tuple[Found[Any], ...]] = {name: (Found(values[name], sources[name]),) for name in sources}
    if authors and credit:
        found["authors"] = (Found(authors, "text", credit.byline),)
    days = [*dates_in(page.credit_lines, lines, page.locale), *([Found(in_url, "url", url)] if in_url else [])]
    for name, moment in (("published", article.published), ("modified", modified)):
        if moment:
            found[name] = tuple(sorted(days, key=lambda day: day.value != moment))[:MAX_CANDIDATES]
    return Reading(article, MappingProxyType(found))


@dataclass(frozen=True, slots=True)
class TextPage:
    """A dump's lines, where among them the story is, and who and when the lines around it say."""

    lines: Sequence[TextLine]
    region: Region
    credit_lines: Mapping[int, Credit]
    locale: Locale

    @property
    def common(self) -> frozenset[str]:
        """The commonest words of its language."""
        return word_set("common", self.locale.languages) if self.locale.languages else frozenset()


def read_text_page(text: str, url: str | None) -> TextPage:
    """Read the lines of a dump and find where its story stands."""
    lines = read_text_lines(text)
    region = story_region(lines, anchor(lines, url))
    locale = _locale(lines, region, url)
    first = max(0, region.start - CREDITS_ABOVE)
    credit_lines = read_credits(lines, range(first, min(len(lines), region.start + CREDITS_INSIDE)), locale)
    below = range(max(region.start + CREDITS_INSIDE, region.end - 2), min(len(lines), region.end + CREDITS_BELOW))
    credit_lines |= read_credits(lines, below, locale)
    if not any(credit.dates for credit in credit_lines.values()):
        credit_lines |= far_dates(lines, _far_places(lines, region), locale)
    return TextPage(lines, region, credit_lines, locale)


def _far_places(lines: Sequence[TextLine], region: Region) -> Iterator[int]:
    """Yield the lines around a story, the nearest above first, then those inside and below, up to the comments."""
    yield from range(region.start - 1, max(-1, region.start - MAX_FAR_LINES), -1)
    for line in islice(lines, region.start, region.end + MAX_FAR_LINES):
        if line.kind is LineKind.COMMENTS:
            return
        yield line.number


def _locale(lines: Sequence[TextLine], region: Region, url: str | None) -> Locale:
    sample = " ".join([line.text[:400] for line in lines[region.start : region.end][:12]])[:LANGUAGE_SAMPLE_CHARS]
    if not sample:
        sample = " ".join([line.text[:100] for line in lines[:30]])[:LANGUAGE_SAMPLE_CHARS]
    found = next(written_in(iter(()), sample), None)
    languages = (found.value,) if found else ()
    host = plain_host(url) if url else ""
    domain = host.rpartition(".")[2]
    month_first = languages in ((), ("en",)) and (len(domain) != 2 or domain in _AMERICAN_DOMAINS)
    sites = (host, *(label for label in host.split(".")[:-1] if len(label) > 3)) if host else ()
    return Locale(languages, month_first, site_zone(host, languages) if host else None, sites)


def _headline(page: TextPage, url: str | None) -> tuple[int | None, str | None]:
    """Give the line that is likeliest the headline, and its text; a title that no line repeats stands nowhere."""
    best: Candidate | None = None
    most = 0.0
    model = headline_model()
    for candidate in candidates(page.lines, page.region, frozenset(page.credit_lines), page.locale.sites, url):
        score = model.score(candidate.row)
        if best is None or score > most:
            best, most = candidate, score
    if best is None:
        return None, None
    return best.place or None, best.text


def _body(page: TextPage, headline_at: int | None, headline: str | None) -> list[TextLine]:
    """Judge the lines of the story's stretch and around it one by one; none is the headline."""
    if not page.region.words:
        return []
    features = TextFeatures(
        page.lines, page.region, headline_at, frozenset(page.credit_lines), headline or "", page.common
    )
    model = story_model()
    story = []
    misses = 0
    for place in features.places:
        if headline_at is not None and place <= headline_at:
            continue
        is_story = features.settled(place)
        if is_story or (is_story is None and model.says_yes(features.row(place))):
            story.append(page.lines[place])
            misses = 0
        elif place >= page.region.end:
            misses += 1
            if misses > MAX_MISSES:
                break
    return story


def _standfirst(page: TextPage, headline_at: int | None, start: int) -> str | None:
    """Give the sentence between headline and story, if one stands there."""
    if headline_at is None:
        return None
    for line in page.lines[headline_at + 1 : start]:
        if line.number in page.credit_lines:
            return None
        if line.repeats == 1 and line.ends and MIN_STANDFIRST_WORDS <= line.words <= MAX_STANDFIRST_WORDS:
            return line.text
    return None


def _sections(head: Sequence[TextLine], headline: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Give the section at a breadcrumb's end, and those that "in News, Space" names."""
    named = next((tuple(m[1].split(", ")) for line in head if (m := _SECTIONS.match(line.text))), ())
    crumbs = next((line.text for line in reversed(head) if line.kind is LineKind.BREADCRUMB), "")
    trail = _TRAIL.split(crumbs)
    section = trail[-1] if len(trail) > 1 and trail[-1] != headline else None
    section = section or next(iter(named), None)
    return section, named or ((section,) if section else ())


def _tags(lines: Sequence[TextLine], start: int, end: int) -> tuple[str, ...]:
    for line in lines[start : end + MAX_TAG_LINES]:
        if line.kind is LineKind.END and (value := labelled(line.text)):
            return tag_names([value])
    return ()


def _site(lines: Sequence[TextLine]) -> str | None:
    """Give the name in the copyright line if the page repeats it."""
    counts: Counter[str] | None = None
    for line in reversed(lines):
        if line.kind is LineKind.FOOTER and (match := _OWNER.search(line.text)):
            counts = counts if counts is not None else Counter(other.text for other in lines)
            name = match[1].strip()
            if counts[name] or any(without_site(other.text, [name]) != other.text for other in lines[:3]):
                return name
    return None
