"""robots.txt: what a site allows, read as RFC 9309 says.

Protego matches paths and agents; this file gives it clean text and decides what an answer without rules means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

SAYS_NO = "robots.txt says no"  # and not merely: it could not be read
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"^\s*(user-?\s?agent|allow|disallow|crawl-delay|request-rate|visit-time)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class RobotsText:
    """What one origin said about robots. `status` is None when it could not be reached, `reason` then says why."""

    origin: str
    fetched_at: datetime
    status: int | None = None
    text: str = ""
    reason: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether the site said what it allows; 429, 5xx and silence say that it may do so later."""
        return self.status is not None and self.status != 429 and self.status < 500

    def forbids(self, url: str, product: str) -> str | None:
        """Give why a product token may not fetch a URL, or None if it may.

        4xx means that there are no rules; 429, 5xx and silence mean that all is forbidden for now
        (RFC 9309 §2.3.1.3 and §2.3.1.4).
        """
        if self.status is None:
            return f"{self.reason} (asked for robots.txt, without which nothing may be fetched)"
        if not self.is_known:
            return f"robots.txt answers {self.status}, so nothing may be fetched for now"
        if not 200 <= self.status < 300 or not self._rules:
            return None
        return None if self._rules.can_fetch(url, product) else SAYS_NO

    def crawl_delay(self, product: str) -> float | None:
        """Give the seconds between requests that the site asks for, None if it does not say."""
        delay = self._rules.crawl_delay(product) if self._rules else None
        return float(delay) if delay is not None else None

    @cached_property
    def _rules(self) -> Any:
        if not (lines := rule_lines(self.text)):
            return None
        from protego import Protego

        return Protego.parse("\n".join(lines))


def decode_robots(body: bytes) -> str:
    r"""Decode the bytes of a robots.txt: UTF-8, with or without a BOM; what is not is replaced.

    >>> decode_robots(b"\xef\xbb\xbfUser-agent: *")
    'User-agent: *'
    """
    return body.decode("utf-8-sig", "replace").replace("\x00", "")


def rule_lines(text: str) -> list[str]:
    r"""Give the lines that say something about access, whatever their line ends.

    Other lines are dropped: a Sitemap line, or one that nobody knows, must not end a group's list of
    agents (RFC 9309 §2.2.4), and for Protego it would.

    >>> rule_lines("User-agent: a\rSitemap: x\rUser-agent: b\rDisallow: /")
    ['User-agent: a', 'User-agent: b', 'Disallow: /']
    """
    return [line for line in _LINE_ENDS.split(text) if _RULE.match(line)]


def product_token(user_agent: str) -> str:
    """Give the name by which robots.txt may call us: the first word of the User-Agent, without its version.

    >>> product_token("scrape-news/0.1 (+https://courier.example/bot)")
    'scrape-news'
    """
    return re.split(r"[/\s(]", user_agent.strip(), maxsplit=1)[0] or "*"
