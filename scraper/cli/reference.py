"""The help as files: `docs/commands.md` and `help.txt`, which a test compares with what typer says.

python -m scraper.cli.reference > docs/commands.md
python -m scraper.cli.reference help > scraper/cli/help.txt
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from scraper.cli import COMMANDS
from scraper.cli.app import build_app

COLUMNS = 80


def help_text(*names: str) -> str:
    """Give what `scrape NAME --help` prints at 80 columns; without a name, what `scrape --help` does."""
    command = typer.main.get_command(build_app(names or tuple(COMMANDS)))
    context = command.make_context("scrape", list(names), terminal_width=COLUMNS, max_content_width=COLUMNS)
    if not names:
        return context.get_help() + "\n"
    group = command
    found = getattr(group, "get_command")(context, names[0])  # noqa: B009  # typer declares a plain Command
    inner = found.context_class(found, info_name=names[0], parent=context)
    return str(inner.get_help()) + "\n"


def commands_markdown(names: Sequence[str] = tuple(COMMANDS)) -> str:
    """Give `docs/commands.md`: the help of every command that is there."""
    parts = ["# Commands\n\nMade from `--help`; a test keeps it current.\n", _section("scrape", help_text())]
    parts += [_section(f"scrape {name}", help_text(name)) for name in names if f"\n  {name} " in help_text()]
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}```\n"


if __name__ == "__main__":
    os.environ["COLUMNS"] = str(COLUMNS)
    sys.stdout.write(help_text() if sys.argv[1:] == ["help"] else commands_markdown())
