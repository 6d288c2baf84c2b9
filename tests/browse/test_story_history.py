"""A story's page tells what happened to it, in words."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.browse.serve import make_datasette
from scraper.models import LiveEntry, Verdict
from tests.archive.invented import NOON, URL, page, reading


def test_page_of_a_story_tells_what_happened_and_how_it_read_before(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive.open(path) as archive:
        for day, headline in enumerate(("Ferry returns", "Ferry <b>returns</b> at last")):
            at = NOON + timedelta(days=day)
            archive.store(page(body=b"%d" % day, fetched_at=at), reading(headline=headline))
        archive.log_answer(page(status=410, fetched_at=NOON + timedelta(days=2)), "gone")
        story = archive.story(URL)
    assert story

    shown = make_datasette(path)
    text = asyncio.run(shown.client.get(f"/news/articles/{story.id}")).text
    for database in shown.databases.values():
        database.close()

    assert '<td class="what">headline changed</td>' in text
    assert '<td class="what">unpublished</td><td>410</td>' in text
    assert "<del>Ferry returns</del> <ins>Ferry &lt;b&gt;returns&lt;/b&gt; at last</ins>" in text
    assert "<td>headline</td><td>Ferry returns</td>" in text


def test_page_of_a_live_blog_has_every_entry_with_what_it_said_before(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    ten = LiveEntry("ten", NOON, None, "Ana Ruiz", "The pier", "The pier is <closed>.")
    nine = LiveEntry("nine", NOON - timedelta(hours=1), None, None, None, "The wind rises.")
    with Archive.open(path) as archive:
        for hour, entries in enumerate(((ten, nine), (replace(ten, body="The pier is open."),))):
            told = replace(reading(verdict=Verdict.LIVE), entries=entries)
            stored = archive.store(page(body=b"%d" % hour, fetched_at=NOON + timedelta(hours=hour)), told)

    shown = make_datasette(path)
    text = asyncio.run(shown.client.get(f"/news/articles/{stored.article_id}")).text
    for database in shown.databases.values():
        database.close()

    assert "<strong>The pier</strong> The pier is open. <em>Ana Ruiz</em>" in text
    assert "<del>The pier is &lt;closed&gt;.</del>" in text
    assert "The wind rises.<br>not shown after 2026-03-04 12:00" in text
