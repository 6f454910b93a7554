"""What a stage is: a name, a version, a query for what it reads, and a pure function of one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.settings import Settings
from warehouse.records import Record

Row = Mapping[str, Any]


class BadInput(Exception):
    """Input that cannot be used: it becomes an issue, and never costs the other inputs.

    `code` is a slug `stage/what` of the closed list in `pipeline/issues.py`; `detail` says where and what was
    wrong, and what to do. Both survive pickling, so that it can cross a process boundary.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    def __str__(self) -> str:
        return self.detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the flow.

    `reads` is a query that gives `subject_id` and the columns that `work` needs; a subject is owed until it
    stands in `done` for this stage, version and `settings`. `work` is a function of (row, settings) alone: no
    connection, no clock, no network (but for `opine`, which asks the judge that the user names). `settings` names the sections of testimonia.toml that its rows depend on.
    """

    name: str
    version: int
    reads: str
    work: Callable[[Row, Settings], Iterator[Record]]
    settings: tuple[str, ...] = ()
    batch: int = 16
