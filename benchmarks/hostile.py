"""What hostile answers cost a crawl in memory, and what twenty kills cost it in visits."""

from __future__ import annotations

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

from benchmarks.crawl import ADDRESSES, HOSTS, _serve
from benchmarks.speed import REPOSITORY, Table
from spiders.warc import salvage, verify, visits_of
from tests.spiders.site import Server

KILLS = 20
PROBES = (
    "/page", "/gzip-bomb", "/gzip-nested", "/large-claimed", "/endless", "/endless-headers", "/many-headers", "/long-header", "/slow",
    "/slow-body", "/self", "/loop", "/hop/1", "/drop-middle", "/garbage", "/lying-gzip", "/bad-charset",
)  # fmt: skip


def probes() -> Table:
    """One crawl for each hostile answer: how it ended, and the peak memory of the process (the default limits, but for the time)."""
    server = Server()
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = [(path, server.site(path)) for path in PROBES]
        urls.append(("bad TLS", f"https://127.0.0.1:{server.site.port}/page"))
        for number, (path, url) in enumerate(urls):
            archive = folder / str(number)
            command = _command(folder, [url], archive, {"timeout_s": 10.0, "retries": 0})
            process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
            began = time.monotonic()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            visits = [visit for file in archive.glob("*.warc.gz") for visit, _ in visits_of(file)]
            ends = ", ".join(visit.error or f"status {visit.status}" for visit in visits)
            rows.append((path, ends, f"{used.ru_maxrss / 1024:.0f}", f"{time.monotonic() - began:.1f}"))
    server.close()
    return "hostile answers: each ends in one visit", ("answer", "ended as", "peak MB", "wall s"), rows


def kills() -> Table:
    """Kill a crawl of 2,000 addresses twenty times at random, salvage and go on each time: is a visit lost, is the archive whole?"""
    listener = socket.create_server(("0.0.0.0", 0), backlog=1024)  # noqa: S104  every loopback address is one of the hosts
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
    server.start()
    chance = random.Random(11)  # noqa: S311
    urls = {f"http://127.0.0.{n % HOSTS + 1}:{listener.getsockname()[1]}/page/{n}" for n in range(ADDRESSES)}
    killed, told, lost, faults, found = 0, set[str](), 0, 0, set[str]()
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "archive"
        while urls - found:
            command = _command(Path(name), sorted(urls - found), archive, {})
            process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)  # noqa: S603
            last = chance.randrange(1, ADDRESSES // KILLS) if killed < KILLS else ADDRESSES
            for count, line in enumerate(process.stdout or (), start=1):
                if '"visit_id"' in line:
                    told.add(json.loads(line)["url"])
                if count >= last:
                    process.kill()
                    killed += 1
                    break
            process.wait()
            salvage(archive)
            files = list(archive.glob("*.warc.gz"))
            found = {visit.url for file in files for visit, _ in visits_of(file)}
            lost += len(told - found)
        faults = sum(len(verify(file)) for file in files)
        torn = len(list(archive.glob("*.open")))
    server.kill()
    server.join()
    listener.close()
    rows: list[tuple[object, ...]] = [(ADDRESSES, killed, len(found), lost, faults, torn)]
    return (
        "kill -9 during one crawl",
        ("addresses", "kills", "visited at the end", "visits lost", "faults in the archive", "files left open"),
        rows,
    )


def _command(folder: Path, urls: list[str], archive: Path, more: dict[str, float]) -> list[str]:
    tasks, config = folder / "tasks.jsonl", folder / "config.json"
    tasks.write_text("".join(json.dumps({"url": url}) + "\n" for url in urls))
    fetch = {"delay_s": 0.0, "obey_robots": False, "allow_private_hosts": True, "probe": False, **more}
    config.write_text(json.dumps({"fetch": fetch, "web": "live"}))
    return [sys.executable, "-m", "spiders.crawl", str(tasks), str(archive), str(config)]
