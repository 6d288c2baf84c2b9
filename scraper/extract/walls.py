"""Walls that say nothing of a story: bot checks and questions about cookies, by their makers' markup and by words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.extract.blocks import count_words
from scraper.extract.service_pages import is_service_page
from scraper.extract.wall_pairs import meet, paired, sentences
from scraper.extract.wall_words import Judged, fold, mostly_says, said_in, says
from scraper.models import Found, Verdict
from scraper.urls import url_key

WALL_WORDS = 350  # a page with more prose than this is no wall; walls measured have under 250
CHECK_WORDS = 120
CHALLENGE_WORDS = 40  # comment forms have captchas too
TITLE_SHARE = 0.3  # of a headline: a story may mention a robot, a bot check says little else
SHORT_WALL_WORDS = 80
STUB_WORDS = 25
FEW_WORDS = 5
SMALL_PAGE_CHARS = 2_000
FEW_LINKS = 6  # of a page without a paper's frame
MAX_SCRIPTS = 30
MAX_BUTTONS = 100
MAX_TITLE_CHARS = 100
MIN_TOLD_CHARS = 30  # of a line that says what the page is about
TOLD_SHARE = 0.3  # of the sentences: a story about walls has others
MOST = 0.7
HALF = 0.5  # of them, on a page that has a story's date or author

_CHALLENGE_MARKS = (
    "#challenge-form, #challenge-running, #challenge-error-text, #challenge-container, #cf-wrapper, .cf-turnstile, "
    ".cf-browser-verification, #px-captcha, .px-captcha-container, #captcha-form, #captcha-container, #ddg-captcha, "
    "#checkbox-captcha-form, .g-recaptcha, .h-captcha, .geetest_holder, #sec-if-cpt-container, iframe[src*='captcha'], "
    "iframe[src*='_Incapsula_Resource'], script[src*='challenge-platform/h'], script[src*='ddos-guard'], "
    "script[src*='ct.captcha-delivery.com'], script[src*='.awswaf.com'], script[src*='_sec/cp_challenge'], "
    "script[src*='KP_UIDz'], #anubis_challenge, script#anubis_version"
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
_BUTTONS = "button, input[type=submit], input[type=button], a[role=button], a[class*=btn], a[class*=button]"
_YES = re.compile(
    r"accept|agree|allow|\byes\b|einverstanden|d'accord|"
    r"de acuerdo|consent|einwillig|akzeptier|zustimm|j'accepte|j'autorise|acept|accett|aceit|akcept|zgadza|akkoord|"
    r"toestaan|godkänn|tillad|godta|hyväksy|concord|přij|souhlas|kabul|принять|соглас|прийня|同意|許可|동의"
)
_NO = re.compile(
    r"reject|refus|decline|den(?:y|ies)|necessary|essential|\bpay\b|subscribe|ablehn|notwendig|\bpur\b|abonn|abo\b|rechaz|"
    r"suscri|rifiut|abbon|recus|assin|odrzu|weiger|noodzakelijk|avvisa|neka|afvis|avslå|hylkää|odmít|reddet|отклон|відхил|"
    r"拒否|거부|"
    # or to choose
    r"manage|preferen|gestisci|gérer|gestion|settings|options|choices|einstell|paramét|personnalis|configur|personaliz|opções|impostaz|instell|ustawien|"
    r"inställ|indstill|innstill|asetu|nastaven|настро|налашт|設定|설정"
)
_TOLD_SHOWN = "video, audio, figure figcaption"
_SHOWN = "video, audio, figure, main img, article img, main iframe, article iframe"
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
    elif not page.is_story and _turns_away(page):
        yield Found(Verdict.CHALLENGE, "wording of the text")


def _turns_away(page: Judged) -> bool:
    """Tell whether the text is about who asks: a check that goes on, or a refusal."""
    named = any(len(text) <= MAX_TITLE_CHARS and _checks(text) for _, text in page.titles)
    told = _told(page)
    about = [sentence for sentence in told if _checks(sentence)]
    if _is_frameless(page):
        openings = told[:2] if told else [line for line in page.lines if len(line) > MIN_TOLD_CHARS]
        return named or len(about) >= 2 or any(map(_checks, openings))
    return len(about) >= (1 if named else 2) and len(about) >= TOLD_SHARE * len(told)


def _checks(text: str) -> bool:
    return says("challenge", text) or bool(paired("check", text)) or bool(paired("refused", text))


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
    in_body = said_in("consent", page.body)
    if (page.is_told or page.is_signed) and signs.words >= FEW_WORDS:
        # a wall may keep the head of the story that it hides
        asks = len(in_body) >= (3 if signs.words > STUB_WORDS else 2) and _asks(
            _told(page), MOST if page.is_told else HALF
        )
        if asks and not _shows_headline(page):
            yield Found(Verdict.CONSENT, "little but the wording")
            return
        if signs.words > STUB_WORDS:
            return
    is_seen = signs.words <= STUB_WORDS and shows_something(page)
    if is_seen or (is_service_page(page) and not _is_frameless(page)):
        return
    if page.is_signed:
        if signs.words < FEW_WORDS and _asks(page.lines):
            yield Found(Verdict.CONSENT, "nothing but the wording")
        return
    if _is_all_banner(page):
        yield Found(Verdict.CONSENT, "markup")
    elif len(in_body) >= 3 or (len(in_body) >= 2 and any(says("consent", text) for _, text in page.titles)):
        if not page.is_story or _stands_for_a_story(page, in_body):
            yield Found(Verdict.CONSENT, "wording of the text")
    elif signs.words < STUB_WORDS and (len(said_in("consent", page.text)) >= 3 or _asks(page.lines)):
        yield Found(Verdict.CONSENT, "wording of the page")
    elif signs.has_date or signs.has_authors:
        return
    elif page.is_story:
        if _stands_for_a_story(page, in_body):
            yield Found(Verdict.CONSENT, "wording of the text")
    elif _asks(_told(page), TOLD_SHARE) or (signs.words < CHECK_WORDS and in_body and _asks(page.lines, 0, 3)):
        yield Found(Verdict.CONSENT, "wording of the text")
    elif signs.words < SHORT_WALL_WORDS and (_is_small_wall(page, in_body) or _is_unread_wall(page)):
        yield Found(Verdict.CONSENT, "wording of a small page")


def _is_frameless(page: Judged) -> bool:
    """Tell whether a page is without a paper's menus: what stands before a site is."""
    return len(page.text) < SMALL_PAGE_CHARS and len(page.document.tree.css("a[href]")) <= FEW_LINKS


def _told(page: Judged) -> list[str]:
    return [sentence for line in page.body_lines for sentence in sentences(line)]


def _asks(told: Sequence[str], share: float = 0, few: int = 2) -> bool:
    """Tell whether so many sentences, and some at least, are about cookies and what to do with them."""
    about = [sentence for sentence in told if says("consent", sentence) or meet("consent", sentence)]
    if len(about) < max(few, share * len(told)):
        return False
    return any(meet("consent", sentence) for sentence in about) or len(said_in("consent", " ".join(about))) >= 3


def shows_something(page: Judged) -> bool:
    """Tell whether what calls itself a story has a picture or a film to look at: it may have no more."""
    shown = _SHOWN if page.is_told else _TOLD_SHOWN
    return page.is_story and page.document.tree.css_first(shown) is not None


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


def _shows_headline(page: Judged) -> bool:
    """Tell whether a story's headline can be read, and so may be what it tells of cookies; a wall hides it."""
    shared = page.document.meta.get("og:title", ())
    named = {fold(name) for name in (shared or (page.signs.headline or "",))}
    return not named.isdisjoint(page.lines) or any(text in named for name, text in page.titles if name == "heading")


def _stands_for_a_story(page: Judged, in_body: set[str]) -> bool:
    """Tell whether a page that calls itself an article asks about cookies, and says little else."""
    if _shows_headline(page):
        return False
    told = _told(page)
    is_dated = page.signs.has_date or page.signs.has_authors
    if _asks(told, HALF if is_dated or len(in_body) < 3 else TOLD_SHARE):
        return True
    is_asked = len(in_body) >= 2 or _asks(told, 0, 1) or _names_cookies(page)
    return is_asked and not is_dated and page.signs.words < CHECK_WORDS and _is_choice(page)


def _names_cookies(page: Judged) -> bool:
    told = _told(page)
    return 0 < HALF * len(told) <= sum("cookie" in sentence or "クッキー" in sentence for sentence in told)


def _is_choice(page: Judged) -> bool:
    """Tell whether one may say yes or no with buttons that stand in no banner over the page."""
    banner = page.document.tree.css_first(_CONSENT_MARKS)
    over = fold(banner.text(separator=" ")) if banner is not None else ""
    told = [fold(button.text(separator=" ")) for button in page.document.tree.css(_BUTTONS)[:MAX_BUTTONS]]
    labels = [label for label in told if label and len(label) <= MAX_TITLE_CHARS and label not in over]
    return any(map(_YES.search, labels)) and any(map(_NO.search, labels))


def _is_unread_wall(page: Judged) -> bool:
    """Tell whether a page of which nothing was read asks at length, with a button to answer."""
    if page.signs.words >= FEW_WORDS or page.document.tree.css_first(_BUTTONS) is None:
        return False
    told = [line for line in page.lines if len(line) > MIN_TOLD_CHARS]
    return _asks([*told, *map(" ".join, pairwise(told))], 0, 1)


def _is_small_wall(page: Judged, in_body: set[str]) -> bool:
    """Tell whether a page without a frame says two such things, one of them in its text or its title."""
    if not _is_frameless(page):
        return False
    begins = in_body or any(says("consent", text) for _, text in page.titles)
    if begins and len(said_in("consent", page.text)) >= 2:
        return True
    return page.document.tree.css_first(_BUTTONS) is not None and _asks(page.lines, 0, 1)
