"""Pages that only a browser can show: `python -m spiders.browser TASKS.jsonl ARCHIVE_DIR CONFIG.json`, for the system's Chromium.

The browser gets nothing from the network. Each request of a page is taken from it and asked by us, through the transport of every crawl
(its guard at connect time, its caps, robots.txt) and archived; GET alone, since anything else may act. A proxy that nobody serves is what the rest meets:
web sockets, pings, whatever a page thinks of. What was shown is kept as records of its own (document and screenshot), and says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from spiders.archive import Archive
from spiders.bodies import TooLarge, decoded, encodings
from spiders.config import Config, Task, read_config, read_tasks
from spiders.crawl import end_with, finish
from spiders.download import ask
from spiders.exchange import Answer, Exchange, header
from spiders.journeys import tell, visit_of
from spiders.likeness import Unlike
from spiders.politeness import Robots, request_headers, user_agent
from spiders.session import opened
from spiders.turns import Turns
from spiders.urls import host_of, is_web, joined

if TYPE_CHECKING:
    import aiohttp
    from playwright.async_api import Browser, BrowserContext, Page, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody serves a proxy there
_FLAGS = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-domain-reliability",
    "--disable-quic", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--dns-prefetch-disable", "--disable-gpu",
)  # fmt: skip
_WIDTH, _HEIGHT = 1280, 900
_TALLEST = 10_000  # pixels of a page that a screenshot shows
_MOST_PARTS = 200  # requests of one page
_AT_ONCE = 4
_QUIET_MS = 5_000  # how long a page that is loaded may go on asking
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_UNTRUE = frozenset(("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"))

log = logging.getLogger(__name__)


def missing() -> str | None:
    """Return what is missing for a page to be rendered, and how to get it; None where nothing is."""
    if find_spec("playwright") is None:
        return "the extra `browser` is not installed\n\nhint: .venv/bin/python -m pip install 'playwright>=1.49' (or the extra testimonia[browser])"
    if chromium() is None:
        return f"no Chromium is installed ({', '.join(_NAMES)})\n\nhint: sudo apt-get install chromium"
    return None


def chromium() -> str | None:
    """Return the system's Chromium."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Renderer:
    """A browser without a network, and the transport that asks for what its pages want."""

    def __init__(
        self, browser: Browser, session: aiohttp.ClientSession, archive: Archive, config: Config, turns: Path
    ) -> None:
        self._browser, self._session, self._archive, self._config = browser, session, archive, config
        self._by = f"Chromium {browser.version}"
        self._turns = Turns(turns, delay_s=config.fetch.delay_s)
        self._robots = Robots(config.fetch, self._ask_for, lambda origin, s: self._turns.slow_down(host_of(origin), s))
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def visit(self, task: Task) -> None:
        """Show one page (where the journey to it ended, by `alternatives`) and commit what it showed as a visit; a page that cannot be shown is a visit with an error."""
        asked_at = datetime.now(UTC)
        context = await self._browser.new_context(
            user_agent=user_agent(self._config.fetch),
            viewport={"width": _WIDTH, "height": _HEIGHT},
            service_workers="block",
            accept_downloads=False,
        )
        try:
            answer = await self._shown(context, task.alternatives[0] if task.alternatives else task.url)
        finally:
            await context.close()
        visit, _ = visit_of(
            task,
            [(task.url, "asked", answer, None)],
            answer.exchange.error,
            asked_at=asked_at,
            web="live",
            other=Unlike(),
        )
        kept = self._archive.commit(visit, [])
        tell(visit, 0, kept)

    async def _shown(self, context: BrowserContext, url: str) -> Answer:
        from playwright.async_api import Error

        first: list[Answer] = []  # the document's own, and its parts'
        page = await context.new_page()
        await context.route("**/*", lambda route: self._serve(route, first))
        await context.route_web_socket("**/*", lambda socket: socket.close())
        error, detail, final, dom, shot = None, "", url, b"", b""
        try:
            async with asyncio.timeout(self._config.fetch.timeout_s):
                final, dom, shot = await self._look(page, url)
        except TimeoutError:
            error, detail = "timeout", f"not shown within {self._config.fetch.timeout_s:g} s"
        except Error as failed:
            cause = first[0].exchange if first else None
            error, detail = (cause.error or "broken") if cause else "broken", str(failed).splitlines()[0][:300]
        if len(dom) > self._config.fetch.max_body_mb * 1_000_000:
            error, detail = "too_large", f"the document as shown has {len(dom)} bytes"
        now = datetime.now(UTC)
        if error is not None:
            exchange = Exchange(
                url=url, asked_at=now, fetched_at=now, error=error, detail=f"as shown by a browser: {detail}"
            )
            return Answer(exchange=exchange, kept=self._archive.keep(exchange), body=b"")
        kind = "text/html; charset=utf-8"
        kept = self._archive.keep_shown(dom, media_type=kind, of=final, by=self._by, at=now)
        self._archive.keep_shown(shot, media_type="image/png", of=final, by=self._by, at=now, beside=kept)
        status = first[0].exchange.status if first else None
        exchange = Exchange(url=final, asked_at=now, fetched_at=now, status=status, headers=(("Content-Type", kind),))
        return Answer(exchange=exchange, kept=kept, body=dom)

    async def _look(self, page: Page, url: str) -> tuple[str, bytes, bytes]:
        """Return where a page ended, the document as it stood when it was quiet, and its picture."""
        from playwright.async_api import TimeoutError as Late

        await page.goto(url, wait_until="load", timeout=self._config.fetch.timeout_s * 1000)
        with contextlib.suppress(Late):  # a page may go on asking for ever: it is taken as it stands
            await page.wait_for_load_state("networkidle", timeout=_QUIET_MS)
        dom = (await page.content()).encode("utf-8", "surrogatepass")
        tall = int(await page.evaluate("document.documentElement.scrollHeight"))
        clip: Any = {"x": 0, "y": 0, "width": _WIDTH, "height": max(1, min(tall, _TALLEST))}
        return page.url, dom, await page.screenshot(full_page=True, clip=clip, type="png")

    async def _serve(self, route: Route, seen: list[Answer]) -> None:
        """Ask in the browser's stead, and give it what came."""
        request = route.request
        if request.method != "GET" or len(seen) >= _MOST_PARTS or not is_web(request.url):
            await route.abort("blockedbyclient")
            return
        if request.resource_type == "document":
            await self._turns.wait(host_of(request.url))
        told = await request.all_headers()
        wanted: dict[str, str] = {name: told[name] for name in ("accept", "cookie") if name in told}
        async with self._free:
            answer = await self._ask_through(request.url, wanted)
        seen.append(answer)
        exchange = answer.exchange
        if exchange.error is not None or exchange.status is None:
            await route.abort("failed")
            return
        headers = {n: v for n, v in exchange.headers if n.lower() not in _UNTRUE}
        await route.fulfill(status=exchange.status, headers=headers, body=answer.body)

    async def _ask_through(self, url: str, wanted: dict[str, str]) -> Answer:
        """Ask for an address, its redirects followed by us: the browser would follow them by itself."""
        host = host_of(url)
        for _ in range(self._config.fetch.max_hops):
            if self._config.fetch.obey_robots and not await self._robots.allow(url):
                return self._refused(url)
            more = wanted if host_of(url) == host else {name: v for name, v in wanted.items() if name != "cookie"}
            answer = await self._ask_for(url, more)
            location = header(answer.exchange.headers, "location")
            if answer.exchange.status not in _REDIRECTS or not location or not is_web(joined(url, location)):
                break
            url = joined(url, location)
        return answer

    async def _ask_for(self, url: str, more: dict[str, str] | None = None) -> Answer:
        headers = {
            **{name.lower(): value for name, value in request_headers(self._config.fetch).items()},
            **(more or {}),
        }
        exchange = await ask(self._session, url, headers=headers, fetch=self._config.fetch)
        body = b""
        if exchange.error is None:
            try:
                cap = int(self._config.fetch.max_body_mb * 1_000_000)
                body = decoded(exchange.body, encodings(header(exchange.headers, "content-encoding")), cap=cap)
            except TooLarge:
                body = b""
        return Answer(exchange=exchange, kept=self._archive.keep(exchange), body=body)

    def _refused(self, url: str) -> Answer:
        now = datetime.now(UTC)
        exchange = Exchange(
            url=url, asked_at=now, fetched_at=now, error="refused_robots", detail="robots.txt forbids it"
        )
        return Answer(exchange=exchange, kept=self._archive.keep(exchange), body=b"")


async def render(tasks: Sequence[Task], archive: Archive, config: Config) -> int:
    """Show all tasks' pages, one after the other; return how many visits ended."""
    from playwright.async_api import async_playwright

    ended = 0
    async with async_playwright() as playwright, opened(config.fetch) as session:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=list(_FLAGS),
            proxy={"server": _NOWHERE, "bypass": "<-loopback>"}, chromium_sandbox=os.geteuid() != 0,  # Chromium has none for root
        )  # fmt: skip
        with TemporaryDirectory(prefix="testimonia-") as own:
            renderer = Renderer(browser, session, archive, config, config.turns or Path(own))
            for task in tasks:
                try:
                    await renderer.visit(task)
                    ended += 1
                except (
                    Exception
                ):  # one page's fault must not cost the others; it is counted, and fails the crawl at its end
                    log.exception("rendering %s", task.url)
        await browser.close()
    return ended


def main(arguments: Sequence[str]) -> int:
    """Show the pages of some tasks; return 0 when every visit ended, 1 when one did not, 2 when the call was unusable."""
    if len(arguments) != 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    end_with(os.getppid())
    lacking = missing()
    if lacking is not None:
        sys.stderr.write(f"{lacking}\n")
        return 2
    tasks, config = read_tasks(Path(arguments[0])), read_config(Path(arguments[2]))
    archive = Archive(
        Path(arguments[1]), software=config.fetch.user_agent, web="live", roll_over_bytes=int(config.archives.roll_over_mb * 1_000_000)
    )  # fmt: skip
    ended = asyncio.run(render(tasks, archive, config))
    archive.close()
    return finish(archive.names, asked=len(tasks), ended=ended)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
