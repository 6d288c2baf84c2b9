"""The proxy that the environment names for an origin (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY)."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from scraper.urls import without_credentials


class ProxyError(Exception):
    """The environment names a proxy that we cannot use."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy; `authorization` is the header value for its user name and password, '' without one."""

    host: str
    port: int
    is_tls: bool
    authorization: str


def proxy_for(origin: str) -> Proxy | None:
    """Give the proxy for an origin such as `https://courier.example`, None to go there directly.

    Raises: ProxyError, when it is neither an HTTP nor an HTTPS proxy.
    """
    proxies = getproxies()
    scheme, _, rest = origin.partition("://")
    url = proxies.get(scheme) or proxies.get("all")
    if not url or proxy_bypass(rest):
        return None
    parts = urlsplit(url if "://" in url else f"http://{url}")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port = 0
    if parts.scheme not in ("http", "https") or not parts.hostname or not port:
        raise ProxyError(f"the proxy {without_credentials(url)} is none we can use")
    authorization = ""
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        authorization = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
    return Proxy(parts.hostname, port, parts.scheme == "https", authorization)
