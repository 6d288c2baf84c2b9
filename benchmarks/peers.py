"""Other readers of articles, each in one function: bytes and URL in, the fields it offers out.

Names are those of `Article`; a field that a reader does not offer is left out. None of them opens a socket here.
`pip install '.[bench]'` installs what they need; one that is not installed is left out with a sentence.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

Fields = dict[str, Any]


def ours(html: bytes, url: str | None = None) -> Any:
    """Read with `scraper.extract`."""
    import scraper

    return scraper.extract(html, url)


def bare_parse(html: bytes, url: str | None = None) -> Fields:
    """Parse with lexbor and read nothing: what no reader on this parser can be faster than."""
    from selectolax.lexbor import LexborHTMLParser

    LexborHTMLParser(html)
    return {}


def trafilatura(html: bytes, url: str | None = None, *, fast: bool = False) -> Fields:
    """Read with trafilatura as it comes, metadata included."""
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, fast=fast, with_metadata=True)
    if found is None:
        return {}
    return {
        "headline": found.title,
        "authors": _split(found.author or "", ";"),
        "published": found.date,
        "tags": [name for tag in found.tags or () for name in _split(tag, ",")],  # some come as one string
        "body": found.text,
    }


def trafilatura_fast(html: bytes, url: str | None = None) -> Fields:
    """Read with trafilatura without its fallbacks."""
    return trafilatura(html, url, fast=True)


def resiliparse(html: bytes, url: str | None = None) -> Fields:
    """Read with resiliparse, which gives the body and the contents of `<title>`."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(html, detect_encoding(html))
    return {"headline": tree.title, "body": extract_plain_text(tree, main_content=True)}


def newspaper(html: bytes, url: str | None = None) -> Fields:
    """Read with newspaper4k; it is told not to fetch images, which it does by default."""
    from newspaper import Article

    article = Article(url or "http://unknown.example/", fetch_images=False)
    article.download(input_html=html, ignore_read_more=True)
    article.parse()
    return {
        "headline": article.title,
        "authors": article.authors,
        "published": article.publish_date,
        "body": article.text,
    }


def _split(text: str, at: str) -> list[str]:
    return [name for part in text.split(at) if (name := part.strip())]


@dataclass(frozen=True)
class Peer:
    """A reader, by the name that tables show."""

    name: str
    read: Callable[..., Any]
    package: str
    module: str

    @property
    def spec(self) -> str:
        """The reader as the scorer of a set names it."""
        return f"{__name__}:{self.read.__name__}"

    @property
    def version(self) -> str:
        """The version that is installed."""
        return version(self.package)


OURS = Peer("scrape", ours, "scrape-news", "scraper")
PARSE = Peer("lexbor, parse only", bare_parse, "selectolax", "selectolax.lexbor")
PEERS = (
    Peer("trafilatura", trafilatura, "trafilatura", "trafilatura"),
    Peer("trafilatura fast", trafilatura_fast, "trafilatura", "trafilatura"),
    Peer("resiliparse", resiliparse, "resiliparse", "resiliparse.extract.html2text"),
    Peer("newspaper4k", newspaper, "newspaper4k", "newspaper"),
)


def installed(peers: Collection[Peer] = PEERS, wanted: Collection[str] = ()) -> list[Peer]:
    """Give the peers that can be imported, of those wanted; say on stderr which one cannot and why."""
    if unknown := set(wanted) - {peer.name for peer in peers}:
        sys.exit(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(peer.name for peer in peers)}")
    found = []
    for peer in peers:
        if wanted and peer.name not in wanted:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # newspaper4k warns of optional packages that are not needed here
                importlib.import_module(peer.module)
        except ImportError as error:
            print(f"{peer.name} is left out: {error}; pip install '.[bench]' brings it", file=sys.stderr)
        else:
            found.append(peer)
    return found
