"""One crawl, one process: `python -m spiders.crawl TASKS.jsonl ARCHIVE_DIR CONFIG.json`.

It writes WARC files into ARCHIVE_DIR and nothing else; on standard output one JSON line for each visit that ended,
and at last one with the names of the closed files. Killed at any moment it loses no visit that it told of.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

# What takes long to import is imported when it is needed: the watch over the parent must run before.
if TYPE_CHECKING:
    from spiders.config import Config, Task


def crawl(tasks: Sequence[Task], folder: Path, config: Config) -> tuple[list[str], int]:
    """Visit all tasks; return the names of the closed WARC files, and how many visits ended.

    Raises BadArchive, before anything is written, where a file to replay cannot be read.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    from spiders import politeness
    from spiders.archive import Archive
    from spiders.citations import CitationSpider
    from spiders.replay import ReplayedWeb
    from spiders.urls import host_of

    replayed = None if config.web == "live" else ReplayedWeb(config.replay)
    archive = Archive(
        folder,
        software=config.fetch.user_agent,
        web=config.web,
        roll_over_bytes=int(config.archives.roll_over_mb * 1_000_000),
    )
    settings = politeness.scrapy_settings(
        config.fetch, live=config.web == "live", hosts=len({host_of(task.url) for task in tasks})
    )
    gc.freeze()  # what was imported stays to the end; to look through it again and again took a tenth of a crawl
    gc.set_threshold(20_000)
    gc.enable()
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(CitationSpider)
    process.crawl(crawler, config=config, tasks=tasks, archive=archive, replayed=replayed)
    process.start()
    archive.close()
    spider = crawler.spider
    return archive.names, spider.ended if isinstance(spider, CitationSpider) else 0


def main(arguments: Sequence[str]) -> int:
    """Run one crawl; return 0 when every task ended, 1 when one did not, 2 when the call was unusable."""
    if len(arguments) != 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    end_with(os.getppid())
    gc.disable()  # nothing that is imported is garbage, and to look for it costs a tenth of the imports
    from spiders.config import read_config, read_tasks
    from spiders.warc import BadArchive

    tasks = read_tasks(Path(arguments[0]))
    try:
        names, ended = crawl(tasks, Path(arguments[1]), read_config(Path(arguments[2])))
    except BadArchive as bad:
        sys.stderr.write(f"{bad}\n")
        return 2
    return finish(names, asked=len(tasks), ended=ended)


def finish(names: Sequence[str], *, asked: int, ended: int) -> int:
    """Tell what files were closed; return the exit status: asked = ended, or the crawl has failed."""
    sys.stdout.write(json.dumps({"warcs": list(names), "asked": asked, "ended": ended}) + "\n")
    sys.stdout.flush()
    if ended != asked:
        sys.stderr.write(f"crawl: {asked} addresses were asked for, {ended} visits ended\n")
        return 1
    return 0


def end_with(parent: int) -> None:
    """End this process when its parent is gone: nobody would read what it finds, and a next run asks again."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
