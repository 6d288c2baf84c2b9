"""Which links of a site are wanted: patterns for their URLs, and sections.

A pattern is a glob, `*` for anything (slashes too) and `?` for one character, that must match the whole path with its
query, or the whole URL if it begins with `http`; `re:` in front makes it a regular expression that is
searched for in the URL.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

REGEX = "re:"


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """Give a pattern as a regular expression to be searched for in a URL.

    >>> bool(compiled("/sport/*").search("https://courier.example/sport/regatta"))
    True

    Raises: ValueError, with a sentence, when it is none.
    """
    if pattern.startswith(REGEX):
        try:
            return re.compile(pattern.removeprefix(REGEX))
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    if not pattern.startswith(("/", "*", "http://", "https://")):
        raise ValueError(f"{pattern!r} would match nothing: a pattern begins with /, *, http or {REGEX}")
    glob = fnmatch.translate(pattern).removesuffix(r"\Z").removesuffix(r"\z")
    start = "^" if pattern.startswith("http") else r"^https?://[^/?#]*(?=[/?#])"
    return re.compile(rf"{start}(?:{glob})$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a site is wanted; empty tuples mean: everything."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def refuses(self, url: str, found_in: str | None = None) -> str | None:
        """Say why the story at a URL is not wanted; None if it is.

        A story is of a section if its path, or that of the feed or front that has it, has the section's word.

        >>> Wanted(exclude=("/sport/*",)).refuses("https://courier.example/sport/regatta")
        'excluded by /sport/*'
        """
        if found := next((pattern for pattern in self.exclude if compiled(pattern).search(url)), None):
            return f"excluded by {found}"
        if self.include and not any(compiled(pattern).search(url) for pattern in self.include):
            return "not among what is included"
        if self.sections and not any(in_section(place, self.sections) for place in (url, found_in) if place):
            return f"not of section {' or '.join(self.sections)}"
        return None


def in_section(url: str, sections: Iterable[str]) -> bool:
    """Tell whether a path has a section's words as parts of their own, whatever their case.

    >>> in_section("https://courier.example/politics/budget", ["Politics"]), in_section("http://a.example/x", ["x/y"])
    (True, False)
    """
    path = "/" + re.sub(r"^https?://[^/]*", "", url).partition("?")[0].strip("/").lower() + "/"
    return any(f"/{section.strip('/').lower()}/" in path for section in sections)
