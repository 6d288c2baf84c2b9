"""Pictures of a story, with what stands under them; and pictures that are not the story's."""

from __future__ import annotations

import pytest

from scraper.extract import extract
from scraper.extract.captions import split_caption

SITE = "https://courier.example"
_TEXT = "".join(
    f"<p>The ferry to Port Ellis sailed at six on Thursday, an hour late and with every seat taken, for the {n}th time.</p>"
    for n in range(4, 9)
)


def images(inner: str, head: str = "") -> list[tuple[str, str | None, str | None]]:
    page = (
        f'<!doctype html><html lang="en"><head><title>Ferry returns</title>{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Ferry returns</h1>{inner}{_TEXT}</article></body></html>"
    )
    found = extract(page, f"{SITE}/ferry").images
    return [(image.url.removeprefix(SITE), image.caption, image.credit) for image in found]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param('<figure class="wp-block-image"><img src="/a.jpg"><figcaption>Dawn. (Photo: Ana Ruiz)</figcaption></figure>', ("/a.jpg", "Dawn.", "Ana Ruiz"), id="WordPress"),
        pytest.param('<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">Dawn. Foto: Ana Ruiz/dpa</p></div>', ("/a.jpg", "Dawn.", "Ana Ruiz/dpa"), id="older WordPress"),
        pytest.param('<figure><img src="/a.jpg"><figcaption>Dawn. <span class="credit">Ana Ruiz</span></figcaption></figure>', ("/a.jpg", "Dawn.", "Ana Ruiz"), id="a credit that is marked"),
        pytest.param('<figure><img src="/a.jpg"><figcaption>Dawn.</figcaption><span class="image-credit">© Ana Ruiz</span></figure>', ("/a.jpg", "Dawn.", "Ana Ruiz"), id="a credit beside the caption"),
        pytest.param('<figure><img src="/a.jpg"><figcaption><span itemprop="caption">Dawn</span><span itemprop="copyrightHolder">Ana Ruiz</span></figcaption></figure>', ("/a.jpg", "Dawn", "Ana Ruiz"), id="microdata"),
        pytest.param('<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/a.jpg"><figcaption>Dawn</figcaption></figure>', ("/a.jpg", "Dawn", None), id="shown later"),
        pytest.param('<figure><img src="/img/placeholder.png" data-srcset="/a-3.jpg 300w, /a-12.jpg 1200w"><figcaption>Dawn</figcaption></figure>', ("/a-12.jpg", "Dawn", None), id="shown later, in sizes"),
        pytest.param('<figure><picture><source srcset="/a.webp 400w"><img srcset="/a-4.jpg 400w, /a-16.jpg 1600w"></picture></figure>', ("/a-16.jpg", None, None), id="sizes alone: the largest"),
        pytest.param('<figure><amp-img src="/a.jpg" width="1" height="1"></amp-img><figcaption>Dawn (Bild: Ana Ruiz)</figcaption></figure>', ("/a.jpg", "Dawn", "Ana Ruiz"), id="AMP"),
        pytest.param('<figure><img class="lazy" src="data:image/svg+xml,x"><noscript><img src="/a.jpg"></noscript></figure>', ("/a.jpg", None, None), id="for readers without scripts"),
        pytest.param('<p><img class="wp-image-7" src="/a.jpg" width="800" height="500"></p>', ("/a.jpg", None, None), id="in no figure"),
    ],
)  # fmt: skip
def test_picture_has_its_caption_and_credit(inner: str, expected: tuple[str, str | None, str | None]) -> None:
    assert images(inner) == [expected]


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param('<p><img src="/count.gif" width="1" height="1"></p>', id="a counter"),
        pytest.param('<figure><img src="/icons/share.svg" width="20" height="20"></figure>', id="an icon"),
        pytest.param('<figure class="author-photo"><img src="/ana.jpg"><figcaption>Ana Ruiz</figcaption></figure>', id="the author"),
        pytest.param('<aside class="related"><figure><img src="/b.jpg"><figcaption>The mill</figcaption></figure></aside>', id="another story"),
        pytest.param('<div class="advert"><figure><img src="/b.jpg"></figure></div>', id="an advertisement"),
    ],
)  # fmt: skip
def test_pictures_that_are_not_the_storys_are_left_out(inner: str) -> None:
    assert images(inner) == []


def test_each_picture_of_a_gallery_has_its_own_caption() -> None:
    one, two = (
        f"<li><figure><img src='/{n}.jpg'><figcaption>Pier {n}. Photo: A{n}</figcaption></figure></li>" for n in (1, 2)
    )

    assert images(f"<figure class=gallery><ul>{one}{two}</ul></figure>") == [
        ("/1.jpg", "Pier 1.", "A1"),
        ("/2.jpg", "Pier 2.", "A2"),
    ]


def test_structured_data_names_the_photographer() -> None:
    data = '{"@type":"NewsArticle","image":{"@type":"ImageObject","url":"/lead.jpg","caption":"Dawn","creator":{"name":"Ana Ruiz"}}}'

    assert images("", f'<script type="application/ld+json">{data}</script>') == [("/lead.jpg", "Dawn", "Ana Ruiz")]


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Le ferry à l’aube. Crédit photo : Ana Ruiz", "Le ferry à l’aube.", "Ana Ruiz"),
        ("El ferry. Foto: EFE", "El ferry.", "EFE"),
        ("Het veer. Foto door Ana Ruiz", "Het veer.", "Ana Ruiz"),
        ("Паром на рассвете. Фото: ТАСС", "Паром на рассвете.", "ТАСС"),
        ("夜明けのフェリー（写真：共同）", "夜明けのフェリー", "共同"),
        ("The ferry at dawn | Ana Ruiz/AFP", "The ferry at dawn", "Ana Ruiz/AFP"),
        ("The ferry at dawn. AP PHOTO / ANA RUIZ", "The ferry at dawn.", "AP PHOTO / ANA RUIZ"),
        ("Die Fähre. © dpa/Ana Ruiz", "Die Fähre.", "dpa/Ana Ruiz"),
        ("A photo of the ferry at dawn.", "A photo of the ferry at dawn.", ""),
        ("The ferry, 1974/75", "The ferry, 1974/75", ""),
        ("The ferry at dawn. (AP Photo/Ana Ruiz)", "The ferry at dawn.", "AP Photo/Ana Ruiz"),
        ("The ferry at dawn. REUTERS/Ana Ruiz", "The ferry at dawn.", "REUTERS/Ana Ruiz"),
        ("The ferry at dawn. Ana Ruiz/Getty Images", "The ferry at dawn.", "Ana Ruiz/Getty Images"),
        ("The ferry at dawn. Ana Ruiz via Getty Images", "The ferry at dawn.", "Ana Ruiz via Getty Images"),
        ("The ferry at dawn. Getty Images", "The ferry at dawn.", "Getty Images"),
        ("Le ferry. Crédit photo : Ana Ruiz / AFP", "Le ferry.", "Ana Ruiz / AFP"),
        ("El ferry. Imagen: Ana Ruiz", "El ferry.", "Ana Ruiz"),
        ("The ferry at dawn. Photo by Ana Ruiz", "The ferry at dawn.", "Ana Ruiz"),
        ("The photo by the sea was taken at dawn.", "The photo by the sea was taken at dawn.", ""),
        ("The ferry at dawn. The AP has more.", "The ferry at dawn. The AP has more.", ""),
        ("The ferry/boat at dawn.", "The ferry/boat at dawn.", ""),
    ],
)
def test_credit_at_the_end_of_a_caption_is_told_apart(text: str, caption: str, credit: str) -> None:
    assert split_caption(text) == (caption, credit)


def test_the_sites_own_sign_is_no_picture_of_the_story() -> None:
    head = '<meta property="og:image" content="/static/default-logo.png">'

    article = extract(f"<html><head>{head}</head><body><h1>Ferry returns</h1><p>{'It sailed at noon. ' * 20}</p>", SITE)

    assert article.images == ()
