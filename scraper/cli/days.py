"""Days as people write them after an option."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from scraper.durations import seconds_of
from scraper.errors import ConfigError


def day_of(text: str | None) -> date | None:
    """Read a day, or how long ago it was: 2026-11-01, 7d.

    Raises: ConfigError, when it is neither.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    if (seconds := seconds_of(text)) is None:
        raise ConfigError(f"--since {text!r} is neither a day (2026-11-01) nor a length of time (7d)")
    return (datetime.now(UTC) - timedelta(seconds=seconds)).date()
