"""The other end of `readers.py`: a process that reads one page after the other until nobody sends any.

Tasks and answers are pickles behind their length, on standard input and output. The first answer is an empty one: the
process is ready, and the time of a task counts from then on.
"""

from __future__ import annotations

import pickle
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from scraper.errors import ScraperError

HEAD = struct.Struct(">Q")
MAX_MEMORY_BYTES = 3_000_000_000  # of address space; a page that needs more is none
MAX_ANSWER_BYTES = 500_000_000
LEFT_ALONE_SECONDS = 10  # past its deadline a worker dies by itself, when nobody is left to kill it


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do within a time: a function of a module, and what to call it with."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """What came of a page that cannot be read; `kind` is the name of one of our errors."""

    kind: str
    reason: str


def serve() -> None:
    """Do tasks until standard input ends."""
    import scraper.extract  # noqa: F401  # what most tasks need

    tasks, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not get among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that sends the pages
    _limit_memory()
    answers.write(HEAD.pack(0))
    answers.flush()
    while head := tasks.read(HEAD.size):
        task: Task = pickle.loads(tasks.read(HEAD.unpack(head)[0]))  # noqa: S301  # from our own process
        if hasattr(signal, "alarm"):
            signal.alarm(int(task.seconds) + LEFT_ALONE_SECONDS)
        answer = _packed(_done(task))
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        answers.write(HEAD.pack(len(answer)))
        answers.write(answer)
        answers.flush()


def failure_of(error: Exception) -> Failure:
    """Say what an exception means to the page that it came from; a fault of ours costs that page and no other."""
    if isinstance(error, ScraperError):
        return Failure(type(error).__name__, str(error))
    if isinstance(error, MemoryError):
        return Failure("UnreadablePage", "reading it takes too much memory")
    return Failure("UnreadablePage", f"our reader failed on it ({type(error).__name__}); please report it")


def _done(task: Task) -> Any:
    try:
        return task.work(*task.arguments)
    except Exception as error:  # noqa: BLE001  # whatever a page does to a reader
        return failure_of(error)


def _packed(result: Any) -> bytes:
    try:
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001  # a fault of ours costs one page
        return pickle.dumps(failure_of(error))


def _limit_memory() -> None:
    with suppress(ImportError, OSError, ValueError):  # not everywhere, and not more than is allowed
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
