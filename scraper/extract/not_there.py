"""Pages that have nothing: not found, taken down, broken, waiting for JavaScript, leading on to another page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.cards import FEW_CARDS, linked_headings, words_in_cards
from scraper.extract.list_items import list_items, words_beside
from scraper.extract.wall_pairs import paired, sentences
from scraper.extract.wall_words import BARE_WORDS, Judged, fold, mostly_says, phrases, says
from scraper.models import Found, Verdict

ERROR_WORDS = 120
ERROR_SHARE = 0.3  # of a headline: a story may mention an error, an error page says little else
SHORT_ERROR_WORDS = 80
SHORT_REGRET_WORDS = 40
NOTICE_WORDS = 60  # of an editor's note that a story was withdrawn, and why
OPENING_CHARS = 300
TITLE_CHARS = 100
MAX_LINES = 200
STUB_WORDS = 25  # with fewer words there is nothing to read
BRIEF_WORDS = 8  # but under a date and a name there is
SHELL_CHARS = 1_500
SILENT_CHARS = 100

_ERROR_URL = re.compile(
    r"/(?:404|error-?404|not-?found|page-?not-?found|nicht-gefunden|pagina-no-encontrada)(?:\.\w+)?/?(?:\?|$)"
)
_ERROR_CLASS = re.compile(
    r"(?<![\w-])(?:error-?404|page-?404|not-?found(?:-page)?|page-not-found)(?![\w-])", re.IGNORECASE
)
_LEADS_ON = re.compile(r"location(?:\.href)?\s*=\s*['\"]|location\.(?:replace|assign)\(")
_WAITS = ", ".join(
    f"{place} [{mark} i]"
    for place in ("main", "article", "[role=main]")
    for mark in ("class*=skeleton", "class*=placeholder", "class*=spinner", "class*=loading", "aria-busy=true")
)
_LABEL = re.compile(r"^[^.:!?]{1,40}: ")  # "Editor's note: this story was withdrawn"
_GUESS = re.compile(
    r"\b(?:or|may have|might have|oder|vielleicht|möglicherweise|eventuell|ou|peut-être|o|tal vez|forse|misschien|"
    r"of (?:is |werd )?(?:niet|verwijderd|verplaatst)|lub|talvez|eller|kanske|tai|ehkä|nebo|или|возможно|або|чи|ya da|"
    r"veya)\b|または|可能性|あるいは"
)  # "does not exist, or was removed"
_NUMBER = re.compile(
    r"(?:^|[-|–—:·] )(?:(?:error|fehler|erreur|errore|erro|błąd|fout|virhe|fel|feil|fejl|chyba|hata|ошибка) )?404"
    r"(?: (?:error|not found|fehler))?(?: [-|–—:·]|$)"
)  # "404 - The Courier"
_QUOTED = re.compile(r"[“”„«»「\"]")
_IMPORTS = re.compile(r"\bimport\(\s*['\"]")
_DRAWS = "body script[src], script[type=module], link[rel=modulepreload]"
_OPENING = "wording of the text"
_REFRESH = 'meta[http-equiv="refresh" i]'


def missing(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page says that there is nothing at its address, whatever its status, and where it says so.

    What says in so many words that a story was taken down is gone; "does not exist, or was removed" is a guess.
    """
    signs = page.signs
    if _is_notice(page):
        yield Found(Verdict.GONE, "a notice in the story's place")
        return
    if signs.has_date or page.is_told:
        return
    if signs.words <= ERROR_WORDS and _is_named_so(page):
        yield Found(Verdict.MISSING, "address or class")
        return
    named, opened = next(_said_by_titles(page), None), next(_said_by_opening(page), None)
    if page.is_story and (signs.words >= STUB_WORDS or not (named and opened)):
        return
    found = named or opened
    limit = SHORT_ERROR_WORDS if found and found.source == _OPENING else ERROR_WORDS
    if found and _own_words(page, limit) <= limit:
        yield found


def _is_notice(page: Judged) -> bool:
    """Tell whether a story was taken out of its page, which still has its headline, its date and its author."""
    if page.signs.words > NOTICE_WORDS or not page.body_lines or (page.is_signed and _QUOTED.search(page.body)):
        return False  # a story about one quotes somebody
    opening = next(iter(sentences(_LABEL.sub("", page.body_lines[0]))), "")
    if _GUESS.search(opening):
        return False
    return mostly_says("gone", opening, ERROR_SHARE) or bool(paired("gone", opening))


def _said_by_titles(page: Judged) -> Iterator[Found[Verdict]]:
    for source, text in page.titles:
        if mostly_says("gone", text, ERROR_SHARE):
            yield Found(Verdict.GONE, source)
        elif mostly_says("missing", text, ERROR_SHARE):
            yield Found(Verdict.MISSING, source)
    for source, text in page.titles:
        if len(text) <= TITLE_CHARS and _has_pair(text) and _is_backed(page):
            yield Found(Verdict.GONE if says("gone", page.body[:OPENING_CHARS]) else Verdict.MISSING, source)


def _said_by_opening(page: Judged) -> Iterator[Found[Verdict]]:
    opening = page.body[:OPENING_CHARS]
    if page.signs.has_authors:
        return
    if says("gone", opening):
        yield Found(Verdict.GONE, _OPENING)
    elif says("missing", opening) or _has_pair(opening):
        yield Found(Verdict.MISSING, _OPENING)
    elif page.signs.words < STUB_WORDS and not page.is_story and any(map(_has_pair, page.lines[:MAX_LINES])):
        yield Found(Verdict.MISSING, "wording of the page")


def _is_backed(page: Judged) -> bool:
    """Tell whether the text says so, too, or there is none: a headline may speak of articles, links and sites."""
    opening = page.body[:OPENING_CHARS]
    return page.signs.words < STUB_WORDS or says("missing", opening) or says("gone", opening) or _has_pair(opening)


def _has_pair(text: str) -> bool:
    """Tell whether a text says of a page that it is not there; one that cannot be had now is another matter."""
    return any(not says("broken", sentence) for sentence in paired("missing", text))


def _own_words(page: Judged, limit: int) -> int:
    """Count the words outside the cards of other stories, which error pages offer instead; few are counted at once."""
    words = page.signs.words
    if words <= limit or page.is_story:
        return words
    beside = words - words_in_cards(page, linked_headings(page))
    items = list_items(page) if beside > limit else []
    return min(beside, words_beside(page, items)) if len(items) >= FEW_CARDS else beside


def regrets(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page has an apology where a story has its headline, and little to say: nothing is there.

    What broke, waits or asks says so; this is asked of what is left.
    """
    signs = page.signs
    if page.is_story or signs.has_date or signs.has_authors or signs.words > SHORT_ERROR_WORDS * FEW_CARDS:
        return
    apologies = phrases()["sorry"]
    named = any(name != "title" and text.strip(" .!?:…¡¿") in apologies for name, text in page.titles)
    numbered = any(_NUMBER.search(text) for _, text in page.titles)
    if (named or numbered) and 0 < _own_words(page, SHORT_REGRET_WORDS) <= SHORT_REGRET_WORDS:
        yield Found(Verdict.MISSING, "an apology")


def broken(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page says that the server cannot answer now; the story may be there tomorrow."""
    signs = page.signs
    if signs.words > SHORT_ERROR_WORDS or signs.has_date or page.is_told:
        return
    if any(mostly_says("broken", text, ERROR_SHARE) for _, text in page.titles):
        yield Found(Verdict.EMPTY, "error of the server")


def shells(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page needs JavaScript to show anything, and how it says so."""
    if page.signs.words >= (BRIEF_WORDS if page.is_signed else STUB_WORDS):
        return
    tree = page.document.tree
    if page.is_bare_app:
        yield Found(Verdict.SHELL, "empty application root")
        return
    for node in tree.css("noscript")[:20]:
        told = fold(node.text())
        if len(page.text) < SHELL_CHARS and (says("shell", told) or (_asks_for_scripts(told) and not page.signs.words)):
            yield Found(Verdict.SHELL, "noscript")
            return
    is_told_so = says("shell", page.text) or any(map(_asks_for_scripts, page.body_lines))
    if len(page.text) < SHELL_CHARS and is_told_so:
        yield Found(Verdict.SHELL, "wording")
    elif not page.signs.words and tree.css_first(_WAITS) is not None and _draws(page):
        yield Found(Verdict.SHELL, "a place kept for the text")
    elif len(page.text) < SILENT_CHARS and _draws(page) and not leads_on(page):
        yield Found(Verdict.SHELL, "scripts and nothing else")


def _draws(page: Judged) -> bool:
    """Tell whether scripts may draw the page: those of the body, and modules, be they loaded by another script."""
    tree = page.document.tree
    return tree.css_first(_DRAWS) is not None or any(
        _IMPORTS.search(script.text()[:5_000]) for script in tree.css("body script")[:5]
    )


def _asks_for_scripts(told: str) -> bool:
    """Tell whether a text for those without JavaScript is about that, in whatever language, and no tracker's."""
    return "javascript" in told and "<" not in told


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
