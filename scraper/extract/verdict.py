"""Whether a page is a story at all, or a wall, an error, a front, an empty shell.

Servers say 200 to everything, so only the page can tell. Each rule asks for two things at once, a sign and
little prose: a story about cookies or about the number 404 stays a story.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from selectolax.lexbor import LexborNode

from scraper.extract.blocks import count_words
from scraper.extract.document import Document
from scraper.extract.json_ld import object_types
from scraper.models import Found, Verdict
from scraper.urls import resolve, url_key

WALL_WORDS = 350  # a page with more prose than this is no wall; walls measured have under 250
ERROR_WORDS = 120
CHALLENGE_WORDS = 40  # comment forms have captchas too
ERROR_SHARE = 0.3  # of a headline: a story may mention an error, an error page says little else
STUB_WORDS = 25  # with fewer words there is nothing to read
LIVE_POSTS = 3
LIVE_TIMES = 3
LISTING_LINKS = 12  # headings that are links
FEW_LINKED = 3
FRONT_WORDS = 40  # of prose on a front page, for each of them
CARD_SHARE = 0.8  # of the body, under headings that lead elsewhere
CARD_OPENING = 40  # characters of a paragraph, to know it again in the body
TEASER_LINE_WORDS = 10  # of the lines under linked headings, for each of them
TEASER_WORDS = 150
TEASER_SHARE = 0.6  # of the length that structured data promises

_CHALLENGE_MARKS = (
    "#challenge-form, #challenge-running, #cf-wrapper, .cf-browser-verification, #px-captcha, .px-captcha-container, "
    "#captcha-form, .g-recaptcha, .h-captcha, #sec-if-cpt-container, iframe[src*='captcha'], "
    "script[src*='challenge-platform/h']"
)
_CONSENT_URL = re.compile(
    r"^(?:consent|privacy|cmp|guce|myprivacy|cookie)[.-]"
    r"|/(?:consent|cookiewall|zustimmung|privacy-gate|pur-abo)\b"
)
_APP_ROOTS = "#root, #app, #__next, #__nuxt, #react-root, app-root, [ng-app], [data-reactroot]"
_LIVE_CLASS = (
    '[class*="live-blog" i], [class*="liveblog" i], [class*="live-post" i], [class*="live-update" i], '
    '[id*="liveblog" i]'
)
_WALL_CLASS = (
    '[class*="paywall" i], [id*="paywall" i], [class*="regwall" i], [class*="piano-" i], [class*="subscriber-only" i], '
    '[class*="premium-wall" i], [data-paywall], [class*="article-locked" i], [class*="paid-content" i]'
)
_SECTION_PATH = re.compile(
    r"(?:category|categoria|kategorie|tags?|topics?|themen|temas|sections?|author|autor|search|suche)/",
    re.IGNORECASE,
)
_AFTER_HOST = re.compile(r"^[^/?]*[/?]?")
_POST_CLASS = re.compile(r"(?<![\w-])single-post(?![\w-])")  # of the body, in themes of WordPress: a post by itself
_FRONT_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})


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


def verdicts(document: Document, signs: Signs) -> Iterator[Found[Verdict]]:
    """Yield what the page may be, the first being what it is.

    Raises nothing; a page that shows no other sign is an article if it has prose, and empty if not.
    """
    page_text = _PageText(document)
    yield from _challenge(document, signs, page_text)
    yield from _consent(document, signs, page_text)
    yield from _missing(document, signs)
    yield from _live(document, signs)
    yield from _shell(document, signs, page_text)
    yield from _listing(document, signs)
    yield from _teaser(document, signs, page_text)
    if signs.words >= STUB_WORDS or (signs.words and signs.headline and (signs.has_date or signs.has_authors)):
        yield Found(Verdict.ARTICLE, "prose")
    yield Found(Verdict.EMPTY, "no prose")


def text_verdict(headline: str | None, body: str) -> Verdict:
    """Tell what a page was of which only the text is left: there is no markup to ask."""
    words = count_words(body)
    folded = _fold(body)
    if words <= WALL_WORDS and len(_says("consent", folded)) >= 3:
        return Verdict.CONSENT
    if words <= ERROR_WORDS:
        if _says("challenge", _fold(headline)) or _says("challenge", folded):
            return Verdict.CHALLENGE
        said = _says("missing", _fold(headline))
        if said and sum(map(len, said)) >= ERROR_SHARE * len(headline or ""):
            return Verdict.MISSING
    return Verdict.ARTICLE if words >= STUB_WORDS else Verdict.EMPTY


class _PageText:
    """The page's whole text, folded, read only if a rule asks for it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text: str | None = None

    def __str__(self) -> str:
        if self._text is None:
            body = self._document.tree.body
            text = body.text(separator=" ")[:20_000] if body else ""
            self._text = " ".join(text.replace("’", "'").split()).casefold()
        return self._text


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[str, ...]]:
    table = json.loads((files("scraper.extract") / "walls.json").read_text("utf-8"))
    return {kind: tuple(phrases) for kind, phrases in table.items()}


def _says(kind: str, text: str) -> set[str]:
    """Give the phrases of a kind that a folded text has; of two that overlap, the longer."""
    said = {phrase for phrase in _phrases()[kind] if phrase in text}
    return {phrase for phrase in said if not any(phrase != other and phrase in other for other in said)}


def _fold(text: str | None) -> str:
    return " ".join((text or "").replace("’", "'").split()).casefold()


def _challenge(document: Document, signs: Signs, page: _PageText) -> Iterator[Found[Verdict]]:
    if signs.words > ERROR_WORDS:
        return
    if _says("challenge", _fold(document.title)) or _says("challenge", _fold(signs.headline)):
        yield Found(Verdict.CHALLENGE, "title")
    elif signs.words < CHALLENGE_WORDS and not signs.has_date and document.tree.css_first(_CHALLENGE_MARKS):
        yield Found(Verdict.CHALLENGE, "markup")
    elif _says("challenge", str(page)) and len(str(page)) < 2_000 and not signs.has_date:
        yield Found(Verdict.CHALLENGE, "wording")


def _consent(document: Document, signs: Signs, page: _PageText) -> Iterator[Found[Verdict]]:
    if signs.words > WALL_WORDS:
        return
    if document.url and _CONSENT_URL.search(url_key(document.url)):
        yield Found(Verdict.CONSENT, "address")
        return
    if document.main_articles_ld and signs.words > STUB_WORDS:
        return
    in_body = _says("consent", _fold(signs.body))
    if len(in_body) >= 3 or (len(in_body) >= 2 and _says("consent", _fold(signs.headline or document.title))):
        yield Found(Verdict.CONSENT, "wording of the text")
    elif signs.words < STUB_WORDS and len(_says("consent", str(page))) >= 3:
        yield Found(Verdict.CONSENT, "wording of the page")


def _missing(document: Document, signs: Signs) -> Iterator[Found[Verdict]]:
    if signs.words > ERROR_WORDS or signs.has_date:
        return
    for text, source in ((document.title, "title"), (signs.headline, "headline")):
        folded = _fold(text)
        said = _says("missing", folded)
        if said and sum(map(len, said)) >= ERROR_SHARE * len(folded):
            yield Found(Verdict.MISSING, source)
            return
    if _says("missing", _fold(signs.body[:300])) and signs.words < 80 and not signs.has_authors:
        yield Found(Verdict.MISSING, "wording of the text")


def _live(document: Document, signs: Signs) -> Iterator[Found[Verdict]]:
    if any("LiveBlogPosting" in object_types(item) for item in document.main_articles_ld):
        yield Found(Verdict.LIVE, "json-ld LiveBlogPosting")
    elif signs.words > STUB_WORDS and _says("live", _fold(f"{signs.headline} {document.title} {document.url}")):
        if len(document.tree.css("time")) >= LIVE_TIMES and len(document.tree.css(_LIVE_CLASS)) >= LIVE_POSTS:
            yield Found(Verdict.LIVE, "markup")


def _shell(document: Document, signs: Signs, page: _PageText) -> Iterator[Found[Verdict]]:
    if signs.words >= STUB_WORDS:
        return
    root = document.tree.css_first(_APP_ROOTS)
    is_bare = root is not None and len((root.text() or "").split()) < STUB_WORDS
    if is_bare and document.tree.css_first("script"):
        yield Found(Verdict.SHELL, "empty application root")
        return
    for node in document.tree.css("noscript")[:20]:
        if _says("shell", _fold(node.text())) and len(str(page)) < 1_500:
            yield Found(Verdict.SHELL, "noscript")
            return
    if _says("shell", str(page)) and len(str(page)) < 1_500:
        yield Found(Verdict.SHELL, "wording")


def _listing(document: Document, signs: Signs) -> Iterator[Found[Verdict]]:
    address = resolve(document.url) if document.url else None
    path = _AFTER_HOST.sub("", url_key(address)) if address else "?"  # of `/?p=7`, too: it is no front
    is_told = bool(document.main_articles_ld)
    is_long = signs.words >= ERROR_WORDS
    is_story = is_told or "article" in document.meta.get("og:type", ())
    is_signed = signs.has_date and signs.has_authors
    if path and not is_story and not is_signed and 0 < CARD_SHARE * signs.words <= _card_words(document, signs):
        yield Found(Verdict.LISTING, "cards")
        return
    if path and (is_told or is_long):
        return
    linked = _linked_headings(document)
    links = len(document.tree.css("a[href]")) if not is_long else 0
    is_front = signs.words < FRONT_WORDS * linked or (not is_long and links >= FEW_LINKED)
    if path == "" and is_front and not (is_story and linked < LISTING_LINKS):
        yield Found(Verdict.LISTING, "front page")
        return
    if is_told or is_long:
        return
    is_named = _SECTION_PATH.match(path) or any(object_types(item) & _FRONT_TYPES for item in document.json_ld)
    if is_named and linked >= FEW_LINKED:
        yield Found(Verdict.LISTING, "name")
        return
    if is_story or is_signed or _is_post(document):
        return
    if linked >= FEW_LINKED and signs.words < TEASER_LINE_WORDS * linked:
        yield Found(Verdict.LISTING, "little but linked headings")
    elif signs.words < STUB_WORDS and not signs.has_date and links >= LISTING_LINKS:
        yield Found(Verdict.LISTING, "links")


def _is_post(document: Document) -> bool:
    body = document.tree.body
    return body is not None and _POST_CLASS.search(body.attributes.get("class") or "") is not None


def _linked_headings(document: Document) -> int:
    """Count headings that are links, or hold little else, outside menus: the shape of a list of stories."""
    return len(document.tree.css("h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"))


def _card_words(document: Document, signs: Signs) -> int:
    """Count the body's words that stand under headings which lead elsewhere, each with its heading in one container.

    One such heading is a blog's, over its only story.
    """
    if signs.words > FRONT_WORDS * LISTING_LINKS:
        return 0
    found: set[str] = set()
    cards = 0
    for link in document.tree.css("h2 a[href], h3 a[href]"):
        card = heading.parent if (heading := _heading_of(link)) is not None else None
        if card is None or len(card.css("h2, h3")) > 1:
            continue
        texts = {" ".join(paragraph.text().split()) for paragraph in card.css("p")}
        texts = {text for text in texts if text and text[:CARD_OPENING] in signs.body}
        cards += bool(texts - found)
        found |= texts
    return count_words(" ".join(found)) if cards >= FEW_LINKED else 0


def _heading_of(link: LexborNode) -> LexborNode | None:
    """Give the heading that a link is the whole of."""
    heading = link.parent
    while heading is not None and heading.tag not in ("h2", "h3"):
        heading = heading.parent
    is_anchor = (link.attributes.get("href") or "#").startswith("#")
    is_whole = heading is not None and heading.text(strip=True) == link.text(strip=True)
    return heading if is_whole and not is_anchor else None


def _teaser(document: Document, signs: Signs, page: _PageText) -> Iterator[Found[Verdict]]:
    promised = _promised_words(document)
    if signs.is_free is False and promised and signs.words < TEASER_SHARE * promised:
        yield Found(Verdict.TEASER, "shorter than json-ld says")
        return
    if signs.words >= WALL_WORDS or signs.words < 5:
        return
    if signs.is_free is False:
        if signs.words < TEASER_WORDS or _says("teaser", str(page)):
            yield Found(Verdict.TEASER, "not free, and short")
    elif signs.is_free is None and document.tree.css_first(_WALL_CLASS) and _says("teaser", str(page)):
        yield Found(Verdict.TEASER, "paywall markup and wording")


def _promised_words(document: Document) -> int:
    """Give how many words structured data says the story has, 0 if it does not say."""
    for item in document.main_articles_ld:
        if isinstance(body := item.get("articleBody"), str) and len(body) > 400:
            return body.count(" ") + 1
        count = item.get("wordCount")
        if isinstance(count, str) and count.isdigit():
            count = int(count[:7])
        if isinstance(count, int) and not isinstance(count, bool) and 0 < count < 100_000:
            return count
    return 0
