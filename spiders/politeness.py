"""How we behave on other people's hosts: the Scrapy settings, robots.txt, pauses; all in this one place."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

from spiders.config import Fetch
from spiders.exchange import Answer, retry_after
from spiders.pointers import pointer

_ROBOTS_HOPS = 5  # RFC 9309 §2.3.1.2: at least five redirects are followed
_ROBOTS_BYTES = 500 * 1024  # RFC 9309 §2.5: at least this much is read
_AGAIN = frozenset((429, 503))
_TRANSIENT = frozenset(("connect", "broken"))
_MAX_CRAWL_DELAY_S = 30.0

Ask = Callable[[str], Awaitable[Answer]]


def scrapy_settings(fetch: Fetch, *, live: bool, hosts: int) -> dict[str, Any]:
    """Return the settings of a crawl over so many hosts; a replayed web has no pauses.

    Redirects, retries, cookies, robots.txt, compression are done by us or not at all, so Scrapy's middlewares
    for them are off; so are the ports that it opens. As many requests as hosts may be under way (measured: the makespan
    with fewer is 1.43 of the lower bound, with as many 1.10), one for each host.
    """
    handler = "spiders.download.Live" if live else "spiders.replay.Replayed"
    return {
        "TWISTED_REACTOR_ENABLED": False,
        "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTECONTROL_ENABLED": False,
        "LOGSTATS_INTERVAL": 0,
        "LOG_LEVEL": "WARNING",
        "LOG_VERSIONS": [],
        "EXTENSIONS_BASE": {},
        "DOWNLOADER_MIDDLEWARES_BASE": {},
        "SPIDER_MIDDLEWARES_BASE": {},
        "DOWNLOAD_HANDLERS_BASE": {},
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "REDIRECT_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "CONCURRENT_REQUESTS": max(16, min(hosts, 256)) if live else 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if live and fetch.delay_s > 0 else max(1, min(8, 256 // max(1, hosts))),
        "CONCURRENT_ITEMS": 1,
        "DOWNLOAD_DELAY": fetch.delay_s if live else 0.0,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "USER_AGENT": user_agent(fetch),
    }


def user_agent(fetch: Fetch) -> str:
    """Return how we name ourselves, with the user's contact."""
    return f"{fetch.user_agent} {fetch.contact}".strip() if fetch.contact not in fetch.user_agent else fetch.user_agent


def product(fetch: Fetch) -> str:
    """Return the word by which robots.txt names us (RFC 9309 §2.2.1): what stands before the first slash or space."""
    return (fetch.user_agent.replace("/", " ").split() or ["testimonia"])[0]


def request_headers(fetch: Fetch) -> dict[str, str]:
    """Return the headers of a visit: no cookie, no referrer.

    gzip alone is asked for, though brotli and zstd are understood: every tool that reads WARC files reads gzip (warcio 1.8
    fails on brotli, and knows no zstd), and the archive keeps what the server sent.
    """
    return {
        "User-Agent": user_agent(fetch),
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
        "Accept-Language": "en,*;q=0.5",
        "Accept-Encoding": "gzip",
    }


def pause(answer: Answer, tries: int, fetch: Fetch) -> float | None:
    """Return the seconds to wait before the same address is asked again in this run, None not to ask again.

    429 and 503 wait as long as Retry-After says; longer than `max_retry_after_s` is for a later run. A broken
    connection is tried again after a moment that doubles, with a little chance in it so that many do not return at once.
    """
    exchange = answer.exchange
    if tries >= fetch.retries:
        return None
    backoff: float = max(0.2, min(fetch.delay_s, 5.0)) * 2**tries * random.uniform(1.0, 1.2)  # noqa: S311
    if exchange.error in _TRANSIENT:
        return min(backoff, fetch.max_retry_after_s)
    if exchange.status not in _AGAIN:
        return None
    until = retry_after(exchange.headers, exchange.fetched_at)
    wait = backoff if until is None else max(0.0, (until - exchange.fetched_at).total_seconds())
    return wait if wait <= fetch.max_retry_after_s else None


def next_try(answer: Answer) -> datetime | None:
    """Return when an address may be asked again after 429 or 503: as the server says, else in an hour.

    So too for an address that was not asked any more, since an archive had told us to wait.
    """
    exchange = answer.exchange
    if exchange.status not in _AGAIN and exchange.error not in ("told_to_wait", "archive_rate_limited"):
        return None
    return retry_after(exchange.headers, exchange.fetched_at) or exchange.fetched_at + timedelta(hours=1)


def wants_rest(answer: Answer, fetch: Fetch) -> datetime | None:
    """Return until when a host wants none of our requests: it has said that we ask too often (429), and for longer than a run waits."""
    exchange = answer.exchange
    until = retry_after(exchange.headers, exchange.fetched_at) if exchange.status == 429 else None
    if until is None or (until - exchange.fetched_at).total_seconds() <= fetch.max_retry_after_s:
        return None
    return until


class Robots:
    """The robots.txt of every host met, asked for once, through the same guarded transport as everything."""

    def __init__(self, fetch: Fetch, ask: Ask, set_delay: Callable[[str, float], None]) -> None:
        self._fetch = fetch
        self._ask = ask
        self._set_delay = set_delay
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    async def allow(self, url: str) -> bool:
        """Return whether our user agent may visit an address (RFC 9309); no robots.txt allows everything.

        A server that answers it with an error of its own (5xx) forbids everything, as the RFC says. One that cannot be
        reached at all forbids nothing: the page itself will fail in the same way, which says more.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin))
        rules = await asyncio.shield(self._rules[origin])
        return rules is None or bool(rules.can_fetch(url, product(self._fetch)))

    async def _read(self, origin: str) -> Protego | None:
        url = f"{origin}/robots.txt"
        for _ in range(_ROBOTS_HOPS + 1):
            answer = await self._ask(url)
            onward = pointer(answer)
            if onward is None or onward.kind != "redirect":
                break
            url = onward.url
        status = answer.exchange.status
        if status is None or 300 <= status < 500:
            return None
        if status >= 500:
            return Protego.parse("User-agent: *\nDisallow: /")
        rules = Protego.parse(answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace"))
        delay = rules.crawl_delay(product(self._fetch))
        if delay:
            self._set_delay(origin, min(float(delay), _MAX_CRAWL_DELAY_S))
        return rules
