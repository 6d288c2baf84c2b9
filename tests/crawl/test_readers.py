"""Reading on the spot and in worker processes, with pages that take long, break things or say nothing."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from scraper.crawl.readers import INLINE_BYTES, Readers, is_suspicious
from scraper.crawl.visit import read_story
from scraper.errors import RuleError, UnreadablePage
from scraper.models import Reading

URL = "https://courier.example/a"


def where(body: bytes, url: str) -> int:
    return os.getpid()


def chatter(body: bytes, url: str) -> int:
    print("a library prints this")  # noqa: T201
    return len(body)


def hang(body: bytes, url: str) -> None:
    time.sleep(60)


def vanish(body: bytes, url: str) -> None:
    os._exit(1)


def swell(body: bytes, url: str) -> int:
    return len(bytearray(8_000_000_000))


def fail(body: bytes, url: str) -> None:
    raise KeyError("headline")


def refuse(body: bytes, url: str) -> None:
    raise UnreadablePage("it nests too deep")


def misruled(body: bytes, url: str) -> None:
    raise RuleError("courier.toml: unknown key")


def read(work: Callable[..., Any], body: bytes = b"", *, alone: bool = True, seconds: float = 10.0) -> Any:
    async def ask() -> Any:
        async with Readers(seconds=seconds) as readers:
            return await readers.read(work, body, URL, alone=alone)

    return asyncio.run(ask())


def test_a_usual_page_is_read_on_the_spot_and_a_large_one_elsewhere() -> None:
    assert read(where, b"<p>The ferry sailed.", alone=False) == os.getpid()
    assert read(where, b" " * (INLINE_BYTES + 1), alone=False) != os.getpid()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<p>The ferry sailed.</p>" * 900, False),
        (b"<ul>" + b"<li>One<li>Two" * 1_100 + b"</ul>", False),
        (b"<img src=a>" * 2_400, False),
        (b" " * (INLINE_BYTES + 1), True),
        (b"<div>" * 3_000, True),
        (b"<p></p>" * 11_000, True),
        (b"<b><p></b></p>" * 1_100, True),
    ],
    ids=["story", "list", "images", "large", "deep", "many tags", "misnested"],
)
def test_what_may_take_long_is_known_by_its_looks(body: bytes, *, expected: bool) -> None:
    assert is_suspicious(body) is expected


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(
    ("work", "error", "words"),
    [
        (fail, UnreadablePage, r"our reader failed on it \(KeyError\)"),
        (refuse, UnreadablePage, "it nests too deep"),
        (misruled, RuleError, "unknown key"),
    ],
)
def test_an_error_is_the_same_wherever_it_is_raised(
    work: Callable[..., Any], error: type[Exception], words: str, *, alone: bool
) -> None:
    with pytest.raises(error, match=words):
        read(work, alone=alone)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (vanish, "our reader broke down over it"),
        pytest.param(
            swell,
            "too much memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux"),
        ),
    ],
)
def test_a_page_that_breaks_its_reader_costs_itself_only(work: Callable[..., Any], words: str) -> None:
    async def ask() -> int:
        async with Readers() as readers:
            with pytest.raises(UnreadablePage, match=words):
                await readers.read(work, b"", URL, alone=True)
            return await readers.read(where, b"", URL, alone=True)

    assert asyncio.run(ask()) != os.getpid()


def test_a_page_that_takes_too_long_is_given_up_and_others_are_read_meanwhile() -> None:
    async def ask() -> tuple[float, list[int]]:
        async with Readers(seconds=3.0, workers=2) as readers:
            began = time.monotonic()
            slow = asyncio.create_task(readers.read(hang, b"", URL, alone=True))
            others = [await readers.read(where, b"", URL, alone=True) for _ in range(3)]
            with pytest.raises(UnreadablePage, match="took longer than 3 s"):
                await slow
            return time.monotonic() - began, others

    seconds, others = asyncio.run(ask())

    assert 2.9 < seconds < 30
    assert len(set(others)) == 1


def test_what_a_library_prints_is_no_answer() -> None:
    assert read(chatter, b"abc") == 3


def test_a_host_with_a_slow_page_is_read_elsewhere_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.crawl.readers.SLOW_SECONDS", -1.0)

    async def ask() -> list[int]:
        async with Readers() as readers:
            return [await readers.read(where, b"", URL) for _ in range(2)]

    first, second = asyncio.run(ask())

    assert (first == os.getpid(), second == os.getpid()) == (True, False)


def test_a_large_story_is_read_whole_by_a_worker() -> None:
    body = (
        b"<title>Ferry returns</title><h1>Ferry returns</h1>" + b"<p>The ferry sailed, said the man in it.</p>" * 30_000
    )

    async def read() -> Reading:
        async with Readers() as readers:
            return await readers.read(read_story, body, URL, "text/html", None)

    reading = asyncio.run(read())

    assert len(body) > INLINE_BYTES
    assert reading.article.headline == "Ferry returns"
    assert reading == read_story(body, URL, "text/html", None)
