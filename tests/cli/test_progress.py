"""The lines at the bottom of the terminal, as a terminal would show them."""

from __future__ import annotations

import io

import pytest

from scraper.cli.progress import REDRAW_SECONDS, Progress, lines_of, wants_progress


class Screen(io.StringIO):
    """A terminal that remembers what it was sent."""

    def isatty(self) -> bool:
        return True

    @property
    def lines(self) -> list[str]:
        """What is to be seen, for the few escape sequences that are used here."""
        seen: list[str] = [""]
        text = self.getvalue()
        while text:
            if text.startswith("\x1b["):
                code = text[2 : next(index for index in range(2, len(text)) if text[index].isalpha()) + 1]
                text = text[2 + len(code) :]
                if code.endswith("A"):
                    del seen[len(seen) - 1 - int(code[:-1]) :]
                    seen.append("")
                continue
            character, text = text[0], text[1:]
            if character == "\n":
                seen.append("")
            elif character != "\r":
                seen[-1] += character
        return seen[:-1] if not seen[-1] else seen


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")


def test_lines_are_written_over_and_gone_at_the_end() -> None:
    screen, counts, now = Screen(), {"asked": 1, "new": 0, "hosts": 1, "waiting": 9}, [0.0]
    progress = Progress(screen, lambda: counts, lambda: now[0])

    progress.show("https://courier.example/a")
    first = screen.lines
    counts |= {"asked": 2, "new": 1}
    progress.show("https://courier.example/b")
    too_soon = screen.lines
    now[0] += REDRAW_SECONDS
    progress.show("https://courier.example/" + "b" * 100)
    second = screen.lines
    progress.end()

    assert first == [
        "0 found · 1 fetched · 0 new · 0 known · 0 failed",
        "1 host · 9 waiting",
        "https://courier.example/a",
    ]
    assert too_soon == first
    assert second[0] == "0 found · 2 fetched · 1 new · 0 known · 0 failed"
    assert len(second) == 3
    assert len(second[2]) == 59
    assert screen.lines == []


def test_what_is_said_meanwhile_stays() -> None:
    screen = Screen()
    progress = Progress(screen, lambda: {"asked": 1})

    progress.show("https://courier.example/a")
    with progress.hidden():
        screen.write("https://courier.example/a: timed out\n")
    progress.show()
    progress.end()

    assert screen.lines == ["https://courier.example/a: timed out"]


def test_a_page_cannot_write_on_the_terminal() -> None:
    screen = Screen()

    Progress(screen, dict).show("https://courier.example/\x1b[2J\nrm -rf")

    assert screen.lines[2] == "https://courier.example/\ufffd[2J rm -rf"


@pytest.mark.parametrize(
    ("rate", "waiting", "expected"),
    [
        (None, 5, "0 hosts · 5 waiting"),
        (2.0, 0, "0 hosts · 2.0 a second · 0 waiting"),
        (2.0, 100, "0 hosts · 2.0 a second · 100 waiting, about 50 s"),
        (0.5, 9_000, "0 hosts · 0.5 a second · 9,000 waiting, about 5 h"),
    ],
)
def test_what_is_left_is_told_in_time(rate: float | None, waiting: int, expected: str) -> None:
    assert lines_of({"waiting": waiting}, rate)[1] == expected


@pytest.mark.parametrize(("term", "expected"), [("xterm", True), ("dumb", False), ("", False)])
def test_only_a_terminal_that_moves_its_cursor_is_drawn_on(
    term: str, monkeypatch: pytest.MonkeyPatch, *, expected: bool
) -> None:
    monkeypatch.setenv("TERM", term)

    assert wants_progress(Screen()) is expected
    assert not wants_progress(io.StringIO())


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    screen = Screen()

    Progress(screen, dict).show("https://courier.example/a")

    assert "\x1b[2m" not in screen.getvalue()
