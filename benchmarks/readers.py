"""Let a crawl write while four people read in Datasette, and listen for "database is locked".

    python benchmarks/readers.py [--minutes M] [--readers N]

The crawl goes round a server of invented newspapers until the time is over. Needs the extra `browse`.
"""

from __future__ import annotations

import argparse
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
from benchmarks.kills import crawl

PLACES = (
    *(
        "/archive/articles?_facet=host&_facet=language",
        "/archive/articles?_sort_desc=published_utc",
        "/archive/fetches",
    ),
    *(
        "/archive/latest",
        "/archive/stories?_size=50",
        "/archive?sql=" + quote("select count(*), sum(word_count) from articles"),
    ),
    "/archive?sql=" + quote("select * from articles_fts where articles_fts match 'story' limit 20"),
)
HOSTS, STORIES = 8, 100


def read(port: int, until: float, heard: Counter[str]) -> None:
    """Look at one place after the other until the time is over, and note what comes back."""
    number = 0
    while time.monotonic() < until:
        number += 1
        try:
            with urlopen(f"http://127.0.0.1:{port}{PLACES[number % len(PLACES)]}", timeout=60) as answer:
                text, status = answer.read().decode(errors="replace"), answer.status
        except HTTPError as error:
            text, status = error.read().decode(errors="replace"), error.code
        except OSError as error:
            text, status = str(error), 0
        heard[f"answers {status}"] += 1
        heard["locked"] += "database is locked" in text


def free_port() -> int:
    """Give a port that nobody listens on."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def main() -> int:
    """Crawl, read and count; 1 if anybody was locked out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, metavar="M")
    parser.add_argument("--readers", type=int, default=4, metavar="N")
    options = parser.parse_args()
    heard: Counter[str] = Counter()
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "archive.db"
        runs = stories = 0
        port = free_port()
        datasette = None
        threads: list[threading.Thread] = []
        log = (Path(folder) / "datasette.log").open("w+")
        while time.monotonic() < until:
            # a new server has new addresses, so that every round writes new stories
            with origin("--hosts", str(HOSTS), "--stories", str(STORIES)) as papers:
                crawler = crawl(db, [f"http://127.1.0.{number + 1}:{papers}/" for number in range(HOSTS)])
                while datasette is None and not has_stories(db):
                    time.sleep(0.1)
                if datasette is None:
                    datasette = subprocess.Popen(
                        [sys.executable, "-m", "datasette", "serve", str(db), "--port", str(port)],
                        stdout=log,
                        stderr=log,
                    )
                    time.sleep(3)
                    threads = [threading.Thread(target=read, args=(port, until, heard)) for _ in range(options.readers)]
                    for thread in threads:
                        thread.start()
                said = crawler.communicate()[1]
                runs += 1
                heard["the crawl heard locked"] += "locked" in said
                heard[f"crawls that exit {crawler.returncode}"] += 1
        for thread in threads:
            thread.join()
        if datasette:
            datasette.terminate()
            datasette.wait()
        log.seek(0)
        heard["Datasette's log says locked"] = log.read().count("database is locked")
        with closing(sqlite3.connect(db)) as archive:
            stories = archive.execute("SELECT count(*) FROM articles").fetchone()[0]
            print("integrity", archive.execute("PRAGMA integrity_check").fetchone()[0])
    print(f"{options.minutes:g} minutes, {runs} crawls, {stories} stories; {dict(heard)}")
    locked = heard["locked"] + heard["the crawl heard locked"] + heard["Datasette's log says locked"]
    print("nobody was locked out" if not locked else "FAILED")
    return 1 if locked else 0


def has_stories(db: Path) -> bool:
    """Tell whether there is an archive with something to read."""
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as archive:
            return bool(archive.execute("SELECT 1 FROM articles LIMIT 1").fetchone())
    except sqlite3.Error:
        return False


if __name__ == "__main__":
    sys.exit(main())
