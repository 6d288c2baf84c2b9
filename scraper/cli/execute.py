"""Running a command and turning every end of it into an exit status and, if it failed, one sentence."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from scraper.cli import CANNOT_PRINT, COMMANDS
from scraper.cli.plain import Group, plain_arguments
from scraper.errors import ArchiveBusy, ArchiveError, ConfigError, ScraperError
from scraper.terminal import complain

DONE, SOME_FAILED, USAGE, NOTHING_FETCHED, BAD_CONFIG, NO_ARCHIVE = range(6)
BUSY = 75  # EX_TEMPFAIL: another run holds the lock
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # 128 + SIGINT, as shells count
NOBODY_READS = 141  # 128 + SIGPIPE
DEBUG_VARIABLE = "SCRAPE_DEBUG"


def run(argv: Sequence[str]) -> int:
    """Run a command line and give its exit status; an error ends in one sentence on standard error."""
    _make_output_lenient()
    try:
        status = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        _print_no_more()
        return NOBODY_READS
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except ConfigError as error:
        complain(str(error))
        return BAD_CONFIG
    except ArchiveBusy as error:
        complain(str(error))
        return BUSY
    except ArchiveError as error:
        complain(str(error))
        return NO_ARCHIVE
    except ScraperError as error:
        complain(str(error))
        return SOME_FAILED
    except OSError as error:  # files, the network and the archive have their own errors; these are the streams'
        complain(f"{error.filename or 'standard input or output'}: {error.strerror or error}")
        _print_no_more()
        return CANNOT_PRINT
    except Exception as error:  # noqa: BLE001  # the last resort: nobody should meet a traceback
        _confess(error)
        return UNEXPECTED
    return status


def _run(argv: Sequence[str]) -> int:
    """Run a plain command line at once, any other through typer, which also explains what is wrong with it."""
    name = argv[0]
    if name in COMMANDS and not {"--help", "-h"} & set(argv):
        command, words = command_named(name), argv[1:]
        if isinstance(command, Group):
            command, words = command.commands.get(argv[1] if argv[1:] else ""), argv[2:]
        arguments = plain_arguments(command, words) if command else None
        if command and arguments is not None:
            return int(command(**arguments) or DONE)
    from scraper.cli.app import invoke

    return invoke(argv)


def command_named(name: str) -> Callable[..., int | None] | Group | None:
    """Give the function of a command, or its group; None when this installation does not have it."""
    try:
        module = importlib.import_module(COMMANDS[name])
    except ModuleNotFoundError as error:
        if error.name != COMMANDS[name]:
            raise
        return None
    found: Callable[..., int | None] | Group = getattr(module, name)
    return found


def _confess(error: Exception) -> None:
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        complain(traceback.format_exc())
        return
    what = f"{type(error).__name__}: {error}".partition("\n")[0]
    complain(f"something unexpected went wrong ({what}); {DEBUG_VARIABLE}=1 shows where")


def _make_output_lenient() -> None:
    """Print a question mark for a character that the terminal's encoding does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(errors="replace")


def _print_no_more() -> None:
    """Point standard output to nowhere, so that what is still buffered for it does not fail again at the end."""
    with suppress(OSError, ValueError):  # not a real file, as in a test
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
