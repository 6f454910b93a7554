"""Speed of a crawl: 2,000 addresses on 200 loopback hosts, beside plain Scrapy that keeps nothing but the status, and wget."""

from __future__ import annotations

import asyncio
import gzip
import json
import multiprocessing
import random
import re
import shutil
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.speed import REPOSITORY, Table
from benchmarks.used import Used, used

ADDRESSES = 2000
HOSTS = 200
LATENCY_S, DELAY_S = 0.1, 0.2
_GZIP_WANTED = re.compile(rb"(?i)accept-encoding:[^\r]*gzip")

_PLAIN = """
import json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Plain(scrapy.Spider):
    name = "plain"
    custom_settings = {"CONCURRENT_REQUESTS": 200, "TELNETCONSOLE_ENABLED": False}
    seen = 0

    async def start(self):
        for line in open(sys.argv[1]):
            yield scrapy.Request(json.loads(line)["url"], dont_filter=True)

    def parse(self, response):
        Plain.seen += response.status == 200

process = CrawlerProcess({"LOG_LEVEL": "WARNING"})
process.crawl(Plain)
process.start()
assert Plain.seen == int(sys.argv[2]), Plain.seen
"""

# What Scrapy itself costs: our settings, and a download that is over before it began.
_NOTHING = """
import asyncio, json, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from spiders.config import Fetch
from spiders.politeness import scrapy_settings

class Nothing:
    lazy = True

    @classmethod
    def from_crawler(cls, crawler):
        return cls()

    async def download_request(self, request):
        return Response(request.url, request=request)

    async def close(self):
        pass

class Spider(scrapy.Spider):
    name = "nothing"

    async def start(self):
        ask = self.crawler.engine.download_async
        urls = [json.loads(line)["url"] for line in open(sys.argv[1])]
        await asyncio.gather(*(ask(scrapy.Request(url, dont_filter=True)) for url in urls))
        for none in ():
            yield none

settings = scrapy_settings(Fetch(delay_s=0.0), live=True, hosts=int(sys.argv[2]))
process = AsyncCrawlerProcess({**settings, "DOWNLOAD_HANDLERS": {"http": "__main__.Nothing"}})
process.crawl(Spider)
process.start()
"""


def crawls() -> Table:
    """CPU and wall seconds of a crawl, start-up included, and the peak memory of the process: the cheapest of three, taken in turns.

    The server packs a page where that is asked for, as servers do. wget does not ask unless told to.
    """
    with served() as port, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = addresses(port)
        archive = folder / "archive"
        ours = command(folder, urls, archive, {})
        (folder / "urls.txt").write_text("\n".join(urls))
        plain = [sys.executable, "-c", _PLAIN, str(folder / "tasks.jsonl"), str(ADDRESSES)]
        nothing = [sys.executable, "-c", _NOTHING, str(folder / "tasks.jsonl"), str(HOSTS)]
        crawlers = {
            "plain Scrapy, status only": (plain, None),
            "ours, a WARC of every exchange": (ours, archive),
            "Scrapy with our settings, nothing asked": (nothing, None),
        }
        if wget := shutil.which("wget"):
            asked = [wget, "-q", "-i", str(folder / "urls.txt"), "-O", "/dev/null", "--tries=1"]
            for what, more in (
                ("wget --warc-file", []),
                ("wget --warc-file --compression=auto", ["--compression=auto"]),
            ):
                kept = folder / what.replace(" ", "")
                crawlers[what] = ([*asked, f"--warc-file={kept}/pages", *more], kept)
        costs: dict[str, list[Used]] = {what: [] for what in crawlers}
        for _ in range(3):
            for what, (call, stored) in crawlers.items():
                if stored is not None:
                    shutil.rmtree(stored, ignore_errors=True)
                    stored.mkdir()
                costs[what].append(used(call, folder=REPOSITORY))
        least = {what: min(cost, key=lambda one: one.cpu) for what, cost in costs.items()}
        base = least["plain Scrapy, status only"]
        rows = [_row(what, least[what], base, stored) for what, (_, stored) in crawlers.items()]
    header = ("what", "CPU s", "ratio", "wall s", "peak MB", "WARC MB")
    return f"crawl: {ADDRESSES} addresses on {HOSTS} hosts, pages of 19 kB", header, rows


def makespans() -> Table:
    """How long a polite crawl takes beside the least that it can: the pauses of its largest host, or its CPU where that is more.

    Citations are spread unevenly: of 2,000 a few hosts have hundreds. In document order, those of one host come in a row.
    """
    rows: list[tuple[object, ...]] = []
    with served(latency_s=LATENCY_S) as port:
        even, ordered = addresses(port), list(_uneven(port))
        shuffled = random.Random(3).sample(ordered, len(ordered))  # noqa: S311
        for order, urls in (("in document order", ordered), ("shuffled", shuffled), ("ten a host", even)):
            most = max(Counter(url.split("/")[2] for url in urls).values())
            pauses = (most - 1) * max(DELAY_S, LATENCY_S) + LATENCY_S  # begun a pause apart; the last takes its latency
            with tempfile.TemporaryDirectory() as name:
                turns = str(Path(name) / "turns")
                asked = command(Path(name), urls, Path(name) / "archive", {"delay_s": DELAY_S}, turns=turns)
                cost = used(asked, folder=REPOSITORY)
            least = max(pauses, cost.cpu)
            rows.append(
                (order, most, f"{pauses:.1f}", f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.wall / least:.2f}")
            )
    title = f"makespan: {ADDRESSES} addresses on {HOSTS} hosts, {LATENCY_S:g} s latency, {DELAY_S:g} s a host, start-up included"
    return title, ("order", "largest host", "pauses s", "CPU s", "wall s", "ratio"), rows


def _uneven(port: int) -> Iterator[str]:
    """Yield the addresses of hosts of which the k-th has a share of 1/k, one host after the other."""
    total = sum(1 / k for k in range(1, HOSTS + 1))
    shares = [max(1, round(ADDRESSES / total / k)) for k in range(1, HOSTS + 1)]
    shares[0] += ADDRESSES - sum(shares)
    for host, share in enumerate(shares):
        yield from (f"http://127.0.0.{host + 1}:{port}/page/{host}-{n}" for n in range(share))


def addresses(port: int) -> list[str]:
    """Return the addresses of the loopback hosts, as a document might cite them: no two of one host in a row."""
    return [f"http://127.0.0.{n % HOSTS + 1}:{port}/page/{n}" for n in range(ADDRESSES)]


def command(folder: Path, urls: list[str], archive: Path, more: dict[str, object], **config: str) -> list[str]:
    """Return the command of a crawl of some addresses, its inputs written to a folder."""
    tasks, told = folder / "tasks.jsonl", folder / "config.json"
    tasks.write_text("".join(json.dumps({"url": url}) + "\n" for url in urls))
    fetch = {"delay_s": 0.0, "obey_robots": False, "allow_private_hosts": True, **more}
    told.write_text(json.dumps({"fetch": fetch, **config}))
    return [sys.executable, "-m", "spiders.crawl", str(tasks), str(archive), str(told)]


@contextmanager
def served(*, latency_s: float = 0.0) -> Iterator[int]:
    """Serve pages on every loopback address from a process of its own; yield the port."""
    listener = socket.create_server(("0.0.0.0", 0), backlog=1024)  # noqa: S104  every loopback address is one of the hosts
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener, latency_s), daemon=True)
    server.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.kill()
        server.join()
        listener.close()


def _row(what: str, cost: Used, base: Used, stored: Path | None) -> tuple[object, ...]:
    if cost.status != 0:
        raise RuntimeError(f"{what} ended with status {cost.status}")
    size = f"{sum(file.stat().st_size for file in stored.iterdir()) / 1e6:.1f}" if stored is not None else "-"
    return what, f"{cost.cpu:.2f}", f"{cost.cpu / base.cpu:.2f}", f"{cost.wall:.1f}", f"{cost.peak:.0f}", size


def _serve(listener: socket.socket, latency_s: float) -> None:
    """Answer every path with a page of its own, packed, after a while, on connections that stay open."""
    rng = random.Random(7)  # noqa: S311
    words = ["harbour", "ferry", "council", "bridge", "report", "minutes", "letter", "ward", "river", "market"]
    text = " ".join(rng.choice(words) + str(rng.randrange(1000)) for _ in range(1800))
    page = f"<html><title>Page</title><p>{text}</p></html>"

    def whole(asked: bytes) -> bytes:  # no two alike, or the archive would keep the first alone
        body, packed = page.encode() + asked.split(b" ", 2)[1], ""
        if _GZIP_WANTED.search(asked):
            body, packed = gzip.compress(body, 1), "Content-Encoding: gzip\r\n"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{packed}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                if latency_s:
                    await asyncio.sleep(latency_s)
                writer.write(whole(asked))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        async with await asyncio.start_server(answer, sock=listener) as server:
            await server.serve_forever()

    asyncio.run(run())
