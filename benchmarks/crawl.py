"""What crawling costs: our crawler against Scrapy, on the same pages of one loopback server, in interleaved rounds.

    python benchmarks/crawl.py --scrapy PYTHON [--hosts N] [--stories N] [--pages FOLDER] [--rounds N]

PYTHON is an interpreter that has Scrapy, best in a virtual environment of its own; without it only ours runs. Three
runs are compared: ours with fetching and the frontier alone, ours with all of it (reading, compressing, storing), and
Scrapy, which fetches the same pages and only parses them. CPU seconds are those of the crawler and its children, as
the system counts them, start included; the server is another process. Memory is the largest resident size.

The bars: fetch and frontier at most 0.5 of Scrapy, the whole pipeline at most 1.6.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

HERE = Path(__file__).resolve().parent
BARS = {"fetch and frontier": 0.5, "whole pipeline": 1.6}


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took: CPU and wall seconds, megabytes at the most, requests that the server saw."""

    cpu_seconds: float
    seconds: float
    peak_mb: float
    pages: int
    others: int

    @property
    def ms_a_page(self) -> float:
        """CPU milliseconds for each page that the server gave."""
        return 1000 * self.cpu_seconds / max(self.pages, 1)


@contextmanager
def origin(*options: str) -> Iterator[int]:
    """Run the server in a process of its own; gives its port."""
    server = subprocess.Popen([sys.executable, str(HERE / "origin.py"), *options], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def run(command: Sequence[str], port: int) -> Spent:
    """Run a command to its end and measure it and its children."""
    before = asked(port)
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    with tempfile.TemporaryFile() as said:
        pid = os.posix_spawn(
            command[0],
            command,
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)],
        )
        _, status, usage = os.wait4(pid, 0)
        seconds = time.monotonic() - began
        said.seek(0)
        if code := os.waitstatus_to_exitcode(status):
            print(f"exit status {code}:\n{said.read().decode(errors='replace')[-2000:]}", file=sys.stderr)
    after = asked(port)
    return Spent(
        usage.ru_utime + usage.ru_stime,
        seconds,
        usage.ru_maxrss / 1024,
        after["pages"] - before["pages"],
        after["others"] - before["others"],
    )


def asked(port: int) -> dict[str, int]:
    """Ask the server how many pages and other things it was asked for so far."""
    with urlopen(f"http://127.1.0.1:{port}/stats") as answer:
        return {"pages": 0, "others": 0} | json.load(answer)["asked"]


def commands(port: int, folder: str, options: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """Yield what is compared, with a new archive each."""
    fronts = [f"http://127.1.0.{number + 1}:{port}/" for number in range(options.hosts)]
    ours = ["--db", "", "--delay", "0", "--allow-private", *fronts]
    for name, program in (
        ("fetch and frontier", [str(HERE / "crawl_unread.py")]),
        ("whole pipeline", ["-m", "scraper", "crawl", *options.ours]),
    ):
        ours[1] = f"{folder}/{name.replace(' ', '-')}-{time.monotonic_ns()}.db"
        yield name, [sys.executable, *program, *ours]
    if options.scrapy:
        yield "Scrapy", [options.scrapy, str(HERE / "scrapy_spider.py"), *fronts]


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scrapy", metavar="PYTHON", help="an interpreter that has Scrapy")
    parser.add_argument("--hosts", type=int, default=20, metavar="N")
    parser.add_argument("--stories", type=int, default=50, metavar="N", help="on each host")
    parser.add_argument("--pages", metavar="FOLDER", help="saved pages to serve instead of generated ones")
    parser.add_argument("--latency", default="0", metavar="SECONDS")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--ours", nargs="*", default=[], metavar="OPTION", help="further options of `scrape crawl`")
    options = parser.parse_args()
    told = ["--hosts", str(options.hosts), "--stories", str(options.stories), "--latency", options.latency]
    told += ["--pages", options.pages] if options.pages else []
    rounds: dict[str, list[Spent]] = {}
    with origin(*told) as port, tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            for name, command in commands(port, folder, options):
                spent = run(command, port)
                rounds.setdefault(name, []).append(spent)
                print(f"  {name}: {spent.ms_a_page:.2f} ms a page", file=sys.stderr)
    show(rounds, options.hosts * options.stories)


def show(rounds: dict[str, list[Spent]], stories: int) -> None:
    """Print one line a run: medians, and the ratio to Scrapy within the same round."""
    print(f"{'':20}{'CPU ms/page':>12}{'pages/s':>9}{'peak MB':>9}{'pages':>8}{'others':>8}{'x Scrapy':>10}{'bar':>6}")
    for name, runs in rounds.items():
        against = rounds.get("Scrapy", ())
        ratios = [one.ms_a_page / other.ms_a_page for one, other in zip(runs, against, strict=False)]
        print(
            f"{name:20}{median(one.ms_a_page for one in runs):12.2f}"
            f"{median(one.pages / one.seconds for one in runs):9.0f}{max(one.peak_mb for one in runs):9.0f}"
            f"{runs[-1].pages:8}{runs[-1].others:8}{f'{median(ratios):.2f}' if ratios else '–':>10}"
            f"{BARS.get(name, ''):>6}"
        )
        if any(one.pages != stories for one in runs):
            print(f"  not all of the {stories} stories were asked for exactly once")


if __name__ == "__main__":
    main()
