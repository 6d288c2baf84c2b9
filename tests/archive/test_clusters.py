"""Copies of one story in several papers: who is found to have it, who is not, and what becomes of clusters."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, Cluster
from scraper.duplicates import sketch
from tests.archive.invented import NOON, URL, article, assert_sound, page, reading, rows

CHANCE = random.Random(5)
WORDS = ["".join(CHANCE.choices("abcdefghijklmnop", k=CHANCE.randint(2, 9))) for _ in range(4000)]


def prose(paragraphs: int, size: int = 40) -> list[str]:
    return [" ".join(CHANCE.choices(WORDS, k=size)) + "." for _ in range(paragraphs)]


def edited(text: str, every: int) -> str:
    return " ".join("otherwise" if number % every == every - 1 else word for number, word in enumerate(text.split(" ")))


WIRE = prose(10)
NOTE = prose(3)  # what a paper prints under every story


class Press:
    """Papers that print stories, one an hour, into an archive."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.printed = 0

    def prints(self, paper: str, paragraphs: list[str], **values: object) -> str:
        self.printed += 1
        url = f"https://{paper}.example/{self.printed}"
        at = NOON + timedelta(hours=self.printed)
        told = article(
            **{
                "url": url,
                "canonical_url": url,
                "body": "\n\n".join(paragraphs),
                "site": paper,
                "byline": None,
                "authors": (),
                "published": at,
            }
            | values
        )
        stored = self.archive.store_article(told, raw=None, fetched_at=at)
        return stored.article_id or ""

    def cluster_of(self, article_id: str) -> set[str]:
        found = self.archive.clusters.of(article_id)
        return {copy.id for copy in found.copies} if found else set()


@pytest.fixture
def press(archive_path: Path) -> Press:
    archive = Archive.open(archive_path)
    return Press(archive)


@pytest.mark.parametrize(
    ("copy", "is_copy"),
    [
        (WIRE, True),
        (WIRE[:4], True),
        (WIRE[6:], True),
        (WIRE[1:9:2], True),
        ([*prose(2), *WIRE[:6]], True),
        ([edited(paragraph, 12) for paragraph in WIRE[:6]], True),
        ([edited(paragraph, 6) for paragraph in WIRE], True),
        ([" ".join(WIRE).upper().replace(".", " –")], True),
        (prose(10), False),
        ([WIRE[0], *prose(8)], False),
        ([WIRE[0][:60]], False),  # a caption
        ([*WIRE, *prose(70)], False),  # one item of a digest
        ([], False),
    ],
)
def test_copy_is_told_from_what_only_quotes(press: Press, copy: list[str], is_copy: bool) -> None:
    original = press.prints("courier", WIRE)
    other = press.prints("gazette", copy)

    press.archive.clusters.update()

    assert press.cluster_of(other) == ({original, other} if is_copy else set())


@pytest.mark.parametrize(
    "letters",
    [
        "あいうえおかきくけこ新聞記者港船朝昼夜人",
        "กขคงจฉชซฌญดตถทนบปผพฟมยรลวสหอ",
        "क ख ग घ च ज त द न प ब म य र ल व स ह ा ि े ो्",
    ],
    ids=["Japanese", "Thai", "Hindi"],
)
def test_copy_is_known_in_every_script(press: Press, letters: str) -> None:
    def text() -> list[str]:
        return ["".join(CHANCE.choices(letters, k=160)) + "。" for _ in range(6)]

    told, other = text(), text()
    original = press.prints("courier", told)
    stranger = press.prints("tribune", other)
    copy = press.prints("gazette", told[:3])

    press.archive.clusters.update()

    assert press.cluster_of(copy) == {original, copy}
    assert press.cluster_of(stranger) == set()


def test_original_that_comes_last_joins_its_parts(press: Press) -> None:
    first, second = press.prints("courier", WIRE[:4]), press.prints("gazette", WIRE[5:])
    press.archive.clusters.update()
    assert press.cluster_of(first) == set()

    whole = press.prints("tribune", WIRE)
    press.archive.clusters.update()

    assert press.cluster_of(first) == {first, second, whole}


def test_clusters_become_one_under_the_older_number(press: Press) -> None:
    ours = [press.prints("courier", WIRE[:5]), press.prints("gazette", WIRE[:4])]
    theirs = [press.prints("tribune", WIRE[5:]), press.prints("herald", WIRE[6:])]
    press.archive.clusters.update()
    before = press.archive.clusters.of(ours[0])

    press.prints("examiner", WIRE)
    press.archive.clusters.update()

    after = press.archive.clusters.of(theirs[1])
    assert before and after and before.id == after.id
    assert len(after.copies) == 5
    assert rows(press.archive.path, "SELECT count(*) FROM clusters") == [(1,)]


def test_digest_of_many_stories_does_not_make_them_one(press: Press) -> None:
    stories = [prose(6) for _ in range(4)]
    pairs = [(press.prints("courier", story), press.prints("gazette", story)) for story in stories]

    press.prints("tribune", [paragraph for story in stories for paragraph in story[:4]])
    press.archive.clusters.update()

    assert len(rows(press.archive.path, "SELECT DISTINCT cluster_id FROM cluster_articles")) == len(pairs)
    assert all(other in press.cluster_of(one) for one, other in pairs)


def test_what_papers_print_under_every_story_makes_no_copies(press: Press) -> None:
    for _ in range(12):
        for paper in ("courier", "gazette", "tribune"):  # of one owner
            press.prints(paper, [*prose(2), *NOTE])

    press.archive.clusters.update()

    assert rows(press.archive.path, "SELECT * FROM wire_stories") == []


def test_stories_of_one_template_are_no_copies(press: Press) -> None:
    def weather(place: str) -> list[str]:
        low, high, wind, rain, sun = (CHANCE.randint(1, 99) for _ in range(5))
        return [
            f"It will be {high} degrees at the most in {place} today, and {low} at night, the weather service said.",
            f"Winds of {wind} knots are expected, with a chance of rain of {rain} percent and {sun} minutes of sunshine.",
            "Residents are advised to check the warnings before they travel, and to stay away from the shore.",
        ]

    told = [weather(place) for place in ("Port Ellis", "Oldtown", "Northfield", "Ashford", "Millbrook")]
    first, *_ = [press.prints(f"paper{number}", text) for number, text in enumerate(told)]
    copy = press.prints("gazette", told[0])

    press.archive.clusters.update()

    assert rows(press.archive.path, "SELECT count(*) FROM cluster_articles") == [(2,)]
    assert press.cluster_of(copy) == {first, copy}


def test_stories_of_one_stock_of_sentences_are_no_copies(press: Press) -> None:
    sentences = [paragraph for _ in range(30) for paragraph in prose(1, 13)]
    original = CHANCE.sample(sentences, 12)
    first = press.prints("courier", original)
    for number in range(60):
        press.prints(f"paper{number % 20}", CHANCE.sample(sentences, 12))
    copy = press.prints("gazette", original[:9])

    press.archive.clusters.update()

    assert press.cluster_of(copy) == {first, copy}
    assert rows(press.archive.path, "SELECT count(*) FROM cluster_articles") == [(2,)]


def test_first_stories_of_a_paper_are_no_copies_for_what_it_prints_under_them(press: Press) -> None:
    for _ in range(3):
        press.prints("courier", [*prose(2), *NOTE])

    press.archive.clusters.update()

    assert rows(press.archive.path, "SELECT * FROM wire_stories") == []


def test_table_does_not_grow_with_what_a_paper_prints_under_every_story(press: Press) -> None:
    for _ in range(12):
        press.prints("courier", [*prose(3), *NOTE])

    press.archive.clusters.update()

    (most,) = rows(press.archive.path, "SELECT count(*) FROM sketch_entries GROUP BY entry ORDER BY 1 DESC LIMIT 1")
    assert most == (3,)


def test_story_that_everybody_has_is_found_however_many_have_it(press: Press) -> None:
    stories = [press.prints(f"paper{number}", WIRE[number % 4 :]) for number in range(50)]

    press.archive.clusters.update()

    assert press.cluster_of(stories[-1]) == set(stories)
    (most,) = rows(press.archive.path, "SELECT count(*) FROM sketch_entries GROUP BY entry ORDER BY 1 DESC LIMIT 1")
    assert most == (1,)


def test_wire_story_is_found_under_what_papers_print_under_every_story(press: Press) -> None:
    for _ in range(6):
        press.prints("courier", [*prose(5), *NOTE])
        press.prints("gazette", prose(5))
    original, copy = press.prints("courier", [*WIRE[:6], *NOTE]), press.prints("gazette", WIRE[2:5])

    press.archive.clusters.update()

    assert press.cluster_of(copy) == {original, copy}


def test_seen_first_stands_first_however_late_it_was_read(press: Press) -> None:
    seen = [press.prints(paper, WIRE) for paper in ("courier", "gazette", "tribune")]
    press.archive.clusters.update()

    found = press.archive.clusters.of(seen[2])

    assert isinstance(found, Cluster)
    assert [copy.id for copy in found.copies] == seen
    assert (found.papers, found.copies[0].similarity) == (3, 1.0)


def test_stories_that_come_one_by_one_are_clustered_like_all_at_once(tmp_path: Path) -> None:
    texts = [(f"paper{number % 7}", prose(5) if number % 3 else WIRE[number % 5 :]) for number in range(40)]
    found = []
    for name, is_each in (("each", True), ("once", False)):
        with Archive.open(tmp_path / f"{name}.db") as archive:
            press = Press(archive)
            for paper, text in texts:
                press.prints(paper, text)
                if is_each:
                    archive.clusters.update()
            archive.clusters.update()
            found.append(rows(archive.path, "SELECT article_id, cluster_id FROM cluster_articles ORDER BY 1"))

    assert found[0] == found[1]
    assert len(found[0]) == 14


def test_only_what_is_new_is_looked_at(press: Press) -> None:
    for _ in range(3):
        press.prints("courier", prose(4))
    assert press.archive.clusters.waiting() == 3
    assert press.archive.clusters.update() == 3

    press.prints("gazette", prose(4))

    assert press.archive.clusters.update() == 1
    assert press.archive.clusters.update() == press.archive.clusters.waiting() == 0


def test_rest_waits_when_told_to_stop(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.archive.copies.BATCH", 4)
    for _ in range(10):
        press.prints("courier", prose(3))
    told: list[int] = []

    def once(done: int) -> bool:
        told.append(done)
        return False

    assert press.archive.clusters.update(once) == 4
    assert (told, press.archive.clusters.waiting()) == ([4], 6)


def test_story_that_is_rewritten_leaves_its_cluster_and_comes_back(archive_path: Path) -> None:
    def tells(archive: Archive, text: list[str], hour: int) -> str:
        at = NOON + timedelta(hours=hour)
        body = "\n\n".join(text)
        told = page(body=body.encode(), fetched_at=at)
        return archive.store(told, reading(body=body)).article_id or ""

    with Archive.open(archive_path) as archive:
        press = Press(archive)
        other = press.prints("gazette", WIRE)
        story = tells(archive, WIRE, 2)
        archive.clusters.update()
        assert press.cluster_of(story) == {story, other}

        tells(archive, prose(10), 3)
        archive.clusters.update()
        assert press.cluster_of(story) == press.cluster_of(other) == set()

        tells(archive, WIRE[:7], 4)
        archive.clusters.update()
        assert press.cluster_of(story) == {story, other}
        assert archive.story(URL)
    assert_sound(archive_path)


def test_story_that_is_edited_meanwhile_is_looked_at_again(archive_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["\n\n".join(prose(8)), "\n\n".join(prose(5))]

    def tell(body: str, hour: int) -> None:
        with Archive.open(archive_path) as writer:
            writer.store(page(body=body.encode(), fetched_at=NOON + timedelta(hours=hour)), reading(body=body))

    def edit_first(text: str) -> frozenset[int]:
        if text == texts[0]:
            tell(texts[1], 2)
        return sketch(text)

    tell(texts[0], 1)
    monkeypatch.setattr("scraper.archive.copies.sketch", edit_first)

    with Archive.open(archive_path) as archive:
        archive.clusters.update()

    assert rows(archive_path, "SELECT size FROM sketches") == [(len(sketch(texts[1])),)]
    assert rows(archive_path, "SELECT count(*) FROM sketch_entries") == [(len(sketch(texts[1])),)]


def test_deleted_story_leaves_its_cluster(press: Press) -> None:
    one, other = press.prints("courier", WIRE), press.prints("gazette", WIRE)
    press.archive.clusters.update()

    press.archive._db.execute("DELETE FROM articles WHERE id = ?", (one,))

    assert press.cluster_of(other) == set()
    assert rows(press.archive.path, "SELECT * FROM wire_stories") == []
    assert rows(press.archive.path, "SELECT count(*) FROM sketches") == [(1,)]


@pytest.mark.parametrize(
    ("told", "agency"),
    [
        ([{}, {}], None),
        ([{}, {"byline": "Associated Press"}, {}], "AP"),
        ([{"authors": ("dpa",)}, {"authors": ("AFP",)}, {"authors": ("AFP",)}], "AFP"),
        ([{"authors": ("Reuters",)}, {"authors": ("AFP",)}], "Reuters"),
    ],
)
def test_agency_is_the_one_that_most_name(press: Press, told: list[dict[str, object]], agency: str | None) -> None:
    stories = [press.prints(f"paper{number}", WIRE, **values) for number, values in enumerate(told)]

    press.archive.clusters.update()

    found = press.archive.clusters.of(stories[0])
    assert found and found.agency == agency


def test_clusters_are_listed_by_agency_and_by_papers(press: Press) -> None:
    two, three = prose(8), prose(8)
    for paper in ("courier", "gazette", "tribune"):
        press.prints(paper, three, authors=("AP",))
    for paper in ("courier", "gazette"):
        press.prints(paper, two)
    press.archive.clusters.update()
    newest = press.archive.clusters.newest

    assert [found.papers for found in newest(9)] == [2, 3]
    assert [found.papers for found in newest(1)] == [2]
    assert [found.agency for found in newest(9, agency="ap")] == ["AP"]
    assert [found.papers for found in newest(9, min_papers=3)] == [3]
