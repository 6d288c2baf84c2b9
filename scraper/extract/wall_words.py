"""What walls, error pages and pages about the paper say, in the languages of the world: `walls.json`, looked up.

One list for all languages: such a page rarely says in which it is, and a wall rarely asks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from selectolax.lexbor import LexborNode

from scraper.extract.document import Document

MAX_TEXT_CHARS = 20_000
MAX_MARKUP_CHARS = 60_000  # of text between which the markup's own breaks stand


@dataclass(frozen=True, slots=True)
class Signs:
    """What the fields found, as far as a verdict needs it.

    `words` counts the body's. `has_date` is about a date that the page itself declares: one in running text, or
    in the address, stands on error pages and fronts too.
    """

    headline: str | None
    words: int
    body: str
    has_date: bool
    has_authors: bool
    is_free: bool | None


class Judged:
    """A page that is being judged, with what several rules ask of it, read only if one does."""

    def __init__(self, document: Document, signs: Signs) -> None:
        self.document = document
        self.signs = signs
        self.is_told = bool(document.main_articles_ld)
        self.is_story = self.is_told or "article" in document.meta.get("og:type", ())
        self.is_signed = signs.has_date and signs.has_authors

    @cached_property
    def text(self) -> str:
        """The page's whole text, folded."""
        return " ".join(self.lines)[:MAX_TEXT_CHARS]

    @cached_property
    def body(self) -> str:
        """The text that was taken for the story's, folded."""
        return fold(self.signs.body)

    @cached_property
    def body_lines(self) -> tuple[str, ...]:
        """The same, a paragraph each."""
        return tuple(fold(line) for line in self.signs.body.split("\n\n") if line)

    @cached_property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """What the page calls itself, folded, each with its name: title, headline, first heading."""
        heading = self.document.tree.css_first("h1")
        named = (
            ("title", fold(self.document.title)),
            ("headline", fold(self.signs.headline)),
            ("heading", fold(heading.text(separator=" ")) if heading is not None else ""),
        )
        return tuple((name, text) for name, text in named if text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The page's text, folded, in the pieces that stand in elements of their own."""
        body = self.document.tree.body
        told = _without_scripts(body)[:MAX_MARKUP_CHARS] if body else ""
        pieces = told.replace("’", "'").casefold().split("\n")  # as fold() does, but all at once
        return tuple(" ".join(piece.split()) for piece in pieces if piece and not piece.isspace())

    @cached_property
    def is_bare_app(self) -> bool:
        """Whether an application is to draw this page, and has not."""
        root = self.document.tree.css_first(_APP_ROOTS)
        is_bare = root is not None and len((root.text() or "").split()) < BARE_WORDS
        return is_bare and self.document.tree.css_first("script") is not None


BARE_WORDS = 25
_APP_ROOTS = (
    "#root, #app, #__next, #__nuxt, #react-root, #svelte, #___gatsby, app-root, [ng-app], [data-reactroot], "
    "[id^='ember-']"
)


def said_in(kind: str, text: str) -> set[str]:
    """Give the phrases of a kind that a folded text has; of two that overlap, the longer."""
    said = {phrase for phrase in phrases()[kind] if phrase in text}
    return {phrase for phrase in said if not any(phrase != other and phrase in other for other in said)}


def says(kind: str, text: str) -> bool:
    """Tell whether a folded text has a phrase of a kind."""
    return any(phrase in text for phrase in phrases()[kind])


def mostly_says(kind: str, text: str, share: float) -> bool:
    """Tell whether phrases of a kind make up that much of a folded text: a story may mention what a wall is about."""
    said = said_in(kind, text)
    return bool(said) and sum(map(len, said)) >= share * len(text)


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, tuple[str, ...]]:
    """Give all phrases by kind."""
    table = json.loads((files("scraper.extract") / "walls.json").read_text("utf-8"))
    return {kind: tuple(map(str.casefold, found)) for kind, found in table.items()}


def _without_scripts(body: LexborNode) -> str:
    """Give the text of an element as it stands, without what is no text: scripts say a lot about cookies."""
    told = body.text(separator="\n")
    kept, at = list[str](), 0
    for node in body.css("script, style, template"):
        hidden = node.text()
        if hidden and (begin := told.find(hidden, at)) >= 0:
            kept.append(told[at:begin])
            at = begin + len(hidden)
    return "".join((*kept, told[at:]))


def fold(text: str | None) -> str:
    r"""Give a text in one line, in lower case, with straight quotes.

    >>> fold("  We’re\n  SORRY ")
    "we're sorry"
    """
    return " ".join((text or "").replace("’", "'").split()).casefold()
