"""Pauses at a host that several crawl processes keep together, through a folder with one small file a host."""

from __future__ import annotations

import asyncio
import fcntl
import time
from pathlib import Path

from warehouse.ids import digest


class Turns:
    """Whose turn it is at a host. The file of a host holds the moment from which on it may be asked,
    by the machine's monotonic clock, which no one sets back; a run begins with an empty folder.
    """

    def __init__(self, folder: Path, *, delay_s: float) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._delay = delay_s

    async def wait(self, host: str) -> None:
        """Wait until this host may be asked, and put off all who come after."""
        seconds = self.take(host, time.monotonic())
        if seconds > 0:
            await asyncio.sleep(seconds)

    def take(self, host: str, now: float) -> float:
        """Take the next turn at a host; return how many seconds it is off."""
        if self._delay <= 0:
            return 0.0
        with (self._folder / digest(host)).open("a+", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            told = file.read()
            free = float(told) if told else now
            turn = max(free, now)
            file.truncate(0)
            file.write(f"{turn + self._delay:.6f}")
        return turn - now
