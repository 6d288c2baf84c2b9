"""The help as files: `docs/commands.md` and `help.txt`, which a test compares with what typer says.

python -m scraper.cli.reference > docs/commands.md
python -m scraper.cli.reference help > scraper/cli/help.txt
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from scraper.cli import COMMANDS
from scraper.cli.app import build_app
from scraper.cli.execute import command_named
from scraper.cli.plain import Group

COLUMNS = 80


def help_text(*names: str) -> str:
    """Give what `scrape NAME --help` prints at 80 columns; without a name, what `scrape --help` does."""
    command: Any = typer.main.get_command(build_app(names[:1] or tuple(COMMANDS)))
    context: Any = command.make_context("scrape", list(names[:1]), terminal_width=COLUMNS, max_content_width=COLUMNS)
    if not names:
        return f"{context.get_help()}\n"
    for name in names:
        command = getattr(command, "get_command")(context, name)  # noqa: B009  # typer declares a plain Command
        context = command.context_class(command, info_name=name, parent=context)
    return f"{context.get_help()}\n"


def commands_markdown(names: Sequence[str] = tuple(COMMANDS)) -> str:
    """Give `docs/commands.md`: the help of every command that is there."""
    parts = ["# Commands\n\nMade from `--help`; a test keeps it current.\n", _section("scrape", help_text())]
    for name in names:
        if (command := command_named(name)) is None:
            continue
        parts.append(_section(f"scrape {name}", help_text(name)))
        inner = command.commands if isinstance(command, Group) else ()
        parts += [_section(f"scrape {name} {word}", help_text(name, word)) for word in inner]
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}```\n"


if __name__ == "__main__":
    os.environ["COLUMNS"] = str(COLUMNS)
    sys.stdout.write(help_text() if sys.argv[1:] == ["help"] else commands_markdown())
