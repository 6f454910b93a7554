"""`python -m benchmarks.killed_simulation`: a simulation that is killed with -9 over and over ends with the history of one that was not.

    python -m benchmarks.killed_simulation --pages 24 --weeks 16 --soonest 4 --latest 9

Each start is killed after a random number of seconds between the two; it needs some to start and to finish a day.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

_MOST_KILLS = 200


def main() -> int:
    """Print both histories; 0 where they are the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--weeks", type=int, default=16)
    parser.add_argument("--soonest", type=float, default=4.0, help="seconds before a kill, at least")
    parser.add_argument("--latest", type=float, default=9.0, help="seconds before a kill, at most")
    given = parser.parse_args()
    size = ("--pages", str(given.pages), "--weeks", str(given.weeks))
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        whole, _ = _until_it_ends(Path(name) / "whole.duckdb", size)
        killed, kills = _until_it_ends(Path(name) / "killed.duckdb", size, (given.soonest, given.latest))
    print(f"not killed   {whole}\n{kills:3d} kills    {killed}")
    return 0 if whole == killed and kills else 1


def _until_it_ends(warehouse: Path, size: tuple[str, ...], kill: tuple[float, float] | None = None) -> tuple[str, int]:
    """Return what the simulation says of its history, and how often it was killed until it said so; `kill` is when, in seconds."""
    dice = random.Random("kills")  # noqa: S311
    for kills in range(_MOST_KILLS):
        command = [sys.executable, "-m", "benchmarks.simulation", *size, "--warehouse", str(warehouse)]
        process = subprocess.Popen(  # noqa: S603  our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        try:
            said, _ = process.communicate(timeout=dice.uniform(*kill) if kill else None)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the workers too: its group is its own
            process.communicate()
            continue
        return next((line for line in said.splitlines() if line.startswith("history")), said), kills
    return "it never ended", _MOST_KILLS


if __name__ == "__main__":
    raise SystemExit(main())
