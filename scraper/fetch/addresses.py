"""Which addresses are public: the only ones that pages may lead us to.

A page, a redirect or a name server may point at a router, a metadata service or a neighbour's printer. An
address is judged by what it reaches, so the IPv4 address inside an IPv6 one is taken out first.

Reference: https://www.iana.org/assignments/iana-ipv6-special-registry/, RFC 6052, RFC 3056, RFC 4380.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
_IPV4_COMPATIBLE = IPv6Network("::/96")
_IPV4_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765
_SIX_TO_FOUR_RELAY = IPv4Network("192.88.99.0/24")


def is_public(address: str) -> bool:
    """Tell whether an IP address, with or without brackets and zone, is one that anybody may reach.

    >>> [is_public(a) for a in ("93.184.215.14", "127.0.0.1", "[::ffff:10.0.0.1]", "64:ff9b::7f00:1", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    try:
        parsed = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        inner = _inside(parsed)
        if inner is not None:
            return _is_public_v4(inner)
        return _is_public_v6(parsed)
    return _is_public_v4(parsed)


def literal(host: str) -> str | None:
    """Give the IP address that a URL's host is, without brackets, or None if it is a name."""
    text = host.strip("[]")
    try:
        ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return text


def _inside(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address leads to, if it is of a kind that does."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or address in _IPV4_TRANSLATED or (address in _IPV4_COMPATIBLE and int(address) > 1):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global and not address.is_multicast and not address.is_reserved and address not in _SIX_TO_FOUR_RELAY
    )


def _is_public_v6(address: IPv6Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_site_local
        and address not in _LOCAL_NAT64
    )
