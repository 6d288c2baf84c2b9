"""The help: printed from a file, equal to what typer says, and the source of docs/commands.md."""

from __future__ import annotations

from pathlib import Path

import pytest

import scraper.cli
from scraper.cli import COMMANDS, HELP_FILE, main
from scraper.cli.reference import commands_markdown, help_text

ROOT = Path(__file__).resolve().parents[2]


def test_help_file_is_what_typer_says() -> None:
    file = Path(scraper.cli.__file__).with_name(HELP_FILE)

    assert file.read_text("utf-8") == help_text(), "run: python -m scraper.cli.reference help > scraper/cli/help.txt"


def test_reference_is_made_from_the_help() -> None:
    file = ROOT / "docs" / "commands.md"

    assert file.read_text("utf-8") == commands_markdown(), "run: python -m scraper.cli.reference > docs/commands.md"


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"]])
def test_help_is_printed_and_is_no_error(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = main(argv)

    assert status == 0
    assert capsys.readouterr().out == help_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([name, "--help"])

    assert status == 0
    assert capsys.readouterr().out.startswith(f"Usage: scrape {name} ")


def test_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["serach", "ferry"])

    assert status == 2
    assert "serach" in capsys.readouterr().err
