"""The typer application, made from what the commands declare: for help, and for lines that need explaining."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Annotated, Any

import typer

from scraper import __version__
from scraper.cli import COMMANDS
from scraper.cli.execute import command_named
from scraper.cli.plain import Argument, Group, Option, declared

_SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["--help", "-h"]},
}


def build_app(names: Sequence[str] = tuple(COMMANDS)) -> typer.Typer:
    """Build the application with these commands; one whose module is not there is left out."""
    app = typer.Typer(**_SETTINGS)
    app.callback(invoke_without_command=True)(scrape)
    for name in names:
        command = command_named(name)
        if isinstance(command, Group):
            inner = typer.Typer(**_SETTINGS, help=command.help, no_args_is_help=True)
            for word, function in command.commands.items():
                inner.command(word)(_for_typer(function))
            app.add_typer(inner, name=name)
        elif command:
            app.command(name)(_for_typer(command))
    return app


def scrape(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Archive news stories: the right text, its dates and names, and every version, in one SQLite file.

    Results go to standard output, everything else to standard error. Flags beat the environment (SCRAPE_DB,
    SCRAPE_USER_AGENT, SCRAPE_CONTACT), which beats scrape.toml in the current folder.

    Exit status: 0 done, 1 some URLs failed or were no stories, 2 usage, 3 nothing could be fetched, 4 bad
    configuration, 5 the archive cannot be used, 70 something unexpected, 74 input or output failed.
    """
    if version:
        sys.stdout.write(f"scrape {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


def invoke(argv: Sequence[str]) -> int:
    """Run a command line through typer and give its exit status; a usage error prints itself."""
    names = (argv[0],) if argv[0] in COMMANDS else tuple(COMMANDS)
    command = typer.main.get_command(build_app(names))
    try:
        # make_context and invoke are what typer's own main calls; that would swallow a broken pipe
        with command.make_context("scrape", list(argv)) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as end:
        return end.exit_code
    except Exception as error:
        # a usage error prints itself; its class has lived in two packages, so it is known by what it can do
        show, status = getattr(error, "show", None), getattr(error, "exit_code", None)
        if not callable(show) or not isinstance(status, int):
            raise
        show()
        return status


def _for_typer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Copy a command with its declarations in typer's words; one that uses those already stays."""
    words = list(declared(command))
    if not isinstance(command, FunctionType) or not all(isinstance(said, (Argument, Option)) for *_, said in words):
        return command
    copy = FunctionType(command.__code__, command.__globals__, command.__name__, command.__defaults__)
    copy.__doc__ = command.__doc__
    copy.__annotations__ = {name: Annotated[kind, _typed(said)] for name, kind, said in words}
    return copy


def _typed(said: Argument | Option) -> Any:
    if isinstance(said, Argument):
        return typer.Argument(metavar=said.metavar, help=said.help)
    return typer.Option(said.flag, metavar=said.metavar, help=said.help, min=said.least)
