"""The connections of the live web: each passes the guard, and says who answered."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from spiders import guard
from spiders.config import Fetch

_MAX_HEADERS = 1000


def opened(fetch: Fetch) -> aiohttp.ClientSession:
    """Return a session whose every connection passes the guard; to be made inside the event loop."""
    connector = aiohttp.TCPConnector(
        limit=0,
        ssl=_trusted(),
        resolver=GuardedResolver(allow_private=fetch.allow_private_hosts),
        socket_factory=_guarded_sockets(allow_private=fetch.allow_private_hosts),
        use_dns_cache=False,
    )
    most = int(fetch.max_header_kb * 1024)
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        response_class=PeerResponse,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=fetch.connect_timeout_s),
        max_line_size=most,
        max_field_size=most,
        max_headers=_MAX_HEADERS,
        trust_env=False,
    )


class GuardedResolver(AbstractResolver):
    """The system's resolver, which gives out only addresses that may be connected to."""

    def __init__(self, *, allow_private: bool) -> None:
        self._inner: ThreadedResolver | None = None
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        if self._inner is None:
            self._inner = ThreadedResolver()
        found = await self._inner.resolve(host, port, family)
        refused: guard.RefusedAddress | None = None
        allowed: list[ResolveResult] = []
        for result in found:
            try:
                guard.check(result["host"], allow_private=self._allow_private)
                allowed.append(result)
            except guard.RefusedAddress as why:
                refused = why
        if refused is not None and not allowed:
            raise refused
        return allowed

    async def close(self) -> None:
        if self._inner is not None:
            await self._inner.close()


def _guarded_sockets(*, allow_private: bool) -> Any:
    """Return a maker of sockets that looks at the very address it is made for: nothing lies between check and connect."""

    def make(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _name, address = info
        guard.check(str(address[0]), allow_private=allow_private)
        return socket.socket(family, kind, protocol)

    return make


class PeerResponse(aiohttp.ClientResponse):
    """An answer that remembers who gave it, after the connection has gone back to the pool."""

    peer: str | None = None
    tls: str | None = None
    certificate: bytes | None = None

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        transport = connection.transport
        name = transport.get_extra_info("peername")
        self.peer = name[0] if name else None
        secured = transport.get_extra_info("ssl_object")
        if secured is not None:
            self.tls = (secured.version() or "").lower().replace("tlsv", "tls/") or None
            self.certificate = secured.getpeercert(binary_form=True)
        return await super().start(connection)


def _trusted() -> ssl.SSLContext | bool:
    """Return whom we trust: the system's root certificates, which aiohttp has read already (True), else those of certifi."""
    if ssl.get_default_verify_paths().cafile is not None:
        return True
    tls = ssl.create_default_context()
    if not tls.get_ca_certs():
        import certifi

        tls.load_verify_locations(cafile=certifi.where())
    return tls
