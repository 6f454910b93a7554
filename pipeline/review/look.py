"""The warehouse as the desk sees it: the published file, read only, with what people decided up to this moment.

The published file is attached to a database in memory whose own `decisions` table is read from the journal; the views are made over
both. So a decision shows at once, while a run holds the warehouse, and the SQL that says what is in force or stale is one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.decisions import read_journal
from warehouse import store

Mark = tuple[int, int, int] | None  # inode, time and length of a file: another one, another content


# Views that no decision bears on: made once for each published warehouse, and asked many times.
_STANDING = ("readings", "url_history", "citation_status", "dead_citations", "changed_citations")


class Look:
    """An open view of a warehouse and its journal, brought up to date whenever it is asked; one asks at a time."""

    def __init__(self, warehouse: Path, journal: Path) -> None:
        self._warehouse = warehouse
        self._journal = journal
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._seen: tuple[Mark, Mark] = (None, None)
        self.problems: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a connection that only reads. Raises FileNotFoundError where no run has published a warehouse yet."""
        with self._lock:
            yield self._fresh()

    def _fresh(self) -> duckdb.DuckDBPyConnection:
        stored, told = _mark(self._warehouse), _mark(self._journal)
        if stored is None:
            raise FileNotFoundError(self._warehouse)
        if self._connection is None or self._seen[0] != stored:
            if self._connection is not None:
                self._connection.close()
            self._connection, self._seen = self._open(), (stored, None)
        if self._seen[1] != told or told is None:
            self._hear(self._connection)
        self._seen = (stored, told)
        return self._connection

    def _open(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"attach '{str(self._warehouse).replace(chr(39), chr(39) * 2)}' as stored (read_only)")
        connection.execute("set search_path = 'memory,stored'")
        connection.execute((store.HERE / "schema" / "0070_decisions.sql").read_text(encoding="utf-8"))
        for name, sql in store.view_files():
            connection.execute(sql)
            if name in _STANDING:
                connection.execute(
                    f"create table made as from {name}; drop view {name}; alter table made rename to {name}"
                )
        return connection

    def _hear(self, connection: duckdb.DuckDBPyConnection) -> None:
        found = read_journal(self._journal)
        self.problems = found.problems
        with store.transaction(connection):
            connection.execute("delete from memory.main.decisions")
            if found.decisions:
                connection.register("heard", pa.Table.from_pylist([asdict(made) for made in found.decisions]))
                connection.execute("insert or ignore into memory.main.decisions by name from heard")
                connection.unregister("heard")
            connection.execute("create or replace table queue as from review_queue")

    def close(self) -> None:
        """Let go of the warehouse."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
