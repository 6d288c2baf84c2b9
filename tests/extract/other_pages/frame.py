"""What surrounds the text on a page of a paper: menus, a footer, links to other stories."""

from __future__ import annotations

from typing import NamedTuple

SITE = "https://www.courier.example"
STORY_URL = f"{SITE}/news/2026/03/harbour-ferry-returns-after-storm"


class Case(NamedTuple):
    """A page and the verdict on it; `url` is where it answered."""

    name: str
    verdict: str
    html: str
    url: str = STORY_URL


SENTENCES = (
    "The ferry to Port Ellis sailed at six on Thursday, an hour late and with every seat taken.",
    "Its captain, Ana Ruiz, said the engine had been repaired overnight by a crew of four.",
    "“We did not sleep, but we are proud of her,” she told passengers over the loudspeaker.",
    "The council had asked for a second boat in January, when the storm tore the old pier away.",
    "About 1,200 people live on the island, and most of them work on the mainland.",
    "A spokesman for the harbour office declined to say what the repair had cost.",
    "Fares will stay as they are until the summer, according to the timetable published on Monday.",
    "Bo Li, who has run the kiosk at the landing for nine years, had coffee ready for everybody.",
    "In the school, the first lesson began without half of its pupils and with both of its teachers.",
    "The next inspection is due in May; until then, the boat may carry no more than ninety people.",
)


def prose(sentences: int, start: int = 0) -> str:
    """Give paragraphs of two sentences each."""
    told = [SENTENCES[(start + number) % len(SENTENCES)] for number in range(sentences)]
    return "".join(f"<p>{' '.join(told[at : at + 2])}</p>" for at in range(0, sentences, 2))


def ld(kind: str = "NewsArticle", more: str = "", headline: str = "Ferry returns to Port Ellis") -> str:
    """Give the structured data of a story."""
    return (  # noqa: UP031
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"%s","headline":"%s",'
        '"datePublished":"2026-03-05T07:10:00+00:00","author":{"@type":"Person","name":"Cleo Marsh"}%s}</script>'
    ) % (kind, headline, more)


def bare(title: str, inner: str, *, lang: str = "en", head: str = "") -> str:
    """Give a page with nothing but its text, as those that stand before a site are."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{inner}</body></html>"
    )


def framed(title: str, inner: str, *, lang: str = "en", head: str = "", boxed: bool = True) -> str:
    """Give a page with the menus and the footer of a paper; with `boxed`, its text is in <main>."""
    main = f'<main id="content">{inner}</main>' if boxed else f'<div class="wrap">{inner}</div>'
    return bare(title, f"{_HEADER}{main}{_MOST_READ if boxed else ''}{_FOOTER}", lang=lang, head=head + _HEAD)


def story(inner: str, headline: str = "Ferry returns to Port Ellis", head: str = "", *, dated: bool = True) -> str:
    """Give a page of a story."""
    signed = (
        '<p class="byline">By <a rel="author" href="/authors/cleo-marsh">Cleo Marsh</a></p>'
        '<time datetime="2026-03-05T07:10:00+00:00">5 March 2026</time>'
    )
    return framed(
        f"{headline} | The Courier",
        f"<article><h1>{headline}</h1>{signed if dated else ''}{inner}</article>",
        head='<meta property="og:type" content="article">' + head,
    )


_HEAD = (
    '<meta property="og:site_name" content="The Courier"><link rel="stylesheet" href="/static/main.css">'
    '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>'
)
_HEADER = (
    '<header class="site-header"><a class="logo" href="/">The Courier</a><nav class="main-nav"><ul>'
    + "".join(
        f'<li><a href="/{name.lower()}">{name}</a></li>'
        for name in ("News", "Politics", "Business", "Sport", "Culture", "Weather", "Opinion", "Video")
    )
    + '</ul></nav><a class="button" href="/subscribe">Subscribe</a><a href="/login">Sign in</a>'
    '<form action="/search"><input name="q" placeholder="Search"></form></header>'
)
_MOST_READ = (
    '<aside class="most-read"><h2>Most read</h2><ol>'
    '<li><a href="/news/2026/03/mill-wheel">Mill wheel turns again after forty years</a></li>'
    '<li><a href="/news/2026/03/bakery">Bakery on Quay Street closes its doors</a></li>'
    '<li><a href="/sport/2026/03/cup">Rovers out of the cup on penalties</a></li></ol></aside>'
)
_FOOTER = (
    '<footer class="site-footer"><ul><li><a href="/about">About us</a></li><li><a href="/contact">Contact</a></li>'
    '<li><a href="/privacy">Privacy policy</a></li><li><a href="/terms">Terms</a></li>'
    '<li><a href="#" class="ot-sdk-show-settings">Cookie settings</a></li></ul>'
    "<p>© 2026 Courier Media Ltd. All rights reserved.</p></footer>"
)
