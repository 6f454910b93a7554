"""How long a run takes yet: by what the finished part of it has cost, and how fast the work goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Forecast:
    """The time left of a run that is so much work (documents and sources).

    The workers' seconds that the finished part took say what the rest will take, what was finished first apart as soon as there is more: each worker
    loads its models in it. The seconds that are worked in a second of
    the clock, waiting for the web included, say how fast that goes: from the first piece of work on, since workers take seconds to start.
    """

    effort: int
    _finished: int = 0
    _spent: float = 0.0
    _first: tuple[float, float] | None = None
    _loaded: tuple[int, float] | None = None  # what was finished first, and the work until then

    def finished(self, effort: int, seconds: float) -> None:
        """Take note: so much is finished, and all work up to here took so many worker seconds."""
        self._finished, self._spent = effort, seconds
        self._loaded = self._loaded or (effort, seconds)

    def left(self, now: float, seconds: float) -> float | None:
        """Return the seconds left, where `seconds` is the work done by `now` (a monotonic clock's); None before anything is finished."""
        began, before = self._first = self._first or (now, seconds)
        if self._loaded is None or not self._finished or seconds <= before or now <= began:
            return None
        early, loading = self._loaded if self._finished > self._loaded[0] else (0, 0.0)
        each = (self._spent - loading) / (self._finished - early)
        work = (self.effort - self._finished) * each - (seconds - self._spent)
        return max(work, 0.0) * (now - began) / (seconds - before)
