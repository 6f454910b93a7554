"""What hostile answers cost a crawl in memory, and what twenty kills cost it in visits."""

from __future__ import annotations

import json
import random
import subprocess
import tempfile
from pathlib import Path

from benchmarks.crawl import ADDRESSES, addresses, command, served
from benchmarks.speed import REPOSITORY, Table
from benchmarks.used import used
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
            asked = command(folder, [url], archive, {"timeout_s": 10.0, "retries": 0, "probe": False})
            cost = used(asked, folder=REPOSITORY)
            visits = [visit for file in archive.glob("*.warc.gz") for visit, _ in visits_of(file)]
            ends = ", ".join(visit.error or f"status {visit.status}" for visit in visits)
            rows.append((path, ends, f"{cost.peak:.0f}", f"{cost.wall:.1f}"))
    server.close()
    return "hostile answers: each ends in one visit", ("answer", "ended as", "peak MB", "wall s"), rows


def kills() -> Table:
    """Kill a crawl of 2,000 addresses twenty times at random, salvage and go on each time: is a visit lost, is the archive whole?"""
    chance = random.Random(11)  # noqa: S311
    killed, told, lost, found = 0, set[str](), 0, set[str]()
    with served() as port, tempfile.TemporaryDirectory() as name:
        urls, archive = set(addresses(port)), Path(name) / "archive"
        while urls - found:
            asked = command(Path(name), sorted(urls - found), archive, {"probe": False})
            process = subprocess.Popen(asked, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)  # noqa: S603
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
    rows: list[tuple[object, ...]] = [(ADDRESSES, killed, len(found), lost, faults, torn)]
    return (
        "kill -9 during one crawl",
        ("addresses", "kills", "visited at the end", "visits lost", "faults in the archive", "files left open"),
        rows,
    )
