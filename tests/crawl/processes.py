"""Running the command as a process of its own, against a paper whose answers take their time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.crawl.faults.paper import PaperServer, Replies, Reply, front, page, path, slow

HERE = "127.0.0.1"
STORIES = 16
ROOT = Path(__file__).resolve().parents[2]
ANSWER_SECONDS = 0.05  # that a story takes, so that there is something to interrupt
PATIENCE_SECONDS = 30.0


def slowly(number: int) -> Reply:
    return slow(page(number), ANSWER_SECONDS)


def paper(story: Callable[[int], Reply] = slowly, host: str = HERE) -> Replies:
    """Give a site of STORIES stories."""
    links = [path(number) for number in range(STORIES)]
    return {f"{host}/": front(*links), **{f"{host}{link}": story(number) for number, link in enumerate(links)}}


def crawl(
    server: PaperServer, archive: Path, *options: str, limits: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Start the command; options may name further places to begin."""
    words = ["crawl", f"http://{server.host}/", *options, "--db", str(archive), "--delay", "0", "--allow-private"]
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limits,
    )


def ended(crawler: subprocess.Popen[str]) -> tuple[int, str]:
    """Give exit status and what was said."""
    said = crawler.communicate(timeout=PATIENCE_SECONDS)[1]
    return crawler.returncode, said


def stories_asked(server: PaperServer) -> Counter[str]:
    """Count the requests for each story, by host and path."""
    return Counter(one.host + one.path for one in server.requests if one.path.startswith("/2026/"))


def await_stories(server: PaperServer, count: int, crawler: subprocess.Popen[str]) -> None:
    """Wait until so many requests for stories have come."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while stories_asked(server).total() < count and crawler.poll() is None and time.monotonic() < patience:
        time.sleep(0.005)


def rows(archive: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive)) as db:
        return db.execute(sql).fetchall()


def assert_whole(archive: Path, stories: int = STORIES) -> None:
    """The archive is sound and has each story once."""
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows(archive, "PRAGMA foreign_key_check") == []
    assert rows(archive, "SELECT count(*), count(DISTINCT url) FROM articles") == [(stories, stories)]
    assert rows(archive, "SELECT count(*) FROM fetches WHERE outcome = 'new'") == [(stories,)]
