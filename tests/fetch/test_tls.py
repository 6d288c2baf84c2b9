"""Certificates are verified, against the system's authorities or those of SSL_CERT_FILE."""

from __future__ import annotations

import asyncio
import shutil
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.errors import FetchError
from scraper.fetch import Fetcher, Limits
from scraper.fetch.transport import _tls_context
from scraper.models import Page
from tests.fetch.scripted import response

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2"
    )
    names = ["-subj", "/CN=courier.example", "-addext", "subjectAltName=DNS:courier.example"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem"


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                with context.wrap_socket(self.request, server_side=True) as connection:
                    connection.recv(65_536)
                    connection.sendall(response(b"secret news"))
            except OSError:
                pass  # a client that does not like the certificate hangs up

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(url: str) -> Page:
    async def fetch() -> Page:
        async def resolve(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        names = ["courier.example", "gazette.example"]
        limits = Limits(request_seconds=2, first_wait_seconds=0.01)
        async with Fetcher("test/1", limits=limits, allow_private=names, obey_robots=False, resolve_name=resolve) as f:
            return await f.get(url)

    _tls_context.cache_clear()
    try:
        return asyncio.run(fetch())
    finally:
        _tls_context.cache_clear()


def test_an_unknown_authority_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)

    with pytest.raises(FetchError, match=r"certificate is not valid: self.signed certificate"):
        get(f"https://courier.example:{port}/")


def test_ssl_cert_file_names_an_authority(port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    assert get(f"https://courier.example:{port}/").body == b"secret news"


def test_a_certificate_for_another_host_is_refused(
    port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with pytest.raises(FetchError, match="certificate is not valid: Hostname mismatch"):
        get(f"https://gazette.example:{port}/")


def test_a_server_without_tls_is_an_error() -> None:
    class Plain(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1_000)
            self.request.sendall(response(b"plain"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Plain) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        with pytest.raises(FetchError, match="does not speak TLS"):
            get(f"https://courier.example:{server.server_address[1]}/")

        server.shutdown()
