"""What an address alone tells: whether it looks like a story's, a list's, or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from scraper.discover.url_dates import date_in
from scraper.discover.url_words import INDEXES, LABELS, LISTS, MACHINERY, SERVICES

LONG_SLUG_WORDS = 4
LONG_ID_DIGITS = 5

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|js|mjs|json|xml|rss|atom|rdf|opml|txt|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf"
    r"|zip|gz|tgz|rar|7z|exe|dmg|apk|mp[34g]|mpe?g|m4[av]|ogg|wav|webm|avi|mov|flv|swf|m3u8?|woff2?|ttf|eot|epub|mobi|ics|csv"
    r"|vcf|torrent)$"
)
_NO_STORY_QUERY = re.compile(
    r"(?:^|&)(?:s|q|paged|page_id|attachment_id|replytocom|feed|search|query|share|print|output|rest_route|preview|add-to-cart"
    r"|redirect_to|returnurl|post_type)=",
    re.IGNORECASE,
)
_LIST_QUERY = re.compile(
    r"(?:^|&)(?:cat|cat_id|category|categoria|tag|tags|author|autor|m|c|section|topic|action|do|mode|sort|order)=",
    re.IGNORECASE,
)
_ID_QUERY = re.compile(
    r"(?:^|&)(?:p|id|idn|story|article|articleid|article_id|storyid|story_id|nid|sid|aid|news|news_id|newsid|a|art|artid"
    r"|id_article|idnoticia|noticia|post|docid|cid|contentid|newsno|idxno|no|item|itemid)=[\w.-]{0,12}\d[\w.-]{0,12}(?:&|$)",
    re.IGNORECASE,
)
_PAGE_QUERY = re.compile(
    r"(?:^|&)(?:page|paged|pg|pageno|pagenum|seite|pagina|start|offset|skip)=\d{1,15}$", re.IGNORECASE
)
_PAGE_PATH = re.compile(
    r"/(?:pagina|page|seite|side|sida|strona|sayfa)[-_/]?\d{1,5}/?$|/p\d{1,3}/?$|/(?:blog|index)[-_]?\d{1,3}(?:\.\w+)?$"
)
_ONLY_DATE = re.compile(
    r"(?:/[a-z_-]+){0,2}/(?:19|20)\d\d(?:[/-][01]?\d(?:[/-][0-3]?\d)?)?(?:/(?:index\.\w+)?)?", re.IGNORECASE
)
_MONTH_OR_YEAR = re.compile(r"(?:/[a-z_-]+){0,2}/(?:19|20)\d\d(?:[/-][01]?\d)?/?", re.IGNORECASE)
_DIGITS = re.compile(rf"\d{{{LONG_ID_DIGITS},}}")
_MIXED_ID = re.compile(r"(?=(?:\D*\d){3})[a-z0-9]{10,40}", re.IGNORECASE)  # c4n1yy2v1pzo
_LIST_SCRIPTS = LISTS | MACHINERY | SERVICES | {"list", "liste", "lista", "forum", "channel"}
_WORD_ENDS = re.compile(r"[-_+ ,.~]+")


class Address(NamedTuple):
    """The parts of an address that count here: `parts` are those of its path in lower case, an index page left out.

    `last` is the last of them, `stem` the same without the ending of a file.
    """

    path: str
    query: str
    parts: tuple[str, ...]
    last: str
    stem: str


@lru_cache(maxsize=1_024)
def parsed(url: str) -> Address:
    """Take apart an absolute address that was resolved."""
    rest, _, _ = url.partition("://")[2].partition("#")
    rest, _, query = rest.partition("?")
    path = rest[rest.find("/") :] if "/" in rest else "/"
    plain = (unquote(path) if "%" in path else path).lower()
    parts = [part for part in plain.split("/") if part]
    if parts and parts[-1] in INDEXES:
        parts.pop()
    last = parts[-1] if parts else ""
    return Address(plain, query, tuple(parts), last, _stem(last))


@lru_cache(maxsize=1_024)
def story_likeness(url: str) -> float:
    """Say how much an address looks like a story's, from 0 to 1.

    >>> story_likeness("https://courier.example/2024/03/12/ferry-returns-to-port-ellis/") > 0.8
    True
    >>> story_likeness("https://courier.example/category/sports/"), story_likeness("https://courier.example/about/")
    (0.0, 0.0)
    """
    if is_never_a_story(url):
        return 0.0
    address = parsed(url)
    if not address.parts:
        return 0.6 if _ID_QUERY.search(address.query) else 0.0
    stem = address.stem
    score = 0.1
    words = _words(stem)
    if words >= LONG_SLUG_WORDS:
        score += 0.5
    elif words >= 2:
        score += 0.2
    if not stem.isascii() and len(stem) > 8:
        score += 0.3
    score += 0.4 if date_in(url) else 0.0
    score += _number_gain(address, stem)
    if address.last != stem:
        score += 0.1
    return min(score, 1.0)


def _number_gain(address: Address, stem: str) -> float:
    if address.query and _ID_QUERY.search(address.query):
        return 0.4
    if _has_id(stem) or (len(address.parts) > 1 and _DIGITS.search(address.parts[-2])):
        return 0.35
    return 0.2 if stem.isdigit() else 0.0


@lru_cache(maxsize=1_024)
def is_never_a_story(url: str) -> bool:
    """Tell whether an address leads to a list, a file or a service, whatever is said of it.

    >>> [is_never_a_story("https://courier.example" + path) for path in ("/", "/?p=12", "/?page_id=2", "/2024/03/")]
    [True, False, True, True]
    """
    address = parsed(url)
    query, parts, last = address.query, address.parts, address.last
    has_id = bool(query) and _ID_QUERY.search(query) is not None
    if query and (
        _NO_STORY_QUERY.search(query) or (not has_id and _LIST_QUERY.search(query)) or _PAGE_QUERY.search(query)
    ):
        return True
    if not parts:
        return not has_id
    if last != address.stem and _FILES.search(last):
        return True
    if (last[0].isdigit() and _ONLY_DATE.fullmatch(address.path)) or is_older_page(url):
        return True
    if parts[0] in MACHINERY or last in MACHINERY:
        return True
    if has_id:
        return address.stem in _LIST_SCRIPTS
    return _is_service(url, address) or _is_list_of_one_label(url, address)


def _is_service(url: str, address: Address) -> bool:
    parts = address.parts
    if address.stem in SERVICES and len(parts) <= 2:
        return True
    return parts[0] in SERVICES and not (is_dated_or_numbered(url) or (len(parts) > 1 and _is_long_slug(address.stem)))


def _is_list_of_one_label(url: str, address: Address) -> bool:
    parts = address.parts
    if address.stem in LISTS:
        return True
    if parts[0] in LABELS or (len(parts) > 1 and parts[1] in LABELS):
        # behind its name, a label's own page has no more than that
        return len(parts) <= (2 if parts[0] in LABELS else 3) or not is_dated_or_numbered(url)
    return len(parts) == 2 and parts[0] in LISTS and not _looks_like_slug(address.stem)


def is_dated_or_numbered(url: str) -> bool:
    """Tell whether an address has a day or a long number in it, as stories have and lists have not."""
    address = parsed(url)
    return bool(address.parts) and (date_in(url) is not None or _has_id(address.stem))


def bears_date(url: str) -> bool:
    """Tell whether an address has a story's date in it.

    >>> bears_date("https://courier.example/2024/03/12/ferry/"), bears_date("https://courier.example/about-1950/")
    (True, False)
    """
    return date_in(url) is not None and not _ONLY_DATE.fullmatch(parsed(url).path)


def is_older_page(url: str) -> bool:
    """Tell whether an address is a further page of something that has several.

    >>> is_older_page("https://courier.example/news/page/2/"), is_older_page("https://courier.example/?p=12")
    (True, False)
    """
    address = parsed(url)
    if address.query and _PAGE_QUERY.search(address.query):
        return True
    return address.stem[-1:].isdigit() and _PAGE_PATH.search(address.path) is not None


def is_part_of_a_story(url: str) -> bool:
    """Tell whether an address is a further page of one story, not of a list.

    >>> is_part_of_a_story("https://courier.example/2024/03/12/ferry-returns?page=2")
    True
    >>> is_part_of_a_story("https://courier.example/news/page/2/")
    False
    """
    if not is_older_page(url):
        return False
    address = parsed(url)
    whole = f"https://x.example{_PAGE_PATH.sub('', address.path)}"
    if address.query:
        return is_dated_or_numbered(whole) and bears_slug(whole)
    return bears_date(whole) and bears_slug(whole)


def bears_slug(url: str) -> bool:
    """Tell whether an address ends in words."""
    return _words(parsed(url).stem) >= 2


def is_archive(url: str) -> bool:
    """Tell whether an address is of one month or year, and of nothing else.

    >>> is_archive("https://courier.example/2024/03/"), is_archive("https://courier.example/2024/03/12/")
    (True, False)
    """
    return _MONTH_OR_YEAR.fullmatch(parsed(url).path) is not None


def is_list(url: str) -> bool:
    """Tell whether an address may be a section's: short, without a number.

    >>> is_list("https://courier.example/sport/football/"), is_list("https://courier.example/about/")
    (True, False)
    """
    address = parsed(url)
    parts = address.parts
    if not parts:
        return bool(address.query) and _LIST_QUERY.search(address.query) is not None
    if len(parts) > 3 or _FILES.search(address.last) or {parts[0], parts[-1]} & MACHINERY:
        return False
    if {parts[0], address.stem} & SERVICES or (parts[0] in LABELS and len(parts) == 1):
        return False
    if address.query and not _LIST_QUERY.search(address.query):
        return False
    return not _looks_like_slug(address.stem)


def _stem(part: str) -> str:
    """Give a part of a path without the ending of a file."""
    stem, dot, end = part.rpartition(".")
    return stem if dot and stem and 2 <= len(end) <= 6 and end.isalpha() else part


def _has_id(stem: str) -> bool:
    return _DIGITS.search(stem) is not None or any(_MIXED_ID.fullmatch(word) for word in stem.rsplit("-", 1))


def _words(stem: str) -> int:
    """Count the words that are no numbers."""
    return len([1 for word in _WORD_ENDS.split(stem) if word and not word.isdigit()])


def _is_long_slug(stem: str) -> bool:
    return _words(stem) >= LONG_SLUG_WORDS


def _looks_like_slug(part: str) -> bool:
    return _is_long_slug(part) or bool(_DIGITS.search(part)) or (part.isdigit() and not _is_year(part))


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.startswith(("19", "20"))
