"""Kill a crawl again and again, with a signal that cannot be caught, and see what is lost: nothing may be.

    python benchmarks/kills.py [--kills N] [--hosts N] [--stories N] [--jobs N]

A crawl of 200 pages is killed 20 times, each time after a few more answers of the server, and then left to finish.
At the end the archive must be sound and have each story once; the server must have been asked for no page again
but those that were in flight at a kill, one a host.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.crawl import asked, origin

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60.0
TWICE = "SELECT count(*) FROM (SELECT 1 FROM fetches WHERE outcome = 'new' GROUP BY url HAVING count(*) > 1)"


def crawl(db: Path, starts: Sequence[str]) -> subprocess.Popen[str]:
    """Start `scrape crawl` as a process of its own."""
    words = ["crawl", *starts, "--db", str(db), "--delay", "0", "--allow-private"]
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *words],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_after(crawler: subprocess.Popen[str], port: int, pages: int) -> bool:
    """Kill a crawl once the server was asked for that many more pages; False when it ended before."""
    goal = asked(port)["pages"] + pages
    patience = time.monotonic() + PATIENCE_SECONDS
    while crawler.poll() is None and time.monotonic() < patience:
        if asked(port)["pages"] >= goal:
            time.sleep(random.uniform(0, 0.02))
            crawler.send_signal(signal.SIGKILL)
            crawler.wait()
            return True
        time.sleep(0.002)
    return False


def main() -> int:
    """Kill, finish, and count; 1 if anything is amiss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--hosts", type=int, default=4, metavar="N")
    parser.add_argument("--stories", type=int, default=50, metavar="N", help="on each host")
    parser.add_argument("--jobs", default="1", metavar="N", help="processes of the crawl")
    options = parser.parse_args()
    pages = options.hosts * options.stories
    told = ("--hosts", str(options.hosts), "--stories", str(options.stories), "--latency", "0.01")
    with origin(*told) as port, tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "archive.db"
        starts = [f"http://127.1.0.{number + 1}:{port}/" for number in range(options.hosts)]
        starts += ["--jobs", options.jobs]
        kills = 0
        while kills < options.kills:
            share = max(1, pages // (options.kills + 2))
            crawler = crawl(db, starts)
            if not kill_after(crawler, port, random.randint(1, share)):
                print(f"the crawl ended by itself after {kills} kills")
                break
            kills += 1
        last = crawl(db, starts)
        said = last.communicate(timeout=PATIENCE_SECONDS)[1].strip().splitlines()
        with urlopen(f"http://127.1.0.1:{port}/stats") as answer:
            stats = json.load(answer)
        return report(db, pages, kills, options.hosts, stats, last.returncode, said[-1] if said else "")


def report(db: Path, pages: int, kills: int, hosts: int, stats: dict[str, object], status: int, line: str) -> int:
    """Compare the archive with what the server was asked for."""
    with closing(sqlite3.connect(db)) as archive:
        sound = archive.execute("PRAGMA integrity_check").fetchone()[0]
        broken = archive.execute("PRAGMA foreign_key_check").fetchall()
        stories = archive.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone()
        twice = archive.execute(TWICE).fetchone()[0]
    again = stats["asked"]["pages"] - pages  # type: ignore[index]
    print(f"last run: exit {status}, {line}")
    print(f"{kills} kills, integrity {sound}, {len(broken)} broken references")
    print(f"{stories[0]} stories of {pages}, {stories[1]} different, {twice} stored twice")
    print(f"{again} pages asked again; in flight were at most {kills * hosts}")
    ok = sound == "ok" and not broken and stories == (pages, pages) and not twice and again <= kills * hosts
    print("nothing lost" if ok else "FAILED")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
