"""Stories about walls, errors and money, short ones, and stories that stand among banners, captchas and offers."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, SITE, Case, bare, framed, ld, prose, story

_BANNER = (
    '<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk"><h2>We value your privacy</h2><p>We and our partners store '
    "and/or access information on a device.</p><button>Reject all</button><button>Accept all</button></div></div>"
)
_NEWSLETTER = '<div class="newsletter-box"><h3>Sign up</h3><p>Get the news of the coast every morning.</p><input type=email></div>'
_OFFER = (
    '<div class="piano-offer"><p>Subscribe now and read everything for 1 €. Already a subscriber? Sign in.</p></div>'
)
_CAPTCHA = (
    '<section id=comments><h2>Comments</h2><form><textarea></textarea><div class="g-recaptcha"></div></form></section>'
)


def _told(headline: str, sentence: str, verdict: str = "article") -> Case:
    return Case(
        f"a story: {headline}", verdict, story(f"<p>{sentence}</p>" + prose(8), headline, ld(headline=headline))
    )


LOOK_ALIKES = (
    Case("whole, behind a banner", "article", story(prose(10), head=ld()).replace("</body>", _BANNER + "</body>")),
    Case("short, behind a banner", "article", story(prose(4), head=ld()).replace("</body>", _BANNER + "</body>")),
    Case("short, no structured data, behind a banner", "article", story(prose(4)).replace("</body>", _BANNER + "</body>")),
    Case("with a newsletter box", "article", story(prose(4) + _NEWSLETTER + prose(6, 4), head=ld())),
    Case("with an offer", "article", story(prose(10) + _OFFER, head=ld(more=',"isAccessibleForFree":true'))),
    Case("short and free, with an offer", "article", story(prose(4) + _OFFER, head=ld(more=',"isAccessibleForFree":true'))),
    Case("with a captcha among the comments", "article", story(prose(8) + _CAPTCHA, head=ld())),
    Case("short, with a captcha among the comments", "article", story(prose(4) + _CAPTCHA)),
    Case("two sentences", "article", story(f"<p>{SENTENCES[0]} {SENTENCES[1]}</p>", head=ld())),
    Case("a picture and a sentence", "article", story(f'<figure><img src="/f.jpg"><figcaption>The ferry</figcaption></figure><p>{SENTENCES[0]}</p>', head=ld())),
    Case("whole for those who pay, and whole here", "article", story(prose(40), head=ld(more=',"isAccessibleForFree":false'))),
    Case("a list of ten", "article", story("".join(f"<h2>{n}. Beach number {n}</h2><p>{SENTENCES[n - 1]}</p>" for n in range(1, 11)), "The ten best beaches", ld(headline="The ten best beaches"))),
    Case("a list of linked headings", "article", story(f"<p>{SENTENCES[0]}</p>" + "".join(f'<h2><a href="https://shop.example/{n}">Coat number {n}</a></h2><p>{SENTENCES[n]} {SENTENCES[n - 1]}</p>' for n in range(1, 8)), "Seven coats for the ferry", ld(headline="Seven coats for the ferry"))),
    Case("a short story among many others", "article", story(prose(4) + "<section><h2>More</h2>" + "".join(f'<article><h3><a href="/news/{n}">Another story of the day, number {n}</a></h3></article>' for n in range(15)) + "</section>", head=ld())),
    Case("in a React application, drawn", "article", bare("Ferry returns", f'<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"><main><article><h1>Ferry returns</h1>{prose(10)}</article></main></div>', head=ld())),
    Case("no date, no name, no data", "article", framed("Ferry returns to Port Ellis", f"<h1>Ferry returns to Port Ellis</h1>{prose(10)}"), f"{SITE}/ferry-returns"),
    Case("in a live section", "article", story(prose(10), "Ferry lives on: the boat that would not sink", ld(headline="Ferry lives on"))),
    Case("the weather in words", "article", story(prose(6), "Weather: storm warning for Port Ellis", ld(headline="Weather: storm warning for Port Ellis")), f"{SITE}/weather/2026/03/storm-warning"),
    Case("about the paper's own move", "article", story(prose(6), "About us: why The Courier leaves Quay Street", ld(headline="About us: why The Courier leaves Quay Street"))),
    _told("Privacy policy of the year: council wins a prize nobody wants", "The council's privacy policy has 41 pages."),
    _told("Cookies: regulator fines three papers over “accept all” button", "“Reject all” must be as easy as “accept all”, the regulator said. We and our partners, the banner said, value your privacy."),
    _told("“I am not a robot”: how captchas took over the web", "Verify you are human: every reader knows the words. Click the box below."),
    _told("404: the house number that the post cannot find", "Page not found, says the map of the post office."),
    _told("Page not found: archive of the island's paper vanishes overnight", "The page you requested does not exist, readers were told on Tuesday."),
    _told("This article has been removed: how the archive of a paper shrank", "“This article has been removed”, readers saw on Tuesday."),
    _told("Why newspapers ask you to subscribe to continue reading", "Subscribe to continue reading: four words that half of all readers close at once."),
    _told("Access denied: islanders kept from their own beach", "“Access denied”, says the sign."),
    _told("Bakery closed for maintenance, and nobody knows until when", "Closed for maintenance, says a note on the door."),
    _told("Search for missing sailor goes on", "The search for the sailor was resumed at dawn."),
    _told("Too many requests: why the harbour office no longer answers letters", "Too many requests, says the harbour office."),
    _told("Something went wrong: the day the ferry sailed backwards", "Something went wrong on Thursday."),
    _told("Datenschutzerklärung: Was die Fähre über Sie weiß", "Die Datenschutzerklärung der Fähre ist lang."),
    _told("Contact lost with weather balloon over the sound", "Contact was lost at noon."),
)  # fmt: skip
