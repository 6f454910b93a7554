"""How long a run takes yet: by what the finished part of it has cost, and how fast the work goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Forecast:
    """The time left of a run that is so much work (documents and sources), counted from `began` (a monotonic clock's seconds).

    The workers' seconds that the finished part took say what all will take; the seconds that are worked in a second of
    the clock, waiting for the web included, say how fast that goes.
    """

    effort: int
    began: float
    _finished: int = 0
    _spent: float = 0.0

    def finished(self, effort: int, seconds: float) -> None:
        """Take note: so much is finished, and all work up to here took so many worker seconds."""
        self._finished, self._spent = effort, seconds

    def left(self, now: float, seconds: float) -> float | None:
        """Return the seconds left, where `seconds` is the work done by `now`; None before anything is finished."""
        if not self._finished or seconds <= 0 or now <= self.began:
            return None
        expected = self._spent / self._finished * self.effort
        return max(expected - seconds, 0.0) * (now - self.began) / seconds
