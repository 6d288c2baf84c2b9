"""docs/json.md names every key that `--json` prints."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.models import Source
from tests.archive.invented import NOON, URL, page, reading

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
FREE = {"fields", "detail", "completeness", "failures", "matched_nothing"}  # whose keys are names of other things


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with Archive.open(path) as opened:
        for day, headline in enumerate(("Ferry returns", "Ferry is back")):
            told = page(body=b"<h1>%d</h1>" % day, fetched_at=NOON + timedelta(days=day))
            opened.store(told, reading(headline=headline))
        opened.sources.put(Source(URL))
    return path


def keys(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if isinstance(value, dict):
        inner = [value[key] for key in value.keys() - FREE - {"sources"}]
        return (
            set(value)
            | keys(inner)
            | keys([list(one.values()) for one in map(value.get, FREE) if isinstance(one, dict)])
        )
    return set()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["show", URL], id="show"),
        pytest.param(["history", URL], id="history"),
        pytest.param(["search", "ferry"], id="search"),
        pytest.param(["explain", "--stored", URL], id="explain"),
        pytest.param(["reextract", "--all", "--dry-run", "--workers", "1"], id="reextract"),
        pytest.param(["verify"], id="verify"),
        pytest.param(["source", "list"], id="source list"),
        pytest.param(["status"], id="status"),
    ],
)
def test_every_key_is_documented(words: list[str], archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"`(\w+)`", DOCUMENT.read_text()))

    main([*words, "--json", "--db", str(archive)])

    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert keys(printed) - named == set()
