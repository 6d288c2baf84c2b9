"""A loopback server of invented newspapers: what `scrape demo` reads and what the tests fetch from.

A folder of `fixtures/` is a newspaper, named after its host; the URL path leads to the file. A page is found
by its exact path, with `.html` added, or as `index.html` of a folder; the `.toml` beside a page, which says
what must be read from it, is never served. `site.toml` says what a file tree cannot: redirects, statuses,
content types. The server is asked for a newspaper by Host header, or as an HTTP proxy with the whole URL in
the request line (RFC 9112 §3.2.2), so that http://harbour-courier.example/ needs no name service.

It is not a layer. It alone listens on a socket, and it never opens one to anybody else.
"""

from __future__ import annotations

import gzip
import hashlib
import socketserver
import sys
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import unquote, urlsplit

IDLE_SECONDS = 5.0  # after which a connection that nobody uses is closed
HTML_TYPE = "text/html; charset=utf-8"
CONTENT_TYPES = {".xml": "application/xml", ".txt": "text/plain; charset=utf-8"}


def fixtures_folder() -> Path:
    """Give the folder of newspapers: the repository's in a checkout, else the one that the package brings."""
    package = Path(__file__).resolve().parent
    checkout = package.parent / "fixtures"
    return checkout if any(checkout.glob("*.example")) else package / "fixtures"


def demo_urls() -> list[str]:
    """Give the URLs that `scrape demo` archives: stories, one that moved, and some pages that are no stories."""
    papers = sorted(fixtures_folder().glob("*.example"))
    return [f"http://{folder.name}{path}" for folder in papers for path in Newspaper(folder).demo]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a newspaper says to one path: the body is not yet compressed, `modified` is in seconds since 1970."""

    status: int
    content_type: str
    body: bytes = b""
    location: str | None = None
    modified: float = 0.0

    @property
    def etag(self) -> str:
        """A weak validator, because the same page travels compressed and plain (RFC 9110 §8.8.3)."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Newspaper:
    """One folder of `fixtures/`, and what its `site.toml` says: `demo`, `html_type`, a table `path."/…"`."""

    def __init__(self, folder: Path) -> None:
        said = tomllib.loads((folder / "site.toml").read_text("utf-8"))
        self.folder = folder.resolve()
        self.demo: tuple[str, ...] = tuple(said.get("demo", ()))
        self.html_type: str = said.get("html_type", HTML_TYPE)
        self.paths: Mapping[str, Mapping[str, Any]] = said.get("path", {})

    def answer(self, path: str) -> Answer:
        """Give the answer to a path as it stands in the request, without its query.

        >>> courier = Newspaper(fixtures_folder() / "harbour-courier.example")
        >>> courier.answer("/robots.txt").status, courier.answer("/../site.toml").status
        (200, 404)
        """
        special = self.paths.get(path, {})
        if location := special.get("location"):
            return Answer(special["status"], self.html_type, location=location)
        file = self._file(path)
        if file is None and self._file(path + "/"):
            return Answer(301, self.html_type, location=path + "/")
        if file is None:
            status = special.get("status", 404)
            page = self.folder / "404.html"
            body = page.read_bytes() if page.is_file() else f"<title>{status}</title>".encode()
            return Answer(status, self.html_type, body)
        content_type = special.get("content_type") or CONTENT_TYPES.get(file.suffix, self.html_type)
        return Answer(special.get("status", 200), content_type, file.read_bytes(), modified=file.stat().st_mtime)

    def _file(self, path: str) -> Path | None:
        wanted = self.folder / unquote(path).lstrip("/")
        names = [wanted / "index.html"] if path.endswith("/") else [wanted, Path(f"{wanted}.html")]
        for file in names:
            if file.is_file() and file.suffix != ".toml" and self.folder in file.resolve().parents:
                return file
        return None


class Newsstand:
    """All newspapers of a folder behind one loopback port, from `with` to its end.

    `url` is the server's own address, to be used as a proxy; `asked` lists (host, path with query) of every
    request in order of arrival, and may be cleared.

    Raises: OSError, when the port is taken; port 0 takes any that is free.
    """

    def __init__(self, folder: Path | None = None, *, port: int = 0) -> None:
        self.papers = {paper.name: Newspaper(paper) for paper in (folder or fixtures_folder()).glob("*.example")}
        self.asked: list[tuple[str, str]] = []
        handler = type("Handler", (_Handler,), {"stand": self})
        self._server = _Server(("127.0.0.1", port), handler)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client may hang up when it likes
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsstand"
    sys_version = ""
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True  # or the second half of every answer waits for the first to be acknowledged
    stand: ClassVar[Newsstand]

    def do_GET(self) -> None:
        target = urlsplit(self.path if "://" in self.path else f"http://{self.headers['Host'] or ''}{self.path}")
        host = (target.hostname or "").rstrip(".")
        path = target.path or "/"
        self.stand.asked.append((host, f"{path}?{target.query}" if target.query else path))
        paper = self.stand.papers.get(host.removeprefix("www."))
        self._send(paper.answer(path) if paper else Answer(404, HTML_TYPE, b"<title>No such newspaper</title>"))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, answer: Answer) -> None:
        may_cache = answer.status == HTTPStatus.OK
        unchanged = may_cache and self._has(answer)
        body = b"" if unchanged else answer.body
        self.send_response(304 if unchanged else answer.status)
        if may_cache:
            self.send_header("ETag", answer.etag)
            self.send_header("Last-Modified", formatdate(answer.modified, usegmt=True))
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Vary", "Accept-Encoding")
        if not unchanged:
            if body and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _has(self, answer: Answer) -> bool:
        if tags := self.headers.get("If-None-Match"):  # it goes before the date (RFC 9110 §13.2.2)
            return tags.strip() == "*" or answer.etag in [tag.strip() for tag in tags.split(",")]
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", "")).timestamp()
        except (TypeError, ValueError):
            return False
        return int(answer.modified) <= since

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
        """Say nothing: `asked` remembers."""
