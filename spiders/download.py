"""The transport of the live web: a Scrapy download handler on aiohttp that keeps an answer as it came.

Every request of a crawl passes here (pages, hops, robots.txt, archives), so here stand the guard, the caps and the
archive. A failure is an answer too: it comes back as a Response with status 0, never as an exception.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

import aiohttp
import yarl
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders import guard
from spiders.archive import Archive
from spiders.bodies import TooLarge, decoded, encodings
from spiders.config import Fetch, Known
from spiders.exchange import Answer, Exchange, header
from spiders.session import PeerResponse, opened
from spiders.warc import BadArchive, read_response, referred

_WINDOW_S = 10.0  # over which the minimum rate is measured
_CONNECTIONS = 256  # open at once; a process may hold 1,024 files by default
_CONTROL_HOSTS = ("example.org", "iana.org")  # names that exist as long as there is a DNS


class Failed(Exception):
    """An exchange that came to nothing, as a slug of `visits.error` and a detail."""

    def __init__(self, error: str, detail: str = "") -> None:
        super().__init__(error, detail)
        self.error = error
        self.detail = detail


class Crawling(Protocol):
    """What a handler needs of the spider whose requests it serves."""

    archive: Archive
    fetch: Fetch

    def told_to_wait(self, url: str) -> Answer | None:
        """Return what stands for the answer of a host that wants to be asked nothing more now."""

    def heed(self, answer: Answer) -> None:
        """Take note of what a host wishes, before its next request is sent."""


class Live:
    """Scrapy's interface to the live web."""

    lazy = True

    def __init__(self, crawling: Crawling) -> None:
        self._crawling = crawling
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(_CONNECTIONS)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Live:
        return cls(crawler.spider)  # type: ignore[arg-type]

    async def download_request(self, request: Request) -> Response:
        fetch = self._crawling.fetch
        if self._session is None:
            self._session = opened(fetch)
        told = self._crawling.told_to_wait(
            request.url
        )  # here, since it may have said so while this request stood in its queue
        if told is not None:
            request.meta["answer"] = told
            return Response(request.url, status=0, request=request)
        async with self._free:
            exchange = await ask(self._session, request.url, headers=request.meta["headers"], fetch=fetch)
        response = answered(request, exchange, self._crawling)
        self._crawling.heed(request.meta["answer"])
        return response

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def answered(request: Request, exchange: Exchange, crawling: Crawling) -> Response:
    """Archive an exchange and return it as Scrapy's response; the Answer stands in `request.meta["answer"]`.

    A 304 to a conditional request becomes the earlier answer (`request.meta["known"]`); where that cannot be read any more it
    stays a bare 304.
    """
    cap = int(crawling.fetch.max_body_mb * 1_000_000)
    known: Known | None = request.meta.get("known")
    if known is not None and exchange.status == 304 and exchange.error is None:
        answer = _confirmed(exchange, known, crawling.archive, cap=cap)
        if answer is not None:
            request.meta["answer"] = answer
            return Response(request.url, status=304, request=request)
    body = b""
    if exchange.error is None:
        try:
            body = decoded(exchange.body, encodings(header(exchange.headers, "content-encoding")), cap=cap)
        except TooLarge as large:
            exchange = replace(exchange, error="too_large", detail=str(large))
    kept = crawling.archive.keep(exchange)
    request.meta["answer"] = Answer(exchange=exchange, kept=kept, body=body)
    return Response(request.url, status=exchange.status or 0, request=request)


def _confirmed(exchange: Exchange, known: Known, archive: Archive, *, cap: int) -> Answer | None:
    """Return the earlier answer as given anew, its 304 archived; None where the archive does not have it whole."""
    file = archive.folder / known.file
    try:
        stored = read_response(file, known.offset, cap=cap)
        kept = archive.keep_unchanged(exchange, first=referred(file, known.offset))
    except (BadArchive, TooLarge):
        return None
    whole = replace(exchange, status=stored.status, headers=stored.headers)
    return Answer(exchange=whole, kept=kept, body=stored.body, unchanged=True)


async def ask(session: aiohttp.ClientSession, url: str, *, headers: dict[str, str], fetch: Fetch) -> Exchange:
    """Ask for an address once and return what came, or why nothing did; never raises but for a fault of ours."""
    asked_at = datetime.now(UTC)
    facts: dict[str, Any] = {}
    try:
        async with asyncio.timeout(fetch.timeout_s):
            await _exchange(session, url, headers, fetch, facts)
    except Failed as failed:
        facts |= {"error": failed.error, "detail": failed.detail}
    except aiohttp.ServerTimeoutError:
        facts |= {"error": "timeout", "detail": f"no connection within {fetch.connect_timeout_s:g} s"}
    except TimeoutError:
        facts |= {"error": "timeout", "detail": f"no whole answer within {fetch.timeout_s:g} s"}
    except guard.RefusedAddress as refused:
        facts |= {"error": "refused_private", "detail": str(refused)}
    except aiohttp.ClientConnectorDNSError as unknown:
        facts |= {"error": await _dns_error(unknown), "detail": str(unknown)}
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError) as untrusted:
        facts |= {"error": "tls", "detail": str(untrusted)}
    except aiohttp.ClientConnectorError as unreached:
        facts |= {"error": "connect", "detail": str(unreached)}
    except aiohttp.ClientResponseError as malformed:
        long = "more than" in malformed.message or "too many" in malformed.message.lower()
        facts |= {"error": "headers_too_large" if long else "broken", "detail": malformed.message[:300]}
    except (aiohttp.ClientError, aiohttp.InvalidURL, OSError, ValueError) as broken:
        facts |= {"error": "broken", "detail": f"{type(broken).__name__}: {broken}"[:300]}
    return Exchange(url=url, asked_at=asked_at, fetched_at=datetime.now(UTC), **facts)


async def _exchange(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], fetch: Fetch, facts: dict[str, Any]
) -> None:
    target = yarl.URL(url.partition("#")[0], encoded=True)
    if target.raw_user is not None or target.raw_password is not None:
        target = target.with_user(None)  # credentials are never sent
    literal = guard.parsed(target.host or "")
    if literal is not None:
        guard.check(str(literal), allow_private=fetch.allow_private_hosts)
    async with session.get(target, headers=headers, allow_redirects=False) as response:
        assert isinstance(response, PeerResponse)
        raw = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in response.raw_headers)
        size = sum(len(n) + len(v) + 4 for n, v in raw)
        if size > fetch.max_header_kb * 1024:
            raise Failed("headers_too_large", f"{size} bytes of header lines")
        version = response.version
        number = f"{version.major}.{version.minor}" if version else "1.1"
        facts |= {
            "address": response.peer,
            "protocols": tuple(p for p in (f"http/{number}", response.tls) if p),
            "certificate": response.certificate,
            "request_headers": tuple((str(n), str(v)) for n, v in response.request_info.headers.items()),
        }
        body = await _body(response, cap=int(fetch.max_body_mb * 1_000_000), min_rate=fetch.min_rate_bytes_s)
        facts |= {
            "status": response.status,
            "status_line": f"HTTP/{number} {response.status} {response.reason or ''}",
            "headers": raw,
            "body": body,
        }


async def _body(response: aiohttp.ClientResponse, *, cap: int, min_rate: float) -> bytes:
    """Return the body as it came (transfer encoding undone), or raise Failed: too_large, too_slow."""
    claimed = response.content_length
    if claimed is not None and claimed > cap:
        raise Failed("too_large", f"Content-Length says {claimed} bytes")
    loop, content = asyncio.get_running_loop(), response.content
    body = bytearray()
    before, window_ends = 0, loop.time() + _WINDOW_S
    while not content.at_eof():
        if content.is_eof():  # all of it has come: nothing to wait for
            body += content.read_nowait()
        else:
            try:
                async with asyncio.timeout_at(window_ends):
                    body += await content.readany()
            except TimeoutError:
                if loop.time() < window_ends:
                    raise  # the whole answer's time is up, not the window's
        if len(body) > cap:
            raise Failed("too_large", f"more than {cap} bytes")
        if loop.time() >= window_ends:
            if len(body) - before < min_rate * _WINDOW_S:
                raise Failed("too_slow", f"{len(body) - before} bytes in {_WINDOW_S:g} s")
            before, window_ends = len(body), loop.time() + _WINDOW_S
    return bytes(body)


async def _dns_error(unknown: aiohttp.ClientConnectorDNSError) -> str:
    """Return `dns` only where the name is known not to exist: where nothing resolves, we are offline, not they dead."""
    cause = getattr(unknown, "os_error", None)
    number = getattr(cause, "errno", None)
    if isinstance(cause, OSError) and isinstance(cause.__cause__, socket.gaierror):
        number = cause.__cause__.errno
    if number is not None and number != socket.EAI_NONAME:
        return "connect"
    return "dns" if await _any(_resolves(name) for name in _CONTROL_HOSTS) else "connect"


async def _resolves(name: str) -> bool:
    try:
        await asyncio.get_running_loop().getaddrinfo(name, 443)
    except OSError:
        return False
    return True


async def _any(checks: Any) -> bool:
    pending: list[Awaitable[bool]] = list(checks)
    return any(await asyncio.gather(*pending))
