"""Which network addresses may be connected to; asked at connect time, for every hop and every helper request."""

from __future__ import annotations

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class RefusedAddress(Exception):
    """An address that must not be connected to; the message names it and says why."""


def parsed(host: str) -> Address | None:
    """Return the network address that a host spells, in any notation that the system's resolver takes, else None.

    Besides the usual ones: `2130706433`, `0x7f.1`, `0177.0.0.1` (inet_aton(3)) and an IPv6 zone.
    """
    host = host.strip("[]")
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if _looks_numeric(host) else None
    except (OSError, UnicodeEncodeError):
        return None


def check(address: str, *, allow_private: bool) -> None:
    """Raise RefusedAddress unless a connection to this address is allowed.

    Link-local (169.254.0.0/16 holds the metadata services of clouds, fe80::/10), multicast and what is no address are
    refused always. Loopback, private, shared and all other addresses that IANA does not list as globally
    reachable are refused unless `allow_private`. An IPv4 address inside an IPv6 one (mapped, compatible,
    6to4, Teredo, NAT64) is held to the same rules.
    """
    ip = parsed(address)
    if ip is None:
        raise RefusedAddress(f"{address}: is no network address")
    for inner in (ip, *_inner(ip)):
        if inner.is_link_local or inner.is_multicast:
            raise RefusedAddress(f"{address}: link-local and multicast addresses are never visited")
        if not allow_private and not inner.is_global:
            raise RefusedAddress(f"{address}: is a loopback or private address")


def is_private_host(host: str) -> bool:
    """Return whether a host is, by its spelling alone, one that a public page has no business pointing to."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    if parsed(name) is None:
        return False
    try:
        check(name, allow_private=False)
    except RefusedAddress:
        return True
    return False


def _inner(ip: Address) -> list[Address]:
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1):
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]


def _looks_numeric(host: str) -> bool:
    last = host.rstrip(".").rpartition(".")[2].lower()
    return last.isdigit() or last.startswith("0x")
