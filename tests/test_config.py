"""Where a setting comes from, and which settings are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import __version__
from scraper.config import Config, load_config
from scraper.errors import ConfigError
from scraper.models import Source


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
        ("source = 7", "write each source as a table"),
        ("[source]\nurl = 'https://courier.example/'", "write each source as a table"),
        ("[[source]]\nname = 'Courier'", "source 1: it has no url"),
        ("[[source]]\nurl = 'https://courier.example/'\ncolour = 'red'", "source 1: unknown key 'colour'"),
        ("[[source]]\nurl = 'not an address'", "'not an address' is no web address"),
        ("[[source]]\nurl = 'courier.example'\ntime_zone = 'Port Ellis'", "'Port Ellis' is no time zone"),
        ("[[source]]\nurl = 'courier.example'\ninterval = 'soon'", "interval must be a number of seconds"),
        ("[[source]]\nurl = 'courier.example'\ninterval = 5", "interval must be between 60 and"),
        ("[[source]]\nurl = 'courier.example'\ndelay = -1", "delay must be between 0 and"),
        ("[[source]]\nurl = 'courier.example'\ninclude = '/sport/*'", "include must be a list"),
        ("[[source]]\nurl = 'courier.example'\nexclude = ['re:(']", "no regular expression"),
        (
            "[[source]]\nurl = 'courier.example'\n[[source]]\nurl = 'https://courier.example'",
            "source 2: .* is there twice",
        ),
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


def test_sources_of_the_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "scrape.toml").write_text(
        "[[source]]\nurl = 'courier.example'\nname = 'Courier'\ntime_zone = 'Europe/London'\ninterval = '30m'\n"
        "delay = 2\ninclude = ['/news/*']\nexclude = ['re:/live-']\nsections = ['politics']\n"
        "[[source]]\nurl = 'https://ledger.example/feed/'"
    )

    assert load_config({}, {}, tmp_path).sources == (
        Source(
            url="https://courier.example/",
            name="Courier",
            time_zone="Europe/London",
            sections=("politics",),
            include=("/news/*",),
            exclude=("re:/live-",),
            interval_seconds=1800,
            delay_seconds=2.0,
        ),
        Source(url="https://ledger.example/feed/"),
    )


@pytest.mark.parametrize(("value", "keeps"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_environment_may_keep_what_asks_not_to_be_kept(tmp_path: Path, value: str, *, keeps: bool) -> None:
    assert load_config({}, {"SCRAPE_KEEP_NOARCHIVE": value}, tmp_path).keep_noarchive is keeps


def test_file_may_keep_what_asks_not_to_be_kept_and_says_so_with_true(tmp_path: Path) -> None:
    (tmp_path / "scrape.toml").write_text("keep_noarchive = true")
    assert load_config({}, {}, tmp_path).keep_noarchive

    (tmp_path / "scrape.toml").write_text("keep_noarchive = 'yes'")
    with pytest.raises(ConfigError, match="keep_noarchive must be true or false"):
        load_config({}, {}, tmp_path)
