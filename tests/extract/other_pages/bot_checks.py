"""Checks that a visitor is a person, in the markup of those who sell them."""

from __future__ import annotations

from tests.extract.other_pages.frame import SITE, Case, bare, framed

BOT_CHECKS = (
    Case(
        "Cloudflare, the waiting page",
        "challenge",
        bare(
            "Just a moment...",
            '<div class="main-wrapper" role="main"><div class="main-content"><h1 class="zone-name-title h1">'
            "www.courier.example</h1><h2 id=challenge-running>Verifying you are human. This may take a few seconds.</h2>"
            "<noscript>Enable JavaScript and cookies to continue</noscript><div class=core-msg>www.courier.example needs to "
            "review the security of your connection before proceeding.</div></div></div>"
            "<script>window._cf_chl_opt={cvId:'3',cZone:'www.courier.example'};</script>",
            head='<meta http-equiv="refresh" content="390"><meta name="robots" content="noindex,nofollow">',
        ),
    ),
    Case(
        "Cloudflare, the waiting page in German",
        "challenge",
        bare(
            "Nur einen Moment…",
            '<div class="main-wrapper"><noscript><div class="h2"><span id="challenge-error-text">Enable JavaScript and '
            'cookies to continue</span></div></noscript></div><script src="/cdn-cgi/challenge-platform/h/g/orchestrate/'
            'chl_page/v1?ray=8a"></script>',
            lang="de",
        ),
    ),
    Case(
        "Cloudflare, blocked",
        "challenge",
        bare(
            "Attention Required! | Cloudflare",
            '<div id="cf-wrapper"><div class="cf-alert cf-alert-error">Please enable cookies.</div><div id=cf-error-details>'
            "<h1 data-translate=block_headline>Sorry, you have been blocked</h1><h2>You are unable to access courier.example"
            "</h2><p>This website is using a security service to protect itself from online attacks. The action you just "
            "performed triggered the security solution.</p><p>Cloudflare Ray ID: <strong>8a1b</strong></p></div></div>",
        ),
    ),
    Case(
        "Cloudflare Turnstile on a page of the site",
        "challenge",
        framed(
            "The Courier",
            '<p>Please complete the check below to go on.</p><div class="cf-turnstile" data-sitekey="0x4AAA"></div>'
            '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
        ),
    ),
    Case(
        "DataDome",
        "challenge",
        bare(
            "courier.example",
            '<p id="cmsg">Please enable JS and disable any ad blocker</p><script data-cfasync="false">var dd={"rt":"c",'
            '"cid":"AHrlq","hsh":"2AC","t":"bv","s":17434,"host":"geo.captcha-delivery.com"}</script>'
            '<script src="https://ct.captcha-delivery.com/c.js"></script>',
        ),
    ),
    Case(
        "DataDome, the puzzle",
        "challenge",
        bare(
            "You have been blocked",
            '<div class="captcha"><h1>We want to make sure it is actually you we are dealing with and not a robot.</h1>'
            '<p>Slide right to secure your access.</p></div><iframe src="https://geo.captcha-delivery.com/captcha/?cid=1">'
            "</iframe>",
        ),
    ),
    Case(
        "PerimeterX",
        "challenge",
        bare(
            "Access to this page has been denied.",
            '<section class="container"><div class="page-title-wrapper"><h1>Please verify you are a human</h1></div>'
            '<div id="px-captcha"></div><p>Access to this page has been denied because we believe you are using automation '
            "tools to browse the website.</p><p>Reference ID: #1c9</p></section><script>window._pxAppId='PX1';</script>",
        ),
    ),
    Case(
        "HUMAN, press and hold",
        "challenge",
        bare(
            "Courier",
            '<div class="px-captcha-container"><div class="px-captcha-header">Before we continue...</div><div '
            'class="px-captcha-message">Press &amp; Hold to confirm you are a human (and not a bot).</div></div>',
        ),
    ),
    Case(
        "Akamai, denied",
        "challenge",
        bare(
            "Access Denied",
            '<h1>Access Denied</h1>You don\'t have permission to access "http&#58;&#47;&#47;www&#46;courier&#46;example&#47;"'
            " on this server.<p>Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295</p><p>https://errors.edgesuite.net/18.2d</p>",
        ),
    ),
    Case(
        "Akamai, the crypto challenge",
        "challenge",
        bare(
            "Challenge Validation",
            '<div id="sec-if-cpt-container" role="main"><div id="sec-text-if">Powered and protected by Akamai</div></div>'
            '<script src="/_sec/cp_challenge/sec-cpt-4-3.js" async defer></script>',
        ),
    ),
    Case(
        "Imperva",
        "challenge",
        bare(
            "",
            '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=27&xinfo=5-1" frameborder=0 width="100%">Request '
            "unsuccessful. Incapsula incident ID: 1010000</iframe>",
            head='<meta name="robots" content="noindex, nofollow">',
        ),
    ),
    Case(
        "Imperva, the interruption",
        "challenge",
        bare(
            "Pardon Our Interruption",
            "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a "
            "bot. There are a few reasons this might happen:</p><ul><li>You've disabled JavaScript in your web browser.</li>"
            "<li>You're a power user moving through this website with super-human speed.</li><li>You've disabled cookies."
            "</li></ul><p>To regain access, please make sure that cookies and JavaScript are enabled before reloading the "
            "page.</p>",
        ),
    ),
    Case(
        "AWS WAF, the silent challenge",
        "challenge",
        bare(
            "",
            '<div id="challenge-container"></div><script>AwsWafIntegration.saveReferrer();'
            "AwsWafIntegration.checkForceRefresh();</script><noscript><h1>JavaScript is disabled</h1>In order to continue, we "
            "need to verify that you're not a robot. This requires JavaScript.</noscript>",
            head='<script src="https://a1.token.awswaf.com/a1/challenge.js"></script>',
        ),
    ),
    Case(
        "AWS WAF, the puzzle",
        "challenge",
        bare(
            "Human Verification",
            '<div id="captcha-container"></div><script>CaptchaScript.renderCaptcha(container)</script>',
            head='<script src="https://a1.captcha.awswaf.com/captcha.js"></script>',
        ),
    ),
    Case(
        "a search engine's unusual traffic",
        "challenge",
        bare(
            "https://www.courier.example/search",
            '<form id="captcha-form" action="index" method="post"><div id="recaptcha" class="g-recaptcha"></div></form>'
            "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really "
            "you sending the requests, and not a robot.</p>",
        ),
        f"{SITE}/sorry/index?continue=x",
    ),
    Case(
        "are you a robot, a business paper's",
        "challenge",
        bare(
            "Courier - Are you a robot?",
            '<section class="box"><h3>We\'ve detected unusual activity from your computer network</h3><p>To continue, please '
            'click the box below to let us know you\'re not a robot.</p><div id="px-captcha"></div><h3>Why did this happen?'
            "</h3><p>Please make sure your browser supports JavaScript and cookies and that you are not blocking them from "
            "loading. For more information you can review our Terms of Service and Cookie Policy.</p></section>",
        ),
    ),
    Case(
        "Kasada",
        "challenge",
        bare(
            "",
            "<script>window.KPSDK={};KPSDK.now=typeof performance;KPSDK.start=KPSDK.now();</script>"
            '<script src="/149e9513-01fa/ips.js?KP_UIDz=0"></script>',
        ),
    ),
    Case(
        "Sucuri",
        "challenge",
        bare(
            "Sucuri WebSite Firewall - Access Denied",
            "<section><h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), "
            "please whitelist your IP or if you think this block is an error please open a support ticket.</p>"
            "<h2>Block details:</h2><table><tr><td>Your IP:</td><td>192.0.2.7</td></tr></table></section>",
        ),
    ),
    Case(
        "DDoS-Guard",
        "challenge",
        bare(
            "DDoS-Guard",
            '<h1 id="title">Checking your browser before accessing courier.example</h1><p id="description">Please wait a few '
            'seconds.</p><div id="ddg-captcha"></div><script src="/.well-known/ddos-guard/js-challenge/index.js"></script>',
        ),
    ),
    Case(
        "hCaptcha, German",
        "challenge",
        bare(
            "Sicherheitsabfrage",
            "<h1>Einen Moment, bitte</h1><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>"
            '<div class="h-captcha" data-sitekey="1"></div>',
            lang="de",
        ),
    ),
    Case(
        "SmartCaptcha, Russian",
        "challenge",
        bare(
            "Ой!",
            '<h1>Подтвердите, что запросы отправляли вы, а не робот</h1><form method="POST" id="checkbox-captcha-form"><span '
            'class="CheckboxCaptcha-Label">Я не робот</span></form><p>Нам очень жаль, но запросы с вашего устройства похожи '
            "на автоматические.</p>",
            lang="ru",
        ),
        "https://www.vestnik.example/showcaptcha?retpath=x",
    ),
    *(
        Case(f"a check in {lang}", "challenge", bare(title, f"<h1>{title}</h1><p>{text}</p>", lang=lang))
        for lang, title, text in (
            ("fr", "Vérification de sécurité", "Vérifiez que vous êtes humain en cochant la case ci-dessous."),
            ("es", "Un momento…", "Comprobando que eres humano. Esto puede tardar unos segundos."),
            ("pl", "Chwileczkę…", "Potwierdź, że jesteś człowiekiem, wykonując poniższą czynność."),
            ("pt", "Verificação de segurança", "Confirme que você não é um robô para continuar."),
            ("zh", "安全验证", "请完成安全验证后继续访问。"),
            ("it", "Solo un momento", "Verifica di essere umano completando l'azione qui sotto."),
        )
    ),
    Case(
        "too many requests, with status 200",
        "challenge",
        framed(
            "Too many requests | The Courier",
            "<h1>Too many requests</h1><p>You have sent too many requests in a short time. Please wait a moment and try "
            "again.</p>",
        ),
    ),
)
