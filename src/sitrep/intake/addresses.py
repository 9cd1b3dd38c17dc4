"""An address of the web or of a machine comes in, and whether it may be fetched from goes out.

A page, a feed or a redirect must not make sitrep ask the machine it runs on, or others on its network.
``ipaddress.is_global`` alone does not tell: it holds ``64:ff9b::7f00:1``, ``2002:7f00:1::``,
``224.0.0.1`` and ``192.0.0.8`` for global. So IPv6 is refused unless it lies in the part that is given
out for public use and in none of the ranges within it that lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import re

from sitrep.intake.failure import shown

__all__ = ["MAX_LENGTH", "is_public", "refusal"]

MAX_LENGTH = 4000  # characters of an address

_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
# Ranges inside, or held for global by some version of Python, that are tunnels, relays, tests or groups.
_CLOSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a single machine of the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:93.184.215.14")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if found.version == 6 and (found not in _PUBLIC_6 or "%" in address):
        return False
    return found.is_global and not any(
        found in network for network in _CLOSED if network.version == found.version
    )


def refusal(url: str) -> str | None:
    """Why ``url`` is not fetched, whatever it leads to, in words that follow it; None where nothing does."""
    if len(url) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH} characters"
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return "holds a blank or a control character"
    scheme = _SCHEME.match(url)
    if scheme is None:
        return f"{shown(url, 60)} is no address: one with http:// or https:// was expected"
    if scheme[1].lower() not in ("http", "https"):
        return f"is a {scheme[1].lower()}: address; only http and https are fetched"
    if "@" in url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]:
        return "holds a user name or password, which would end up in the record"
    return None
