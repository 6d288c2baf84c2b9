"""Walls that say nothing of a story: bot checks and questions about cookies, by their makers' markup and by words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extract.blocks import count_words
from scraper.extract.service_pages import is_service_address
from scraper.extract.wall_words import Judged, fold, mostly_says, said_in, says
from scraper.models import Found, Verdict
from scraper.urls import url_key

WALL_WORDS = 350  # a page with more prose than this is no wall; walls measured have under 250
CHECK_WORDS = 120
CHALLENGE_WORDS = 40  # comment forms have captchas too
TITLE_SHARE = 0.3  # of a headline: a story may mention a robot, a bot check says little else
SHORT_WALL_WORDS = 80
STUB_WORDS = 25
SMALL_PAGE_CHARS = 2_000
MAX_SCRIPTS = 30

_CHALLENGE_MARKS = (
    "#challenge-form, #challenge-running, #challenge-error-text, #challenge-container, #cf-wrapper, .cf-turnstile, "
    ".cf-browser-verification, #px-captcha, .px-captcha-container, #captcha-form, #captcha-container, #ddg-captcha, "
    "#checkbox-captcha-form, .g-recaptcha, .h-captcha, .geetest_holder, #sec-if-cpt-container, iframe[src*='captcha'], "
    "iframe[src*='_Incapsula_Resource'], script[src*='challenge-platform/h'], script[src*='ddos-guard'], "
    "script[src*='ct.captcha-delivery.com'], script[src*='.awswaf.com'], script[src*='_sec/cp_challenge'], "
    "script[src*='KP_UIDz']"
)
_CHALLENGE_SCRIPT = re.compile(
    r"_cf_chl_opt|captcha-delivery\.com|AwsWafIntegration|KPSDK|_Incapsula_Resource|sucuri_cloudproxy"
)
_CHALLENGE_URL = re.compile(
    r"/(?:showcaptcha|captcha|sorry/index|cdn-cgi/challenge|_Incapsula_Resource)", re.IGNORECASE
)
_CONSENT_URL = re.compile(
    r"^(?:consent|privacy|cmp|guce|myprivacy|cookie)[.-]"
    r"|/(?:consent|cookie-?wall|zustimmung|privacy-?gate|privacy-?wall|pur-abo|consentwall|cookie-consent)(?:[/.?]|$)"
)
#: What the sellers of consent walls draw: if the page has little text but this, the wall is what it shows.
_CONSENT_MARKS = (
    "#onetrust-banner-sdk, #onetrust-consent-sdk, [id^='sp_message_container'], #didomi-host, #didomi-notice, "
    "#usercentrics-root, #usercentrics-cmp-ui, [class*='uc-banner'], #qc-cmp2-container, .qc-cmp2-container, .qc-cmp-ui, "  # noqa: E501
    ".fc-consent-root, #CybotCookiebotDialog, #truste-consent-track, #consent_blackbar, #iubenda-cs-banner, "
    "#cmpbox, #cmpwrapper, .cmp-page, .consent-page, #gdpr-consent-tool-wrapper, .consentmanager, #cookie-wall, "
    ".cookie-wall, .cookiewall, #BorlabsCookieBox, .cky-consent-container, .cc-window, .klaro, #tarteaucitronRoot, "
    "#axeptio_overlay, #cmplz-cookiebanner-container, [class*='contentpass']"
)
_CONSENT_SCRIPTS = "script#usercentrics-cmp, script[src*='privacy-mgmt.com'], iframe[src*='privacy-mgmt.com']"


def challenges(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page is a bot check, and by what it is known."""
    document, signs = page.document, page.signs
    if signs.words > CHECK_WORDS or signs.has_date or page.is_told:
        return
    if any(mostly_says("challenge", text, TITLE_SHARE) for _, text in page.titles):
        yield Found(Verdict.CHALLENGE, "title")
    elif signs.words < CHALLENGE_WORDS and document.tree.css_first(_CHALLENGE_MARKS):
        yield Found(Verdict.CHALLENGE, "markup")
    elif signs.words < CHALLENGE_WORDS and len(page.text) < SMALL_PAGE_CHARS and _has_check_script(page):
        yield Found(Verdict.CHALLENGE, "script")
    elif document.url and signs.words < CHALLENGE_WORDS and _CHALLENGE_URL.search(document.url):
        yield Found(Verdict.CHALLENGE, "address")
    elif signs.words < CHALLENGE_WORDS and len(page.text) < SMALL_PAGE_CHARS and says("challenge", page.text):
        yield Found(Verdict.CHALLENGE, "wording")


def _has_check_script(page: Judged) -> bool:
    scripts = page.document.tree.css("script")[:MAX_SCRIPTS]
    return any(_CHALLENGE_SCRIPT.search(script.text()[:20_000]) for script in scripts)


def consents(page: Judged) -> Iterator[Found[Verdict]]:
    """Yield that a page is a question about cookies, and by what it is known."""
    document, signs = page.document, page.signs
    if signs.words > WALL_WORDS:
        return
    if document.url and _CONSENT_URL.search(url_key(document.url)):
        yield Found(Verdict.CONSENT, "address")
        return
    if (page.is_told and signs.words > STUB_WORDS) or page.is_signed or is_service_address(page):
        return
    in_body = said_in("consent", page.body)
    if _is_all_banner(page):
        yield Found(Verdict.CONSENT, "markup")
    elif len(in_body) >= 3 or (len(in_body) >= 2 and any(says("consent", text) for _, text in page.titles)):
        if not page.is_story:
            yield Found(Verdict.CONSENT, "wording of the text")
    elif signs.words < STUB_WORDS and len(said_in("consent", page.text)) >= 3:
        yield Found(Verdict.CONSENT, "wording of the page")
    elif signs.words < SHORT_WALL_WORDS and not page.is_story and not signs.has_date and _is_small_wall(page, in_body):
        yield Found(Verdict.CONSENT, "wording of a small page")


def _is_all_banner(page: Judged) -> bool:
    """Tell whether what was read, if anything was, stands in a banner."""
    tree, signs = page.document.tree, page.signs
    if banner := tree.css_first(_CONSENT_MARKS):
        if signs.words >= 5:
            told = fold(banner.text(separator=" "))
            lines = [fold(line) for line in signs.body.split("\n\n")]
            outside = sum(count_words(line) for line in lines if line not in told)
            return outside < 0.2 * signs.words and outside < STUB_WORDS
        return not (page.is_story or signs.has_date or page.is_bare_app)
    is_silent = len(page.text) < 200 and not page.is_bare_app
    return signs.words < 5 and is_silent and tree.css_first(_CONSENT_SCRIPTS) is not None


def _is_small_wall(page: Judged, in_body: set[str]) -> bool:
    """Tell whether a page without a frame says two such things, one of them in its text or its title."""
    if len(page.text) > SMALL_PAGE_CHARS or len(page.document.tree.css("a[href]")) > 6:
        return False
    begins = in_body or any(says("consent", text) for _, text in page.titles)
    return bool(begins) and len(said_in("consent", page.text)) >= 2
