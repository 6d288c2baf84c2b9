"""The parts that sites of any generator are put together from: pages, lists of stories, feeds and sitemaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from tests.crawl.invented_news import Story

ABOUT = (
    "The paper was founded by two printers who disagreed with everybody, and its readers have owned it since.",
    "We cover the harbour, the council and the courts, and we correct our mistakes on the page where we made them.",
    "The newsroom is above the chandler. The door is open on Tuesdays, and somebody will make tea.",
    "We take no money for articles. Advertisements are marked as such, in a box, with the word above it.",
)


@dataclass(frozen=True, slots=True)
class Site:
    """A site: what its paths serve, which of them are stories, and where one may start besides the front page."""

    name: str
    files: Mapping[str, str]
    stories: frozenset[str]
    feed: str | None = None
    in_feed: frozenset[str] = frozenset()
    sitemap: str | None = None
    encoding: str = "utf-8"

    def write(self, folder: Path) -> None:
        """Write it as a newspaper for `Newsstand`, which must not have been started."""
        paper = folder / f"{self.name}.example"
        for path, text in self.files.items():
            file = paper / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, self.encoding)
        about = f'html_type = "text/html; charset={self.encoding}"\n'
        if self.feed and self.feed.endswith("/"):
            about += f'[path."{self.feed}"]\ncontent_type = "application/rss+xml; charset=utf-8"\n'
        (paper / "site.toml").write_text(about)


def origin(name: str) -> str:
    return f"http://{name}.example"


def anchors(paths: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f'<li><a href="{path}">{escape(title)}</a></li>' for path, title in paths)


def rss(name: str, stories: Sequence[Story], path_of: Callable[[Story], str], extra: str = "") -> str:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{origin(name)}{path_of(one)}</link>"
        f"<pubDate>{format_datetime(one.published)}</pubDate><guid>{origin(name)}{path_of(one)}</guid>"
        f"<description>{escape(one.paragraphs[0])}</description></item>"
        for one in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{name}</title>'
        f"<link>{origin(name)}/</link><description>News</description>{extra}{items}</channel></rss>"
    )


def atom(name: str, stories: Sequence[Story], path_of: Callable[[Story], str]) -> str:
    entries = "".join(
        f'<entry><title type="html">{escape(one.title)}</title><link href="{origin(name)}{path_of(one)}"/>'
        f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>"
        f"<id>{origin(name)}{path_of(one)}</id></entry>"
        for one in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>'
        f'<link href="{origin(name)}/feed.xml" rel="self"/><link href="{origin(name)}/"/>{entries}</feed>'
    )


def sitemap(name: str, paths: Iterable[tuple[str, str | None]], tag: str = "urlset", entry: str = "url") -> str:
    rows = "".join(
        f"<{entry}><loc>{origin(name)}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{entry}>"
        for path, day in paths
    )
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} xmlns="{schema}">{rows}</{tag}>'


def pages(path: str, stories: Sequence[Story], size: int, number: str) -> dict[str, list[Story]]:
    """Split a list of stories into pages: the first at `path`, the others at `number` with their number in it."""
    cut = {path: list(stories[:size])}
    for start in range(size, len(stories), size):
        cut[number.format(start // size + 1)] = list(stories[start : start + size])
    return cut


class Layout:
    """How one site looks: a frame with a menu, a story in it, a list of stories, a page about the paper."""

    def __init__(self, name: str, path_of: Callable[[Story], str], menu: Sequence[tuple[str, str]], head: str = ""):
        self.name, self.path_of, self.menu, self.head = name, path_of, menu, head

    def frame(self, title: str, main: str, head: str = "") -> str:
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{self.head}{head}'
            f'</head><body><header><a href="/">The {self.name.title()}</a><nav><ul>{anchors(self.menu)}</ul></nav>'
            f"</header><main>{main}</main><footer><p>© 2026 The {self.name.title()}</p></footer></body></html>"
        )

    def story(self, one: Story, tags: str = "", more: Sequence[Story] = ()) -> str:
        path = self.path_of(one)
        head = (
            f'<link rel="canonical" href="{origin(self.name)}{path}"><meta property="og:type" content="article">'
            f'<meta property="og:title" content="{escape(one.title)}">'
            f'<meta property="article:published_time" content="{one.published.isoformat()}">'
        )
        related = anchors((self.path_of(other), other.title) for other in more)
        return self.frame(
            one.title,
            f'<article><h1>{escape(one.title)}</h1><p class="meta">By <span class="author">{one.author}</span> '
            f'<time datetime="{one.published.isoformat()}">{one.published:%d %B %Y}</time></p>'
            f'<div class="content">{one.html}</div>{tags}</article><aside><ul>{related}</ul></aside>',
            head,
        )

    def listing(self, title: str, stories: Sequence[Story], further: Sequence[tuple[str, str]] = ()) -> str:
        cards = "".join(
            f'<article class="card"><h2><a href="{self.path_of(one)}">{escape(one.title)}</a></h2>'
            f'<time datetime="{one.published.isoformat()}">{one.published:%d %B %Y}</time>'
            f"<p>{escape(one.paragraphs[0][:140])}…</p></article>"
            for one in stories
        )
        return self.frame(title, f"<h1>{title}</h1>{cards}<ul>{anchors(further)}</ul>")

    def lists(self, title: str, cut: Mapping[str, Sequence[Story]]) -> dict[str, str]:
        """Give the pages of one list, each with links to its neighbours."""
        paths = list(cut)
        return {
            path: self.listing(
                title,
                cut[path],
                [
                    (paths[at], words)
                    for at, words in ((here - 1, "Newer"), (here + 1, "Older"))
                    if 0 <= at < len(paths)
                ],
            )
            for here, path in enumerate(paths)
        }

    def about(self, title: str) -> str:
        return self.frame(title, f"<article><h1>{title}</h1>{''.join(f'<p>{line}</p>' for line in ABOUT)}</article>")


def feed_link(path: str, kind: str = "rss") -> str:
    return f'<link rel="alternate" type="application/{kind}+xml" href="{path}">'
