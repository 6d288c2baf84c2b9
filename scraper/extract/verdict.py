"""Whether a page is a story at all, or a wall, an error, a front, an empty shell.

Servers say 200 to everything, so only the page can tell. Each rule asks for two things at once, a sign and
little prose: a story about cookies or about the number 404 stays a story. The rules stand in walls.py, not_there.py,
service_pages.py, list_pages.py and paywalls.py, and are asked in this order: what is surest to be no story first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.blocks import count_words
from scraper.extract.by_the_clock import runs_by_the_clock
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.extract.list_pages import listings
from scraper.extract.live_blog import live_entries
from scraper.extract.not_there import ERROR_SHARE, ERROR_WORDS, broken, leads_on, missing, regrets, shells
from scraper.extract.paywalls import teasers
from scraper.extract.post_content import is_single_post
from scraper.extract.service_pages import services
from scraper.extract.wall_words import Judged, Signs, fold, mostly_says, said_in, says
from scraper.extract.walls import TITLE_SHARE, WALL_WORDS, challenges, consents, shows_something
from scraper.models import Found, Verdict

__all__ = ["Signs", "text_verdict", "verdicts"]

LIVE_SHARE = 0.5  # of a live blog's words that stand in its entries
STUB_WORDS = 25  # with fewer words there is nothing to read
#: Words that only look like it, and what is live elsewhere.
_NOT_LIVE = re.compile(
    r"\w*(?:deliver|oliver?|alive)\w*|\b(?:live[sdr]|lively|livelihoods?|livestock|liverpool)\b"
    r"|\bdirect(?:or|ion|ive|ly|ed|s|eur|iva)\w*|\blive (?:on|im) (?:tv|television|radio|fernsehen)\b"
)
BRIEF_WORDS = 8  # of what the page itself calls an article


def verdicts(document: Document, signs: Signs) -> Iterator[Found[Verdict]]:
    """Yield what the page may be, the first being what it is.

    Raises nothing; a page that shows no other sign is an article if it has prose, and empty if not.
    """
    page = Judged(document, signs)
    yield from challenges(page)
    yield from consents(page)
    yield from missing(page)
    yield from broken(page)
    yield from _live(page)
    if leads_on(page):
        yield Found(Verdict.EMPTY, "leads on")
    yield from shells(page)
    yield from regrets(page)
    yield from services(page)
    yield from listings(page)
    yield from teasers(page)
    is_named = signs.has_date or signs.has_authors or page.is_told or (page.is_story and signs.words >= BRIEF_WORDS)
    if signs.words >= STUB_WORDS or (signs.words and signs.headline and is_named):
        yield Found(Verdict.ARTICLE, "prose")
    elif signs.headline and signs.has_date and is_single_post(document.tree):
        yield Found(Verdict.ARTICLE, "a post without words")
    elif signs.headline and shows_something(page):
        yield Found(Verdict.ARTICLE, "a picture without words")
    yield Found(Verdict.EMPTY, "no prose")


def text_verdict(headline: str | None, body: str) -> Verdict:
    """Tell what a page was of which only the text is left: there is no markup to ask."""
    words = count_words(body)
    title, folded = fold(headline), fold(body)
    if words <= WALL_WORDS and len(said_in("consent", folded)) >= 3:
        return Verdict.CONSENT
    if words <= ERROR_WORDS:
        if mostly_says("challenge", title, TITLE_SHARE) or mostly_says("challenge", folded, TITLE_SHARE / 2):
            return Verdict.CHALLENGE
        if mostly_says("missing", title, ERROR_SHARE):
            return Verdict.MISSING
    return Verdict.ARTICLE if words >= STUB_WORDS else Verdict.EMPTY


def _live(page: Judged) -> Iterator[Found[Verdict]]:
    document, signs = page.document, page.signs
    if any("LiveBlogPosting" in object_types(item) for item in document.main_articles_ld):
        yield Found(Verdict.LIVE, "json-ld LiveBlogPosting")
    elif signs.words > STUB_WORDS and _calls_itself_live(page):
        entries = live_entries(document)
        told = sum(count_words(f"{entry.headline or ''} {entry.body}") for entry in entries)
        if told >= LIVE_SHARE * signs.words and entries:  # a story with a chronology in it is a story
            yield Found(Verdict.LIVE, "entries in the markup")
        elif runs_by_the_clock(signs.body):
            yield Found(Verdict.LIVE, "times at the beginning of lines")


def _calls_itself_live(page: Judged) -> bool:
    names = fold(f"{page.signs.headline} {page.document.title} {page.document.url}")
    return says("live", _NOT_LIVE.sub("", names))
