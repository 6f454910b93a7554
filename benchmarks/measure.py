"""`make measure`: score the program on the corpora, and hold the figures against `floors.json`.

    python -m benchmarks.measure [TASK...]            print the figures, end with status 1 where one has fallen
    python -m benchmarks.measure --update [TASK...]   raise floors to what was measured; never lowers one

The corpora are not part of the repository: they stand beside it, with the program that scores.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
CORPORA = HERE.parent.parent / "shared" / "corpora"
# Figures of one corpus move by about this much when a library or a tie in the order of rows changes.
SLACK = 0.002


def figures(measured: dict[str, Any], floors: dict[str, Any]) -> Iterator[tuple[str, str, float, float | None]]:
    """Yield (name, "least" or "most", bound, figure or None) of every bound whose task was measured."""
    for task, bounds in floors.items():
        for path, bound in bounds.items():
            if task not in measured:
                continue
            found: Any = measured[task]
            for part in path.split("/"):
                found = found.get(part) if isinstance(found, dict) else None
            (kind, value), *_ = bound.items()
            yield f"{task}/{path}", kind, value, found


def held(kind: str, bound: float, figure: float | None) -> bool:
    """Say whether a figure keeps its bound."""
    if figure is None:
        return False
    return figure >= bound - SLACK if kind == "least" else figure <= bound


def update(floors: dict[str, Any], measured: dict[str, Any]) -> None:
    """Raise every floor to what was measured, rounded down to thousandths; bounds that are zero stay."""
    for name, kind, bound, figure in figures(measured, floors):
        task, _, path = name.partition("/")
        if kind == "least" and figure is not None and figure > bound:
            floors[task][path][kind] = math.floor(figure * 1000) / 1000
    fresh = FLOORS.with_suffix(".fresh")
    fresh.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    os.replace(fresh, FLOORS)


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="*")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    asked = parser.parse_args()
    scorer = asked.corpora / "measure.py"
    if not scorer.exists():
        sys.stderr.write(
            f"{scorer}: there are no corpora\n\nhint: put them beside the checkout, or name them with --corpora\n"
        )
        return 2
    command = [sys.executable, str(scorer), "--program", str(Path(sys.executable).with_name("testimonia")), *asked.task]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  the corpora's own program
    if ran.returncode != 0:
        return ran.returncode
    measured = json.loads(ran.stdout.splitlines()[-1])
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if asked.update:
        update(floors, measured)
    fallen = 0
    for name, kind, bound, figure in figures(measured, floors):
        good = held(kind, bound, figure)
        fallen += not good
        print(
            f"{'ok  ' if good else 'FELL'} {name:<52} {figure if figure is not None else 'missing':>8}  at {kind} {bound}"
        )
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
