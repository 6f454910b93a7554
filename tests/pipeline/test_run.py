"""The driver: a worker that dies costs the one row that killed it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
from rich.console import Console

from pipeline.executors import Pool
from pipeline.outbox import Exchange
from pipeline.progress import Progress
from pipeline.run import Job, documents_in, finish
from pipeline.settings import Settings
from pipeline.stage import Row, Stage
from pipeline.web import choose
from pipeline.workshop import Ran, Workshop
from tests.warehouse.histories import ask
from warehouse.records import Record, Signal


def deadly(row: Row, settings: Settings) -> Iterator[Record]:
    """A stage's work that one word kills as a library's crash would."""
    if row["subject_id"] == "dead":
        os._exit(9)
    yield Signal(made_from=row["subject_id"], made_by="deadly", capture_id=row["subject_id"], name="n", value="v")


READS = "select word as subject_id, '' as fingerprint from words"
DEADLY = Stage(name="deadly", version=1, reads=READS, work=deadly)


def job(folder: Path) -> Job:
    return Job(
        documents=(),
        web=choose([], offline=True),
        settings=Settings(),
        archive=folder / "archive",
        folder=folder / "batches",
    )


def test_a_worker_that_dies_costs_one_row(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    warehouse.execute("create temp table words as select unnest(['a', 'b', 'dead', 'e', 'f', 'g']) as word")
    ran = Ran()
    with Pool(2) as pool:
        shop = Workshop(
            connection=warehouse, settings=Settings(), exchange=Exchange(tmp_path), pool=pool,
            progress=Progress(Console(file=io.StringIO())), ran=ran,
        )  # fmt: skip
        assert shop.work(DEADLY) == 6
        assert shop.work(DEADLY) == 0  # what was tried in a run and stays owed is left to the next
    assert ask(warehouse, "select capture_id from signals order by 1") == [("a",), ("b",), ("e",), ("f",), ("g",)]
    assert len(ran.faults) == 1
    assert "died on dead" in ran.faults[0]
    assert ask(warehouse, "select count(*) from done where subject_id = 'dead'") == [(0,)]


def test_a_run_starts_by_finishing(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """A whole batch that was left behind is loaded; a torn one, whatever it holds, is not."""
    from pipeline.batches import work_batch
    from pipeline.owed import owed

    warehouse.execute("create temp table words as select 'a' as word union all select 'b'")
    rows = owed(warehouse, DEADLY, Settings())
    place = job(tmp_path)
    exchange = Exchange(place.folder)
    for row in (rows.slice(0, 1), rows.slice(1, 1)):
        name, inbox, outbox = exchange.put(row, DEADLY)
        work_batch(DEADLY, inbox, outbox, Settings())
    (place.folder / "outbox" / name / "done.parquet").unlink()
    finish(warehouse, place, exchange, Ran())
    assert ask(warehouse, "select capture_id from signals") == [("a",)]
    assert list((place.folder / "outbox").iterdir()) == []


def test_a_folder_stands_for_its_files_and_none_is_taken_twice(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.md", ".hidden"):
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")
    found = documents_in([str(tmp_path / "in" / "b.txt"), str(tmp_path / "in")])
    assert [path.name for path in found] == ["b.txt", "a.md"]
