"""Rule files of Full-Text RSS (`<domain>.txt`, the ftr-site-config collection), read as site rules.

A line is `directive: value`, and most values are XPath. What has no meaning here is listed in `ignored` and never an
error: those files are written for another program, and mean here what they mean there.

Reference: https://help.fivefilters.org/full-text-rss/site-patterns.html
"""

from __future__ import annotations

import re
from typing import Any

from scraper.rules import SiteRules, is_xpath, xpath_error

_LINE = re.compile(r"\s*([a-z_]+)\s*(?:\((.*?)\))?\s*:(.*)", re.DOTALL)
_FIELDS = {
    "title": "headline",
    "body": "body",
    "author": "authors",
    "date": "published",
    "strip": "strip",
    "next_page_link": "next_page",
}
#: What changes nothing here: how that program parses and cleans a page is not how ours does.
_WITHOUT_MEANING = frozenset(
    "tidy prune autodetect_on_failure parser convert_double_br_tags insert_detected_image strip_attr strip_comments"
    " wrap_in src_lazy_load_attr".split()
)
_QUOTES = str.maketrans("", "", "'\"")
_LONG = 10_000  # characters, longer than any address


def parse_ftr(text: str) -> SiteRules:
    r"""Read a file of the ftr-site-config format.

    `test_url` and the `test_contains` below it become examples (`url`, `contains`), whose page is looked up in the
    archive; each `find_string`, with the `replace_string` that is its turn, becomes `replace`.

    >>> rules = parse_ftr("title: //h1\nstrip_id_or_class: promo\nsingle_page_link: //a")
    >>> rules.headline, rules.strip, rules.ignored
    (('//h1',), ('[class*="promo"], [id*="promo"]',), ('single_page_link',))
    """
    values: dict[str, list[str]] = {}
    replace: list[tuple[str, str]] = []
    examples: list[dict[str, Any]] = []
    ignored: dict[str, None] = {}
    wanted: list[str] = []
    last = ""
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (match := _LINE.fullmatch(line)) is None:
            ignored[line.strip()[:60]] = None
            continue
        directive, argument, value = match[1], match[2], match[3].strip()
        before, last = last, directive
        if directive in _FIELDS:
            if is_xpath(value) and not (error := xpath_error(value)):
                values.setdefault(_FIELDS[directive], []).append(value)
            else:
                ignored[f"{directive}: {value[:60]} ({error if is_xpath(value) else 'no XPath'})"] = None
                last = ""
        elif directive == "strip_id_or_class" and (part := value.translate(_QUOTES)):
            values.setdefault("strip", []).append(f"[class*={_quoted(part)}], [id*={_quoted(part)}]")
        elif directive == "strip_image_src" and (part := value.translate(_QUOTES)):
            values.setdefault("strip", []).append(f"img[src*={_quoted(part)}]")
        elif directive == "if_page_contains" and before == "next_page_link" and (links := values.get("next_page")):
            if is_xpath(value) and not xpath_error(value):
                links[-1] = _only_if(value, links[-1])
            else:
                ignored[f"{directive}: {value[:60]}"] = None
        elif directive == "find_string" and value:
            wanted.append(value)
        elif directive == "replace_string" and (argument or wanted):
            replace.append((argument or wanted.pop(0), value))
        elif directive == "test_url" and value:
            examples.append({"url": value, "contains": []})
        elif directive == "test_contains" and examples and value:
            examples[-1]["contains"].append(value)
        elif directive not in _WITHOUT_MEANING:
            ignored[directive] = None
    ignored |= {f"find_string: {text[:60]} (no replace_string)": None for text in wanted}
    selectors: dict[str, Any] = {key: tuple(found) for key, found in values.items()}
    return SiteRules(
        **selectors,
        replace=tuple(replace),
        examples=tuple(examples),
        ignored=tuple(ignored),
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\") + '"'


def _only_if(condition: str, expression: str) -> str:
    """Give an expression that finds what another does on a page with the condition, and nothing on all others.

    >>> _only_if("//ol", "//a/@href"), _only_if("//ol", "concat(//a/@href, '?all')")
    ('(//a/@href)[boolean(//ol)]', "substring(concat(//a/@href, '?all'), 1, 10000 * boolean(//ol))")
    """
    if expression.lstrip("( ").startswith(("/", ".")):
        return f"({expression})[boolean({condition})]"
    return f"substring({expression}, 1, {_LONG} * boolean({condition}))"
