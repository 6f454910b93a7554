"""Addresses: one spelling for each, the key that two spellings share, and the shard of a host; pure."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

import idna
from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi)\Z", re.IGNORECASE
)
_SECOND_LEVEL = frozenset("ac co com edu gob gov gouv go net ne nom or org sch".split())
_UNRESERVED = "-._~!$&'()*+,;=:@/"


def is_web(url: str) -> bool:
    """Return whether an address is one that is visited: http or https, with a host."""
    parts = _split(url)
    return parts is not None and parts.scheme.lower() in _PORTS and bool(host_of(url))


def canonical(url: str) -> str:
    """Return one spelling of an http(s) address; canonical(canonical(url)) == canonical(url).

    Scheme and host are lower case, the host in ASCII (IDNA), default port, fragment and credentials left out,
    percent-escapes only where RFC 3986 needs them, and an empty path is `/`. What is no web address is returned as it came.
    """
    parts = _split(url)
    if parts is None or not is_web(url):
        return url
    scheme = parts.scheme.lower()
    port = _port(parts)
    host = host_of(url)
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, _escaped(parts.path, "") or "/", _escaped(parts.query, "?"), ""))


def urlkey(url: str) -> str:
    """Return the key that the spellings of one address share, in the manner of SURT: `com,example)/path?a=1`.

    http and https, a leading `www.`, a trailing slash, the order of the query and tracking parameters make no
    difference; the case of the path does (it tells short links apart). urlkey(canonical(url)) == urlkey(url).
    """
    parts = _split(canonical(url))
    if parts is None or not is_web(url):
        return url
    host = host_of(url)
    if not _is_address(host):
        labels = host.removeprefix("www.").split(".") if host.count(".") > 1 else host.split(".")
        host = ",".join(reversed(labels))
    port = _port(parts)
    where = host if port is None else f"{host}:{port}"
    path = parts.path.rstrip("/") or "/"
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    return f"{where}){path}{query}"


@lru_cache(maxsize=4096)  # a visit asks for the host of its address seven times
def host_of(url: str) -> str:
    """Return the host of an address in lower-case ASCII, without brackets; "" where it has none."""
    parts = _split(url)
    host = ((parts.hostname if parts else None) or "").rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return quote(host, safe="").lower()


def host_shard(url: str) -> str:
    """Return the registered domain (by a short rule, without a list), which one crawl process holds whole."""
    host = host_of(url)
    if _is_address(host):
        return host
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if deep else labels[-2:])


def joined(base: str, target: str) -> str:
    """Return the address that `target` means on the page `base`, ready to be asked (spaces and non-ASCII escaped)."""
    target = target.strip().strip("\x00")
    try:
        address = urljoin(base, target)
        return str(safe_url_string(address)) if is_web(address) else address
    except ValueError:
        return target


def without_fragment(url: str) -> str:
    """Return what is sent to a server of an address."""
    return url.partition("#")[0]


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url.strip())
    except ValueError:
        return None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _escaped(text: str, more: str) -> str:
    """Escape what must be, unescape what need not be; a `%` that begins no escape becomes `%25`."""
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)
    out: list[str] = []
    for piece in pieces:
        if re.fullmatch(r"%[0-9A-Fa-f]{2}", piece):
            char = chr(int(piece[1:], 16))
            out.append(char if char.isascii() and (char.isalnum() or char in "-._~") else piece.upper())
        else:
            out.append(quote(piece, safe=_UNRESERVED + more + ("[]" if more else "")))
    return "".join(out)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(unquote(host))
    except ValueError:
        return False
    return True
