"""Drive a run: finish what an earlier life left, then read, visit, and work what is owed, wave by wave. Nothing else."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from pipeline import browse, decisions, save
from pipeline.crawl import CrawlFailed, Crawling, Task, begin, crawl, due, index
from pipeline.executors import Pool
from pipeline.follow import followed
from pipeline.outbox import Exchange
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.stages import ANNOTATE, BEFORE_THE_WEB, EXTRACT, after_the_web
from pipeline.web import Web
from pipeline.workshop import SLICE, Ran, Workshop, load
from warehouse import kept, store
from warehouse.ids import sha256

WAVE = 2_000  # citations that are visited together: the first wave is small, so that something is there early
_FIRST_WAVE = 100
_LOOK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run is asked to do, and where it keeps things: `folder` holds batches on their way, `shared` those for workers
    elsewhere. `first_wave` citations are visited first, then twice as many each time; `slice` rows are worked at a time."""

    documents: tuple[Path, ...]
    web: Web
    settings: Settings
    archive: Path
    folder: Path
    as_of: str | None = None
    journal: Path | None = None  # of what people decided
    shared: str = ""
    first_wave: int = _FIRST_WAVE
    slice: int = SLICE
    save: bool = False  # ask an archive of the web to capture what is live


def run(
    connection: duckdb.DuckDBPyConnection,
    job: Job,
    pool: Pool,
    progress: Progress,
    *,
    so_far: Callable[[list[str]], None] = lambda _: None,
) -> Ran:
    """Do everything that is owed for a job, in the order of pipeline/stages.py; safe to kill and to repeat.

    Visits and work go side by side: while the sources of one wave of documents are worked, those of the next are visited, and
    no wave is visited before all that was fetched is read (so the archive never runs far ahead). `so_far` is told the ids of the documents
    that are finished, each time that there are more of them.
    """
    ran = Ran()
    exchange = Exchange(job.folder, job.shared)
    finish(connection, job, exchange, ran)
    hear(connection, job, ran)
    want(connection, job, ran)
    shop = Workshop(
        connection=connection, settings=job.settings, exchange=exchange, pool=pool, progress=progress, ran=ran, slice=job.slice
    )  # fmt: skip
    for stage in BEFORE_THE_WEB:
        while shop.work(stage):
            pass
    waves = list(cut_waves(connection, first=job.first_wave))
    ran.document_ids = [document for wave in waves for document in wave]
    progress.begin(effort(connection, ran.document_ids))
    Flow(shop, job, waves if job.web.asked else [], so_far).run()
    live = job.web.name == "live"
    if live and job.settings.fetch.browser and afterwards(shop, job, "browse", browse.due, program="spiders.browser"):
        Flow(shop, job, []).run()  # what was shown is read and checked
    # Twice: what the next page of a list lists, and the file of a report that is listed, are known once those are read.
    for via in ("live", "memento") * 2 if job.web.asked and job.settings.fetch.follow else ():
        if afterwards(shop, job, "follow", partial(followed, via=via, web=job.web)):
            Flow(shop, job, []).run()  # what was read is checked; copies are looked for of the rest
    if live and job.save:
        afterwards(shop, job, "save", save.due)
    hear(connection, job, ran)  # what was decided meanwhile
    if ran.worked:
        store.sweep(connection)
    kept.refresh(connection)
    told = "select detail from issues join wanted_documents on issues.subject = wanted_documents.sha256 order by path"
    ran.unusable += [row[0] for row in connection.execute(told).fetchall()]
    return ran


class Flow:
    """Visits and work side by side, until nothing is due and nothing is owed.

    The stage that is furthest on is worked first, a slice at a time, so that the documents of an early wave are finished before
    the sources of a later one are read. The next wave is visited as soon as nothing that was fetched waits to be read.
    """

    def __init__(
        self, shop: Workshop, job: Job, waves: Sequence[list[str]], so_far: Callable[[list[str]], None] = lambda _: None
    ) -> None:
        self._shop, self._job, self._waves, self._so_far = shop, job, waves, so_far
        self._legs = deque((via, number) for number in range(len(waves)) for via in ("live", "memento"))
        self._crawling: Crawling | None = None
        self._step = ""
        self._behind = False  # whether something that was fetched waits to be read
        self._fetched = self._read = self._finished = 0  # how many waves are

    def run(self) -> None:
        """Do all of it; what is under way is ended where this is left by an exception."""
        try:
            self._visit()
            while self._shop.work(
                ANNOTATE
            ):  # first the documents themselves: what a claim means by a short name hangs on it
                self._visit()
            while True:
                self._visit()
                if self._turn():
                    continue
                if self._crawling is None:
                    return
                while not self._crawling.wait(_LOOK_EVERY_S):
                    self._hear()
        finally:
            if self._crawling is not None:
                self._crawling.__exit__(None, None, None)

    def _turn(self) -> bool:
        """Work a slice of the furthest stage that owes something; say whether there was one."""
        for stage in reversed(after_the_web(self._job.settings)):
            if stage is EXTRACT:
                self._finish()
            if count := self._shop.work(stage):
                if stage is EXTRACT and count < self._job.slice:
                    self._all_read()
                return True
        self._all_read()
        return False

    def _all_read(self) -> None:
        """Nothing that was fetched waits to be read: the next wave may be visited."""
        self._behind = False
        self._read = self._fetched

    def _finish(self) -> None:
        """Nothing is owed beyond reading: the waves that were read by now are finished."""
        if self._read > self._finished:
            self._finished = self._read
            done = [document for wave in self._waves[: self._finished] for document in wave]
            self._shop.progress.finished(effort(self._shop.connection, done), sum(self._shop.ran.seconds.values()))
            if self._finished < len(self._waves):
                self._so_far(done)

    def _visit(self) -> None:
        """Take in a crawl that has ended, and begin the next one where it is time for it."""
        if self._crawling is not None:
            self._hear()
            if not self._crawling.wait(0):
                return
            self._land()
        while self._legs and self._crawling is None and not (self._legs[0][0] == "live" and self._behind):
            via, number = self._legs.popleft()
            self._begin(via, self._waves[number])
            if self._crawling is None and via == "memento":
                self._fetched += 1

    def _begin(self, via: str, documents: list[str]) -> None:
        shop, job = self._shop, self._job
        about(shop.connection, documents)
        tasks = due(shop.connection, via, web=job.web, settings=job.settings, now=datetime.now(UTC))
        if not tasks:
            return
        self._step = {"live": "fetch", "memento": "recall"}[via]
        shop.progress.expect(self._step, len(tasks))
        shop.ran.worked[self._step] = shop.ran.worked.get(self._step, 0) + len(tasks)
        self._crawling = begin(
            tasks, archive=job.archive, folder=job.folder, web=job.web, settings=job.settings, processes=shop.pool.workers,
            turns=job.folder / "turns" if job.web.name == "live" else None,
        )  # fmt: skip

    def _hear(self) -> int:
        told = self._crawling.told() if self._crawling is not None else []
        for task in told:
            self._shop.progress.advance(self._step, str(task.get("url", "")), int("visit_id" in task))
        return len(told)

    def _land(self) -> None:
        """Index what a crawl has archived. One that failed leaves its visits due; where it brought nothing, no other is begun."""
        assert self._crawling is not None
        crawling, self._crawling = self._crawling, None
        shop, job = self._shop, self._job
        with crawling:
            try:
                crawling.close()
            except CrawlFailed as failed:
                shop.ran.faults.append(f"{self._step}: {failed}")
                if not crawling.ended:
                    self._legs.clear()
        if index(shop.connection, archive=job.archive, folder=job.folder, faults=shop.ran.faults):
            self._behind = True
        if self._step == "recall" or not self._legs:
            self._fetched += 1


def afterwards(
    shop: Workshop, job: Job, step: str, due: Callable[..., list[Task]], *, program: str = "spiders.crawl"
) -> int:
    """Do the visits that become due when all sources are read; return how many files they left. One that fails leaves the rest owed."""
    about(shop.connection, shop.ran.document_ids)
    tasks = due(shop.connection, settings=job.settings, now=datetime.now(UTC))
    if not tasks:
        return 0
    shop.progress.expect(step, len(tasks))
    shop.ran.worked[step] = shop.ran.worked.get(step, 0) + len(tasks)
    try:
        crawl(
            tasks, archive=job.archive, folder=job.folder, web=job.web, settings=job.settings, program=program,
            turns=job.folder / "turns" if job.web.name == "live" else None,
            tell=lambda told: shop.progress.advance(step, str(told.get("url", "")), int("visit_id" in told)),
        )  # fmt: skip
    except CrawlFailed as failed:
        shop.ran.faults.append(f"{step}: {failed}")
    return index(shop.connection, archive=job.archive, folder=job.folder, faults=shop.ran.faults)


def cut_waves(connection: duckdb.DuckDBPyConnection, *, first: int) -> Iterator[list[str]]:
    """Yield the run's documents in the order given, as many at a time as cite `first` sources, then twice as many each time."""
    cited = connection.execute(
        "select document_id, count(url) from wanted_documents join documents using (sha256)"
        " left join citations using (document_id) group by wanted_documents.rowid, document_id order by wanted_documents.rowid"
    ).fetchall()
    wave: list[str] = []
    count, size = 0, first
    for document_id, citations in cited:
        wave.append(document_id)
        count += citations
        if count >= size:
            yield wave
            wave, count, size = [], 0, min(2 * size, WAVE)
    if wave:
        yield wave


def effort(connection: duckdb.DuckDBPyConnection, documents: list[str]) -> int:
    """Return how much work documents are, in sources: each that they cite, and each document itself."""
    cited = "select count(url) from citations where document_id in (select unnest(?::varchar[]))"
    return len(documents) + int(connection.execute(cited, [documents]).fetchall()[0][0])


def about(connection: duckdb.DuckDBPyConnection, documents: list[str]) -> None:
    """Say which documents the visits that follow are for, as the temporary table `run_documents`."""
    connection.execute(
        "create or replace temp table run_documents as select unnest(?::varchar[]) as document_id", [documents]
    )


def finish(connection: duckdb.DuckDBPyConnection, job: Job, exchange: Exchange, ran: Ran) -> None:
    """Load what an earlier life finished and did not load; sweep what it did not finish; index what it archived."""
    exchange.clear_inbox()
    shutil.rmtree(job.folder / "turns", ignore_errors=True)
    for stage, left in groupby(exchange.left(), key=itemgetter(0)):
        load(connection, stage, *(folder for _, folder in left))
    index(connection, archive=job.archive, folder=job.folder, faults=ran.faults)
    kept.refresh(connection)


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
