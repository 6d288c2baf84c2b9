"""Where a setting comes from, and which settings are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import __version__
from scraper.config import Config, load_config
from scraper.errors import ConfigError


@pytest.mark.parametrize(
    ("flags", "environment", "toml", "db"),
    [
        ({}, {}, "", "archive.db"),
        ({}, {}, "db = 'file.db'", "file.db"),
        ({}, {"SCRAPE_DB": "environment.db"}, "db = 'file.db'", "environment.db"),
        ({"db": "flag.db"}, {"SCRAPE_DB": "environment.db"}, "db = 'file.db'", "flag.db"),
        ({"db": None}, {"SCRAPE_DB": ""}, "db = 'file.db'", "file.db"),
    ],
)
def test_flags_beat_environment_beats_file_beats_default(
    flags: dict[str, str | None], environment: dict[str, str], toml: str, db: str, tmp_path: Path
) -> None:
    (tmp_path / "scrape.toml").write_text(toml)

    config = load_config(flags, environment, tmp_path)

    assert config.db == db


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_config({}, {}, tmp_path) == Config()


@pytest.mark.parametrize(
    ("config", "identity"),
    [
        (Config(contact="desk@courier.example"), f"scrape-news/{__version__} (+desk@courier.example)"),
        (Config(user_agent="Courier/2 (+https://courier.example)"), "Courier/2 (+https://courier.example)"),
    ],
)
def test_identity_is_the_user_agent_or_names_the_contact(config: Config, identity: str) -> None:
    assert config.identity == identity


@pytest.mark.parametrize(("db", "archive"), [("~/news.db", "/home/ana/news.db"), ("news.db", "news.db")])
def test_tilde_is_the_home_folder(db: str, archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")

    assert Config(db=db).archive == Path(archive)


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("db = ", "Invalid value"),
        ("database = 'a.db'", "unknown key 'database'"),
        ("db = 7", "db must be a text"),
        ("allow_private = 'intranet.example'", "allow_private must be a list of host names"),
        ("allow_private = [7]", "allow_private must be a list of host names"),
        ('user_agent = "two\\nlines"', "user_agent must be one line"),
        ('contact = "cafè"', "contact must be one line"),
    ],
)
def test_wrong_file_is_refused_with_the_reason(toml: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "scrape.toml").write_text(toml, encoding="utf-8")

    with pytest.raises(ConfigError, match=words):
        load_config({}, {}, tmp_path)


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scrape.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigError, match=r"scrape\.toml"):
        load_config({}, {}, tmp_path)


def test_allowed_hosts_of_the_file_are_a_tuple(tmp_path: Path) -> None:
    (tmp_path / "scrape.toml").write_text("allow_private = ['intranet.example', 'localhost:8000']")

    assert load_config({}, {}, tmp_path).allow_private == ("intranet.example", "localhost:8000")
