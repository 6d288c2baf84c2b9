"""Site rules: what one newspaper does differently, as data in `sites/<domain>.toml`.

A folder of one's own is asked first; it may hold files of the ftr-site-config format too (ftr.py). A rule beats the
generic reader; one that matches nothing falls back to it, and that is reported. The keys are listed in docs/sites.md.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scraper.errors import RuleError


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules of one site, or of one of its layouts. None and the empty tuple mean: as everywhere.

    Selectors are tried in order until one matches; `selector_parts` tells CSS from attribute, `is_xpath` tells XPath
    from both. `replace` holds texts of the markup, each with what to put there before the page is parsed; it and
    `ignored`, the directives that mean nothing here, come from ftr files only. A version holds
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
    replace: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = field(default=(), compare=False)
    examples: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)

    def holds_on(self, day: date) -> bool:
        """Tell whether a page of this day may have the layout of these rules."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


NO_RULES = SiteRules()
#: Rules that give the value of an article's field; the field has the same name.
FIELD_KEYS = ("headline", "standfirst", "byline", "authors", "published", "modified", "section", "tags", "body")
#: What may stand at the top of a file, besides [[version]] and [[example]].
KEYS = frozenset(item.name for item in fields(SiteRules)) - {
    "since",
    "until",
    "versions",
    "replace",
    "ignored",
    "examples",
}
FOLDER_VARIABLE = "SCRAPE_RULES"  # names the folder; processes that are started later find it too
#: What may stand in a [[version]].
VERSION_KEYS = frozenset({*FIELD_KEYS, "strip", "next_page", "timezone", "since", "until"})
_SELECTORS = frozenset({*FIELD_KEYS, "strip", "next_page"})
_LISTS = frozenset({"feeds", "strip"})
_DATES = frozenset({"since", "until"})
_WHOLE_ELEMENTS = frozenset({"body", "strip"})
_XPATH = re.compile(r"\(*\s*\.?/|(?:string|concat|substring(?:-before|-after)?|normalize-space|translate|id)\(")
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
    if is_xpath(selector):
        return selector, None
    css, sign, attribute = selector.rpartition("@")
    if css and (match := _ATTRIBUTE.fullmatch(sign + attribute)):
        return css.strip(), match[1].lower()
    return selector, None


def is_xpath(selector: str) -> bool:
    """Tell XPath from CSS, in which nothing begins with a slash or a function.

    >>> is_xpath("//h1[@class='t']"), is_xpath("(//time)[1]/@datetime"), is_xpath("h1.t"), is_xpath("meta@content")
    (True, True, False, False)
    """
    return _XPATH.match(selector) is not None


def xpath_error(expression: str) -> str | None:
    """Say what is wrong with an XPath expression, None if nothing is."""
    from lxml import etree

    try:
        etree.XPath(expression, namespaces={"re": "http://exslt.org/regular-expressions"})
    except etree.XPathError as error:
        return str(error)
    return None


def rules_for(hostname: str) -> SiteRules:
    """Give the rules of a host or of the nearest domain above it; NO_RULES where there are none.

    Raises: RuleError, when the file is wrong.
    """
    return _rules_for(hostname.lower(), os.environ.get(FOLDER_VARIABLE, ""))


def rule_file(hostname: str) -> Traversable | None:
    """Give the file that holds the rules of a host; of two for one domain, that of one's own folder."""
    known = rule_files()
    parts = hostname.lower().split(".")
    for start in range(len(parts) - 1):
        domain = ".".join(parts[start:])
        # as Full-Text RSS reads them: a leading dot means all hosts below that one, no dot that one (and its www) alone
        is_itself = parts[:start] in ([], ["www"])
        names = [f"{domain}.toml", f"{domain}.txt" if is_itself else f".{domain}.txt"]
        if file := next((known[name] for name in names if name in known), None):
            return file
    return None


def rule_files() -> Mapping[str, Traversable]:
    """Give all rule files by name: those that come with the program, and instead of them those of one's own folder."""
    return _rule_files(os.environ.get(FOLDER_VARIABLE, ""))


def domain_of(file: Traversable) -> str:
    """Give the domain that a rule file is for."""
    return file.name.strip(".").removesuffix(".toml").removesuffix(".txt")


def read_rules(file: Traversable) -> SiteRules:
    """Read a rule file of either format.

    Raises: RuleError, when it is wrong or is not text.
    """
    try:
        if file.name.endswith(".txt"):
            from scraper.ftr import parse_ftr

            return parse_ftr(file.read_bytes().decode("utf-8", "replace"))  # some old ones are in another encoding
        is_ours = isinstance(file, Path) and file.parent == Path(os.environ.get(FOLDER_VARIABLE, ""))
        return parse_rules(file.read_text("utf-8"), str(file) if is_ours else f"sites/{file.name}")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{file.name}: {error}") from error


def forget_rules() -> None:
    """Read the files anew from now on: they may have changed since they were read."""
    _rules_for.cache_clear()
    _rule_files.cache_clear()


@lru_cache(maxsize=4096)
def _rules_for(hostname: str, _folder: str) -> SiteRules:
    file = rule_file(hostname)
    return read_rules(file) if file else NO_RULES


@lru_cache(maxsize=8)
def _rule_files(own: str) -> Mapping[str, Traversable]:
    shipped = _in_folder(files("scraper") / "sites", ".toml", ".txt")
    ours = _in_folder(Path(own), ".toml", ".txt") if own else {}
    for file in ours.values():
        for name in (f"{domain_of(file)}.toml", f"{domain_of(file)}.txt", f".{domain_of(file)}.txt"):
            shipped.pop(name, None)
    return shipped | ours


def _in_folder(folder: Traversable, *endings: str) -> dict[str, Traversable]:
    if not folder.is_dir():
        return {}
    return {item.name: item for item in folder.iterdir() if item.name.endswith(endings)}


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

    if is_xpath(selector):
        if error := xpath_error(selector):
            raise RuleError(f"{place}: {selector!r} is no XPath expression: {error}")
        return
    css, attribute = selector_parts(selector)
    if attribute and not may_name_attribute:
        raise RuleError(f"{place}: {selector!r} names an attribute, but whole elements are meant")
    try:
        LexborHTMLParser("<p>").css_first(css)
    except (SelectolaxError, ValueError) as error:
        raise RuleError(f"{place}: {selector!r} is no CSS selector") from error
