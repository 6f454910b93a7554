"""How long a run takes yet: by what the finished part of it has cost, and how fast the work goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Forecast:
    """The time left of a run that is so much work (documents and sources).

    The workers' seconds that the finished part took say what all will take; the seconds that are worked in a second of
    the clock, waiting for the web included, say how fast that goes: from the first piece of work on, since workers take seconds to start.
    """

    effort: int
    _finished: int = 0
    _spent: float = 0.0
    _first: tuple[float, float] | None = None

    def finished(self, effort: int, seconds: float) -> None:
        """Take note: so much is finished, and all work up to here took so many worker seconds."""
        self._finished, self._spent = effort, seconds

    def left(self, now: float, seconds: float) -> float | None:
        """Return the seconds left, where `seconds` is the work done by `now` (a monotonic clock's); None before anything is finished."""
        began, before = self._first = self._first or (now, seconds)
        if not self._finished or seconds <= before or now <= began:
            return None
        expected = self._spent / self._finished * self.effort
        return max(expected - seconds, 0.0) * (now - began) / (seconds - before)
