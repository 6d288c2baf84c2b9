"""A newspaper on loopback that lives: what it answers is told by a script, day by day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

PARAGRAPHS = (
    "The ferry sailed at dawn on Tuesday with 214 passengers aboard, three years after the storm tore away the quay "
    "and left the island of Port Ellis without a link to the mainland.",
    "“We have waited for this day for a very long time,” said Bo Li, the harbour master, who had stayed up all night "
    "with his two sons to see the boat come in through the fog.",
    "The council spent 12 million on the new quay, which was finished in February, two months later than it had "
    "promised to the islanders when the work began.",
    "Fishermen who had carried the mail in their own boats since the storm were given a dinner in the town hall, "
    "where the mayor thanked every one of them by name.",
    "From next week the ferry will make the crossing four times a day, and on Sundays twice, if the weather allows it.",
)


@dataclass(frozen=True)
class Told:
    """A story as the newsroom has it; what readers see is made of it by a template."""

    headline: str = "Ferry returns to Port Ellis"
    standfirst: str = "Three years after the storm, the crossing is open again."
    byline: str = "By Ana Ruiz"
    tags: tuple[str, ...] = ("Ferries", "Storms")
    paragraphs: tuple[str, ...] = PARAGRAPHS
    published: str = "2026-03-01T08:00:00+00:00"
    modified: str = "2026-03-01T08:00:00+00:00"
    path: str = "/2026/03/01/ferry-returns"

    def edited(self, number: int, old: str, new: str, *, modified: str | None = None) -> Told:
        """Give the story with some words of a paragraph replaced."""
        assert old in self.paragraphs[number]
        changed = self.paragraphs[number].replace(old, new)
        paragraphs = (*self.paragraphs[:number], changed, *self.paragraphs[number + 1 :])
        return replace(self, paragraphs=paragraphs, modified=modified or self.modified)


@dataclass(frozen=True)
class Noise:
    """What moves on a page while the story stays."""

    shares: int = 12
    minutes: int = 3
    ad: str = "Buy a boat"
    image_width: int = 600


@dataclass
class Response:
    """What the paper says to one path."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def page(told: Told, origin: str, noise: Noise = Noise()) -> str:  # it is frozen
    """Give the page of a story in the paper's first template."""
    body = "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in told.paragraphs)
    tags = "".join(f'<li><a href="/tag/{tag.lower()}">{tag}</a></li>' for tag in told.tags)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{told.headline} - The Courier</title>
<link rel="canonical" href="{origin}{told.path}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{told.published}">
<meta property="article:modified_time" content="{told.modified}"></head><body class="story-page">
<header class="masthead"><a href="/">The Courier</a><nav><a href="/islands">Islands</a></nav></header>
<div class="ad-slot" id="ad-{noise.shares}">{noise.ad}</div>
<article class="story"><h1 class="headline">{told.headline}</h1><p class="standfirst">{told.standfirst}</p>
<p class="byline">{told.byline}</p><p class="stamp">Updated {noise.minutes} minutes ago</p>
<p class="counter">{noise.shares:,} shares</p>
<figure><img src="/quay.jpg?w={noise.image_width}" width="{noise.image_width}" alt="The quay"></figure>
{body}
<ul class="tags">{tags}</ul></article>
<aside class="most-read"><h2>Most read</h2><ol><li><a href="/a{noise.shares}">Story {noise.ad}</a></li></ol></aside>
<footer>{noise.shares + 5_000:,} views · © The Courier</footer></body></html>"""


def redesigned(told: Told, origin: str, noise: Noise = Noise()) -> str:
    """Give the same story in another template: other elements, classes and order, typewriter quotes."""
    straight = str.maketrans("“”‘’", "\"\"''")
    body = "".join(f'<p class="c-text">{escape(text.translate(straight), quote=False)}</p>' for text in told.paragraphs)
    tags = " ".join(f'<a rel="tag" href="/topics/{tag.lower()}">{tag}</a>' for tag in reversed(told.tags))
    keywords = ",".join(reversed(told.tags))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{told.headline} | Courier</title>
<link rel="canonical" href="{origin}{told.path}"><meta name="keywords" content="{keywords}">
<meta name="description" content="{told.standfirst}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{told.headline}","datePublished":"{told.published}","dateModified":"{told.modified}",
"author":[{{"@type":"Person","name":"{told.byline.removeprefix("By ")}"}}],"description":"{told.standfirst}"}}</script>
</head><body id="app-shell"><div class="c-top"><a class="c-logo" href="/">Courier</a></div>
<main class="c-main"><div class="c-head"><h1 class="c-title"><span>{told.headline}</span></h1>
<div class="c-dek">{told.standfirst}</div><div class="c-meta"><span class="c-author">{told.byline}</span></div></div>
<div class="c-share"><button>Share</button><span>{noise.shares}</span></div>
<section class="c-body">{body}</section><div class="c-topics">{tags}</div></main>
<div class="c-foot"><p>© Courier</p></div></body></html>"""


class Daily:
    """The newspaper, serving on a free port of loopback; `answer` is what it says to each path today."""

    def __init__(self) -> None:
        self.answer: Callable[[str], Response] = lambda _: Response(status=404)
        self.asked: list[str] = []
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paper.asked.append(self.path)
                told = Response(status=404) if self.path == "/robots.txt" else paper.answer(self.path)
                data = told.body.encode()
                self.send_response(told.status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
