"""What the tests of the network share: a server of failures, and a crawl in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from spiders.warc import visits_of
from tests.spiders.process import crawl_process
from tests.spiders.site import Server, Site
from warehouse.records import Hop, Visit

QUICK = {
    "delay_s": 0.0,
    "obey_robots": False,
    "retries": 0,
    "probe": False,
    "allow_private_hosts": True,
    "timeout_s": 20.0,  # a busy machine is not a slow server
    "max_body_mb": 5.0,
}


@dataclass(frozen=True)
class Crawled:
    """What a crawl left: its archive folder, its files, and its visits by address."""

    folder: Path
    files: list[Path]
    visits: dict[str, Visit]
    hops: dict[str, list[Hop]]
    told: list[dict[str, Any]]
    status: int


Crawl = Callable[..., Crawled]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def site(server: Server) -> Site:
    server.site.asked.clear()
    server.site.requests.clear()
    server.site.times.clear()
    return server.site


def prepared(folder: Path, tasks: list[Any], **config: Any) -> list[str]:
    """Write a crawl's inputs and return its command line."""
    folder.mkdir(parents=True, exist_ok=True)
    fetch = {**QUICK, **config.pop("fetch", {})}
    rows = [task if isinstance(task, dict) else {"url": task} for task in tasks]
    (folder / "tasks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "config.json").write_text(json.dumps({"fetch": fetch, "web": "live", **config}))
    return [
        sys.executable,
        "-m",
        "spiders.crawl",
        str(folder / "tasks.jsonl"),
        str(folder / "archive"),
        str(folder / "config.json"),
    ]


def gathered(folder: Path, told: str, status: int) -> Crawled:
    """Return what stands in a crawl's archive."""
    files = sorted((folder / "archive").glob("*.warc.gz"))
    found = [pair for file in files for pair in visits_of(file)]
    return Crawled(
        folder=folder / "archive",
        files=files,
        visits={visit.url + (f" {visit.asked_for}" if visit.asked_for else ""): visit for visit, _ in found},
        hops={visit.url + (f" {visit.asked_for}" if visit.asked_for else ""): hops for visit, hops in found},
        told=[json.loads(line) for line in told.splitlines()],
        status=status,
    )


def crawled(folder: Path, tasks: list[Any], **config: Any) -> Crawled:
    """Run a crawl in a folder of its own and return what it left."""
    arguments = prepared(folder, tasks, **config)[3:]
    status = crawl_process(arguments, out=folder / "told", errors=folder / "errors")
    errors = (folder / "errors").read_text()
    assert "Traceback" not in errors, errors
    return gathered(folder, (folder / "told").read_text(), status)


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Run crawls one after the other, each in a folder of its own."""
    count = iter(range(1000))

    def run(tasks: list[Any], **config: Any) -> Crawled:
        folder = tmp_path / f"crawl{next(count)}"
        return crawled(folder, tasks, **config)

    return run
