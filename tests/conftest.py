"""What the tests share: the loopback newspapers, and a place for an archive."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.newsstand import Newsstand


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run whole folders on every processor, where pytest-xdist is there; `-n 0` or `-p no:xdist` runs them here.

    Not in `addopts`, where `-n` would be an error without the plugin; a file of tests is done before workers are up.
    """
    is_worker = hasattr(config, "workerinput") or "PYTEST_XDIST_WORKER" in os.environ  # which must start none itself
    if config.pluginmanager.hasplugin("xdist") and not is_worker and config.option.numprocesses is None:
        if not config.option.collectonly and all(Path(argument).is_dir() for argument in config.args):
            config.option.numprocesses = "auto"
            config.option.dist = "worksteal"  # some folders take much longer than others


def pytest_collection_finish() -> None:
    """Have the garbage collector leave alone what lives as long as the session: thousands of tests and their modules."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def newsstand() -> Iterator[Newsstand]:
    """Serve all of `fixtures/` for the whole session; tests take `newspaper`, which forgets in between."""
    with Newsstand() as stand:
        yield stand


@pytest.fixture
def newspaper(newsstand: Newsstand) -> Newsstand:
    """Give the server of the invented newspapers, not asked for anything yet."""
    newsstand.asked.clear()
    return newsstand


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """Give the path of an archive that does not exist yet."""
    return tmp_path / "archive.db"
