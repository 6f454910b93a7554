"""`python -m benchmarks.killed_simulation`: a simulation that is killed with -9 over and over ends with the history of one that was not."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

_SIZE = ("--pages", "24", "--weeks", "16")
_MOST_KILLS = 200


def main() -> int:
    """Print both histories; 0 where they are the same."""
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        whole, _ = _until_it_ends(Path(name) / "whole.duckdb", kill=False)
        killed, kills = _until_it_ends(Path(name) / "killed.duckdb", kill=True)
    print(f"not killed   {whole}\n{kills:3d} kills    {killed}")
    return 0 if whole == killed and kills else 1


def _until_it_ends(warehouse: Path, *, kill: bool) -> tuple[str, int]:
    """Return what the simulation says of its history, and how often it was killed until it said so."""
    dice = random.Random("kills")  # noqa: S311
    for kills in range(_MOST_KILLS):
        command = [sys.executable, "-m", "benchmarks.simulation", *_SIZE, "--warehouse", str(warehouse)]
        process = subprocess.Popen(  # noqa: S603  our own program
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        try:
            said, _ = process.communicate(timeout=dice.uniform(8, 25) if kill else None)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the workers too: its group is its own
            process.communicate()
            continue
        return next((line for line in said.splitlines() if line.startswith("history")), said), kills
    return "it never ended", _MOST_KILLS


if __name__ == "__main__":
    raise SystemExit(main())
