"""Text and times as the columns hold them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from scraper.models import Image
from scraper.urls import without_credentials

#: What `search` puts before and after a match; stored text never has them.
MATCH_START, MATCH_END = "\x02", "\x03"

_UNSTORABLE = re.compile("[\x00\x02\x03\ud800-\udfff]")
_USERINFO = re.compile(r"(https?://)[^/?#\s\"'<>]*@", re.IGNORECASE)

_IDEOGRAPHS_AND_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def clean(text: str) -> str:
    r"""Replace what SQLite or its readers stumble over: lone surrogates, NUL, and our match marks.

    >>> clean("a\ud800b\x00c")
    'a�b�c'
    """
    try:
        _ = text.isascii() or text.encode()
    except UnicodeEncodeError:
        return _UNSTORABLE.sub("\ufffd", text)
    if "\x00" in text or MATCH_START in text or MATCH_END in text:
        return _UNSTORABLE.sub("\ufffd", text)
    return text


def without_userinfo(text: str) -> str:
    """Drop user names and passwords from the URLs in a text.

    >>> without_userinfo("<https://ana:secret@courier.example/a>; rel=next")
    '<https://courier.example/a>; rel=next'
    """
    return _USERINFO.sub(r"\1", text) if "@" in text else text


def clean_url(url: str) -> str:
    """Give a URL as it may be kept: storable, and without credentials."""
    return without_credentials(clean(url))


def count_words(text: str) -> int:
    """Count words; an ideograph or a kana counts as one, as word processors have it.

    >>> count_words("The ferry sailed"), count_words("港に船")
    (3, 3)
    """
    words = len(text.split())
    if text.isascii() or not (glyphs := len(_IDEOGRAPHS_AND_KANA.findall(text))):
        return words
    return len(_IDEOGRAPHS_AND_KANA.sub(" ", text).split()) + glyphs


def checksum(*texts: str | None) -> int:
    """Give the CRC-32 of texts as columns hold them, by which a byte that was flipped shows.

    >>> checksum("a", "b") == checksum("ab", None)
    False
    """
    return zlib.crc32("\0".join(text or "" for text in texts).encode("utf-8", "surrogatepass"))


def stamp(moment: datetime) -> str:
    """Give a moment in UTC to the second, which sorts as text; a naive one is taken as UTC.

    >>> stamp(datetime(2026, 3, 4, 5, 6, 7))
    '2026-03-04T05:06:07+00:00'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def now() -> str:
    """Give the present moment as `stamp` does."""
    return stamp(datetime.now(UTC))


def as_text(value: datetime | date | None) -> str | None:
    """Give a date as the page has it: a day, or a moment with its offset."""
    return None if value is None else value.isoformat()


def in_utc(value: datetime | date | None) -> str | None:
    """Give a date of the page for sorting: the moment in UTC, or the day where there is no more."""
    if not isinstance(value, datetime):
        return None if value is None else value.isoformat()
    try:
        return value.astimezone(UTC).isoformat()
    except OverflowError:  # a year before 1 or after 9999, once the offset is taken off
        return value.date().isoformat()


def read_date(text: str | None) -> datetime | date | None:
    """Read back what `as_text` wrote."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == len("2026-03-04") else datetime.fromisoformat(text)


def for_people(value: Any) -> str:
    """Give a candidate's value as text.

    >>> for_people(("Ana Ruiz", "Bo Li")), for_people(date(2026, 3, 4)), for_people(True)
    ('Ana Ruiz, Bo Li', '2026-03-04', 'yes')
    """
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case Image():
            return value.url
        case Iterable():
            return ", ".join(for_people(item) for item in value)
    return str(value)
