"""The workshop: one slice of what a stage owes at a time, handed to workers in batches and loaded as they come back."""

from __future__ import annotations

import shutil
from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.batches import work_batch
from pipeline.executors import Pool
from pipeline.outbox import Exchange
from pipeline.owed import cut, owed
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.stage import Stage
from warehouse import store

if TYPE_CHECKING:
    import pyarrow as pa

_LOADED_TOGETHER = 64  # batches of one transaction: each looks once through the tables for the rows that it replaces
# Rows of one slice: what the driver holds of texts at once (about 20 MB), and the most that a stage is behind another.
SLICE = 1_024


@dataclass(slots=True, kw_only=True)
class Ran:
    """What a run did: subjects by step, the documents it was about, what was unusable, and faults of ours.

    `seconds` is how long workers were at each stage, summed over them.
    """

    document_ids: list[str] = field(default_factory=list)
    worked: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    unusable: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Workshop:
    """What the stages of one run share: the warehouse, the workers, the folder of batches, and the account of the run."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    exchange: Exchange
    pool: Pool
    progress: Progress
    ran: Ran
    slice: int = SLICE
    _whole: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection.execute(
            "create or replace temp table tried (stage varchar, subject_id varchar, version varchar)"
        )

    def work(self, stage: Stage) -> int:
        """Work and load one slice of what a stage owes; return how many subjects that were, 0 where it owes nothing.

        A subject that was tried in this run and stays owed (a fault of ours) is left to the next run. Where a worker dies (a
        library's crash, memory), the rows of the broken batches are worked one by one, so that the row that kills costs only itself.
        """
        rows = owed(self.connection, stage, self.settings, most=self.slice, untried=True)
        if rows is None:
            return 0
        count: int = rows.num_rows
        self.connection.execute(
            "insert into tried select ?, unnest(?), unnest(?)",
            [stage.name, rows["subject_id"].to_pylist(), rows["owed_version"].to_pylist()],
        )
        first = stage.name not in self.ran.worked
        suspects: list[pa.Table] = []
        self.progress.expect(stage.name, count)
        waiting = {}
        for batch in cut(rows, stage.batch, first=1 if first else stage.batch):
            name, inbox, outbox = self.exchange.put(batch, stage)
            waiting[self.pool.submit(work_batch, stage, inbox, outbox, self.settings)] = (batch, name)
        for future in as_completed(waiting):
            batch, name = waiting[future]
            try:
                self._take(stage, name, batch.num_rows, *future.result())
            except BrokenExecutor:
                suspects.append(batch)
        self._load(stage)
        if suspects:
            self.pool.renew()
        for row in (batch.slice(at, 1) for batch in suspects for at in range(batch.num_rows)):
            self._alone(stage, row)
        self._load(stage)
        self.exchange.clear_inbox()
        self.ran.worked[stage.name] = self.ran.worked.get(stage.name, 0) + count
        return count

    def _alone(self, stage: Stage, row: pa.Table) -> None:
        name, inbox, outbox = self.exchange.put(row, stage)
        try:
            self._take(stage, name, 1, *self.pool.submit(work_batch, stage, inbox, outbox, self.settings).result())
        except BrokenExecutor:
            self.ran.faults.append(f"{stage.name}: the worker died on {row['subject_id'][0]}; it stays owed")
            self.pool.renew()

    def _take(self, stage: Stage, name: str, rows: int, faults: list[str], seconds: float) -> None:
        self.ran.faults += faults
        self.ran.seconds[stage.name] = self.ran.seconds.get(stage.name, 0.0) + seconds
        self._whole.append(self.exchange.take(name))
        if len(self._whole) >= _LOADED_TOGETHER:
            self._load(stage)
        self.progress.advance(stage.name, "", rows, sum(self.ran.seconds.values()))

    def _load(self, stage: Stage) -> None:
        load(self.connection, stage.name, *self._whole)
        self._whole.clear()


def load(connection: duckdb.DuckDBPyConnection, stage: str, *outboxes: Path) -> None:
    """Load whole batches of a stage and remove them, `done.parquet` first: what is left can never be taken for a whole one."""
    if outboxes:
        store.load(connection, *outboxes, stage=stage, at=datetime.now(UTC))
    for outbox in outboxes:
        (outbox / "done.parquet").unlink(missing_ok=True)
        shutil.rmtree(outbox, ignore_errors=True)
