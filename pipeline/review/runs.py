"""Runs that a reviewer asks for: `testimonia run` in a process of its own, one at a time, its progress kept for showing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

BUSY = "another run is writing to this warehouse"  # as warehouse.store says it
_AGAIN_S = 5.0  # between two tries while another run holds the warehouse


@dataclass(slots=True, kw_only=True)
class Asked:
    """A run that was asked for. `state` is waiting (another run holds the warehouse), running, done or failed."""

    number: int
    document: str
    why: str
    command: Sequence[str]
    asked_at: datetime
    state: str = "waiting"
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=200))
    ended_at: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


class Runs:
    """The runs of this desk, newest last; `then` is called after each that ended. Call `close` at the end."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        self._then = then
        self._asked: list[Asked] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, command: Sequence[str], *, document: str, why: str) -> Asked:
        """Begin a run, or return the one that waits already for the same document and the same work."""
        with self._lock:
            for earlier in self._asked:
                if earlier.state == "waiting" and list(earlier.command) == list(command):
                    return earlier
            asked = Asked(
                number=len(self._asked) + 1, document=document, why=why, command=tuple(command), asked_at=datetime.now(UTC)
            )  # fmt: skip
            self._asked.append(asked)
        threading.Thread(target=self._work, args=(asked,), daemon=True).start()
        return asked

    def all(self) -> list[Asked]:
        """Return every run asked for, newest first."""
        with self._lock:
            return list(reversed(self._asked))

    def get(self, number: int) -> Asked | None:
        """Return the run of that number."""
        with self._lock:
            return self._asked[number - 1] if 0 < number <= len(self._asked) else None

    def close(self) -> None:
        """End what runs; what it has done is kept, and the next run goes on from there."""
        self._stop.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def _work(self, asked: Asked) -> None:
        with self._turn:
            while not self._stop.is_set():
                status = self._try(asked)
                if status == 2 and any(BUSY in line for line in asked.lines):
                    asked.state = "waiting"
                    asked.lines.append("another run holds the warehouse; this one begins when that has ended")
                    self._stop.wait(_AGAIN_S)
                    continue
                asked.state = "done" if status in (0, 1) else "failed"
                break
            else:
                asked.state = "failed"
            asked.ended_at = datetime.now(UTC)
        self._then()

    def _try(self, asked: Asked) -> int:
        asked.lines.clear()
        with subprocess.Popen(  # noqa: S603  our own program; what it is given comes from the warehouse, as arguments
            [sys.executable, "-c", "from pipeline.cli.main import app; app()", *asked.command],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        ) as process:  # fmt: skip
            self._process = process
            asked.state = "running"
            for line in process.stderr or ():
                if line.strip():
                    asked.lines.append(line.rstrip()[:500])
        return process.returncode
