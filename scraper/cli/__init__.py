"""The commands. This file answers what needs no library; execute.py runs the command that was asked for.

A question should not wait for a library: importing typer takes as long as starting Python five times, and
reading a command line with it ten times.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from scraper import __version__

#: Every command, in the order of the help, with the module that it lives in.
COMMANDS = {
    "url": "scraper.cli.url",
    "file": "scraper.cli.file",
    "crawl": "scraper.cli.crawl",
    "show": "scraper.cli.show",
    "history": "scraper.cli.history",
    "search": "scraper.cli.search",
    "explain": "scraper.cli.explain",
    "reextract": "scraper.cli.reextract",
    "rules": "scraper.cli.rules",
    "clusters": "scraper.cli.clusters",
    "source": "scraper.cli.source",
    "run": "scraper.cli.run",
    "status": "scraper.cli.status",
    "schedule": "scraper.cli.schedule",
    "verify": "scraper.cli.verify",
    "backup": "scraper.cli.backup",
    "browse": "scraper.cli.browse",
    "demo": "scraper.cli.demo",
}
HELP_FILE = "help.txt"  # what typer says at 80 columns; a test keeps it so
CANNOT_PRINT = 74  # EX_IOERR of sysexits.h


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status; without arguments, those of the process, which then ends."""
    if argv is not None:
        return _answer(argv)
    _collect_later()
    _stand_in_for_closed_streams()
    try:
        status = _answer(sys.argv[1:])
    except KeyboardInterrupt:  # while the command was still being imported
        status = 130
    return _end(status)


def _collect_later() -> None:
    """Look for garbage after 50,000 objects for the first time, then after every 10,000.

    Imports make many objects and no garbage: looking for it there takes 10 ms. Reading a page makes some 20,000 and
    hardly any garbage either: to look as often as Python does takes 0.7 ms of it.
    """
    import gc

    def begin(phase: str, _info: dict[str, int]) -> None:
        if phase == "stop":
            gc.callbacks.remove(begin)
            gc.freeze()
            gc.set_threshold(10_000)

    gc.callbacks.append(begin)
    gc.set_threshold(50_000)


def _answer(argv: Sequence[str]) -> int:
    match list(argv):
        case [] | ["--help"] | ["-h"]:
            return _print(_help_text())
        case ["--version"]:
            return _print(f"scrape {__version__}\n")
    from scraper.cli.execute import run

    return run(argv)


def _help_text() -> str:
    # not importlib.resources, which takes longer to import than all the rest of this
    with open(__file__.removesuffix("__init__.py") + HELP_FILE, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def _print(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        return 0  # whoever asked has heard enough
    except OSError as error:  # a full disk
        sys.stderr.write(f"scrape: standard output: {error.strerror}\n")
        return CANNOT_PRINT
    return 0


def _stand_in_for_closed_streams() -> None:
    """Put something empty where a stream was closed before we began, as `scrape ... >&-` does."""
    import io

    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())


def _end(status: int) -> int:
    """Leave without tearing the interpreter down, which takes 20 ms and does nothing for us.

    Archives are closed and pages fetched by now; what remains is to flush what was printed.
    """
    import os

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it; what there was to say of that has been said
            continue
    os._exit(status)
