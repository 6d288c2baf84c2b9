"""What is an edit: each makes another version and exactly the events that it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.invented import rows
from tests.courier import MODIFIED, Courier
from tests.two_days import NOTHING, noticed

FIRST = Courier()
LATER = FIRST.but(modified=MODIFIED)
BODY = FIRST.body
NOTICE = "Correction: An earlier version misspelled the name of the harbour master."
LONG = "A second ferry is expected in the autumn, the company said on Wednesday evening, after its board had met."
UNDATED = FIRST.but(modified="")
QUOTED = "“We have waited for this day for a very long time,”"

EDITS: dict[str, tuple[Courier, Courier, str]] = {
    "headline": (FIRST, FIRST.but(headline="Ferry comes back to Port Ellis"), "headline_changed"),
    "capitals": (FIRST, FIRST.but(headline="Ferry Returns To Port Ellis"), "headline_changed"),
    "mark": (FIRST, FIRST.but(headline="Ferry returns to Port Ellis?"), "headline_changed"),
    "number above": (
        FIRST.but(headline="Ferry brings 214"), LATER.but(headline="Ferry brings 241"), "headline_changed numbers_changed",
    ),
    "standfirst": (FIRST, LATER.but(standfirst="The crossing has closed again."), ""),
    "silent standfirst": (FIRST, FIRST.but(standfirst="It has closed again."), "silent_edit"),
    "byline": (FIRST, FIRST.but(byline="By Bo Li"), ""),
    "second name": (FIRST, FIRST.but(byline="By Ana Ruiz and Carl Berg"), ""),
    "another tag": (FIRST, FIRST.but(tags=(*FIRST.tags, "Money")), ""),
    "fewer tags": (FIRST, FIRST.but(tags=("Ferries",)), ""),
    "word": (FIRST, LATER.says("at dawn", "at noon"), "body_changed"),
    "silent word": (FIRST, FIRST.says("at dawn", "at noon"), "body_changed silent_edit"),
    "word, never dated": (UNDATED, UNDATED.says("at dawn", "at noon"), "body_changed silent_edit"),
    "not": (FIRST, LATER.says("was finished", "was not finished"), "body_changed"),
    "letter": (FIRST, LATER.says("Fishermen", "Fisherman"), "body_changed"),
    "paragraph in": (FIRST, LATER.but(body=(*BODY[:3], LONG, *BODY[3:])), "body_changed"),
    "sentence in": (FIRST, LATER.but(body=(*BODY[:3], "The mayor resigned on Wednesday.", *BODY[3:])), "body_changed"),
    "paragraph out": (FIRST, LATER.but(body=(*BODY[:3], *BODY[4:])), "body_changed"),
    "order": (FIRST, LATER.but(body=(BODY[0], BODY[2], BODY[1], *BODY[3:])), "body_changed"),
    "headline and word": (
        FIRST, FIRST.says("dawn", "noon").but(headline="Ferry is back"), "headline_changed body_changed silent_edit",
    ),
    "correction": (FIRST, LATER.but(body=(*BODY, NOTICE)), "body_changed correction"),
    "correction, modified as before": (FIRST, FIRST.but(body=(*BODY, NOTICE)), "body_changed correction"),
    "correction above": (
        FIRST, LATER.says("214", "241").but(top="", body=(
            "Editor’s note: This article was amended on 2 March.", *LATER.says("214", "241").body,
        )), "body_changed correction numbers_changed",
    ),
    "correction boxed": (FIRST, LATER.but(after=f'<aside class="box"><p>{NOTICE}</p></aside>'), "body_changed correction"),
    "number": (FIRST, LATER.says("214", "241"), "body_changed numbers_changed"),
    "thousand": (FIRST, LATER.says("214", "1,214"), "body_changed numbers_changed"),
    "comma": (FIRST, LATER.says("12 million", "12.5 million"), "body_changed numbers_changed"),
    "million": (FIRST, LATER.says("12 million", "12 billion"), "body_changed numbers_changed"),
    "numeral": (FIRST, LATER.says("two months", "three months"), "body_changed numbers_changed"),
    "dozens": (
        FIRST.says("214 passengers", "dozens of people"), LATER.says("214 passengers", "hundreds of people"),
        "body_changed numbers_changed",
    ),
    "time": (FIRST.says("dawn", "6:30"), LATER.says("dawn", "7:15"), "body_changed numbers_changed"),
    "numeral in digits": (FIRST, LATER.says("four times", "4 times"), "body_changed"),
    "digits in groups": (FIRST.says("214", "1214"), LATER.says("214", "1,214"), "body_changed"),
    "quotation": (FIRST, LATER.says("a very long time", "far too long"), "body_changed quotations_changed"),
    "beside a quotation": (FIRST, LATER.says("the harbour master", "the harbour boss"), "body_changed"),
    "new quotation": (FIRST, LATER.says("thanked every one of them", "said: “You saved us, thank you”"), "body_changed"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_edit_makes_a_version_and_its_events(name: str, archive_path: Path) -> None:
    before, after, events = EDITS[name]

    assert list(noticed(archive_path, (before.html(), after.html()))) == [NOTHING, (True, tuple(events.split()))]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Dead: 12", "Dead: 14"),
        ("Ashby 2, Port Ellis 1", "Ashby 2, Port Ellis 3"),
        ("2–1 (1–0)", "2–1 (1–1)"),
        ("Published three days ago, the report was withdrawn.", "Published five days ago, the report was withdrawn."),
        ("Share prices fell by 12 percent.", "Share prices fell by 15 percent."),
        ("Watch the video, she said.", "Watch the film, she said."),
        ("Tickets: 4.50 a crossing", "Tickets: 5.50 a crossing"),
    ],
)
def test_short_line_of_the_story_counts(was: str, now: str, archive_path: Path) -> None:
    days = [FIRST.but(mid=f"<p>{line}</p>").html() for line in (was, now)]

    found = list(noticed(archive_path, days))

    assert (found[1][0], found[1][1][:2]) == (True, ("body_changed", "silent_edit"))


@pytest.mark.parametrize(
    "marks",
    ["“%s”", "„%s“", "„%s”", "”%s”", "«%s»", "« %s »", "»%s«", '"%s"', "‘%s’", "'%s'", "‹%s›", "「%s」", "『%s』", "&quot;%s&quot;"],
)  # fmt: skip
def test_quotation_is_known_by_marks_of_any_kind(marks: str, archive_path: Path) -> None:
    was = FIRST.says(QUOTED, marks % "We have waited for this boat for years" + ", and hadn’t slept,")
    now = was.says("boat for", "ship for", modified=MODIFIED)

    found = list(noticed(archive_path, (was.html(), now.html())))

    assert found == [NOTHING, (True, ("body_changed", "quotations_changed"))]


def test_headlines_that_take_turns_are_two_versions(archive_path: Path) -> None:
    other = FIRST.but(headline="At last: the ferry is back")

    found = list(noticed(archive_path, [FIRST.html(), other.html()] * 5))

    assert [is_new for is_new, _ in found] == [False, True] + [False] * 8
    assert [kinds for _, kinds in found[1:]] == [("headline_changed",)] * 9
    told = rows(archive_path, "SELECT headline FROM revisions ORDER BY id")
    assert [headline for (headline,) in told] == [FIRST.headline, other.headline] * 4 + [FIRST.headline]


@pytest.mark.parametrize("name", ["standfirst", "byline", "another tag"])
def test_change_without_an_event_is_told_by_its_revision(name: str, archive_path: Path) -> None:
    before, after, _ = EDITS[name]
    field = {"another tag": "tags"}.get(name, name)

    list(noticed(archive_path, (before.html(), after.html())))

    assert rows(archive_path, "SELECT changed FROM revisions") == [(f'["{field}"]',)]
    assert rows(archive_path, "SELECT kind FROM what_happened") == [(f"{field}_changed",)]
