"""A page of a story with a slot for everything that may change on it, be it the story's or not."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from tests.daily import PARAGRAPHS

MODIFIED = "2026-03-02T10:00:00+00:00"  # later than at first


@dataclass(frozen=True)
class Courier:
    """What a page says; `mid` stands between two paragraphs."""

    headline: str = "Ferry returns to Port Ellis"
    standfirst: str = "Three years after the storm, the crossing is open again."
    byline: str = "By Ana Ruiz"
    body: tuple[str, ...] = PARAGRAPHS
    tags: tuple[str, ...] = ("Ferries", "Storms", "Islands")
    modified: str = "2026-03-01T08:00:00+00:00"
    site: str = " - The Courier"
    has_json_ld: bool = True
    body_class: str = "body"
    image: str = '<img src="/q.jpg?w=600" width="600" height="300">'
    caption: str = "The quay in March. Photo: Bo Li"
    share: str = "<a>Facebook</a><a>X</a>"
    aside: str = '<a href="/1">The quay that cost a fortune</a>'
    top: str = ""
    mid: str = ""
    after: str = ""
    foot: str = ""

    def but(self, **values: Any) -> Courier:
        """Give the page with other values."""
        return replace(self, **values)

    def says(self, old: str, new: str, **values: Any) -> Courier:
        """Give the page with other words in the body."""
        assert any(old in text for text in self.body)
        return replace(self, body=tuple(text.replace(old, new) for text in self.body), **values)

    def html(self) -> str:
        """Give the page's markup."""
        told: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.headline,
            "datePublished": "2026-03-01T08:00:00+00:00",
            "author": [{"@type": "Person", "name": self.byline.removeprefix("By ")}],
            "description": self.standfirst,
            "keywords": list(self.tags),
        } | ({"dateModified": self.modified} if self.modified else {})
        json_ld = f'<script type="application/ld+json">{json.dumps(told)}</script>' if self.has_json_ld else ""
        texts = [f"<p>{text}</p>" for text in self.body]
        tags = "".join(f'<li><a href="/tag/{tag.lower()}">{tag}</a></li>' for tag in self.tags)
        return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{self.headline}{self.site}</title>
<meta property="og:type" content="article"><link rel="canonical" href="https://courier.example/2026/03/ferry-returns">
{json_ld}</head><body>{self.top}<header><a href="/">The Courier</a><nav><a href="/n">News</a></nav></header><main>
<article><h1>{self.headline}</h1><p class="standfirst">{self.standfirst}</p><div class="meta">
<span class="byline">{self.byline}</span> <time datetime="2026-03-01T08:00:00+00:00">1 March 2026</time></div>
<div class="share">{self.share}</div><figure>{self.image}<figcaption>{self.caption}</figcaption></figure>
<div class="{self.body_class}">{"".join(texts[:2])}{self.mid}{"".join(texts[2:])}</div>{self.after}
<ul class="tags">{tags}</ul></article><aside><h3>Related</h3>{self.aside}</aside></main>
<footer>© Courier {self.foot}</footer></body></html>"""
