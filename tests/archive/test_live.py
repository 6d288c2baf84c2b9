"""A live blog in the archive: it grows, its entries are edited, and what the page shows no more is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, Stored
from scraper.cli import main
from scraper.models import LiveEntry, Verdict
from tests.archive.invented import NOON, URL, assert_sound, page, reading, rows


def entry(hour: int, body: str, **values: str) -> LiveEntry:
    at = datetime.fromisoformat(f"2026-03-04T{hour:02}:00:00+00:00")
    return LiveEntry(f"e{hour}", at, None, values.get("author", "Ana Ruiz"), f"It is {hour} o'clock", body)


def store(archive: Archive, hours: int, *entries: LiveEntry, **values: str) -> Stored:
    body = "\n\n".join(one.body for one in entries)
    read = reading(verdict=Verdict.LIVE, body=body, body_html=f"<p>{body}</p>", **values)  # type: ignore[arg-type]
    later = page(fetched_at=NOON + timedelta(hours=hours), body=body.encode())
    return archive.store(later, replace(read, entries=entries))


NINE, TEN, ELEVEN = entry(9, "The wind rises."), entry(10, "The pier is closed."), entry(11, "The last ferry is in.")


def test_new_entries_are_added_and_make_no_revision(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        outcomes = [
            store(archive, 0, NINE),
            store(archive, 1, TEN, NINE),
            store(archive, 2, TEN, NINE),
            store(archive, 3, ELEVEN, TEN, NINE),
        ]
        entries = archive.entries(outcomes[0].article_id or "")

    assert [(one.outcome, one.changed) for one in outcomes] == [
        ("new", ()),
        ("changed", ("entries",)),
        ("known", ()),
        ("changed", ("entries",)),
    ]
    assert entries == (ELEVEN, TEN, NINE)
    assert rows(archive_path, "SELECT count(*) FROM revisions") == [(0,)]
    assert rows(archive_path, "SELECT count(*) FROM events") == [(0,)]
    assert rows(archive_path, "SELECT text FROM bodies")[0][0].startswith("The last ferry is in.")
    assert_sound(archive_path)


def test_edited_entry_keeps_what_it_said(archive_path: Path) -> None:
    edited = replace(TEN, body="The pier is closed. Nobody was hurt.")
    with Archive.open(archive_path) as archive:
        store(archive, 0, TEN, NINE)
        stored = store(archive, 1, edited, NINE)
        entries = archive.entries(stored.article_id or "")

    assert entries == (edited, NINE)
    assert rows(archive_path, "SELECT entry_id, body FROM live_entry_edits") == [("e10", "The pier is closed.")]


def test_history_shows_what_edited_entries_said(archive_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [replace(TEN, body=f"The pier is {state}.") for state in ("open", "closing", "closed")]
    with Archive.open(archive_path) as archive:
        for hours, one in enumerate(said):
            store(archive, hours, one, NINE)

    main(["history", URL, "--db", str(archive_path)])
    lines = capsys.readouterr().out.splitlines()
    main(["history", URL, "--db", str(archive_path), "--json"])
    (version,) = map(json.loads, capsys.readouterr().out.splitlines())

    assert lines[1].endswith(" · 1 version, 0 events, 2 edits of entries")
    assert [line for line in lines if line.startswith(("-The", "+The"))] == [
        *("-The pier is open.", "+The pier is closing."),
        *("-The pier is closing.", "+The pier is closed."),
    ]
    assert [(edit["before"]["body"], edit["after"]["body"]) for edit in version["entry_edits"]] == [
        ("The pier is open.", "The pier is closing."),
        ("The pier is closing.", "The pier is closed."),
    ]


def test_another_spelling_of_an_entry_is_no_edit(archive_path: Path) -> None:
    said = replace(TEN, body="“The pier is closed”, she said.")
    with Archive.open(archive_path) as archive:
        store(archive, 0, said, NINE)
        stored = store(archive, 1, replace(said, body='"The pier  is closed", she\u00a0said.'), NINE)
        entries = archive.entries(stored.article_id or "")

    assert (stored.outcome, entries) == ("known", (said, NINE))
    assert rows(archive_path, "SELECT * FROM live_entry_edits") == []


def test_entry_that_the_page_shows_no_more_stays(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        store(archive, 0, TEN, NINE)
        stored = store(archive, 5, ELEVEN)
        entries = archive.entries(stored.article_id or "")

    assert entries == (ELEVEN, TEN, NINE)
    seen = rows(archive_path, "SELECT entry_id FROM live_entries AS e JOIN articles AS a ON a.id = e.article_id"
                " WHERE e.last_seen_at < a.last_seen_at ORDER BY 1")  # fmt: skip
    assert seen == [("e10",), ("e9",)]


def test_another_headline_is_a_revision_as_of_any_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        store(archive, 0, NINE, headline="Storm live: the wind rises")
        stored = store(archive, 1, TEN, NINE, headline="Storm live: the pier is closed")

    assert stored.changed == ("headline", "entries")
    assert rows(archive_path, "SELECT kind FROM events") == [("headline_changed",)]


def test_show_prints_the_entries(
    archive_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with Archive.open(archive_path) as archive:
        store(archive, 0, TEN, NINE)

    assert main(["show", URL, "--db", str(archive_path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    at = lines.index("2026-03-04 10:00 +00:00  Ana Ruiz")
    assert lines[at + 1 :][:3] == ["It is 10 o'clock", "The pier is closed.", ""]
    assert "The wind rises." in lines


def test_a_live_blog_that_turns_out_to_be_another_ones_twin_takes_its_entries_along(archive_path: Path) -> None:
    def at(address: str, hours: int, *entries: LiveEntry, before: tuple[str, ...] = ()) -> Stored:
        read = reading(verdict=Verdict.LIVE, canonical_url=None)
        asked = before[0] if before else address
        answer = page(address, requested_url=asked, redirects=before, fetched_at=NOON + timedelta(hours=hours))
        return archive.store(replace(answer, body=f"{hours}".encode()), replace(read, entries=entries))

    old, new = "https://courier.example/live/storm", "https://courier.example/live/storm-on-the-coast"
    with Archive.open(archive_path) as archive:
        at(old, 0, NINE)
        at(new, 1, TEN)
        stored = at(new, 2, ELEVEN, before=(old,))
        entries = archive.entries(stored.article_id or "")

    assert rows(archive_path, "SELECT count(*) FROM articles") == [(1,)]
    assert entries == (ELEVEN, TEN, NINE)
