"""How a crawl behaves towards hosts: pauses, hosts that are dead or slow, names that change, and a second visit."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scraper.crawl.budget import MAX_FAILURES_IN_A_ROW
from scraper.fetch import pace
from tests.crawl.faults.feeds import WHOLE as FEED
from tests.crawl.faults.paper import (
    HOST,
    PAPER,
    STORIES,
    Answer,
    PaperServer,
    Replies,
    Reply,
    front,
    page,
    path,
    silence,
    slow,
)
from tests.crawl.faults.sitemaps import WHOLE as SITEMAP
from tests.crawl.running import loopback, run_crawl

PUBLIC = "93.184.215.14"
STORY_PATHS = sorted(map(path, STORIES))


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_COMPLAINT_SECONDS", 0.01)
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.05)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def elsewhere(host: str, reply: Reply) -> Replies:
    """Give a host whose front leads to twenty stories, all of which answer alike."""
    links = [f"/2026/03/{number + 1:02}/their-story-of-number-{number}" for number in range(20)]
    return {f"{host}/": front(*links), **{f"{host}{link}": reply for link in links}}


def test_a_pause_is_kept_between_any_two_requests_to_a_host(archive_path: Path) -> None:
    with PaperServer(PAPER) as server:
        run_crawl(server, archive_path, "/", delay_seconds=0.1)

    gaps = [after.began - before.ended[0] for before, after in itertools.pairwise(server.requests)]
    assert min(gaps) >= 0.08
    assert server.requests[0].path == "/robots.txt"


@pytest.mark.parametrize(
    ("dead", "unknown"),
    [("http://gone.example/", ["gone.example"]), ("http://closed.example:1/", []), ("http://10.0.0.7/", [])],
)
def test_a_dead_host_stops_no_other(dead: str, unknown: Sequence[str], archive_path: Path) -> None:
    with PaperServer(PAPER) as server:
        done = run_crawl(
            server, archive_path, dead, "/", hosts=["gone.example", "closed.example"], resolve_name=loopback(*unknown)
        )

    assert done.stored() == STORY_PATHS
    assert done.summary.failures
    assert done.seconds < 3


def test_a_host_that_falls_silent_is_left_alone_and_delays_no_other(archive_path: Path) -> None:
    with PaperServer(PAPER | elsewhere("mute.example", silence)) as server:  # type: ignore[operator]
        done = run_crawl(server, archive_path, "http://mute.example/", "/", hosts=["mute.example"])

    here = [one for one in server.requests if one.host == HOST]
    mute = [one for one in server.requests if one.host == "mute.example"]
    assert done.stored() == STORY_PATHS
    assert max(one.began for one in here) - min(one.began for one in here) < 2
    asked = Counter(one.path for one in mute)
    assert sum(times for path, times in asked.items() if path.startswith("/2026/")) <= 3 * MAX_FAILURES_IN_A_ROW, asked
    assert done.rows("SELECT count(*) FROM links WHERE host = 'mute.example' AND state IN ('due', 'later')")[0][0] >= 15


def test_a_slow_host_delays_no_other(archive_path: Path) -> None:
    with PaperServer(PAPER | elsewhere("slow.example", slow(page(7), 0.15))) as server:  # type: ignore[operator]
        run_crawl(server, archive_path, "http://slow.example/", "/", hosts=["slow.example"])

    last = {one.host: one.began for one in server.requests}
    assert last[HOST] < last["slow.example"] - 1


@pytest.mark.parametrize("start", ["/", "/feed.xml", "/map.xml"])
def test_second_crawl_is_conditional_and_asks_for_nothing_that_is_known(start: str, archive_path: Path) -> None:
    tagged = {name: Answer(reply.body, type=reply.type, has_tag=True) for name, reply in LISTS.items()}
    with PaperServer({**PAPER, **tagged}) as server:
        first = run_crawl(server, archive_path, start)
        stored = first.stored()
        counts = [first.rows(f"SELECT count(*) FROM {table}") for table in ("articles", "links", "captures")]
        server.requests.clear()
        second = run_crawl(server, archive_path, start)

    assert stored == second.stored() == STORY_PATHS
    assert [second.rows(f"SELECT count(*) FROM {table}") for table in ("articles", "links", "captures")] == counts
    assert server.requests
    assert {one.path for one in server.requests} <= {"/", "/feed.xml", "/map.xml"}
    assert all("if-none-match" in one.headers for one in server.requests)


LISTS = {"/": front(*map(path, STORIES)), "/feed.xml": FEED, "/map.xml": SITEMAP}


def test_a_new_story_is_found_by_the_second_crawl(archive_path: Path) -> None:
    few, all_of_them = front(*map(path, range(3))), front(*map(path, STORIES))
    with PaperServer({**PAPER, "/": (few, all_of_them)}) as server:
        run_crawl(server, archive_path, "/")
        server.requests.clear()
        done = run_crawl(server, archive_path, "/")

    assert done.stored() == STORY_PATHS
    assert server.asked_for().count(path(3)) == 1
    assert not set(server.asked_for()) & {path(number) for number in range(3)}


def test_a_budget_ends_a_crawl_and_the_next_one_goes_on(archive_path: Path) -> None:
    with PaperServer(PAPER) as server:
        first = run_crawl(server, archive_path, "/", limit=3)
        before = len(first.stored())
        server.requests.clear()
        second = run_crawl(server, archive_path, "/")

    assert 0 < before < len(STORIES)
    assert first.summary.remaining
    assert second.stored() == STORY_PATHS
    assert [one for one in first.stored() if server.asked_for().count(one) > 1] == []


@pytest.mark.parametrize(
    "answers",
    [
        [[PUBLIC], [PUBLIC], ["127.0.0.1"]],
        [[PUBLIC], [PUBLIC], ["10.0.0.7"]],
        [[PUBLIC], [PUBLIC], [PUBLIC, "127.0.0.1"]],
        [["127.0.0.1"]],
        [["::ffff:127.0.0.1"]],
        [[PUBLIC, "192.168.1.1"]],
    ],
    ids=str,
)
def test_a_name_that_comes_to_lead_inside_is_asked_no_more(
    answers: Sequence[Sequence[str]], archive_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name service answers as listed, the last answer again and again; `PUBLIC` stands for our server."""
    asked: list[str] = []
    connect = asyncio.open_connection

    async def resolve(name: str, port: int) -> Sequence[str]:
        asked.append(name)
        return answers[min(len(asked), len(answers)) - 1]

    async def open_connection(host: str, port: int, **options: Any) -> Any:
        assert host == PUBLIC
        return await connect("127.0.0.1", port, **options)

    monkeypatch.setattr(asyncio, "open_connection", open_connection)
    with PaperServer({name.replace("/", "rebind.example/", 1): reply for name, reply in PAPER.items()}) as server:
        done = run_crawl(server, archive_path, "http://rebind.example/", resolve_name=resolve)

    good = sum(set(some) == {PUBLIC} for some in answers)
    assert len(server.requests) <= good
    assert done.stored() == []
    assert done.summary.failures
