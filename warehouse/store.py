"""The one database: open it, bring its schema and views up to date, load batches, publish it for readers."""

from __future__ import annotations

import fcntl
import graphlib
import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse import kept
from warehouse.ids import digest
from warehouse.records import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
_MIGRATIONS = """
    comment on table migrations is 'a row a schema file that was applied, and one for the views as they are now';
    comment on column migrations.name is 'the file; for the views, a digest of them all';
    comment on column migrations.applied_at is 'when it was applied';
"""

# (table, key, parent), parents before their children: DuckDB's own foreign keys cannot be used (ARCHITECTURE.md).
CHILDREN = (
    ("claim_citations", "claim_id", "claims"),
    ("claim_citations", "citation_id", "citations"),
    ("hops", "visit_id", "visits"),
    ("screenshots", "visit_id", "visits"),
    ("signals", "capture_id", "captures"),
    ("sources", "capture_id", "captures"),
    ("verdicts", "claim_id", "claims"),
    ("verdicts", "citation_id", "citations"),
    ("verdicts", "capture_id", "captures"),
    ("evidence", "verdict_id", "verdicts"),
    ("facts", "verdict_id", "verdicts"),
    ("open_words", "verdict_id", "verdicts"),
    ("opinions", "verdict_id", "verdicts"),
    ("witnesses", "claim_id", "claims"),
    ("witnesses", "capture_id", "captures"),
    ("source_relations", "claim_id", "claims"),
    ("agreements", "document_id", "documents"),
    ("citation_facts", "citation_id", "citations"),
    ("citation_facts", "capture_id", "captures"),
    ("changed_claims", "claim_id", "claims"),
    ("changed_facts", "change_id", "changes"),
    ("edits", "change_id", "changes"),
    ("mentions", "text_id", "readable_texts"),
)
_NEEDS = re.compile(r"^-- needs: (.+)$", re.MULTILINE)


class Busy(Exception):
    """Another run has the warehouse open for writing."""


def working_file(published: Path) -> Path:
    """Return the file that a run writes to; readers only ever open the published one."""
    return published.with_name(published.name + ".work")


def is_behind(published: Path) -> bool:
    """Say whether the published warehouse lacks what a killed run had loaded; asked before the working file is opened."""
    work = working_file(published)
    log = work.with_name(work.name + ".wal")
    if not published.exists() or log.exists():
        return True
    if not work.exists():
        return False
    ahead = published.stat().st_mtime_ns - work.stat().st_mtime_ns  # 0 as published, a few more where amended since
    return not 0 <= ahead < 1_000_000_000  # "later" would not do: clocks are set back


def open_to_write(published: Path) -> duckdb.DuckDBPyConnection:
    """Open the working file beside a published warehouse, made or migrated as needed.

    DuckDB lets one process write and then no other in, so that two runs cannot share a warehouse.
    Raises Busy where another run has it.
    """
    published.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(working_file(published)))
    except duckdb.IOException as locked:
        if "lock" not in str(locked).lower():
            raise
        raise Busy(
            f"{published}: another run is writing to this warehouse\n\nhint: wait for it to end, or name another one with --warehouse"
        ) from locked
    migrate(connection, keep=True)
    kept.look_live(connection)
    return connection


def migrate(connection: duckdb.DuckDBPyConnection, *, keep: bool = False) -> None:
    """Apply the schema files not yet applied, each in a transaction with its own record, then renew the views.

    With `keep`, views that say so keep their rows (warehouse/kept.py); else all are worked out when they are asked.
    """
    connection.execute("set timezone = 'UTC'")
    connection.execute(
        "create table if not exists migrations (name varchar primary key, applied_at timestamptz not null)"
    )
    applied = {name for (name,) in connection.execute("select name from migrations").fetchall()}
    for file in sorted((HERE / "schema").glob("*.sql")):
        if file.name not in applied:
            with transaction(connection):
                connection.execute(file.read_text(encoding="utf-8"))
                connection.execute("insert into migrations values (?, now())", [file.name])
    views = view_files()
    large = keep and kept.is_large(connection)
    mark = "views " + digest(str(keep), str(large), _MIGRATIONS, *(sql for _, sql in views))
    if mark not in applied:
        with transaction(connection):
            connection.execute(_MIGRATIONS)
            connection.execute("drop schema if exists kept cascade")
            for name, sql in views:
                if keep and kept.key_of(sql, large=large):
                    kept.create(connection, name, sql)
                else:
                    connection.execute(sql)
                grain = sql.split("\n", 1)[0].removeprefix("--").strip().replace("'", "''")
                connection.execute(f"comment on view {name} is '{grain}'")
            if keep:
                kept.all_stale(connection)
            connection.execute("delete from migrations where starts_with(name, 'views ')")
            connection.execute("insert into migrations values (?, now())", [mark])


def view_files() -> list[tuple[str, str]]:
    """Return (name, SQL) of every view, each after those that its `-- needs:` line names."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in (HERE / "views").glob("*.sql")}
    needs = {
        name: {n.strip() for m in _NEEDS.findall(sql) for n in m.split(",")} for name, sql in sorted(texts.items())
    }
    return [(name, texts[name]) for name in graphlib.TopologicalSorter(needs).static_order()]


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block did, or nothing of it."""
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def load(connection: duckdb.DuckDBPyConnection, *folders: Path, stage: str, at: datetime) -> None:
    """Load whole batch folders of a stage in one transaction: the subjects' old rows go, the new ones and `done` come.

    A folder holds `<table>.parquet` for each table that got rows, and `done.parquet` (subject_id, version).
    Loading a folder twice leaves the same rows. A row whose id is there already, made from another subject, is
    the same row (ids are digests of content) and stays as it is.
    """
    finished = [str(folder / "done.parquet") for folder in folders]
    with transaction(connection):
        rows = {
            table: found
            for table in TABLES
            if (found := [str(path) for folder in folders if (path := folder / f"{table}.parquet").exists()])
        }
        kept.touch(connection, stage, finished, set(rows))
        for table in TABLES:
            connection.execute(
                f"delete from {table} where made_by = ? and made_from in (select subject_id from read_parquet(?))",
                [stage, finished],
            )
            if table in rows:
                connection.execute(
                    f"insert or ignore into {table} by name select * from read_parquet(?)", [rows[table]]
                )
        kept.touch(connection, stage, finished, set(rows))
        connection.execute(
            "insert or replace into done select ?, subject_id, version, ? from read_parquet(?)", [stage, at, finished]
        )


def sweep(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove rows whose parents are gone, such as verdicts on a claim that a newer reading of its document no longer has.

    Their subjects are owed again, should they come back.
    """
    with transaction(connection):
        for table, key, parent in CHILDREN:
            orphans = f"from {table} where {key} not in (select {key} from {parent})"
            connection.execute(f"delete from done where (stage, subject_id) in (select (made_by, made_from) {orphans})")
            connection.execute(f"delete {orphans}")


def publish(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Put a whole copy of the warehouse in the readers' place, at once; closes the connection.

    Readers that have the old copy open keep it; they never see half of a run.
    """
    kept.refresh(connection)
    connection.execute("checkpoint")
    connection.close()
    fresh = published.with_name(f".{published.name}.{os.getpid()}")
    with _publishing(published):
        shutil.copyfile(working_file(published), fresh)
        written = working_file(published).stat()
        os.utime(fresh, ns=(written.st_atime_ns, written.st_mtime_ns))  # by which `is_behind` knows it
        os.replace(fresh, published)


def amend(published: Path, change: Callable[[duckdb.DuckDBPyConnection], object]) -> None:
    """Put a changed copy of the published warehouse in the readers' place, while a run may hold the working file.

    For what has its truth outside of the warehouse and reaches the working file by itself, as decisions do. The copy counts as no
    newer than what it was made of, so that a run still sees whether it has something to publish.
    """
    fresh = published.with_name(f".{published.name}.{os.getpid()}-amended")
    with _publishing(published):
        before = published.stat()
        shutil.copyfile(published, fresh)
        try:
            with duckdb.connect(str(fresh)) as connection:
                migrate(connection, keep=True)
                change(connection)
                kept.refresh(connection)
                connection.execute("checkpoint")
            os.utime(fresh, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
            os.replace(fresh, published)
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def _publishing(published: Path) -> Iterator[None]:
    """Let one process at a time change the published file."""
    with published.with_name(published.name + ".publishing").open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        yield


def open_to_read(published: Path) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse read-only. Raises FileNotFoundError where there is none."""
    if not published.exists():
        raise FileNotFoundError(published)
    connection = duckdb.connect(str(published), read_only=True)
    connection.execute("set timezone = 'UTC'")
    return connection


def failed_checks(connection: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, int]]:
    """Yield (name, rows) of every kind of orphan, and of each query in `checks/` that found rows; none must."""
    for table, key, parent in CHILDREN:
        found = connection.execute(
            f"select count(*) from {table} where {key} not in (select {key} from {parent})"
        ).fetchone()
        if found and found[0]:
            yield f"{table}.{key} without {parent}", found[0]
    for file in sorted((HERE / "checks").glob("*.sql")):
        rows = len(connection.execute(file.read_text(encoding="utf-8")).fetchall())
        if rows:
            yield file.stem, rows
