"""Pages that say 200 and are no stories, and stories that look a little like them."""

from __future__ import annotations

import pytest

from scraper.extract.document import Document
from scraper.extract.verdict import Signs, text_verdict, verdicts
from scraper.models import Verdict

URL = "https://courier.example/2024/ferry"
STORY = "The ferry sailed at six, an hour late, with every seat taken and a band on deck. " * 12
NEWS_LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry"%s}</script>'
HEADINGS = "".join(f"<h3><a href=/s{n}>Story number {n} of the day</a></h3>" for n in range(20))

LEADS = [
    f"Boat {n} came in early on Monday and left with the tide that nobody had foreseen, said its owner {n}."
    for n in (1, 2, 3, 4, 5)
]
CARDS = "".join(
    f"<article><h2><a href=/{n}>Boat {n} is in</a></h2><p>{lead}</p></article>" for n, lead in enumerate(LEADS)
)


def judge(
    html: str,
    *,
    body: str = "",
    headline: str | None = None,
    url: str = URL,
    has_date: bool = False,
    has_authors: bool = False,
    is_free: bool | None = None,
) -> tuple[Verdict, str]:
    signs = Signs(headline, len(body.split()), body, has_date, has_authors, is_free)
    found = next(verdicts(Document.parse(html, url), signs))
    return found.value, found.source


@pytest.mark.parametrize(
    ("html", "body", "expected"),
    [
        (
            "<title>Just a moment...</title><p>Checking your browser before accessing courier.example</p>",
            "",
            "challenge",
        ),
        (
            "<title>courier.example</title><form id=challenge-form></form><p>One more step</p>",
            "One more step",
            "challenge",
        ),
        (
            "<h1>Before you continue</h1><p>We and our partners store cookies. Accept all. Manage preferences.</p>",
            "We and our partners store cookies. Accept all. Manage preferences.",
            "consent",
        ),
        ("<div class=x>Wir und unsere Partner: Alle akzeptieren, Datenschutzeinstellungen</div>", "", "consent"),
        ("<title>Page not found - Courier</title><h1>Sorry</h1><p>Try the search.</p>", "Try the search.", "missing"),
        ("<title>Courier</title><h1>Seite nicht gefunden</h1>", "", "missing"),
        ("<div id=root></div><script src=/app.js></script>", "", "shell"),
        ("<noscript>Please enable JavaScript to read the Courier.</noscript>", "", "shell"),
        (f"<title>Harbour news</title>{HEADINGS}", "", "listing"),
        ("<p> </p>", "", "empty"),
        (f"<h1>Ferry</h1><p>{STORY}</p>", STORY, "article"),
        (f"<h1>Posts</h1>{CARDS}", "\n\n".join(LEADS), "listing"),
        (f"<h1>Ferry</h1><p>{STORY}</p>{CARDS}", STORY, "article"),
        (f"<h1>Three books</h1><div>{CARDS.replace('article', 'p')}</div>", " ".join(LEADS), "article"),
        (f"<h1>Ferry</h1><p>{STORY}</p>{HEADINGS}", STORY * 3, "article"),
    ],
)
def test_a_page_is_what_it_shows(html: str, body: str, expected: str) -> None:
    title = Document.parse(html).first_headings

    verdict, source = judge(html, body=body, headline=title[0] if title else None)

    assert verdict == expected, source


@pytest.mark.parametrize(
    "headline",
    [
        "Error 404: the exhibition about pages that were not found opens in the old print works on Sunday",
        "Are you a robot? What the new law on chatbots asks of hotels",
        "Why we value your privacy: regulators fine the cookie industry",
    ],
)
def test_a_story_about_walls_stays_a_story(headline: str) -> None:
    body = "Accept all, reject all, our partners: words that every reader knows. " + STORY * 3

    verdict, source = judge(f"<title>{headline}</title><p>{body}</p>", body=body, headline=headline, has_date=True)

    assert verdict is Verdict.ARTICLE, source


def test_a_beginning_behind_a_wall_is_a_teaser() -> None:
    short = "The ferry sailed at six, an hour late, with every seat taken. " * 3
    html = f"{NEWS_LD % ''}<p>{short}</p><div class=paywall>Subscribe to continue reading</div>"

    assert judge(html, body=short)[0] is Verdict.TEASER
    assert judge(html, body=short, is_free=False)[0] is Verdict.TEASER
    assert judge(html, body=short, is_free=True)[0] is Verdict.ARTICLE
    assert judge(html, body=STORY * 4)[0] is Verdict.ARTICLE


def test_structured_data_that_promises_more_text_gives_a_teaser_away() -> None:
    html = NEWS_LD % ',"wordCount":"900"'

    assert judge(html, body=STORY * 2, is_free=False)[0] is Verdict.TEASER


def test_a_live_blog_is_live() -> None:
    html = NEWS_LD.replace("NewsArticle", "LiveBlogPosting") % ""

    assert judge(html, body=STORY)[0] is Verdict.LIVE


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("https://courier.example/?p=7", '<meta property="og:type" content="article">%s'),
        ("https://courier.example/?p=7", '<body class="single single-post postid-7">%s'),
        ("https://courier.example/2024/ferry/", '<body class="single single-post postid-7">%s'),
    ],
)
def test_a_short_post_among_many_headings_is_a_story(url: str, frame: str) -> None:
    verdict, _ = judge(frame % HEADINGS, body="The ferry sails again. " * 7, headline="Ferry", url=url)

    assert verdict == "article"


def test_a_blog_whose_only_story_has_a_linked_heading_is_no_list() -> None:
    page = "<div><h2><a href=http://elsewhere.example/1>Boats</a></h2>" + "".join(f"<p>{lead}</p>" for lead in LEADS)

    assert judge(page, body="\n\n".join(LEADS), headline="Boats")[0] is Verdict.ARTICLE


def test_a_front_page_is_a_listing() -> None:
    assert judge(HEADINGS, url="https://courier.example/", body=STORY)[0] is Verdict.LISTING


@pytest.mark.parametrize(
    ("headline", "body", "verdict"),
    [
        ("Ferry returns", STORY, "article"),
        ("Page not found", "Try the search.", "missing"),
        (None, "We value your privacy. Accept all. Reject all. Our partners store data.", "consent"),
        (None, "", "empty"),
    ],
)
def test_a_text_dump_is_judged_by_its_words(headline: str | None, body: str, verdict: str) -> None:
    assert text_verdict(headline, body) == verdict
