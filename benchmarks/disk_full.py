"""Let the disk run full under a crawl: one clear sentence, and nothing that was stored is lost.

    python benchmarks/disk_full.py FOLDER

FOLDER lies on a small file system of its own, such as `mount -t tmpfs -o size=32m tmpfs FOLDER`. When the crawl has
failed the archive must be sound and keep its stories; with room again the next run must finish the work. Room is
made by removing a file that was put there before.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.crawl import asked, origin
from benchmarks.kills import crawl

HOSTS, STORIES = 2, 60
BALLAST_SHARE = 0.75  # of what is free, taken until the first crawl has failed


def main(folder: Path) -> int:
    """Fill the disk, crawl, make room, crawl again; 1 if anything was lost or unclear."""
    import shutil

    ballast = folder / "ballast"
    ballast.write_bytes(b"\0" * int(shutil.disk_usage(folder).free * BALLAST_SHARE))
    db = folder / "archive.db"
    with origin("--hosts", str(HOSTS), "--stories", str(STORIES)) as port:
        starts = [f"http://127.1.0.{number + 1}:{port}/" for number in range(HOSTS)]
        full = crawl(db, starts)
        said = full.communicate()[1].strip()
        kept = stories(db)
        print(f"disk full: exit {full.returncode}, {said.splitlines()[-1] if said else 'silence'!r}")
        print(f"integrity {kept[0]}, {kept[1]} stories kept of {asked(port)['pages']} asked for")
        ballast.unlink()
        rest = crawl(db, starts)
        line = rest.communicate()[1].strip().splitlines()[-1:]
        done = stories(db)
        print(f"with room again: exit {rest.returncode}, {line}, integrity {done[0]}, {done[1]} stories")
        again = asked(port)["pages"] - HOSTS * STORIES
    is_clear = full.returncode == 5 and "Traceback" not in said and ("full" in said or "space" in said)
    ok = is_clear and kept[0] == done[0] == "ok" and done[1] == HOSTS * STORIES and again <= 2 * HOSTS
    print(f"{again} pages asked again; " + ("nothing lost" if ok else "FAILED"))
    return 0 if ok else 1


def stories(db: Path) -> tuple[str, int]:
    """Give the verdict of the integrity check and the number of stories."""
    with closing(sqlite3.connect(db)) as archive:
        sound = archive.execute("PRAGMA integrity_check").fetchone()[0]
        return sound, archive.execute("SELECT count(*) FROM articles").fetchone()[0]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
