"""Feeds of every format, as papers have published them since 1999: items, dates, addresses."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from scraper.discover import read_feed
from scraper.models import LinkKind

HERE = "https://courier.example/feed.xml"
FERRY = "https://courier.example/ferry"
LAMP = "https://courier.example/lamp"
AT = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)

RSS_DATE = "<pubDate>Tue, 12 Mar 2024 09:30:00 GMT</pubDate>"
ITEM = f"<item><title>Ferry returns</title><link>{FERRY}</link>{RSS_DATE}</item>"
RDF_SPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)
MEDIA = ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'


def rss(inside: str, *, version: str = "2.0", spaces: str = "", head: str = "", encoding: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="{version}"{spaces}><channel><title>The Courier</title>'
        f"<link>https://courier.example/</link><description>News</description>{head}{inside}</channel></rss>"
    )


def rdf(inside: str, space: str = "http://purl.org/rss/1.0/", head: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rdf:RDF {RDF_SPACES} xmlns="{space}"><channel rdf:about="https://courier.example/">'
        f"<title>The Courier</title><link>https://courier.example/</link>{head}</channel>{inside}</rdf:RDF>"
    )


def atom(inside: str, *, space: str = "http://www.w3.org/2005/Atom", root: str = "") -> str:
    return (
        f'<?xml version="1.0"?><feed xmlns="{space}"{root}><title>The Courier</title>'
        f'<link rel="self" href="{HERE}"/><link href="https://courier.example/"/>{inside}</feed>'
    )


def entry(link: str, more: str = f"<published>{AT.isoformat()}</published>") -> str:
    return f"<entry><title>Ferry returns</title>{link}<id>tag:courier.example,2024:1</id>{more}</entry>"


def json_feed(*items: object, **more: object) -> str:
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "items": items}
    return json.dumps(said | more)


LINK = f'<link href="{FERRY}"/>'

FORMATS = {
    "RSS 0.91": rss(ITEM, version="0.91"),
    "RSS 0.91 of Netscape, with its DTD": rss(ITEM, version="0.91").replace(
        "<rss", '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss'
    ),
    "RSS 0.92": rss(ITEM, version="0.92"),
    "RSS 2.0": rss(ITEM),
    "RSS 2.0 with Atom and media": rss(
        f'<item><title>Ferry returns</title><media:title>The ferry, on a picture</media:title><link>{FERRY}</link>{RSS_DATE}'
        f'<media:content url="https://courier.example/ferry.jpg"/><enclosure url="https://courier.example/ferry.mp3"/></item>',
        spaces=MEDIA, head=f'<atom:link rel="self" href="{HERE}"/>',
    ),
    "RSS without a version": rss(ITEM).replace(' version="2.0"', ""),
    "RSS whose root is the channel": rss(ITEM).partition(">")[2].partition(">")[2].removesuffix("</rss>"),
    "RSS in capitals": rss(ITEM).replace("<rss", "<RSS").replace("/rss>", "/RSS>"),
    "RSS with a style sheet": rss(ITEM).replace("<rss", '<?xml-stylesheet href="/f.xsl" type="text/xsl"?><!-- hello --><rss'),
    "RSS 0.90": rdf(f"<item><title>Ferry returns</title><link>{FERRY}</link></item>", "http://my.netscape.com/rdf/simple/0.9/"),
    "RSS 1.0": rdf(f'<item rdf:about="{FERRY}"><title>Ferry returns</title><link>{FERRY}</link><dc:date>2024-03-12T09:30:00Z</dc:date></item>'),
    "Atom 0.3": atom(f'<entry><title>Ferry returns</title><link rel="alternate" href="{FERRY}"/><issued>2024-03-12T09:30:00Z</issued></entry>', space="http://purl.org/atom/ns#", root=' version="0.3"'),
    "Atom 1.0": atom(entry(LINK)),
    "Atom with several links": atom(entry(f'<link rel="enclosure" href="/x.mp3"/><link rel="replies" href="{FERRY}#comments"/>{LINK}<link rel="edit" href="/api/7"/>')),
    "Atom with a prefix": atom(entry(LINK)).replace("<", "<a:").replace("<a:/", "</a:").replace("<a:?", "<?").replace("xmlns=", "xmlns:a="),
    "JSON Feed": json_feed({"id": "1", "url": FERRY, "title": "Ferry returns", "date_published": "2024-03-12T09:30:00Z"}),
    "JSON Feed of a bookmark": json_feed({"id": FERRY, "title": "Ferry returns", "date_published": "2024-03-12T10:30:00+01:00"}),
}  # fmt: skip
WITHOUT_DATES = {"RSS 0.90"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_story_is_found_in_every_format(name: str) -> None:
    feed = read_feed(FORMATS[name].encode(), HERE)

    (link,) = feed.links
    assert (link.url, link.title) == (FERRY, "Ferry returns")
    assert link.published == (None if name in WITHOUT_DATES else AT)
    assert (link.kind, link.source) == (LinkKind.STORY, "feed")
    assert feed.title == "The Courier"
    assert not feed.is_cut


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("<pubDate>Tue, 12 Mar 2024 09:30:00 GMT</pubDate>", AT),
        ("<pubDate>Tue, 12 Mar 2024 10:30:00 +0100</pubDate>", AT),
        ("<pubDate>12 Mar 24 09:30 UT</pubDate>", AT),
        ("<pubDate>Thu, 12 Mar 2024 05:30:00 EDT</pubDate>", AT),
        ("<pubDate>2024-03-12T09:30:00Z</pubDate>", AT),
        ("<pubDate>2024-03-12T09:30:00.123+00:00</pubDate>", AT),
        ("<pubDate> \n 12 Mar 2024 09:30:00 GMT\n</pubDate>", AT),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>Tue, 32 Mar 2024 09:30:00 GMT</pubDate>", None),
        ("<pubDate/>", None),
        ("<pubDate>" + "9" * 5_000 + "</pubDate>", None),
        ("<pubDate>0000-00-00T00:00:00Z</pubDate>", None),
    ],
)
def test_dates_are_read_as_they_are_written(written: str, published: datetime | None) -> None:
    (link,) = read_feed(rss(f"<item><title>A</title><link>{FERRY}</link>{written}</item>").encode(), HERE).links

    assert link.published == published


def test_an_item_without_a_date_has_that_of_its_address() -> None:
    (link,) = read_feed(rss("<item><link>https://courier.example/2024/03/12/ferry</link></item>").encode(), HERE).links

    assert link.published == date(2024, 3, 12)


def test_a_change_is_told_from_the_publication() -> None:
    changed = "<published>2024-03-12T09:30:00Z</published><updated>2024-03-13T08:00:00Z</updated>"

    (link,) = read_feed(atom(entry(LINK, changed)).encode(), HERE).links

    assert (link.published, link.modified) == (AT, datetime(2024, 3, 13, 8, tzinfo=UTC))


ADDRESSES = {
    "white space and CDATA": (rss(f"<item><link>\n <![CDATA[ {FERRY} ]]>\n</link></item>"), [FERRY]),
    "a path": (rss("<item><link>/ferry</link></item>"), [FERRY]),
    "a name beside the feed": (rss("<item><link>ferry</link></item>"), [FERRY]),
    "no scheme": (rss("<item><link>//courier.example/ferry</link></item>"), [FERRY]),
    "xml:base on the feed": (atom(entry('<link href="2024/ferry"/>'), root=' xml:base="https://courier.example/news/"'), ["https://courier.example/news/2024/ferry"]),
    "xml:base on the entry": (atom(entry('<link href="ferry"/>').replace("<entry", '<entry xml:base="https://courier.example/news/"')), ["https://courier.example/news/ferry"]),
    "guid alone": (rss(f"<item><guid>{FERRY}</guid></item>"), [FERRY]),
    "guid that is no link": (rss(f"<item><guid isPermaLink='false'>x7</guid><link>{FERRY}</link></item>"), [FERRY]),
    "guid that is another address": (rss(f"<item><guid>https://courier.example/?p=7</guid><link>{FERRY}</link></item>"), [FERRY]),
    "an escaped ampersand": (rss("<item><link>https://courier.example/a?b=1&amp;id=2</link></item>"), ["https://courier.example/a?b=1&id=2"]),
    "a bare ampersand": (rss("<item><link>https://courier.example/a?b=1&id=2</link></item>"), ["https://courier.example/a?b=1&id=2"]),
    "Feedburner": (rss(f'<item><link>http://feedproxy.example/~r/x</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">{FERRY}</feedburner:origLink></item>'), [FERRY]),
    "another site": (rss(f"<item><link>https://wire.example/x</link></item>{ITEM}"), ["https://wire.example/x", FERRY]),
    "each once": (rss(ITEM * 3 + f"<item><link>{LAMP}</link></item>"), [FERRY, LAMP]),
    "none at all": (rss("<item><title>A notice</title></item>" + ITEM), [FERRY]),
    "no scheme that we fetch": (rss("".join(f"<item><link>{one}</link></item>" for one in ("javascript:alert(1)", "mailto:a@b.example", "data:text/html,x", "ftp://courier.example/x", "http://[", "file:///etc/passwd")) + ITEM), [FERRY]),
    "letters that are not ASCII": (rss("<item><link>https://courier.example/fähre</link></item>"), ["https://courier.example/f%C3%A4hre"]),
    "JSON with paths": (json_feed({"url": "/ferry"}, {"id": "7"}, "nonsense", None, {"url": 7}, {"url": "lamp"}), [FERRY, LAMP]),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_addresses_are_resolved_as_they_are_meant(name: str) -> None:
    text, expected = ADDRESSES[name]

    feed = read_feed(text.encode(), HERE)

    assert [link.url for link in feed.links] == expected


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("<![CDATA[Fish & chips]]>", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("<![CDATA[Fish &amp; <b>chips</b>]]>", "Fish & chips"),
        ("Fish &#38; chips &#x2014; hot", "Fish & chips — hot"),
        ("Fish &mdash; chips&nbsp;hot", "Fish — chips hot"),
        ("Caf&eacute; &unknown; bar", "Café &unknown; bar"),
        ("&lt;b&gt;Fish&lt;/b&gt;", "Fish"),
        ("  Fish\n\n   and   chips ", "Fish and chips"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Fish\x00 and\x0b chips", "Fish and chips"),
        ("", None),
    ],
)
def test_titles_are_plain_text(written: str, title: str | None) -> None:
    text = rss(f"<item><title>{written}</title><link>{FERRY}</link></item><item><link>{LAMP}</link></item>")

    links = read_feed(text.encode(), HERE).links

    assert [link.url for link in links] == [FERRY, LAMP]
    assert links[0].title == title


WORDPRESS = "<generator>https://wordpress.org/?v=6.5</generator>"


@pytest.mark.parametrize(
    ("text", "url", "older"),
    [
        (atom(f'<link rel="next" href="/feed2.xml"/>{entry(LINK)}'), HERE, "https://courier.example/feed2.xml"),
        (atom(f'<link rel="prev-archive" href="/2023.xml"/>{entry(LINK)}'), HERE, "https://courier.example/2023.xml"),
        (atom(f'<link rel="next" href="{HERE}"/>{entry(LINK)}'), HERE, None),
        (rss(ITEM, head='<atom:link rel="next" href="/f?p=2"/>', spaces=MEDIA), HERE, "https://courier.example/f?p=2"),
        (rss(ITEM), HERE, None),
        (rss(WORDPRESS + ITEM), "https://courier.example/feed/", "https://courier.example/feed/?paged=2"),
        (rss(WORDPRESS + ITEM), "https://courier.example/?feed=rss2&paged=9", "https://courier.example/?feed=rss2&paged=10"),
        (rss(ITEM), "https://courier.example/feed/?paged=2", "https://courier.example/feed/?paged=3"),
        (rss(WORDPRESS), "https://courier.example/feed/?paged=3", None),
        (rss(WORDPRESS + ITEM), "https://courier.example/feed/?paged=x", "https://courier.example/feed/?paged=2"),
        (json_feed({"url": FERRY}, next_url="/feed.json?page=2"), HERE, "https://courier.example/feed.json?page=2"),
        (json_feed({"url": FERRY}), HERE, None),
    ],
)  # fmt: skip
def test_older_items_are_where_the_feed_says(text: str, url: str, older: str | None) -> None:
    assert read_feed(text.encode(), url).next_url == older


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod> daily\n</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("", None),
    ],
)
def test_a_feed_may_say_how_often_it_changes(head: str, seconds: int | None) -> None:
    spaces = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'

    assert read_feed(rss(ITEM, head=head, spaces=spaces).encode(), HERE).update_seconds == seconds


def test_the_site_and_its_language_are_read() -> None:
    feed = read_feed(rss(ITEM, head="<language>en-GB</language>").encode(), HERE)

    assert (feed.site_url, feed.language) == ("https://courier.example/", "en-GB")


@pytest.mark.parametrize("times", [1, 2])
def test_a_feed_in_gzip_is_unpacked(times: int) -> None:
    body = rss(ITEM).encode()
    for _ in range(times):
        body = gzip.compress(body)

    assert [link.url for link in read_feed(body, HERE).links] == [FERRY]
