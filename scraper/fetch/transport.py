"""One request, one answer: the only file that knows httpx.

httpx gives requests, responses and their headers; the bytes travel over connections of our own (http1.py), one
set per origin. Redirects, cookies and retries are none of its business.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from scraper.fetch.body import ACCEPT_ENCODING, GarbledError, TooLargeError, read_body
from scraper.fetch.http1 import KEEP_ALIVE_SECONDS, Connection, Connections, ProtocolError
from scraper.fetch.network import NameNotFoundError, NotPublicError, Resolve, Streams, connect
from scraper.fetch.proxies import Proxy, ProxyError, proxy_for

# httpx imports its own command line, with click and rich, if it finds them: 70 ms that no fetch needs. With None
# in this place it takes the way of an installation without them.
_had_main = "httpx._main" in sys.modules
if not _had_main:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # the documented way to forbid an import
import httpx  # noqa: E402

if not _had_main:
    del sys.modules["httpx._main"]


class TransportError(Exception):
    """The exchange failed; the message says why, `is_passing` whether another try may help.

    `is_answer` tells that an answer came, but none that can be used.
    """

    def __init__(self, reason: str, *, is_passing: bool = True, is_answer: bool = False) -> None:
        super().__init__(reason)
        self.is_passing = is_passing
        self.is_answer = is_answer


@dataclass(frozen=True, slots=True)
class Answer:
    """A response with its body decompressed; `is_cut` when it was longer than the limit and that was allowed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_cut: bool = False

    def header(self, name: str) -> str | None:
        """Give the first value of a header, by its lower-case name."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Transport(httpx.AsyncBaseTransport):
    """The way to one origin, direct or through the proxy that the environment names for it.

    Raises: TransportError, when that proxy is none we can use.
    """

    def __init__(self, origin: str, *, may_be_private: bool, resolve: Resolve) -> None:
        try:
            self._proxy = proxy_for(origin)
        except ProxyError as error:
            raise TransportError(str(error), is_passing=False) from error
        self._url = httpx.URL(origin)
        self._may_be_private = may_be_private
        self._resolve = resolve
        self._connections = Connections(self._open)
        self._exchanges = 0
        self._used_at = 0.0

    async def exchange(self, url: str, headers: Mapping[str, str], *, max_bytes: int, may_cut: bool = False) -> Answer:
        """Send a GET and read the whole answer.

        Raises: TransportError; NotPublicError. With `may_cut`, a body over the limit is cut there instead.
        """
        self._exchanges += 1
        try:
            request = httpx.Request("GET", url, headers={**headers, "Accept-Encoding": ACCEPT_ENCODING})
            response = await self.handle_async_request(request)
            try:
                codings = ", ".join(response.headers.get_list("content-encoding"))
                assert isinstance(response.stream, httpx.AsyncByteStream)
                body, is_cut = await read_body(response.stream, codings, max_bytes), False
            except TooLargeError as error:
                if not may_cut:
                    raise
                body, is_cut = error.prefix, True
            finally:
                await response.aclose()
        except NameNotFoundError as error:
            raise TransportError(f"the name {error} is not known", is_passing=False) from error
        except (TooLargeError, httpx.InvalidURL) as error:
            raise TransportError(str(error), is_passing=False, is_answer=True) from error
        except (GarbledError, ProtocolError) as error:
            raise TransportError(str(error)) from error
        except (ssl.SSLError, OSError) as error:
            raise _explained(error) from error
        finally:
            self._exchanges -= 1
            self._used_at = time.monotonic()
        return Answer(
            response.status_code,
            tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw),
            body,
            is_cut,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give the answer with its body still to be read."""
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"connection"]
        target = request.url.raw_path
        if self._proxy and request.url.scheme == "http":
            target = str(request.url.copy_with(fragment=None)).encode("ascii")
            if self._proxy.authorization:
                headers.append((b"Proxy-Authorization", self._proxy.authorization.encode("ascii")))
        connection, head = await self._connections.ask(target, headers)
        stream = _Body(connection, self._connections)
        return httpx.Response(head.status_code, headers=list(head.headers.raw_items()), stream=stream)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked, nor was for so long that its connections are stale."""
        return not self._exchanges and time.monotonic() - self._used_at > KEEP_ALIVE_SECONDS

    def drop_connections(self) -> None:
        """Close the connections that are not in use, without waiting for the other side."""
        self._connections.drop()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._connections.close()

    async def _open(self) -> Streams:
        url, proxy = self._url, self._proxy
        port = url.port or (443 if url.scheme == "https" else 80)
        if proxy is None:
            streams = await connect(url.raw_host.decode(), port, self._resolve, may_be_private=self._may_be_private)
        else:
            # a proxy that the user configured may be anywhere, and looks names up itself
            streams = await connect(proxy.host, proxy.port, self._resolve, may_be_private=True)
            if proxy.is_tls:
                await streams[1].start_tls(_tls_context(), server_hostname=proxy.host)
            if url.scheme == "https":
                await _tunnel(streams, f"{url.raw_host.decode()}:{port}", proxy)
        if url.scheme == "https":
            try:
                await streams[1].start_tls(_tls_context(), server_hostname=url.raw_host.decode().strip("[]"))
            except BaseException:
                streams[1].close()
                raise
        return streams


class _Body(httpx.AsyncByteStream):
    """A body as it arrives; its connection goes back when it was read to its end."""

    def __init__(self, connection: Connection, connections: Connections) -> None:
        self._connection = connection
        self._connections = connections

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._connection.body():
            yield piece

    async def aclose(self) -> None:
        self._connections.give_back(self._connection)


async def _tunnel(streams: Streams, authority: str, proxy: Proxy) -> None:
    """Ask a proxy for a tunnel to a host (RFC 9110 §9.3.6)."""
    headers = [(b"Host", authority.encode("ascii"))]
    if proxy.authorization:
        headers.append((b"Proxy-Authorization", proxy.authorization.encode("ascii")))
    answer = await Connection(streams).ask("CONNECT", authority.encode("ascii"), headers)
    if not 200 <= answer.status_code < 300:
        streams[1].close()
        raise TransportError(f"the proxy refused a tunnel ({answer.status_code})", is_passing=False)


@lru_cache(maxsize=1)
def _tls_context() -> ssl.SSLContext:
    """Make the one TLS context: the system's authorities or SSL_CERT_FILE's, and certifi's where it has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not context.get_ca_certs():
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _explained(error: OSError) -> TransportError:
    """Say in words what went wrong, and whether it may pass."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return TransportError(f"the certificate is not valid: {error.verify_message}", is_passing=False)
    if isinstance(error, ssl.SSLError):
        return TransportError("the server does not speak TLS as we do")
    if isinstance(error, ConnectionRefusedError):
        return TransportError("the connection was refused")
    if isinstance(error, ConnectionResetError | BrokenPipeError | asyncio.IncompleteReadError):
        return TransportError("the connection was reset")
    return TransportError(f"no connection could be made ({error.strerror or error})")


__all__ = ["KEEP_ALIVE_SECONDS", "Answer", "NotPublicError", "Transport", "TransportError"]
