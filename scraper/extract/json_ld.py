"""JSON-LD as publishers really write it: several scripts, lists, graphs, broken syntax, HTML escapes.

Reference: https://www.w3.org/TR/json-ld11/, https://schema.org/NewsArticle.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

MAX_SCRIPT_CHARS = 4_000_000
MAX_OBJECTS = 2_000
MAX_DEPTH = 6  # levels of lists and graphs that a page's top-level objects may hide in
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|\]\]>|\*/|;)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")
_MISSING_COMMA = re.compile(r'(?<=[\]}"])(?=\s*\n\s*[{"])')
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")


def _small_int(digits: str) -> int | None:
    # int() of thousands of digits raises, and no count or year has more than twenty
    return int(digits) if len(digits) <= 20 else None


_decoder = json.JSONDecoder(strict=False, parse_int=_small_int)


def parse_json(text: str) -> Any:
    r"""Parse one script's JSON, mending what publishers break most; None when nothing can be read.

    >>> parse_json('<!-- {"headline": "Ferry returns", } -->')
    {'headline': 'Ferry returns'}
    """
    text = text.strip()
    if not text or len(text) > MAX_SCRIPT_CHARS:
        return None
    for attempt in (_as_it_is, _unwrapped, _mended):
        try:
            value, _ = _decoder.raw_decode(attempt(text))
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _as_it_is(text: str) -> str:
    return text


def _unwrapped(text: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()


def _mended(text: str) -> str:
    text = _BAD_ESCAPE.sub(r"\\\\", _unwrapped(text))
    return _MISSING_COMMA.sub(",", _TRAILING_COMMA.sub("", text))


def json_ld_objects(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield every top-level object of some scripts: lists, `@graph`, `mainEntity` and `hasPart` looked into."""
    count = 0
    for script in scripts:
        for item in _flattened(parse_json(script), MAX_DEPTH):
            yield item
            count += 1
            if count >= MAX_OBJECTS:
                return


def _flattened(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth < 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flattened(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogPosting"):
            if isinstance(inner := value.get(key), (dict, list)):
                yield from _flattened(inner, depth - 1)


def object_types(item: dict[str, Any]) -> frozenset[str]:
    """Give the names of an object's types, without their vocabulary.

    >>> sorted(object_types({"@type": ["http://schema.org/NewsArticle", "Report"]}))
    ['NewsArticle', 'Report']
    """
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return frozenset(name.rpartition("/")[2].rpartition(":")[2] for name in names if isinstance(name, str))


def strings(value: Any, *keys: str) -> Iterator[str]:
    """Yield the texts in a value: itself, its items, or the first of `keys` that an object has.

    >>> list(strings([{"name": "Ana Ruiz"}, "Bo Li", None], "name"))
    ['Ana Ruiz', 'Bo Li']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, list):
                yield from strings(item, *keys)
    elif isinstance(value, dict):
        for key in keys:
            if isinstance(inner := value.get(key), (str, list)) and inner:
                yield from strings(inner)
                return
