"""Broken pages: whatever happens to the bytes, extract answers, and answers the same twice.

The pages of `fixtures/` are broken by a random generator with a seed, so that a failure can be repeated:
`mutated(page, kind, seed)` gives the very bytes again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

import scraper
from scraper.errors import UnreadablePage
from scraper.newsstand import fixtures_folder

FOLDER = fixtures_folder()
PAGES = sorted(path for path in FOLDER.glob("*.example/**/*") if path.suffix in (".html", ".htm"))
URL = "https://harbour-courier.example/2024/03/12/ferry"
SHARE = 0.08  # of the tags, attributes or bytes, at most, that a mutation touches

_TAG = re.compile(rb"<[a-zA-Z/!][^<>]*>")
_ATTRIBUTE = re.compile(rb"""\s[a-zA-Z:-]+=("[^"]*"|'[^']*')""")
_JSON = re.compile(rb"(?<=\+json\">)[^<]+")
_WRAPPERS = (b"a", b"article", b"b", b"form", b"li", b"p", b"select", b"svg", b"table", b"td", b"template", b"title")
_HOSTILE = (
    *(
        b"<script>",
        b"</script>",
        b"<style>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<plaintext>",
        b"<base href='http://[::'>",
    ),
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"&#x110000;", b"&#xD800;", b"&", b"<", b'"', b"\xe2\x80\xae", b"\r"),
    *(
        b"9" * 400,
        b"1e999",
        b"31/31/3131",
        b"0000-00-00T99:99:99+99:99",
        b"http://[",
        b"//:0:0",
        b"data:,",
        b"[[[[",
        b"{",
    ),
)


def _at_tags(html: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    share = chance.uniform(0, SHARE)
    return _TAG.sub(lambda tag: change(tag[0]) if chance.random() < share else tag[0], html)


def tags_dropped(html: bytes, chance: random.Random) -> bytes:
    return _at_tags(html, chance, lambda tag: b"")


def tags_doubled(html: bytes, chance: random.Random) -> bytes:
    return _at_tags(html, chance, lambda tag: tag * chance.choice((2, 2, 3, 40)))


def tags_swapped(html: bytes, chance: random.Random) -> bytes:
    tags: list[bytes] = _TAG.findall(html)
    return _at_tags(html, chance, lambda tag: chance.choice(tags))


def tags_unclosed(html: bytes, chance: random.Random) -> bytes:
    return _at_tags(html, chance, lambda tag: tag[:-1])


def nested_wrongly(html: bytes, chance: random.Random) -> bytes:
    def wrapped(tag: bytes) -> bytes:
        name = chance.choice(_WRAPPERS)
        return b"<" + name + b">" + tag + (b"</" + name + b">" if chance.random() < 0.5 else b"")

    return _at_tags(html, chance, wrapped)


def cut_anywhere(html: bytes, chance: random.Random) -> bytes:
    return html[: chance.randrange(len(html) + 1)]


def middle_cut_out(html: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(html) + 1) for _ in range(2))
    return html[:start] + html[end:]


def pieces_shuffled(html: bytes, chance: random.Random) -> bytes:
    cuts = sorted(chance.randrange(len(html) + 1) for _ in range(6))
    pieces = [html[start:end] for start, end in zip([0, *cuts], [*cuts, len(html)], strict=True)]
    chance.shuffle(pieces)
    return b"".join(pieces)


def attributes_garbled(html: bytes, chance: random.Random) -> bytes:
    values = [match[1] for match in _ATTRIBUTE.finditer(html)] or [b'""']

    def garbled(match: re.Match[bytes]) -> bytes:
        name = match[0].partition(b"=")[0]
        value = chance.choice((chance.choice(values), b'"' + chance.choice(_HOSTILE) + b'"', match[1][:-1], b"", b'""'))
        return name + (b"=" + value if chance.random() < 0.9 else b"")

    share = chance.uniform(0, 4 * SHARE)
    return _ATTRIBUTE.sub(lambda match: garbled(match) if chance.random() < share else match[0], html)


def bytes_flipped(html: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(html)
    for _ in range(round(len(html) * chance.uniform(0, SHARE) / 4)):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def hostile_put_in(html: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(html) + 1)
        html = html[:at] + chance.choice(_HOSTILE) + html[at:]
    return html


def json_broken(html: bytes, chance: random.Random) -> bytes:
    def broken(match: re.Match[bytes]) -> bytes:
        tokens = re.split(rb'("(?:[^"\\]|\\.)*"|[\[\]{},:])', match[0])
        values = [b"null", b"0", b"-1e400", b"[]", b"{}", b'""', b"[[]]", b'{"@type":[{}]}', b"true", b'"\\ud800"', b""]
        share = chance.uniform(0, SHARE)
        return b"".join(chance.choice(values) if chance.random() < share else token for token in tokens)

    return _JSON.sub(broken, html)


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    mutation.__name__: mutation
    for mutation in (
        *(tags_dropped, tags_doubled, tags_swapped, tags_unclosed, nested_wrongly, cut_anywhere, middle_cut_out),
        *(pieces_shuffled, attributes_garbled, bytes_flipped, hostile_put_in, json_broken),
    )
}


def mutated(html: bytes, kind: str, seed: int) -> bytes:
    """Break a page in one way; the same seed breaks it the same way."""
    return MUTATIONS[kind](html, random.Random(f"{kind} {seed}"))


def read_or_refused(html: bytes) -> scraper.Article | str:
    try:
        return scraper.extract(html, URL)
    except UnreadablePage as refused:
        return str(refused)


@pytest.mark.parametrize("kind", MUTATIONS)
def test_broken_pages_are_read_or_refused_and_alike_twice(kind: str) -> None:
    for number, path in enumerate(PAGES):
        html = mutated(path.read_bytes(), kind, number)

        first, second = read_or_refused(html), read_or_refused(html)

        assert first == second, path


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_seed_breaks_a_page_the_same_way_again(kind: str) -> None:
    pages = [path.read_bytes() for path in PAGES]

    broken = [mutated(html, kind, 1) for html in pages]

    assert broken == [mutated(html, kind, 1) for html in pages]
    assert broken != pages


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ('src=" "', None),
        ('srcset=","', None),
        ('src=" " data-src="/ferry.jpg"', "https://harbour-courier.example/ferry.jpg"),
        ('srcset="/ferry.jpg 1x, /ferry-2.jpg 2x"', "https://harbour-courier.example/ferry-2.jpg"),
        ('srcset="/ferry.jpg, /ferry-2.jpg 2x"', "https://harbour-courier.example/ferry-2.jpg"),
        ('src="/w_800,h_600/ferry.jpg"', "https://harbour-courier.example/w_800,h_600/ferry.jpg"),
    ],
)
def test_a_picture_without_a_proper_address_is_no_reason_to_stop(attributes: str, url: str | None) -> None:
    article = scraper.extract(
        f"<h1>Ferry</h1><figure><img {attributes}><figcaption>The ferry</figcaption></figure>", URL
    )

    assert [image.url for image in article.images] == ([url] if url else [])
