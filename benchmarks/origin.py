"""Serve many newspapers on loopback addresses, for benchmarks: a front, stories, feed and sitemap on each.

    python benchmarks/origin.py [--hosts N] [--stories N] [--small | --pages FOLDER] [--latency SECONDS]

Host i is at 127.1.0.i+1; the port is printed first. Stories are generated, or made of the saved pages (*.html,
*.html.gz) of a folder, with an address and a title of their own; small ones have a story and little else. `/stats`
tells what was asked.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

GENERATED = 40  # pages that differ; each is served under many addresses
PARAGRAPHS, MENU, SCRIPT = 18, 450, 20_000  # a story of 5 kB, a thousand elements, 200 kB: the average news page
_CHANCE = random.Random(7)
_WORDS = ["".join(_CHANCE.choices("abcdefghijklmnopqrstuvwxyz", k=_CHANCE.randint(2, 11))) for _ in range(9_000)]
_WEIGHTS = [1 / (rank + 10) for rank in range(len(_WORDS))]  # words of a language fall off like this (Zipf)
_OWN_NAME = re.compile(
    rb"<link[^>]+rel=[\"']?canonical[^>]*>|<meta[^>]+(?:og:url|http-equiv=[\"']?refresh)[^>]*>", re.IGNORECASE
)
_HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Template:
    """A page without its own name: what comes before it, compressed what comes after."""

    before: bytes
    after: bytes
    packed: bytes

    @classmethod
    def of(cls, page: bytes) -> Template:
        """Take a page apart and compress most of it once and for all."""
        page = _OWN_NAME.sub(b"", page)
        found = _HEAD.search(page)
        cut = found.end() if found else 0
        return cls(page[:cut], page[cut:], gzip.compress(page[cut:], 6, mtime=0))

    def named(self, url: str, title: str, *, packed: bool) -> bytes:
        """Give the page under an address, as two members of gzip if it is to be packed."""
        own = f'<link rel="canonical" href="{url}"><meta property="og:title" content="{title}">'.encode()
        if not packed:
            return self.before + own + self.after
        return gzip.compress(self.before + own, 1, mtime=0) + self.packed


def words(count: int) -> str:
    """Give that many invented words, some much oftener than others."""
    return " ".join(_CHANCE.choices(_WORDS, _WEIGHTS, k=count))


def generated(number: int, *, is_small: bool = False) -> bytes:
    """Give a page as a newspaper's system makes it: much furniture, data in JSON, one story."""
    furniture, code = (5, 10) if is_small else (MENU, SCRIPT)
    at = f"2026-0{number % 9 + 1}-1{number % 9}T08:00:00+00:00"
    headline = words(9).capitalize()
    data = json.dumps(
        {"@type": "NewsArticle", "headline": headline, "datePublished": at, "author": {"name": words(2).title()}}
    )
    menu = "".join(f'<li class="menu-{word}"><a href="/{word}/">{word}</a></li>' for word in words(furniture).split())
    text = "".join(f"<p>{words(45).capitalize()}.</p>" for _ in range(PARAGRAPHS))
    script = f"window.state = {json.dumps(words(code))};"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>'
        f'<meta property="article:published_time" content="{at}"><script type="application/ld+json">{data}</script>'
        f"</head><body><nav><ul>{menu}</ul></nav><main><article><h1>{headline}</h1>{text}</article></main><script>{script}</script></body></html>"
    ).encode()


def saved(folder: Path) -> list[bytes]:
    """Give the saved pages of a folder."""
    files = sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])
    return [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files]


class Origin:
    """The newspapers: which page is where."""

    def __init__(self, pages: list[bytes], stories: int, latency_seconds: float) -> None:
        self.templates = [Template.of(page) for page in pages]
        self.stories = stories
        self.latency_seconds = latency_seconds
        self.asked: Counter[str] = Counter()
        self.in_flight: Counter[str] = Counter()
        self.most_in_flight = 0

    def answer(self, host: str, path: str, *, packed: bool) -> tuple[int, str, bytes]:
        """Give status, type and body, compressed if `packed`."""
        if found := re.fullmatch(r"/(\d{4})/(\d\d)/(\d\d)/story-(\d+)", path):
            number = int(found[4])
            template = self.templates[(number * 31 + zlib.crc32(host.encode())) % len(self.templates)]
            body = template.named(f"http://{host}{path}", f"Story {number} of {host}", packed=packed)
            return 200, "text/html; charset=utf-8", body
        kind, text = "text/html; charset=utf-8", ""
        places = [f"/2026/{n % 9 + 1:02}/{n % 28 + 1:02}/story-{n}" for n in range(self.stories)]
        if path == "/":
            text = "<title>Front</title><h1>News</h1>" + "".join(
                f'<article><h2><a href="{place}">The story of number {n} in full</a></h2></article>'
                for n, place in enumerate(places)
            )
        elif path == "/sitemap.xml":
            kind, text = "text/xml", "".join(f"<url><loc>http://{host}{place}</loc></url>" for place in places)
            text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{text}</urlset>'
        elif path == "/robots.txt":
            kind, text = "text/plain", "User-agent: *\nDisallow: /private/\n"
        elif path == "/stats":
            told = {"asked": self.asked, "most_in_flight": self.most_in_flight, "most_per_host": self.in_flight["most"]}
            kind, text = "application/json", json.dumps(told)
        body = text.encode() or b"<title>404</title>"
        return 200 if text else 404, kind, gzip.compress(body, 1, mtime=0) if packed else body

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                lines = asked.decode("latin-1").split("\r\n")
                fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
                path, host = lines[0].split(" ")[1], fields["host"]
                self.asked["pages" if "story-" in path else "others"] += 1
                self.in_flight[host] += 1
                self.in_flight["most"] = max(self.in_flight["most"], self.in_flight[host])
                if self.latency_seconds:
                    await asyncio.sleep(self.latency_seconds * random.uniform(0.7, 1.3))
                packed = "gzip" in fields.get("accept-encoding", "")
                status, kind, body = self.answer(host, path, packed=packed)
                self.in_flight[host] -= 1
                coding = "Content-Encoding: gzip\r\n" if packed else ""
                head = f"HTTP/1.1 {status} x\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode())
                writer.write(body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def run(options: argparse.Namespace) -> None:
    """Print the port and serve until ended."""
    made = (generated(number, is_small=options.small) for number in range(GENERATED))
    pages = saved(options.pages) if options.pages else list(made)
    origin = Origin(pages, options.stories, options.latency)
    first = await asyncio.start_server(origin.serve, "127.1.0.1", 0, backlog=500)
    port = first.sockets[0].getsockname()[1]
    rest = [f"127.1.0.{number + 1}" for number in range(1, options.hosts)]
    servers = [first, *([await asyncio.start_server(origin.serve, rest, port, backlog=500)] if rest else [])]
    print(port, flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=20, metavar="N", help="at most 250")
    parser.add_argument("--stories", type=int, default=50, metavar="N", help="on each host")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="saved pages to serve, as *.html or *.html.gz")
    parser.add_argument("--small", action="store_true", help="pages with little but the story")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
