"""`scrape backup`: a safe copy of the archive."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from scraper.cli.execute import DONE
from scraper.cli.options import Db, configuration
from scraper.cli.plain import Argument, Option
from scraper.cli.progress import wants_progress

Force = Annotated[bool, Option("--force", "Replace FILE if it is an archive; until the copy is verified, it stays.")]


def backup(
    file: Annotated[str, Argument("FILE", "Where the copy is to be.")],
    force: Force = False,
    db: Db = None,
) -> int:
    """Copy the archive to a file, safely while a crawl writes to it.

    The copy is the archive as of one moment. It is verified as by scrape verify, and only then gets its name; FILE is
    never there half. Exit status 5: it could not be made, and FILE is as it was.
    """
    from scraper.archive.backup import back_up

    target = Path(file).expanduser()
    is_shown = wants_progress(sys.stderr)

    def show(done: int, pages: int) -> None:
        if is_shown:
            sys.stderr.write(f"\rcopying: {100 * done // max(1, pages)} %")
            sys.stderr.flush()

    try:
        size = back_up(configuration(db).archive, target, replace=force, progress=show)
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")
    sys.stdout.write(f"{target}: {size:,} bytes, verified\n")
    sys.stdout.flush()
    return DONE
