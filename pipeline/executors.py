"""Where batches are worked: in this process, or in a pool of processes; both are `concurrent.futures.Executor`."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

_LOOK_EVERY_S = 1.0


def local(workers: int) -> Executor:
    """Return an executor over `workers` processes of this machine; with one worker, a thread of this process.

    Workers are spawned, not forked (DuckDB and onnxruntime keep threads, which do not survive a fork), and end
    by themselves soon after their parent is gone.
    """
    if workers <= 1:
        return ThreadPoolExecutor(max_workers=1)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        max_workers=workers, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),)
    )


def _end_with_parent(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY_S)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()
