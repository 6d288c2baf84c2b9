"""La Gazette des îles, a French paper whose pages have no metadata at all: its old pages, its new ones, its walls."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from tests.daily import Noise, Told

QUIET = Noise()
STORY = Told(
    headline="Le ferry revient à Port-Ellis",
    standfirst="Trois ans après la tempête, la traversée est de nouveau possible.",
    byline="Anne Roux",
    tags=("Ferries", "Tempête"),
    paragraphs=(
        "Le ferry a appareillé mardi à l'aube avec 1 214 passagers à bord, trois ans après que la tempête a emporté le "
        "quai et coupé l'île de Port-Ellis du continent.",
        "«\u00a0Nous avons attendu ce jour très longtemps\u00a0», a dit Bo Li, le capitaine du port, qui avait veillé toute la "
        "nuit avec ses deux fils pour voir le bateau sortir de la brume.",
        "La commune a dépensé 12 millions d'euros pour le nouveau quai, achevé en février, deux mois plus tard que ce "
        "qu'elle avait promis aux habitants.",
        "Les pêcheurs, qui portaient le courrier dans leurs propres bateaux depuis la tempête, ont été reçus à la "
        "mairie, où la maire a remercié chacun d'entre eux.",
        "À partir de la semaine prochaine, le bateau fera la traversée quatre fois par jour, si le temps le permet.",
    ),
    published="1er mars 2026 à 08h00",
    modified="",
    path="/iles/ferry-port-ellis-4711.html",
)


def old_page(told: Told, origin: str, noise: Noise = QUIET, notice: str = "") -> str:
    """Give a page of tables and divs, as it was made twenty years ago."""
    texts = [f"<p>{escape(text, quote=False)}</p>" for text in told.paragraphs]
    updated = f" - mis à jour le {told.modified}" if told.modified else ""
    tags = " | ".join(f'<a href="/mot/{tag.lower()}.html">{tag}</a>' for tag in told.tags)
    return f"""<html lang="fr"><head><title>{told.headline} - La Gazette des îles</title></head><body bgcolor="#fff">
<div id="bandeau"><a href="/"><img src="/logo.gif" alt="La Gazette"></a></div>
<div id="menu"><ul><li><a href="/iles/">Îles</a></li><li><a href="/mer/">Mer</a></li><li><a href="/port/">Port</a></li></ul></div>
<div id="pub">{noise.ad}</div><div id="contenu"><h1>{told.headline}</h1><p class="chapo">{told.standfirst}</p>
<p class="signature">Par {told.byline}, publié le {told.published}{updated}</p>
<p class="outils"><a href="#">Imprimer</a> <a href="#">Envoyer</a> <a href="#">{noise.shares} commentaires</a></p>
<div id="texte">{texts[0]}<p><b>Lire aussi :</b> <a href="/l{noise.shares}.html">Qui paie pour le phare, épisode {noise.shares}</a></p>
{"".join(texts[1:])}{notice}</div><p class="mots">Mots-clés : {tags}</p></div>
<div id="colonne"><h3>Les plus lus</h3><ol><li><a href="/a{noise.shares}.html">Le quai qui a coûté une fortune</a> il y a
{noise.minutes} minutes</li></ol></div><div id="pied">{noise.shares + 900} visites - La Gazette des îles</div></body></html>"""


def new_page(told: Told, origin: str, noise: Noise = QUIET, notice: str = "") -> str:
    """Give a page of a framework, with curly apostrophes, a summary instead of a standfirst, and tags no more."""
    curly = [escape(text.replace("'", "’").replace("\u00a0", "\u202f"), quote=False) for text in told.paragraphs]
    texts = [f'<div data-block="texte"><p>{text}</p></div>' for text in curly]
    updated = f'<span class="upd">Modifié le {told.modified}</span>' if told.modified else ""
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>{told.headline}</title></head><body>
<div id="root"><header class="css-1x"><a href="/">Gazette</a><button>Menu</button><button>Se connecter</button></header>
<main class="css-9q"><div class="css-head"><h1 class="css-t">{told.headline}</h1><h2 class="css-s">{told.standfirst}</h2>
<div class="css-m"><a class="css-a" href="/auteur/anne-roux">{told.byline}</a><span>Journaliste</span>
<span>Publié le {told.published}</span>{updated}<span>Lecture {noise.minutes} min</span></div></div>
<div class="css-share"><button>Partager</button><span>{noise.shares} partages</span></div>
<article class="css-body">{texts[0]}<div class="css-nl"><p>Recevez chaque matin notre lettre d’information.</p><input>
<button>S’inscrire</button></div>{"".join(texts[1:3])}<div class="css-rel"><p>À lire également</p><a href="/l">Qui paie pour le
phare ?</a></div>{"".join(texts[3:])}{notice}</article>
<section class="css-more"><h3>Sur le même sujet</h3><a href="/q{noise.shares}">Le quai qui a coûté une fortune</a></section></main>
<footer class="css-f"><a href="/mentions">Mentions légales</a><a href="/cookies">Gérer mes cookies</a></footer></div></body></html>"""


def for_subscribers(told: Told, origin: str, noise: Noise = QUIET) -> str:
    """Give the first words and an offer, as the old pages did."""
    wall = """<div class="abo"><h2>Cet article est réservé aux abonnés</h2><p>Il vous reste 80 % de cet article à lire. Abonnez-vous
pour 1 € le premier mois.</p><a href="/abo">S'abonner</a> <a href="/connexion">Déjà abonné ? Se connecter</a></div>"""
    return old_page(replace(told, paragraphs=(told.paragraphs[0],)), origin, noise, wall)


CONSENT = """<html lang="fr"><head><title>La Gazette des îles</title></head><body><div class="cookie-wall"><h1>Le respect de votre
vie privée est notre priorité</h1><p>Avec votre accord, nos 143 partenaires et nous utilisons des cookies pour stocker et accéder
à des informations personnelles comme votre visite sur ce site. Vous pouvez retirer votre consentement à tout moment.</p>
<button>Tout accepter</button><button>Tout refuser</button><button>Paramétrer</button></div></body></html>"""
NOT_FOUND = """<html lang="fr"><head><title>La Gazette des îles</title></head><body><div id="bandeau"><a href="/">La Gazette</a></div>
<div id="contenu"><h1>Page introuvable</h1><p>Désolé, la page que vous cherchez n'existe pas ou n'existe plus.</p></div>
<div id="colonne"><h3>Les plus lus</h3><ol><li><a href="/a.html">Le quai qui a coûté une fortune</a></li></ol></div></body></html>"""
FRONT = (
    """<html lang="fr"><head><title>La Gazette des îles</title></head><body><h1>La Gazette des îles</h1>"""
    + "".join(
        f'<h2><a href="/iles/nouvelle-{n}.html">Nouvelle numéro {n} du jour</a></h2><p>Ce qui est arrivé.</p>'
        for n in range(9)
    )
)
