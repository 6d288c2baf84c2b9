"""What a command takes, in words of our own, and reading it from a plain command line.

typer makes a command's help and its usage errors from the same words (app.py). But it builds a pydantic
validator for every parameter, which takes 150 ms: longer than fetching, reading and storing a page. So a
command line with nothing to explain is read here, and everything else is left to typer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Argument:
    """A word, or with `list[str]` as its type one or more words, that a command is given."""

    metavar: str
    help: str


@dataclass(frozen=True, slots=True)
class Option:
    """A flag such as `--json`; one that takes a value has a metavar. `least` is the smallest number allowed."""

    flag: str
    help: str
    metavar: str | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Commands under one name, as `scrape source add`: the group's help, and its commands by their own names."""

    help: str
    commands: Mapping[str, Callable[..., int | None]]


def declared(command: Callable[..., Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, type and declaration of each parameter of a command."""
    for name, hint in get_type_hints(command, include_extras=True).items():
        if name != "return":
            kind, *said = get_args(hint) if hasattr(hint, "__metadata__") else (hint, None)
            yield name, kind, said[0]


def plain_arguments(command: Callable[..., Any], words: Sequence[str]) -> dict[str, Any] | None:
    """Give the arguments of a command by name, or None when the line needs typer to understand or to refuse it."""
    options: dict[str, tuple[str, Option, Any]] = {}
    positional: tuple[str, bool] | None = None
    for name, kind, said in declared(command):
        if isinstance(said, Option):
            options[said.flag] = (name, said, kind)
        elif isinstance(said, Argument):
            positional = (name, kind in (list[str], list[str] | None))
        else:
            return None
    found: dict[str, Any] = {}
    plain: list[str] = []
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        flag, equals, value = word.partition("=")
        if flag not in options:
            return None
        name, option, kind = options[flag]
        if option.metavar is None:
            if equals:
                return None
            found[name] = True
            continue
        if kind not in (str, str | None):
            return None
        value = value if equals else next(rest, "-")
        if value.startswith("-"):
            return None
        found[name] = value
    if positional is None:
        return None if plain else found
    name, is_list = positional
    if not plain or (len(plain) > 1 and not is_list):
        return None
    return found | {name: plain if is_list else plain[0]}
