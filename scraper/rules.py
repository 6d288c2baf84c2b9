"""Site rules: what one newspaper does differently, as data in `sites/<domain>.toml`.

A rule beats the generic reader; a rule that matches nothing falls back to it. The keys are listed in
docs/sites.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.errors import RuleError


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules of one site. A selector is CSS; None and the empty tuple mean: as everywhere."""

    name: str | None = None
    timezone: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: str | None = None
    published: str | None = None
    section: str | None = None
    tags: str | None = None
    body: str | None = None
    strip: tuple[str, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


NO_RULES = SiteRules()
_LISTS = frozenset({"feeds", "strip"})
_SELECTORS = frozenset({"headline", "standfirst", "byline", "authors", "published", "section", "tags", "body", "strip"})
_KEYS = frozenset(SiteRules.__dataclass_fields__) - {"examples"}


def parse_rules(text: str, name: str) -> SiteRules:
    """Read one rule file; `name` is what to call it in messages.

    Raises: RuleError, for broken TOML, an unknown key, a value of the wrong kind, a selector that is
    not CSS or an unknown time zone.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from error
    examples = values.pop("example", [])
    if not (isinstance(examples, list) and all(isinstance(item, dict) for item in examples)):
        raise RuleError(f"{name}: an example is written as [[example]]")
    for key, value in values.items():
        if key not in _KEYS:
            raise RuleError(f"{name}: unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
        if key in _LISTS:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise RuleError(f"{name}: {key} must be a list of texts")
            values[key] = tuple(value)
        elif not isinstance(value, str):
            raise RuleError(f"{name}: {key} must be a text")
    for key in _SELECTORS & set(values):
        for selector in values[key] if isinstance(values[key], tuple) else (values[key],):
            _check_selector(selector, f"{name}: {key}")
    if zone := values.get("timezone"):
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise RuleError(f"{name}: unknown time zone {zone!r}") from error
    return SiteRules(**values, examples=tuple(examples))


def _check_selector(selector: str, place: str) -> None:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("<p>").css_first(selector)
    except (SelectolaxError, ValueError) as error:
        raise RuleError(f"{place}: {selector!r} is no CSS selector") from error


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
