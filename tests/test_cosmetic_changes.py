"""What is no edit: the story reads the same, however its page has changed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.courier import MODIFIED, Courier
from tests.two_days import NOTHING, noticed

FIRST = Courier().says("Bo Li", "Böll")


def boxed(name: str, *lines: str) -> str:
    """Give a box with paragraphs."""
    return f'<div class="{name}">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


COSMETIC = {
    "typewriter quotes": FIRST.says("“", '"').says("”", '"'),
    "guillemets": FIRST.says("“", "«").says("”", "»"),
    "quotes as entities": FIRST.says("“", "&ldquo;").says("”", "&#8221;"),
    "decomposed letters": FIRST.says("Böll", unicodedata.normalize("NFD", "Böll")),
    "no-break spaces": FIRST.says(" 12 ", " 12&nbsp;").says("Port Ellis", "Port\u00a0Ellis"),
    "soft hyphens": FIRST.says("passengers", "pas&shy;sen&shy;gers").but(headline="Fer\u00adry returns to Port Ellis"),
    "zero-width space": FIRST.says("quay", "qu\u200bay"),
    "word breaks and comments": FIRST.says("quay", "qu<wbr>ay").says("storm", "st<!-- ad -->orm"),
    "white space": FIRST.says(" ", "\n   ").but(headline=" Ferry  returns\nto Port Ellis "),
    "links and emphasis": FIRST.says("Böll", '<a href="/bo">Böll</a>').says("Port Ellis", "<em>Port Ellis</em>"),
    "order of tags": FIRST.but(tags=("Storms", "Islands", "Ferries")),
    "case of tags": FIRST.but(tags=("ferries", "storms", "islands")),
    "size of the picture": FIRST.but(image='<img src="/q.jpg?w=1200&s=a1" width="1200" srcset="/a 1x, /b 2x">'),
    "another picture": FIRST.but(image='<picture><source srcset="/q.webp"><img src="/cdn/600x300/q.jpg"></picture>'),
    "caption": FIRST.but(caption="The new quay. Photo: The Courier"),
    "share bar": FIRST.but(share="<button>Share</button><a>WhatsApp</a><a>Copy link</a><span>1,204</span>"),
    "related stories": FIRST.but(aside='<a href="/7">Why the lighthouse is dark</a><p>And who will pay for it now.</p>'),
    "advertisement": FIRST.but(mid=boxed("ad", "Advertisement", "Buy a boat and sail away for only 99 a month.")),
    "frame and script": FIRST.but(mid='<iframe src="https://ads.example/1"></iframe><script>ad("Buy")</script>'),
    "read-also box": FIRST.but(mid='<div class="see"><b>Read also</b> <a href="/9">The quay that cost a fortune</a></div>'),
    "read-also line": FIRST.but(mid='<p><b>READ MORE:</b> <a href="/9">The quay that cost a fortune</a></p>'),
    "linked headline": FIRST.but(mid='<p><a href="/9">The quay that cost a fortune and more than that</a></p>'),
    "newsletter box": FIRST.but(mid=boxed("newsletter-signup", "The Courier in your inbox", "Sign up for our newsletter.")),
    "newsletter line": FIRST.but(mid="<p><em>Sign up for our newsletter and never miss a story from us.</em></p>"),
    "donation line": FIRST.but(mid='<p>Support independent journalism with a gift: <a href="/d">Donate now</a></p>'),
    "donation box": FIRST.but(after=boxed("support", "Support independent journalism from as little as 1 a month.")),
    "audio player": FIRST.but(mid=boxed("audio-player", "Listen to this article", "4:31")),
    "consent to an embed": FIRST.but(
        mid=boxed("embed-consent", "This content is provided by YouTube, which may use cookies. We need your permission.")
    ),
    "consent banner": FIRST.but(
        top=boxed("cookie-banner", "We value your privacy. We and our 812 partners store information on a device.")
    ),
    "news flash": FIRST.but(top='<div class="breaking"><a href="/b">BREAKING: Something else happens</a></div>'),
    "placeholder of an embed": FIRST.but(mid='<figure class="embed"><p>A post of somebody stands here soon, please wait.</p></figure>'),
    "promise of a newsletter": FIRST.but(mid="<p>The stories that matter to the islands, in your inbox every morning.</p>"),
    "label of no known wording": FIRST.but(mid="<p>Puzzle of the day</p>"),
    "labels above and below": FIRST.but(top="<p>Digital desk</p>", mid="<p>Picked for you: 3 more</p>"),
    "time of a recording": FIRST.but(mid="<p>0:00 / 5:12</p>"),
    "links to topics": FIRST.says("ferry", '<a href="/topics/ferry?utm_source=x">ferry</a>'),
    "views": FIRST.but(after='<p class="views">1,204 views</p>'),
    "comments": FIRST.but(after=boxed("comments", "12 comments", "Great news, I have waited for years for this boat.")),
    "about the author": FIRST.but(after=boxed("author-bio", "Ana Ruiz covers the islands. She lives in Port Ellis.")),
    "copyright": FIRST.but(after="<p>© 2026 The Courier. All rights reserved.</p>"),
    "foot": FIRST.but(foot="All rights reserved. Registered in Ashby."),
    "modified alone": FIRST.but(modified=MODIFIED),
    "no metadata": FIRST.but(has_json_ld=False),
    "name of the site": FIRST.but(site=" | Courier News"),
    "class names": FIRST.but(body_class="article__content-3f2a rich"),
    "byline with a time": FIRST.but(byline="By Ana Ruiz · 3 minutes ago"),
    "byline in capitals": FIRST.but(byline="BY ANA RUIZ"),
    "byline without By": FIRST.but(byline="Ana Ruiz"),
    "byline with a colon": FIRST.but(byline="By: Ana Ruiz"),
    "byline with a handle": FIRST.but(byline="By Ana Ruiz @anaruiz"),
}  # fmt: skip


@pytest.mark.parametrize("name", COSMETIC)
def test_story_that_reads_the_same_has_one_version(name: str, archive_path: Path) -> None:
    days = FIRST.html(), COSMETIC[name].html(), FIRST.html()

    assert days[1] != days[0]
    assert list(noticed(archive_path, days)) == [NOTHING] * 3
