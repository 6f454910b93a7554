"""Scale: the same library worked in several ways and sizes, each beside another way of its kind; and views over millions of rows."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks import by_hand, shelf
from benchmarks.rows import fill, tell
from benchmarks.speed import REPOSITORY, Table
from pipeline.batches import write_done, write_rows
from warehouse import kept, store
from warehouse.records import Capture

DOCUMENTS = int(os.environ.get("TESTIMONIA_BENCH_DOCUMENTS", "1000"))
FILLED = os.environ.get(
    "TESTIMONIA_BENCH_FILLED"
)  # a warehouse of so many citations that `benchmarks.rows.fill` has filled earlier
CITATIONS = int(os.environ.get("TESTIMONIA_BENCH_CITATIONS", "1000000"))

_QUICK = [
    "--set",
    "fetch.delay_s=0",
    "--set",
    "fetch.obey_robots=false",
    "--set",
    "archive.timegates=",
    "--allow-private-hosts",
]


def _run(folder: Path, documents: Path, *more: str) -> tuple[float, float, str]:
    """Return wall and CPU seconds of a run, and its last lines."""
    program = str(Path(sys.executable).with_name("testimonia"))
    places = [
        "--warehouse",
        str(folder / "w.duckdb"),
        "--archive",
        str(folder / "archive"),
        "--out",
        str(folder / "report"),
    ]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ran = subprocess.run(  # noqa: S603  our own program
        [program, "run", str(documents), *places, *_QUICK, *more],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ran.stderr


def end_to_end() -> Table:
    """A library over loopback: our run, the same with nothing owed, with one more document; and the script one would write."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name, shelf.served() as port:
        root = Path(name)
        shelf.write_documents(root / "documents", DOCUMENTS, port=port)
        ours = _run(root, root / "documents")
        again = _run(root, root / "documents")
        shelf.write_documents(root / "documents", DOCUMENTS + 1, port=port)
        more = _run(root, root / "documents")
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "benchmarks.by_hand", str(root / "documents"), str(root / "hand")],
            cwd=REPOSITORY,
            check=True,
        )
        wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        theirs = (wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        for what, (took, cpu, *_) in (
            ("testimonia run", ours), ("again, nothing owed", again), ("one more document", more), (by_hand.NAME, theirs)
        ):  # fmt: skip
            rows.append((what, f"{took:.1f}", f"{cpu:.1f}", f"{took / theirs[0]:.2f}", f"{cpu / ours[1]:.3f}"))
    title = f"{DOCUMENTS} documents, {DOCUMENTS * shelf.CITED} citations on {shelf.HOSTS} loopback hosts"
    return title, ("what", "wall s", "CPU s", "wall against the script", "CPU against the first run"), rows


def sizes() -> Table:
    """CPU a citation at three sizes, with the start-up and without it: what a document costs that cites nothing."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name, shelf.served() as port:
        alone = Path(name) / "alone"
        alone.mkdir()
        (alone / "note.md").write_text("# A note\n\nThe council met on May 4, 2021.\n", encoding="utf-8")
        _, start_up, _ = _run(alone, alone / "note.md")
        for documents in sorted({20, max(DOCUMENTS // 5, 20), DOCUMENTS}):
            folder = Path(name) / str(documents)
            shelf.write_documents(folder / "documents", documents, port=port)
            wall, cpu, _ = _run(folder, folder / "documents")
            cited = documents * shelf.CITED
            each = 1000 * cpu / cited, 1000 * (cpu - start_up) / cited
            rows.append((cited, f"{wall:.1f}", f"{cpu:.1f}", *(f"{ms:.0f}" for ms in each)))
    title = f"Cost against size (a start-up takes {start_up:.1f} CPU s)"
    return title, ("citations", "wall s", "CPU s", "CPU ms a citation", "start-up apart"), rows


def workers() -> Table:
    """Language and checking alone, worked again: by one worker, by two, and by a Dask cluster of two on this machine.

    All else was done before, over an archive that stands for the web; what a run takes that owes nothing is told apart.
    """
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shelf.write_documents(root / "documents", DOCUMENTS // 5)
        replay = ["--replay", str(shelf.write_archive(root / "web", DOCUMENTS // 5))]
        _run(root / "done", root / "documents", *replay)
        idle, _, _ = _run(root / "done", root / "documents", *replay)
        one = local = 0.0
        for what, more in (("1 worker", ["--workers", "1"]), ("2 workers", ["--workers", "2"])):
            _forget(root / "done")
            wall, cpu, _ = _run(root / "done", root / "documents", *replay, *more)
            local, one = wall, one or wall
            rows.append((what, f"{wall:.1f}", f"{cpu:.1f}", f"{(one - idle) / (wall - idle):.2f}", ""))
        began = time.monotonic()
        cluster = _cluster(root)
        started = time.monotonic() - began
        try:
            _forget(root / "done")
            wall, _, _ = _run(
                root / "done", root / "documents", *replay, "--engine", "dask", "--cluster", "tcp://127.0.0.1:18786"
            )
        finally:
            for process in cluster:
                process.kill()
                process.wait()
        rows.append(
            (
                f"Dask, 2 workers (start-up {started:.1f} s apart)",
                f"{wall:.1f}",
                "",
                f"{(one - idle) / (wall - idle):.2f}",
                f"{wall / local:.2f}",
            )
        )
    title = f"Language and checking of {DOCUMENTS // 5} documents ({idle:.1f} s of each is a run that owes nothing)"
    return title, ("engine", "wall s", "CPU s", "times as fast as 1 worker, that apart", "wall against 2 workers"), rows


def _forget(folder: Path) -> None:
    """Make what was annotated and checked owed again."""
    with store.open_to_write(folder / "w.duckdb") as connection:
        connection.execute("delete from done where stage in ('annotate', 'check')")


def _cluster(folder: Path) -> Sequence[subprocess.Popen[bytes]]:
    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *arguments, "--no-dashboard"]
        return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603

    scheduler = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "18786")
    worker = (
        "distributed.cli.dask_worker",
        "tcp://127.0.0.1:18786",
        "--nthreads",
        "1",
        "--local-directory",
        str(folder),
    )
    started = [scheduler, start(*worker), start(*worker)]
    from distributed import Client

    with Client("tcp://127.0.0.1:18786", timeout=60) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(2, timeout=120)  # type: ignore[no-untyped-call]
    return started


def views() -> Table:
    """The first page of each view, the load of 10,000 captures, and a capture found by its address, on two cores."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        if FILLED:
            shutil.copyfile(FILLED, Path(name) / "w.duckdb")
        connection = duckdb.connect(str(Path(name) / "w.duckdb"))
        connection.execute("set threads = 2")
        store.migrate(connection, keep=True)
        if not FILLED:
            rows.append(
                _timed(
                    "filling",
                    lambda: fill(connection, citations=CITATIONS, mentions=10 * CITATIONS, captures=5 * CITATIONS),
                )
            )
        store.migrate(connection, keep=True)  # as the next run would: large as it is now, more views keep their rows
        rows.append(_timed("working out all kept views", lambda: kept.refresh(connection)))
        rows.append(_timed("telling what stands, but one thing in fifty", lambda: tell(connection)))
        rows.append(_timed("working out what is news then", lambda: kept.refresh(connection)))
        shown = "select view_name from duckdb_views() where not internal and schema_name = 'main' order by view_name"
        for (view,) in connection.execute(shown).fetchall():
            rows.append(
                _timed(
                    f"first page of {view}", lambda view=view: connection.execute(f"from {view} limit 50").fetchall()
                )
            )  # type: ignore[misc]
        address = connection.execute("select url from captures offset 12345 limit 1").fetchall()[0][0]
        found = (
            "select warc_file, warc_offset from url_history join captures using (capture_id) where url_history.url = ?"
        )
        rows.append(
            _timed("finding the captures of an address", lambda: connection.execute(found, [address]).fetchall())
        )
        batch = Path(name) / "batch"
        batch.mkdir()
        cited = "select url from citations group by url order by hash(url) limit 10000"
        _captures(batch, [url for (url,) in connection.execute(cited).fetchall()])
        rows.append(
            _timed(
                "loading 10,000 captures of cited addresses",
                lambda: store.load(connection, batch, stage="extract", at=by_hand.NOW),
            )
        )
        rows.append(_timed("working out what that touched", lambda: kept.refresh(connection)))
        connection.close()
        size = (Path(name) / "w.duckdb").stat().st_size / 1e9
    return (
        f"{CITATIONS:,} citations, {10 * CITATIONS:,} mentions, {5 * CITATIONS:,} captures ({size:.1f} GB)",
        ("what", "wall s", "CPU s"),
        rows,
    )


def _captures(batch: Path, urls: Sequence[str]) -> None:
    """Write a batch of one more visit to each of these addresses."""
    captures = [
        Capture(
            made_from=f"new{n}", made_by="extract", capture_id=f"new{n}", url=url, urlkey="k", via="live", asked_for=None,
            final_url=url, outcome="live", reason="read", status=200, media_type="text/html", bytes=9, sha256="s",
            fetched_at=by_hand.NOW, memento_url=None, memento_datetime=None, warc_file="n.warc.gz", warc_offset=n, warc_record_id=f"r{n}",
        ) for n, url in enumerate(urls)
    ]  # fmt: skip
    write_rows(batch, captures)
    write_done(batch, {capture.made_from: "1" for capture in captures})


def _timed(what: str, work: object) -> tuple[object, ...]:
    assert callable(work)
    began, cpu = time.monotonic(), time.process_time()
    work()
    return what, f"{time.monotonic() - began:.2f}", f"{time.process_time() - cpu:.2f}"
