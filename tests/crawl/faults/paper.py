"""The Courier: four stories on a server where each row of the fault table may break whatever it likes.

One loopback port speaks for every `*.example` host. Addresses in bodies and headers are written without the port,
which the server puts in.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from tests.crawl.invented_news import story
from tests.fetch.scripted import Script, ScriptedServer, response

HOST = "courier.example"
ORIGIN = f"http://{HOST}"
MEGABYTE = 1_000_000
_ADDRESS = re.compile(rb"(http://(?:[\w-]+\.)+example|http://127\.0\.0\.1)(?![\w.:-])")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the paper says to one address; `packed` is done to the body once the port is in it."""

    body: str | bytes = b""
    status: str = "200 OK"
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    packed: Callable[[bytes], bytes] | None = None
    has_tag: bool = False

    def script(self, port: int, conditions: Mapping[str, str]) -> bytes:
        """Give the bytes of the answer, or of a 304 when the reader has it already."""
        body = self.body.encode() if isinstance(self.body, str) else self.body
        body = _with_port(body, port)
        headers = {name: _with_port(value.encode(), port).decode() for name, value in self.headers.items()}
        if self.has_tag:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
            if conditions.get("if-none-match") == headers["ETag"]:
                return response(b"", "304 Not Modified", ETag=headers["ETag"])
        return response(self.packed(body) if self.packed else body, self.status, Content_Type=self.type, **headers)


Reply = Answer | Script
#: Keys are paths of the Courier, or `host/path` of others; several replies are given in turn, the last one repeated.
Replies = Mapping[str, Reply | tuple[Reply, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, with the times between which it was answered, in seconds of the monotonic clock."""

    host: str
    path: str
    headers: Mapping[str, str]
    began: float
    ended: list[float]


class PaperServer(ScriptedServer):
    """Serves `replies`, and `invents` answers for every other address; remembers requests with their host and time."""

    def __init__(self, replies: Replies, invents: Callable[[str, str], Reply | None] | None = None) -> None:
        super().__init__()
        self.replies = replies
        self.invents = invents
        self.requests: list[Asked] = []
        self._times: Counter[str] = Counter()
        self._lock = threading.Lock()

    def script(self, path: str, headers: Mapping[str, str]) -> Script:
        host = headers.get("host", "").partition(":")[0]
        key = path if host == HOST else host + path
        with self._lock:
            asked = Asked(host, path, headers, time.monotonic(), [])
            self.requests.append(asked)
            times = self._times[key]
            self._times[key] += 1
        reply = self.replies.get(key)
        if reply is None and self.invents:
            reply = self.invents(host, path)
        if isinstance(reply, tuple):
            reply = reply[min(times, len(reply) - 1)]
        reply = Answer("<title>404</title><h1>Not found</h1>", "404 Not Found") if reply is None else reply
        script = reply.script(self.port, headers) if isinstance(reply, Answer) else reply

        def send(connection: socket.socket) -> None:
            try:
                script(connection) if callable(script) else connection.sendall(script)
            finally:
                asked.ended.append(time.monotonic())

        return send

    def asked_for(self, *hosts: str) -> list[str]:
        """Give what was asked for, in order: paths of the Courier, `host/path` of others."""
        return [
            one.path if one.host == HOST else one.host + one.path
            for one in self.requests
            if not hosts or one.host in hosts
        ]


def _with_port(text: bytes, port: int) -> bytes:
    return _ADDRESS.sub(rb"\1:%d" % port, text)


def path(number: int) -> str:
    """Give the address of a story of the Courier, without host."""
    one = story(number, "courier")
    return f"/{one.published:%Y/%m/%d}/{one.slug}"


def page(number: int, head: str = "", top: str = "") -> Answer:
    """Give the page of a story; `head` and `top` are put into its head and before its body."""
    one = story(number, "courier")
    return Answer(
        f'<!doctype html><html lang="en"><head><title>{one.title} – The Courier</title>{head}'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{one.title}">'
        f'<meta property="article:published_time" content="{one.published.isoformat()}"></head><body>{top}'
        f'<header><a href="/">The Courier</a></header><article><h1>{one.title}</h1><p>By {one.author}</p>{one.html}'
        f"</article></body></html>",
        has_tag=True,
    )


def front(*links: str, head: str = "", more: str = "") -> Answer:
    """Give a front page with these links, each under a headline of its own, and `more` below them."""
    cards = "".join(
        f'<article><h2><a href="{link}">{story(number, "courier").title}</a></h2><p>Today’s story.</p></article>'
        for number, link in enumerate(links)
    )
    return Answer(
        f'<!doctype html><html lang="en"><head><title>The Courier</title>{head}</head><body><header>The Courier</header>'
        f"<main>{cards}</main>{more}</body></html>"
    )


STORIES = range(4)
ALL = frozenset(STORIES)
PAPER: Replies = {"/": front(*map(path, STORIES)), **{path(number): page(number) for number in STORIES}}
#: The same stories on a site without a front page: whoever wants them must read the feed or the sitemap.
STORIES_ALONE: Replies = {key: reply for key, reply in PAPER.items() if key != "/"}


def silence(connection: socket.socket) -> None:
    """Say nothing until the reader has had enough."""
    connection.settimeout(5)
    connection.recv(1)


def reset(connection: socket.socket) -> None:
    """Break the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def cut(reply: Answer) -> Script:
    """Give an answer that ends in its middle though it has told its length."""
    whole = reply.script(0, {})
    return whole[: len(whole) - len(whole) // 4]


def endless(start: bytes, more: bytes, kind: str) -> Script:
    """Give an answer that goes on until the reader hangs up."""

    def send(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n".encode() + start)
        block = more * (1 + 65_536 // len(more))
        while True:
            connection.sendall(block)

    return send


def slow(reply: Answer, seconds: float, port: int = 0) -> Script:
    """Give an answer that takes its time."""

    def send(connection: socket.socket) -> None:
        time.sleep(seconds)
        connection.sendall(reply.script(port, {}))

    return send


def moved(to: str, status: str = "302 Found") -> Answer:
    """Give a redirect."""
    return Answer("", status, headers={"Location": to})


def gzipped(body: str | bytes, kind: str) -> Answer:
    """Give a body that is compressed for the way."""
    return Answer(body, type=kind, headers={"Content_Encoding": "gzip"}, packed=pack)


def pack(body: bytes) -> bytes:
    """Compress a body as gzip members of a megabyte; a bomb takes no longer than its differing megabytes."""
    return b"".join(_member(body[begin : begin + MEGABYTE]) for begin in range(0, len(body), MEGABYTE))


@cache
def _member(piece: bytes) -> bytes:
    return gzip.compress(piece)
