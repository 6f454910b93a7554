"""Progress for a person at a terminal: what is being done and how many are left; silent in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

_WORDS = {
    "read": "reading documents", "fetch": "visiting sources", "recall": "looking up archived copies", "extract": "reading sources",
    "annotate": "finding names, dates, numbers", "check": "holding claims against sources", "compare": "comparing captures",
}  # fmt: skip


class Progress:
    """A bar a step, on a terminal only."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Callable[..., None]]:
        """Show one step; yields advance(what, by=1), where `what` is the address or name just finished."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[last]}"),
        )
        with Bars(*columns, console=self._console, transient=True, disable=not self._console.is_terminal) as bars:
            task = bars.add_task(_WORDS.get(name, name), total=total, last="")

            def advance(what: str, by: int = 1) -> None:
                bars.update(task, advance=by, last=what[:60])

            yield advance
