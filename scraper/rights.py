"""What a page says about keeping and using it: `noarchive`, `noai`, the reservation of text and data mining, a licence.

Read from the headers and the bytes themselves, so that every answer is asked the same, whatever was read from it.

Reference: the X-Robots-Tag header and the robots meta tag (https://developers.google.com/search/docs/crawling-indexing/
robots-meta-tag), noai and noimageai (DeviantArt), the TDM Reservation Protocol (https://www.w3.org/community/reports/
tdmrep/CG-FINAL-tdmrep-20240510/ §4, §5), rel=license (https://html.spec.whatwg.org/#link-type-license),
schema.org/license.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from typing import Any

from scraper.config import PRODUCT

MAX_TAG_BYTES = 2_000
MAX_VALUE = 500  # characters

_NOARCHIVE = frozenset({"noarchive", "nocache"})  # the latter is Bing's word
_NOAI = frozenset({"noai", "noimageai"})
_LICENCES = frozenset("license licence dc.license dcterms.license dc.rights.license dc.rights dcterms.rights".split())
_HINTS = (b"noarchive", b"nocache", b"noai", b"noimageai", b"tdm-", b"licen", b"dc.rights", b"dcterms.rights")

_META = re.compile(rb"<meta[^>]{0,2000}", re.IGNORECASE)
_REL_LICENSE = re.compile(rb"rel=[\"']?[^\"'>]{0,100}license")
_RAW = rb"<(?:(!--)|(script|style|textarea|title|iframe|noembed)(?=[\s>/])|"
_START = re.compile(_RAW + rb"(meta)(?=[\s/]))")  # in lower case, which is found much faster
_START_WITH_LINKS = re.compile(_RAW + rb"(meta|link|a)(?=[\s/]))")
_ATTRIBUTE = re.compile(rb"""([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?|(>)""")
_AGENT = re.compile(r"([\w.*-]+)\s*:\s*(.*)", re.DOTALL)
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_LINK_LICENCE = re.compile(r"<([^<>]*)>[^,<]*;\s*rel\s*=\s*\"?[^\",;]*\blicense\b", re.IGNORECASE)
_PAGES = re.compile(r"Article|Posting|WebPage|CreativeWork|Report")


def _nowhere() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rights:
    """What one answer said. `tdm_reserved` is None where it does not say; `sources` has where each thing was said."""

    noarchive: bool = False
    noai: bool = False
    tdm_reserved: bool | None = None
    tdm_policy: str | None = None
    licence: str | None = None
    sources: Mapping[str, str] = field(default_factory=_nowhere)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How an archive treats what pages ask: the names they may call us by, and whether `noarchive` is passed over.

    `asks_tdm_file`: whether sites are asked for their TDM file, too.
    """

    names: tuple[str, ...] = (PRODUCT,)
    keeps_noarchive: bool = False
    asks_tdm_file: bool = False


def read_rights(headers: Iterable[tuple[str, str]], body: bytes, names: Iterable[str] = (PRODUCT,)) -> Rights:
    """Read what the headers and the page say to everybody, and to robots of these names.

    What is said twice counts in its stricter form; a licence is the first that is named.

    >>> read_rights([("X-Robots-Tag", "otherbot: noarchive")], b"").noarchive
    False
    >>> read_rights([("TDM-Reservation", "1")], b'<meta name="robots" content="noarchive, noai">').tdm_reserved
    True
    """
    said = _Said({name.lower() for name in names})
    for name, value in headers:
        said.header(name.lower(), value)
    if b"\x00" in body[:200]:  # UTF-16
        body = body.replace(b"\x00", b"")
    if _may_say(body):
        for tag, content in _elements(body, body.lower()):
            if tag == "script":
                said.json_ld(content)
            else:
                said.element(tag, _attributes(content))
    return said.rights()


def names_of(user_agent: str) -> tuple[str, ...]:
    """Give the names that a page may call us by: our product's, and the one that we send.

    >>> names_of("courier-bot/2 (+https://courier.example)")
    ('scrape-news', 'courier-bot')
    """
    sent = re.split(r"[/\s(]", user_agent.strip(), maxsplit=1)[0].lower()
    return tuple(dict.fromkeys((PRODUCT, sent))) if sent else (PRODUCT,)


class _Said:
    def __init__(self, names: set[str]) -> None:
        self._names = names
        self._found: dict[str, Any] = {}
        self._sources: dict[str, str] = {}

    def rights(self) -> Rights:
        return Rights(**self._found, sources=MappingProxyType(self._sources))

    def header(self, name: str, value: str) -> None:
        if name == "x-robots-tag":
            agent = None
            for part in value.split(","):
                word = part.strip()
                if (named := _AGENT.fullmatch(word)) and named[1].lower() not in _WITH_VALUE:
                    agent, word = named[1].lower(), named[2]
                if agent in (None, "*", "robots") or agent in self._names:
                    self._directive(word, "X-Robots-Tag")
        elif name in ("tdm-reservation", "tdm-policy"):
            self._tdm(name, value, f"{name} header")
        elif name == "link" and (found := _LINK_LICENCE.search(value)):
            self._first("licence", found[1], "Link header")

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "meta":
            if "license" in attributes.get("rel", "").lower().split():
                self._first("licence", attributes.get("href", ""), f"{tag} rel=license")
            return
        name, content = (
            attributes.get("name", attributes.get("property", "")).strip().lower(),
            attributes.get("content", ""),
        )
        if name == "robots" or name in self._names:
            for word in re.split(r"[,\s]+", content):
                self._directive(word, f"meta {name}")
        elif name in ("tdm-reservation", "tdm-policy"):
            self._tdm(name, content, f"meta {name}")
        elif name in _LICENCES:
            self._first("licence", content, f"meta {name}")

    def json_ld(self, content: bytes) -> None:
        try:
            items = json.loads(content)
        except (ValueError, RecursionError):
            return
        for item in _items(items):
            kinds = item.get("@type")
            if any(
                _PAGES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
            ):
                licence = item.get("license")
                for one in licence if isinstance(licence, list) else [licence]:
                    if isinstance(one, dict):
                        one = one.get("url") or one.get("@id") or one.get("name")
                    if isinstance(one, str):
                        self._first("licence", one, "json-ld license")

    def _directive(self, word: str, source: str) -> None:
        word = word.strip().lower()
        if word in _NOARCHIVE:
            self._first("noarchive", True, source)
        elif word in _NOAI:
            self._first("noai", True, source)

    def _tdm(self, name: str, value: str, source: str) -> None:
        value = value.strip()
        if name == "tdm-policy":
            self._first("tdm_policy", value, source)
        elif value in ("0", "1") and not self._found.get("tdm_reserved"):
            self._found["tdm_reserved"], self._sources["tdm_reserved"] = value == "1", source

    def _first(self, field: str, value: str | bool, source: str) -> None:
        value = " ".join(value.split())[:MAX_VALUE] if isinstance(value, str) else value
        if value and field not in self._found:
            self._found[field], self._sources[field] = value, source


def _may_say(body: bytes) -> bool:
    """Tell, fast, whether a tag may have one of the words: most pages have none."""
    metas = b" ".join(_META.findall(body)).lower()
    if any(hint in metas for hint in _HINTS):
        return True
    if b"license" not in body:  # which is told ten times faster than what follows
        return False
    return _REL_LICENSE.search(body) is not None or (b'"license"' in body and b"ld+json" in body)


def _elements(body: bytes, small: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield each meta, link and a tag that may say something, and each block of JSON-LD, but for comments.

    Of a tag, what follows its name.
    """
    at = 0
    start_of = _START_WITH_LINKS if _REL_LICENSE.search(body) else _START
    while found := start_of.search(small, at):
        comment, raw, tag = found.groups()
        if comment:
            end = small.find(b"-->", found.end())
            at = end + 3
        elif raw:
            end = small.find(b"</" + raw, found.end())
            start = small.find(b">", found.end()) + 1
            if raw == b"script" and end > start > 0 and b"ld+json" in small[found.end() : start]:
                yield "script", body[start:end]
            at = end
        else:
            start, most = found.end(), found.end() + MAX_TAG_BYTES
            end = at = small.find(b">", start, most) + 1 or most  # what opens in a tag is none, to browsers too
            about = small[start:end]
            if about.count(b'"') % 2 or about.count(b"'") % 2:  # that was within a value
                about = small[start:most]
            if any(hint in about for hint in _HINTS):
                yield tag.decode(), body[start:most]
        if end < 0:
            return  # what is never closed hides all that follows


def _attributes(text: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        if match[5]:
            break
        value = match[2] or match[3] or match[4] or b""
        found.setdefault(match[1].decode("utf-8", "replace").lower(), unescape(value.decode("utf-8", "replace")))
    return found


def _items(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth < 5:
        for one in value[:100]:
            yield from _items(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if depth < 5:
                yield from _items(value.get(key), depth + 1)
