"""Who asks, as far as the network tells: an address that is counted, in whatever form it comes."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

UNKNOWN = "unknown"
"""Stands for all whose address cannot be read: they are counted together, for nobody must go uncounted."""
WITH_PORT = re.compile(r"\[([^]]*)\](?::\d+)?|([^:]*):\d+")


def seen_by(proxies: int, forwarded: str, peer: str) -> str:
    """Give the address that the outermost of our proxies saw: each of them adds one at the end of `forwarded`.

    What stands before is the visitor's own invention, quotation marks too: the header is cut at commas and nowhere
    else. Without proxies, or when they have added too few, it is that of the `peer`.
    """
    route = [each.strip() for each in forwarded.split(",")]
    return route[-proxies] if 0 < proxies <= len(route) and forwarded else peer


def network_of(address: str) -> str:
    """Give what one visitor has of an address: all of IPv4, of IPv6 the 64 bits of a connection; UNKNOWN of none."""
    within = WITH_PORT.fullmatch(address)
    try:
        seen = _plain(ip_address((within[1] or within[2] or "") if within else address))
    except ValueError:
        return UNKNOWN
    return str(seen) if isinstance(seen, IPv4Address) else str(ip_network((int(seen), 64), strict=False))


def _plain(seen: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the IPv4 address that a socket of both kinds writes as one of IPv6: all of those would be one network."""
    return (seen.ipv4_mapped or seen) if isinstance(seen, IPv6Address) else seen
