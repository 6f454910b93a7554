"""Where batches are worked: processes of this machine, or a Dask cluster; both outlive the death of a worker."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any

_LOOK_EVERY_S = 1.0
_CONNECT_S = 15


class ClusterLost(Exception):
    """The cluster cannot be reached, or is gone. What it had finished is kept."""


class Pool:
    """Executors, one after the other: a broken one is replaced by `renew`. Without `make`, `workers` processes of this machine.

    Never this process: a library that crashes on a document must not take the run with it. Processes are spawned, not
    forked (DuckDB and onnxruntime keep threads, which do not survive a fork), only when work comes, and end soon after
    their parent.
    """

    def __init__(self, workers: int, make: Callable[[], Executor] | None = None) -> None:
        self.workers = workers
        self._make = make or (lambda: processes(workers))
        self._executor: Executor | None = None

    def submit(self, function: Any, /, *arguments: Any) -> Future[Any]:
        """Hand a call to a worker. The future raises BrokenExecutor where the worker died."""
        if self._executor is None:
            self._executor = self._make()
        return self._executor.submit(function, *arguments)

    def renew(self) -> None:
        """Leave the workers that are there, and start new ones at the next call."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=value is None, cancel_futures=True)


def processes(workers: int) -> ProcessPoolExecutor:
    """Return a pool of so many new processes, which end when this one does, however it ends."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),))


def _end_with_parent(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()


def on_cluster(address: str) -> Pool:
    """Return the workers of a Dask cluster (`tcp://host:port` of its scheduler) as a pool.

    A batch whose worker dies goes to another worker, up to three times; then it counts as broken, and its rows are worked one by one.
    Raises ClusterLost where no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError as missing:
        raise ClusterLost(
            "--engine dask: distributed is not installed\n\nhint: pip install 'testimonia[cluster]'"
        ) from missing
    try:
        client: Any = Client(address, timeout=_CONNECT_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as wrong:
        raise ClusterLost(
            f"--cluster {address}: no scheduler answers ({wrong})\n\nhint: start one with `dask scheduler`, and name its address as tcp://host:port"
        ) from wrong
    workers = len(client.scheduler_info(n_workers=-1)["workers"])
    return Pool(workers, lambda: _Cluster(client))


class _Cluster(Executor):
    """A Dask client as an executor whose futures fail as those of a process pool do."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._inner = client.get_executor()

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        outer: Future[Any] = Future()

        def hand_on(inner: Future[Any]) -> None:
            try:
                outer.set_result(inner.result())
            except CancelledError:
                outer.set_exception(ClusterLost("the cluster is gone"))
            except Exception as wrong:  # noqa: BLE001  it is handed on, whatever it is
                killed = type(wrong).__name__ == "KilledWorker"
                outer.set_exception(BrokenExecutor(str(wrong)) if killed else wrong)

        self._inner.submit(function, *arguments, **named).add_done_callback(hand_on)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del cancel_futures  # a batch that is done though nobody waits for it is loaded by the next life
        self._inner.shutdown(wait=wait)
