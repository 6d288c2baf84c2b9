"""Feeds broken in every way that is known: what was whole in them is read, and nothing is opened or expanded."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
from typing import Any

import pytest

from scraper.discover import read_feed
from scraper.discover.feeds import MAX_FEED_BYTES, MAX_ITEMS
from scraper.errors import UnreadablePage
from tests.discover.test_feeds import FERRY, HERE, atom, json_feed, rdf, rss

STORIES = [f"https://courier.example/story-{number}" for number in range(4)]
ITEMS = "".join(f"<item><title>Story {url[-1]}</title><link>{url}</link></item>" for url in STORIES)
ENTRIES = "".join(f'<entry><title>Story {url[-1]}</title><link href="{url}"/></entry>' for url in STORIES)
EVIL = '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;]>'
LAUGHS = (
    "<!DOCTYPE rss [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)


def after(doctype: str, text: str) -> str:
    return text.replace("<rss", f"{doctype}<rss")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a parser used the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


WHOLE = {
    "an item with an unclosed tag": rss("<item><title>open <b>bold</item>" + ITEMS),
    "an item with an unclosed tag at the end": rss(ITEMS + "<item><title>open <b>bold</item>"),
    "an item without an end": rss("<item><title>no end</title>" + ITEMS),
    "an item in an item": rss("<item><title>outer</title><item><title>inner</title></item></item>" + ITEMS),
    "an entry with an unclosed tag": atom('<entry><title>open <i>it</title><link href="http://["/></entry>' + ENTRIES),
    "a tag closed twice": rss("</item></title>" + ITEMS),
    "crossed tags": rss("<item><b><title>x</b></title></item>" + ITEMS),
    "attributes without quotes": rss('<item><enclosure url=x.mp3 length=7/></item>' + ITEMS),
    "prefixes that nobody declared": rss("<item><dc:creator>A</dc:creator><foo:bar>x</foo:bar></item>" + ITEMS),
    "markup that is not escaped": rss("<item><description><p>One<br>Two<img src=x></description></item>" + ITEMS),
    "entities of HTML": rss("<item><title>Fish&nbsp;&hellip;&eacute;&bogus;</title></item>" + ITEMS),
    "bare ampersands": rss("<item><title>A & B && C &; D</title></item>" + ITEMS),
    "CDATA without an end in an item": rss(ITEMS + "<item><title><![CDATA[open</title></item>"),
    "CDATA in CDATA": rss("<item><title><![CDATA[a <![CDATA[b]]> c]]></title></item>" + ITEMS),
    "control characters": rss(f"<item><title>a\x0b\x00\x01\x1fb\ufffe</title></item>{ITEMS}"),
    "references to control characters": rss(f"<item><title>a&#0;&#11;&#xFFFF;&#99999999;b</title></item>{ITEMS}"),
    "an encoding that does not exist": rss(ITEMS, encoding="no-such-thing"),
    "an XML declaration further down": "<!-- cached -->\n" + rss(ITEMS),
    "two XML declarations": '<?xml version="1.0"?>' + rss(ITEMS),
    "XML 1.1": rss(ITEMS).replace('"1.0"', '"1.1"'),
    "no XML declaration": rss(ITEMS).partition("?>")[2],
    "warnings of PHP before it": "<br />\n<b>Warning</b>: Undefined index in <b>/var/www/rss.php</b><br />\n" + rss(ITEMS),
    "words after it": rss(ITEMS) + "<!-- 0.2 s --><script>track()</script>",
    "two feeds, one after the other": rss(ITEMS) + rss(ITEMS),
    "no end": rss(ITEMS).removesuffix("</channel></rss>"),
    "items outside the channel": rss("").replace("</channel>", f"</channel>{ITEMS}"),
    "an RDF with a broken neighbour": rdf("<item><title>x<b></item>" + ITEMS),
    "a doctype with a subset": after("<!DOCTYPE rss [<!ELEMENT rss ANY>]>", rss(ITEMS)),
    "an entity that reads a file": after(EVIL, rss("<item><title>&e;</title><link>&e;</link></item>" + ITEMS)),
    "an entity for every address": after("<!DOCTYPE rss [<!ENTITY s 'x'>]>", rss("<item><title>&s;</title></item>" + ITEMS)),
    "a billion laughs": after(LAUGHS, rss("<item><title>&a11;</title></item>" + ITEMS)),
    "one long entity, often": after(f"<!DOCTYPE rss [<!ENTITY a '{'a' * 50_000}'>]>", rss(f"<item><title>{'&a;' * 5_000}</title></item>{ITEMS}")),
    "an XInclude": rss('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>' + ITEMS),
    "a style sheet that is none": rss(ITEMS).replace("<rss", '<?xml-stylesheet href="file:///etc/passwd"?><rss'),
    "ten thousand tags deep": rss(ITEMS + "<item>" + "<b>" * 10_000),
    "a title without end": rss(ITEMS + "<item><title>" + "x" * 1_000_000),
    "a thousand attributes": rss("<item " + " ".join(f'a{n}="1"' for n in range(1_000)) + "/>" + ITEMS),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_read(name: str) -> None:
    began = time.process_time()

    links = read_feed(WHOLE[name].encode("utf-8", "surrogatepass"), HERE).links

    assert [link.url for link in links if link.url in STORIES] == STORIES
    assert {link.url for link in links} - set(STORIES) <= {"https://courier.example/&e"}  # not expanded
    assert all("root:" not in (link.title or "") for link in links)
    assert time.process_time() - began < 3


ZURICH = rss("<item><title>Zürich – Fähre</title><link>https://courier.example/ferry</link></item>")
JAPANESE = ZURICH.replace("Zürich – Fähre", "東京の船")


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (ZURICH.encode(), None, "Zürich – Fähre"),
        (b"\xef\xbb\xbf" + ZURICH.encode(), "text/xml; charset=iso-8859-1", "Zürich – Fähre"),
        (ZURICH.replace("utf-8", "utf-16").encode("utf-16"), None, "Zürich – Fähre"),
        (ZURICH.encode("utf-16"), "text/xml; charset=utf-8", "Zürich – Fähre"),
        (ZURICH.encode("utf-16-be"), None, "Zürich – Fähre"),
        (ZURICH.replace("utf-8", "windows-1252").encode("windows-1252"), None, "Zürich – Fähre"),
        (ZURICH.replace("utf-8", "ISO-8859-1").encode("windows-1252"), None, "Zürich – Fähre"),
        (ZURICH.encode("windows-1252"), None, "Zürich – Fähre"),
        (ZURICH.encode("windows-1252"), "text/xml; charset=utf-8", "Zürich – Fähre"),
        (ZURICH.replace("utf-8", "utf-16").encode(), None, "Zürich – Fähre"),
        (ZURICH.replace("utf-8", "us-ascii").encode(), "text/xml; charset=us-ascii", "Zürich – Fähre"),
        (JAPANESE.replace("utf-8", "Shift_JIS").encode("cp932"), None, "東京の船"),
        (JAPANESE.replace("utf-8", "EUC-JP").encode("euc-jp"), None, "東京の船"),
        (JAPANESE.replace('encoding="utf-8"', "").encode("euc-jp"), "application/rss+xml; charset=EUC-JP", "東京の船"),
        (ZURICH.replace("\n", "").replace("><", ">\r<").encode(), None, "Zürich – Fähre"),
        (b"\n\r\n  \t" + ZURICH.encode(), None, "Zürich – Fähre"),
        (b"\x00\x00" + ZURICH.encode(), None, "Zürich – Fähre"),
    ],
)
def test_a_feed_is_decoded_whatever_it_claims(body: bytes, content_type: str | None, title: str) -> None:
    (link,) = read_feed(body, HERE, content_type).links

    assert (link.url, link.title) == (FERRY, title)


@pytest.mark.parametrize("kind", ["rss", "atom", "rdf", "json", "gzip"])
def test_a_feed_that_was_cut_gives_what_came_before(kind: str) -> None:
    urls = [f"https://courier.example/story-{number:03}" for number in range(100)]
    items = "".join(f"<item><title>S</title><link>{url}</link></item>" for url in urls)
    entries = "".join(f'<entry><title>S</title><link href="{url}"/></entry>' for url in urls)
    whole = {
        "rss": rss(items),
        "atom": atom(entries),
        "rdf": rdf(items),
        "json": json_feed(*({"url": url} for url in urls)),
        "gzip": rss(items),
    }[kind]
    body = whole[: whole.index("story-050") + 3].encode()
    if kind == "gzip":
        body = gzip.compress(whole.encode() * 50)[:-20]

    feed = read_feed(body, HERE)

    assert [link.url for link in feed.links][:50] == urls[:50]
    assert len(feed.links) in ((50,) if kind != "gzip" else (100,))
    assert feed.problems


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t ",
        b"<html><body><h1>Oops</h1></body></html>",
        b"<!doctype html><title>Sign in</title><p>Please sign in",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"404 not found",
        b'{"error": "no such feed"}',
        b"{" * 100_000,
        b'{"items": 7}',
        b"[]",
        b"<?xml version='1.0'?>",
        b"<!DOCTYPE rss [",
        b"\x1f\x8b\x08\x00broken",
        b"<rss",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadablePage):
        read_feed(body, HERE)


@pytest.mark.parametrize("text", [rss(""), atom(""), rdf(""), json_feed()])
def test_a_feed_may_be_empty(text: str) -> None:
    feed = read_feed(text.encode(), HERE)

    assert (feed.links, feed.title, feed.problems) == ((), "The Courier", ())


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_items_are_capped(kind: str) -> None:
    urls = [f"https://courier.example/story-{number}" for number in range(MAX_ITEMS + 5)]
    text = {
        "rss": rss("".join(f"<item><link>{url}</link></item>" for url in urls)),
        "atom": atom("".join(f'<entry><link href="{url}"/></entry>' for url in urls)),
        "json": json_feed(*({"url": url} for url in urls)),
    }[kind]

    feed = read_feed(text.encode(), HERE)

    assert [link.url for link in feed.links] == urls[:MAX_ITEMS]
    assert feed.is_cut


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"<rss><channel>" + b" " * 300_000_000),
        gzip.compress(gzip.compress(b"<rss><channel>" + b" " * 300_000_000)),
        b"<rss><channel>" + b"<item><title>x</title></item>" * 1_000_000,
        b"<rss><channel>" + b"<" * 20_000_000,
        b"<rss><channel><item>" + b"&amp;" * 4_000_000,
        b"<rss><channel><item><title>" + b"<![CDATA[" * 1_000_000,
        b"<rss><channel>" + b"<item>" * 1_000_000,
        b"<rss " + b"a" * 12_000_000,
        b"<!--" * 3_000_000,
        b"<?xml " * 2_000_000,
    ],
    ids=["bomb", "bomb in a bomb", "items", "brackets", "ampersands", "CDATA", "open items", "root", "comments", "declarations"],
)  # fmt: skip
def test_a_feed_without_measure_costs_little(body: bytes) -> None:
    tracemalloc.start()
    began = time.process_time()
    try:
        links = read_feed(body, HERE).links
    except UnreadablePage:
        links = ()
    seconds = time.process_time() - began
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert links == ()
    assert seconds < 15  # with every allocation traced
    assert most < 30 * MAX_FEED_BYTES
