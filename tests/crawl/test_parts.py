"""A story that is printed on several pages is one story, whatever way leads to it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.cli import main
from scraper.fetch import Fetcher, pace
from scraper.pipeline import Outcome, scrape_url
from tests.archive.invented import rows
from tests.crawl.faults.paper import HOST, Answer, PaperServer, Replies
from tests.crawl.invented_news import story
from tests.crawl.running import QUICK, loopback, run_crawl

PATH = "/2026/03/05/the-long-story"
PART = "/2026/03/05/the-long-story/{}/"
FRONT = Answer(f'<!doctype html><title>The Courier</title><h2><a href="{PATH}/">The long story of the pier</a></h2>')
TOLD = [paragraph for number in range(6) for paragraph in story(number, "courier").paragraphs][:12]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "FIRST_COMPLAINT_SECONDS", 0.01)
    monkeypatch.setattr(pace, "MAX_SLOWED_SECONDS", 0.05)


def part(number: int, paragraphs: list[str], *, leads_to: int | None = None, count: int = 3) -> Answer:
    """Give one page of the story, with a link to each of them; `leads_to` replaces what "next" is."""
    following = number + 1 if leads_to is None else leads_to
    pages = "".join(
        f'<a class="post-page-numbers" href="{PART.format(n) if n > 1 else PATH + "/"}">{n}</a>'
        for n in range(1, count + 1)
    )
    onward = (
        f'<a class="next" rel="next" href="{PART.format(following)}">Next page</a>' if 1 < following <= count else ""
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return Answer(
        '<!doctype html><html lang="en"><head><title>The long story of the pier | The Courier</title><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-03-05T07:10:00+00:00"></head><body><header><a href="/">The Courier</a></header>'
        f'<article><h1>The long story of the pier</h1><p class="byline">By Ana Ruiz</p><div class="entry-content">{text}'
        f'<div class="page-links">Pages: {pages}{onward}</div></div></article></body></html>'
    )


def paper(**replies: Answer) -> Replies:
    whole = {
        "one": part(1, TOLD[:4]),
        "two": part(2, TOLD[3:8]),  # it begins with the last paragraph of the page before
        "three": part(3, TOLD[8:12]),
        **replies,
    }
    return {"/": FRONT, f"{PATH}/": whole["one"], PART.format(2): whole["two"], PART.format(3): whole["three"]}


def scraped(server: PaperServer, path: Path, address: str = f"{PATH}/") -> Outcome:
    async def scrape() -> Outcome:
        fetcher = Fetcher("scrape-news/test", limits=QUICK, allow_private=(HOST,), resolve_name=loopback())
        async with fetcher:
            with Archive.open(path) as archive:
                return await scrape_url(f"http://{HOST}:{server.port}{address}", fetcher, archive)

    return asyncio.run(scrape())


def test_all_parts_are_read_in_order_and_nothing_twice(archive_path: Path) -> None:
    with PaperServer(paper()) as server:
        crawled = run_crawl(server, archive_path, "/")

    assert crawled.stored() == [f"{PATH}/"]
    assert crawled.rows("SELECT text FROM bodies") == [("\n\n".join(TOLD),)]
    assert crawled.rows("SELECT position, capture_digest IS NOT NULL FROM article_parts") == [(2, 1), (3, 1)]
    assert server.asked_for().count(PART.format(2)) == 1
    assert [paragraph in crawled.rows("SELECT html FROM bodies")[0][0] for paragraph in (TOLD[0], TOLD[11])] == [
        True,
        True,
    ]


def test_second_visit_changes_nothing(archive_path: Path) -> None:
    with PaperServer(paper()) as server:
        first, second = scraped(server, archive_path), scraped(server, archive_path)

    assert first.stored and second.stored
    assert (first.stored.outcome, second.stored.outcome) == ("new", "known")


def test_an_edit_on_a_later_page_is_an_edit_of_the_story(archive_path: Path) -> None:
    with PaperServer(paper()) as server:
        scraped(server, archive_path)
        server.replies = paper(three=part(3, [*TOLD[8:11], "The pier was never built, it was said on Tuesday."]))
        edited = scraped(server, archive_path)

    assert edited.stored and edited.stored.changed == ("body",)
    assert rows(archive_path, "SELECT kind FROM revisions") == [("edited",)]
    assert rows(archive_path, "SELECT count(*) FROM article_parts") == [(2,)]


def test_an_edit_on_a_later_page_is_seen_though_the_first_has_not_changed(archive_path: Path) -> None:
    first = replace(part(1, TOLD[:4]), has_tag=True)
    with PaperServer(paper(one=first)) as server:
        scraped(server, archive_path)
        server.replies = paper(one=first, three=part(3, [*TOLD[8:11], "The pier was never built, it was said."]))
        edited = scraped(server, archive_path)

    assert edited.stored and edited.stored.changed == ("body",)


def test_address_of_a_part_leads_to_the_story_and_is_none_of_its_own(archive_path: Path) -> None:
    with PaperServer(paper()) as server:
        scraped(server, archive_path)
        again = scraped(server, archive_path, PART.format(2))
        with Archive.open(archive_path, read_only=True) as archive:
            found = archive.story(f"http://{HOST}:{server.port}{PART.format(3)}")
            stories = list(archive.stories())

    assert again.stored and again.stored.outcome == "known"
    assert found and found.article.body == "\n\n".join(TOLD)
    assert len(stories) == 1
    assert rows(archive_path, "SELECT position FROM article_parts") == [(2,), (3,)]


def test_reading_the_story_again_leaves_it_whole_and_what_is_noted_of_it(
    archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PaperServer(paper()) as server:
        scraped(server, archive_path)
        scraped(server, archive_path, PART.format(2))
    sources = "SELECT field, source FROM field_sources ORDER BY 1, position"
    before = rows(archive_path, sources)

    main(["reextract", "--all", "--json", "--workers", "1", "--db", str(archive_path)])

    assert json.loads(capsys.readouterr().out.splitlines()[-1])["changed"] == 0
    assert rows(archive_path, "SELECT text FROM bodies") == [("\n\n".join(TOLD),)]
    assert rows(archive_path, sources) == before


@pytest.mark.parametrize(
    ("replies", "told"),
    [
        pytest.param({"two": part(2, TOLD[4:8], leads_to=2)}, TOLD, id="a page whose next is itself"),
        pytest.param({"two": part(2, TOLD[:4])}, TOLD[:4], id="a page that says the same again"),
        pytest.param({"three": part(3, TOLD[8:12], leads_to=2)}, TOLD, id="the last page leads back"),
        pytest.param({"two": Answer("", "302 Found", headers={"Location": f"{PATH}/"})}, TOLD[:4], id="a page that leads to the first"),
    ],
)  # fmt: skip
def test_pages_that_go_round_in_a_circle_end(archive_path: Path, replies: dict[str, Answer], told: list[str]) -> None:
    with PaperServer(paper(**replies)) as server:
        outcome = scraped(server, archive_path)

    assert outcome.reading and outcome.reading.article.body == "\n\n".join(told)
    assert outcome.missing is None


@pytest.mark.parametrize(
    "reply",
    [
        Answer("gone", "404 Not Found"),
        Answer("no", "403 Forbidden"),
        Answer("<!doctype html><title>Page not found</title><h1>Page not found</h1>"),
        Answer(b"%PDF-1.7", type="application/pdf"),
    ],
    ids=["dead", "forbidden", "not there", "something else"],
)
def test_part_that_cannot_be_had_is_named_and_never_shortens_a_story(archive_path: Path, reply: Answer) -> None:
    with PaperServer(paper(three=reply)) as server:
        first = scraped(server, archive_path)
        server.replies = paper()
        whole = scraped(server, archive_path)
        server.replies = paper(three=reply)
        last = scraped(server, archive_path)
        with Archive.open(archive_path, read_only=True) as archive:
            stored = archive.story(f"http://{HOST}:{server.port}{PATH}/")

    assert first.reading and first.reading.article.body == "\n\n".join(TOLD[:8])
    assert first.missing and "part 3" in first.missing
    assert whole.stored and whole.stored.outcome == "changed"
    assert last.stored and (last.stored.outcome, last.missing is None) == ("known", False)
    assert stored and stored.article.body == "\n\n".join(TOLD)


def test_next_story_and_pages_of_comments_are_no_parts(archive_path: Path) -> None:
    more = '<a rel="next" href="/2026/03/06/another-story/">Next story</a><nav class="comment-navigation"><a class="next" href="/2026/03/05/the-long-story/comment-page-2/#comments">Older</a></nav></article>'
    alone = part(1, TOLD[:4], count=1)
    page = Answer(str(alone.body).replace("</article>", more))
    with PaperServer({"/": FRONT, f"{PATH}/": page}) as server:
        outcome = scraped(server, archive_path)

    assert outcome.reading and outcome.reading.article.body == "\n\n".join(TOLD[:4])
    assert server.asked_for() == ["/robots.txt", f"{PATH}/"]


def test_asking_for_a_further_page_first_gives_the_whole_story(archive_path: Path) -> None:
    with PaperServer(paper()) as server:
        outcome = scraped(server, archive_path, PART.format(2))

    assert outcome.reading and outcome.reading.article.body == "\n\n".join(TOLD)
    assert rows(
        archive_path, "SELECT url LIKE '%/the-long-story/', (SELECT count(*) FROM article_parts) FROM articles"
    ) == [(1, 2)]


ALL = f"{PATH}/?page=all"
SHOWN_ALL = f'<a href="{ALL}">View as single page</a></article>'


@pytest.mark.parametrize(
    ("all_of_it", "asked"),
    [
        pytest.param(part(1, TOLD, count=1), [f"{PATH}/", ALL], id="it is there"),
        pytest.param(
            Answer("gone", status="404 Not Found"), [f"{PATH}/", ALL, PART.format(2), PART.format(3)], id="it is not"
        ),
        pytest.param(part(1, TOLD[8:], count=1), [f"{PATH}/", ALL, PART.format(2), PART.format(3)], id="it is another"),
    ],
)
def test_the_page_that_has_it_all_is_taken_before_the_parts(
    archive_path: Path, all_of_it: Answer, asked: list[str]
) -> None:
    first = part(1, TOLD[:4])
    replies = {**paper(one=Answer(str(first.body).replace("</article>", SHOWN_ALL))), ALL: all_of_it}
    with PaperServer(replies) as server:
        outcome = scraped(server, archive_path)

    assert outcome.reading and outcome.reading.article.body == "\n\n".join(TOLD)
    assert [path for path in server.asked_for() if path != "/robots.txt"] == asked


def test_a_part_that_could_not_be_had_at_first_is_no_edit_when_it_is(archive_path: Path) -> None:
    with PaperServer(paper(two=Answer("gone", status="404 Not Found"))) as server:
        scraped(server, archive_path)
        server.replies = paper()
        later = scraped(server, archive_path)

    assert later.stored and later.stored.changed == ("body",)
    assert rows(archive_path, "SELECT kind FROM revisions") == [("teaser",)]
    assert rows(archive_path, "SELECT kind FROM events") == []
