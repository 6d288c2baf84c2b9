"""Live blogs as entries, by structured data and in the markup of several systems; and pages that only look like one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest

from scraper.extract import read
from scraper.models import LiveEntry

URL = "https://courier.example/news/live/storm-live"
TOLD = (
    ("2026-03-05T19:30:00+00:00", "Ana Ruiz", "The last ferry is in", "All ninety passengers of the last ferry are on land."),
    ("2026-03-05T18:10:00+00:00", "Bo Li", "The pier is closed", "The harbour office closed the pier at six. Nobody was hurt."),
    ("2026-03-05T16:00:00+00:00", "Ana Ruiz", "The wind turns", "The wind has turned to the north and is rising by the hour."),
)  # fmt: skip


def framed(inner: str, head: str = "", headline: str = "Storm live: the last ferry is in") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} | The Courier</title>{head}</head><body><nav><a href="/">Home'
        f"</a></nav><main><h1>{headline}</h1><p>Follow the storm on the coast with our reporters, hour by hour.</p>{inner}</main></body></html>"
    )


def in_data(**more: object) -> str:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "articleBody": f"<p>{body}</p>",
            "datePublished": at,
            "author": {"name": name},
        }
        for at, name, title, body in TOLD
    ]
    data = {
        "@type": "LiveBlogPosting",
        "headline": "Storm live",
        "datePublished": TOLD[-1][0],
        "liveBlogUpdate": updates,
    }
    return f'<script type="application/ld+json">{json.dumps(data | more)}</script>'


def listed(entry: Callable[[str, str, str, str], str]) -> str:
    return "".join(entry(*told) for told in TOLD)


SYSTEMS = {
    "WordPress": lambda at, name, title, body: f'<li class="liveblog-entry" id="liveblog-entry-{at[11:13]}9"><span class="liveblog-author-name author">{name}</span><time datetime="{at}">{at[11:16]}</time><h3>{title}</h3><div class="liveblog-entry-text"><p>{body}</p></div></li>',
    "a block with an id": lambda at, name, title, body: f'<article id="block-65e{at[11:13]}0f8f08d1" class="live-blog__block"><p class="byline">{name}</p><h2>{title}</h2><time datetime="{at}">{at[11:16]}</time><p>{body}</p></article>',
    "a stream": lambda at, name, title, body: f'<article class="lx-stream-post gs-u-pb"><header><h3 class="lx-stream-post__header-title">{title}</h3><time datetime="{at}">{at[11:16]}</time><p class="lx-contributor">{name}</p></header><div class="lx-stream-post-body"><p>{body}</p></div></article>',
    "a ticker": lambda at, name, title, body: f'<div class="ticker__entry"><time datetime="{at}">{at[11:16]} Uhr</time><span class="author">Von {name}</span><h3>{title}</h3><p>{body}</p></div>',
    "microdata": lambda at, name, title, body: f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><h2 itemprop="headline">{title}</h2><meta itemprop="datePublished" content="{at}"><span itemprop="author">{name}</span><div itemprop="articleBody"><p>{body}</p></div></div>',
    "a test id": lambda at, name, title, body: f'<div data-testid="live-blog-post" class="css-x1"><h2>{title}</h2><span class="byline">By {name}</span><time datetime="{at}">{at[11:16]}</time><p>{body}</p></div>',
}  # fmt: skip


# systems that print the hour alone, or have no class names to go by
BY_THE_HOUR = {
    "a stream without machine times": lambda at, name, title, body: f'<li class="lx-stream__post-container"><article><span class="lx-stream-post__meta-time">{at[11:16]}</span><header><h3>{title}</h3></header><div><p class="qa-contributor-name">{name}</p><p>{body}</p></div></article></li>',
    "a timeline": lambda at, name, title, body: f'<article class="lb-post" data-post-id="urn:x:{at[11:13]}-aa"><div class="lb-post-date">{at[11:16]}</div><span class="lb-author__name">{name}</span><h3>{title}</h3><p>{body}</p></article>',
    "hashed class names": lambda at, name, title, body: f'<section class="css-1x9"><div class="css-2"><span class="css-3">{at[11:16]} Uhr</span></div><h3>{title}</h3><div class="author">{name}</div><p>{body}</p></section>',
    "a comment that is an entry": lambda at, name, title, body: f'<div class="comment byuser liveblog-entry"><span class="liveblog-author-name">{name}</span><span class="liveblog-meta-time"><span>{at[11:16]}</span></span><h3>{title}</h3><p>{body}</p></div>',
    "an AMP list": lambda at, name, title, body: f'<amp-live-list><div items><div data-sort-time="{datetime.fromisoformat(at).timestamp():.0f}"><h3>{title}</h3><p>{body}</p><p class="author">{name}</p></div></div></amp-live-list>',
    "headings with the hour": lambda at, name, title, body: f'<h3>{at[11:16]}: {title}</h3><p>{body}</p><p class="byline">{name}</p>',
    "a class that denies a byline": lambda at, name, title, body: f'<article id="block-65e{at[11:13]}0f8f08d1"><time datetime="{at}">{at[11:16]}</time><h2>{title}</h2><p class="block-byline">{name}</p><div class="block-elements--no-byline"><p>{body}</p></div></article>',
}  # fmt: skip


def assert_told(entries: tuple[LiveEntry, ...]) -> None:
    told = [(str(entry.published), entry.author, entry.headline, entry.body) for entry in entries]
    assert told == [(at.replace("T", " "), name, title, body) for at, name, title, body in TOLD]
    assert len({entry.id for entry in entries}) == len(TOLD)


def test_structured_data_is_read() -> None:
    reading = read(framed("", in_data()), URL)

    assert reading.article.verdict == "live"
    assert_told(reading.entries)


@pytest.mark.parametrize("system", SYSTEMS)
def test_markup_is_read(system: str) -> None:
    reading = read(framed(f'<div class="feed">{listed(SYSTEMS[system])}</div>'), URL)

    assert reading.article.verdict == "live"
    assert_told(reading.entries)


@pytest.mark.parametrize("system", BY_THE_HOUR)
def test_markup_that_names_the_hour_alone_is_put_on_the_pages_day(system: str) -> None:
    head = f'<meta property="article:modified_time" content="{TOLD[0][0]}">'

    reading = read(framed(f'<div class="feed">{listed(BY_THE_HOUR[system])}</div>', head), URL)

    assert reading.article.verdict == "live"
    assert reading.article.byline is None
    assert_told(reading.entries)


def by_the_hour(*clocks: str, head: str = "") -> list[str]:
    inner = "".join(
        f'<div class="lb-post"><span class="lb-post-date">{clock}</span><p>At {clock} our reporter at the pier saw what the sea did.</p></div>'
        for clock in clocks
    )
    entries = read(framed(inner, head), URL).entries
    return [f"{entry.published or entry.clock}" for entry in entries]


@pytest.mark.parametrize(
    ("clocks", "since", "until", "moments"),
    [
        pytest.param(("09:40", "07:10", "23:50"), None, "2026-03-05T09:42:00+01:00", ("5 09:40", "5 07:10", "4 23:50"), id="a night lies between"),
        pytest.param(("22:10", "23:50", "07:10", "09:40"), None, "2026-03-05T09:42:00+01:00", ("5 09:40", "5 07:10", "4 23:50", "4 22:10"), id="the oldest first"),
        pytest.param(("23:58", "23:10", "22:50"), None, "2026-03-05T00:20:00+01:00", ("4 23:58", "4 23:10", "4 22:50"), id="last changed after midnight"),
        pytest.param(("09:00", "14:32", "13:50"), None, "2026-03-05T14:33:00+01:00", ("5 14:32", "5 13:50", "5 09:00"), id="an older one pinned at the top"),
        pytest.param(("14:32", "13:50", "09:00"), "2026-03-05T08:58:00+01:00", None, ("5 14:32", "5 13:50", "5 09:00"), id="the page says when it began"),
        pytest.param(("14:32", "13:50", "09:00"), None, None, ("14:32", "13:50", "09:00"), id="the page says no day"),
        pytest.param(("90+4'", "45+2'", "23'"), None, "2026-03-05T14:33:00+01:00", ("90+4'", "45+2'", "23'"), id="minutes of a match"),
        pytest.param(("1.", "45.", "90.+3"), None, None, ("90.+3", "45.", "1."), id="minutes of a match, the oldest first"),
    ],
)  # fmt: skip
def test_hours_and_minutes(
    clocks: tuple[str, ...], since: str | None, until: str | None, moments: tuple[str, ...]
) -> None:
    head = f'<meta property="article:published_time" content="{since}">' if since else ""
    head += f'<meta property="article:modified_time" content="{until}">' if until else ""

    told = by_the_hour(*clocks, head=head)

    assert told == [f"2026-03-0{at}:00+01:00" if " " in at else at for at in moments]


@pytest.mark.parametrize(
    "updates",
    [
        pytest.param([{"@id": "#a1"}, {"@id": "#b2"}], id="named, and told beside it"),
        pytest.param({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@id": "#a1"}}, {"item": {"@id": "#b2"}}]}, id="a list of items"),
        pytest.param({"0": {"headline": "The wind turns", "author": {"@id": "#ana"}}, "1": {"headline": "Good night", "author": {"@id": "#ana"}}}, id="by number"),
    ],
)  # fmt: skip
def test_updates_that_are_no_plain_list(updates: object) -> None:
    graph = [
        {"@type": "LiveBlogPosting", "headline": "Storm live", "liveBlogUpdate": updates},
        {"@type": "BlogPosting", "@id": "#a1", "headline": "The wind turns", "author": {"@id": "#ana"}},
        {"@type": "BlogPosting", "@id": "#b2", "headline": "Good night", "author": [{"@id": "#ana"}]},
        {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
    ]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph})

    entries = read(framed("", f'<script type="application/ld+json">{data}</script>'), URL).entries

    assert [(entry.headline, entry.author) for entry in entries] == [
        ("The wind turns", "Ana Ruiz"),
        ("Good night", "Ana Ruiz"),
    ]


def test_a_time_without_offset_takes_the_pages() -> None:
    updates = [{"headline": told[2], "articleBody": told[3], "datePublished": told[0][:19]} for told in TOLD]
    data = {"@type": "LiveBlogPosting", "datePublished": "2026-03-05T09:00:00+01:00", "liveBlogUpdate": updates}

    entries = read(framed("", f'<script type="application/ld+json">{json.dumps(data)}</script>'), URL).entries

    assert str(entries[0].published) == "2026-03-05 19:30:00+01:00"


def test_headlines_alone_in_structured_data_are_made_good_by_the_markup() -> None:
    head = json.dumps(
        {
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [{"headline": told[2], "datePublished": told[0]} for told in TOLD],
        }
    )
    page = framed(listed(SYSTEMS["WordPress"]), f'<script type="application/ld+json">{head}</script>')

    assert_told(read(page, URL).entries)


def test_authors_of_structured_data_are_given_to_what_is_read_from_the_markup() -> None:
    printed = listed(
        lambda at, name, title, body: (
            f'<div class="live-entry"><time datetime="{at}">{at[11:16]}</time><h3>{title}</h3><p>{name}</p>'
            f"<p>{body}</p><p>More of it below.</p></div>"
        )
    )

    found = read(framed(printed, in_data()), URL).entries

    assert [(entry.author, entry.headline, entry.body) for entry in found] == [
        (name, title, f"{body}\n\nMore of it below.") for _, name, title, body in TOLD
    ]


def test_an_entry_keeps_its_name_when_it_is_edited_and_others_come() -> None:
    page = framed(listed(SYSTEMS["a ticker"]))
    newer = SYSTEMS["a ticker"](
        "2026-03-05T20:00:00+00:00", "Bo Li", "Good night", "We stop here and wish everybody a good night."
    )
    later = page.replace("Nobody was hurt.", "One man was hurt.").replace(
        '<div class="ticker__entry">', newer + '<div class="ticker__entry">', 1
    )

    before, after = read(page, URL).entries, read(later, URL).entries

    assert [entry.id for entry in after[1:]] == [entry.id for entry in before]


def test_names_that_count_from_the_top_of_the_page_are_not_believed() -> None:
    updates = [
        {"@id": f"{URL}#post{number}", "headline": told[2], "articleBody": told[3], "datePublished": told[0]}
        for number, told in enumerate(TOLD, 1)
    ]
    head = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})

    entries = read(framed("", f'<script type="application/ld+json">{head}</script>'), URL).entries

    assert [entry.id for entry in entries] == [told[0] for told in TOLD]


_PROSE = "".join(
    f"<p>{body} The council had asked for a second boat in January, when the storm tore the old pier away.</p>"
    for *_, body in TOLD
)
_CARDS = "".join(
    f'<article class="live-card-item live-post"><h3><a href="/news/{n}">{title}</a></h3><time datetime="{at}">{at[11:16]}</time><p>{body}</p></article>'
    for n, (at, _, title, body) in enumerate(TOLD)
)
_COMMENTS = "".join(
    f'<li class="comment live-comment-item"><b>{name}</b><time datetime="{at}">{at[11:16]}</time><p>{body}</p></li>'
    for at, name, _, body in TOLD
)


@pytest.mark.parametrize(
    ("inner", "headline"),
    [
        pytest.param(_PROSE, "Alive: how the ferry lived through the storm", id="a story with the word in its headline"),
        pytest.param(f"{_PROSE}<aside>{listed(SYSTEMS['a ticker'])}</aside>", "Storm live on television tonight", id="a box with the ticker of something else"),
        pytest.param(f'{_PROSE}<section class="related">{_CARDS}</section>', "Storm live on television tonight", id="other stories below it"),
        pytest.param(f"{_PROSE}<ol>{_COMMENTS}</ol>", "Storm live on television tonight", id="comments below it"),
        pytest.param(_PROSE * 2 + "".join(f"<p><b>{at[11:16]}</b> {body}</p>" for at, _, _, body in TOLD), "How a town learned to live with storms", id="a chronology by the hour"),
        pytest.param(_PROSE + "<ul>" + "".join(f'<li><span class="time">{at[11:16]}</span> <a href="/n/{at[11:13]}">{body}</a></li>' for at, _, _, body in TOLD) + "</ul>", "Storm live on television tonight", id="the latest news below it"),
        pytest.param(_PROSE + "".join(f"<h3>{at[:10]}</h3><p>{body}</p>" for at, _, _, body in TOLD), "How the live music came back", id="a chronology"),
    ],
)  # fmt: skip
def test_what_looks_like_a_live_blog_and_is_none(inner: str, headline: str) -> None:
    reading = read(framed(inner, headline=headline), URL)

    assert reading.article.verdict == "article"
    assert reading.entries == ()
