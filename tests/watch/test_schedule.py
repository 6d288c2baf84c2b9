"""What a schedule says, and that nothing else in the crontab is touched."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.cli import main
from scraper.errors import ConfigError
from scraper.watch import crontab, systemd
from scraper.watch.schedule import Job, cron_line, fits, systemd_units

PROGRAM = ("/opt/news scraper/bin/scrape",)
OTHERS = "# my jobs\nMAILTO=ana@courier.example\n0 5 * * 1 tar -zcf /var/backups/home.tgz /home/\\%u\n\n@daily true"
ODD_NAMES = [
    "news.db",
    "two words.db",
    "100%.db",
    "it's.db",
    'so "called".db',
    "$HOME `id` $(id).db",
    "日本.db",
    "a;b&c.db",
]


def job(archive: Path | str = "/home/ana/news.db", every: int = 15, **environment: str) -> Job:
    return Job(Path(archive), Path("/home/ana/my papers"), PROGRAM, every, environment)


def as_cron_runs_it(line: str) -> list[str]:
    """Give the words of a crontab line's command as cron and the shell take them: `\\%` is `%`, what is quoted stays."""
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    return shlex.split(command, comments=True)


@pytest.fixture
def fake_crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a `crontab` first on PATH that keeps its table in the file that this gives."""
    table = tmp_path / "table"
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f"table={shlex.quote(str(table))}\n"
        'if [ "$1" = - ]; then cat > "$table"; exit; fi\n'
        '[ -f "$table" ] || { echo "no crontab for ana" >&2; exit 1; }\n'
        'cat "$table"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return table


@pytest.mark.parametrize("name", ODD_NAMES)
def test_cron_line_names_any_path(name: str) -> None:
    words = as_cron_runs_it(cron_line(job(f"/home/ana/{name}")))

    assert words[:4] == ["cd", "/home/ana/my papers", "&&", PROGRAM[0]]
    assert words[4:8] == ["run", "--db", f"/home/ana/{name}", "--skip-if-locked"]


def test_cron_line_brings_the_environment_it_needs() -> None:
    words = as_cron_runs_it(cron_line(job(SCRAPE_CONTACT="ana@courier.example", http_proxy="http://p:1/%20")))

    assert words[3:7] == ["/usr/bin/env", "SCRAPE_CONTACT=ana@courier.example", "http_proxy=http://p:1/%20", PROGRAM[0]]


@pytest.mark.parametrize(
    ("every", "minutes", "hours"), [(60, 1, "*"), (15, 4, "*"), (2, 30, "*"), (120, 1, "*/2"), (1440, 1, "0")]
)
def test_clock_is_divided_evenly(every: int, minutes: int, hours: str) -> None:
    said = cron_line(job(every=every)).split(" ")

    taken = [int(minute) for minute in said[0].split(",")]
    assert (len(taken), said[1], fits(every)) == (minutes, hours, True)
    assert all(later - earlier == every for earlier, later in pairwise(taken))


def test_every_minute_is_a_star() -> None:
    assert cron_line(job(every=1)).startswith("* * * * * cd ")


@pytest.mark.parametrize(
    ("said", "status"), [("15", 0), ("15m", 0), ("2h", 0), ("1d", 0), ("7m", 2), ("90s", 2), ("0", 2), ("soon", 2)]
)
def test_length_of_time_is_read_as_everywhere(said: str, status: int, archive_path: Path) -> None:
    assert main(["schedule", "print", "--every", said, "--db", str(archive_path)]) == status


@pytest.mark.parametrize("every", [0, -5, 7, 45, 90, 2880])
def test_interval_that_a_clock_cannot_be_divided_into_does_not_fit(every: int) -> None:
    assert not fits(every)


@pytest.mark.parametrize(
    ("archive", "words"), [("/a\nb.db", "invisible"), ("/a\udce9.db", "invisible"), ("/a\\b", "backslash")]
)
def test_path_that_cannot_be_written_is_refused(archive: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        cron_line(job(archive))


def test_install_adds_one_line_and_leaves_the_others(fake_crontab: Path) -> None:
    fake_crontab.write_text(OTHERS)

    results = [crontab.install(job()), crontab.install(job()), crontab.install(job("/home/ana/other.db"))]

    assert results == [True, False, True]
    assert fake_crontab.read_text() == f"{OTHERS}\n{cron_line(job())}\n{cron_line(job('/home/ana/other.db'))}\n"


def test_install_replaces_the_line_where_it_stands(fake_crontab: Path) -> None:
    crontab.install(job())
    fake_crontab.write_text(f"{fake_crontab.read_text()}{OTHERS}\n{cron_line(job())}\n")

    crontab.install(job(every=60))

    assert fake_crontab.read_text() == f"{cron_line(job(every=60))}\n{OTHERS}\n"


def test_remove_leaves_the_others(fake_crontab: Path) -> None:
    fake_crontab.write_text(OTHERS + "\n")
    crontab.install(job())
    crontab.install(job("/home/ana/other.db"))

    results = [crontab.remove(job()), crontab.remove(job())]

    assert results == [True, False]
    assert fake_crontab.read_text() == f"{OTHERS}\n{cron_line(job('/home/ana/other.db'))}\n"


def test_first_line_needs_no_crontab_to_be_there(fake_crontab: Path) -> None:
    assert crontab.remove(job()) is False
    assert crontab.install(job()) is True
    assert fake_crontab.read_text() == cron_line(job()) + "\n"


def test_refusal_of_cron_is_passed_on(fake_crontab: Path) -> None:
    program = fake_crontab.parent / "bin" / "crontab"
    program.write_text("#!/bin/sh\necho 'You (ana) are not allowed to use this program' >&2\nexit 1\n")

    with pytest.raises(ConfigError, match=r"ana\) are not allowed"):
        crontab.install(job())


def test_machine_without_cron_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ConfigError, match="no cron on this machine"):
        crontab.install(job())
    assert crontab.remove(job()) is False


def test_machine_without_systemd_is_told_so_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    with pytest.raises(ConfigError, match="does not answer"):
        systemd.install(job())
    assert list(tmp_path.iterdir()) == []


def test_timer_is_installed_once_and_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    program = tmp_path / "bin" / "systemctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    results = [systemd.install(job()), systemd.install(job()), systemd.remove(job()), systemd.remove(job())]

    assert results == [True, False, True, False]
    assert list((tmp_path / "config").rglob("scrape-news*")) == []
    assert f"--user enable --now {job().name}.timer" in asked.read_text()
    assert f"--user disable --now {job().name}.timer" in asked.read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("name", [*ODD_NAMES, "back\\slash.db"])
def test_systemd_accepts_the_units(name: str, tmp_path: Path) -> None:
    one = Job(tmp_path / name, tmp_path, ("/bin/true",), environment={"SCRAPE_CONTACT": 'a "b" 50% $c'})
    for file, text in systemd_units(one).items():
        (tmp_path / file).write_text(text, "utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / file) for file in systemd_units(one))],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert [line for line in done.stderr.splitlines() if one.name in line] == []
