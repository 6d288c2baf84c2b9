"""What the user wants, from flags, environment, `scrape.toml` and defaults, in this order of strength."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from scraper import __version__
from scraper.errors import ConfigError
from scraper.models import Source

CONFIG_FILE = "scrape.toml"
DEFAULT_ARCHIVE = "archive.db"
PRODUCT = "scrape-news"  # the token that a site's robots.txt may name (RFC 9309 §2.2.1)
DEFAULT_CONTACT = "https://scrape-news.example/about"


_SWITCHES = ("keep_noarchive", "tdmrep")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings a command starts from.

    `contact` is a URL or an e-mail address that a site's operator can turn to; it goes into the default
    User-Agent. `allow_private` names hosts whose addresses need not be public. `sources` are the `[[source]]` tables.
    `rules` is a folder of site rules of one's own. `keep_noarchive`: the bytes of pages that ask not to be kept are
    kept all the same. `tdmrep`: each site is asked once a day for its TDM file, besides its robots.txt.
    """

    db: str = DEFAULT_ARCHIVE
    contact: str = DEFAULT_CONTACT
    user_agent: str = ""
    allow_private: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    rules: str = ""
    keep_noarchive: bool = False
    tdmrep: bool = False

    @property
    def archive(self) -> Path:
        """Where the archive is; a leading `~` is the home folder, which no shell puts in for a crontab or a file."""
        return Path(self.db).expanduser()

    @property
    def identity(self) -> str:
        """The User-Agent to send: the configured one, or our name, version and contact (RFC 9110 §10.1.5)."""
        return self.user_agent or f"{PRODUCT}/{__version__} (+{self.contact})"


def load_config(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """Put the configuration together; a flag that is None was not given.

    Raises: ConfigError, when `scrape.toml` is not TOML, or has an unknown key or a value of the wrong kind.
    """
    environment = os.environ if environment is None else environment
    values = _from_file((folder or Path.cwd()) / CONFIG_FILE)
    for name, variable in (
        ("db", "SCRAPE_DB"),
        ("user_agent", "SCRAPE_USER_AGENT"),
        ("contact", "SCRAPE_CONTACT"),
        ("rules", "SCRAPE_RULES"),
    ):
        if value := environment.get(variable):
            values[name] = value
    for name in _SWITCHES:
        variable = f"SCRAPE_{name.upper()}"
        if said := environment.get(variable):
            values[name] = _is_true(variable, said)
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    for name in ("user_agent", "contact"):
        if not _fits_a_header(str(values.get(name, ""))):
            raise ConfigError(f"{name} must be one line of printable ASCII, because it is sent as a header")
    if values.get("rules"):
        rules = Path(values["rules"]).expanduser()
        if not rules.is_dir():
            raise ConfigError(f"rules: {rules} is no folder")
        values["rules"] = str(rules.absolute())
    return Config(**values)


def _is_true(name: str, value: str) -> bool:
    if value.lower() not in ("1", "true", "yes", "0", "false", "no"):
        raise ConfigError(f"{name} must be 1 or 0")
    return value.lower() in ("1", "true", "yes")


def _fits_a_header(text: str) -> bool:
    return text.isascii() and (text.isprintable() or not text)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    known = {field.name for field in fields(Config)} - {"sources"} | {"source"}
    if unknown := sorted(set(values) - known):
        raise ConfigError(f"{path}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    tables = values.pop("source", [])
    for name, value in values.items():
        if name == "allow_private":
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise ConfigError(f"{path}: {name} must be a list of host names")
            values[name] = tuple(value)
        elif name in _SWITCHES:
            if not isinstance(value, bool):
                raise ConfigError(f"{path}: {name} must be true or false")
        elif not isinstance(value, str):
            raise ConfigError(f"{path}: {name} must be a text")
    return values | {"sources": _sources(tables, path)} if tables else values


def _sources(tables: Any, path: Path) -> tuple[Source, ...]:
    from scraper.watchlist import source_of

    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        raise ConfigError(f"{path}: write each source as a table, [[source]]")
    sources: dict[str, Source] = {}
    for number, table in enumerate(tables, 1):
        try:
            source = source_of(table)
        except ValueError as error:
            raise ConfigError(f"{path}: source {number}: {error}") from error
        if source.url in sources:
            raise ConfigError(f"{path}: source {number}: {source.url} is there twice")
        sources[source.url] = source
    return tuple(sources.values())
