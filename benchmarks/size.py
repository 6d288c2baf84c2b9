"""What captures take, against gzip of the same pages.

    python benchmarks/size.py FOLDER

FOLDER has saved pages, .html or .html.gz, in folders named by host if they are of several sites. Prints the size of the
compressed captures and of the whole archive, full text, index and log included, each as a share of `gzip -6` of the
raw pages, and the CPU that storing took, reading apart.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.extract import read
from scraper.models import Page
from scraper.rights import Keeping


def saved_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder, those of a host together."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number, path in enumerate(sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])):
        raw = path.read_bytes()
        host = path.parent.name if path.parent != folder else f"site{number}.example"
        url = f"https://{host}/{number}/{path.name.partition('.')[0]}"
        body = gzip.decompress(raw) if path.suffix == ".gz" else raw
        yield Page(url, url, 200, (("Content-Type", "text/html"),), body, at + timedelta(minutes=number))


def main(folder: Path) -> None:
    """Store all pages and print what that comes to."""
    pages = raw = packed = 0
    seconds = 0.0
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "archive.db"
        with Archive.open(path, keeping=Keeping(keeps_noarchive=True)) as archive:
            for page in saved_pages(folder):
                reading = read(page.body, page.url)
                began = time.process_time()
                archive.store(page, reading)
                seconds += time.process_time() - began
                pages, raw = pages + 1, raw + len(page.body)
                packed += len(gzip.compress(page.body, 6))
            if not pages:
                sys.exit(f"{folder}: there are no pages")
            (captures,) = archive._db.execute("SELECT sum(length(body)) FROM captures").fetchone()
        whole = path.stat().st_size
    print(f"{pages:,} pages, {raw:,} bytes; gzip {packed:,}")
    print(f"captures {captures:,}: {captures / packed:.3f} of gzip; archive {whole:,}: {whole / packed:.3f}")
    print(f"storing: {1e3 * seconds / pages:.1f} ms of CPU a page")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
