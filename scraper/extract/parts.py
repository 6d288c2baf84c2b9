"""A story that is printed on several pages, put together: each paragraph once, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.text_of import clean, seen_text
from scraper.models import Found, Reading

MAX_PARTS = 20
MIN_REPEATED = 12  # characters: shorter lines, as "* * *", come again on purpose
SOURCE = "{} pages, each: {}"


def joined(parts: Sequence[Reading]) -> Reading:
    """Give the reading of the first page with the text and the pictures of all; the first says the rest.

    What a page says again, as a standfirst over each part or the last paragraph of the one before, is there once.
    """
    first = parts[0]
    if len(parts) == 1:
        return first
    article = first.article
    said = {_folded(text) for text in (article.headline, article.standfirst, article.byline) if text}
    paragraphs: list[str] = []
    html: list[str] = []
    seen: set[str] = set()
    for part in parts:
        paragraphs += _new(part.article.body.split("\n\n"), seen, said if part is not first else set())
    seen = set()
    for part in parts:
        html += _new_html(part.article.body_html, seen, said if part is not first else set())
    images = {image.url: image for part in reversed(parts) for image in reversed(part.article.images)}
    body = "\n\n".join(paragraphs)
    source = SOURCE.format(len(parts), article.sources.get("body", "markup"))
    return replace(
        first,
        article=replace(
            article,
            body=body,
            body_html="".join(html),
            images=tuple(reversed(images.values())),
            sources=MappingProxyType({**article.sources, "body": source}),
        ),
        candidates=MappingProxyType({**first.candidates, "body": (Found(body, source),)}),
        next_page=None,
        whole_page=None,
        first_page=None,
    )


def adds_text(parts: Sequence[Reading], part: Reading) -> bool:
    """Tell whether a page says anything that those before it do not: if not, the pages go round in a circle."""
    seen = {_folded(line) for before in parts for line in before.article.body.split("\n\n")}
    return any(_folded(line) not in seen for line in part.article.body.split("\n\n") if line)


def has_all(part: Reading, whole: Reading) -> bool:
    """Tell whether a page has what a part of the story has, give or take a box."""
    seen = {_folded(line) for line in whole.article.body.split("\n\n")}
    lines = [_folded(line) for line in part.article.body.split("\n\n") if len(line) >= MIN_REPEATED]
    return 2 * sum(line in seen for line in lines) > len(lines)


def _new(lines: Sequence[str], seen: set[str], said: set[str]) -> Iterator[str]:
    for line in lines:
        key = _folded(line)
        if line and (len(key) < MIN_REPEATED or (key not in seen and key not in said)):
            seen.add(key)
            yield line


def _new_html(html: str, seen: set[str], said: set[str]) -> Iterator[str]:
    body = LexborHTMLParser(html).body
    for node in body.iter(include_text=False) if body is not None else ():
        key = _folded(seen_text(node))
        if len(key) < MIN_REPEATED or (key not in seen and key not in said):
            seen.add(key)
            yield node.html or ""


def _folded(text: str) -> str:
    return "".join(clean(text).casefold().split())
