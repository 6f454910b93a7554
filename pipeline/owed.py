"""What a stage still has to do: what it reads and does not stand in `done`. Owed, never scheduled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.settings import Settings
from pipeline.stage import Stage
from warehouse.ids import digest


def owed(connection: duckdb.DuckDBPyConnection, stage: Stage, settings: Settings) -> pa.Table:
    """Return the rows that a stage reads and has not done at this version, settings and fingerprint.

    `reads` gives `subject_id`, `fingerprint` (a digest of whatever else its rows hang on) and the columns for
    `work`; `owed_version` is added, and stands in `done` once the subject is finished.
    """
    sections = {name: asdict(getattr(settings, name)) for name in stage.settings}
    version = f"{stage.version}:{digest(json.dumps(sections, sort_keys=True))}:"
    query = f"""
        with wanted as (select *, ? || fingerprint as owed_version from ({stage.reads}))
        select wanted.* from wanted
        where not exists (
            select 1 from done
            where done.stage = ? and done.subject_id = wanted.subject_id and done.version = wanted.owed_version)
        order by subject_id
    """
    return connection.sql(query, params=[version, stage.name]).to_arrow_table()


def cut(rows: pa.Table, largest: int) -> Iterator[pa.Table]:
    """Yield the rows in batches of 1, 2, 4 … up to `largest`.

    The first batch is small so that even a run that is killed over and over gets ahead.
    """
    start, size = 0, 1
    while start < rows.num_rows:
        yield rows.slice(start, min(size, largest))
        start, size = start + min(size, largest), size * 2


def put(batch: pa.Table, stage: Stage, folder: Path) -> tuple[Path, Path]:
    """Write a batch where a worker finds it; return its inbox file and the outbox that the worker will leave."""
    name = f"{stage.name}-{digest(*batch['subject_id'].to_pylist(), *batch['owed_version'].to_pylist())}"
    inbox = folder / "inbox" / f"{name}.parquet"
    inbox.parent.mkdir(parents=True, exist_ok=True)
    (folder / "outbox").mkdir(parents=True, exist_ok=True)
    pq.write_table(batch, inbox)
    return inbox, folder / "outbox" / name
