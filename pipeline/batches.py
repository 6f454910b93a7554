"""Rows between processes: Parquet in, a folder of Parquet out that is renamed when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
import time
import traceback
import types
import typing
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.outbox import DONE, is_remote, opened
from pipeline.settings import Settings
from pipeline.stage import BadInput, Row, Stage
from warehouse.ids import digest
from warehouse.records import TABLES, Issue, Record

if TYPE_CHECKING:
    import pyarrow as pa  # imported where rows are written: a run that owes nothing does not wait for it

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_TABLE_OF = {record: table for table, record in TABLES.items()}


def _schema(record: type[Record]) -> pa.Schema:
    """Return the Arrow schema of a record: its fields in order, nullable where they may be None."""
    import pyarrow as pa

    arrow: dict[Any, pa.DataType] = {
        str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(),
        datetime: pa.timestamp("us", tz="UTC"), list[str]: pa.list_(pa.string()),
    }  # fmt: skip
    hints = typing.get_type_hints(record)
    columns = []
    for f in fields(record):
        hint = hints[f.name]
        options = (
            [a for a in typing.get_args(hint) if a is not types.NoneType]
            if isinstance(hint, types.UnionType)
            else [hint]
        )
        columns.append(pa.field(f.name, arrow[options[0]], nullable=len(options) < len(typing.get_args(hint))))
    return pa.schema(columns)


def write_rows(folder: Path, records: Iterable[Record]) -> None:
    """Write records as `<table>.parquet`, one file a table, into a folder that exists."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    by_table: dict[type[Record], list[Record]] = defaultdict(list)
    for record in records:
        by_table[type(record)].append(record)
    for kind, rows in by_table.items():
        schema = _schema(kind)
        columns = zip(*(astuple(row) for row in rows), strict=True)
        arrays = [pa.array(column, type=f.type) for column, f in zip(columns, schema, strict=True)]
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{_TABLE_OF[kind]}.parquet")


def write_done(folder: Path, finished: Mapping[str, str]) -> None:
    """Write which subjects (id → version) a batch has finished."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("subject_id", pa.string()), ("version", pa.string())])
    table = pa.Table.from_arrays(
        [pa.array(finished.keys(), pa.string()), pa.array(finished.values(), pa.string())], schema=schema
    )
    pq.write_table(table, folder / "done.parquet")


def work_batch(stage: Stage, inbox: str, outbox: str, settings: Settings) -> tuple[list[str], float]:
    """Work the rows of one inbox file and leave `outbox` behind, whole or not at all; return the faults met, and the seconds taken.

    Input that is unusable becomes an issue and is done. A fault of ours on one subject is told, costs only that
    subject, and leaves it owed. An outbox that is there already is the success of an earlier life.
    """
    import pyarrow.parquet as pq
    from pyarrow import fs

    began = time.monotonic()
    files, place = opened(outbox)
    if files.get_file_info(f"{place}/{DONE}").type != fs.FileType.NotFound:
        return [], 0.0
    source, path = opened(inbox)
    rows: list[Row] = pq.read_table(path, filesystem=source).to_pylist()
    records: list[Record] = []
    finished: dict[str, str] = {}
    faults: list[str] = []
    for row in rows:
        subject = row["subject_id"]
        try:
            made = list(stage.work(row, settings))
        except BadInput as bad:
            issue_id = digest("issue", bad.code, subject)
            made = [
                Issue(
                    made_from=subject,
                    made_by=stage.name,
                    issue_id=issue_id,
                    code=bad.code,
                    subject=subject,
                    detail=bad.detail,
                )
            ]
        except Exception as wrong:
            if isinstance(wrong, OSError) and wrong.errno in _NO_ROOM:
                raise  # no fault of the subject's, and no other would fare better
            faults.append(f"{stage.name}: stopped on {subject}\n{traceback.format_exc()}")
            continue
        records.extend(made)
        finished[subject] = row["owed_version"]
    if is_remote(outbox):
        with tempfile.TemporaryDirectory(prefix="testimonia-") as folder:
            _write(Path(folder), records, finished)
            for name in sorted((path.name for path in Path(folder).iterdir()), key=lambda name: name == DONE):
                with files.open_output_stream(f"{place}/{name}") as out:
                    out.write((Path(folder) / name).read_bytes())
    else:
        _leave(Path(place), records, finished)
    return faults, time.monotonic() - began


def _write(folder: Path, records: Iterable[Record], finished: Mapping[str, str]) -> None:
    write_rows(folder, records)
    write_done(folder, finished)


def _leave(outbox: Path, records: Iterable[Record], finished: Mapping[str, str]) -> None:
    unfinished = outbox.with_name(f".{outbox.name}.{socket.gethostname()}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _write(unfinished, records, finished)
        unfinished.rename(outbox)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not (outbox / DONE).exists():  # else another life of this batch was first, with the same rows
            raise
