"""The options that several commands share, and what they come to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

from scraper.cli.plain import Option
from scraper.config import Config, load_config
from scraper.urls import host

if TYPE_CHECKING:
    from scraper.archive import Archive
    from scraper.rights import Keeping

Db = Annotated[str | None, Option("--db", "The archive file.  [default: archive.db]", "PATH")]
AsJson = Annotated[bool, Option("--json", "Print JSON lines: one object a line.")]
NoStore = Annotated[bool, Option("--no-store", "Print only; leave the archive alone.")]
AllowPrivate = Annotated[
    bool, Option("--allow-private", "Permit private addresses for the hosts named in this command.")
]
KeepNoarchive = Annotated[
    bool, Option("--keep-noarchive", "Keep the bytes of pages that ask not to be kept (noarchive), too.")
]
UserAgent = Annotated[str | None, Option("--user-agent", "The User-Agent to send.", "UA")]

STANDARD_INPUT = "-"


def configuration(db: str | None = None, user_agent: str | None = None, *, keep_noarchive: bool = False) -> Config:
    """Give the configuration with these flags; None was not given.

    Raises: ConfigError.
    """
    config = load_config({"db": db, "user_agent": user_agent, "keep_noarchive": keep_noarchive or None})
    if config.rules:
        os.environ["SCRAPE_RULES"] = config.rules  # where rules.py looks, here and in the processes that read pages
        if "scraper.rules" in sys.modules:  # as in a test, or where a program calls us twice
            sys.modules["scraper.rules"].forget_rules()
    return config


def archive_to_read(db: str | None, *, damaged_too: bool = False) -> Archive:
    """Open the archive for a command that only looks; `damaged_too` is for one that says what is damaged.

    Raises: ConfigError; ArchiveError, when there is none or it cannot be used.
    """
    from scraper.archive import Archive

    return Archive.open(configuration(db).archive, create=False, read_only=True, damaged_too=damaged_too)


def archive_to_fill(config: Config, *, no_store: bool) -> AbstractContextManager[Archive | None]:
    """Open the archive, made if it is missing; None inside `with` when nothing is to be stored.

    Raises: ArchiveError, when it cannot be used.
    """
    if no_store:
        return nullcontext()
    from scraper.archive import Archive

    return Archive.open(config.archive, keeping=keeping_of(config))


def keeping_of(config: Config) -> Keeping:
    """Give how the archive is to treat what pages ask of those who keep copies."""
    from scraper.rights import Keeping, names_of

    return Keeping(names_of(config.identity), config.keep_noarchive, config.tdmrep)


def private_hosts(config: Config, urls: Iterable[str], *, allow: bool) -> tuple[str, ...]:
    """Give the hosts that may be private: those of the configuration and, if allowed, those of these very URLs."""
    return (*config.allow_private, *(host(url) for url in urls if allow and host(url)))


def lines_of_input(arguments: Iterable[str]) -> Iterator[str]:
    """Yield arguments, "-" replaced by the lines of standard input but for blank ones and # comments."""
    for argument in arguments:
        if argument != STANDARD_INPUT:
            yield argument
            continue
        for line in sys.stdin:
            if (line := line.strip().removeprefix("\ufeff")) and not line.startswith("#"):
                yield line
