"""Which network addresses may be asked: public ones only, whatever form they are written in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from servanda.text.refusal import UnusableError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]  # host and port to addresses
Allowed = Callable[[Address], bool]

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")  # IPv4 in IPv6, deprecated


def is_public(address: Address) -> bool:
    """Whether an address lies in the public internet; IPv4 addresses inside IPv6 ones count as themselves."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and (address in _NAT64 or address in _COMPATIBLE):
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return address not in _COMPATIBLE and is_public(inner)
        if address.teredo is not None or address.is_site_local or address.scope_id is not None:
            return False
    shut = address.is_private or address.is_multicast or address.is_reserved or address.is_loopback or address.is_unspecified
    return address.is_global and not shut and not address.is_link_local


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises `OSError` when it has none."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def checked_address(host: str, port: int, seconds: float, resolver: Resolver, allowed: Allowed) -> str:
    """The address to connect to, if all addresses of `host` are allowed. Raises `UnusableError` otherwise, or after `seconds`."""
    outcome: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            outcome.append(resolver(host, port))
        except (OSError, UnicodeError, ValueError) as error:
            outcome.append(error)

    # the system's resolver cannot be interrupted, so it is left behind when it takes too long
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    found = outcome[0] if outcome else None
    if found is None:
        raise UnusableError(f"took too long: the name {host} could not be resolved in time")
    if isinstance(found, Exception) or not found:
        raise UnusableError(f"cannot be reached: the name {host} is not known; check the spelling and the connection")
    for address in found:
        try:
            fine = allowed(ip_address(address))
        except ValueError:
            fine = False
        if not fine:
            raise UnusableError(f"leads to {host} at {address}, which is not a public address; such addresses are never asked")
    return found[0]
