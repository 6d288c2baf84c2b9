"""Every limit of fetching has a name here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, how long and how often. Times are seconds, sizes are bytes after decompression."""

    request_seconds: float = 30.0  # from the look-up of the name to the last byte, whatever drips
    total_seconds: float = 60.0  # all tries and redirects together, waits that a server asked for apart
    page_bytes: int = 10_000_000
    robots_bytes: int = 512 * 1024  # RFC 9309 §2.5 asks for at least 500 KiB
    redirects: int = 10
    robots_redirects: int = 5  # RFC 9309 §2.3.1.2
    tries: int = 3
    first_wait_seconds: float = 0.5  # before the second try; doubled before each further one
    retry_after_seconds: float = 60.0  # a server that asks for more is told good-bye
    robots_cache_seconds: float = 86_400.0  # RFC 9309 §2.4
    unread_robots_seconds: float = 600.0  # until a robots.txt that could not be read is asked for again
