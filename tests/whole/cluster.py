"""A Dask cluster of separate processes on loopback: the same rows as on one machine, whatever dies. Run by `make cluster`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.conftest import EXAMPLE, REPLAY, REPOSITORY, Place
from tests.whole.killing import rows


class Cluster:
    """A scheduler and two workers."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.folder = folder
        self.scheduler = self.start_scheduler()
        self.workers = [self.start_worker() for _ in range(2)]

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "cluster.log").open("ab") as log:
            command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
            return subprocess.Popen(command, cwd=REPOSITORY, stdout=log, stderr=log)

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")

    def start_worker(self) -> subprocess.Popen[bytes]:
        local = ["--no-dashboard", "--local-directory", str(self.folder), "--nthreads", "1", "--no-nanny"]
        return self._start("worker", self.address, "--host", "127.0.0.1", *local)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path)
    yield running
    running.close()


def begin(place: Place, cluster: Cluster, *more: str) -> subprocess.Popen[str]:
    """Start the example's run on a cluster."""
    engine = ["--engine", "dask", "--cluster", cluster.address, *more]
    return subprocess.Popen(
        place.command(str(EXAMPLE / "letter.txt"), *REPLAY, *engine), stderr=subprocess.PIPE, text=True, cwd=REPOSITORY
    )


def until_first_batch(place: Place, process: subprocess.Popen[str]) -> None:
    """Wait until workers are at work."""
    inbox = place.root / "w.duckdb.batches" / "inbox"
    while process.poll() is None and not (inbox.is_dir() and any(inbox.iterdir())):
        time.sleep(0.05)
    assert process.poll() is None


def test_the_same_rows_though_a_worker_and_then_the_scheduler_die(
    finished: Place, cluster: Cluster, tmp_path: Path
) -> None:
    place = Place(tmp_path)
    process = begin(place, cluster)
    until_first_batch(place, process)
    cluster.scheduler.send_signal(signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 2
    assert "hint: " in told
    assert "Traceback" not in told
    cluster.close()
    cluster.scheduler = cluster.start_scheduler()
    cluster.workers = [cluster.start_worker() for _ in range(2)]
    process = begin(place, cluster)
    until_first_batch(place, process)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told
    assert rows(place) == rows(finished)


def test_no_cluster_is_told(tmp_path: Path) -> None:
    ran = Place(tmp_path).run(
        str(EXAMPLE / "letter.txt"), "--offline", "--engine", "dask", "--cluster", "tcp://127.0.0.1:9"
    )
    assert ran.returncode == 2
    assert "no scheduler answers" in ran.stderr
    assert "hint: " in ran.stderr
    assert "Traceback" not in ran.stderr
