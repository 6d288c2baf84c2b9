"""Site rules: what one newspaper does differently, as data in `sites/<domain>.toml`.

A rule beats the generic reader; a rule that matches nothing falls back to it, and that is reported. The keys are
listed in docs/sites.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.errors import RuleError


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules of one site, or of one of its layouts. None and the empty tuple mean: as everywhere.

    Selectors are tried in order until one matches; `selector_parts` tells CSS from attribute. A version holds
    the rules above it too, and replaces those that it names; `since` and `until` are its first and last day.
    """

    name: str | None = None
    timezone: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    next_page: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    versions: tuple[SiteRules, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)

    def holds_on(self, day: date) -> bool:
        """Tell whether a page of this day may have the layout of these rules."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


NO_RULES = SiteRules()
#: Rules that give the value of an article's field; the field has the same name.
FIELD_KEYS = ("headline", "standfirst", "byline", "authors", "published", "modified", "section", "tags", "body")
#: What may stand at the top of a file, besides [[version]] and [[example]].
KEYS = frozenset(item.name for item in fields(SiteRules)) - {"since", "until", "versions", "examples"}
#: What may stand in a [[version]].
VERSION_KEYS = frozenset({*FIELD_KEYS, "strip", "next_page", "timezone", "since", "until"})
_SELECTORS = frozenset({*FIELD_KEYS, "strip", "next_page"})
_LISTS = frozenset({"feeds", "strip"})
_DATES = frozenset({"since", "until"})
_WHOLE_ELEMENTS = frozenset({"body", "strip"})
_ATTRIBUTE = re.compile(r"\s*@([A-Za-z][\w:.-]*)")


def parse_rules(text: str, name: str) -> SiteRules:
    """Read one rule file; `name` is what to call it in messages.

    Raises: RuleError, for broken TOML, an unknown key, a value of the wrong kind, a selector that is
    not CSS, an unknown time zone or a version that ends before it begins.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from error
    tables = {}
    for key in ("example", "version"):
        tables[key] = values.pop(key, [])
        if not (isinstance(tables[key], list) and all(isinstance(item, dict) for item in tables[key])):
            raise RuleError(f"{name}: write each {key} as a table, [[{key}]]")
    rules = SiteRules(**_checked(values, KEYS, name), examples=tuple(tables["example"]))
    versions = []
    for number, version in enumerate(tables["version"], 1):
        place = f"{name}: version {number}"
        checked = _checked(version, VERSION_KEYS, place)
        if not set(FIELD_KEYS) & set(checked):
            raise RuleError(f"{place}: has no selector of a field, so that nothing tells its pages from others")
        if "since" in checked and "until" in checked and checked["since"] > checked["until"]:
            raise RuleError(f"{place}: until is before since")
        versions.append(replace(rules, **checked, examples=()))
    return replace(rules, versions=tuple(versions))


@lru_cache(maxsize=4096)
def selector_parts(selector: str) -> tuple[str, str | None]:
    """Split a selector into its CSS and the attribute to read, None for the element's text.

    >>> selector_parts("meta[name=author]@content"), selector_parts("h1.title")
    (('meta[name=author]', 'content'), ('h1.title', None))
    """
    css, sign, attribute = selector.rpartition("@")
    if css and (match := _ATTRIBUTE.fullmatch(sign + attribute)):
        return css.strip(), match[1].lower()
    return selector, None


@lru_cache(maxsize=4096)
def rules_for(hostname: str) -> SiteRules:
    """Give the rules of a host or of the nearest domain above it; NO_RULES where there are none.

    Raises: RuleError, when the file is wrong.
    """
    known = _rule_files()
    parts = hostname.lower().split(".")
    for start in range(len(parts) - 1):
        domain = ".".join(parts[start:])
        if file := known.get(domain):
            return parse_rules(file.read_text("utf-8"), f"sites/{file.name}")
    return NO_RULES


@lru_cache(maxsize=1)
def _rule_files() -> Mapping[str, Traversable]:
    folder = files("scraper") / "sites"
    if not folder.is_dir():
        return {}
    return {item.name.removesuffix(".toml"): item for item in folder.iterdir() if item.name.endswith(".toml")}


def _checked(values: Mapping[str, Any], known: frozenset[str], place: str) -> dict[str, Any]:
    """Give the values of one table as SiteRules holds them."""
    checked: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise RuleError(f"{place}: unknown key {key!r}; known are {', '.join(sorted(known))}")
        checked[key] = _value(key, value, f"{place}: {key}")
    if zone := checked.get("timezone"):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise RuleError(f"{place}: unknown time zone {zone!r}") from error
    return checked


def _value(key: str, value: Any, place: str) -> Any:
    if key in _DATES:
        if type(value) is not date:
            raise RuleError(f"{place} must be a day, such as 2021-06-30")
        return value
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    if key in _LISTS and not is_list:
        raise RuleError(f"{place} must be a list of texts")
    if key not in _LISTS | _SELECTORS:
        if not isinstance(value, str):
            raise RuleError(f"{place} must be a text")
        return value
    if not (is_list or isinstance(value, str)):
        raise RuleError(f"{place} must be a text or a list of texts")
    texts = tuple(value) if is_list else (value,)
    if key in _SELECTORS:
        for selector in texts:
            _check_selector(selector, place, may_name_attribute=key not in _WHOLE_ELEMENTS)
    return texts


def _check_selector(selector: str, place: str, *, may_name_attribute: bool) -> None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    css, attribute = selector_parts(selector)
    if attribute and not may_name_attribute:
        raise RuleError(f"{place}: {selector!r} names an attribute, but whole elements are meant")
    try:
        LexborHTMLParser("<p>").css_first(css)
    except (SelectolaxError, ValueError) as error:
        raise RuleError(f"{place}: {selector!r} is no CSS selector") from error
