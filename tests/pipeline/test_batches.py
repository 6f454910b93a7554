"""Batches: what a worker leaves is whole or not there, and loading it twice is loading it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.batches import work_batch
from pipeline.outbox import Exchange
from pipeline.owed import cut, owed
from pipeline.settings import Settings
from pipeline.stage import BadInput, Row, Stage
from tests.warehouse.histories import ask
from warehouse import store
from warehouse.records import Record, Signal

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DEFAULTS = Settings()


def count_letters(row: Row, settings: Settings) -> Iterator[Record]:
    """A stage's work: one signal a letter, but for the words that are made to fail."""
    if row["word"] == "bad":
        raise BadInput("test/bad", "word: bad\n\nhint: use a good one")
    for number, letter in enumerate(row["word"]):
        yield Signal(
            made_from=row["subject_id"], made_by="count", capture_id=row["subject_id"], name=f"{number}", value=letter
        )
        if row["word"] == "bug":
            raise KeyError("lang")


COUNT = Stage(
    name="count",
    version=1,
    reads="select word as subject_id, word, fingerprint from words",
    work=count_letters,
    settings=("text",),
    batch=4,
)


@pytest.fixture
def words(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    warehouse.execute(
        "create temp table words as select unnest(['aa', 'bad', 'bug', 'cc', 'dd', 'ee']) as word, 'f' as fingerprint"
    )
    return warehouse


def work(
    connection: duckdb.DuckDBPyConnection, folder: Path, stage: Stage = COUNT, settings: Settings = DEFAULTS
) -> tuple[int, list[str]]:
    """Work and load what a stage owes; return how many subjects that were, and the faults."""
    faults = []
    rows = owed(connection, stage, settings)
    for batch in cut(rows, stage.batch):
        name, inbox, outbox = Exchange(folder).put(batch, stage)
        faults += work_batch(stage, inbox, outbox, settings)[0]
        store.load(connection, Exchange(folder).take(name), stage=stage.name, at=NOW)
    return rows.num_rows, faults


def test_one_bad_subject_never_costs_the_others(words: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    number, faults = work(words, tmp_path)
    assert number == 6
    assert ask(words, "select distinct made_from from signals order by 1") == [("aa",), ("cc",), ("dd",), ("ee",)]
    assert ask(words, "select code, subject from issues") == [("test/bad", "bad")]
    assert len(faults) == 1
    assert "count: stopped on bug" in faults[0]
    assert "KeyError" in faults[0]


def test_what_is_done_is_not_owed_but_a_fault_of_ours_is(words: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    work(words, tmp_path)
    assert owed(words, COUNT, Settings())["subject_id"].to_pylist() == ["bug"]


def test_a_new_version_setting_or_fingerprint_redoes_exactly_its_own_rows(
    words: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    work(words, tmp_path)
    words.execute("delete from words where word = 'bug'")
    newer = Stage(name="count", version=2, reads=COUNT.reads, work=count_letters, settings=("text",))
    assert owed(words, newer, Settings()).num_rows == 5
    from pipeline.settings import Text

    assert owed(words, COUNT, Settings(text=Text(max_chars=5))).num_rows == 5
    words.execute("update words set fingerprint = 'g' where word = 'cc'")
    before = ask(words, "from signals order by all")
    assert work(words, tmp_path) == (1, [])
    assert ask(words, "from signals order by all") == before


def test_a_batch_done_twice_makes_the_same_rows(words: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    batch = next(cut(owed(words, COUNT, Settings()), 4))
    name, inbox, place = Exchange(tmp_path).put(batch, COUNT)
    outbox = tmp_path / "outbox" / name
    assert work_batch(COUNT, inbox, place, Settings())[0] == []
    first = pq.read_table(outbox / "signals.parquet").to_pylist()
    assert work_batch(COUNT, inbox, place, Settings())[0] == []
    store.load(words, outbox, stage="count", at=NOW)
    store.load(words, outbox, stage="count", at=NOW)
    assert ask(words, "select count(*) from signals") == [(len(first),)]
    assert sorted(p.name for p in outbox.parent.iterdir()) == [outbox.name]


def test_the_first_batches_are_small(words: duckdb.DuckDBPyConnection) -> None:
    assert [batch.num_rows for batch in cut(owed(words, COUNT, Settings()), 4)] == [1, 2, 3]
