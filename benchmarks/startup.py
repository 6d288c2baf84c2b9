"""How long a command takes to answer, as a ratio to starting Python and doing nothing, in one interleaved run.

    python benchmarks/startup.py

Medians of whole processes on this machine; only the ratios mean anything elsewhere.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from scraper.newsstand import Newsstand

ROUNDS = 25
STORY = "http://harbour-courier.example/2024/03/12/ferry-returns-to-port-ellis/"


def main() -> None:
    """Time each command in turn, ROUNDS times, and print milliseconds and ratios."""
    scrape = str(Path(sys.executable).parent / "scrape")
    with tempfile.TemporaryDirectory() as folder, Newsstand() as stand:
        environment = {"http_proxy": stand.url, "PATH": "/usr/bin:/bin"}
        fresh, known = Path(folder) / "fresh.db", Path(folder) / "known.db"
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "scrape --help": [scrape, "--help"],
            "scrape url, new archive": [scrape, "url", STORY, "--db", str(fresh)],
            "scrape url, known page": [scrape, "url", STORY, "--db", str(known)],
            "scrape url --help": [scrape, "url", "--help"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                for file in Path(folder).glob("fresh.db*"):
                    file.unlink()
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                seconds[name].append(time.perf_counter() - started)
    base = median(seconds["python -c pass"])
    for name, times in seconds.items():
        print(f"{name:<26} {1000 * median(times):6.1f} ms  {median(times) / base:5.1f} x")


if __name__ == "__main__":
    main()
