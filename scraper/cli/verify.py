"""`scrape verify`: whether everything is as it was stored."""

from __future__ import annotations

import re
import sys
from typing import Annotated

from scraper.cli.execute import DONE, SOME_FAILED, USAGE
from scraper.cli.options import AsJson, Db, archive_to_read
from scraper.cli.plain import Option
from scraper.cli.record import print_json
from scraper.terminal import complain

SHOWN_DIGITS = 16

Head = Annotated[str | None, Option("--head", "An end of the chain printed before; it must still be in it.", "HEX")]


def verify(head: Head = None, db: Db = None, as_json: AsJson = False) -> int:
    """Hash every capture again and hold it against the chain; name what was changed, removed or put elsewhere.

    Texts and the headers of each answer are held against checksums, and SQLite checks the file.
    Prints the end of the chain, which stands for every capture and their order: keep it elsewhere, and --head proves
    later that nothing was written anew. Exit status 1: something is not as it was stored.
    """
    if head is not None and not re.fullmatch("[0-9a-f]{64}", head := head.strip().lower()):
        complain("--head takes the 64 hex digits that scrape verify prints")
        return USAGE
    damaged = 0
    with archive_to_read(db, damaged_too=True) as archive:
        count, end = archive.upkeep.chain_head()
        for damage in archive.upkeep.verify(head):
            damaged += 1
            if as_json:
                about = {"what": damage.what, "position": damage.position, "digest": damage.digest or None}
                print_json(about | {"url": damage.url, "problem": damage.problem})
            else:
                named = f"{damage.what} {damage.digest[:SHOWN_DIGITS]}".rstrip()
                of = f" of {damage.url}" if damage.url else ""
                sys.stdout.write(f"{named}{of}: {damage.problem}\n")
    if as_json:
        print_json({"captures": count, "damaged": damaged, "head": end})
    elif damaged:
        things = "thing is" if damaged == 1 else "things are"
        sys.stdout.write(f"{damaged:,} {things} not as stored, in an archive of {_captures(count)}\n")
    else:
        sys.stdout.write(f"{_captures(count)}, all as stored; the chain ends in\n{end}\n")
    sys.stdout.flush()
    return SOME_FAILED if damaged else DONE


def _captures(count: int) -> str:
    return f"{count:,} capture" if count == 1 else f"{count:,} captures"
