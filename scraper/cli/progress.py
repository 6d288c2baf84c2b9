"""How a crawl is going: three lines at the bottom of a terminal that are written over and over.

9,300 found · 1,204 fetched · 640 new · 3 changed · 120 known · 2 failed
12 hosts · 9.8 a second · 8,096 waiting, about 14 min
https://courier.example/2026/11/ferry-returns
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from scraper.terminal import DIM, columns, is_terminal, may_style, one_line, shortened, styled

REDRAW_SECONDS = 0.1
RATE_SECONDS = 30.0  # over which the rate is taken
MIN_RATE_SECONDS = 2.0  # before there is one

Counts = Callable[[], Mapping[str, int]]


def wants_progress(stream: IO[str]) -> bool:
    """Tell whether lines may be written over: on a terminal that can move its cursor."""
    return is_terminal(stream) and os.environ.get("TERM", "") not in ("dumb", "")


class Progress:
    """Draws `counts()`: found, asked, new, changed, known, failed, hosts and waiting, all of now."""

    def __init__(self, stream: IO[str], counts: Counts, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._counts = counts
        self._clock = clock
        self._drawn_lines = 0
        self._drawn_at = float("-inf")
        self._url = ""
        self._asked: deque[tuple[float, int]] = deque()

    def show(self, url: str | None = None) -> None:
        """Draw anew if the last time was a while ago; `url` is what is asked for now."""
        self._url = url or self._url
        if self._clock() - self._drawn_at >= REDRAW_SECONDS:
            self._clear()
            self._draw()

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Make room for something to stay on the screen."""
        self._clear()
        self._stream.flush()
        yield
        self._drawn_at = float("-inf")

    def end(self) -> None:
        """Leave the screen as it was."""
        self._clear()
        self._stream.flush()

    def _draw(self) -> None:
        self._drawn_at = self._clock()
        width = columns() - 1
        lines = [shortened(line, width) for line in (*lines_of(self._counts(), self._rate()), one_line(self._url))]
        if may_style(self._stream):
            lines[-1] = styled(lines[-1], DIM)
        self._write("".join(f"{line}\n" for line in lines))
        self._drawn_lines = len(lines)

    def _clear(self) -> None:
        if self._drawn_lines:
            self._write(f"\x1b[{self._drawn_lines}A\r\x1b[J")
            self._drawn_lines = 0

    def _rate(self) -> float | None:
        now, asked = self._clock(), self._counts().get("asked", 0)
        self._asked.append((now, asked))
        while self._asked[0][0] < now - RATE_SECONDS:
            self._asked.popleft()
        then, before = self._asked[0]
        return (asked - before) / (now - then) if now - then >= MIN_RATE_SECONDS else None

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # nobody looks any more; the crawl goes on
            self._drawn_lines = 0


def lines_of(counts: Mapping[str, int], rate: float | None) -> tuple[str, str]:
    """Say in two lines how it is going.

    >>> counts = {"found": 9300, "asked": 1204, "new": 640, "known": 120, "failed": 2, "hosts": 12, "waiting": 8096}
    >>> for line in lines_of(counts, 9.8):
    ...     print(line)
    9,300 found · 1,204 fetched · 640 new · 120 known · 2 failed
    12 hosts · 9.8 a second · 8,096 waiting, about 14 min
    """
    shown = [f"{counts.get('found', 0):,} found", f"{counts.get('asked', 0):,} fetched"]
    shown += [f"{counts.get(name, 0):,} {name}" for name in ("new", "known", "failed")]
    shown[3:3] = [f"{counts['changed']:,} changed"] if counts.get("changed") else []
    shown += [f"{counts[name]:,} {name}" for name in ("refused", "gone") if counts.get(name)]
    hosts, waiting = counts.get("hosts", 0), counts.get("waiting", 0)
    pace = [f"{hosts:,} {'host' if hosts == 1 else 'hosts'}"]
    pace += [] if rate is None else [f"{rate:.1f} a second"]
    pace.append(f"{waiting:,} waiting" + (f", about {_span(waiting / rate)}" if rate and waiting else ""))
    return " · ".join(shown), " · ".join(pace)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.0f} h"
