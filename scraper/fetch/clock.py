"""The time that one page may take."""

from __future__ import annotations

import time


class Clock:
    """What is left of the time for one page; a wait that a server asked for does not count."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left, a little more than none at the least."""
        return max(0.001, self._until - time.monotonic())

    def allow(self, seconds: float) -> None:
        """Grant more time."""
        self._until += seconds
