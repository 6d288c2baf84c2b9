"""Storing: new, changed or known, all or nothing, and never worse than what is there."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.errors import ArchiveError
from scraper.models import Found, Image, Verdict
from tests.archive.invented import LATER, NOON, STORY, URL, article, assert_sound, page, reading, rows

TABLES = ("articles", "bodies", "article_urls", "field_sources", "revisions", "images", "captures", "fetches")


def sizes(path: Path) -> dict[str, int]:
    return {table: rows(path, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_new_story_reads_back_as_it_was(archive_path: Path) -> None:
    images = (Image(f"{URL}.jpg", "At dawn", "Bo Li"), Image(f"{URL}-2.jpg"))
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(), reading(images=images))

        story = archive.story(URL)

    assert stored.outcome == "new"
    assert story
    assert story.id == stored.article_id
    assert story.article == article(images=images, sources={"headline": "h1"} | dict(story.article.sources))
    assert (story.first_seen_at, story.last_seen_at, story.last_changed_at) == (NOON, NOON, NOON)
    assert story.word_count == 11


@pytest.mark.parametrize(
    ("published", "text", "in_utc", "day"),
    [
        (datetime.fromisoformat("2026-03-04T00:30:00+02:00"), "2026-03-04T00:30:00+02:00", "2026-03-03T22:30:00+00:00", "2026-03-04"),
        (date(2026, 3, 4), "2026-03-04", "2026-03-04", "2026-03-04"),
        (datetime(2026, 3, 4, 8, 30), "2026-03-04", "2026-03-04", "2026-03-04"),  # noqa: DTZ001  # a page without an offset
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "0001-01-01T00:00:00+14:00", "0001-01-01", "0001-01-01"),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_date_is_kept_as_printed_and_sorted_in_utc(
    archive_path: Path, published: datetime | date | None, text: str | None, in_utc: str | None, day: str | None
) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(published=published))

        story = archive.story(URL)

    assert rows(archive_path, "SELECT published, published_utc, published_day FROM articles") == [(text, in_utc, day)]
    assert story
    assert (story.article.published and story.article.published.isoformat()) == text


def test_same_page_again_makes_no_second_row_of_anything_but_the_log(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        before = sizes(archive_path)

        stored = archive.store(page(fetched_at=LATER), reading())
        story = archive.story(URL)

    assert (stored.outcome, stored.changed) == ("known", ())
    assert sizes(archive_path) == before | {"fetches": 2}
    assert story
    assert (story.first_seen_at, story.last_changed_at, story.last_seen_at) == (NOON, NOON, LATER)


def test_known_story_is_not_indexed_again(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        before = rows(archive_path, "SELECT id, block FROM articles_fts_data")

        archive.store(page(fetched_at=LATER), reading())

    assert rows(archive_path, "SELECT id, block FROM articles_fts_data") == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "Ferry is back"),
        ("headline", None),
        ("standfirst", "After three years."),
        ("byline", "By Bo Li"),
        ("tags", ()),
        ("body", "The ferry sailed at noon."),
    ],
)
def test_what_a_reader_reads_is_replaced_and_remembered(archive_path: Path, field: str, value: Any) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        stored = archive.store(page(body=b"other", fetched_at=LATER), reading(**{field: value}))
        story = archive.story(URL)
        again = archive.store(page(body=b"other", fetched_at=LATER), reading(**{field: value}))

    assert (stored.outcome, stored.changed) == ("changed", (field,))
    assert story
    assert getattr(story.article, field) == value
    assert story.last_changed_at == LATER
    assert again.outcome == "known"
    (revision,) = rows(archive_path, "SELECT seen_at, changed, headline, authors, body FROM revisions")
    assert revision == (
        LATER.isoformat(), json.dumps([field]), STORY.headline, json.dumps(STORY.authors), STORY.body,
    )  # fmt: skip
    assert_sound(archive_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("authors", ("Bo Li", "Ana Ruiz")),
        ("published", datetime.fromisoformat("2026-03-04T06:30:00+00:00")),  # the same moment, printed differently
        ("published", date(2026, 3, 4)),
        ("modified", LATER),
        ("section", "Sea"),
        ("sections", ("Islands",)),
        ("body_html", "<p>The <em>ferry</em> sailed at dawn.</p>"),
        ("images", (Image("https://courier.example/quay.jpg"),)),
        ("language", "en-GB"),
        ("site", "Courier"),
        ("is_free", False),
        ("is_free", None),
        ("verdict", Verdict.LIVE),
    ],
)
def test_what_only_describes_a_story_is_replaced_without_a_revision(archive_path: Path, field: str, value: Any) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())

        stored = archive.store(page(body=b"other", fetched_at=LATER), reading(**{field: value}))
        story = archive.story(URL)

    assert (stored.outcome, stored.changed) == ("known", ())
    assert story
    assert getattr(story.article, field) == value
    assert (story.last_changed_at, story.last_seen_at) == (NOON, LATER)
    assert rows(archive_path, "SELECT count(*) FROM revisions") == [(0,)]
    assert rows(archive_path, "SELECT count(*) FROM events") == [(0,)]
    assert_sound(archive_path)


def test_picture_with_another_signature_is_no_change(archive_path: Path) -> None:
    def told(signature: str) -> dict[str, Any]:
        address = f"https://courier.example/quay.jpg?w=600&s={signature}"
        return {"images": (Image(address, "At dawn"),), "body_html": f'<figure><img src="{address}"></figure>'}

    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(**told("a1")))

        stored = archive.store(page(), reading(**told("b2")))

    assert stored.outcome == "known"


@pytest.mark.parametrize(
    ("first", "then", "outcome", "kept"),
    [
        (Verdict.ARTICLE, Verdict.TEASER, "known", Verdict.ARTICLE),
        (Verdict.LIVE, Verdict.TEASER, "known", Verdict.LIVE),
        (Verdict.TEASER, Verdict.ARTICLE, "changed", Verdict.ARTICLE),
        (Verdict.LIVE, Verdict.ARTICLE, "changed", Verdict.ARTICLE),
        (Verdict.TEASER, Verdict.TEASER, "changed", Verdict.TEASER),
        *((Verdict.ARTICLE, verdict, "not a story", Verdict.ARTICLE) for verdict in Verdict if not verdict.is_story),
    ],
)
def test_bad_capture_never_overwrites_a_good_one(
    archive_path: Path, first: Verdict, then: Verdict, outcome: str, kept: Verdict
) -> None:
    with Archive.open(archive_path) as archive:
        new = archive.store(page(), reading(verdict=first))

        stored = archive.store(
            page(body=b"wall", fetched_at=LATER), reading(verdict=then, body="Subscribe to read on.")
        )
        story = archive.story(URL)

    assert (stored.outcome, stored.article_id) == (outcome, new.article_id)
    assert story
    assert story.article.verdict is kept
    assert (story.article.body == STORY.body) is (outcome != "changed")
    assert (story.last_seen_at == NOON) is (outcome != "changed")
    assert rows(archive_path, "SELECT count(*) FROM captures") == [(2,)]
    assert rows(archive_path, "SELECT outcome, verdict, article_id FROM fetches WHERE id = 2") == [
        (outcome, then.value, new.article_id)
    ]


@pytest.mark.parametrize("status", [203, 206, 404, 410, 500])
def test_only_a_whole_answer_is_a_story(archive_path: Path, status: int) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(status=status), reading())

    assert (stored.article_id, stored.outcome, stored.reason) == (None, "not a story", f"status {status}")
    assert sizes(archive_path) == dict.fromkeys(TABLES, 0) | {"captures": 1, "fetches": 1}


def test_older_capture_does_not_undo_a_newer_one(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(fetched_at=LATER), reading())

        stored = archive.store(page(body=b"old", fetched_at=NOON), reading(headline="Ferry may return"))
        story = archive.story(URL)

    assert stored.outcome == "known"
    assert story
    assert (story.article.headline, story.first_seen_at, story.last_seen_at) == (STORY.headline, NOON, LATER)


def test_older_article_still_replaces_a_newer_teaser(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(fetched_at=LATER), reading(verdict=Verdict.TEASER, body="The ferry"))

        stored = archive.store(page(body=b"old", fetched_at=NOON), reading())

    assert stored.outcome == "changed"


def test_lists_keep_their_order_and_share_their_names(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(authors=("Zoe Oak", "Ana Ruiz", "Zoe Oak", "")))
        archive.store(page("https://courier.example/2"), reading(authors=("Ana Ruiz", "Zoe Oak"), canonical_url=None))

    assert rows(archive_path, "SELECT name FROM authors") == [("Zoe Oak",), ("Ana Ruiz",)]
    assert rows(archive_path, "SELECT authors FROM stories") == [
        ('["Zoe Oak","Ana Ruiz"]',),
        ('["Ana Ruiz","Zoe Oak"]',),
    ]


def test_lone_surrogates_and_nuls_are_replaced_everywhere(archive_path: Path) -> None:
    bad = "a\ud800b\x00c\x02"
    values: dict[str, Any] = dict.fromkeys(
        ("headline", "standfirst", "byline", "section", "body", "body_html", "language", "site", "url"), bad
    )
    lists: dict[str, Any] = dict.fromkeys(("authors", "sections", "tags"), (bad,))
    sources = MappingProxyType({"headline": bad})
    candidates = {"headline": (Found(bad, bad),), bad: (Found(bad, bad),)}
    response = page(f"{URL}/\ud800\x00", headers=(("X-\ud800", bad),))
    with Archive.open(archive_path) as archive:
        run_id = archive.start_run(f"scrape url {bad}")

        stored = archive.store(
            response,
            reading(candidates, canonical_url=bad, sources=sources, images=(Image(bad, bad, bad),), **values, **lists),
            run_id=run_id,
        )
        story = archive.story(stored.article_id or "")
        hits = archive.search(bad)

    assert story
    assert story.article.headline == "a\ufffdb\ufffdc\ufffd"
    assert [hit.id for hit in hits] == [stored.article_id]
    assert_sound(archive_path)


def test_sources_of_each_field_are_kept_with_the_next_best(archive_path: Path) -> None:
    candidates: dict[str, tuple[Found[Any], ...]] = {
        "headline": tuple(Found(f"Ferry {n}", f"place {n}") for n in range(9)),
        "authors": (Found(("Ana Ruiz", "Bo Li"), "json-ld"), Found(("Ana Ruiz", "Bo Li"), "json-ld")),
        "body": (Found("word " * 400, "main content"),),
        "standfirst": (Found("x" * 9000, "description"),),
        "modified": (Found(None, "nowhere"),),
    }
    sources = MappingProxyType({"headline": "place 2", "tags": "keywords"})
    with Archive.open(archive_path) as archive:
        stored = archive.store(page(), reading(candidates, sources=sources))

        found = archive.field_sources(stored.article_id or "")

    assert [item.source for item in found["headline"]] == ["place 2", "place 0", "place 1", "place 3"]
    assert found["authors"] == (Found("Ana Ruiz, Bo Li", "json-ld"),)
    assert found["tags"] == (Found("ferries, storms", "keywords"),)
    assert found["body"] == (Found(None, "main content"),)
    assert found["standfirst"][0].value == "x" * 500
    assert "modified" not in found
    assert rows(archive_path, "SELECT count(*) FROM field_sources WHERE chosen") == [(5,)]


def test_credentials_are_never_stored(archive_path: Path) -> None:
    secret = "https://ana:hunter2@courier.example/a"
    with Archive.open(archive_path) as archive:
        run_id = archive.start_run(f"scrape url {secret}")
        archive.store(
            page(
                secret,
                requested_url=f"{secret}?from=x",
                redirects=(f"{secret}/b",),
                headers=(("Link", f"<{secret}>; rel=canonical"), ("Content-Location", secret)),
            ),
            reading(
                {"canonical_url": (Found(secret, "link rel=canonical"),)},
                canonical_url=secret,
                url=secret,
                images=(Image(secret),),
            ),
            run_id=run_id,
        )
        archive.log_answer(page(secret, status=404), f"moved to {secret}")

    assert b"hunter2" not in archive_path.read_bytes()
    assert rows(archive_path, "SELECT url FROM articles") == [("https://courier.example/a",)]


def test_story_capture_and_log_land_together_or_not_at_all(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive._db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON fetches BEGIN SELECT raise(ABORT, 'no more log'); END"
        )
        before = sizes(archive_path)

        with pytest.raises(ArchiveError, match="no more log"):
            archive.store(page("https://courier.example/2", body=b"2"), reading(canonical_url=None, authors=("New",)))

        assert sizes(archive_path) == before
        assert rows(archive_path, "SELECT count(*) FROM authors WHERE name = 'New'") == [(0,)]
    assert_sound(archive_path)


def test_full_disk_is_said_and_nothing_is_half_stored(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        before = sizes(archive_path)
        archive._db.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size instead

        with pytest.raises(ArchiveError, match="the disk is full"):
            archive.store(page("https://courier.example/2"), reading(canonical_url=None, body="words " * 50_000))

        archive._db.execute("PRAGMA max_page_count = 1000000")
        assert sizes(archive_path) == before
        assert archive.store(page("https://courier.example/2"), reading(canonical_url=None)).outcome == "new"
    assert_sound(archive_path)


def test_locked_archive_is_said(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive, Archive.open(archive_path) as other:
        other._db.execute("BEGIN IMMEDIATE")
        archive._db.execute("PRAGMA busy_timeout = 10")

        with pytest.raises(ArchiveError, match="another program kept it locked"):
            archive.store(page(), reading())

        other._db.execute("ROLLBACK")


def test_damage_found_later_is_said(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive._db.execute("DELETE FROM articles_fts_data")

        with pytest.raises(ArchiveError, match="damaged"):
            archive.search("ferry")


def test_misuse_is_a_fault_of_ours_not_of_the_archive(archive_path: Path) -> None:
    archive = Archive.open(archive_path)
    archive.close()

    with pytest.raises(sqlite3.ProgrammingError):
        archive.search("ferry")


def test_deleted_story_leaves_nothing_behind(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(images=(Image(URL),)))
        archive.store(page(body=b"2"), reading(headline="Ferry is back"))

        archive._db.execute("DELETE FROM articles")

        assert archive.search("ferry") == []
    assert sizes(archive_path) == dict.fromkeys(TABLES, 0) | {"captures": 2, "fetches": 2}
    assert_sound(archive_path)


@pytest.mark.parametrize("raw", [b"<p>The ferry sailed.", None], ids=["a file", "a text"])
def test_story_without_a_url_is_known_again(archive_path: Path, raw: bytes | None) -> None:
    nowhere = article(url=None, canonical_url=None)
    with Archive.open(archive_path) as archive:
        stored = archive.store_article(nowhere, raw=raw, fetched_at=NOON)
        again = archive.store_article(nowhere, raw=raw, fetched_at=LATER)

        story = archive.story(stored.article_id or "")

    assert (stored.outcome, again.outcome, again.article_id) == ("new", "known", stored.article_id)
    assert story
    assert story.article.url is None
    assert sizes(archive_path) == {
        "articles": 1, "bodies": 1, "article_urls": 0, "field_sources": 2, "revisions": 0, "images": 0,
        "captures": 1 if raw else 0, "fetches": 0,
    }  # fmt: skip


def test_saved_page_of_a_known_story_is_that_story(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        fetched = archive.store(page(), reading())

        stored = archive.store_article(article(canonical_url=None), raw=b"saved", fetched_at=LATER)

    assert (stored.outcome, stored.article_id) == ("known", fetched.article_id)


def test_saved_page_that_is_no_story_leaves_no_trace(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        stored = archive.store_article(article(verdict=Verdict.LISTING), raw=b"front", fetched_at=NOON)

    assert (stored.article_id, stored.outcome) == (None, "not a story")
    assert sizes(archive_path) == dict.fromkeys(TABLES, 0)


def test_stories_come_newest_first_and_undated_last(archive_path: Path) -> None:
    dates = ["2026-03-04T23:00:00-05:00", "2026-03-05T01:00:00+00:00", None, "2026-03-05"]
    with Archive.open(archive_path) as archive:
        for number, text in enumerate(dates):
            published = text and (datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))
            archive.store(page(f"https://courier.example/{number}"), reading(published=published, canonical_url=None))

        found = [story.article.url for story in archive.stories()]
        newest = list(archive.stories(1))

    assert found == [f"https://courier.example/{number}" for number in (0, 1, 3, 2)]
    assert len(newest) == 1
    assert [url for (url,) in rows(archive_path, "SELECT url FROM latest")] == found


def test_archive_counts_what_it_has(archive_path: Path) -> None:
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading())
        archive.store(page(body=b"2"), reading(headline="Ferry is back"))

        counts = archive.counts()

    assert counts == {"stories": 1, "revisions": 1, "captures": 2, "fetches": 2}


def test_value_as_it_stands_on_the_page_is_kept_beside_ours(archive_path: Path) -> None:
    candidates: dict[str, tuple[Found[Any], ...]] = {
        "headline": (Found(STORY.headline, "json-ld headline", f"{STORY.headline} | The Courier"),),
        "published": (
            Found(STORY.published, "meta date", "Wed, 4 Mar 2026 08:30 +0200"),
            Found(NOON.date(), "visible date", "4 March 2026"),
            Found(LATER, "visible date", "4 March 2026, 13:00"),
        ),
    }
    with Archive.open(archive_path) as archive:
        archive.store(page(), reading(candidates))

    assert rows(
        archive_path, "SELECT field, raw FROM field_sources WHERE raw IS NOT NULL ORDER BY field, position"
    ) == [
        ("headline", f"{STORY.headline} | The Courier"),
        ("published", "Wed, 4 Mar 2026 08:30 +0200"),
        ("published", "4 March 2026"),
        ("published", "4 March 2026, 13:00"),
    ]
