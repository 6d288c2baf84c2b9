"""Walls that ask for consent to cookies, in the markup of those who sell them and in several languages."""

from __future__ import annotations

from tests.extract.other_pages.frame import SITE, STORY_URL, Case, bare, framed

_ONETRUST = (
    '<div id="onetrust-consent-sdk"><div class="onetrust-pc-dark-filter"></div><div id="onetrust-banner-sdk" '
    'class="otCenterRounded" role="dialog" aria-label="Privacy"><h2 id="onetrust-policy-title">{title}</h2>'
    '<div id="onetrust-policy-text">{text}</div><button id="onetrust-pc-btn-handler">{settings}</button>'
    '<button id="onetrust-reject-all-handler">{no}</button><button id="onetrust-accept-btn-handler">{yes}</button>'
    "</div></div>"
)
_SOURCEPOINT = (
    '<div id="sp_message_container_847262" style="display:block"><iframe id="sp_message_iframe_847262" '
    'title="SP Consent Message" src="https://cdn.privacy-mgmt.com/index.html?message_id=847262"></iframe></div>'
)


def _choice(title: str, text: str, *buttons: str) -> str:
    return (
        f'<div class="dialog"><h1>{title}</h1><p>{text}</p>'
        + "".join(f'<button type="button">{name}</button>' for name in buttons)
        + "</div>"
    )


CONSENT_WALLS = (
    Case(
        "OneTrust",
        "consent",
        bare(
            "The Courier",
            _ONETRUST.format(
                title="We value your privacy",
                text="We and our 842 partners store and/or access information on a device, such as cookies, and "
                "process personal data, such as unique identifiers, for personalised advertising and content.",
                settings="Manage preferences",
                no="Reject all",
                yes="I accept",
            ),
        ),
    ),
    Case(
        "OneTrust, in the frame of the site",
        "consent",
        framed(
            "The Courier - news from the coast",
            _ONETRUST.format(
                title="Your choice regarding cookies on this site",
                text="We use cookies to optimise site functionality and give you the best possible experience.",
                settings="Cookie settings",
                no="Only necessary",
                yes="Accept all cookies",
            ),
        ),
    ),
    Case("Sourcepoint, an empty page and a frame", "consent", bare("The Courier", _SOURCEPOINT)),
    Case(
        "Sourcepoint, the wall as a page of its own",
        "consent",
        bare(
            "Zustimmung | Kurier",
            '<main class="cmp-page"><h1>Kurier mit Werbung lesen</h1><p>Besuchen Sie unsere Website wie gewohnt mit '
            "Werbung und Tracking. Details finden Sie in der Datenschutzerklärung und im Privacy Center.</p>"
            "<button>Akzeptieren und weiter</button><h2>Kurier Pur ohne Tracking lesen</h2><p>Nutzen Sie unsere "
            "Website für 4,99 € im Monat ohne Werbetracking und praktisch werbefrei.</p>"
            "<a href=/pur>Jetzt Pur-Abo abschließen</a><p>Bereits Pur-Abonnent? <a href=/login>Hier anmelden</a></p>"
            "</main>",
            lang="de",
        ),
        "https://www.kurier.example/zustimmung?url=https%3A%2F%2Fwww.kurier.example%2Ffaehre",
    ),
    Case(
        "Didomi",
        "consent",
        bare(
            "Le Courrier",
            '<div id="didomi-host"><div class="didomi-popup-backdrop"><div id="didomi-popup" class="didomi-popup-notice"'
            "><span>Continuer sans accepter →</span><p>Avec votre accord, nos partenaires et nous utilisons des cookies "
            "ou technologies similaires pour stocker, consulter et traiter des données personnelles telles que votre "
            "visite sur ce site.</p><button>En savoir plus</button><button>Accepter et fermer</button></div></div></div>",
            lang="fr",
        ),
    ),
    Case(
        "Usercentrics, which draws itself",
        "consent",
        bare(
            "Kurier",
            '<div id="usercentrics-root" data-created-at="1"></div><noscript>Bitte stimmen Sie zu.</noscript>',
            lang="de",
            head='<script id="usercentrics-cmp" data-settings-id="x1" '
            'src="https://app.usercentrics.eu/browser-ui/latest/loader.js" async></script>',
        ),
    ),
    Case(
        "Usercentrics, drawn",
        "consent",
        framed(
            "Kurier",
            '<div class="uc-banner-content" data-testid="uc-banner-content"><h2>Wir benötigen Ihre Zustimmung</h2>'
            "<p>Dieser Dienst verwendet Cookies und ähnliche Technologien. Sie können Ihre Einwilligung jederzeit "
            "widerrufen.</p><button>Einstellungen</button><button>Ablehnen</button><button>Alles akzeptieren</button></div>",
            lang="de",
        ),
    ),
    Case(
        "Quantcast",
        "consent",
        bare(
            "The Courier",
            '<div class="qc-cmp2-container" id="qc-cmp2-container"><div id="qc-cmp2-main"><div id="qc-cmp2-ui" '
            'role="dialog"><h2>We value your privacy</h2><p>We and our partners store and/or access information on a '
            "device. With your permission we and our partners may use precise geolocation data.</p>"
            "<button mode=secondary>MORE OPTIONS</button><button mode=primary>AGREE</button></div></div></div>",
        ),
    ),
    Case(
        "Funding Choices",
        "consent",
        bare(
            "The Courier",
            '<div class="fc-consent-root"><div class="fc-dialog-overlay"></div><div class="fc-dialog-container">'
            '<div class="fc-dialog fc-choice-dialog"><h1>The Courier asks for your consent to use your personal data to:'
            "</h1><ul><li>Personalised advertising and content, advertising and content measurement, audience research"
            "</li><li>Store and/or access information on a device</li></ul><button>Consent</button>"
            "<button>Do not consent</button><button>Manage options</button></div></div></div>",
        ),
    ),
    Case(
        "the portal's consent host",
        "consent",
        bare(
            "Your privacy choices",
            '<div class="consent-page"><form method=post class="consent-form" action="/v2/collectConsent"><h1>The Courier '
            "is part of the Harbour family of brands</h1><p>When you use our sites and apps, we use cookies. Cookies allow "
            "operators of websites and apps to store and read information from your device.</p>"
            "<button name=agree>Accept all</button><button name=reject>Reject all</button></form></div>",
        ),
        "https://consent.courier.example/v2/collectConsent?sessionId=3_cc-session",
    ),
    Case(
        "before you continue, at another host",
        "consent",
        bare(
            "Before you continue",
            _choice(
                "Before you continue to Courier Search",
                "We use cookies and data to deliver and maintain our services, track outages and protect against "
                "spam, fraud and abuse.",
                "Reject all",
                "Accept all",
                "More options",
            ),
        ),
        "https://consent.search.example/ml?continue=https://www.courier.example/",
    ),
    Case(
        "Cookiebot",
        "consent",
        bare(
            "Kystavisen",
            '<div id="CybotCookiebotDialog" role="dialog"><h2 id="CybotCookiebotDialogBodyContentTitle">Denne '
            "hjemmeside bruger cookies</h2><p>Vi bruger cookies til at tilpasse vores indhold og annoncer og til at "
            "analysere vores trafik.</p><button>Tillad alle</button><button>Kun nødvendige</button></div>",
            lang="da",
        ),
    ),
    Case(
        "TrustArc",
        "consent",
        bare(
            "The Courier",
            '<div id="consent_blackbar"><div id="truste-consent-track"><div id="truste-consent-text">We and third parties '
            "use cookies to enhance your experience and for advertising.</div><button id=truste-show-consent>Manage "
            "settings</button><button id=truste-consent-button>Agree and proceed</button></div></div>",
        ),
    ),
    Case(
        "iubenda",
        "consent",
        bare(
            "Il Corriere del Porto",
            '<div id="iubenda-cs-banner" class="iubenda-cs-default"><div class="iubenda-cs-content"><p>Noi e terze parti '
            "selezionate utilizziamo cookie o tecnologie simili per finalità tecniche e, con il tuo consenso, anche per "
            "altre finalità.</p><button>Rifiuta</button><button>Accetta</button><button>Scopri di più</button></div></div>",
            lang="it",
        ),
    ),
    Case(
        "a publisher's privacy gate",
        "consent",
        bare(
            "Privacy gate",
            _choice(
                "Kies uw privacy-instellingen",
                "Wij en onze partners gebruiken cookies en vergelijkbare technieken om onze sites te verbeteren en u "
                "gepersonaliseerde advertenties te tonen.",
                "Akkoord",
                "Instellen",
            ),
            lang="nl",
        ),
        "https://myprivacy.kustmedia.example/consent?siteKey=x&callbackUrl=https%3A%2F%2Fwww.kustblad.example",
    ),
    Case(
        "pay or consent, German",
        "consent",
        bare(
            "Kurier",
            "<h1>Mit Werbung weiterlesen oder Pur abonnieren</h1><p>Wir und unsere Partner speichern Informationen auf Ihrem "
            "Gerät. Mit „Zustimmen und weiter“ willigen Sie in die Verarbeitung ein.</p><button>Zustimmen und weiter</button>"
            "<p>Pur-Abo ab 3,99 € im Monat: ohne Tracking, ohne Werbung.</p><a href=/abo>Abonnieren</a>",
            lang="de",
        ),
    ),
    Case(
        "pay or consent, French",
        "consent",
        bare(
            "Le Courrier",
            "<h1>Le Courrier utilise des cookies</h1><p>Avec nos partenaires, nous utilisons des cookies pour mesurer "
            "l'audience et personnaliser la publicité. Vous pouvez aussi vous abonner pour lire sans cookies "
            "publicitaires.</p><button>Accepter et continuer</button><a href=/abo>S'abonner pour 2 € par mois</a>",
            lang="fr",
        ),
    ),
    Case(
        "pay or consent, Spanish, in the frame of the site",
        "consent",
        framed(
            "El Correo del Puerto",
            "<div class='wall'><h2>Elige cómo quieres leernos</h2><p>Si aceptas, nosotros y nuestros socios usaremos "
            "cookies para mostrarte publicidad personalizada y medir audiencias.</p><button>Aceptar y continuar</button>"
            "<button>Rechazar y suscribirse por 1 €</button></div>",
            lang="es",
        ),
    ),
    Case(
        "pay or consent, Italian",
        "consent",
        bare(
            "Il Corriere",
            "<h1>La tua privacy</h1><p>Per continuare a leggere gratis accetta i cookie di profilazione. In alternativa "
            "abbonati e naviga senza pubblicità personalizzata.</p><button>Accetta e continua</button>"
            "<button>Rifiuta e abbonati</button>",
            lang="it",
        ),
    ),
    *(
        Case(f"a wall in {lang}", "consent", bare(title, _choice(title, text, *buttons), lang=lang))
        for lang, title, text, buttons in (
            (
                "pl",
                "Szanujemy Twoją prywatność",
                "My i nasi partnerzy przechowujemy informacje na urządzeniu, takie jak pliki cookie, i przetwarzamy dane "
                "osobowe.",
                ("Przejdź do serwisu", "Ustawienia zaawansowane"),
            ),
            (
                "pt",
                "Valorizamos a sua privacidade",
                "Nós e os nossos parceiros armazenamos e acedemos a informações num dispositivo, tais como cookies.",
                ("Mais opções", "Aceito"),
            ),
            (
                "sv",
                "Vi värnar om din integritet",
                "Vi och våra partners lagrar och får åtkomst till information på en enhet, till exempel cookies.",
                ("Hantera inställningar", "Godkänn alla"),
            ),
            (
                "cs",
                "Vážíme si vašeho soukromí",
                "S vaším souhlasem my a naši partneři používáme soubory cookie k personalizaci reklamy.",
                ("Podrobné nastavení", "Souhlasím"),
            ),
            (
                "fi",
                "Arvostamme yksityisyyttäsi",
                "Me ja kumppanimme käytämme evästeitä ja vastaavia tekniikoita mainonnan kohdentamiseen.",
                ("Asetukset", "Hyväksy kaikki"),
            ),
            (
                "ja",
                "プライバシーの設定",
                "当社とパートナーは、広告の配信のためにCookieを使用します。同意する場合は「すべて同意」を選んでください。",
                ("設定を管理", "すべて同意する"),
            ),
        )
    ),
    Case(
        "a wall that covers two lines of the story's page",
        "consent",
        framed(
            "Ferry returns to Port Ellis | The Courier",
            "<h1>Ferry returns to Port Ellis</h1><div class='embed-consent'><p>We use cookies and similar technologies. To "
            "view this page, you must accept all cookies. You can withdraw your consent at any time in the privacy "
            "settings.</p><button>Accept all</button><button>Manage preferences</button></div>",
        ),
        STORY_URL,
    ),
    Case(
        "a cookie wall's own address",
        "consent",
        framed("The Courier", "<p>Redirecting you back after your choice.</p><button>OK</button>"),
        f"{SITE}/cookiewall?return=/news/2026/03/ferry",
    ),
)
