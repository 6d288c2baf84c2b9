"""The first Ctrl-C or SIGTERM asks a command to finish what is in hand; a second one ends it at once."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from scraper.cli.execute import INTERRUPTED
from scraper.terminal import is_terminal, say

TERMINATED = 143  # 128 + SIGTERM, as shells count


@dataclass
class Signalled:
    """Whether a signal came: the exit status that says so, None as long as none did."""

    status: int | None = None


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM end what is done inside `with` as an exception does, so that what is left to do is still done."""

    def leave(_number: int, _frame: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def ended_by(stop: Callable[[], None], tell: Callable[[str], None] = say) -> Iterator[Signalled]:
    """Call `stop` at the first signal, inside a running event loop, until the end of `with`.

    Whoever sits at a terminal is told so by `tell`.
    """
    loop = asyncio.get_running_loop()
    signalled = Signalled()
    taken: list[signal.Signals] = []

    def handle(number: signal.Signals) -> None:
        signalled.status = INTERRUPTED if number is signal.SIGINT else TERMINATED
        loop.remove_signal_handler(number)
        taken.remove(number)
        if is_terminal(sys.stderr):
            tell("finishing what is in hand; once more to stop at once")
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread, as in a test
            loop.add_signal_handler(number, handle, number)
            taken.append(number)
    try:
        yield signalled
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
