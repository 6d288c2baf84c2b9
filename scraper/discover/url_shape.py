"""What an address alone tells: whether it looks like a story's, a list's, or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

LONG_SLUG_WORDS = 4
LONG_ID_DIGITS = 5

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|json|xml|rss|atom|txt|pdf|docx?|xlsx?|pptx?|zip|gz|rar|7z|exe|dmg|apk"
    r"|mp[34]|m4[av]|ogg|wav|webm|avi|mov|woff2?|ttf|eot|epub|ics|csv)$",
    re.IGNORECASE,
)
#: First or only parts of a path that lead to no story, in many languages.
_SERVICES = frozenset(
    "about about-us aboutus ueber-uns uber-uns a-propos acerca-de chi-siamo contact contact-us contacts kontakt "
    "contacto contatti impressum imprint mentions-legales aviso-legal privacy privacy-policy datenschutz "
    "datenschutzerklaerung privacidad privacidade confidentialite terms terms-of-service terms-of-use agb "
    "nutzungsbedingungen cookies cookie-policy legal disclaimer login logout signin sign-in signup sign-up "
    "register registration anmelden account konto abo abonnement subscribe subscription subscriptions newsletter "
    "newsletters shop store cart warenkorb checkout basket wishlist search suche recherche buscar sitemap "
    "advertise advertising werbung mediadaten jobs karriere careers help hilfe faq support feedback wp-admin "
    "wp-login.php wp-json wp-content wp-includes xmlrpc.php cdn-cgi feed feeds rss comments cgi-bin api ajax "
    "print share donate donation spenden team masthead staff users user profile members accessibility "
    "barrierefreiheit apps app podcast-feed weather wetter horoscope horoskop games spiele tv-programm".split()
)
#: Parts of a path behind which a list stands.
_LISTS = frozenset(
    "tag tags tagged category categories kategorie kategorien categoria categorie rubrik rubriken author authors "
    "autor autoren autores auteur auteurs by topic topics thema themen tema temas archive archives archiv archivo "
    "page pages seite section sections series label".split()
)
_LIST_ROOTS = frozenset({"tag", "tags", "category", "author", "authors", "label", "topic", "topics"})
_NO_STORY_QUERY = re.compile(
    r"(?:^|&)(?:s|q|cat|tag|author|m|paged|page_id|attachment_id|replytocom|feed|search|query|share|print|output|c|rest_route"
    r"|preview|add-to-cart|action|do|mode|sort|order)=",
    re.IGNORECASE,
)
_ID_QUERY = re.compile(
    r"(?:^|&)(?:p|id|story|article|articleid|storyid|nid|sid|aid|news_id|newsid|a|art)=\d{1,12}(?:&|$)", re.IGNORECASE
)
_DATE_PATH = re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d|[a-z]{3})(?:[/-]?[0-3]?\d)?(?=/|-|$)", re.IGNORECASE)
_ONLY_DATE = re.compile(
    r"(?:/(?:archives?|blog|news))?/(?:19|20)\d\d(?:/[01]?\d(?:/[0-3]?\d)?)?/?(?:page/\d+/?)?", re.IGNORECASE
)
_OLDER = re.compile(
    r"(?:/page/?[-_]?\d+/?$|/p\d+/?$|[?&](?:page|paged|p|pg|start|offset|seite|pagina)=\d+$|/seite[-/]\d+/?$)",
    re.IGNORECASE,
)
_DIGITS = re.compile(rf"\d{{{LONG_ID_DIGITS},}}")


@lru_cache(maxsize=4_096)
def story_likeness(url: str) -> float:
    """Say how much an address looks like a story's, from 0 to 1.

    >>> story_likeness("https://courier.example/2024/03/12/ferry-returns-to-port-ellis/") > 0.8
    True
    >>> story_likeness("https://courier.example/category/sports/"), story_likeness("https://courier.example/about/")
    (0.0, 0.0)
    """
    if is_never_a_story(url):
        return 0.0
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if not segments:
        return 0.6 if _ID_QUERY.search(parts.query) else 0.0
    last = unquote(segments[-1])
    stem = last.rpartition(".")[0] if "." in last[-6:] else last
    words = [word for word in re.split(r"[-_+ ,.]+", stem) if word]
    score = 0.1
    if len([word for word in words if not word.isdigit()]) >= LONG_SLUG_WORDS:
        score += 0.5
    elif len(words) >= 2:
        score += 0.2
    if _DATE_PATH.search(parts.path):
        score += 0.4
    if _DIGITS.search(last) or (len(segments) > 1 and _DIGITS.search(segments[-2])):
        score += 0.3
    elif stem.isdigit():
        score += 0.2
    if _ID_QUERY.search(parts.query):
        score += 0.4
    if not stem.isascii() and len(stem) > 8:
        score += 0.3
    if last.lower().endswith((".html", ".htm", ".shtml", ".story", ".ece", ".cms")):
        score += 0.1
    return min(score, 1.0)


@lru_cache(maxsize=4_096)
def is_never_a_story(url: str) -> bool:
    """Tell whether an address leads to a list, a file or a service, whatever is said of it.

    >>> [is_never_a_story("https://courier.example" + path) for path in ("/", "/?p=12", "/?page_id=2", "/2024/03/")]
    [True, False, True, True]
    """
    parts = urlsplit(url)
    path = parts.path
    segments = [segment.lower() for segment in path.split("/") if segment]
    if _NO_STORY_QUERY.search(parts.query):
        return True
    if not segments or segments[-1] in ("index.html", "index.php", "index.htm", "default.aspx"):
        return not _ID_QUERY.search(parts.query)
    if _FILES.search(path) or _ONLY_DATE.fullmatch(path) or _OLDER.search(path):
        return True
    first, last = segments[0], segments[-1]
    if (
        first in _SERVICES
        or (last in _SERVICES and len(segments) <= 2)
        or segments[-1] in ("feed", "amp", "embed", "trackback")
    ):
        return first in _SERVICES or last != "amp"
    if len(segments) <= 2 and any(segment in _LISTS for segment in segments[:-1]) and not _looks_like_slug(last):
        return True
    return last in _LISTS or first in _LIST_ROOTS


def is_older_page(url: str) -> bool:
    """Tell whether an address is a further page of a list.

    >>> is_older_page("https://courier.example/news/page/2/"), is_older_page("https://courier.example/?p=12")
    (True, False)
    """
    parts = urlsplit(url)
    return bool(_OLDER.search(parts.path) or re.search(r"(?:^|&)(?:page|paged|pg|seite|pagina)=\d+$", parts.query))


def is_list(url: str) -> bool:
    """Tell whether an address may be a section's: short, without a number."""
    parts = urlsplit(url)
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if (
        not segments
        or len(segments) > 3
        or segments[0] in _SERVICES
        or segments[-1] in _SERVICES
        or _FILES.search(parts.path)
    ):
        return False
    if parts.query and not re.fullmatch(r"cat=\d+|m=\d+", parts.query):
        return False
    return not _looks_like_slug(segments[-1])


def _looks_like_slug(segment: str) -> bool:
    words = re.split(r"[-_]+", segment)
    return len(words) >= LONG_SLUG_WORDS or bool(_DIGITS.search(segment)) or (segment.isdigit() and len(segment) != 4)
