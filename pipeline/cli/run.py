"""`testimonia run` and `testimonia report`: the main job, its summary and its exit status."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from pipeline.decisions import journal_of
from pipeline.executors import ClusterLost, Pool, on_cluster
from pipeline.inbox import with_stdin
from pipeline.outbox import UnusableAddress
from pipeline.progress import Progress
from pipeline.run import Job, documents_in, run
from pipeline.runs import record_run
from pipeline.settings import Report, Settings
from pipeline.stage import BadInput
from pipeline.summary import FAIL_ON, counts, found
from pipeline.timestamps import stamp, write_manifest
from pipeline.web import UnusableArchive, choose
from pipeline.workshop import Ran
from warehouse import kept, store
from warehouse.ids import digest

_REPORT_SHARE = 0.05
_REPORT_GRANTED_S = 1.0  # which the first wave's takes less than
_REPORT_S = 0.03  # a document of five sources, written the first time
# What the machine says no with: a full disk, a folder that may not be written, a cluster that is gone.
_STOPS = (OSError, duckdb.IOException, duckdb.FatalException, duckdb.TransactionException, ClusterLost, UnusableAddress)


def main(
    docs: Sequence[str], *, settings: Settings, warehouse: Path, archive: Path, out: Path, replay: Sequence[Path], offline: bool,
    as_of: str | None, fail_on: Sequence[str], workers: int, cluster: str = "", shared: str = "",
    save: bool = False,
) -> int:  # fmt: skip
    """Run everything that is owed for some documents and write the report; return the exit status of contract.md."""
    console = Console(stderr=True)
    started, began = datetime.now(UTC), time.monotonic()
    if unknown := [word for word in fail_on if word not in FAIL_ON]:
        sys.stderr.write(f"--fail-on {','.join(unknown)}: unknown\n\nhint: choose from {', '.join(FAIL_ON)}\n")
        return 2
    if settings.fetch.browser:
        from spiders.browser import missing

        if lacking := missing():
            sys.stderr.write(f"fetch.browser is set, but {lacking}\n")
            return 2
    try:
        docs = with_stdin(list(docs), folder=warehouse.parent / "inbox")
        web = choose(replay, offline=offline)
        documents = documents_in(docs)
        pool = on_cluster(cluster) if cluster else Pool(workers or fit(len(documents)))
        behind = store.is_behind(warehouse)
        connection = store.open_to_write(warehouse)
    except (BadInput, UnusableArchive, ClusterLost, store.Busy) as unusable:
        sys.stderr.write(f"{unusable}\n")
        return 2
    except _STOPS as wrong:
        return stopped(wrong)
    job = Job(
        documents=documents, web=web, settings=settings, archive=archive, as_of=as_of, shared=shared,
        folder=warehouse.with_name(warehouse.name + ".batches"), journal=journal_of(warehouse), save=save,
    )  # fmt: skip
    try:
        with pool, Progress(console) as progress:
            ran = run(connection, job, pool, progress, so_far=SoFar(connection, out, len(documents), settings.report))
        if ran.worked:
            record_run(connection, ran.document_ids, job, started)
            attest(connection, job, since=started, faults=ran.faults)
        with kept.as_kept(connection):
            totals = counts(connection, ran.document_ids)
            status = 1 if found(connection, ran.document_ids, fail_on) else 0
        publish_and_report(connection, ran, behind=behind, warehouse=warehouse, out=out, look=settings.report)
    except _STOPS as wrong:
        return stopped(wrong)
    tell(console, ran, totals, web.name, warehouse=warehouse, out=out, seconds=time.monotonic() - began)
    return 2 if ran.unusable or ran.faults else status


def attest(connection: duckdb.DuckDBPyConnection, job: Job, *, since: datetime, faults: list[str]) -> None:
    """Write the manifest of what a run archived, and have it timestamped where authorities are set and the network may be used."""
    manifest = write_manifest(connection, job.archive, since=since, software=f"testimonia {version('testimonia')}")
    if manifest is not None and job.web.name == "live":
        faults += stamp(manifest, job.settings.archive.authorities, timeout_s=job.settings.fetch.timeout_s)


def stopped(wrong: Exception) -> int:
    """Say what has stopped the run, and that it goes on; return the exit status."""
    hint = (
        "what is done is kept; mend this (room on the disk? may the folder be written?), and the same command goes on"
    )
    sys.stderr.write(f"stopped: {wrong}\n\nhint: {hint}\n")
    return 2


class SoFar:
    """The report of the documents that are finished while a run goes on, in the place of the whole one; says how far it is.

    Written only where it takes about a second, or a twentieth of the time since the run began, so that one more document in a library does not write
    the report of all others twice.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, out: Path, documents: int, look: Report) -> None:
        self._connection, self._out, self._documents, self._look = connection, out, documents, look
        self._began = time.monotonic()
        self._spent = 0.0

    def __call__(self, finished: list[str]) -> None:
        from pipeline.report.page import write_report

        now = time.monotonic()
        if self._spent + len(finished) * _REPORT_S > max((now - self._began) * _REPORT_SHARE, _REPORT_GRANTED_S):
            return
        (self._out / ".made-of").unlink(missing_ok=True)
        with kept.as_kept(self._connection):  # as they are worked out now, views would cost two seconds a document
            write_report(self._connection, self._out, documents=finished, look=self._look, of_documents=self._documents)
        self._spent += time.monotonic() - now


def fit(documents: int) -> int:
    """Return how many processes suit a job: one for one document (each takes half a gigabyte and two seconds), else all cores."""
    return min(documents, os.cpu_count() or 1) or 1


def publish_and_report(
    connection: duckdb.DuckDBPyConnection, ran: Ran, *, behind: bool, warehouse: Path, out: Path, look: Report
) -> None:
    """Publish the warehouse where something was done, now or in a life that ended early; then the report, where it
    is of other documents or of an older warehouse."""
    if ran.worked or behind:
        store.publish(connection, warehouse)
    else:
        connection.close()
    if not ran.document_ids:
        return
    made_of = out / ".made-of"
    stamp = digest(*ran.document_ids, repr(look), warehouse.stat().st_mtime_ns)
    if not made_of.exists() or made_of.read_text(encoding="utf-8") != stamp:
        report(warehouse=warehouse, out=out, documents=ran.document_ids, look=look)
        made_of.write_text(stamp, encoding="utf-8")  # last: a report that a kill cut short is written again


def report(*, warehouse: Path, out: Path, documents: Sequence[str], look: Report) -> int:
    """Write the report of some documents (all, if none is named) from a published warehouse."""
    from pipeline.report.page import write_report

    try:
        connection = store.open_to_read(warehouse)
    except FileNotFoundError:
        sys.stderr.write(f"{warehouse}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one\n")
        return 2
    with connection:
        chosen = documents or [
            row[0] for row in connection.execute("select document_id from documents order by path").fetchall()
        ]
        try:
            write_report(connection, out, documents=chosen, look=look)
        except (duckdb.CatalogException, duckdb.BinderException) as behind:
            sys.stderr.write(
                f"{warehouse}: made by another version of the program ({str(behind).splitlines()[0]})\n\n"
                "hint: `testimonia run` on the same documents brings it up to date\n"
            )
            return 2
    return 0


def tell(
    console: Console,
    ran: Ran,
    totals: dict[str, dict[str, int]],
    web: str,
    *,
    warehouse: Path,
    out: Path,
    seconds: float,
) -> None:
    """Say what was done, what was found and where it stands; a table on a terminal, a line in a pipe."""
    for problem in (*ran.unusable, *ran.faults):
        console.print(
            problem, style="bold" if console.is_terminal else None, markup=False, highlight=False, soft_wrap=True
        )
    results = Console()  # what was found is the result; what was done, and what went wrong, is said beside it
    did = ", ".join(f"{step} {count}" for step, count in ran.worked.items()) or "nothing was owed: all is fresh"
    console.print(f"{did} ({seconds:.1f} s, web: {web})", markup=False, highlight=False, soft_wrap=True)
    if not ran.document_ids:
        return
    if results.is_terminal:
        table = Table(box=None, pad_edge=False)
        table.add_column("")
        table.add_column("", justify="right")
        for group, numbers in totals.items():
            for name, number in numbers.items():
                table.add_row(f"{group}: {name}", str(number))
        results.print(table)
    else:
        for group, numbers in totals.items():
            results.print(
                f"{group}: " + ", ".join(f"{number} {name}" for name, number in numbers.items()),
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
    results.print(
        f"report: {out / 'index.html'}   warehouse: {warehouse}", markup=False, highlight=False, soft_wrap=True
    )
