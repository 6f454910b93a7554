"""What a command cost: CPU and wall seconds and its peak memory, whatever the process that starts it has used."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# The system counts the memory of whoever starts a program as the program's own until it runs, so a small process starts it.
_STARTER = """
import json, resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024, status]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """`cpu` and `wall` in seconds, `peak` in MB of the largest process."""

    cpu: float
    wall: float
    peak: float
    status: int


def used(command: Sequence[str], *, folder: Path) -> Used:
    """Run a command in a folder to its end; its standard output is thrown away."""
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    told = subprocess.run(starter, cwd=folder, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603  our own program
    cpu, wall, peak, status = json.loads(told)
    return Used(cpu=cpu, wall=wall, peak=peak, status=status)
