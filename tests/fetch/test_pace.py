"""Manners in time: one request a host at a time, pauses that heed robots.txt, slowness and complaints."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from scraper.errors import ComeBackLater, Disallowed, FetchError
from scraper.fetch import Fetcher, Limits, RobotsText
from scraper.fetch import client as client_module
from scraper.fetch.pace import (
    FIRST_COMPLAINT_SECONDS,
    JITTER,
    MAX_CRAWL_DELAY_SECONDS,
    MAX_IDLE_HOSTS,
    MAX_SLOWED_SECONDS,
    Pace,
    Turn,
)
from tests.fetch.scripted import ScriptedServer, response

QUICK = Limits(request_seconds=2.0, total_seconds=4.0, first_wait_seconds=0.01)
HOST = "courier.example"


async def ask(pace: Pace, host: str = HOST, *, status: int | None = 200, seconds: float = 0.0) -> tuple[float, float]:
    """Take a turn and give when it began and ended."""
    async with pace.turn(host) as turn:
        began = time.monotonic()
        await asyncio.sleep(seconds)
        turn.status = status
        return began, time.monotonic()


def test_requests_to_one_host_never_overlap_and_pause_from_end_to_start() -> None:
    async def crawl() -> list[tuple[float, float]]:
        pace = Pace(0.1)
        return sorted(await asyncio.gather(*(ask(pace, seconds=0.05) for _ in range(4))))

    turns = asyncio.run(crawl())

    gaps = [began - ended for (_, ended), (began, _) in pairwise(turns)]
    assert len(gaps) == 3
    assert all(0.099 <= gap <= 0.1 * (1 + JITTER) + 0.05 for gap in gaps)


def test_hosts_do_not_wait_for_each_other() -> None:
    async def crawl() -> float:
        pace = Pace(0.3)
        began = time.monotonic()
        await asyncio.gather(*(ask(pace, f"{number}.example", seconds=0.1) for number in range(50)))
        return time.monotonic() - began

    assert asyncio.run(crawl()) < 0.3


@pytest.mark.parametrize(
    ("own", "asked_by_robots", "expected"),
    [
        (1.0, None, 1.0),
        (1.0, 5.0, 5.0),
        (3.0, 2.0, 3.0),
        (0.0, 2.0, 2.0),
        (1.0, 86_400.0, MAX_CRAWL_DELAY_SECONDS),
        (1.0, -5.0, 1.0),
        (0.0, None, 0.0),
    ],
)
def test_the_longest_of_what_is_asked_for_counts(own: float, asked_by_robots: float | None, expected: float) -> None:
    pace = Pace(own)

    pace.ask_for(HOST, asked_by_robots)

    assert pace.delay(HOST) == expected


def test_one_host_may_have_a_delay_of_its_own() -> None:
    pace = Pace(1.0)

    pace.set_delay(HOST, 0.25)

    assert (pace.delay(HOST), pace.delay("gazette.example")) == (0.25, 1.0)


@pytest.mark.parametrize("status", [429, 500, 503, None])
def test_a_host_that_complains_is_asked_less_often_and_recovers(status: int | None) -> None:
    pace = Pace(0.0)
    delays = []

    async def crawl(status: int | None) -> None:
        async with pace.turn(HOST) as turn:
            turn.status = status
        pace._hosts[HOST].ended = float("-inf")  # the test does not wait
        delays.append(pace.delay(HOST))

    for answer in (200, status, status, status, *[200] * 25):
        asyncio.run(crawl(answer))

    assert delays[:4] == [0.0, *(FIRST_COMPLAINT_SECONDS * factor for factor in (1, 2, 4))]
    assert delays[4] < delays[3]
    assert delays[-1] == 0.0


def test_complaints_slow_down_to_a_limit() -> None:
    pace = Pace(0.0)
    for _ in range(20):
        pace._learn(pace._host(HOST), _turn(503), 0.1)

    assert pace.delay(HOST) == MAX_SLOWED_SECONDS


def test_a_slow_host_is_asked_as_often_as_it_can_answer() -> None:
    pace = Pace(1.0)
    for _ in range(20):
        pace._learn(pace._host(HOST), _turn(200), 4.0)
    slow = pace.delay(HOST)
    for _ in range(20):
        pace._learn(pace._host(HOST), _turn(200), 0.1)

    assert slow == pytest.approx(4.0, abs=0.1)
    assert pace.delay(HOST) == 1.0


def _turn(status: int) -> Turn:
    turn = Turn()
    turn.status = status
    return turn


def test_thousands_of_hosts_are_not_remembered() -> None:
    async def crawl() -> int:
        pace = Pace(0.0)
        for number in range(20 * MAX_IDLE_HOSTS):
            await ask(pace, f"{number}.example")
        return len(pace.hosts)

    assert asyncio.run(crawl()) <= 2 * MAX_IDLE_HOSTS


def fetcher(pace: Pace, limits: Limits = QUICK, hosts: Collection[str] = ("127.0.0.1",)) -> Fetcher:
    async def resolve(host: str, port: int) -> list[str]:
        if not host.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return ["127.0.0.1"]

    return Fetcher("test/1", limits=limits, allow_private=hosts, pace=pace, resolve_name=resolve)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_holds_the_whole_host(server: ScriptedServer, form: str) -> None:
    at = datetime.now(UTC) + timedelta(seconds=2)
    asked = "1" if form == "seconds" else format_datetime(at, usegmt=True)
    server.scripts |= {
        "/a": [response(b"", "503 Slow down", Retry_After=asked), response()],
        "/b": [response()],
    }

    async def crawl() -> list[float]:
        async with fetcher(Pace(0.0)) as web:
            began = time.monotonic()

            async def get(path: str) -> float:
                await web.get(server.url + path)
                return time.monotonic() - began

            first = asyncio.create_task(get("/a"))
            await asyncio.sleep(0.2)
            second = await get("/b")
            return [await first, second]

    assert min(asyncio.run(crawl())) > 0.8


def test_a_host_that_asks_for_more_than_we_wait_says_when_to_come_back(server: ScriptedServer) -> None:
    server.scripts["/a"] = [response(b"", "429 Slow down", Retry_After="3600")]

    async def crawl() -> datetime:
        async with fetcher(Pace(0.0)) as web:
            with pytest.raises(ComeBackLater) as caught:
                await web.get(server.url + "/a")
            return caught.value.at

    assert asyncio.run(crawl()) > datetime.now(UTC) + timedelta(seconds=3500)
    assert server.paths() == ["/a"]


def test_crawl_delay_counts_from_the_first_page_on(server: ScriptedServer) -> None:
    server.scripts |= {"/robots.txt": [response(b"User-agent: *\nCrawl-delay: 0.4")], "/a": [response()]}
    times: list[float] = []

    async def crawl() -> None:
        async with fetcher(Pace(0.0)) as web:
            for _ in range(2):
                began = time.monotonic()
                await web.get(server.url + "/a")
                times.append(time.monotonic() - began)

    asyncio.run(crawl())

    assert min(times) > 0.39


def test_a_connection_is_closed_when_the_pause_is_longer_than_it_would_live(server: ScriptedServer) -> None:
    closed: list[bool] = []
    whole = response().replace(b"Connection: close\r\n", b"")

    def watch(connection: socket.socket) -> None:
        connection.sendall(whole)
        connection.settimeout(1.0)
        try:
            closed.append(connection.recv(10) == b"")
        except TimeoutError:
            closed.append(False)

    server.scripts["/a"] = [watch]

    async def crawl(delay: float) -> None:
        async with fetcher(Pace(0.0)) as web:
            await web.get(server.url + "/robots.txt")
            assert web.pace is not None
            web.pace.set_delay("127.0.0.1", delay)
            web.pace._hosts.clear()
            await web.get(server.url + "/a")
            await asyncio.sleep(1.3)

    asyncio.run(crawl(30.0))
    asyncio.run(crawl(1.0))

    assert closed == [True, False]


def test_what_robots_txt_said_comes_from_the_cache_and_goes_there(server: ScriptedServer) -> None:
    server.scripts |= {"/robots.txt": [response(b"User-agent: *\nDisallow: /b")], "/a": [response()]}
    kept: dict[str, RobotsText] = {}

    async def crawl() -> None:
        async with Fetcher(
            "test/1", limits=QUICK, allow_private=["127.0.0.1"], known_robots=kept.get, on_robots=keep
        ) as web:
            await web.get(server.url + "/a")
            web.release("127.0.0.1")
            assert web.robots_read == {}
            await web.get(server.url + "/a")
            with pytest.raises(Disallowed) as caught:
                await web.get(server.url + "/b")
            assert not caught.value.is_passing

    def keep(robots: RobotsText) -> None:
        kept[robots.origin] = robots

    asyncio.run(crawl())
    asyncio.run(crawl())

    assert [path for path, _ in server.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("age", "status", "is_asked_again"),
    [(86_300, 200, False), (86_500, 200, True), (500, 503, False), (700, 503, True), (700, None, True)],
)
def test_robots_txt_is_good_for_a_day_and_silence_for_ten_minutes(
    server: ScriptedServer, age: float, status: int | None, *, is_asked_again: bool
) -> None:
    then = datetime.now(UTC) - timedelta(seconds=age)
    server.scripts["/a"] = [response()]

    async def crawl() -> None:
        async with Fetcher(
            "test/1",
            limits=QUICK,
            allow_private=["127.0.0.1"],
            known_robots=lambda origin: RobotsText(origin, then, status, reason="silence"),
        ) as web:
            await web.get(server.url + "/a")

    try:
        asyncio.run(crawl())
    except Disallowed as error:
        assert error.is_passing

    assert ("/robots.txt" in [path for path, _ in server.asked]) is is_asked_again


def test_hosts_that_were_asked_once_are_forgotten(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_IDLE_ORIGINS", 5)
    monkeypatch.setattr("scraper.fetch.transport.KEEP_ALIVE_SECONDS", 0.0)
    names = [f"{number}.example" for number in range(30)]
    server.scripts["/a"] = [response()]
    known: dict[str, RobotsText] = {}

    async def crawl() -> tuple[int, int]:
        async with fetcher(Pace(0.0), hosts=names) as web:
            web._known_robots = known.get
            for name in names:
                await web.get(f"http://{name}:{server.port}/a")
            return len(web._transports), len(web.robots_read)

    assert max(asyncio.run(crawl())) <= 6


def test_a_dead_host_delays_no_other(server: ScriptedServer) -> None:
    server.scripts |= {"/a": [response()], "/slow": [lambda connection: time.sleep(1.5)]}
    hosts = ["dead.example", "live.example"]

    async def crawl() -> float:
        async with fetcher(Pace(0.0), hosts=hosts) as web:
            began = time.monotonic()
            slow = asyncio.create_task(web.get(f"http://dead.example:{server.port}/slow"))
            for _ in range(10):
                await web.get(f"http://live.example:{server.port}/a")
            seconds = time.monotonic() - began
            slow.cancel()
            with pytest.raises((asyncio.CancelledError, FetchError)):
                await slow
            return seconds

    assert asyncio.run(crawl()) < 1.0
