"""The spider: each cited address asked for, hop by hop, to one end; what it learns goes into the archive alone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.utils.defer import maybe_deferred_to_future

from spiders import mementos, politeness
from spiders.archive import Archive
from spiders.config import Config, Known, Task
from spiders.cookies import Cookies
from spiders.exchange import Answer, Exchange
from spiders.journeys import Step, tell, visit_of
from spiders.likeness import Unlike, front, is_doubtful, nowhere, unlike
from spiders.pointers import pointer
from spiders.replay import ReplayedWeb
from spiders.turns import Turns
from spiders.urls import host_of, is_web, without_fragment

_ABSENT = frozenset(("dns", "connect", "not_in_replay"))

log = logging.getLogger(__name__)

Asking = Callable[[str, dict[str, str]], Awaitable[Answer]]


class Unended(Exception):
    """Addresses were asked for whose visit never ended: a fault of ours, never to be passed over."""


class CitationSpider(Spider):
    """Visits every task on its own and commits it when it has ended; asked = ended, or the crawl fails.

    Each visit is one coroutine that asks through Scrapy's downloader, whose queue for each host keeps the pauses. So no
    redirect can be lost to a filter, and no host waits for another's turn.
    """

    name = "citations"

    def __init__(
        self, *, config: Config, tasks: Sequence[Task], archive: Archive, replayed: ReplayedWeb | None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.config = config
        self.fetch = config.fetch
        self.tasks = tasks
        self.archive = archive
        self.replayed = replayed
        self.ended = 0
        self._known = {task.known.url: task.known for task in tasks if task.known is not None and task.known.conditions}
        self._headers = politeness.request_headers(config.fetch)
        self._resting: dict[str, float] = {}
        self._closed: dict[str, datetime] = {}  # hosts that asked us to come back in another run
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)  # archives
        self._probes: dict[str, asyncio.Future[Answer]] = {}
        self._turns = Turns(config.turns, delay_s=config.fetch.delay_s) if config.turns else None
        self._robots = politeness.Robots(config.fetch, self._ask_once, self._slow_down)

    async def start(self) -> AsyncIterator[Any]:
        await asyncio.gather(*(self._journey(task) for task in self.tasks))
        nothing: tuple[Request, ...] = ()
        for request in nothing:  # Scrapy wants a generator of requests; ours are asked in the journeys
            yield request

    # ------------------------------------------------------------ a visit

    async def _journey(self, task: Task) -> None:
        asked_at = datetime.now(UTC)
        try:
            look = {"memento": self._recall, "save": self._save}.get(task.via, self._look)
            steps, error = await look(task)
            other = await self._compare(steps) if task.via == "live" and error is None else Unlike()
            visit, hops = visit_of(task, steps, error, asked_at=asked_at, web=self.config.web, other=other)
            kept = self.archive.commit(visit, hops)
        except Exception:  # one visit's fault must not cost the others; it is counted, and fails the crawl at its end
            log.exception("visit of %s", task.url)
            return
        self.ended += 1
        tell(visit, len(hops), kept)

    async def _look(self, task: Task) -> tuple[list[Step], str | None]:
        """Visit an address, and where it is not there the other readings of a broken link, before anything is called dead.

        The first reading that is there ends the visit. Else one that nobody knows about (a wall, a timeout) does: while it stands
        open, nothing is known to be dead. Else the visit ends with the address as it was cited.
        """
        steps, error = await self._travel(task.url, self._ask)
        open_ends: list[tuple[list[Step], str | None]] = []
        for url in task.alternatives if _is_absent(steps, error) else ():
            more, failed = await self._travel(url, self._ask, "alternative")
            if failed is None and (more[-1][2].exchange.status or 0) < 400:
                return steps + more, None
            if not _is_absent(more, failed):
                open_ends.append((steps + more, failed))
        return open_ends[0] if open_ends else (steps, error)

    async def _compare(self, steps: list[Step]) -> Unlike:
        """Hold a doubtful page against what its site answers for nothing, and for its front page; each is asked for once."""
        answer = steps[-1][2]
        url = answer.exchange.url
        if not self.fetch.probe or self.config.web != "live" or not is_doubtful(steps[0][0], answer, steps=len(steps)):
            return Unlike()
        beside, above = nowhere(url), front(url)
        asked = [await self._probe(where, key) for where, key in ((beside, beside.rpartition("/")[0]), (above, above))]
        return Unlike(nowhere=unlike(answer, asked[0]), front=unlike(answer, asked[1]))

    async def _probe(self, url: str, key: str) -> Answer:
        if key not in self._probes:
            self._probes[key] = asyncio.ensure_future(self._ask(url, {}))
        return await self._probes[key]

    async def _travel(self, url: str, ask: Asking, kind: str = "asked") -> tuple[list[Step], str | None]:
        """Follow an address to its end; return the steps, and the error that ended them where it was not an answer's."""
        steps: list[Step] = []
        seen: set[tuple[str, str]] = set()
        cookies = Cookies()
        while True:
            cookie = cookies.header(url)
            seen.add((without_fragment(url), cookie))
            answer = await ask(url, {"Cookie": cookie} if cookie else {})
            cookies.take(answer)
            onward = pointer(answer) if answer.exchange.error is None else None
            steps.append((url, kind, answer, onward.url if onward else None))
            if answer.exchange.error is not None:
                return steps, answer.exchange.error
            if onward is None:
                return steps, None
            if (without_fragment(onward.url), cookies.header(onward.url)) in seen:
                return steps, "redirect_loop"
            if len(steps) > self.fetch.max_hops:
                return steps, "too_many_hops"
            url, kind = onward.url, onward.kind

    async def _recall(self, task: Task) -> tuple[list[Step], str | None]:
        """Look for the archived copy of an address, then of its alternatives; the first that is there ends the search.

        Where an archive knows where the address led, and has no copy of that page, the page itself is asked for.
        """
        steps: list[Step] = []
        error: str | None = "not_archived"
        unknown: str | None = None

        async def ask(url: str, _: dict[str, str]) -> Answer:
            return await self._ask_archives(url, task.moment)

        for number, url in enumerate((task.url, *task.alternatives)):
            more, error = await self._travel(url, ask, "alternative" if number else "asked")
            steps += more
            if error is None:
                return steps, None
            target = mementos.original_in(more[-1][0])
            if error == "not_archived" and len(more) > 1 and target not in (task.url, *task.alternatives):
                onward, failed = await self._travel(target, self._ask, "onward")
                if failed is None and (onward[-1][2].exchange.status or 0) < 400:
                    return steps + onward, None
            if error.startswith("archive_"):
                unknown = error
        return steps, unknown or error

    async def _save(self, task: Task) -> tuple[list[Step], str | None]:
        """Ask an archive to capture a page, as slowly as such archives want it."""
        archives = self.config.archives
        self._slow_down(archives.save, archives.save_delay_s)
        address = archives.save + task.url
        answer = await mementos.saved(address, self._ask_archive)
        return [(address, "asked", answer, None)], answer.exchange.error

    # ------------------------------------------------------------ asking

    async def _ask(self, url: str, more: dict[str, str]) -> Answer:
        """Ask the live web (or what stands for it), as politely as it takes."""
        if not is_web(url):
            return self._failed(url, "refused_scheme", "only http and https are visited")
        if self.config.web != "live":
            return await self._download(url)
        if self.fetch.obey_robots and not await self._robots.allow(url):
            return self._failed(url, "refused_robots", "robots.txt forbids it")
        known = self._known.get(url) if not more else None  # with a cookie it may be another page
        if known is None:
            return await self._patiently(url, more)
        answer = await self._patiently(url, known.conditions, known)
        return answer if answer.exchange.status != 304 else await self._patiently(url, more)

    async def _ask_archives(self, url: str, moment: datetime) -> Answer:
        if not is_web(url):
            return self._failed(url, "refused_scheme", "only http and https are visited")
        if self.config.web != "live":
            return await self._download(url, when=moment)
        archives = self.config.archives
        if not (archives.timegates or archives.timemaps):
            return self._failed(url, "archive_unreachable", "no archive is set (archive.timegates)")
        if mementos.is_archived(url, archives):
            return await mementos.follow(url, self._ask_archive)
        return await mementos.copy_of(url, moment, archives=archives, ask=self._ask_archive)

    async def _ask_archive(self, url: str, more: dict[str, str]) -> Answer:
        """Ask an archive, unless it has told us to wait longer than this run does: then it is asked nothing more."""
        host = host_of(url)
        async with self._one_at_a_time[host]:  # else all would stand in the queue before the first is answered
            told = self.told_to_wait(url)
            if told is not None:
                return told
            answer = await self._patiently(url, more)
            again = politeness.next_try(answer)
            if again is not None:
                self._closed[host] = again
            return answer

    async def _patiently(self, url: str, more: dict[str, str], known: Known | None = None) -> Answer:
        """Ask, and ask again where the server said later or the connection broke."""
        loop = asyncio.get_running_loop()
        host = host_of(url)
        tries = 0
        while True:
            rest = self._resting.get(host, 0.0) - loop.time()
            if rest > 0:
                await asyncio.sleep(rest)
            answer = await self._download(url, headers=more, known=known)
            wait = politeness.pause(answer, tries, self.fetch)
            if wait is None:
                return answer
            self._resting[host] = max(self._resting.get(host, 0.0), loop.time() + wait)
            if self._turns is not None:
                self._turns.rest(host, wait, time.monotonic())
            tries += 1

    def told_to_wait(self, url: str) -> Answer | None:
        """Return what stands for the answer of a host that has told us to wait longer than this run does; None where it may be asked."""
        until = self._closed.get(host_of(url))
        if until is None or until <= datetime.now(UTC):
            return None
        return self._failed(url, "told_to_wait", f"asked to wait until {until:%Y-%m-%d %H:%M:%S} UTC", until=until)

    def heed(self, answer: Answer) -> None:
        """Take note of a host that wants to be asked nothing more in this run."""
        again = politeness.wants_rest(answer, self.fetch)
        if again is not None:
            self._closed[host_of(answer.exchange.url)] = again

    async def _ask_once(self, url: str) -> Answer:
        return await self._download(url)

    async def _download(
        self,
        url: str,
        *,
        headers: dict[str, str] | None = None,
        when: datetime | None = None,
        known: Known | None = None,
    ) -> Answer:
        if not is_web(url):  # a robots.txt or an archive may point anywhere
            return self._failed(url, "refused_scheme", "only http and https are visited")
        try:
            request = Request(
                url,
                meta={"when": when, "known": known, "headers": {**self._headers, **(headers or {})}},
                dont_filter=True,
            )
        except ValueError as unusable:
            return self._failed(url, "refused_scheme", str(unusable))
        if self._turns is not None:
            await self._turns.wait(host_of(url))
        assert self.crawler.engine is not None
        # Past the engine's own count of requests under way: what it keeps open is `start`, which waits for every journey.
        await maybe_deferred_to_future(self.crawler.engine.downloader.fetch(request))
        answer: Answer = request.meta["answer"]
        return answer

    def _failed(self, url: str, error: str, detail: str, *, until: datetime | None = None) -> Answer:
        moment = self.replayed.end if self.replayed is not None else datetime.now(UTC)
        headers = (("Retry-After", format_datetime(until, usegmt=True)),) if until is not None else ()
        exchange = Exchange(
            url=url, asked_at=datetime.now(UTC), fetched_at=moment, error=error, detail=detail, headers=headers
        )
        return Answer(exchange=exchange, kept=self.archive.keep(exchange), body=b"")

    def _slow_down(self, origin: str, delay: float) -> None:
        """Keep a host's longer pause: in its queue, in the one that Scrapy makes anew after a minute's rest, and among processes."""
        assert self.crawler.engine is not None
        host, downloader = host_of(origin), self.crawler.engine.downloader
        told = downloader.per_slot_settings.setdefault(host, {"concurrency": 1, "delay": self.fetch.delay_s})
        told["delay"] = max(told["delay"], delay)
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.concurrency, slot.delay = 1, told["delay"]
        if self._turns is not None:
            self._turns.slow_down(host, delay)


def _is_absent(steps: list[Step], error: str | None) -> bool:
    """Return whether an address was found not to be there, or its host not to answer: so a link read wrongly ends too."""
    return error in _ABSENT or (error is None and steps[-1][2].exchange.status in (404, 410))
