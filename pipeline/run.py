"""Drive the stages: finish what an earlier life left, ask what is owed, work it, load it. Nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline import decisions
from pipeline.batches import work_batch
from pipeline.crawl import CrawlFailed, crawl, due, index
from pipeline.executors import Pool
from pipeline.owed import cut, owed, put
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.stage import Stage
from pipeline.stages import AFTER_THE_WEB, BEFORE_THE_WEB
from pipeline.web import Web
from warehouse import store
from warehouse.ids import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run is asked to do, and where it keeps things: `folder` holds batches on their way."""

    documents: tuple[Path, ...]
    web: Web
    settings: Settings
    archive: Path
    folder: Path
    as_of: str | None = None
    journal: Path | None = None  # of what people decided


@dataclass(slots=True, kw_only=True)
class Ran:
    """What a run did: subjects by step, the documents it was about, what was unusable, and faults of ours."""

    document_ids: list[str] = field(default_factory=list)
    worked: dict[str, int] = field(default_factory=dict)
    unusable: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(connection: duckdb.DuckDBPyConnection, job: Job, pool: Pool, progress: Progress) -> Ran:
    """Do everything that is owed for a job, in the order of pipeline/stages.py; safe to kill and to repeat."""
    ran = Ran()
    finish(connection, job)
    hear(connection, job, ran)
    want(connection, job, ran)
    for stage in BEFORE_THE_WEB:
        work(connection, stage, job, pool, progress, ran)
    connection.execute(
        "create or replace temp table run_documents as select document_id from documents join wanted_documents using (sha256)"
    )
    ran.document_ids = [
        row[0] for row in connection.execute("select document_id from run_documents order by document_id").fetchall()
    ]
    if job.web.asked:
        visit(connection, "live", job, progress, ran)
        visit(connection, "memento", job, progress, ran)
    for stage in AFTER_THE_WEB:
        work(connection, stage, job, pool, progress, ran)
    hear(connection, job, ran)  # what was decided meanwhile
    if ran.worked:
        store.sweep(connection)
    told = "select detail from issues join wanted_documents on issues.subject = wanted_documents.sha256 order by path"
    ran.unusable += [row[0] for row in connection.execute(told).fetchall()]
    return ran


def finish(connection: duckdb.DuckDBPyConnection, job: Job) -> None:
    """Load what an earlier life finished and did not load; sweep what it did not finish; index what it archived."""
    shutil.rmtree(job.folder / "inbox", ignore_errors=True)
    for left in sorted((job.folder / "outbox").glob("*")) if (job.folder / "outbox").is_dir() else ():
        if not left.name.startswith(".") and (left / "done.parquet").exists():
            store.load(connection, left, stage=left.name.rsplit("-", 1)[0], at=datetime.now(UTC))
        shutil.rmtree(left, ignore_errors=True)
    index(connection, archive=job.archive, folder=job.folder)


def hear(connection: duckdb.DuckDBPyConnection, job: Job, ran: Ran) -> None:
    """Index what people have decided since; a line of the journal that cannot be read costs only itself."""
    if job.journal is None:
        return
    added, problems = decisions.index(connection, journal=job.journal, folder=job.folder)
    if added:
        ran.worked["decide"] = ran.worked.get("decide", 0) + added
    ran.unusable += [problem for problem in problems if problem not in ran.unusable]


def want(connection: duckdb.DuckDBPyConnection, job: Job, ran: Ran) -> None:
    """Say which documents this run is about, as the temporary table `wanted_documents`; a missing one costs only itself."""
    connection.execute("set variable archive = ?", [str(job.archive.resolve())])
    connection.execute(
        "create or replace temp table wanted_documents (path varchar, sha256 varchar primary key, as_of varchar)"
    )
    for path in job.documents:
        try:
            body = path.read_bytes()
        except OSError as missing:
            why = (
                "there is no such file"
                if isinstance(missing, FileNotFoundError)
                else f"it cannot be read ({missing.strerror})"
            )
            ran.unusable.append(f"{path}: {why}\n\nhint: check the name; relative names start from the current folder")
            continue
        connection.execute(
            "insert or ignore into wanted_documents values (?, ?, ?)", [str(path), sha256(body), job.as_of]
        )


def visit(connection: duckdb.DuckDBPyConnection, via: str, job: Job, progress: Progress, ran: Ran) -> None:
    """Crawl what is due and index what the crawl archived; a crawl that fails leaves its tasks due."""
    tasks = due(connection, via, web=job.web, settings=job.settings, now=datetime.now(UTC))
    if not tasks:
        return
    step = {"live": "fetch", "memento": "recall"}[via]
    with progress.step(step, len(tasks)) as advance:
        try:
            crawl(
                tasks,
                archive=job.archive,
                folder=job.folder,
                web=job.web,
                settings=job.settings,
                tell=lambda task: advance(str(task.get("url", ""))),
            )
        except CrawlFailed as failed:
            ran.faults.append(f"{step}: {failed}")
    index(connection, archive=job.archive, folder=job.folder)
    ran.worked[step] = len(tasks)


def work(
    connection: duckdb.DuckDBPyConnection, stage: Stage, job: Job, pool: Pool, progress: Progress, ran: Ran
) -> None:
    """Work everything that a stage owes, loading each batch as it is finished.

    Where a worker dies (a library's crash, memory), the rows of the broken batches are worked one by one, so that the
    row that kills costs only itself; it is told, and stays owed.
    """
    rows = owed(connection, stage, job.settings)
    if not rows.num_rows:
        return
    suspects: list[pa.Table] = []
    with progress.step(stage.name, rows.num_rows) as advance:
        waiting = {}
        for batch in cut(rows, stage.batch):
            inbox, outbox = put(batch, stage, job.folder)
            waiting[pool.submit(work_batch, stage, inbox, outbox, job.settings)] = (batch, outbox)
        for future in as_completed(waiting):
            batch, outbox = waiting[future]
            try:
                ran.faults += future.result()
            except BrokenExecutor:
                suspects.append(batch)
                continue
            load(connection, stage, outbox)
            advance("", batch.num_rows)
        if suspects:
            pool.renew()
        for row in (batch.slice(at, 1) for batch in suspects for at in range(batch.num_rows)):
            inbox, outbox = put(row, stage, job.folder)
            try:
                ran.faults += pool.submit(work_batch, stage, inbox, outbox, job.settings).result()
            except BrokenExecutor:
                ran.faults.append(f"{stage.name}: the worker died on {row['subject_id'][0]}; it stays owed")
                pool.renew()
                continue
            load(connection, stage, outbox)
            advance("", 1)
    shutil.rmtree(job.folder / "inbox", ignore_errors=True)
    ran.worked[stage.name] = rows.num_rows


def load(connection: duckdb.DuckDBPyConnection, stage: Stage, outbox: Path) -> None:
    """Load a whole batch and remove it, its `done.parquet` first: what is left can never be taken for a whole one."""
    store.load(connection, outbox, stage=stage.name, at=datetime.now(UTC))
    (outbox / "done.parquet").unlink(missing_ok=True)
    shutil.rmtree(outbox, ignore_errors=True)


def documents_in(arguments: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that the arguments name, a folder standing for the files in it; order kept, none twice."""
    found: dict[Path, None] = {}
    for argument in arguments:
        path = Path(argument)
        inside = (
            sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if path.is_dir()
            else [path]
        )
        found.update(dict.fromkeys(inside))
    return tuple(found)
