"""`scrape history`, from an archive that a newspaper's edits have left."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.cli.changes import unified, word_changes
from scraper.models import Verdict
from tests.archive.invented import NOON, URL, article, page, reading

FRONT = "https://courier.example/"
LONG = "\n\n".join(f"Paragraph {n} of the story says what paragraph {n} always said." for n in range(40))
TOLD: tuple[dict[str, Any], ...] = (
    {"body": LONG},
    {"body": LONG, "headline": "Ferry is back"},
    {"body": LONG},
    {"body": LONG.replace("Paragraph 20 of the story", "Paragraph 20 of this tale")},
)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an archive of one story that was told four times, a day apart."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SCRAPE_DB"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "archive.db"
    with Archive.open(path) as opened:
        for day, values in enumerate(TOLD):
            opened.store(page(body=b"%d" % day, fetched_at=NOON + timedelta(days=day)), reading(**values))
    return path


def test_each_version_is_a_line_of_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["history", URL, "--db", str(archive), "--json"])

    versions = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    days = [[[int(time[8:10]) for time in spell] for spell in version["seen"]] for version in versions]
    assert [(v["version"], v["replaced"], v["changed"], v["current"]) for v in versions] == [
        (1, None, [], False),
        (2, 1, ["headline"], False),
        (3, 1, ["body"], True),
    ]
    assert days == [[[4, 5], [6, 7]], [[5, 6]], [[7, 7]]]
    assert [[event["kind"] for event in version["events"]] for version in versions] == [
        [],
        ["headline_changed", "headline_changed"],
        ["body_changed", "silent_edit"],
    ]
    assert versions[1]["headline"] == "Ferry is back"
    assert "-Headline: Ferry returns to Port Ellis\n+Headline: Ferry is back\n" in versions[1]["diff"]


def test_changes_are_a_unified_diff_with_little_around_them(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["history", URL, "--db", str(archive)])

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line[0] in "-+"] == [
        "--- version 1\t2026-03-04T12:00:00+00:00",
        "+++ version 2\t2026-03-05T12:00:00+00:00",
        "-Headline: Ferry returns to Port Ellis",
        "+Headline: Ferry is back",
        "--- version 1\t2026-03-04T12:00:00+00:00",
        "+++ version 3\t2026-03-07T12:00:00+00:00",
        "-Paragraph 20 of the story says what paragraph 20 always said.",
        "+Paragraph 20 of this tale says what paragraph 20 always said.",
    ]
    assert len([line for line in lines if line.startswith(" ")]) < 10
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize(
    ("no_colour", "shown"),
    [
        ("", "Paragraph 20 of \x1b[31;9mthe story\x1b[0m\x1b[32mthis tale\x1b[0m says"),
        ("1", "Paragraph 20 of [-the story-]{+this tale+} says"),
    ],
)
def test_terminal_shows_the_words(
    archive: Path,
    no_colour: str,
    shown: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", no_colour)
    monkeypatch.setenv("TERM", "xterm")

    main(["history", URL, "--db", str(archive)])

    printed = capsys.readouterr().out
    assert shown in printed
    assert "Paragraph 19" not in printed
    assert "back to version 1" in printed


def test_what_was_read_wrongly_at_first_is_shown_in_full(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(archive)) as db, db:
        db.execute("DELETE FROM revisions WHERE id < 3")
        db.execute(
            'UPDATE revisions SET kind = \'reextracted\', changed = \'["published", "body", "body_html"]\','
            " published = '2026-03-01', body = 'Updated 3 minutes ago' || char(10, 10) || ?",
            (TOLD[-1]["body"],),
        )
    main(["history", URL, "--db", str(archive), "--json"])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())

    assert (first["kind"], second["changed"]) == ("reextracted", ["published", "body"])
    assert [line for line in second["diff"].splitlines()[3:] if line[0] in "+-"] == [
        "-Published: 2026-03-01",
        f"+Published: {second['published']}",
        "-Updated 3 minutes ago",
    ]


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        ("Correction: The ferry is green.", "Correction: The ferry is green."),
        (
            "An earlier version of this story gave the wrong colour.",
            "correction: An earlier version of this story gave the wrong colour.",
        ),
    ],
)
def test_notice_of_correction_is_told_once(
    notice: str, told: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(archive) as opened:
        later = page(body=b"later", fetched_at=NOON + timedelta(days=9))
        opened.store(later, reading(body=f"{TOLD[-1]['body']}\n\n{notice}"))

    main(["history", URL, "--db", str(archive)])

    assert f"# 2026-03-13 12:00  {told}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "verdict", "told"),
    [
        ({"status": 410}, None, "the server answered 410"),
        ({}, Verdict.MISSING, "the page says that it is not there"),
        ({}, Verdict.GONE, "the story was taken down"),
        ({"url": FRONT, "requested_url": URL}, Verdict.LISTING, f"it leads to {FRONT}"),
    ],
)
def test_why_a_story_is_gone_is_said_in_words(
    answer: dict[str, Any], verdict: Verdict | None, told: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(archive) as opened:
        opened.log_answer(page(**answer, fetched_at=NOON + timedelta(days=9)), "it is gone", verdict=verdict)

    main(["history", URL, "--db", str(archive)])

    assert f"# 2026-03-13 12:00  unpublished: {told}\n" in capsys.readouterr().out


def test_unknown_story_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "https://courier.example/other", "--db", str(archive)]) == 1
    assert "no such story" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ({"body": "港に12隻の船が着いた。"}, {"body": "港に15隻の船が着いた。"}, "港に[-12-]{+15+}隻の船が着いた。"),
        ({"body": "เรือเก่ามาถึงแล้ว"}, {"body": "เรือใหม่มาถึงแล้ว"}, "เรือ[-เก่า-]{+ใหม่+}มาถึงแล้ว"),
        ({"headline": "A\x1b[31mB"}, {"headline": "A\x1b[31mC"}, "Headline: A\ufffd[31[-mB-]{+mC+}"),
        ({"tags": ("b", "a")}, {"tags": ("a", "b", "c")}, "Tags: a, b{+, c+}"),
        ({"body": "“Yes”\n\n12 shares\n\nOld."}, {"body": '"Yes"\n\n99 shares\n\nNew.'}, "…\n[-Old.-]\n{+New.+}"),
    ],
)
def test_words_that_changed(old: dict[str, Any], new: dict[str, Any], shown: str) -> None:
    changes = word_changes(article(**{"body": ""} | old), article(**{"body": ""} | new), in_colour=False)

    assert "\n".join(changes) == shown


def test_unified_diff_can_be_applied(tmp_path: Path) -> None:
    old, new = article(body="One.\n\nTwo.\n\nThree."), article(body="Zero.\n\nOne.\n\nThree!\n\nFour.")

    lines = list(unified(old, new, ("a", "b")))

    body = [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
    assert body == ["+Zero.", "-Two.", "-Three.", "+Three!", "+Four."]
    assert [line for line in lines if line.startswith("@@")] == ["@@ -3,5 +3,6 @@"]
