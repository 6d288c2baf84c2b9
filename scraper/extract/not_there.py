"""Pages that have nothing: not found, taken down, broken, waiting for JavaScript, leading on to another page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.wall_words import BARE_WORDS, Judged, fold, mostly_says, says
from scraper.models import Found, Verdict

ERROR_WORDS = 120
ERROR_SHARE = 0.3  # of a headline: a story may mention an error, an error page says little else
SHORT_ERROR_WORDS = 80
OPENING_CHARS = 300
STUB_WORDS = 25  # with fewer words there is nothing to read
SHELL_CHARS = 1_500
SILENT_CHARS = 100

_ERROR_URL = re.compile(
    r"/(?:404|error-?404|not-?found|page-?not-?found|nicht-gefunden|pagina-no-encontrada)(?:\.\w+)?/?(?:\?|$)"
)
_ERROR_CLASS = re.compile(
    r"(?<![\w-])(?:error-?404|page-?404|not-?found(?:-page)?|page-not-found)(?![\w-])", re.IGNORECASE
)
_LEADS_ON = re.compile(r"location(?:\.href)?\s*=\s*['\"]|location\.(?:replace|assign)\(")
_REFRESH = 'meta[http-equiv="refresh" i]'


def missing(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page says that there is nothing at its address, whatever its status, and where it says so.

    What says in so many words that a story was taken down is gone; "does not exist, or was removed" is a guess.
    """
    signs = page.signs
    if signs.words > ERROR_WORDS or signs.has_date or page.is_told:
        return
    if _is_named_so(page):
        yield Found(Verdict.MISSING, "address or class")
        return
    for source, text in page.titles:
        if mostly_says("gone", text, ERROR_SHARE):
            yield Found(Verdict.GONE, source)
            return
        if mostly_says("missing", text, ERROR_SHARE):
            yield Found(Verdict.MISSING, source)
            return
    is_short = signs.words < SHORT_ERROR_WORDS and not signs.has_authors
    if is_short and says("gone", page.body[:OPENING_CHARS]):
        yield Found(Verdict.GONE, "wording of the text")
    elif is_short and says("missing", page.body[:OPENING_CHARS]):
        yield Found(Verdict.MISSING, "wording of the text")


def broken(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page says that the server cannot answer now; the story may be there tomorrow."""
    signs = page.signs
    if signs.words > SHORT_ERROR_WORDS or signs.has_date or page.is_told:
        return
    if any(mostly_says("broken", text, ERROR_SHARE) for _, text in page.titles):
        yield Found(Verdict.EMPTY, "error of the server")


def shells(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page needs JavaScript to show anything, and how it says so."""
    if page.signs.words >= STUB_WORDS:
        return
    tree = page.document.tree
    if page.is_bare_app:
        yield Found(Verdict.SHELL, "empty application root")
        return
    for node in tree.css("noscript")[:20]:
        if says("shell", fold(node.text())) and len(page.text) < SHELL_CHARS:
            yield Found(Verdict.SHELL, "noscript")
            return
    if len(page.text) < SHELL_CHARS and says("shell", page.text):
        yield Found(Verdict.SHELL, "wording")
    elif (
        len(page.text) < SILENT_CHARS and tree.css_first("body script[src], script[type=module]") and not leads_on(page)
    ):
        yield Found(Verdict.SHELL, "scripts and nothing else")


def leads_on(page: Judged) -> bool:
    """Tell whether a page with next to no text sends the browser elsewhere."""
    tree = page.document.tree
    if page.signs.words >= BARE_WORDS or page.is_told:
        return False
    if tree.css_first(_REFRESH) is not None:
        return True
    return len(page.text) < SILENT_CHARS and any(_LEADS_ON.search(s.text()[:5_000]) for s in tree.css("script")[:5])


def _is_named_so(page: Judged) -> bool:
    body = page.document.tree.body
    named = (body.attributes.get("class") or "") if body is not None else ""
    return _ERROR_CLASS.search(named) is not None or bool(page.document.url and _ERROR_URL.search(page.document.url))
