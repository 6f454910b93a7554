"""What a stage still has to do: what it reads and does not stand in `done`. Owed, never scheduled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import duckdb

from pipeline.settings import Settings
from pipeline.stage import Stage
from warehouse.ids import digest

if TYPE_CHECKING:
    import pyarrow as pa  # 0.3 s, which a run that owes nothing need not wait for


def owed(
    connection: duckdb.DuckDBPyConnection,
    stage: Stage,
    settings: Settings,
    *,
    most: int = 1_000_000_000,
    untried: bool = False,
) -> pa.Table | None:
    """Return the rows that a stage reads and has not done at this version, settings and fingerprint, at most `most` of them; None where there is none.

    `reads` gives `subject_id`, `fingerprint` (a digest of whatever else its rows hang on) and the columns for
    `work`; `owed_version` is added, and stands in `done` once the subject is finished. `untried` leaves out what stands in the
    run's own table `tried`. Which subjects are owed is asked first, without their texts: those of one slice alone are held.
    """
    known = "select subject_id, version from {} where stage = $stage"
    query = f"""
        select subject_id, owed_version
        from (select subject_id, $version || fingerprint as owed_version from ({stage.reads})) as wanted
        anti join ({known.format("done")} {f"union all {known.format('tried')}" if untried else ""}) as known
            on known.subject_id = wanted.subject_id and known.version = wanted.owed_version
        order by subject_id limit $most
    """
    connection.execute(
        f"create or replace temp table owing as {query}",
        {"stage": stage.name, "version": version_of(stage, settings), "most": most},
    )
    if connection.execute("select count(*) from owing").fetchall() == [(0,)]:
        return None
    return connection.sql(
        f"select reading.*, owing.owed_version from ({stage.reads}) as reading join owing using (subject_id) order by subject_id"
    ).to_arrow_table()


def version_of(stage: Stage, settings: Settings) -> str:
    """Return what a subject's version begins with: the stage's version and a digest of the settings that it depends on."""
    sections = {name: asdict(getattr(settings, name)) for name in stage.settings}
    return f"{stage.version}:{digest(json.dumps(sections, sort_keys=True))}:"


def cut(rows: pa.Table, largest: int, *, first: int = 1) -> Iterator[pa.Table]:
    """Yield the rows in batches of 1, 2, 4 … up to `largest`, or from `first` on.

    The first batch is small so that even a run that is killed over and over gets ahead.
    """
    start, size = 0, first
    while start < rows.num_rows:
        yield rows.slice(start, min(size, largest))
        start, size = start + min(size, largest), size * 2
