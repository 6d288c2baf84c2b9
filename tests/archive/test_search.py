"""Search: every query is safe, words are ranked, scripts without spaces are found too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import MATCH_END, MATCH_START, Archive
from tests.archive.invented import LATER, URL, assert_sound, page, reading

SITE = "https://courier.example"
STORIES: dict[str, dict[str, Any]] = {
    "ferry": {"headline": "Ferry returns", "body": "It sailed from Port Ellis.\n\nThe quay was full."},
    "quay": {"headline": "Quay closed", "body": "No ferry and no sailing for a week, the port said. Ellis agreed."},
    "menu": {"headline": "Menú del día", "body": "La señora Muñoz cocina crème brûlée.", "byline": "Por Ana Ruiz"},
    "tokyo": {"headline": "東京港に新しい船", "body": "新しい渡し船が昨日、東京港を出発した。多くの人が見送った。"},
    "osaka": {"headline": "大阪の夏", "body": "大阪では東京港行きの便が増えている。iPhone工場の従業員も乗る。"},
    "seoul": {"headline": "부산에서 온 배", "body": "페리가 서울에서 출발했다."},
    "bangkok": {"headline": "เรือข้ามฟาก", "body": "เรือข้ามฟากกลับมาแล้ว"},
    "odds": {
        "headline": '100% of AT&T\'s C++ "coders"',
        "body": "It's a_b, l'eau, e-mail and 50% off. \\o/ NEAR AND OR NOT",
    },
}


@pytest.fixture
def archive(archive_path: Path) -> Iterator[Archive]:
    with Archive.open(archive_path) as archive:
        for name, values in STORIES.items():
            told = {"standfirst": None, "byline": None, "canonical_url": None} | values
            archive.store(page(f"{SITE}/{name}", body=name.encode()), reading(**told))
        yield archive


def found(archive: Archive, query: str) -> list[str]:
    return [(hit.url or "").removeprefix(f"{SITE}/") for hit in archive.search(query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ferry", ["ferry", "quay"]),
        ("FERRY sailed", ["ferry"]),
        ("ferry nowhere", []),
        ("sail*", ["ferry", "quay"]),
        ("sail", []),
        ('"port ellis"', ["ferry"]),
        ("“port ellis”", ["ferry"]),
        ('"port ell"*', ["ferry"]),
        ("port ellis", ["ferry", "quay"]),
        ("ferry -closed", ["ferry"]),
        ('ferry -"port ellis"', ["quay"]),
        ("ferry -clos*", ["ferry"]),
        ("munoz", ["menu"]),
        ("MUÑOZ Créme", ["menu"]),
        ("ruiz", ["menu"]),
        ("東京", ["tokyo", "osaka"]),
        ("東京港 大阪", ["osaka"]),
        ("東京 -大阪", ["tokyo"]),
        ('"東京港を出発"', ["tokyo"]),
        ("渡し船", ["tokyo"]),
        ("iphone工場", ["osaka"]),
        ("iPhone工場 乗", ["osaka"]),
        ("서울", ["seoul"]),
        ("부산 서울", ["seoul"]),
        ("ข้ามฟาก", ["bangkok"]),
        ("c++", ["odds"]),
        ("AT&T's", ["odds"]),
        ("l'eau e-mail a_b", ["odds"]),
        ("near and or not", ["odds"]),
        ("100%", ["odds"]),
        ("ferry 東京", []),
        ("-ferry -東京 -menú -서울 -ข้ามฟาก", ["odds"]),
        ("", []),
        ("  ", []),
        ("-", []),
        ("*", []),
        ('"', []),
        ('""', []),
        ("!!! ...", []),
    ],
)
def test_query_finds(archive: Archive, query: str, names: list[str]) -> None:
    assert found(archive, query) == names


@pytest.mark.parametrize(
    "query",
    [
        'ferry"', '"ferry', "ferry AND", "AND", "NOT ferry", "OR OR", "NEAR(ferry quay)", "NEAR(ferry", "headline:ferry",
        "{headline body}: ferry", "-headline : ferry", "^ferry", "ferry + quay", "(ferry", "ferry)", "ferry*quay", "**", "-*",
        '-"', '""""', "'ferry'", "';DROP TABLE articles;--", "ferry\x00quay", "\ud800", "\x02", "%", "_", "東%京", "東\\", "-東京",
        "ferry " * 500, "東 " * 500, "x" * 100_000, "東" * 100_000, "😀", "\\", "a\tb\nc", "﷽ ™ ½", "word\u200bword", "-" * 99,
    ],
)  # fmt: skip
def test_no_query_is_an_error(archive: Archive, query: str) -> None:
    archive.search(query)

    assert archive.counts()["stories"] == len(STORIES)


def test_headline_counts_more_than_standfirst_byline_and_body(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        for field in ("body", "byline", "standfirst", "headline"):
            values: dict[str, Any] = dict.fromkeys(("headline", "standfirst", "byline", "body"), "one two three") | {
                field: "one ferry three"
            }
            archive.store(page(f"{SITE}/{field}"), reading(canonical_url=None, **values))

        assert found(archive, "ferry") == ["headline", "standfirst", "byline", "body"]


def test_limit_is_kept(archive: Archive) -> None:
    assert [len(archive.search("ferry", limit=limit)) for limit in (-1, 0, 1, 9)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("query", "snippet"),
    [
        ("port", "It sailed from [Port] Ellis. The quay was full."),
        ('"port ellis"', "It sailed from [Port Ellis]. The quay was full."),
        ("returns", "It sailed from Port Ellis. The quay was full."),
        ("渡し船", "新しい[渡し船]が昨日、東京港を出発した。多くの人が見送った。"),
    ],
)
def test_snippet_is_one_line_with_the_matches_marked(archive: Archive, query: str, snippet: str) -> None:
    (hit,) = (hit for hit in archive.search(query) if hit.url in (f"{SITE}/ferry", f"{SITE}/tokyo"))

    assert hit.snippet.replace(MATCH_START, "[").replace(MATCH_END, "]") == snippet


def test_long_text_without_spaces_is_cut_around_the_match(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(body="海" * 500 + "渡し船" + "空" * 500))

        (hit,) = archive.search("渡し船")

    assert hit.snippet == f"…{'海' * 30}{MATCH_START}渡し船{MATCH_END}{'空' * 70}…"


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        ({"headline": "Boat is back"}, "returns", "boat"),
        ({"body": "Nothing sails today."}, "quay", "nothing"),
        ({"headline": "Boat is back", "body": "Nothing sails today."}, "quay", "boat nothing"),
        ({"byline": "By Zoe Oak"}, "ruiz", "oak"),
        ({"standfirst": None, "tags": ("new",)}, "storm", "ferry"),
    ],
)
def test_index_follows_the_story(archive_path: Path, change: dict[str, Any], gone: str, come: str) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        assert archive.search(gone)

        archive.store(page(body=b"2", fetched_at=LATER), reading(**change))

        assert archive.search(gone) == []
        assert [hit.url for hit in archive.search(come)] == [URL]
    assert_sound(archive_path)


def test_index_follows_whoever_else_writes(archive: Archive, archive_path: Path) -> None:
    archive._db.execute("UPDATE articles SET headline = 'Boat' WHERE headline LIKE 'Ferry%'")
    archive._db.execute("UPDATE bodies SET text = 'A heron.' WHERE text LIKE '%quay%'")
    archive._db.execute("DELETE FROM articles WHERE headline = 'Quay closed'")

    assert (found(archive, "boat heron"), found(archive, "ferry"), found(archive, "quay")) == (["ferry"], [], [])
    assert_sound(archive_path)


def test_vacuum_does_not_mix_up_the_index(archive: Archive, archive_path: Path) -> None:
    archive._db.execute("DELETE FROM articles WHERE headline = 'Ferry returns'")

    archive._db.execute("VACUUM")

    assert found(archive, "quay") == ["quay"]
    assert_sound(archive_path)
