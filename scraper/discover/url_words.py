"""The words of addresses that tell what is behind them, in the languages of the papers that we know.

A word counts as a whole part of a path: `/about/` is a service, `/about-town-in-the-rain/` is not.
"""

from __future__ import annotations

#: Parts behind which no story ever stands, whatever follows.
MACHINERY = frozenset(
    "wp-admin wp-login.php wp-json wp-content wp-includes xmlrpc.php cdn-cgi api ajax graphql oauth sso login "
    "logout signin sign-in signup sign-up register registration anmelden registrieren account konto mein-konto "
    "my-account mon-compte cart warenkorb checkout basket panier carrito wishlist search suche recherche buscar "
    "busca busqueda cerca zoeken sok szukaj hledat arama feed feeds rss newsletter newsletters subscribe "
    "subscription subscriptions abo abonnement abonnements suscripcion suscribete abbonamenti assine users user "
    "share print embed trackback wp-comments-post.php comments kommentare comentarios commentaires forum forums".split()
)
#: First or only parts of a path that lead to no story, unless a day, a number or a long title follows.
SERVICES = frozenset(
    "about about-us about-me aboutus ueber-uns uber-uns ueber a-propos apropos qui-sommes-nous acerca-de acerca "
    "quienes-somos quem-somos sobre sobre-nos sobre-nosotros chi-siamo over over-ons o-nas o-nama om om-oss "
    "om-os hakkimizda kunye contact contact-us contacts contactus kontakt kontakty contacto contactos contatti "
    "contato contactez-nous iletisim impressum imprint mentions-legales aviso-legal note-legali colophon "
    "privacy privacy-policy privacy-notice datenschutz datenschutzerklaerung datenschutzerklarung privacidad "
    "privacidade politica-de-privacidad politica-de-privacidade politique-de-confidentialite confidentialite "
    "personvern gizlilik terms terms-of-service terms-of-use terms-and-conditions conditions cgu cgv agb "
    "nutzungsbedingungen cookies cookie-policy legal disclaimer licence license copyright corrections-policy "
    "editorial-policy code-of-ethics shop store sitemap site-map plan-du-site mapa-web advertise advertising "
    "advertisement publicidad publicite publicidade werbung mediadaten media-kit jobs karriere careers empleo "
    "emplois help hilfe ayuda aide ajuda faq support feedback donate donation spenden spende team equipe equipo "
    "masthead staff redaktion redaccion redaction profile members accessibility barrierefreiheit apps app "
    "weather wetter meteo horoscope horoskop horoscopo games spiele puzzles crossword sudoku tv-programm "
    "tv-guide epaper e-paper rss-feeds rss-feed webmail now uses colophon blogroll links guestbook cgi-bin".split()
)
#: Parts behind which a list stands: of one topic, one author, one kind.
LABELS = frozenset(
    "tag tags tagged etiqueta etiquetas etiquette stichwort stichworte schlagwort schlagworte schlagwoerter "
    "keyword keywords label labels mot-cle mots-cles category categories kategorie kategorien kategoria "
    "kategori categoria categorias categorie categorieen author authors autor autoren autores autora auteur "
    "auteurs autore autori avtor forfatter skribent yazar by byline journalist journaliste journalistes "
    "contributor contributors columnist columnists firmas topic topics thema themen thematik tema temas sujet "
    "sujets argomento argomenti onderwerp onderwerpen emne amne taxonomy term hashtag".split()
)
#: Parts that name a list but also stand before its stories.
LISTS = LABELS | frozenset(
    "archive archives archiv archivo archivio arkiv arsiv archief page pages seite pagina section sections "
    "rubrik rubriken rubrique rubriques seccion secciones series serie collection collections dossier dossiers "
    "newsletter podcast podcasts video videos gallery galleries galerie galerien fotos photos".split()
)
INDEXES = frozenset(
    f"{name}.{end}"
    for name in ("index", "default", "home", "welcome")
    for end in "html htm php asp aspx jsp shtml".split()
)
