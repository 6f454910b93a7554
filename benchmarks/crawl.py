"""Speed of a crawl: 2,000 addresses on 200 loopback hosts, beside plain Scrapy that keeps nothing but the status."""

from __future__ import annotations

import asyncio
import gzip
import json
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed import REPOSITORY, Table

ADDRESSES = 2000
HOSTS = 200

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


def crawls() -> Table:
    """CPU and wall seconds of one crawl each, start-up included, and the peak memory of the process."""
    listener = socket.create_server(("0.0.0.0", 0), backlog=1024)  # noqa: S104  every loopback address is one of the hosts
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
    server.start()
    port = listener.getsockname()[1]
    rows: list[tuple[object, ...]] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            tasks, config = Path(folder) / "tasks.jsonl", Path(folder) / "config.json"
            urls = [f"http://127.0.0.{n % HOSTS + 1}:{port}/page/{n}" for n in range(ADDRESSES)]
            tasks.write_text("".join(json.dumps({"url": url}) + "\n" for url in urls))
            fetch = {"delay_s": 0.0, "obey_robots": False, "allow_private_hosts": True}
            config.write_text(json.dumps({"fetch": fetch}))
            plain = _measured([sys.executable, "-c", _PLAIN, str(tasks), str(ADDRESSES)])
            archive = Path(folder) / "archive"
            ours = _measured([sys.executable, "-m", "spiders.crawl", str(tasks), str(archive), str(config)])
            stored = sum(file.stat().st_size for file in archive.iterdir())
        rows.append(("plain Scrapy, status only", *_told(plain, plain), "-"))
        rows.append(("ours, a WARC of every exchange", *_told(ours, plain), f"{stored / 1e6:.1f}"))
    finally:
        server.kill()
        server.join()
        listener.close()
    header = ("what", "CPU s", "ratio", "wall s", "peak MB", "WARC MB")
    return f"crawl: {ADDRESSES} addresses on {HOSTS} hosts, pages of 19 kB", header, rows


def _told(measured: tuple[float, float, float], base: tuple[float, float, float]) -> tuple[str, ...]:
    cpu, wall, peak = measured
    return f"{cpu:.2f}", f"{cpu / base[0]:.2f}", f"{wall:.1f}", f"{peak:.0f}"


def _measured(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return its CPU seconds, wall seconds and peak memory in MB."""
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[:3]} ended with status {process.returncode}")
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def _serve(listener: socket.socket) -> None:
    """Answer every path with a page of its own, packed, on connections that stay open."""
    rng = random.Random(7)  # noqa: S311
    words = ["harbour", "ferry", "council", "bridge", "report", "minutes", "letter", "ward", "river", "market"]
    text = " ".join(rng.choice(words) + str(rng.randrange(1000)) for _ in range(1800))
    page = f"<html><title>Page</title><p>{text}</p></html>"

    def whole(path: bytes) -> bytes:  # no two alike, or the archive would keep the first alone
        body = gzip.compress(page.encode() + path, 1)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                writer.write(whole(asked.split(b" ", 2)[1]))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        async with await asyncio.start_server(answer, sock=listener) as server:
            await server.serve_forever()

    asyncio.run(run())
