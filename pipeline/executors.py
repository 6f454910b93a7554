"""Where batches are worked: a pool of processes that outlives the death of a worker."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any

_LOOK_EVERY_S = 1.0


class Pool:
    """Executors of `workers` processes of this machine, one after the other: a broken one is replaced by `renew`.

    Never this process: a library that crashes on a document must not take the run with it. Processes are spawned, not
    forked (DuckDB and onnxruntime keep threads, which do not survive a fork), only when work comes, and end soon after
    their parent.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: Executor | None = None

    def submit(self, function: Any, /, *arguments: Any) -> Future[Any]:
        """Hand a call to a worker. The future raises BrokenExecutor where the worker died."""
        if self._executor is None:
            self._executor = _processes(self._workers)
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


def _processes(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),))


def _end_with_parent(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()
