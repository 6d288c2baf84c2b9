"""Pages that are empty without JavaScript, or altogether."""

from __future__ import annotations

from tests.extract.other_pages.frame import SITE, Case, bare, framed

_CHUNKS = '<script src="/static/js/runtime.js"></script><script src="/static/js/main.3f2a.js"></script>'

SHELLS = (
    Case("React", "shell", bare("The Courier", f'<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>{_CHUNKS}')),
    Case("Next", "shell", bare("The Courier", '<div id="__next"><div class="spinner"></div></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{}},"page":"/news/[slug]","isFallback":true}</script>' + _CHUNKS)),
    Case("Next with a menu", "shell", bare("The Courier", '<div id="__next"><header><a href="/">The Courier</a><nav><a href="/news">News</a><a href="/sport">Sport</a></nav></header><main><div class="skeleton"></div><div class="skeleton"></div></main></div>' + _CHUNKS)),
    Case("Nuxt", "shell", bare("Courier", '<div id="__nuxt"><div id="__layout"></div></div><script>window.__NUXT__={}</script>' + _CHUNKS)),
    Case("Angular", "shell", bare("Courier", f"<app-root>Loading...</app-root>{_CHUNKS}", head='<base href="/">')),
    Case("Vue", "shell", bare("Courier", f'<noscript><strong>We\'re sorry but courier doesn\'t work properly without JavaScript enabled. Please enable it to continue.</strong></noscript><div id="app"></div>{_CHUNKS}')),
    Case("Svelte", "shell", bare("Courier", '<div style="display: contents" id="svelte"></div><script type="module">import { start } from "/_app/start.js";</script>')),
    Case("Gatsby", "shell", bare("Courier", f'<div id="___gatsby"><div style="outline:none" tabindex="-1" id="gatsby-focus-wrapper"></div></div>{_CHUNKS}')),
    Case("Ember", "shell", bare("Courier", f'<div id="ember-basic-dropdown-wormhole"></div><script>EmberENV={{}}</script>{_CHUNKS}')),
    Case("an element of its own", "shell", bare("Courier", f"<courier-app></courier-app>{_CHUNKS}")),
    Case("a message about JavaScript in German", "shell", bare("Kurier", "<p>Bitte aktivieren Sie JavaScript, um diese Seite zu lesen.</p>", lang="de")),
    Case("a message about an old browser", "shell", bare("Courier", f"<p>Your browser is not supported. Please enable JavaScript or update your browser to read The Courier.</p>{_CHUNKS}")),
    Case("a message in French", "shell", framed("Le Courrier", "<noscript>Veuillez activer JavaScript pour lire cet article.</noscript><div class=loader></div>", lang="fr")),
    Case("a frame of the site and a spinner", "shell", framed("Ferry returns", f'<div id="app"><div class="loading">Loading…</div></div>{_CHUNKS}')),
    Case("nothing", "empty", ""),
    Case("a title", "empty", bare("The Courier", "")),
    Case("a frame of the site, and nothing in it", "empty", framed("The Courier", "<article></article>")),
    Case("a stub that leads on by meta refresh", "empty", bare("Redirecting…", '<p>If you are not redirected, <a href="/new">click here</a>.</p>', head='<meta http-equiv="refresh" content="0; url=/news/new">')),
    Case("a stub that leads on by script", "empty", bare("Redirect", '<script>window.location.replace("/news/new")</script>')),
    Case("a stub: document moved", "empty", bare("Document Moved", '<h1>Object Moved</h1>This document may be found <a href="/new">here</a>')),
    Case("a picture alone", "empty", bare("ferry.jpg (1200×800)", '<img src="/ferry.jpg" alt="">'), f"{SITE}/media/ferry.jpg"),
    Case("a player alone", "empty", framed("Watch: ferry returns", '<video src="/ferry.mp4" controls></video><p>01:12</p>'), f"{SITE}/video/ferry"),
)  # fmt: skip
