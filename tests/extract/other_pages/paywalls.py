"""Beginnings of stories in front of a wall that asks for money or a name."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, Case, framed, ld, prose, story

_PARTS = ',"isAccessibleForFree":false,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".paywall"}'
_PIANO = '<div id="piano-inline" class="piano-container"><h3>{}</h3><a href="/subscribe">{}</a></div>'
_WHOLE = " ".join(SENTENCES * 6)


def _wall(text: str, button: str, kind: str = "paywall") -> str:
    return f'<div class="{kind}"><h3>{text}</h3><a class="btn" href="/subscribe">{button}</a></div>'


PAYWALLS = (
    Case("one paragraph and structured data", "teaser", story(prose(2) + _wall("Subscribe to continue reading", "See offers"), head=ld(more=_PARTS))),
    Case("three paragraphs and structured data", "teaser", story(prose(6) + _wall("Subscribe to continue reading", "See offers"), head=ld(more=_PARTS))),
    Case("three paragraphs and wording alone", "teaser", story(prose(6) + _wall("This article is for subscribers only", "Subscribe now", "box offer"), head=ld())),
    Case("no structured data, a class and wording", "teaser", story(prose(4) + _wall("Already a subscriber? Sign in", "Start your free trial"))),
    Case("no structured data, a dialog in place of a class", "teaser", story(prose(4) + '<section class="gate" role="dialog"><p>To continue reading, subscribe to The Courier.</p><p>Already have an account? <a href=/login>Log in</a></p></section>')),
    Case("the standfirst and nothing else", "teaser", story('<p class="standfirst">The boat sails again, an hour late and with every seat taken.</p>' + _wall("Subscribe to read the full story", "Subscribe for 1 € a month"), head=ld(more=_PARTS))),
    Case("a headline and the wall", "teaser", story(_wall("You have reached your limit of free articles", "Subscribe"), head=ld(more=_PARTS))),
    Case("a registration wall", "teaser", story(prose(4) + _wall("Register to continue reading", "Create a free account", "regwall"), head=ld())),
    Case("a registration wall without a class", "teaser", story(prose(4) + "<div class=box><p>Create a free account to read the rest of this article.</p><a href=/register>Register for free</a></div>", head=ld())),
    Case("Piano", "teaser", story(prose(4) + _PIANO.format("Keep reading with a subscription", "Subscribe now"), head=ld())),
    Case("a word count that is not kept", "teaser", story(prose(6), head=ld(more=',"isAccessibleForFree":"False","wordCount":980'))),
    Case("a word count that is not kept, and no word about money", "teaser", story(prose(4) + _wall("Subscribe to continue", "Offers"), head=ld(more=',"wordCount":980'))),
    Case("metered content tier", "teaser", story(prose(4) + _wall("Subscribe to continue", "Offers", "x"), head=ld() + '<meta property="article:content_tier" content="locked">')),
    Case("a blurred rest", "teaser", story(prose(4) + '<div class="article-locked blurred"><p>Lorem ipsum dolor sit amet</p></div><p class="subscriber-only-note">Unlock this article with a subscription</p>', head=ld())),
    Case("a newsletter platform", "teaser", story(prose(4) + '<div class="paywall" data-testid="paywall"><h2 class="paywall-title">This post is for paid subscribers</h2><button>Subscribe</button><a href=/sign-in>Already a paid subscriber? Sign in</a></div>', head=ld(more=',"isAccessibleForFree":false'))),
    Case("a member site", "teaser", story(prose(4) + '<aside class="gh-post-upgrade-cta"><h2>This post is for subscribers only</h2><a href="#/portal/signup">Subscribe now</a><p>Already have an account? Sign in</p></aside>', head=ld("Article"))),
    Case("three dots and a price", "teaser", story("<p>" + SENTENCES[0] + " " + SENTENCES[1][:40] + "…</p><div class='offer-box'><strong>Read this article and all others for 1 €</strong><p>First month free, cancel any time. Subscribe now.</p></div>", head=ld(more=_PARTS))),
    *(
        Case(f"a wall in {lang}", "teaser", framed(f"Fähre – {lang}", f"<article><h1>{headline}</h1><time datetime=2026-03-05>5.3.2026</time><p>{text}</p><p>{text}</p>" f'<div class="{kind}"><p>{wall}</p><a href=/abo>{button}</a></div></article>', lang=lang, head='<meta property="og:type" content="article">' + ld(headline=headline)))  # noqa: ISC001
        for lang, headline, text, wall, button, kind in (
            ("de", "Fähre kehrt nach Port Ellis zurück", "Die Fähre nach Port Ellis ist am Donnerstag um sechs Uhr ausgelaufen, mit einer Stunde Verspätung und mit voll besetzten Bänken.", "Weiterlesen mit Kurier Plus", "Jetzt testen", "paywall"),
            ("de", "Rathaus bekommt ein neues Dach", "Das Rathaus der Stadt bekommt im Sommer ein neues Dach, das teuerste seit dem Krieg.", "Dieser Artikel ist exklusiv für Abonnenten", "Jetzt abonnieren", "offer"),
            ("fr", "Le bac revient à Port-Ellis", "Le bac pour Port-Ellis est parti jeudi à six heures, avec une heure de retard et toutes les places prises.", "Il vous reste 72 % de cet article à lire. La suite est réservée aux abonnés.", "S'abonner", "paywall"),
            ("es", "El transbordador vuelve a Puerto Ellis", "El transbordador a Puerto Ellis zarpó el jueves a las seis, con una hora de retraso y todos los asientos ocupados.", "Suscríbete para seguir leyendo", "Suscríbete", "muro"),
            ("it", "Il traghetto torna a Porto Ellis", "Il traghetto per Porto Ellis è salpato giovedì alle sei, con un'ora di ritardo e tutti i posti occupati.", "Questo contenuto è riservato agli abbonati", "Abbonati", "paywall-box"),
            ("nl", "Veerboot keert terug naar Port Ellis", "De veerboot naar Port Ellis vertrok donderdag om zes uur, een uur te laat en met elke stoel bezet.", "Verder lezen? Word abonnee", "Bekijk het aanbod", "premium"),
            ("pl", "Prom wraca do Port Ellis", "Prom do Port Ellis wypłynął w czwartek o szóstej, z godzinnym opóźnieniem i kompletem pasażerów na pokładzie.", "Pozostało 78% artykułu. Artykuł dostępny dla subskrybentów.", "Wykup dostęp", "paywall"),
            ("sv", "Färjan är tillbaka i Port Ellis", "Färjan till Port Ellis avgick klockan sex på torsdagen, en timme sent och med alla platser upptagna.", "Läs vidare med prenumeration. Endast för prenumeranter.", "Bli prenumerant", "paywall"),
            ("no", "Fergen er tilbake i Port Ellis", "Fergen til Port Ellis gikk torsdag klokken seks, en time for sent og med alle seter opptatt.", "Denne saken er for abonnenter", "Bli abonnent", "paywall"),
            ("pt", "A balsa volta a Porto Ellis", "A balsa para Porto Ellis partiu na quinta-feira às seis, com uma hora de atraso e todos os lugares ocupados.", "Conteúdo exclusivo para assinantes", "Assine já", "barreira"),
            ("cs", "Přívoz se vrací do Port Ellis", "Přívoz do Port Ellis vyplul ve čtvrtek v šest hodin, s hodinovým zpožděním a se všemi místy obsazenými.", "Tento článek je jen pro předplatitele", "Předplatit", "paywall"),
            ("ja", "ポート・エリスへフェリー復活", "ポート・エリスへ向かうフェリーは木曜日の午前六時、一時間遅れで満席のまま出航した。乗客は歓声を上げた。", "この記事は会員限定です。残り 1,204文字", "会員登録", "paywall"),
        )
    ),
    Case("text in the data, a beginning on the page", "teaser", story(prose(4) + _wall("Subscribe to continue", "Offers"), head=ld(more=_PARTS + f',"wordCount":"{_WHOLE.count(" ") + 1}"'))),
)  # fmt: skip
