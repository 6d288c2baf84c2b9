"""HTTP/1.1 over asyncio streams: h11 speaks the protocol, this file carries the bytes.

httpx's own transport brings a connection pool and a second event-loop library, which together take longer to
import than a page takes to fetch, and searches its pool at every request. One origin at a time needs neither.

Reference: RFC 9112.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import h11

from scraper.fetch.network import BUFFER_BYTES, Streams

KEEP_ALIVE_SECONDS = 5.0  # an idle TLS connection costs 0.3 MB and servers close theirs soon
MAX_IDLE = 2
MAX_HEADER_BYTES = 100_000


class ProtocolError(Exception):
    """What came is not an HTTP answer, or not a whole one."""


class Connection:
    """One connection, for one request after the other."""

    def __init__(self, streams: Streams) -> None:
        self._reader, self._writer = streams
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEADER_BYTES)
        self._idle_since = 0.0
        self.has_answered = False

    async def ask(self, method: str, target: bytes, headers: list[tuple[bytes, bytes]]) -> h11.Response:
        """Send a request without a body and give the head of its answer, interim answers skipped.

        Raises: ProtocolError, OSError.
        """
        self.has_answered = False
        try:
            request = self._h11.send(h11.Request(method=method, target=target, headers=headers))
            self._writer.write((request or b"") + (self._h11.send(h11.EndOfMessage()) or b""))
            await self._writer.drain()
            while True:
                event = await self._next_event()
                if isinstance(event, h11.Response):
                    return event
                if not isinstance(event, h11.InformationalResponse):
                    raise ProtocolError("the server hung up without an answer")
        except h11.ProtocolError as error:
            raise _in_words(error, has_answered=self.has_answered) from error

    async def body(self) -> AsyncIterator[bytes]:
        """Yield the pieces of the answer's body.

        Raises: ProtocolError, when it ends before its announced end; OSError.
        """
        try:
            while True:
                event = await self._next_event()
                if isinstance(event, h11.Data):
                    yield bytes(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    break
                else:
                    raise ProtocolError("the body ends before its announced length")
        except h11.ProtocolError as error:
            raise _in_words(error, has_answered=True) from error

    async def _next_event(self) -> object:
        while True:
            event = self._h11.next_event()
            if event is not h11.NEED_DATA:
                return event
            data = await self._reader.read(BUFFER_BYTES)
            self.has_answered = self.has_answered or bool(data)
            self._h11.receive_data(data)

    def rest(self) -> bool:
        """Make ready for another request; False when the connection has served its last."""
        if self._h11.our_state is not h11.DONE or self._h11.their_state is not h11.DONE:
            return False
        self._h11.start_next_cycle()
        self._idle_since = time.monotonic()
        return True

    @property
    def is_fresh(self) -> bool:
        """Whether an idle connection is probably still open."""
        return time.monotonic() - self._idle_since < KEEP_ALIVE_SECONDS and not self._reader.at_eof()

    def close(self) -> None:
        """Close it, without waiting for the other side."""
        with suppress(Exception):  # whatever happens to a connection that nobody needs any more
            self._writer.close()

    async def closed(self) -> None:
        """Close it and wait until it is."""
        self.close()
        with suppress(Exception):
            await asyncio.wait_for(self._writer.wait_closed(), 0.5)


class Connections:
    """The connections to one origin: idle ones are used again while they are fresh."""

    def __init__(self, open_streams: Callable[[], Awaitable[Streams]]) -> None:
        self._open_streams = open_streams
        self._idle: list[Connection] = []

    async def ask(self, target: bytes, headers: list[tuple[bytes, bytes]]) -> tuple[Connection, h11.Response]:
        """Send a GET on an idle connection, or on a new one when there is none or it turns out to be closed.

        Raises: ProtocolError, OSError, and what opening raises.
        """
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_fresh:
                connection.close()
                continue
            try:
                return connection, await connection.ask("GET", target, headers)
            except (ProtocolError, OSError):
                connection.close()
                if connection.has_answered:
                    raise
            except BaseException:
                connection.close()
                raise
        connection = Connection(await self._open_streams())
        try:
            return connection, await connection.ask("GET", target, headers)
        except BaseException:
            connection.close()
            raise

    def give_back(self, connection: Connection) -> None:
        """Keep a connection whose answer was read to its end for the next request; close any other."""
        if connection.rest() and len(self._idle) < MAX_IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def drop(self) -> None:
        """Close the idle connections without waiting for the other side."""
        while self._idle:
            self._idle.pop().close()

    async def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            await self._idle.pop().closed()


def _in_words(error: h11.ProtocolError, *, has_answered: bool) -> ProtocolError:
    text = str(error)
    if "without sending complete" in text or "incomplete" in text:
        return ProtocolError("the body ends before its announced length")
    if not has_answered:
        return ProtocolError("the server hung up without an answer")
    return ProtocolError(f"the answer is not HTTP ({text[:100]})")
