"""Whether an answer says that a story is there no more.

Errors of a server (5xx), refusals (401, 403, 429) and walls say nothing about the story. A 404 counts at once:
papers that take a story down rarely answer 410, and should it be a slip of theirs, the next good answer says
`restored`, which is what a reader has seen, too.
"""

from __future__ import annotations

from typing import Any

from scraper.archive.identity import is_front
from scraper.archive.text import clean_url
from scraper.models import Page, Verdict
from scraper.urls import same_site, url_key

_NOT_THERE = frozenset({"missing", "gone"})


def absence(page: Page, verdict: Verdict | None) -> dict[str, Any] | None:
    """Give how an answer says that there is no story at the URL that was asked for; None: it does not say so."""
    if page.status in (404, 410):
        return {"status": page.status, "url": clean_url(page.url)}
    if page.status != 200:
        return None
    if verdict is not None and verdict.value in _NOT_THERE:
        return {"status": 200, "url": clean_url(page.url), "verdict": verdict.value}
    if leads_to_front(page) or (verdict is Verdict.LISTING and _has_moved(page)):
        return {"status": 200, "redirected_to": clean_url(page.url)}
    return None


def verdict_of(page: Page, verdict: Verdict | None) -> Verdict:
    """Give what an answer was: what its page reads as, if it was read, unless its status or its way say more."""
    if page.status == 410:
        return Verdict.GONE
    if page.status == 404:
        return Verdict.MISSING
    if verdict is not Verdict.MISSING and absence(page, verdict):
        return Verdict.GONE
    return verdict or Verdict.EMPTY


def leads_to_front(page: Page) -> bool:
    """Tell whether a URL that named a page of its own answered with the front of its site."""
    return _has_moved(page) and is_front(page.url) and not is_front(page.requested_url)


def _has_moved(page: Page) -> bool:
    return url_key(page.url) != url_key(page.requested_url) and same_site(page.url, page.requested_url)
