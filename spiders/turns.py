"""Pauses at a host that several crawl processes keep together, through a folder with one small file a host."""

from __future__ import annotations

import asyncio
import fcntl
import time
from pathlib import Path
from typing import IO

from warehouse.ids import digest


class Turns:
    """Whose turn it is at a host. The file of a host holds the moment from which on it may be asked,
    by the machine's monotonic clock, which no one sets back; a run begins with an empty folder.
    """

    def __init__(self, folder: Path, *, delay_s: float) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._delay = delay_s
        self._slow: dict[str, float] = {}

    def slow_down(self, host: str, delay_s: float) -> None:
        """Keep a longer pause at a host; every process learns of it by itself, from the host's robots.txt."""
        self._slow[host] = max(delay_s, self._slow.get(host, 0.0))

    def rest(self, host: str, seconds: float, now: float) -> None:
        """Let nobody ask a host for so long: it said so."""
        with self._open(host) as file:
            self._write(file, max(self._read(file, now), now + seconds))

    async def wait(self, host: str) -> None:
        """Wait until this host may be asked, and put off all who come after."""
        seconds = self.take(host, time.monotonic())
        if seconds > 0:
            await asyncio.sleep(seconds)

    def take(self, host: str, now: float) -> float:
        """Take the next turn at a host; return how many seconds it is off."""
        delay = max(self._delay, self._slow.get(host, 0.0))
        with self._open(host) as file:
            turn = max(self._read(file, now), now)
            if delay > 0:
                self._write(file, turn + delay)
        return turn - now

    def _open(self, host: str) -> IO[str]:
        file = (self._folder / digest(host)).open("a+", encoding="ascii")
        fcntl.flock(file, fcntl.LOCK_EX)
        return file

    def _read(self, file: IO[str], now: float) -> float:
        file.seek(0)
        told = file.read()
        return float(told) if told else now

    def _write(self, file: IO[str], free: float) -> None:
        file.truncate(0)
        file.write(f"{free:.6f}")
