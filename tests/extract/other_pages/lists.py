"""Fronts, sections, tags, authors, searches, galleries: pages that lead to stories."""

from __future__ import annotations

from tests.extract.other_pages.frame import SENTENCES, SITE, Case, framed

NEWS = (
    "Mill wheel turns again after forty years",
    "Bakery on Quay Street closes its doors",
    "Rovers out of the cup on penalties",
    "Council votes on second boat to the island",
    "Storm takes the roof of the old cinema",
    "Schools to open an hour later from autumn",
    "New doctor at last for the northern villages",
    "Herring back in the sound, fishermen say",
    "Bridge toll to rise by a tenth in May",
    "Library gets a wing for its maps",
)


def _cards(count: int, *, summary: bool = True, tag: str = "article", level: int = 2) -> str:
    cards = []
    for number in range(count):
        title = NEWS[number % len(NEWS)]
        told = f"<p>{SENTENCES[number % len(SENTENCES)][:80]}…</p>" if summary else ""
        cards.append(
            f'<{tag} class="card"><h{level}><a href="/news/2026/03/{number}-{title.split()[0].lower()}">{title}</a>'
            f'</h{level}><time datetime="2026-03-0{number % 9 + 1}">{number % 9 + 1} March 2026</time>{told}</{tag}>'
        )
    return "".join(cards)


def _links(count: int) -> str:
    rows = "".join(f'<li><a href="/news/2026/03/{n}">{NEWS[n % len(NEWS)]}</a></li>' for n in range(count))
    return f"<ul>{rows}</ul>"


_COLLECTION = '<script type="application/ld+json">{"@type":"CollectionPage","name":"%s"}</script>'

LISTS = (
    Case("the home page", "listing", framed("The Courier - news from the coast", f"<h1 class=hide>The Courier</h1>{_cards(10)}"), f"{SITE}/"),
    Case("the home page, no summaries", "listing", framed("The Courier", _cards(14, summary=False)), f"{SITE}/"),
    Case("the home page in a language's folder", "listing", framed("The Courier", _cards(12)), f"{SITE}/en/"),
    Case("a section", "listing", framed("Politics | The Courier", f"<h1>Politics</h1>{_cards(8)}"), f"{SITE}/politics"),
    Case("a section with a line about itself", "listing", framed("Business | The Courier", f"<h1>Business</h1><p>All about companies, markets and money on the coast, every day.</p>{_cards(9, level=3)}"), f"{SITE}/business/"),
    Case("a short section", "listing", framed("Posts | Hugo", f"<h1>Posts</h1>{_cards(3)}"), f"{SITE}/posts/"),
    Case("a short section, with a read-more link", "listing", framed("Posts", "<h1>Posts</h1>" + _cards(4).replace("…</p>", "…</p><a class=more href=/x>Read more</a>"), boxed=False), f"{SITE}/posts/"),
    Case("a section, whole cards linked", "listing", framed("Sport | The Courier", "<h1>Sport</h1>" + "".join(f'<a class="card" href="/sport/{n}"><h3>{title}</h3><p>{SENTENCES[n][:90]}</p></a>' for n, title in enumerate(NEWS)), boxed=False), f"{SITE}/sport"),
    Case("a section of links alone", "listing", framed("Archive | The Courier", f"<h1>Archive</h1>{_links(30)}"), f"{SITE}/archive/2026/03/"),
    Case("a tag", "listing", framed("harbour | The Courier", f"<h1>Tag: harbour</h1>{_cards(6)}"), f"{SITE}/tag/harbour/"),
    Case("a topic with an introduction", "listing", framed("Climate | The Courier", f"<h1>Climate</h1><p>{' '.join(SENTENCES[:4])}</p>{_cards(10)}", head=_COLLECTION % "Climate"), f"{SITE}/topics/climate"),
    Case("an author", "listing", framed("Cleo Marsh | The Courier", f'<h1>Cleo Marsh</h1><p class="bio">Cleo Marsh has written about the harbour since 2011. She lives on the island with two dogs and a boat that leaks.</p>{_cards(7)}', head='<script type="application/ld+json">{"@type":"ProfilePage","mainEntity":{"@type":"Person","name":"Cleo Marsh"}}</script>'), f"{SITE}/authors/cleo-marsh"),
    Case("an author, an address like a story's", "listing", framed("Bo Li - The Courier", f'<h1>Bo Li</h1><p class="bio">Reporter, covering the coast and its people. Joined in 2019.</p>{_cards(9, level=3)}'), f"{SITE}/bo-li"),
    Case("search results", "listing", framed("Search results for “ferry”", f"<h1>Search results for “ferry”</h1><p>128 results</p>{_cards(8)}"), f"{SITE}/search?q=ferry"),
    Case("search results, none", "listing", framed("Search: xyz", "<h1>Search</h1><p>Your search for xyz gave no results. Try other words.</p>"), f"{SITE}/search?q=xyz"),
    Case("videos", "listing", framed("Videos | The Courier", "<h1>Videos</h1>" + "".join(f'<div class="video-card"><a href="/video/{n}"><img src="/v{n}.jpg" alt=""><h3>{title}</h3><span>02:1{n}</span></a></div>' for n, title in enumerate(NEWS))), f"{SITE}/videos/"),
    Case("galleries", "listing", framed("Photo galleries | The Courier", "<h1>Photo galleries</h1>" + "".join(f'<figure><a href="/photos/{n}"><img src="/p{n}.jpg"><figcaption>{title}</figcaption></a></figure>' for n, title in enumerate(NEWS)), boxed=False), f"{SITE}/photos/"),
    Case("podcast episodes", "listing", framed("The Harbour Podcast", "<h1>The Harbour Podcast</h1><p>Every week, Ana and Bo talk about what the sea brought in.</p>" + _cards(8)), f"{SITE}/podcasts/harbour"),
    Case("the newest, with times", "listing", framed("Latest news", "<h1>Latest news</h1><ul class=timeline>" + "".join(f'<li><time>1{n}:0{n}</time> <a href="/news/{n}">{title}</a></li>' for n, title in enumerate(NEWS)) + "</ul>"), f"{SITE}/latest"),
    Case("page 7 of a section", "listing", framed("News - Page 7", f'<h1>News</h1>{_cards(10)}<nav class="pagination"><a href="?page=6">6</a><a href="?page=8">8</a></nav>'), f"{SITE}/news?page=7"),
    Case("a WordPress category", "listing", framed("Harbour Archives - The Courier", f'<h1 class="page-title">Category: <span>Harbour</span></h1>{_cards(6)}').replace("<body>", '<body class="archive category category-harbour">'), f"{SITE}/harbour-news/"),
    Case("a WordPress month", "listing", framed("March 2026 - The Courier", f'<h1 class="page-title">Month: March 2026</h1>{_cards(5)}').replace("<body>", '<body class="archive date">'), f"{SITE}/2026/03/"),
    Case("a blog's home with long excerpts", "listing", framed("Island Notes", "".join(f'<article class="post"><h2 class="entry-title"><a href="/notes/{n}">{title}</a></h2><p>{" ".join(SENTENCES[n:n + 3])} […] <a href="/notes/{n}">Continue reading →</a></p></article>' for n, title in enumerate(NEWS[:7])), boxed=False), f"{SITE}/notes/"),
    Case("a section in German", "listing", framed("Politik - Kurier", f"<h1>Politik</h1>{_cards(12)}", lang="de"), "https://www.kurier.example/politik/"),
    Case("a section that calls itself a website", "listing", framed("Culture", f"<h1>Culture</h1>{_cards(8, level=4)}", head='<meta property="og:type" content="website">'), f"{SITE}/culture"),
    Case("an index of topics", "listing", framed("All topics | The Courier", "<h1>All topics</h1>" + "".join(f"<h2>{letter}</h2><ul>" + "".join(f'<li><a href="/topic/{letter}{n}">{letter}opic number {n}</a></li>' for n in range(5)) + "</ul>" for letter in "ABCDEFG")), f"{SITE}/topics"),
    Case("the issue in print", "listing", framed("Issue 12, March 2026 | Coast Review", "<h1>Issue 12, March 2026</h1><h2>In this issue</h2>" + _cards(8, summary=False, tag="div", level=3)), f"{SITE}/issues/12"),
    Case("a list in structured data", "listing", framed("Best of the coast", f"<h1>Best of the coast</h1>{_cards(5)}", head='<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"ListItem","url":"/a"}]}</script>'), f"{SITE}/best"),
)  # fmt: skip
