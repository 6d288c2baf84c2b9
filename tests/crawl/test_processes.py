"""The command as a process of its own: killed, interrupted, started twice, on a full disk, under a reader's eyes."""

from __future__ import annotations

import random
import re
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.faults.paper import PaperServer, page, slow
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
    stories_asked,
)

KILLS = 4
LARGEST_FILE = 1_200_000  # bytes


@pytest.fixture
def server() -> Iterator[PaperServer]:
    with PaperServer(paper()) as started:
        yield started


def test_killed_crawls_lose_nothing_and_ask_again_for_what_was_in_flight(
    server: PaperServer, archive_path: Path
) -> None:
    chance = random.Random(4)
    for _ in range(KILLS):
        crawler = crawl(server, archive_path)
        await_stories(server, stories_asked(server).total() + chance.randint(1, 4), crawler)
        time.sleep(chance.uniform(0, 2 * ANSWER_SECONDS))
        crawler.kill()
        ended(crawler)

    status, said = ended(crawl(server, archive_path))

    assert (status, said.splitlines()[-1].partition(" new")[1]) == (0, " new")
    assert_whole(archive_path)
    assert stories_asked(server).total() <= STORIES + KILLS


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_crawl_with_the_row_in_hand(
    number: signal.Signals, status: int, server: PaperServer, archive_path: Path
) -> None:
    crawler = crawl(server, archive_path)
    await_stories(server, 3, crawler)
    began = time.monotonic()
    crawler.send_signal(number)

    ended_with, said = ended(crawler)

    assert (ended_with, time.monotonic() - began < 4) == (status, True)
    assert re.search(r"\d+ new.* waiting$", said.splitlines()[-1])
    asked = stories_asked(server).total()
    assert rows(archive_path, "SELECT count(*) FROM articles") == [(asked,)]
    assert rows(archive_path, "SELECT exit_code FROM runs") == [(status,)]
    assert asked < STORIES
    assert ended(crawl(server, archive_path))[0] == 0
    assert_whole(archive_path)
    assert set(stories_asked(server).values()) == {1}


def test_a_second_signal_ends_a_crawl_at_once(archive_path: Path) -> None:
    with PaperServer(paper(lambda number: slow(page(number), 5))) as server:
        crawler = crawl(server, archive_path)
        await_stories(server, 1, crawler)
        crawler.send_signal(signal.SIGINT)
        time.sleep(0.1)
        began = time.monotonic()
        crawler.send_signal(signal.SIGINT)

        status, _ = ended(crawler)

        assert (status, time.monotonic() - began < 1) == (130, True)


def test_a_second_crawl_is_told_of_the_first(server: PaperServer, archive_path: Path) -> None:
    first = crawl(server, archive_path)
    await_stories(server, 1, first)

    status, said = ended(crawl(server, archive_path))

    assert status == 75
    assert re.fullmatch(
        rf"scrape: .*scrape crawl http://{HERE}.* \(process {first.pid}, since .*\) is at work.*\n", said
    )
    assert ended(first)[0] == 0
    assert_whole(archive_path)


def no_large_files() -> None:
    """Let files grow to a size that the archive's log passes after some stories; a disk that is full says much the same."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def test_a_disk_that_takes_no_more_is_said_in_a_sentence_and_costs_nothing(
    server: PaperServer, archive_path: Path
) -> None:
    status, said = ended(crawl(server, archive_path, limits=no_large_files))

    complaint = said.splitlines()[-1]
    assert (status, complaint.startswith(f"scrape: {archive_path}: the disk ")) == (5, True), said
    assert rows(archive_path, "PRAGMA integrity_check") == [("ok",)]
    ((stored,),) = rows(archive_path, "SELECT count(*) FROM articles")
    asked = stories_asked(server).total()
    assert 1 <= asked - 1 <= int(str(stored)) < STORIES
    assert ended(crawl(server, archive_path))[0] == 0
    assert_whole(archive_path)
    assert stories_asked(server).total() <= STORIES + 1
