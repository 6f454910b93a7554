"""A crawl under way: its processes, one a shard of the hosts, and what they have told so far."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any
from zlib import crc32

from pipeline.settings import Settings
from pipeline.web import Web
from spiders.urls import host_shard

Task = dict[str, Any]

_TASKS_A_PROCESS = 1_000  # with fewer, a second process costs more (1.2 CPU s to start) than it saves (0.8 ms a page)


class CrawlFailed(Exception):
    """A crawl process ended without finishing; what it archived is kept, and the rest is still due."""


class Crawling:
    """Visits of some tasks, made by processes of their own that archive as they go.

    `processes` is how many at most. All addresses of one registered domain belong to one process, and the pauses at a host
    that two of them ask, after a redirect, or that an earlier crawl asked, are kept through `turns`, a folder. Left early
    (an exception, an interrupt), the processes are ended.
    """

    def __init__(
        self, tasks: Sequence[Task], *, archive: Path, folder: Path, web: Web, settings: Settings, processes: int = 1,
        turns: Path | None = None, program: str = "spiders.crawl",
    ) -> None:  # fmt: skip
        archive.mkdir(parents=True, exist_ok=True)
        probe = archive / f".probe-{os.getpid()}"  # a folder that cannot be written is told before anybody is asked
        probe.touch()
        probe.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        self._told: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._processes: list[subprocess.Popen[str]] = []
        self._readers: list[threading.Thread] = []
        self._logs: list[Path] = []
        self.ended = 0  # visits
        config = folder / "crawl.json"
        told: dict[str, Any] = {"fetch": asdict(settings.fetch), "archive": asdict(settings.archive), "web": web.name}
        told |= {"replay": [str(path) for path in web.replay], "turns": str(turns.resolve()) if turns else None}
        config.write_text(json.dumps(told), encoding="utf-8")
        for number, share in enumerate(shards(tasks, processes)):
            wanted, log = folder / f"tasks-{number}.jsonl", folder / f"crawl-{number}.log"
            wanted.write_text("".join(json.dumps(task) + "\n" for task in share), encoding="utf-8")
            with log.open("w", encoding="utf-8") as errors:
                command = [sys.executable, "-m", program, str(wanted), str(archive), str(config)]
                process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)  # noqa: S603  our own program
            reader = threading.Thread(target=self._listen, args=(process,), daemon=True)
            reader.start()
            self._processes.append(process)
            self._readers.append(reader)
            self._logs.append(log)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            if line.startswith("{"):
                told = json.loads(line)
                self.ended += "visit_id" in told
                self._told.put(told)

    def told(self) -> list[Task]:
        """Return what has ended since this was asked last."""
        return [self._told.get_nowait() for _ in range(self._told.qsize())]

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long at most; say whether it has come."""
        for reader in self._readers:
            reader.join(seconds)
        return not any(reader.is_alive() for reader in self._readers)

    def close(self) -> None:
        """Take the end of all processes; raise CrawlFailed with the end of the log of one that failed."""
        for process, log in zip(self._processes, self._logs, strict=True):
            status = process.wait()
            if status:
                tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
                if status == 2:  # it says itself what it could not use
                    raise CrawlFailed(tail)
                raise CrawlFailed(f"the crawl ended with status {status}; what it archived is kept\n{tail}")

    def __enter__(self) -> Crawling:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def shards(tasks: Sequence[Task], most: int) -> list[list[Task]]:
    """Return the tasks in up to `most` parts, order kept, every registered domain whole in one of them.

    Copies are asked of the archive, which is one host: they are one part; so are pages that an archive is asked to save, and those that a browser shows.
    """
    parts: dict[int, list[Task]] = defaultdict(list)
    count = max(1, min(most, -(-len(tasks) // _TASKS_A_PROCESS)))
    for task in tasks:
        place = (
            0
            if task.get("via") in ("memento", "save", "browser")
            else crc32(host_shard(str(task["url"])).encode()) % count
        )
        parts[place].append(task)
    return [parts[place] for place in sorted(parts)]
