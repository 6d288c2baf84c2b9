"""Score the extractor on a running WordPress, whose REST API says what each of its posts holds.

    python benchmarks/wordpress.py http://localhost:8080 --posts 200
    python benchmarks/wordpress.py http://localhost:8080 --pause 1 --worst 10

Any WordPress since 4.7 will do: one on this machine, your own, a friend's. `/wp-json/wp/v2/posts` gives headline,
author, tags, time and text of each post as the editor wrote them; the post's page is what the theme makes of them,
and the page alone is shown to the extractor. robots.txt is obeyed; requests go one at a time.

What is counted: the headline but for case, quotes and dashes; the time within a minute; authors and tags as
sets, case apart; the body as 4-grams of words, precision and recall in one (F1). Captions, buttons, embedded
frames and lists of other posts are no body. What an editor writes into a post and no reader takes for the
story ("Read also: …") counts as body all the same, so a reader that is right stays a little below 1.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

import scraper
from scraper.fetch import Fetcher

USER_AGENT = "scrape-benchmark/1.0"
PER_PAGE = 50  # the API gives at most 100
FIELDS = ("headline", "published", "authors", "tags", "body")
_NO_BODY = (
    "figcaption, .wp-caption-text, .gallery-caption, script, style, noscript, iframe, form, nav, "
    ".wp-block-buttons, .wp-block-latest-posts, .wp-block-embed, .sharedaddy"
)
_BREAK = re.compile(r"<(?=/?(?:p|div|li|ul|ol|h\d|blockquote|cite|t[dhr]|br|pre|summary|figure|hr)\b)", re.IGNORECASE)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "..."})


@dataclass(frozen=True, slots=True)
class Known:
    """What the API says of one post."""

    url: str
    headline: str
    published: datetime
    authors: frozenset[str]
    tags: frozenset[str]
    text: str

    @classmethod
    def from_post(cls, post: dict[str, Any]) -> Known:
        """Read one post as the API gives it with `_embed`."""
        embedded = post.get("_embedded", {})
        terms = [term for terms in embedded.get("wp:term", ()) for term in terms]
        return cls(
            url=post["link"],
            headline=_plain(post["title"]["rendered"]),
            published=datetime.fromisoformat(post["date_gmt"]).replace(tzinfo=UTC),
            authors=frozenset(_folded(author["name"]) for author in embedded.get("author", ()) if author.get("name")),
            tags=frozenset(_folded(term["name"]) for term in terms if term.get("taxonomy") == "post_tag"),
            text=_plain(post["content"]["rendered"]),
        )

    def score(self, article: scraper.Article) -> dict[str, float]:
        """Give a number from 0 to 1 for each of FIELDS."""
        moment = article.published
        gap = timedelta.max
        if isinstance(moment, datetime) and moment.tzinfo is not None:
            gap = abs(moment - self.published)
        return {
            "headline": float(_folded(self.headline) == _folded(article.headline or "")),
            "published": float(gap <= timedelta(minutes=1)),
            "authors": float(self.authors == {_folded(name) for name in article.authors}),
            "tags": float(self.tags == {_folded(tag) for tag in article.tags}),
            "body": f1(self.text, article.body),
        }


def f1(wanted: str, found: str) -> float:
    """Give the F1 of two texts' 4-grams of words, each counted as often as it stands there.

    >>> f1("one two three four five", "one, two, three, four, six"), f1("", "")
    (0.5, 1.0)
    """
    grams = [Counter(_grams(re.findall(r"\w+", text))) for text in (wanted, found)]
    both, total = (grams[0] & grams[1]).total(), grams[0].total() + grams[1].total()
    return 2 * both / total if total else 1.0


def _grams(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(max(len(tokens) - 3, min(len(tokens), 1))):
        yield tuple(tokens[start : start + 4])


def _plain(markup: str) -> str:
    tree = LexborHTMLParser(f"<body>{_BREAK.sub(chr(10) + '<', markup)}")
    for node in tree.css(_NO_BODY):
        node.decompose()
    return tree.body.text() if tree.body else ""


def _folded(text: str) -> str:
    return " ".join(html.unescape(text).translate(_QUOTES).casefold().split())


async def known_posts(site: str, count: int, fetcher: Fetcher) -> AsyncIterator[Known]:
    """Yield the newest posts of a site, asking for PER_PAGE at a time.

    Raises: FetchError, when the API does not answer.
    """
    done = 0
    for number in range(1, count // PER_PAGE + 2):
        url = f"{site.rstrip('/')}/wp-json/wp/v2/posts?_embed=author,wp:term&per_page={PER_PAGE}&page={number}"
        page = await fetcher.get(url)
        posts = json.loads(page.body) if page.status == 200 else []  # a page behind the last is a 400
        for post in posts[: count - done]:
            yield Known.from_post(post)
        done += len(posts)
        if len(posts) < PER_PAGE or done >= count:
            return


async def measure(site: str, count: int, pause_seconds: float) -> list[tuple[str, dict[str, float]]]:
    """Read each post's page and give its URL and scores."""
    scores = []
    async with Fetcher(USER_AGENT, allow_private=[urlsplit(site).netloc]) as fetcher:
        async for known in known_posts(site, count, fetcher):
            page = await fetcher.get(known.url)
            scores.append(
                (known.url, known.score(scraper.extract(page.body, page.url, content_type=page.content_type)))
            )
            await asyncio.sleep(pause_seconds)
    return scores


def main() -> int:
    """Print a line for each field and for the worst posts; give 1 when the site has no posts to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", help="the address of its front page")
    parser.add_argument("--posts", type=int, default=200, help="how many, the newest first (default: 200)")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pages (default: 0)")
    parser.add_argument("--worst", type=int, default=5, help="how many of the worst posts to name (default: 5)")
    asked = parser.parse_args()
    scores = asyncio.run(measure(asked.site, asked.posts, asked.pause))
    if not scores:
        print("The site gives no posts under /wp-json/wp/v2/posts.", file=sys.stderr)
        return 1
    print(f"{len(scores)} posts")
    for field in FIELDS:
        values = [score[field] for _, score in scores]
        print(f"{field:<10} {sum(values) / len(values):.4f}   right to the letter on {values.count(1.0)}")
    for url, score in sorted(scores, key=lambda item: sum(item[1].values()))[: asked.worst]:
        if missed := [f"{field} {score[field]:.2f}" for field in FIELDS if score[field] < 1]:
            print(f"{url}   {', '.join(missed)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
