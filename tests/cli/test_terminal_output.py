"""What reaches a terminal or a pipe, from real processes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.newsstand import Newsstand
from scraper.terminal import may_style, one_line, printable, shortened, width, wrapped

HOSTILE = "Eel\x1b]0;owned\x07 \x1b[2J\x9b31m\u202eback\u2066 \x08\x7f"
HARMFUL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
URL = "http://evil-eel.example/story"
SENTENCES = "".join(
    f"<p>At {hour} o'clock it was seen under the bridge by {hour + 2} people. {HOSTILE} «ñ» 港</p>"
    for hour in range(20)
)
PAGE = f"""<!doctype html><meta charset="utf-8"><title>{HOSTILE}</title><meta name="author" content="{HOSTILE}">
<article><h1>{HOSTILE}</h1>{SENTENCES}</article>"""


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Newsstand]:
    """Serve a newspaper that is out to harm terminals."""
    folder = tmp_path / "papers" / "evil-eel.example"
    folder.mkdir(parents=True)
    (folder / "site.toml").write_text("demo = []")
    (folder / "story.html").write_bytes(PAGE.encode())
    with Newsstand(folder.parent) as stand:
        yield stand


def run(words: list[str], stand: Newsstand, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "scraper", *words],
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[2]), "http_proxy": stand.url} | environment,
        capture_output=True,
        timeout=30,
        check=False,
    )


def run_on_terminal(words: list[str], stand: Newsstand, folder: Path, **environment: str) -> str:
    """Run a command on a pseudo-terminal of its own and give all that it shows, both streams together."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scraper", *words],
        cwd=folder,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "http_proxy": stand.url,
            "TERM": "xterm",
            "PYTHONUTF8": "1",
        }
        | environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # Linux says so when the other side has gone
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    process.wait(timeout=30)
    return shown.decode().replace("\r\n", "\n")


def test_nothing_of_a_page_controls_the_terminal(stand: Newsstand, tmp_path: Path) -> None:
    for words in (["url", URL], ["search", "bridge"], ["show", URL], ["explain", URL], ["url", URL, "--json"]):
        shown = run_on_terminal(words, stand, tmp_path)

        own_styles = re.compile("\x1b\\[[0-9;]*m")
        assert "Eel" in shown
        assert HARMFUL.search(own_styles.sub("", shown)) is None, words


def test_json_escapes_what_could_control_a_terminal(stand: Newsstand, tmp_path: Path) -> None:
    done = run(["url", URL, "--json", "--no-store"], stand, tmp_path, PYTHONUTF8="1")

    assert HARMFUL.search(done.stdout.decode()) is None
    assert "港" in json.loads(done.stdout)["body"]


@pytest.mark.parametrize(
    ("environment", "is_bold"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)],
)
def test_headline_is_bold_where_that_is_wanted(
    environment: dict[str, str], is_bold: bool, stand: Newsstand, tmp_path: Path
) -> None:
    shown = run_on_terminal(["url", URL, "--no-store"], stand, tmp_path, **environment)

    assert ("\x1b[1m" in shown) is is_bold


def test_colour_can_be_forced_into_a_pipe(stand: Newsstand, tmp_path: Path) -> None:
    plain = run(["url", URL, "--no-store"], stand, tmp_path)
    forced = run(["url", URL, "--no-store"], stand, tmp_path, FORCE_COLOR="1")

    assert b"\x1b" not in plain.stdout
    assert b"\x1b[1m" in forced.stdout


@pytest.mark.parametrize("environment", [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_any_encoding_will_do(flags: list[str], environment: dict[str, str], stand: Newsstand, tmp_path: Path) -> None:
    done = run(["url", URL, "--no-store", *flags], stand, tmp_path, **environment)

    assert done.returncode == 0
    assert b"under the bridge" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["url", URL, "--json"], ["url", URL], ["url", "--help"]])
def test_broken_pipe_is_silent(words: list[str], stand: Newsstand, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [sys.executable, "-m", "scraper", *words],
        cwd=tmp_path,
        env={"PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[2]), "http_proxy": stand.url},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    os.close(writing)

    assert done.stderr.replace(f"{URL}: new\n".encode(), b"") == b""


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("--help >&-", 0),
        (f"url {URL} >&-", 0),
        (f"url {URL} --json >&- 2>&-", 0),
        (f"url {URL} 2>&-", 0),
        ("url - <&-", 0),
        ("--help >/dev/full", 74),
        (f"url {URL} >/dev/full", 74),
    ],
)
def test_closed_and_full_streams_are_no_surprise(line: str, status: int, stand: Newsstand, tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m scraper {line}"],
        cwd=tmp_path,
        env={"PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[2]), "http_proxy": stand.url},
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == status
    assert b"Traceback" not in done.stderr
    assert b"unexpected" not in done.stderr


def test_process_ends_with_the_status_of_the_command(stand: Newsstand, tmp_path: Path) -> None:
    done = run(["url", "http://evil-eel.example/none"], stand, tmp_path)

    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two\nlines"),
        ("a\tb\r\nc", "a b\nc"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202eevil\u2066", "\ufffdevil\ufffd"),
        ("half \ud800", "half \ufffd"),
        ("שלום 港 é", "שלום 港 é"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("first\n\nsecond", 10, ["first", "", "second"]),
        ("see https://courier.example/a now", 10, ["see", "https://courier.example/a", "now"]),
        ("港に船が入った", 6, ["港に船", "が入っ", "た"]),
    ],
)
def test_text_is_wrapped(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns).split("\n") == lines
    assert all(width(line) <= columns or "://" in line for line in lines)


def test_lines_are_cut_by_their_width() -> None:
    assert shortened("港に船が入った", 6) == "港に…"
    assert one_line(" a \n b ") == "a b"


def test_a_closed_stream_is_not_styled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with (tmp_path / "out").open("w") as stream:
        pass

    assert not may_style(stream)
