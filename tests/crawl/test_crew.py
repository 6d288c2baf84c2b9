"""Several processes that share the sites of one crawl: each story once, each host by one of them, none left behind."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive.lock import archive_lock
from scraper.errors import ArchiveBusy
from tests.crawl.faults.paper import Answer, PaperServer, Replies, path
from tests.crawl.processes import (
    ANSWER_SECONDS,
    HERE,
    STORIES,
    assert_whole,
    await_stories,
    crawl,
    ended,
    paper,
    rows,
    slowly,
    stories_asked,
)

THERE = "localhost"  # another host, at the same address
PATIENCE_SECONDS = 5.0
TOGETHER = ("--jobs", "2")


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer({**paper(), **paper(host=THERE)}) as started:
        yield started


def crew(server: PaperServer, archive: Path, *options: str) -> subprocess.Popen[str]:
    return crawl(server, archive, f"http://{THERE}:{server.port}/", *TOGETHER, *options)


def members(leader: int) -> list[int]:
    """Give the processes that a process has started."""
    children = Path(f"/proc/{leader}/task/{leader}/children")
    if not children.exists():
        pytest.skip("no /proc to look into")
    return [int(pid) for pid in children.read_text().split()]


def await_free(archive: Path) -> None:
    """Wait until nobody holds the archive's lock."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with archive_lock(archive, "test"):
                return
        except ArchiveBusy:
            assert time.monotonic() < patience, "somebody is still there"
            time.sleep(0.02)


def test_each_story_is_stored_once_and_no_host_is_asked_twice_at_a_time(
    server: PaperServer, archive_path: Path
) -> None:
    status, said = ended(crew(server, archive_path))

    assert (status, said.splitlines()[-1]) == (0, f"0 known, {2 * STORIES} new, 0 changed")
    assert_whole(archive_path, 2 * STORIES)
    for host in (HERE, THERE):
        own = [one for one in server.requests if one.host == host]
        assert own[0].path == "/robots.txt"
        assert all(after.began > before.ended[0] - ANSWER_SECONDS / 2 for before, after in itertools.pairwise(own))
    apart = [{one.host for one in pair} for pair in itertools.pairwise(server.requests)]
    assert sum(len(hosts) == 2 for hosts in apart) > STORIES  # they were asked at the same time


def test_stories_of_another_site_are_asked_by_the_process_that_has_it(archive_path: Path) -> None:
    def feed(host: str, port: int) -> Answer:
        items = "".join(
            f"<item><title>Story {number}</title><link>http://{host}:{port}{path(number)}</link></item>"
            for number in range(STORIES)
        )
        return Answer(f"<rss version='2.0'><channel><title>All</title>{items}</channel></rss>", type="text/xml")

    replies: dict[str, object] = {}
    with PaperServer(replies) as server:  # type: ignore[arg-type]
        stories: Replies = {f"{host}{path(n)}": slowly(n) for n in range(STORIES) for host in (HERE, THERE)}
        replies |= {**stories, f"{HERE}/": feed(THERE, server.port), f"{THERE}/": feed(HERE, server.port)}

        status, _ = ended(crew(server, archive_path))

        assert status == 0
        assert_whole(archive_path, 2 * STORIES)
        assert set(stories_asked(server).values()) == {1}


def test_the_budget_is_shared(server: PaperServer, archive_path: Path) -> None:
    status, said = ended(crew(server, archive_path, "--limit", "12"))

    assert (status, stories_asked(server).total()) == (0, 10)  # and two fronts; guesses in vain are not counted
    assert "the limit of 12 pages was reached; " in said
    assert ended(crew(server, archive_path))[0] == 0
    assert_whole(archive_path, 2 * STORIES)


def test_a_killed_crew_leaves_nobody_behind_and_the_next_one_goes_on(server: PaperServer, archive_path: Path) -> None:
    leader = crew(server, archive_path)
    await_stories(server, 6, leader)
    leader.kill()

    ended(leader)
    await_free(archive_path)
    asked = stories_asked(server).total()
    time.sleep(0.2)

    assert stories_asked(server).total() == asked
    assert ended(crew(server, archive_path))[0] == 0
    assert_whole(archive_path, 2 * STORIES)
    assert stories_asked(server).total() <= 2 * STORIES + 2


def test_a_killed_member_costs_its_own_sites_only_and_is_told_of(server: PaperServer, archive_path: Path) -> None:
    leader = crew(server, archive_path)
    await_stories(server, 6, leader)
    os.kill(members(leader.pid)[0], signal.SIGKILL)

    status, said = ended(leader)

    assert (status, "one of our processes died" in said.splitlines()[-1]) == (1, True)
    assert rows(archive_path, "SELECT count(*) FROM articles WHERE host = 'localhost'") == [(STORIES,)]
    assert ended(crew(server, archive_path))[0] == 0
    assert_whole(archive_path, 2 * STORIES)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_all_of_them(
    number: signal.Signals, status: int, server: PaperServer, archive_path: Path
) -> None:
    leader = crew(server, archive_path)
    await_stories(server, 6, leader)
    began = time.monotonic()
    leader.send_signal(number)

    ended_with, said = ended(leader)

    assert (ended_with, time.monotonic() - began < 4) == (status, True)
    assert " waiting" in said.splitlines()[-1]
    assert rows(archive_path, "SELECT count(*) FROM articles") == [(stories_asked(server).total(),)]
    assert rows(archive_path, "SELECT exit_code FROM runs") == [(status,)]
