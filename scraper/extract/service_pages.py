"""Pages about the paper and what it offers beside the news: they have text, and tell no story.

Where a date and an author, or structured data, say that it is a story, it is one, whatever its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scraper.extract.json_ld import object_types
from scraper.extract.list_items import FEW_ITEMS, list_items
from scraper.extract.wall_words import Judged, fold, phrases
from scraper.models import Found, Verdict
from scraper.urls import url_key

FORM_WORDS = 60
TABLE_SHARE = 0.6  # of the text's lines
VIEWER_WORDS = 25
LONG_WORDS = 120

_SERVICE_TYPES = frozenset(
    "AboutPage ContactPage FAQPage CheckoutPage JobPosting Product IndividualProduct ProductGroup Offer "
    "SoftwareApplication WeatherForecast".split()
)
_SERVICE_PATH = re.compile(
    r"/(?:about(?:-(?:us|me|the-\w+))?|contact(?:-us)?|kontakt|contacto|contatti|impressum|imprint|colophon|colofon|legal|"
    r"legal-notice|mentions-legales|aviso-legal|privacy(?:-(?:policy|notice|statement|cent(?:er|re)))?|datenschutz"
    r"(?:erklaerung|hinweise)?|privacidad|privacidade|terms(?:-(?:of-(?:use|service)|and-conditions))?|tos|agb|"
    r"nutzungsbedingungen|cookie(?:s|-policy|-notice|-richtlinie)?|accessibility|editorial-(?:guidelines|policy|standards|"
    r"code)|code-of-(?:ethics|conduct)|masthead|staff|team|newsletters?|newsletter/sign-?up|sign-?up|sign-?in|log-?in|"
    r"register|registrieren|anmelden|account|subscribe|subscriptions?|abo(?:nnement)?s?|offers|advertis(?:e|ing)"
    r"(?:-with-us)?|mediadaten|faqs?|help|support|hilfe|careers|vacancies|epaper|e-paper|apps?|donate|sitemap|"
    r"site-map|rss|checkout|basket|cart|ueber-uns|qui-sommes-nous|chi-siamo|quienes-somos|quem-somos|over-ons|o-nas|"
    r"om-oss|tv-guide|live-scores?)(?:\.\w{3,5})?/?$",
    re.IGNORECASE,
)
_SERVICE_FOLDER = re.compile(
    r"/(?:jobs|careers|stellenmarkt|shop|store|weather|wetter|meteo|crosswords?|puzzles|sudoku|horoscopes?|tv-guide|epaper|account|customer|help|legal)/",
    re.IGNORECASE,
)
_FORM = 'input[type="password" i], input[type="email" i], input[name*="mail" i], textarea[name*="message" i]'
_VIEWERS = (
    'embed[type*="pdf" i], object[type*="pdf" i], embed[src*=".pdf" i], object[data*=".pdf" i], iframe[src*=".pdf" i], '
    'iframe[src*="pdfjs" i], iframe[src*="issuu.com" i]'
)
_BESIDE = frozenset({"nav", "header", "footer", "aside", "menu"})
_BESIDE_CLASS = re.compile(r"newsletter|comment|promo|related|widget|sidebar|popup|modal|footer|header", re.IGNORECASE)


def services(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page belongs to the paper's furniture, and by what that is known."""
    document, signs = page.document, page.signs
    if page.is_told or page.is_signed:
        return
    types = {name for item in document.json_ld for name in object_types(item)}
    if types & _SERVICE_TYPES and not page.is_story:
        yield Found(Verdict.EMPTY, "json-ld type of the page")
    elif _is_named_so(page) and not signs.has_authors:
        yield Found(Verdict.LISTING if _is_directory(page) else Verdict.EMPTY, "name of the page")
    elif page.is_story:
        return
    elif signs.words < FORM_WORDS and not signs.has_date and _has_form(page):
        yield Found(Verdict.EMPTY, "a form")
    elif signs.words < VIEWER_WORDS and document.tree.css_first(_VIEWERS):
        yield Found(Verdict.EMPTY, "a viewer of documents")
    elif not signs.has_date and _is_table(page):
        yield Found(Verdict.EMPTY, "a table")


def _is_named_so(page: Judged) -> bool:
    """Tell whether the headline is the name of such a page, or its address is and no date speaks for a story."""
    names = phrases()["service"]
    headline = fold(page.signs.headline).strip(" .!?:")
    if headline in names and not page.is_story:
        return True
    if page.signs.has_date or page.is_story or not page.document.url:
        return False
    if is_service_address(page):
        return True
    folder = _SERVICE_FOLDER.search(url_key(page.document.url))
    return folder is not None and not page.signs.has_authors


def _is_directory(page: Judged) -> bool:
    """Tell whether a page of the paper's furniture leads to pages of one kind: newsletters, vacancies, matches."""
    return page.signs.words < LONG_WORDS and len(list_items(page)) >= FEW_ITEMS


def is_service_page(page: Judged) -> bool:
    """Tell whether a page's headline or its address is the name of such a page."""
    return fold(page.signs.headline).strip(" .!?:") in phrases()["service"] or is_service_address(page)


def is_service_address(page: Judged) -> bool:
    """Tell whether a page's address ends in a name like `about` or `privacy-policy`."""
    url = page.document.url
    return url is not None and _SERVICE_PATH.search(url_key(url).partition("?")[0]) is not None


def _has_form(page: Judged) -> bool:
    return any(not _is_beside(node) for node in page.document.tree.css(_FORM)[:20])


def _is_beside(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        said = f"{around.attributes.get('class') or ''} {around.attributes.get('id') or ''}"
        if around.tag in _BESIDE or (around.tag not in ("body", "html") and _BESIDE_CLASS.search(said)):
            return True
        around = around.parent
    return False


def _is_table(page: Judged) -> bool:
    lines = [line for line in page.signs.body.split("\n\n") if line]
    rows = sum(line.startswith("| ") for line in lines)
    return rows >= 5 and rows >= TABLE_SHARE * len(lines)
