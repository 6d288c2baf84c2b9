"""Connecting: a name is looked up once, every answer is checked, and the checked address is connected to.

Checking first and letting a library look the name up again would leave a gap for a name server that gives
two answers (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from scraper.fetch.addresses import is_public, literal

BUFFER_BYTES = 65_536

#: Give the IP addresses of a host; raise OSError when it has none.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class NotPublicError(Exception):
    """The host is, or its name leads to, an address that is not public."""


class NameNotFoundError(Exception):
    """The name service does not know the host; asking again will not help."""


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Look a host up as the system does, in a thread."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


async def connect(host: str, port: int, resolve: Resolve, *, may_be_private: bool) -> Streams:
    """Connect to the first of a host's addresses that answers; unless it may be private, all must be public.

    Raises: NotPublicError, NameNotFoundError, OSError.
    """
    addresses = await _look_up(host, port, resolve)
    if not may_be_private:
        for address in addresses:
            if not is_public(address):
                raise NotPublicError(f"{host} is at {address}" if address != host else f"{host} is an address")
    failure: OSError = ConnectionError(f"{host} has no address")
    for address in addresses:
        try:
            return await asyncio.open_connection(address, port, limit=BUFFER_BYTES)
        except OSError as error:
            failure = error
    raise failure


async def _look_up(host: str, port: int, resolve: Resolve) -> Sequence[str]:
    if address := literal(host):
        return (address,)
    try:
        addresses = await resolve(host, port)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise NameNotFoundError(host) from error
        raise ConnectionError(f"the name service failed: {error.strerror}") from error
    except (OSError, UnicodeError) as error:
        raise NameNotFoundError(host) from error
    if not addresses:
        raise NameNotFoundError(host)
    return addresses
