"""Walls, errors and lists whose wording and markup no list foresees: what they say meets in two stems, or in their shape."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, SITE, Case, bare, framed, ld, story
from tests.extract.other_pages.lists import NEWS

_BOAT = "The pilot boat left at four in the morning with nobody on deck but the skipper and a dog called Admiral."
_TITLES = NEWS[:8]


def _ask(title: str, text: str, *buttons: str) -> str:
    return f"<h1>{title}</h1><p>{text}</p>" + "".join(f"<button>{name}</button>" for name in buttons)


def _cut(lang: str, text: str, wall: str) -> str:
    """Give a story of one sentence with a wall behind it that has no class to speak of, on a page without a date."""
    head = '<meta property="og:type" content="article">'
    return framed(
        "The boat", f"<h1>The boat</h1><div class=b><p>{text}</p></div><div>{wall}</div>", lang=lang, head=head
    )


def _tiles(count: int = 8) -> str:
    """Give what leads to stories without a heading: a link around a picture and a title, and a line of the story."""
    return "".join(
        f"<div class=tile><a href=/n{number}><i style='background:url({number}.jpg)'></i><span>{title}</span></a>"
        f"<div class=dek>{SENTENCES[number]}</div></div>"
        for number, title in enumerate(_TITLES[:count])
    )


def _cards(count: int = 6) -> str:
    return "".join(
        f"<article><h3><a href=/n{number}>{title}</a></h3><p>{SENTENCES[number]}</p></article>"
        for number, title in enumerate(_TITLES[:count])
    )


_CONSENTS = (
    ("en", False, _ask("Choose how we use your data", "We and 213 third parties would like to place cookies on your browser so we can show adverts you may like.", "Yes, that's fine", "No, thanks")),
    ("de", False, _ask("Ohne Ihre Einwilligung geht es nicht", "Dafür setzen wir und Drittanbieter Cookies, die Ihr Nutzungsverhalten auswerten. Stimmen Sie zu oder lesen Sie mit unserem Digitalabo ohne Werbebanner.", "Einverstanden", "Zum Digitalabo")),
    ("fr", True, "<section><p>Le contenu de ce site est le fruit du travail de trente journalistes.</p><p>Les cookies déposés sur votre appareil permettent d’afficher de la publicité personnalisée. Vous pouvez accepter les cookies ou vous abonner.</p></section><button>Accepter et continuer</button><a href=/abo>S’abonner à partir de 2 €</a>"),
    ("fr", False, _ask("Votre avis compte", "Radio Littoral et ses 48 fournisseurs déposent des traceurs pour mesurer l'audience. Vous pouvez donner, refuser ou retirer votre accord à tout moment.", "D'accord, continuer", "Non merci")),
    ("es", True, _ask("Antes de seguir", "Este sitio emplea cookies propias y de terceros con fines publicitarios. Para continuar navegando debes aceptar su uso o configurarlas.", "Aceptar y seguir", "Configuración")),
    ("it", True, _ask("La tua privacy è importante per noi", "Per offrirti notizie gratuite abbiamo bisogno del tuo consenso all'uso dei cookie di profilazione. Puoi dare il consenso o negarlo.", "Acconsento", "Nego il consenso")),
    ("nl", True, _ask("Kies hoe je het Kustblad leest", "Geef je toestemming voor cookies, dan zie je advertenties die bij je passen. Liever niet? Neem een abonnement zonder tracking.", "Ja, ik ga akkoord", "Abonneren")),
    ("da", True, _ask("Du bestemmer over dine data", "Vi og vores samarbejdspartnere bruger cookies til statistik og markedsføring. Ved at trykke Accepter giver du samtykke til dette.", "Accepter alle", "Kun nødvendige")),
    ("ru", False, _ask("Мы ценим вашу конфиденциальность", "Мы и наши партнёры используем файлы cookie и обрабатываем персональные данные. Чтобы продолжить, дайте согласие.", "Принять", "Отклонить")),
    ("el", False, _ask("Σεβόμαστε την ιδιωτικότητά σας", "Εμείς και οι συνεργάτες μας αποθηκεύουμε πληροφορίες στη συσκευή σας, όπως cookies, για εξατομικευμένες διαφημίσεις.", "Συμφωνώ", "Περισσότερα")),
    ("ar", False, _ask("نحن نهتم بخصوصيتك", "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك ومعالجة بياناتك الشخصية. يرجى الموافقة للمتابعة.", "أوافق", "أرفض")),
)  # fmt: skip

_MODALS = (
    ("en", "<h2>Before you read</h2><p>This website, and carefully selected third parties, set cookies to remember you and to measure our audience.</p><p>You can accept everything, refuse everything, or decide one by one.</p><button>Accept everything</button>"),
    ("de", "<h2>Einen Moment noch</h2><p>Wir arbeiten mit 167 Partnern zusammen, die auf Ihrem Endgerät Informationen speichern und auslesen. Dafür brauchen wir Ihr Einverständnis.</p><button>Ja, einverstanden</button>"),
)  # fmt: skip

_CHECKS = (
    ("en", "Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><p id=status>Loading...</p><details><p>You are seeing this because the administrator of this website protects it against companies that aggressively copy whole sites. This causes downtime, which makes everything inaccessible for everyone. It is a compromise, and most visitors will never notice it.</p></details>"),
    ("en", "courier.example", "<h1>Let us be sure</h1><p>Our systems have detected unusual traffic from your network. This page checks to see if it's really you sending the requests, and not a machine.</p>"),
    ("en", "Blocked", "<h1>whoa there!</h1><p>Your request has been blocked due to a network policy.</p><p>Try logging in or creating an account to get back to browsing.</p><p>If you run a script, register with your developer credentials.</p>"),
    ("en", "We apologise", "<h1>We apologise for the inconvenience...</h1><p>...but your activity and behaviour on this site made us think that you are a bot.</p><p>Please try again from another network.</p>"),
    ("en", "Request Rejected", "The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 12345"),
    ("en", "Unavailable", "<h1>Unavailable due to legal reasons</h1><p>We recognise you are attempting to access this website from a country of the European Economic Area, and therefore access cannot be granted at this time.</p>"),
    ("en", "Ad blocker detected", "<h1>Please disable your ad blocker</h1><p>Our journalism is paid for by advertising.</p>"),
    ("fr", "courrier.example", "<div>Nous voulons être sûrs que c'est bien à vous que nous nous adressons et non à un robot.</div><p>Faites glisser vers la droite pour compléter le puzzle.</p><p>Quelque chose dans le comportement de votre navigateur nous a intrigués.</p>"),
    ("de", "Sicherheitsabfrage", "<h1>Kurz bestätigen, dann geht es weiter</h1><p>Zum Schutz vor automatisierten Zugriffen bitten wir Sie zu bestätigen, dass Sie ein Mensch sind.</p>"),
    ("sv", "Kontroll", "<h1>Ett ögonblick</h1><p>Vi har upptäckt ovanlig trafik från ditt nätverk. Klicka i rutan för att fortsätta.</p>"),
    ("pl", "Kurier", "<h1>Sprawdzamy, czy jesteś człowiekiem</h1><p>Strona musi zweryfikować bezpieczeństwo połączenia.</p>"),
    ("zh", "访问验证", "<p>您的访问过于频繁，请输入验证码后继续浏览</p>"),
    ("ar", "تحقق", "<h1>تأكد من أنك إنسان</h1><p>يجب التحقق من أمان اتصالك قبل المتابعة.</p>"),
)  # fmt: skip

_MISSING = (
    ("en", "<h1>Oops! That's a dead end.</h1><p>The link you followed may be broken, or the page may have been removed.</p>" + _cards(8)),
    ("en", "<h1>We looked everywhere</h1><p>The page at this address could not be located. Perhaps it never existed.</p>"),
    ("de", "<h1>Hoppla!</h1><p>Unter dieser Adresse haben wir leider nichts gefunden.</p>" + _cards()),
    ("de", "<h1>Blog</h1><div>Die von dir gesuchte Seite ist in diesem Blog leider nicht vorhanden.</div>"),
    ("fr", "<h1>Erreur</h1><p>Nous ne retrouvons pas la page demandée.</p>" + _tiles(5)),
    ("es", "<h1>¡Ups!</h1><p>Parece que la noticia que intentas leer no está o ha sido borrada.</p>"),
    ("it", "<h1>Ops!</h1><p>Qualcosa non torna: questa pagina non c'è più.</p>" + _cards()),
    ("nl", "<h1>Oeps</h1><p>Deze pagina kunnen we niet (meer) vinden.</p>"),
    ("sv", "<h1>Hoppsan, här var det tomt!</h1><p>Vi hittar tyvärr inte den sida du sökte.</p>" + _tiles(5)),
    ("da", "<h1>404</h1><h2>Siden blev ikke fundet</h2><p>Beklager, siden du leder efter findes ikke eller er blevet flyttet.</p>" + _cards()),
    ("fi", "<h1>Juttu ei ole enää täällä</h1>"),
    ("cs", "<h2>Tady nic není</h2><p>Článek, který hledáte, jsme nenašli.</p>" + _tiles(5)),
    ("ro", "<h1>Hopa!</h1><p>Pagina pe care o cauți nu mai există sau a fost mutată.</p>" + _cards()),
    ("el", "<h1>Ωχ!</h1><p>Λυπούμαστε, η σελίδα που αναζητάτε δεν υπάρχει ή έχει μετακινηθεί.</p>" + _cards()),
    ("hi", "<h1>माफ़ करें</h1><p>आप जो पेज ढूँढ रहे हैं वह मौजूद नहीं है।</p>" + _cards()),
)  # fmt: skip

_CUT = (
    ("en", _BOAT, "<h2>Want to read more?</h2><p>Become a supporter today.</p>"),
    ("en", _BOAT, "<p>This is a members' story. <a href=/join>Join us</a> to read it in full.</p>"),
    ("en", _BOAT, "<p>Read the full story with a subscription.</p><a href=/offers>Offers</a>"),
    ("en", _BOAT, "<h3>That was your free story</h3><p>Log in or subscribe to carry on reading.</p>"),
    ("da", "Klokken fire om morgenen sejlede lodsbåden ud med kun skipperen og en hund om bord.", "<h3>Få adgang til hele artiklen</h3><p>Bliv abonnent for 29 kr. om måneden.</p>"),
    ("de", "Um vier Uhr früh lief das Lotsenboot aus, an Deck nur der Schiffer und ein Hund namens Admiral.", "<p>Weiterlesen mit K+</p><h3>Zugang zu allen K+-Artikeln</h3><p>2,95 € die Woche, jederzeit kündbar</p><p>Sie haben schon ein Abo? <a href=/l>Hier anmelden</a></p>"),
    ("de", "Um vier Uhr früh lief das Lotsenboot aus, an Deck nur der Schiffer und ein Hund namens Admiral.", "<p>Möchten Sie weiterlesen?</p><p>Ja. Ich bin Abonnent.</p>"),
    ("fr", "À quatre heures du matin, le bateau-pilote a quitté le port avec un chien nommé Amiral.", "<p>Envie de lire la suite ?</p><p>Abonnez-vous et profitez de tous nos contenus.</p>"),
    ("es", "A las cuatro de la madrugada zarpó la lancha sin más tripulación que el patrón y un perro.", "<h3>Este contenido es solo para socios</h3><p>Hazte socio por 5 euros al mes.</p>"),
    ("nl", "Om vier uur 's ochtends voer de loodsboot uit met alleen de schipper en een hond.", "<p>Benieuwd naar de rest van dit verhaal? Sluit een abonnement af vanaf € 2 per maand.</p>"),
    ("no", "Klokken fire om morgenen la losbåten ut med bare skipperen og en hund om bord.", "<h3>Vil du lese resten?</h3><p>Bli abonnent og få tilgang til alle saker.</p>"),
    ("hu", "Hajnali négykor futott ki a révkalauz hajója, a fedélzeten csak a kapitány és egy kutya.", "<h3>Ez a cikk csak előfizetőink számára elérhető</h3>"),
    ("ja", "午前4時、水先船は船長と「提督」という名の犬だけを乗せて港を出た。", "<p>ここから先は有料会員の方のみご覧いただけます。</p>"),
    ("ko", "새벽 네 시, 도선선은 선장과 개 한 마리만 태우고 항구를 떠났다.", "<p>이 기사는 유료 회원 전용입니다</p>"),
)  # fmt: skip

_LISTS = (
    ("a gallery of galleries", "/photo", "<h1>Pictures</h1>" + "".join(f"<figure><a href=/photo/{n}><img src={n}.jpg></a><figcaption><a href=/photo/{n}>{title}</a> <span>{n + 9} pictures</span></figcaption></figure>" for n, title in enumerate(_TITLES))),
    ("tiles without headings", "/knowledge", f"<div>Knowledge</div>{_tiles()}"),
    ("notices", "/deaths", "<h1>Death notices</h1><ul>" + "".join(f"<li><a href=/deaths/{n}>{name}</a>, {70 + n}, Port Ellis</li>" for n, name in enumerate(("Albert Finch", "Mary Oakes", "Joan Reed", "Peter Hale", "Iris Dunn", "Tom Cole"))) + "</ul>"),
    ("vacancies", "/jobs", "<h1>Jobs</h1>" + "".join(f"<div class=job><h3><a href=/jobs/{n}>{job}</a></h3><p>Port Ellis, full time</p></div>" for n, job in enumerate(("Sub-editor", "Data reporter", "Designer", "Night editor", "Developer")))),
    ("matches with their reports", "/live-scores", "<h1>Live scores</h1><table>" + "".join(f"<tr><td>FT</td><td><a href=/match/{n}>Rovers {n} - Town</a></td><td>{n}:1</td></tr>" for n in range(8)) + "</table>"),
    ("a person at the paper, with tiles", "/staff/iris-dunn", "<div>Iris Dunn</div><p>Iris is our chief photographer. She joined in 2004 from the Larnwick Echo and has twice been named photographer of the year. When she is not on a pier she is under one.</p>" + _tiles()),
)  # fmt: skip

_TICKED = (
    ("de", "Liveticker: Sturm an der Küste", "".join(f"<div class=x><span>{18 - n}:4{n} Uhr</span><p>{title}. {SENTENCES[n]}</p></div>" for n, title in enumerate(_TITLES[:6]))),
    ("fr", "EN DIRECT. Tempête : suivez la situation", "".join(f"<section><p>{18 - n}h4{n}</p><p>{title}. {SENTENCES[n]}</p></section>" for n, title in enumerate(_TITLES[:6]))),
    ("en", "Rovers 2-1 Larnwick: live commentary", "<ol>" + "".join(f"<li><span>{90 - 9 * n}'</span><p>{SENTENCES[n]}</p></li>" for n in range(7)) + "</ol>"),
)  # fmt: skip

IN_OTHER_WORDS = (
    *(Case(f"consent in {lang}, {n}", "consent", (framed if is_framed else bare)("Courier", html, lang=lang)) for n, (lang, is_framed, html) in enumerate(_CONSENTS)),
    *(Case(f"consent in {lang}, in a dialog", "consent", framed("Courier", f"<div class=modal>{html}</div>", lang=lang, boxed=False)) for lang, html in _MODALS),
    *(Case(f"a check in {lang}, {n}", "challenge", bare(title, html, lang=lang)) for n, (lang, title, html) in enumerate(_CHECKS)),
    *(Case(f"missing in {lang}, {n}", "missing", framed("Courier", html, lang=lang, boxed=bool(n % 2))) for n, (lang, html) in enumerate(_MISSING)),
    *(Case(f"cut in {lang}, {n}", "teaser", _cut(lang, text, wall)) for n, (lang, text, wall) in enumerate(_CUT)),
    *(Case(name, "listing", framed("Courier", html, boxed=bool(n % 2)), SITE + path) for n, (name, path, html) in enumerate(_LISTS)),
    *(Case(f"by the clock in {lang}, {n}", "live", framed(title, f"<h1>{title}</h1>{html}", lang=lang)) for n, (lang, title, html) in enumerate(_TICKED)),
    Case("a module and nothing else", "shell", bare("Courier", "<div><script>Promise.all([import('/start.js')])</script></div>", head='<link rel="modulepreload" href="/start.js">')),
    Case("a wall where a signed story was", "consent", framed("Ferry returns", "<div class=consent-layer>" + _ask("Wir benötigen Ihre Zustimmung", "Um diesen Artikel zu lesen, müssen Sie der Verwendung von Cookies zustimmen oder ein Abo abschließen. Wir verarbeiten personenbezogene Daten; die Einwilligung können Sie widerrufen.", "Zustimmen", "Abo"), lang="de", head=ld())),
)  # fmt: skip

_BRIEF = ("A boat was towed into Port Ellis on Monday.", "Das Boot liegt wieder am Kai.", "救命艇は先週末、過去最多の11回出動した。", "Лодку вернули в порт.")  # fmt: skip
_HIDDEN = '<div class="paywall-overlay" hidden><h2>Subscribe to continue reading</h2></div>'


def _undated(headline: str, *paragraphs: str, after: str = "", og: bool = True) -> str:
    head = '<meta property="og:type" content="article">' if og else ""
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    return framed(headline, f"<h1>{headline}</h1><div>{told}</div>{after}", head=head, boxed=False)


LIKE_OTHER_WORDS = (
    *(Case(f"a brief without a date, {n}", "article", _undated("Boat towed in", f"{text} {text}")) for n, text in enumerate(_BRIEF)),
    Case("behind a wall that is hidden", "article", story(f"<p>{' '.join(SENTENCES[:6])}</p>{_HIDDEN}", head=ld())),
    Case("a picture with data and a caption", "article", framed("Picture of the day", '<h1>Picture of the day</h1><figure><img src="/c.jpg"><figcaption>A cow</figcaption></figure>', head=ld())),
    Case("a film of one sentence", "article", framed("Cow rescued", f"<h1>Cow rescued</h1><video src=/v.mp4></video><p>{SENTENCES[0]}</p>", head='<script type="application/ld+json">{"@type":"VideoObject","name":"Cow rescued"}</script>')),
    Case("about a link that is broken", "article", _undated("Rail link broken until Thursday", "The rail link to Larnwick will be broken until Thursday at the earliest, after a digger cut a cable.")),
    Case("about a page that is gone", "article", _undated("“Not found”: the gallery of lost paintings", "A gallery has opened with nothing on its walls. Each frame bears a label: not found. The pictures, says the curator, no longer exist.", "They were burned, stolen or painted over, and entry to the gallery is free until the autumn.")),
    Case("about an article of the law", "article", _undated("Artikel 5: Was das Grundgesetz nicht mehr erlaubt", "Der Artikel 5 des Grundgesetzes schützt die Pressefreiheit. Ein Gericht hat nun entschieden, was er nicht mehr deckt.")),
    Case("about cookies, without a date", "article", _undated("Parliament votes to scrap pop-ups", "Pop-ups that ask people to accept cookies will go, under a law passed on Tuesday.", "Publishers say they will lose revenue; campaigners say that is the point. The vote was close.", "The law comes into force in January, and the regulator will publish advice in the autumn.", og=False)),
    Case("with a request to sign in and comment", "article", _undated("Boat towed in", SENTENCES[0], SENTENCES[1], after="<div><p>You must be logged in to comment on this article.</p></div>")),
    Case("with a request to sign in and comment, Polish", "article", _undated("Boat towed in", SENTENCES[0], SENTENCES[1], after="<div><p>Zaloguj się, aby skomentować ten tekst.</p></div>")),
    Case("with an offer of all texts", "article", _undated("Boat towed in", SENTENCES[0], SENTENCES[1], after="<div><p>Kup dostęp do wszystkich tekstów za 1 zł.</p></div>")),
    Case("with thanks to members", "article", _undated("Boat towed in", SENTENCES[0], SENTENCES[1], after="<div><p>This story was free to read because members pay for it.</p></div>")),
    Case("with a link to subscribe to a podcast", "article", _undated("Boat towed in", SENTENCES[0], SENTENCES[1], after="<div><p>To view this content, install a player.</p><a href=/p>Subscribe to podcast</a></div>")),
    Case("a linked programme", "article", _undated("Cup final live on TV", "Here is where to watch the finals, all of them live.", "12:30 Women's final, Channel Two.", "15:00 Trophy final, Coast TV.", "17:15 Cup final, Channel One.")),
    *(Case(f"by the clock, and not live: {headline}", "article", story("<p>All three of them can be seen at home this time.</p>" + "".join(f"<p>{12 + n}:30 {SENTENCES[n]}</p>" for n in range(4)), headline, ld(headline=headline))) for headline in ("Cup final live on TV", "Directors of the ferry meet", "Harbour office delivers at last")),
    Case("above tiles", "article", _undated("Boat towed in", SENTENCES[8], SENTENCES[9], _BOAT, after=_tiles(), og=False)),
)  # fmt: skip
