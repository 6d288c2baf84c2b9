"""Reading a plain command line: what is plain, and that typer reads it the same way."""

from __future__ import annotations

from typing import Any

import pytest

from scraper.cli.app import build_app
from scraper.cli.plain import plain_arguments
from scraper.cli.search import search
from scraper.cli.show import show
from scraper.cli.url import url

A, B = "https://courier.example/a", "https://courier.example/b"


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ([A], {"urls": [A]}),
        ([A, "-", B], {"urls": [A, "-", B]}),
        (["--db", "a.db", A], {"urls": [A], "db": "a.db"}),
        ([A, "--db=a=b.db"], {"urls": [A], "db": "a=b.db"}),
        ([A, "--db", "a.db", "--db", "b.db"], {"urls": [A], "db": "b.db"}),
        ([A, "--json", "--no-store"], {"urls": [A], "as_json": True, "no_store": True}),
    ],
)
def test_plain_line_is_read_as_typer_reads_it(words: list[str], arguments: dict[str, Any]) -> None:
    import typer

    group: Any = typer.main.get_command(build_app(["url"]))
    command = group.commands["url"]

    plain = plain_arguments(url, words)
    by_typer = command.make_context("url", list(words)).params

    assert plain == arguments
    assert {name: value for name, value in by_typer.items() if value not in (None, False)} == arguments


@pytest.mark.parametrize(
    "words",
    [[], ["--json"], [A, "--jso"], [A, "--db"], [A, "--db", "--json"], [A, "--json=yes"], [A, "--", B], [A, "-x"]],
)
def test_any_other_line_is_left_to_typer(words: list[str]) -> None:
    assert plain_arguments(url, words) is None


def test_numbers_and_surplus_words_are_left_to_typer() -> None:
    assert plain_arguments(search, ["ferry", "--limit", "3"]) is None
    assert plain_arguments(show, [A, B]) is None
