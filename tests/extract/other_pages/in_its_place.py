"""Walls, notices and nothing at all in the place of a story whose page is otherwise whole; and stories like them."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, SITE, Case, bare, framed, ld, story

_ARTICLE = '<meta property="og:type" content="article">'
_DATED = _ARTICLE + '<meta property="article:published_time" content="2026-03-05T07:10:00Z"><meta name="author" content="Cleo Marsh">'  # fmt: skip
_CHOICE_ES = (
    "<h2>Tu privacidad es importante</h2><p>Para acceder a El Correo elige una opción:</p><h3>Aceptar y continuar gratis</h3>"
    "<p>Nosotros y nuestros 90 socios almacenamos cookies y procesamos datos personales para publicidad personalizada.</p>"
    "<button>Aceptar y continuar</button><h3>Rechazar y suscribirse</h3><p>Sin cookies publicitarias por 2 € al mes.</p>"
    "<p>Puedes cambiar tus preferencias en la política de cookies.</p>"
)
_CHOICE_DE = (
    "<h2>Wie möchten Sie weiterlesen?</h2><p>Mit „Einwilligen und weiter“ stimmen Sie zu, dass wir und unsere 90 Partner "
    "Cookies setzen und personalisierte Werbung anzeigen.</p><button>Einwilligen und weiter</button><h3>Pur-Abo</h3>"
    "<p>Ohne Werbetracking für 4 € im Monat.</p><p>Ihre Einwilligung können Sie jederzeit widerrufen.</p>"
)
_NOTICES = (
    "Editor's note: This article has been withdrawn while we look into a complaint.",
    "We have removed this story because it did not meet our standards. We apologise to those named in it.",
    "Dieser Artikel wurde aus rechtlichen Gründen entfernt.",
    "Nous avons choisi de dépublier cet article à la suite d’une décision de justice.",
    "Questo articolo, pubblicato il 3 marzo, è stato ritirato dalla redazione.",
    "Dit artikel is op verzoek van een betrokkene verwijderd.",
    "Ten materiał decyzją redakcji wycofano.",
    "この記事は取材に誤りがあったため取り下げました。",
)
_SHORT_PL = (
    ("18:20", "Alarm odwołany", "Wojewoda odwołał alarm dla wybrzeża."),
    ("17:05", "Prąd wraca", "Energetycy przywrócili zasilanie tysiącom domów."),
    ("16:10", "Szkoły zamknięte", "Cztery szkoły pozostaną jutro zamknięte."),
    ("14:30", "Pociągi stoją", "Ruch na północ wstrzymano do rana."),
)
_DAYS = "".join(
    f'<li><time>{n:02d}/03/2026</time> <a href="/n/{n}.html">{title}</a></li>'
    for n, title in enumerate(("Il consiglio approva la nuova linea", "Maltempo, migliaia senza luce", "Torna il bronzo") * 10)
)  # fmt: skip
_RELATED = "".join(
    f'<div class="card"><h3><a href="/news/{n}">Другая история этого дня номер {n}</a></h3></div>' for n in range(8)
)
_STORIES = "".join(f'<li><a href="/news/{n}">Another story of the day, number {n}</a></li>' for n in range(9))
_BRIEF = (
    "<p>Городской совет одобрил строительство трамвайной линии от вокзала до больницы.</p>"
    "<p>Работы начнутся в сентябре, Нижнюю улицу закроют на одиннадцать месяцев.</p>"
    "<p>Противники считают, что эти деньги лучше потратить на новые автобусы.</p>"
)

IN_ITS_PLACE = (
    Case("a choice, the page calls itself an article", "consent", framed("La huelga sigue", _CHOICE_ES, lang="es", head=_ARTICLE)),
    Case("a choice, the head keeps date and author", "consent", framed("Feuer im Hafen", _CHOICE_DE, lang="de", head=_DATED)),
    Case("a choice, the head keeps the story's data", "consent", framed("Ferry returns", "<p>We value your privacy. We and our 90 partners use cookies and process personal data for personalised ads.</p><p>Accept all cookies or manage your choices below.</p><p>You can withdraw your consent at any time in the privacy settings.</p><button>Accept all</button>", head=_DATED + ld())),
    *(Case(f"a notice, headline and author are kept: {notice}", "gone", story(f"<p>{notice}</p>", head=ld())) for notice in _NOTICES),
    Case("no page at this address, above the newest", "missing", framed("Well, this is awkward", "<h1>Well, this is awkward</h1><p>There’s no page at this address. It may have been a typo. The latest headlines are below.</p>" + "".join(f'<div><h3><a href="/n/{n}">Story number {n} of the day</a></h3><p>{SENTENCES[n]}</p></div>' for n in range(6)))),
    Case("a link out of date, in German", "missing", framed("Kurier", "<h1>Hoppla!</h1><p>Hier ist leider nichts. Der Link, dem Sie gefolgt sind, ist möglicherweise veraltet.</p>", lang="de")),
    Case("a choice in words of its own", "consent", framed("Le musée rend un bronze", "<h2>Choisissez comment soutenir votre journal</h2><p>La publicité finance notre rédaction. En cliquant sur « J’accepte », vous autorisez Le Courrier à déposer des traceurs et à exploiter vos données pour vous proposer des annonces ciblées.</p><button>J’accepte</button><p>Vous pouvez aussi refuser et vous abonner pour 2 € par mois.</p><button>Je refuse et je m’abonne</button>", lang="fr", head=_ARTICLE)),
    Case("two sentences and two buttons", "consent", framed("Storm: huizen zonder stroom", "<h1>Cookies op Kustblad</h1><p>Wij gebruiken cookies om de site goed te laten werken en het bezoek te meten. Door op ‘Alles accepteren’ te klikken gaat u hiermee akkoord.</p><button>Alles accepteren</button>", lang="nl", head=_ARTICLE + '<meta property="og:title" content="Storm: huizen zonder stroom">')),
    Case("nothing at this address, in Polish", "missing", framed("Kurier", "<h1>Zabłądziłeś?</h1><p>Pod tym adresem niczego nie ma.</p>", lang="pl")),
    Case("not available, in Italian", "missing", framed("Il Corriere", "<h1>Un attimo</h1><p>Il contenuto richiesto non è disponibile. Torna alla home page.</p>", lang="it")),
    Case("an apology, and no word of a page", "missing", framed("The Courier", f"<h1>Oops…</h1><p>Even our best reporters came back with empty hands.</p><ul>{_STORIES}</ul>")),
    Case("JavaScript is off, in Dutch", "shell", framed("Kustblad", "<h1>JavaScript is uitgeschakeld</h1><p>Om deze site te kunnen gebruiken moet JavaScript zijn ingeschakeld in uw browser.</p>", lang="nl")),
    Case("a yes and a setting", "consent", framed("Museu devolve bronze", "<h2>Este site usa cookies</h2><p>Usamos cookies e tecnologias semelhantes para melhorar a sua experiência e recomendar conteúdo. Ao continuar, você concorda com a nossa política de privacidade.</p><button>Concordar e continuar</button><button>Configurar</button>", lang="pt", head=_ARTICLE)),
    Case("only with a subscription, in Polish", "teaser", story("<p>Na falochronie mieszka mewa, która odróżnia wtorek od czwartku.</p><div>Ten artykuł przeczytasz tylko z subskrypcją.</div>", "Co wiedzą mewy")),
    Case("an address in the wrong letters, in Spanish", "missing", framed("El Correo", f"<h1>Te has salido del mapa</h1><p>Quizá la dirección esté mal escrita o la noticia haya cambiado de sitio.</p><ul>{_STORIES}</ul>", lang="es")),
    Case("a page that is lost, in Dutch", "missing", framed("Kustblad", "<h1>Oeps, deze pagina is zoek</h1><p>We hebben overal gekeken, zelfs in de haven.</p>", lang="nl")),
    Case("live by hours with a word before them", "live", framed("Alluvione in diretta", "<h1>Alluvione in diretta</h1>" + "".join(f"<h3>Ore {hour}.20</h3><p>La protezione civile ha diffuso il bollettino numero {hour} per la costa.</p>" for hour in (18, 17, 16, 14)), lang="it", head=_ARTICLE)),
    Case("a wish for cookies, with a yes", "consent", framed("Museum returns bronze", "<h2>We care about your data</h2><p>The Courier and its vendors would like to use cookies and similar tools to personalise ads and measure how our journalism is read.</p><button>Yes, I’m happy</button><button>Manage my choices</button>", head=_ARTICLE)),
    Case("cookies and a setting, in Japanese", "consent", framed("博物館が青銅像を返還", "<h2>Cookieの使用について</h2><p>当サイトは、広告の表示や利用状況の分析のためにCookieを使用します。設定はいつでも変更できます。</p><button>同意する</button><button>設定する</button>", lang="ja", head=_ARTICLE)),
    Case("a person and no program, in Portuguese", "challenge", bare("Verificação", "<h1>Só um instante</h1><p>Estamos verificando se o acesso vem de uma pessoa e não de um programa automático.</p>", lang="pt")),
    Case("the whole for those who sign in, in French", "teaser", story("<p>Elle est née pendant la traversée, entre la bouée et la cloche.</p><div><p>Pour accéder à l’intégralité, connectez-vous ou abonnez-vous.</p></div>", "La fille du passeur")),
    Case("a number in the title", "missing", framed("404 - The Courier", "<h1>A gull ate it</h1><p>We have called the harbour master.</p>")),
    Case("no article at this address, in German", "missing", framed("Kurier", "<h1>Da ist etwas schiefgelaufen</h1><p>Unter dieser Adresse gibt es keinen Artikel. Vielleicht hilft die Suche.</p>", lang="de")),
    Case("a place kept for the text", "shell", framed("Fog delays ferry", '<div class="article-placeholder"><span>Loading</span></div><script src="/article.js"></script>', head=_ARTICLE)),
    Case("a yes and preferences, in Italian", "consent", framed("Il museo restituisce un bronzo", "<h2>Prima di continuare</h2><p>Il Corriere e i suoi partner usano cookie e dati di navigazione per mostrarti pubblicità pertinente.</p><button>Va bene, accetto</button><button>Gestisci preferenze</button>", lang="it", head=_ARTICLE)),
    Case("a page that has vanished, in Italian", "missing", framed("Il Corriere", "<h1>Oh no!</h1><p>Questa pagina è sparita tra le onde.</p>", lang="it")),
    Case("a story that is not at this link", "missing", framed("The Courier", f"<h1>Not here</h1><p>The story you want isn’t at this link any more, or never was.</p><ul>{_STORIES}</ul>")),
    Case("a report that appeared here", "gone", framed("The Courier", "<h1>Note to readers</h1><p>The report that appeared here has been withdrawn. We published it in error.</p>")),
    Case("a request for JavaScript in words of its own", "shell", framed("El museo devuelve un bronce", '<div id="story" data-id="8"></div><noscript>Para ver este contenido, active JavaScript en su navegador.</noscript>', lang="es", head=_ARTICLE)),
    Case("an import in a script", "shell", bare("Folha", '<div style="display: contents"><script>{Promise.all([import("/_app/start.js")]).then(([k]) => k.start())}</script></div>', lang="pt")),
    Case("an archive with a date for each story", "listing", framed("Archivio marzo 2026", f"<h1>Archivio – marzo 2026</h1><ul>{_DAYS}</ul>", lang="it", head='<meta property="og:type" content="website">', boxed=False), f"{SITE}/archivio/2026/03/"),
    Case("live, in few words", "live", framed("Relacja na żywo: wichura", "<h1>Relacja na żywo: wichura</h1>" + "".join(f'<div class="wpis"><time datetime="2026-03-11T{clock}:00Z"></time><h3>{title}</h3><p>{text}</p></div>' for clock, title, text in _SHORT_PL), lang="pl", head=_ARTICLE)),
)  # fmt: skip

STORIES_IN_THEIR_PLACE = (
    Case("short, undated, above linked headings", "article", framed("Совет одобрил трамвай после споров", f"<h1>Совет одобрил трамвай после споров</h1>{_BRIEF}<section>{_RELATED}</section>", lang="ru", boxed=False)),
    Case("in the main part, which is named after the rail beside it", "article", story(f'<div class="entry-content">{"".join(f"<p>{text}</p>" for text in SENTENCES[:3])}</div><footer><div class="share">Share this article</div></footer>', head=ld()).replace('<main id="content">', '<section role="main" class="b-right-rail__main-wrapper">').replace("</main>", "</section>")),
    Case("about goods that were withdrawn", "article", story("<p>Jars of pear purée have been withdrawn from sale after glass was found in two of them.</p><p>The product is no longer available in shops.</p>", "Baby food withdrawn", ld(headline="Baby food withdrawn"))),
    Case("about an article that was withdrawn", "article", story("<p>This article has been retracted, says a red line across the paper. It was the most cited study of eels in the county.</p><p>“They were very good eels,” said the editor.</p>", "Journal retracts paper on eels", ld(headline="Journal retracts paper on eels"))),
    Case("a sentence above a film that needs JavaScript", "article", story("<div><noscript>Please enable JavaScript to view this video.</noscript></div><p>Eleven seals have come back to the slipway at Harwick.</p>", "Seals return", ld(headline="Seals return"))),
    Case("with an offer of all articles", "article", story("<p>Le premier ferry est parti jeudi avec deux heures de retard à cause du brouillard.</p><p>La traversée a duré cinquante minutes.</p><div>Abonnez-vous pour lire tous nos articles. Dès 1 €.</div>", "Le ferry en retard", ld(headline="Le ferry en retard"))),
    Case("about two buttons, above a banner", "article", framed("Ja oder Nein: wie Nordtal abstimmt", "<h1>Ja oder Nein: wie Nordtal abstimmt</h1><p>Am Sonntag stimmt Nordtal über das Bad ab. Zwei Knöpfe gibt es auf der Seite der Stadt: zustimmen und ablehnen.</p><p>Geheim ist das nicht, sagen Fachleute, weil die Seite Cookies setzt.</p>", lang="de", head=_ARTICLE).replace("</body>", '<div id="onetrust-banner-sdk"><button>Alle akzeptieren</button><button>Ablehnen</button></div></body>')),
    Case("about a fine for a banner, undated, with buttons", "article", framed("Cookies : un éditeur sanctionné", "<h1>Cookies : un éditeur sanctionné</h1><p>La Cnil a infligé une amende à un éditeur pour avoir déposé des cookies sans consentement.</p><p>Le bouton « Tout refuser » était caché derrière « Paramétrer mes choix », relève-t-elle.</p><p>L’éditeur dit avoir modifié son bandeau en janvier.</p>", lang="fr", head=_ARTICLE).replace("</body>", "<div class=bar><button>Tout accepter</button><button>Tout refuser</button></div></body>")),
    Case("404 homes", "article", framed("404 homes without power", f"<h1>404 homes without power</h1><p>{SENTENCES[3]}</p><p>{SENTENCES[4]}</p>")),
    Case("sorry, it says", "article", story("<p>It took Bo Li nineteen years to say the word.</p><p>On Thursday he said it, to a gull whose breakfast he had eaten.</p>", "Sorry", ld(headline="Sorry"))),
    Case("a correction", "article", story("<p>An article on 4 March gave the cost of the tram as £241m. The correct figure is £214m.</p><p>The article has been amended.</p>", "Correction: tram costs", ld(headline="Correction: tram costs"))),
    Case("a brief about cookies, signed", "article", story("<p>The regulator has fined three papers because their banners had no button to reject all cookies.</p><p>“Accept all” must not be the only way, it said. The papers say that they value the privacy of their readers.</p><p>They have until May to appeal.</p>", "Papers fined over banners", ld(headline="Papers fined over banners"))),
)  # fmt: skip
