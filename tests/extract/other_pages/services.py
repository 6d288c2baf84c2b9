"""Pages about the paper and what it offers beside the news."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, SITE, Case, framed

_FORM = "<form method=post><label>E-mail<input type=email name=email></label><label>{}<input type={}></label><button>{}</button></form>"
_LAW = (
    "<p>This policy explains what data we collect when you visit our sites, why we collect them and how long we keep them. We "
    "are Courier Media Ltd, 1 Quay Street, Port Ellis.</p><h2>1. What we collect</h2><p>When you visit a page, our servers note "
    "your IP address, the time and the page. If you write to us, we keep your letter. We use cookies to count visits and to "
    "keep you signed in.</p><h2>2. Your rights</h2><p>You may ask us what we know about you, have it corrected and have it "
    "deleted. Write to privacy@courier.example. You may withdraw your consent at any time.</p><h2>3. Changes</h2><p>We may "
    "change this policy. Last updated: 1 January 2026.</p>"
)


def _ld(kind: str, name: str) -> str:
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}","name":"{name}"}}</script>'


def _page(name: str, path: str, title: str, inner: str, *, lang: str = "en", head: str = "") -> Case:
    return Case(
        name, "empty", framed(f"{title} | The Courier", f"<h1>{title}</h1>{inner}", lang=lang, head=head), SITE + path
    )


SERVICES = (
    _page("about", "/about", "About us", f"<p>The Courier was founded in 1871 by two fishermen who wanted to know the weather. {SENTENCES[4]}</p><p>Today thirty people write, print and deliver it. Our newsroom is on Quay Street, and the door is open from nine to five.</p>"),
    _page("about, with a type", "/company/who-we-are", "Who we are", f"<p>We are thirty people and a printing press. {SENTENCES[4]} {SENTENCES[5]}</p>", head=_ld("AboutPage", "Who we are")),
    _page("contact", "/contact", "Contact us", "<p>Newsroom: 01234 567890, news@courier.example</p><p>Courier Media Ltd, 1 Quay Street, Port Ellis</p>" + _FORM.format("Your message", "text", "Send")),
    _page("imprint, German", "/impressum", "Impressum", "<p>Angaben gemäß § 5 TMG: Kurier Medien GmbH, Kaistraße 1, 20457 Hafenstadt. Vertreten durch die Geschäftsführerin Ana Ruiz. Telefon 040 123456. Registergericht: Amtsgericht Hafenstadt, HRB 1234. Umsatzsteuer-Identifikationsnummer DE123456789. Verantwortlich im Sinne des § 18 MStV: Bo Li.</p>", lang="de"),
    _page("privacy", "/privacy-policy", "Privacy policy", _LAW),
    _page("privacy, German", "/datenschutz", "Datenschutzerklärung", "<p>Wir freuen uns über Ihr Interesse an unserer Website. Der Schutz Ihrer Privatsphäre ist für uns sehr wichtig. Nachstehend informieren wir Sie ausführlich über den Umgang mit Ihren Daten, über Cookies und über Ihre Einwilligung.</p><h2>Zugriffsdaten</h2><p>Sie können unsere Webseiten besuchen, ohne Angaben zu Ihrer Person zu machen. Bei jedem Aufruf speichert der Webserver automatisch ein sogenanntes Server-Logfile, das den Namen der Datei, Ihre IP-Adresse, Datum und Uhrzeit enthält.</p>" * 2, lang="de"),
    _page("terms", "/terms-and-conditions", "Terms and conditions", "<p>By using this website you accept these terms. If you do not accept them, do not use the website. Courier Media Ltd may change them at any time.</p><h2>Content</h2><p>All texts and pictures belong to Courier Media Ltd or to those who licensed them. You may read them and print them for yourself. You may not sell them.</p><h2>Liability</h2><p>We take care, but we cannot promise that everything is right.</p>" * 2),
    _page("cookie policy", "/cookie-policy", "Cookie policy", "<p>Cookies are small text files that a website leaves on your device. We use cookies to keep you signed in, to remember your choices and to count visits. You can manage cookies in your browser or in our cookie settings, and withdraw your consent at any time.</p><table><tr><th>Name</th><th>Purpose</th><th>Expires</th></tr><tr><td>_ga</td><td>Counts visits</td><td>2 years</td></tr><tr><td>sess</td><td>Keeps you signed in</td><td>1 day</td></tr></table>"),
    _page("editorial code", "/editorial-guidelines", "Editorial guidelines", f"<p>We report what we know and say how we know it. We correct our mistakes in public.</p><p>{SENTENCES[5]} Complaints go to the editor, who answers within a week.</p>"),
    _page("newsletters", "/newsletters", "Newsletters", "<p>Sign up for our newsletters and get the news of the coast in your inbox every morning.</p>" + _FORM.format("Your name", "text", "Sign up")),
    _page("a newsletter", "/newsletter/signup", "Sign up to the Morning Tide", "<p>The best of the coast, every weekday at seven. Free, and you can unsubscribe at any time.</p>" + _FORM.format("Your name", "text", "Subscribe")),
    _page("sign in", "/login?return=/news/2026/03/ferry", "Sign in", _FORM.format("Password", "password", "Sign in") + "<p>Forgotten your password? No account yet? Register now.</p>"),
    _page("register", "/register", "Create your account", "<p>It takes a minute and is free.</p>" + _FORM.format("Password", "password", "Create account")),
    _page("offers", "/subscribe", "Subscribe to The Courier", "<div class=plan><h2>Digital</h2><p>9.99 € a month. All stories on the web and in the app.</p></div><div class=plan><h2>Print and digital</h2><p>24.99 € a month. The paper in your letter box and all stories on the web.</p></div><p>Cancel at any time.</p>"),
    _page("advertise", "/advertise", "Advertise with us", "<p>Reach 40,000 readers on the coast every day. Ask for our rate card.</p><p>Contact: ads@courier.example, 01234 567891. Formats: display, native, print.</p>"),
    _page("questions", "/faq", "Frequently asked questions", "<h2>How do I cancel?</h2><p>In your account, under Subscription. It ends with the month that you have paid.</p><h2>Where is my paper?</h2><p>If it is not there by eight, call us and we will send another.</p>", head=_ld("FAQPage", "FAQ")),
    _page("a job", "/jobs/reporter", "Reporter (full time)", f"<p>We are looking for a reporter for our newsroom in Port Ellis. You write well, ask better and like boats.</p><h2>What we offer</h2><p>A desk with a view of the sea, thirty days of leave and good coffee. {SENTENCES[4]}</p>", head='<script type="application/ld+json">{"@type":"JobPosting","title":"Reporter","datePosted":"2026-03-01","description":"We are looking for a reporter"}</script>'),
    _page("the shop", "/shop/mug", "Courier mug, white", "<p>12.00 €</p><p>A mug with our first front page on it. Dishwasher safe, holds a third of a litre. Made on the island.</p><button>Add to basket</button>", head='<script type="application/ld+json">{"@type":"Product","name":"Courier mug","offers":{"@type":"Offer","price":"12.00"}}</script>'),
    _page("the weather", "/weather/port-ellis", "Weather in Port Ellis", "<div class=now>7° Cloudy, wind 5 m/s from the west</div><table>" + "".join(f"<tr><td>{day}</td><td>{n}°</td><td>{n + 4}°</td><td>Showers</td></tr>" for n, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))) + "</table>"),
    _page("a crossword", "/puzzles/crossword/2217", "Quick crossword no. 2,217", "<table class=grid><tr><td>1</td><td></td></tr></table><h2>Across</h2><ol><li>Boat to an island (5)</li><li>Bread maker (5)</li><li>It tears piers away (5)</li></ol><h2>Down</h2><ol><li>Low water (3)</li><li>Fish of the sound (7)</li></ol>"),
    _page("scores", "/sport/live-scores", "Live scores", "<table>" + "".join(f"<tr><td>Rovers {n}</td><td>{n} - 1</td><td>United {n}</td><td>FT</td></tr>" for n in range(9)) + "</table>"),
    _page("a table of the league", "/sport/football/premier-division/table", "Premier Division table", "<table>" + "".join(f"<tr><td>{n}</td><td>Rovers {n}</td><td>{30 - n}</td><td>{60 - 2 * n}</td></tr>" for n in range(1, 19)) + "</table>"),
    _page("television", "/tv-guide", "TV guide", "<table>" + "".join(f"<tr><td>{n + 12}:00</td><td>Channel One</td><td>The News</td></tr>" for n in range(12)) + "</table>"),
    _page("death notices", "/notices", "Place a notice", "<p>Births, weddings and deaths. Choose a category and a date.</p>" + _FORM.format("Text", "text", "Go on")),
    Case("a PDF in a viewer", "empty", framed("Front page, 5 March 2026", '<div class="viewer"><embed src="/epaper/2026-03-05.pdf" type="application/pdf" width="100%"></div>'), f"{SITE}/epaper/2026-03-05"),
    Case("an e-paper", "empty", framed("E-paper", '<h1>E-paper</h1><iframe src="/pdfjs/web/viewer.html?file=/2026-03-05.pdf"></iframe><p>Download</p>'), f"{SITE}/epaper/"),
    Case("the app", "empty", framed("Our app", "<h1>Get the app</h1><p>News from the coast on your phone.</p><a href=https://apps.example/1>App Store</a><a href=https://play.example/1>Google Play</a>"), f"{SITE}/apps"),
)  # fmt: skip
