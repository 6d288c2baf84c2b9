"""What an answer is, by its first bytes: servers call feeds pages and sitemaps text."""

from __future__ import annotations

import re
from enum import StrEnum

from scraper.discover.unpack import unpacked
from scraper.errors import UnreadablePage

SNIFFED_BYTES = 16_384

_BEFORE_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_ANY_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|a|h[1-6]|title|meta|link|script)\b", re.IGNORECASE)
_ADDRESS_LINE = re.compile(r"https?://\S+\s*")


class PageKind(StrEnum):
    """What an answer holds."""

    FEED = "feed"
    SITEMAP = "sitemap"
    OPML = "opml"
    HTML = "html"
    OTHER = "other"


_ROOTS = {
    "rss": PageKind.FEED,
    "rdf": PageKind.FEED,
    "feed": PageKind.FEED,
    "channel": PageKind.FEED,
    "urlset": PageKind.SITEMAP,
    "sitemapindex": PageKind.SITEMAP,
    "opml": PageKind.OPML,
    "html": PageKind.HTML,
}


def kind_of(body: bytes, content_type: str | None = None) -> PageKind:
    r"""Tell what bytes are; the content type counts only where they do not say.

    >>> kind_of(b"<?xml version='1.0'?><!-- x --><rss version='2.0'>"), kind_of(b"<!doctype html><p>Ferry")
    (<PageKind.FEED: 'feed'>, <PageKind.HTML: 'html'>)
    >>> kind_of(b"https://courier.example/a\nhttps://courier.example/b", content_type="text/plain")
    <PageKind.SITEMAP: 'sitemap'>
    """
    try:
        start = text_start(unpacked(body))
    except UnreadablePage:
        return PageKind.OTHER
    if start.startswith("{"):
        is_feed = "jsonfeed.org" in start or ('"items"' in start and '"version"' in start)
        return PageKind.FEED if is_feed else PageKind.OTHER
    root = _ROOT.match(start, _BEFORE_ROOT.match(start).end())  # type: ignore[union-attr]  # it matches nothing, too
    if root and (kind := _ROOTS.get(root[1].lower())):
        return kind
    if _is_address_list(start):
        return PageKind.SITEMAP
    if _ANY_TAG.search(start) or (root and "html" in (content_type or "").lower()):
        return PageKind.HTML
    return PageKind.HTML if "html" in (content_type or "").lower() and "\x00" not in start else PageKind.OTHER


def text_start(body: bytes) -> str:
    """Give the beginning of bytes as text, whatever Unicode encoding they have."""
    start = body[:SNIFFED_BYTES]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").lstrip("\ufeff").lstrip()
    return start.decode("utf-8-sig", "replace").lstrip()


def _is_address_list(start: str) -> bool:
    """Tell whether half of the lines are addresses and nothing else; lists kept by hand have remarks in them."""
    lines = [line.strip() for line in start.splitlines() if line.strip()]
    if len(lines) > 1 and len(start) > SNIFFED_BYTES // 2:
        lines = lines[:-1]  # which may be cut
    addresses = sum(_ADDRESS_LINE.fullmatch(line) is not None for line in lines)
    return addresses > 0 and addresses * 2 >= len(lines)
