"""A server that answers each path with scripted raw bytes, and remembers what it was asked."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

#: Raw bytes to send, or a function that is handed the connection.
Script = bytes | Callable[[socket.socket], None]


def response(body: bytes = b"<p>ok</p>", status: str = "200 OK", **headers: str) -> bytes:
    """Give a whole answer; header names are written with `_` for `-`."""
    fields = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode("latin-1") + body


class ScriptedServer:
    """`scripts` maps a path to the answers it gives in turn; the last one is repeated. robots.txt is a 404 by default."""

    def __init__(self) -> None:
        self.scripts: dict[str, Sequence[Script]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._answer(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 50

            def handle_error(self, request: object, client_address: object) -> None:
                """A client may hang up when it likes."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        """Give the paths asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def script(self, path: str, headers: Mapping[str, str]) -> Script:
        """Give what to answer to this request, the newest of `asked`."""
        times = sum(asked == path for asked, _ in self.asked) - 1
        scripts = self.scripts.get(path, [response(b"", "404 Not Found")])
        return scripts[min(times, len(scripts) - 1)]

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65_536)
            if not piece:
                return
            head += piece
        first, *fields = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        path = "/" + path.split("/", 3)[3] if path.startswith("http://") else path
        headers = {name.lower(): value for name, _, value in (field.partition(": ") for field in fields)}
        self.asked.append((path, headers))
        script = self.script(path, headers)
        try:
            if callable(script):
                script(connection)
            else:
                connection.sendall(script)
        except OSError:
            pass  # the client had enough
