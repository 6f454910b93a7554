"""Progress for a person at a terminal: what is being done, how fast, and how long it takes yet; silent in a pipe."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bars

from pipeline.forecast import Forecast

_WORDS = {
    "read": "reading documents", "fetch": "visiting sources", "recall": "looking up archived copies", "follow": "visiting what sources list", "extract": "reading sources",
    "annotate": "finding names, dates, numbers", "check": "holding claims against sources", "compare": "comparing captures",
}  # fmt: skip


class Progress:
    """A bar a step, the rate of each, and the time left; drawn on a terminal only, and gone when it ends."""

    def __init__(self, console: Console) -> None:
        self._forecast: Forecast | None = None
        self._tasks: dict[str, TaskID] = {}
        self._since: dict[str, float] = {}
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("[dim]{task.fields[last]}"),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, effort: int) -> None:
        """Say how much work the run is (documents and the sources that they cite): from here on its time is counted."""
        self._forecast = Forecast(effort)

    def finished(self, effort: int, seconds: float) -> None:
        """Say how much of it is finished, and how many worker seconds all work has taken by then."""
        if self._forecast is not None:
            self._forecast.finished(effort, seconds)

    def expect(self, step: str, count: int) -> None:
        """Say that so many more are to be done at a step."""
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(_WORDS.get(step, step), total=0, last="", rate="")
            self._since[step] = time.monotonic()
        task = self._bars.tasks[self._tasks[step]]
        self._bars.update(self._tasks[step], total=(task.total or 0) + count)

    def advance(self, step: str, what: str, by: int, seconds: float | None = None) -> None:
        """Say that some are done: `what` is the address or name just finished, `seconds` the worker seconds of all work so far."""
        task = self._bars.tasks[self._tasks[step]]
        spent = time.monotonic() - self._since[step]
        rate = f"{(task.completed + by) / spent:.1f}/s" if spent > 1 else ""
        left = self._forecast.left(time.monotonic(), seconds) if self._forecast and seconds else None
        self._bars.update(
            self._tasks[step], advance=by, rate=rate, last=what[:60] if left is None else f"{in_words(left)} left"
        )


def in_words(seconds: float) -> str:
    """Return a time as a person says it: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"
