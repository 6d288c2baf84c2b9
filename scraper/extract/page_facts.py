"""What a page says of itself as a whole: site, language, canonical URL, free or not, lead image."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from scraper.extract.document import Document
from scraper.extract.headline import fold
from scraper.extract.images import is_stand_in
from scraper.extract.json_ld import object_types, strings
from scraper.extract.text_of import clean_markup
from scraper.models import Found, Image
from scraper.urls import canonical_url, plain_host, same_site, url_key

MAX_IMAGES = 50
_TITLE_TAIL = re.compile(r"\s+[|–—·•:»-]\s+")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.].*)?", re.IGNORECASE)
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def sites(document: Document) -> Iterator[Found[str]]:
    """Yield candidates for the site's name, most trusted first; the domain comes last."""
    for name in ("og:site_name",):
        for value in document.meta.get(name, ())[:1]:
            yield Found(clean_markup(value), name)
    for item in document.main_articles_ld:
        for value in strings(item.get("publisher"), "name"):
            yield Found(clean_markup(value), "json-ld publisher")
    for item in document.json_ld:
        if object_types(item) & {"WebSite", "NewsMediaOrganization"}:
            for value in strings(item.get("name")):
                yield Found(clean_markup(value), "json-ld site")
    for name in ("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher"):
        for value in document.meta.get(name, ())[:1]:
            yield Found(clean_markup(value), name)
    yield from _title_tail(document)
    if document.url and (hostname := plain_host(document.url)):
        yield Found(hostname, "domain")


def _title_tail(document: Document) -> Iterator[Found[str]]:
    """Yield the last part of `<title>` when the heading is the first part or the domain agrees."""
    parts = _TITLE_TAIL.split(document.title)
    if len(parts) < 2 or not 2 <= len(parts[-1]) <= 40:
        return
    tail = parts[-1]
    labels = plain_host(document.url).split(".") if document.url else []
    beginning = fold(document.title[: -len(tail)])
    if fold(tail).replace(" ", "") in labels or any(fold(h) == beginning for h in document.first_headings):
        yield Found(tail, "title")


def languages(document: Document) -> Iterator[Found[str]]:
    """Yield candidates for the language as BCP 47, region dropped: language, and script where it matters."""
    for item in document.main_articles_ld:
        for value in strings(item.get("inLanguage"), "alternateName", "name"):
            yield from _tagged(value, "json-ld inLanguage")
    if document.language:
        yield from _tagged(document.language, "html lang")
    for name in ("og:locale", "content-language", "language", "dc.language", "dcterms.language"):
        for value in document.meta.get(name, ())[:1]:
            yield from _tagged(value, name)


def _tagged(value: str, source: str) -> Iterator[Found[str]]:
    if tag := language_tag(value):
        yield Found(tag, source)


def language_tag(value: str) -> str | None:
    """Reduce a language tag to language and script, or None when it is none (RFC 5646).

    >>> language_tag("en-US"), language_tag("zh_TW"), language_tag("Deutsch")
    ('en', 'zh-Hant', None)
    """
    match = _LANGUAGE.fullmatch(value.strip().partition(",")[0].strip())
    if match is None:
        return None
    language, script, region = match[1].lower(), match[2], (match[3] or "").upper()
    language = {"iw": "he", "in": "id", "jp": "ja", "cz": "cs", "gr": "el", "ua": "uk"}.get(language, language)
    if language == "zh":
        script = script or ("Hant" if region in _TRADITIONAL else None)
    return f"{language}-{script.title()}" if script else language


def canonical_urls(document: Document) -> Iterator[Found[str]]:
    """Yield candidates for the page's own URL: what it claims, then where it was read.

    A claim counts only within the same registrable domain, and not when it names the front page.
    Whether to trust it over the address is the archive's to decide (RFC 6596).
    """
    claims = [(document.canonical_link, "link canonical")]
    claims += [(document.absolute(url), "og:url") for url in document.meta.get("og:url", ())[:1]]
    for url, source in claims:
        if url is None or (clean := canonical_url(url)) is None:
            continue
        if document.url and (not same_site(clean, document.url) or (_is_front(clean) and not _is_front(document.url))):
            continue
        yield Found(clean, source)
    if document.url and (clean := canonical_url(document.url)):
        yield Found(clean, "address")


def _is_front(url: str) -> bool:
    return "/" not in url_key(url) and "?" not in url_key(url)


def is_free(document: Document) -> Iterator[Found[bool]]:
    """Yield what the page says about being free to read (https://schema.org/isAccessibleForFree)."""
    for item in document.main_articles_ld:
        value = item.get("isAccessibleForFree")
        if isinstance(value, bool):
            yield Found(value, "json-ld isAccessibleForFree")
        elif isinstance(value, str) and value.strip().lower() in (
            "true",
            "false",
            "http://schema.org/true",
            "http://schema.org/false",
        ):
            yield Found(value.strip().lower().endswith("true"), "json-ld isAccessibleForFree")
    for value in document.meta.get("article:content_tier", ())[:1]:
        if value.lower() in ("free", "metered", "locked"):
            yield Found(value.lower() == "free", "article:content_tier")


_CREDITED = ("creditText", "creator", "copyrightHolder", "copyrightNotice", "author")


def lead_images(document: Document) -> Iterator[Found[Image]]:
    """Yield the images that the page names as the story's own, without those of the text."""
    for item in document.main_articles_ld:
        value = item.get("image")
        for entry in value[:MAX_IMAGES] if isinstance(value, list) else [value]:
            described = _described(document, entry)
            url = next(strings(described, "url", "contentUrl"), None)
            if (absolute := document.absolute(url)) and not is_stand_in(absolute):
                yield Found(Image(absolute, _said(described, "caption"), _said(described, *_CREDITED)), "json-ld image")
    for name in ("og:image", "og:image:url", "twitter:image"):
        for value in document.meta.get(name, ())[:1]:
            if (absolute := document.absolute(value)) and not is_stand_in(absolute):
                yield Found(Image(absolute), name)


def _described(document: Document, entry: Any) -> Any:
    """Give the object that an image entry stands for: itself, or the one elsewhere that it refers to by `@id`."""
    if not isinstance(entry, dict) or entry.get("url") or entry.get("contentUrl"):
        return entry
    identity = entry.get("@id")
    return next((item for item in document.json_ld if identity and item.get("@id") == identity), None)


def _said(described: Any, *keys: str) -> str | None:
    said = (described.get(key) for key in keys) if isinstance(described, dict) else ()
    return next(filter(None, (clean_markup(text) for value in said for text in strings(value, "name"))), None)


def merge_images(
    leads: Iterator[Found[Image]],
    shown: Sequence[Image],
    elsewhere: Callable[[Callable[[str], bool] | None], Sequence[Image]] = lambda _: (),
) -> tuple[Image, ...]:
    """Put the lead image first and each picture once, with the caption and credit that any copy has.

    Two URLs that differ in their query or in a size are one picture. `elsewhere` gives the page's other pictures
    whose URL is wanted. It is asked only for what they say of a lead image that the story does not show, and for the
    first with a caption where nothing else is.
    """
    merged: dict[str, Image] = {}
    lead = next((found.value for found in leads), None)
    if lead is None and not shown:
        lead = next((image for image in elsewhere(None) if image.caption), None)
    for image in ((lead,) if lead else ()) + tuple(shown):
        key = _picture(image.url)
        merged[key] = _described_by(image, merged[key]) if key in merged else image
    wanted = _picture(lead.url) if lead is not None else ""
    is_shown = any(image.caption for image in shown if _picture(image.url) == wanted)
    if wanted and not is_shown and not (merged[wanted].caption and merged[wanted].credit):
        for image in elsewhere(lambda url: _picture(url) == wanted):
            merged[wanted] = _described_by(image, merged[wanted])
    return tuple(merged.values())[:MAX_IMAGES]


def _described_by(image: Image, known: Image) -> Image:
    return Image(known.url, image.caption or known.caption, image.credit or known.credit)


def _picture(url: str) -> str:
    return _SIZE.sub("", url.partition("?")[0].rpartition("/")[2]) or url


_SIZE = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)|@\dx")
