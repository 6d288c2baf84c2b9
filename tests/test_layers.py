"""The dependency rule, read from the source: leaves, layers, and what joins them.

    leaves ◄── layers ◄── pipeline, batch, browse, crawl, watch, reread ◄── cli

A new module at the top must be named here, with what it is.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "scraper"
FILES = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py"))

LEAVES = frozenset(
    "decode guard models errors answers urls rights duplicates alignment agencies rules ftr config terminal durations"
    " wanted watchlist small_print spelling site_rights guess tongues".split()
)
LAYERS = frozenset({"discover", "fetch", "extract", "archive", "export"})
JOINS = frozenset(
    {"pipeline", "whole", "crawl", "watch", "reread", "batch", "browse", "cli", "newsstand", "__init__", "__main__"}
)

NETWORK = frozenset(
    "socket ssl select selectors socketserver http.client http.server urllib.request ftplib smtplib "
    "httpx httpcore anyio aiohttp requests urllib3 websockets".split()
)
NETWORK_CALLS = frozenset(
    {"open_connection", "open_unix_connection", "create_connection", "start_server", "create_server"}
)
MAY_USE_THE_NETWORK = {"newsstand.py": "it listens on loopback, for the demo and the tests"}

WRITING_CALLS = frozenset({"write_text", "write_bytes"})
MAY_WRITE = {"watch/systemd.py": "a timer is a file in the folder of systemd"}

#: A library that is met in one file, and the folder of that file.
WRAPPED = {"httpx": "fetch", "protego": "fetch", "trafilatura": "extract"}
#: Libraries without types, too: at most one file may know each of them.
MET_ONCE = ("ada_url", "charset_normalizer", "dateparser", "publicsuffixlist", "warcio", "webencodings", "zstandard")

HEAVY = frozenset(
    "typer click httpx httpcore selectolax sqlite_utils trafilatura rich datasette lxml dateparser tldextract "
    "protego charset_normalizer".split()
)


def part(file: str) -> str:
    """Give the part of the package that a file belongs to: `fetch` of `fetch/robots.py`, `urls` of `urls.py`."""
    return Path(file).parts[0].removesuffix(".py")


@cache
def tree(file: str) -> ast.Module:
    return ast.parse((PACKAGE / file).read_text("utf-8"), file)


@cache
def imported(file: str) -> frozenset[str]:
    """Give the dotted names that a file imports, anywhere in it; `from a import b` gives `a` and `a.b`."""
    return frozenset(_imported(file))


def _imported(file: str) -> Iterator[str]:
    folder = ("scraper", *Path(file).parts[:-1])
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def parts_imported(file: str) -> set[str]:
    """Give the parts of our own package that a file imports; `from scraper import extract` is one of them."""
    own = {name.split(".")[1] for name in imported(file) if name.startswith("scraper.")}
    return own & (LEAVES | LAYERS | JOINS)


def imports_library(file: str, library: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for name in imported(file))


@cache
def calls(file: str) -> tuple[tuple[str, ast.Call], ...]:
    """Give every call with the name it is made by, as written: `open`, `path.write_text`, `sqlite3.connect`."""
    return tuple((ast.unparse(node.func), node) for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def opens_for_writing(name: str, call: ast.Call) -> bool:
    if name.rpartition(".")[2] not in ("open", "fdopen"):
        return False
    arguments = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    modes = [node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(re.fullmatch(r"[rwaxbt+]{1,4}", mode) and set(mode) & set("wax+") for mode in modes)


def writes(file: str) -> list[str]:
    """Give the calls of a file that write another: by their names, so that a disguised one would be missed."""
    return [
        f"line {call.lineno}: {name}(…)"
        for name, call in calls(file)
        if name.rpartition(".")[2] in WRITING_CALLS or name == "sqlite3.connect" or opens_for_writing(name, call)
    ]


def test_every_part_of_the_package_has_a_place() -> None:
    parts = {part(file) for file in FILES}

    assert parts - LEAVES - LAYERS - JOINS == set()


@pytest.mark.parametrize("file", [file for file in FILES if part(file) in LEAVES])
def test_leaf_imports_only_leaves(file: str) -> None:
    assert parts_imported(file) <= LEAVES


@pytest.mark.parametrize("file", [file for file in FILES if part(file) in LAYERS])
def test_layer_imports_only_leaves_and_itself(file: str) -> None:
    assert parts_imported(file) <= LEAVES | {part(file)}


@pytest.mark.parametrize("file", [file for file in FILES if part(file) != "fetch" and file not in MAY_USE_THE_NETWORK])
def test_only_fetch_knows_the_network(file: str) -> None:
    libraries = {library for library in NETWORK if imports_library(file, library)}
    connections = {name for name, _ in calls(file) if name.rpartition(".")[2] in NETWORK_CALLS}

    assert libraries | connections == set()


@pytest.mark.parametrize("file", [file for file in FILES if part(file) not in ("archive", "export")])
def test_only_archive_and_export_write_files(file: str) -> None:
    assert file in MAY_WRITE or writes(file) == []


@pytest.mark.parametrize("file", sorted({*MAY_WRITE, *MAY_USE_THE_NETWORK}))
def test_exceptions_are_still_needed(file: str) -> None:
    assert file in FILES
    assert file not in MAY_WRITE or writes(file)
    assert file not in MAY_USE_THE_NETWORK or any(imports_library(file, library) for library in NETWORK)


@pytest.mark.parametrize(("library", "layer"), WRAPPED.items())
def test_library_is_met_in_one_file(library: str, layer: str) -> None:
    users = [file for file in FILES if imports_library(file, library)]

    assert [part(file) for file in users] == [layer], users


@pytest.mark.parametrize("library", MET_ONCE)
def test_untyped_library_is_met_in_no_more_than_one_file(library: str) -> None:
    users = [file for file in FILES if imports_library(file, library)]

    assert len(users) <= 1, users


@pytest.mark.parametrize(
    "code",
    [
        "import scraper",
        "import scraper.cli",
        "import scraper; scraper.Article()",
        "import scraper.models, scraper.errors",
    ],
)
def test_import_is_light(code: str) -> None:
    assert modules_after(code) & HEAVY == set()


def test_reading_a_story_needs_neither_archive_nor_network() -> None:
    code = "import scraper; scraper.extract(b'<h1>Ferry returns</h1><p>It sailed.</p>')"

    assert (
        modules_after(code) & {"sqlite3", "sqlite_utils", "rich", "datasette", "tldextract", "httpx", "typer"} == set()
    )


def modules_after(code: str) -> set[str]:
    """Run a line of Python in a fresh interpreter and give the top-level names of what it imported."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    return set(done.stdout.split())
