"""Let a crawl write while four people read in Datasette, and listen for "database is locked".

    python benchmarks/readers.py [--minutes M] [--readers N] [--jobs N]

The crawl goes round a server of invented newspapers, and `scrape browse` serves the archive, until the time is over:
front page, tables with facets, stories, search and SQL. Needs the extra `browse`.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.crawl import origin
from benchmarks.kills import ROOT, crawl

PLACES = (
    "/",
    "/archive",
    "/archive/articles?_facet=host&_facet=language&_facet=published_day",
    "/archive/articles?_sort_desc=published_utc&_next=50",
    "/archive/stories?_size=50",
    "/archive/latest",
    "/archive/fetches?_facet=outcome&_facet=host",
    "/archive/links?_facet=state",
    "/archive?sql=" + quote("select count(*), sum(word_count) from articles"),
    "/archive?sql=" + quote("select * from articles_fts where articles_fts match 'a*' limit 20"),
)
HOSTS, STORIES = 8, 100
LATENCY_SECONDS = "0.3"  # so that writer and readers share two cores
PAUSE_SECONDS = 0.2  # of a reader between two pages


def read(port: int, until: float, heard: Counter[str]) -> None:
    """Look at one place after the other until the time is over, and note what comes back."""
    places = list(PLACES)
    while time.monotonic() < until:
        status, text = answer_of(f"http://127.0.0.1:{port}{random.choice(places)}")
        heard[f"answers {status}"] += 1
        heard["locked"] += "database is locked" in text
        places[len(PLACES) :] = re.findall(r'href="(/archive/articles/[0-9a-f]{16})"', text)[:3]  # some stories
        time.sleep(PAUSE_SECONDS)


def answer_of(url: str) -> tuple[int, str]:
    """Give status and text of a page; 0 and the reason when there is no answer."""
    try:
        with urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except OSError as error:
        return 0, str(error)


def free_port() -> int:
    """Give a port that nobody listens on."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def has_stories(db: Path) -> bool:
    """Tell whether there is an archive with something to read."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as archive:
            return bool(archive.execute("SELECT 1 FROM articles LIMIT 1").fetchone())
    except sqlite3.Error:
        return False


def main() -> int:
    """Crawl, read and count; 1 if anybody was locked out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, metavar="M")
    parser.add_argument("--readers", type=int, default=4, metavar="N")
    parser.add_argument("--jobs", default="1", metavar="N", help="processes of the crawl")
    options = parser.parse_args()
    heard: Counter[str] = Counter()
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "archive.db"
        port = free_port()
        browse: subprocess.Popen[str] | None = None
        readers = [threading.Thread(target=read, args=(port, until, heard)) for _ in range(options.readers)]
        with (Path(folder) / "browse.log").open("w+") as log:
            while time.monotonic() < until:
                # a new server has new addresses, so that every round writes new stories
                told = ("--hosts", str(HOSTS), "--stories", str(STORIES), "--latency", LATENCY_SECONDS)
                with origin(*told) as papers:
                    starts = [f"http://127.1.0.{number + 1}:{papers}/" for number in range(HOSTS)]
                    left = max(5, until - time.monotonic())
                    crawler = crawl(db, [*starts, "--jobs", options.jobs, "--max-time", f"{left:.0f}"])
                    while browse is None and not has_stories(db):
                        time.sleep(0.1)
                    if browse is None:
                        words = ["browse", "--db", str(db), "--port", str(port)]
                        browse = subprocess.Popen(
                            [sys.executable, "-m", "scraper", *words], cwd=ROOT, stdout=log, stderr=log, text=True
                        )
                        while answer_of(f"http://127.0.0.1:{port}/")[0] != 200:
                            time.sleep(0.2)
                        for reader in readers:
                            reader.start()
                    said = crawler.communicate()[1]
                    heard["the crawl heard locked"] += "locked" in said
                    heard[f"crawls that exit {crawler.returncode}"] += 1
            for reader in readers:
                reader.join()
            if browse:
                browse.terminate()
                browse.wait()
            log.seek(0)
            heard["the browser's log says locked"] = log.read().count("database is locked")
        with closing(sqlite3.connect(db)) as archive:
            stories = archive.execute("SELECT count(*) FROM articles").fetchone()[0]
            print("integrity", archive.execute("PRAGMA integrity_check").fetchone()[0])
    print(f"{options.minutes:g} minutes, {stories} stories; {dict(heard)}")
    is_locked = any(count for name, count in heard.items() if "locked" in name)
    is_read = heard["answers 200"] > options.minutes * 60 and set(heard) <= {
        *("answers 200", "locked", "the crawl heard locked", "the browser's log says locked", "crawls that exit 0")
    }
    print("FAILED" if is_locked or not is_read else "nobody was locked out")
    return 1 if is_locked or not is_read else 0


if __name__ == "__main__":
    sys.exit(main())
