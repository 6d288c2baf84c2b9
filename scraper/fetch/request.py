"""What a request is made of: conditions, credentials, the origin it goes to."""

from __future__ import annotations

import base64

from scraper.models import Validators
from scraper.urls import without_credentials


def conditions_of(validators: Validators | None) -> dict[str, str]:
    """Give the headers that ask only for what has changed (RFC 9110 §13.1)."""
    conditions = {}
    if validators and validators.etag:
        conditions["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        conditions["If-Modified-Since"] = validators.last_modified
    return {name: value for name, value in conditions.items() if value.isascii() and value.isprintable()}


def origin_of(url: str) -> str:
    """Give scheme, host and port of an absolute URL: `https://courier.example:8443`."""
    scheme, _, rest = without_credentials(url).partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"


def userinfo_of(url: str) -> str:
    """Give the user name and password in a URL, as they stand there; empty if there are none."""
    authority = url.partition("://")[2].partition("/")[0]
    return authority.rpartition("@")[0]


def authorization_for(url: str) -> dict[str, str]:
    """Give the header for credentials that stand in the URL (RFC 7617)."""
    from urllib.parse import unquote

    if not (userinfo := userinfo_of(url)):
        return {}
    name, _, password = userinfo.partition(":")
    token = base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode("ascii")
    return {"Authorization": f"Basic {token}"}
