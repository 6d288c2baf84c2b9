"""Every error a caller may see. A message is one sentence: what happened, and to what.

ScraperError
├── FetchError             no usable answer from the server; carries the URL
│   ├── Disallowed         robots.txt says no, or could not be read
│   ├── ForbiddenAddress   the host is, or leads to, an address that is not public
│   └── ComeBackLater      the server named a time that is too far off to wait for
├── UnreadablePage         the bytes are not a page we can parse
├── RuleError              a site rule file is wrong
├── ConfigError            scrape.toml or the environment is wrong
└── ArchiveError           the archive file cannot be used
    ├── ArchiveBusy        another run is at work on it
    └── DamagedCapture     the bytes of one page cannot be read back; all others can
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.models import Page


class ScraperError(Exception):
    """The root: catch this to catch all of ours and nothing else."""


class FetchError(ScraperError):
    """No usable answer came from the server; `is_answer` tells that one came, but none that can be used.

    `page` is what a server in trouble, or one that keeps us out, sent with its status.
    """

    def __init__(
        self, url: str, reason: str, *, status: int | None = None, is_answer: bool = False, page: Page | None = None
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.is_answer = is_answer
        self.page = page


class Disallowed(FetchError):
    """The site's robots.txt forbids the URL, or could not be read and so forbids everything (RFC 9309).

    `is_passing` tells the second: later it may be read, and allow the URL.
    """

    def __init__(self, url: str, reason: str, *, status: int | None = None, is_passing: bool = False) -> None:
        super().__init__(url, reason, status=status)
        self.is_passing = is_passing


class ForbiddenAddress(FetchError):
    """The host's address is loopback, private, link-local or otherwise not public."""


class ComeBackLater(FetchError):
    """The server asked us to wait longer than one command waits; `at` says until when."""

    def __init__(
        self, url: str, reason: str, *, at: datetime, status: int | None = None, page: Page | None = None
    ) -> None:
        super().__init__(url, reason, status=status, page=page)
        self.at = at


class UnreadablePage(ScraperError):
    """The bytes are not a page that we can parse: not HTML, or HTML made to exhaust a parser."""


class RuleError(ScraperError):
    """A site rule file is wrong: not TOML, or a key or selector that means nothing."""


class ConfigError(ScraperError):
    """The configuration file or the environment asks for something that cannot be."""


class ArchiveError(ScraperError):
    """The archive cannot be used: not ours, corrupt, newer than this version, locked, or out of space."""


class ArchiveBusy(ArchiveError):
    """Another run holds the lock of the archive; the message names it."""


class DamagedCapture(ArchiveError):
    """The bytes of one page cannot be read back, or are not what they were; `scrape verify` names all such."""
