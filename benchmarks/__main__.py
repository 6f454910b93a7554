"""`make bench`: speed tables over the repository's own example, with ratios; the date and the machine stand above them."""

from __future__ import annotations

import argparse
import platform
import sys
from datetime import UTC, datetime

from benchmarks import crawl, speed

TABLES = {"run": speed.whole_run, "pages": speed.pages, "language": speed.language, "crawl": crawl.crawls}


def main() -> int:
    """Print the tables asked for, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", nargs="*", choices=[*TABLES, []], default=[])
    asked = parser.parse_args()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}, {speed.cores()} cores\n"
    )
    for name in asked.table or TABLES:
        title, header, rows = TABLES[name]()
        widths = [max(len(str(row[column])) for row in (header, *rows)) for column in range(len(header))]
        print(title)
        for row in (header, *rows):
            print("  " + "  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        print()
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
