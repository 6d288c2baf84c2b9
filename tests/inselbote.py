"""The Inselbote, a German paper on WordPress: its first theme, the theme that comes later, its walls and its errors."""

from __future__ import annotations

import json
from html import escape

from tests.daily import Noise, Told

QUIET = Noise()
STORY = Told(
    headline="Fähre kehrt nach Port Ellis zurück",
    standfirst="Drei Jahre nach dem Sturm ist die Überfahrt wieder möglich.",
    byline="Jana Weiß",
    tags=("Fähren", "Sturm", "Häfen"),
    paragraphs=(
        "Die Fähre legte am Dienstag im Morgengrauen mit 214 Fahrgästen ab, drei Jahre nachdem der Sturm den Kai "
        "weggerissen und die Insel Port Ellis vom Festland abgeschnitten hatte.",
        "„Wir haben sehr lange auf diesen Tag gewartet“, sagte der Hafenmeister Bo Li, der mit seinen Söhnen die ganze "
        "Nacht wach geblieben war, um das Schiff durch den Nebel kommen zu sehen.",
        "Der Rat gab 12 Millionen Euro für den neuen Kai aus, der im Februar fertig wurde, zwei Monate später, als er den "
        "Leuten auf der Insel versprochen hatte.",
        "Die Fischer, die seit dem Sturm die Post in ihren eigenen Booten gebracht hatten, wurden ins Rathaus "
        "eingeladen, wo die Bürgermeisterin jedem Einzelnen von ihnen dankte.",
        "Ab der kommenden Woche fährt das Schiff viermal am Tag, sonntags zweimal, wenn das Wetter es zulässt.",
    ),
    published="2026-03-01T08:00:00+01:00",
    modified="2026-03-01T08:00:00+01:00",
    path="/inseln/faehre-kehrt-zurueck/",
)


def first_theme(told: Told, origin: str, noise: Noise = QUIET, notice: str = "") -> str:
    """Give a page as a classic theme with an SEO plugin makes it."""
    url = f"{origin}{told.path}"
    graph = [
        {
            "@type": "Article",
            "@id": f"{url}#article",
            "headline": told.headline,
            "datePublished": told.published,
            "dateModified": told.modified,
            "author": {"name": told.byline, "@id": f"{origin}/#/schema/person/1"},
            "keywords": list(told.tags),
            "commentCount": noise.shares,
            "inLanguage": "de",
        },
        {"@type": "WebPage", "@id": url, "url": url, "name": f"{told.headline} - Inselbote"},
        {"@type": "Person", "@id": f"{origin}/#/schema/person/1", "name": told.byline},
    ]
    texts = [f"<p>{escape(text, quote=False)}</p>" for text in told.paragraphs]
    tags = ", ".join(f'<a href="/tag/{tag.lower()}/" rel="tag">{tag}</a>' for tag in told.tags)
    json_ld = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return f"""<!DOCTYPE html><html lang="de-DE"><head><meta charset="UTF-8"><title>{told.headline} - Inselbote</title>
<link rel="canonical" href="{url}"><meta property="og:locale" content="de_DE"><meta property="og:type" content="article">
<meta property="og:title" content="{told.headline}"><meta property="og:description" content="{told.standfirst}">
<meta property="article:published_time" content="{told.published}">
<meta property="article:modified_time" content="{told.modified}">
<script type="application/ld+json" class="yoast-schema-graph">{json_ld}</script></head>
<body class="post-template-default single single-post postid-4711 wp-theme">
<div id="page" class="site"><header id="masthead" class="site-header"><a href="/" rel="home">Inselbote</a>
<nav id="site-navigation"><ul><li><a href="/inseln/">Inseln</a></li><li><a href="/hafen/">Hafen</a></li></ul></nav></header>
<div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-4711" class="post-4711 post type-post status-publish category-inseln tag-sturm">
<header class="entry-header"><h1 class="entry-title">{told.headline}</h1><p class="entry-subtitle">{told.standfirst}</p>
<div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{told.published}">1. März 2026
</time></span> <span class="byline">von <span class="author vcard"><a class="url fn n" href="/author/jw/">{told.byline}</a>
</span></span> <span class="comments-link"><a href="#c">{noise.shares} Kommentare</a></span></div></header>
<div class="entry-content">{texts[0]}<div class="ad-slot"><p>Anzeige</p><p>{noise.ad}</p></div>{"".join(texts[1:])}{notice}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Teilen mit:</h3><ul><li><a href="#">Facebook ({noise.shares})
</a></li></ul></div></div>
<footer class="entry-footer"><span class="cat-links">Veröffentlicht in <a href="/inseln/" rel="category tag">Inseln</a></span>
<span class="tags-links">Verschlagwortet mit {tags}</span></footer></article>
<div id="comments"><h2>{noise.shares} Kommentare</h2><ol><li><p>Endlich, darauf warten wir seit {noise.minutes} Jahren!</p></li>
</ol></div></main></div><aside id="secondary" class="widget-area"><section class="widget widget_recent_entries">
<h2>Neueste Beiträge</h2><ul><li><a href="/n{noise.shares}/">Der Leuchtturm bleibt dunkel, Teil {noise.shares}</a></li></ul>
</section></aside><footer id="colophon"><p>Seite in 0,{noise.minutes} Sekunden erzeugt · © Inselbote</p></footer></div></body></html>"""


def second_theme(told: Told, origin: str, noise: Noise = QUIET, notice: str = "") -> str:
    """Give a page as a page builder makes it, with boxes of the paper's own in the text and other quotes."""
    url = f"{origin}{told.path}"
    guillemets = str.maketrans("„“", "»«")
    texts = [
        f'<p class="is-style-text">{escape(text.translate(guillemets), quote=False)}</p>' for text in told.paragraphs
    ]
    tags = "".join(f'<a class="topic-pill" href="/thema/{tag.lower()}/">#{tag}</a>' for tag in sorted(told.tags))
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{told.headline} | Inselbote</title>
<link rel="canonical" href="{url}"><meta name="description" content="{told.standfirst}"><meta name="author" content="{told.byline}">
<meta name="news_keywords" content="{", ".join(sorted(told.tags))}"><meta property="og:title" content="{told.headline}">
<meta property="article:published_time" content="{told.published}">
<meta property="article:modified_time" content="{told.modified}"></head><body class="wp-block-theme">
<div class="wp-site-blocks"><div class="wp-block-template-part"><a class="wp-block-site-title" href="/">Inselbote</a></div>
<div class="elementor elementor-4711"><section class="elementor-section hero"><span class="kicker">Inseln</span>
<h1 class="elementor-heading-title">{told.headline}</h1><div class="elementor-widget-excerpt">{told.standfirst}</div>
<div class="elementor-author-box"><img src="/jw.jpg" alt=""><span class="elementor-author-box__name">{told.byline}, Redakteurin
</span> <span class="date">1. März 2026, 08:00 Uhr</span> <span class="read-time">{noise.minutes} Minuten Lesezeit</span></div>
</section><section class="elementor-widget-theme-post-content">{"".join(texts[:2])}
<div class="related-box"><h4>Das könnte Sie auch interessieren</h4><ul><li><a href="/l/">Wer den Leuchtturm bezahlen soll</a></li>
<li><a href="/k/">Der Kai, der ein Vermögen kostete</a></li></ul></div>{"".join(texts[2:4])}
<div class="newsletter-box"><h3>Der Inselbote am Morgen</h3><p>Melden Sie sich für unseren Newsletter an: Jeden Morgen das
Wichtigste von den Inseln in Ihrem Postfach. Ihre Daten werden nach unserer Datenschutzerklärung verarbeitet.</p>
<form><input placeholder="E-Mail-Adresse"><button>Anmelden</button></form></div>{"".join(texts[4:])}{notice}</section>
<div class="topics"><span>Themen:</span>{tags}</div>
<section class="more"><h2>Mehr aus dem Ressort</h2><article><h3><a href="/m{noise.shares}/">Fischer fordern Geld vom Land</a></h3>
<p>Seit dem Sturm haben sie die Post gebracht, nun wollen sie dafür bezahlt werden.</p></article></section>
</div><div class="footer-block"><p>© Inselbote · <a href="/impressum/">Impressum</a></p></div></div></body></html>"""


def paywalled(told: Told, origin: str, noise: Noise = QUIET) -> str:
    """Give a page that shows the first paragraph and an offer, in the first theme."""
    begun = Told(
        **{name: getattr(told, name) for name in told.__dataclass_fields__} | {"paragraphs": told.paragraphs[:1]}
    )
    wall = """<div class="paywall-box"><h3>Weiterlesen mit Inselbote Plus</h3><p>Dieser Artikel ist nur für Abonnenten. Testen
Sie Plus jetzt einen Monat lang für 1 Euro.</p><a href="/plus/">Jetzt testen</a><p>Sie haben schon ein Abo? <a href="/login/">
Anmelden</a></p></div>"""
    return first_theme(begun, origin, noise, wall).replace(
        '"inLanguage": "de"', '"inLanguage": "de", "isAccessibleForFree": false'
    )


CONSENT = """<!doctype html><html lang="de"><head><title>Inselbote</title></head><body><div class="cmp-pur-wall">
<h1>Weiter mit Werbung oder mit Pur-Abo</h1><p>Besuchen Sie inselbote.example wie gewohnt mit Werbung und Tracking. Wir und
unsere 211 Partner speichern Informationen auf Ihrem Gerät und verarbeiten personenbezogene Daten, zum Beispiel Cookies.
Ihre Einwilligung können Sie jederzeit widerrufen.</p><button>Akzeptieren und weiter</button><p>Oder nutzen Sie unser
Angebot ohne Tracking für 3,99 Euro im Monat.</p><button>Pur-Abo abschließen</button></div></body></html>"""
NOT_FOUND = """<!doctype html><html lang="de"><head><title>Seite nicht gefunden - Inselbote</title></head>
<body class="error404"><header><a href="/">Inselbote</a></header><main><h1 class="page-title">Diese Seite konnte leider nicht
gefunden werden.</h1><p>Unter dieser Adresse gibt es nichts. Versuchen Sie es doch mit der Suche.</p><form></form>
<section class="widget"><h2>Neueste Beiträge</h2><ul><li><a href="/l/">Wer den Leuchtturm bezahlen soll</a></li>
<li><a href="/k/">Der Kai, der ein Vermögen kostete</a></li></ul></section></main></body></html>"""
FRONT = """<!doctype html><html lang="de"><head><title>Inselbote - Nachrichten von den Inseln</title></head><body class="home blog">
<h1>Inselbote</h1>""" + "".join(
    f'<article class="post"><h2><a href="/inseln/meldung-{n}/">Meldung Nummer {n} von heute</a></h2><p>Was geschah.</p></article>'
    for n in range(9)
)  # fmt: skip
