"""Follow the memory of one long crawl: it may not grow with the number of pages.

    python benchmarks/memory.py [--hosts N] [--stories N]

By default 50,000 small pages of 250 newspapers; the resident size is read from /proc after every tenth of them. Fails
when the second half of the crawl takes a tenth more than the first ever did.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.crawl import asked, origin

ROOT = Path(__file__).resolve().parents[1]
MAX_GROWTH = 1.1
PARTS = 10


def resident_mb(pid: int) -> float:
    """Give the resident size of a process."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> int:
    """Crawl and print a line for every tenth of the pages; 1 when memory grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=250, metavar="N", help="at most 250")
    parser.add_argument("--stories", type=int, default=200, metavar="N", help="on each host")
    options = parser.parse_args()
    pages = options.hosts * options.stories
    sizes: list[float] = []
    told = ("--hosts", str(options.hosts), "--stories", str(options.stories), "--small")
    with origin(*told) as port, tempfile.TemporaryDirectory() as folder:
        starts = [f"http://127.1.0.{number + 1}:{port}/" for number in range(options.hosts)]
        words = ["crawl", *starts, "--db", f"{folder}/archive.db", "--delay", "0", "--allow-private"]
        crawler = subprocess.Popen(
            [sys.executable, "-m", "scraper", *words, "--limit", str(2 * pages)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        began = time.monotonic()
        while crawler.poll() is None and len(sizes) < PARTS:
            if (done := asked(port)["pages"]) >= (len(sizes) + 1) * pages // PARTS:
                sizes.append(resident_mb(crawler.pid))
                print(f"{done:7,} pages {sizes[-1]:6.0f} MB {time.monotonic() - began:6.0f} s", flush=True)
            time.sleep(0.2)
        said = crawler.communicate()[1].strip().splitlines()
    print(f"exit {crawler.returncode}: {said[-1] if said else 'silence'}")
    half = len(sizes) // 2
    is_flat = crawler.returncode == 0 and len(sizes) == PARTS and max(sizes[half:]) <= MAX_GROWTH * max(sizes[:half])
    print("flat" if is_flat else "FAILED")
    return 0 if is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
