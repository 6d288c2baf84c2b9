"""What a site says of the use of all its pages: in its robots.txt, and in the file of the TDM Reservation Protocol.

Reference: Content-Signal (https://contentsignals.org), Content-Usage (draft-ietf-aipref-attach), License (Really Simple
Licensing, https://rslstandard.org), and TDM files (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
§6.1). A page's own word comes before its site's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from scraper.rights import MAX_VALUE, Rights

TDM_FILE = "/.well-known/tdmrep.json"
MAX_RULES = 1_000
_LINE = re.compile(
    r"^\s*(user-?agent|content-signal|content-usage|license|allow|disallow)\s*:\s*([^#\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_NO_TRAINING = re.compile(r"(?:^|[,;\s])(?:ai-train\s*=\s*no|train-ai\s*=\s*n)(?:$|[,;\s])", re.IGNORECASE)


def with_site(said: Rights, url: str, robots: str | None, tdm_file: str | None, names: Iterable[str]) -> Rights:
    r"""Add to what a page said what its site says of it, where the page says nothing.

    >>> with_site(Rights(), "https://courier.example/a", "User-agent: *\nContent-Signal: ai-train=no", None, ()).noai
    True
    """
    found: dict[str, Any] = {}
    sources = dict(said.sources)
    split = urlsplit(url)
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    for key, value in _of_robots(robots or "", path, {name.lower() for name in names}):
        if key == "licence" and said.licence is None and "licence" not in found:
            found[key], sources[key] = value[:MAX_VALUE], "robots.txt License"
        elif key != "licence" and not said.noai:
            found["noai"], sources["noai"] = True, f"robots.txt {value}"
    if said.tdm_reserved is None and (rule := _tdm_rule(tdm_file or "", split.path or "/")):
        found["tdm_reserved"], sources["tdm_reserved"] = rule["tdm-reservation"] in (1, "1"), "tdmrep.json"
        policy = rule.get("tdm-policy")
        if said.tdm_policy is None and isinstance(policy, str) and policy:
            found["tdm_policy"], sources["tdm_policy"] = policy[:MAX_VALUE], "tdmrep.json"
    return replace(said, **found, sources=MappingProxyType(sources)) if found else said


def _of_robots(text: str, path: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (licence, its address) and (noai, where) for us: what our own group says, else what that for all says.

    What stands before the first group is for everybody.
    """
    groups = _groups(text)
    own = [group for name in names for group in (groups.get(name),) if group is not None]
    for group in (*(own or [groups.get("*", [])]), groups[""]):
        for key, value in chain.from_iterable(group):
            if key == "license" and value:
                yield "licence", value
            elif key == "contentsignal" and _NO_TRAINING.search(value):
                yield "noai", "Content-Signal"
            elif key == "contentusage":
                where, _, usage = value.partition(" ") if value.startswith("/") else ("/", "", value)
                if path.startswith(where) and _NO_TRAINING.search(usage):
                    yield "noai", "Content-Usage"


@lru_cache(maxsize=16)
def _groups(text: str) -> Mapping[str, list[list[tuple[str, str]]]]:
    """Give, for each agent a robots.txt names, what its groups say of use; a site's pages all have the same one.

    A group of many agents is one list, which they share.
    """
    group: list[tuple[str, str]] = []
    groups = {"": [group]}
    is_open = False
    for match in _LINE.finditer(text):
        key, value = match[1].lower().replace("-", ""), match[2].strip()
        if key == "useragent":
            group = group if is_open else []
            groups.setdefault(value.lower(), []).append(group)
        elif key not in ("allow", "disallow"):
            group.append((key, value))
        is_open = key == "useragent"
    return groups


def _tdm_rule(text: str, path: str) -> dict[str, Any] | None:
    """Give the rule of a TDM file for a path: that with the longest location that fits."""
    if not text:
        return None
    try:
        rules = json.loads(text)
    except (ValueError, RecursionError):
        return None
    fitting = [
        rule
        for rule in (rules if isinstance(rules, list) else [rules])[:MAX_RULES]
        if isinstance(rule, dict)
        and isinstance(location := rule.get("location"), str)
        and rule.get("tdm-reservation") in (0, 1, "0", "1")
        and _fits(location, path)
    ]
    return max(fitting, key=lambda rule: len(rule["location"]), default=None)


def _fits(location: str, path: str) -> bool:
    """Tell whether a location, with `*` and `$` as in robots.txt, is that of a path.

    >>> _fits("/news/", "/news/a"), _fits("/*.pdf$", "/news/a.pdf"), _fits("/news/", "/sport/")
    (True, True, False)
    """
    location = location if location.startswith(("/", "*")) else f"/{location}"
    parts = location.removesuffix("$").split("*")
    end = "$" if location.endswith("$") else ""
    return re.match(".*".join(map(re.escape, parts)) + end, path) is not None
