"""Crawls in processes of their own that need not import everything anew: forked from one that has."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    ["aiohttp", "scrapy.crawler", "spiders.citations", "spiders.crawl", "spiders.download", "spiders.replay", "uvloop"]
)


def crawl_process(arguments: list[str], *, out: Path, errors: Path, timeout_s: float = 60.0) -> int:
    """Run `python -m spiders.crawl ARGUMENTS` to its end; return its exit status. Its streams go to the files named."""
    process = _SERVER.Process(target=_crawl, args=(arguments, str(out), str(errors)))
    process.start()
    process.join(timeout_s)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(f"the crawl did not end within {timeout_s:g} s\n{errors.read_text()}")
    status = process.exitcode
    process.close()
    return -1 if status is None else status


def _crawl(arguments: list[str], out: str, errors: str) -> None:
    for number, name in ((1, out), (2, errors)):
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(handle, number)
        os.close(handle)
    main: Callable[[list[str]], int] = __import__("spiders.crawl", fromlist=["main"]).main
    status = main(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
