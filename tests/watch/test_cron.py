"""The line of `scrape schedule print`, run as cron runs it: by sh, in the home folder, with next to no environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.watch import schedule
from tests.crawl.faults.paper import Answer
from tests.watch.test_run import site, stored, watch
from tests.watch.watched_site import HERE, WatchedSite

__all__ = ["site"]  # the fixture

ROOT = Path(__file__).parents[2]


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    """Give a path with all that cron, sh and a bare locale may stumble over."""
    folder = tmp_path / "Ana's papers"
    folder.mkdir()
    return folder / "100% 日本 $HOME.db"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a `scrape` beside the interpreter, as pip puts it there, that runs this very code."""
    script = tmp_path / "bin" / "scrape"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from scraper.cli import main\nsys.exit(main(sys.argv[1:]))\n",
        "utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script.with_name("python")))
    monkeypatch.setattr(schedule, "JITTER_SECONDS", 0)


def run_as_cron(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of a crontab's line as cron(8) does, up to the clock: `\\%` is `%`, and nothing is inherited."""
    minute, hour, *_, command = line.split(" ", 5)
    assert all(set(field) <= set("0123456789,*/") for field in (minute, hour))
    environment = {"HOME": str(home), "LOGNAME": "ana", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["/bin/sh", "-c", command.replace(r"\%", "%")],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def printed_line(site: WatchedSite, capsys: pytest.CaptureFixture[str]) -> str:
    """Have the sites of this test allowed by scrape.toml, whose folder the line must find again; give the line."""
    Path("scrape.toml").write_text(f'contact = "https://us.example/bot"\nallow_private = ["{HERE}"]\n', "utf-8")
    capsys.readouterr()
    assert main(["schedule", "print", "--db", str(site.archive)]) == 0
    return capsys.readouterr().out.removesuffix("\n")


def test_printed_line_archives_the_news_in_silence(
    site: WatchedSite, installed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch(site)
    line = printed_line(site, capsys)

    ran = run_as_cron(line, tmp_path)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert stored(site) == sorted(site.story_url(n) for n in range(4))
    with Archive.open(site.archive, read_only=True) as archive:
        last = archive.sources.last_run("scrape run")
    assert last is not None
    assert last.exit_code == 0


def test_problem_reaches_whom_cron_writes_to(
    site: WatchedSite, installed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answer(1, Answer("Oops", "403 Forbidden"))
    watch(site)
    line = printed_line(site, capsys)

    ran = run_as_cron(line, tmp_path)

    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (1, "", 1)
    assert "the server answered 403 (Forbidden)" in ran.stderr
