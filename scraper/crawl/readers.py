"""Reading pages where it is cheapest, and with a deadline that costs a poisonous page only itself.

A page of the usual size is read on the spot: to send it to another process would cost more than to read it. A large
or a suspicious one goes to a worker process, which is started when the first such page comes and killed when one
takes too long.
"""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from scraper.crawl.reader import HEAD, MAX_ANSWER_BYTES, Failure, Task, failure_of
from scraper.errors import RuleError, ScraperError, UnreadablePage
from scraper.urls import host

READ_SECONDS = 20.0  # a page that takes longer is given up
START_SECONDS = 30.0  # for a worker to be ready
WAIT_SECONDS = 1.0  # for a worker to leave by itself
MAX_WORKERS = 2

INLINE_BYTES = 1_000_000  # about 30 ms of reading; 3 pages in 100 are larger
INLINE_TAGS = 20_000
FEW_TAGS = 2_000  # with so few, nothing takes long
MAX_OPEN_TAGS = 2_500  # more start than end tags; lists and tables without end tags have some hundreds
MAX_FORMATS = 1_000  # <b> and its like, which parsers open again and again when they are wrongly nested
SLOW_SECONDS = 1.0  # a host with a page that took so long on the spot has its next ones read by a worker
MAX_SLOW_HOSTS = 1_000

_FORMAT = re.compile(rb"<(?:[biu][ >]|em|font|strong|big|code|tt|nobr)")  # ten times as fast as to count each
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from scraper.crawl.reader import serve; serve()"

T = TypeVar("T")


def is_suspicious(body: bytes) -> bool:
    """Tell whether a page may take long: it is large, or its tags are many, left open, or of the kinds that do.

    >>> is_suspicious(b"<p>The ferry sailed.</p>" * 500), is_suspicious(b"<div>" * 5_000)
    (False, True)
    """
    if len(body) > INLINE_BYTES:
        return True
    tags = body.count(b"<")
    if tags <= FEW_TAGS:
        return False
    return (
        tags > INLINE_TAGS or tags - 2 * body.count(b"</") > MAX_OPEN_TAGS or len(_FORMAT.findall(body)) > MAX_FORMATS
    )


class Readers:
    """Reads pages here or in worker processes; an asynchronous context manager, shared by all hosts."""

    def __init__(self, *, seconds: float = READ_SECONDS, workers: int = MAX_WORKERS) -> None:
        self._seconds = seconds
        self._free = asyncio.Semaphore(workers)
        self._idle: list[asyncio.subprocess.Process] = []
        self._slow_hosts: set[str] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await _end(self._idle.pop())

    async def read(self, work: Callable[..., T], body: bytes, url: str, *more: Any, alone: bool = False) -> T:
        """Give what `work(body, url, *more)` gives: a function of a module, whose result can be pickled.

        `alone` sends it to a worker whatever the body looks like.

        Raises: UnreadablePage, also when it takes longer than the deadline or breaks the worker; RuleError.
        """
        if alone or is_suspicious(body) or (self._slow_hosts and host(url) in self._slow_hosts):
            async with self._free:
                answer: T = _result(await self._ask_worker(Task(work, (body, url, *more), self._seconds)))
            return answer
        began = time.monotonic()
        try:
            return work(body, url, *more)
        except Exception as error:
            if os.environ.get("SCRAPE_DEBUG"):
                raise
            raise _as_error(failure_of(error)) from error
        finally:
            if time.monotonic() - began > SLOW_SECONDS and len(self._slow_hosts) < MAX_SLOW_HOSTS:
                self._slow_hosts.add(host(url))

    async def _ask_worker(self, task: Task) -> Any:
        data = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        try:
            worker = self._idle.pop() if self._idle else await _start()
        except (OSError, EOFError, TimeoutError):
            return Failure("UnreadablePage", "no process could be started to read it")
        try:
            async with asyncio.timeout(self._seconds):
                answer = await _exchange(worker, data)
        except TimeoutError:
            await _kill(worker)
            return Failure("UnreadablePage", f"reading it took longer than {self._seconds:g} s")
        except (OSError, EOFError):
            await _kill(worker)
            return Failure("UnreadablePage", "our reader broke down over it; please report it")
        except BaseException:
            await _kill(worker)
            raise
        self._idle.append(worker)
        return pickle.loads(answer)  # noqa: S301  # of our own process


async def _start() -> asyncio.subprocess.Process:
    """Start a worker and wait until it is ready."""
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _START, json.dumps(sys.path)),
        stdin=pipe,
        stdout=pipe,
        stderr=None if os.environ.get("SCRAPE_DEBUG") else nowhere,
    )
    assert worker.stdout is not None
    try:
        async with asyncio.timeout(START_SECONDS):
            await worker.stdout.readexactly(HEAD.size)
    except BaseException:
        await _kill(worker)
        raise
    return worker


async def _exchange(worker: asyncio.subprocess.Process, data: bytes) -> bytes:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(HEAD.pack(len(data)))
    worker.stdin.write(data)
    await worker.stdin.drain()
    (size,) = HEAD.unpack(await worker.stdout.readexactly(HEAD.size))
    if size > MAX_ANSWER_BYTES:
        raise EOFError
    return await worker.stdout.readexactly(size)


async def _end(worker: asyncio.subprocess.Process) -> None:
    assert worker.stdin is not None
    worker.stdin.close()
    try:
        await asyncio.wait_for(worker.wait(), WAIT_SECONDS)
    except TimeoutError:
        await _kill(worker)


async def _kill(worker: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        worker.kill()
    await worker.wait()


def _result(answer: Any) -> Any:
    if isinstance(answer, Failure):
        raise _as_error(answer)
    return answer


def _as_error(failure: Failure) -> ScraperError:
    return (RuleError if failure.kind == "RuleError" else UnreadablePage)(failure.reason)
