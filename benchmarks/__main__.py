"""`make bench`: speed tables over the repository's own example, with ratios; the date and the machine stand above them."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import (
    archives,
    bad_documents,
    claims,
    crawl,
    documents,
    foretold,
    gold,
    hostile,
    indexes,
    outcomes,
    pairs,
    report_page,
    rules,
    scale,
    speed,
    turned,
)

TABLES: dict[str, Callable[[], speed.Table]] = {
    "run": speed.whole_run,
    "pages": speed.pages,
    "language": speed.language,
    "lengths": speed.lengths,
    "numbers": gold.numbers,
    "words": gold.words,
    "quotes": gold.quotes,
    "dates": gold.dates,
    "sentences": gold.sentences,
    "documents": documents.reading,
    "pdf": documents.long_pdf,
    "bad": bad_documents.bad_documents,
    "claims": claims.claims,
    "figures": claims.figures,
    "longest": claims.longest,
    "articles": claims.articles,
    "turned": turned.turned,
    "doubts": rules.doubts,
    "crawl": crawl.crawls,
    "makespan": crawl.makespans,
    "report": report_page.pages,
    "library": scale.end_to_end,
    "sizes": scale.sizes,
    "workers": scale.workers,
    "views": scale.views,
    "foretold": foretold.foretold,
    "outcomes": outcomes.outcomes,
    "archives": archives.archives,
    "indexes": indexes.indexes,
    "alarms": pairs.alarms,
    "compare": pairs.speed,
    "hostile": hostile.probes,
    "kills": hostile.kills,
}


def main() -> int:
    """Print the tables asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", nargs="*", choices=[*TABLES, []], default=[])
    parser.add_argument("--rivals", type=Path, default=documents.RIVALS, help="where other programs are installed")
    asked = parser.parse_args()
    tables: dict[str, Callable[[], speed.Table]] = {
        **TABLES,
        "words": partial(gold.words, rivals=asked.rivals),
        "documents": partial(documents.reading, rivals=asked.rivals),
        "alarms": partial(pairs.alarms, rivals=asked.rivals),
        "claims": partial(claims.claims, rivals=asked.rivals),
        "figures": partial(claims.figures, rivals=asked.rivals),
    }
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}, {speed.cores()} cores\n"
    )
    for name in asked.table or TABLES:
        title, header, rows = tables[name]()
        widths = [max(len(str(row[column])) for row in (header, *rows)) for column in range(len(header))]
        print(title)
        for row in (header, *rows):
            print("  " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        print()
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
