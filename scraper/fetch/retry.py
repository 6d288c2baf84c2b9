"""What is worth another try, and how long to wait for it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: Answers that may be better in a moment (RFC 9110 §15, RFC 6585 §4).
PASSING = frozenset({429, 500, 502, 503, 504})
MAX_DELAY_SECONDS = 10**9


def retry_after(value: str | None, now: datetime) -> float | None:
    """Give the seconds that a Retry-After header asks for, None if there is none we can read (RFC 9110 §10.2.3).

    >>> now = datetime(2024, 3, 12, 17, 0, tzinfo=UTC)
    >>> retry_after("120", now), retry_after("Tue, 12 Mar 2024 17:00:30 GMT", now), retry_after("soon", now)
    (120.0, 30.0, None)
    """
    text = (value or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(min(int(text[:12]), MAX_DELAY_SECONDS))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, min((at - now).total_seconds(), MAX_DELAY_SECONDS))


def moment(now: datetime, seconds: float) -> datetime:
    """Give the time some seconds ahead, cut at a year that calendars can write."""
    return now + timedelta(seconds=min(seconds, 30 * 365 * 86_400))


def backoff(attempt: int, first_seconds: float) -> float:
    """Give the seconds to wait after a failed attempt, 1 being the first: doubled each time, with jitter."""
    return first_seconds * float(2 ** (attempt - 1)) * random.uniform(0.75, 1.25)  # noqa: S311  # manners, not secrets
