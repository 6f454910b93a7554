"""Crawls: which addresses are due, a crawl process that leaves WARC files, and the index of those files.

The archive is the truth: `visits` and `hops` are read from its WARC files, after a crawl as after a kill.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipeline.batches import write_done, write_rows
from pipeline.browse import screenshots
from pipeline.crawling import CrawlFailed, Crawling, Task
from pipeline.journey import is_front
from pipeline.save import save_of
from pipeline.settings import Settings
from pipeline.web import Web
from spiders.salvage import salvage
from warehouse import store
from warehouse.ids import digest
from warehouse.records import Record, Visit

# A visit that was refused for a rule which has been lifted since is due again; so is one that a wrong clock dated ahead.
_DUE = """
    with wanted as ({wanted}),
    recent as (
        select url, via, asked_for from visits
        where web = $web and (web <> 'live' or asked_at between $stale and $soon)
            and not (error is not distinct from 'refused_private' and $allow_private)
            and not (error is not distinct from 'refused_robots' and not $obey_robots)
            and not coalesce(retry_after < $now, false)
    )
"""

# Other readings of a link that was broken across lines.
_READINGS = """
    , readings_of as (
        select url, list(distinct candidate) as alternatives
        from (select url, unnest(candidates) as candidate from citations join run_documents using (document_id))
        group by url
    )
"""

# What stands in the archive of an address is asked for only where it has changed since.
_LIVE = (
    _DUE
    + _READINGS
    + """
    , earlier as (
        select url, {'url': final_url, 'file': warc_file, 'offset': warc_offset} as known
        from visits
        where via = 'live' and web = 'live' and status = 200 and error is null and sha256 is not null
        qualify row_number() over (partition by url order by fetched_at desc, visit_id desc) = 1
    )
    select distinct wanted.url, 'live' as via, null::varchar as asked_for,
        list_sort(coalesce(readings_of.alternatives, [])) as alternatives,
        case when $web = 'live' then earlier.known end as known
    from wanted
    join run_documents using (document_id)
    left join readings_of using (url)
    left join earlier using (url)
    where not exists (select 1 from recent where recent.url = wanted.url and recent.via = 'live')
    order by url
"""
)

# The later addresses of the live journey, and other readings, are tried in an archive that does not have the address cited.
_MEMENTO = (
    _DUE
    + _READINGS
    + """
    , later as (
        select visits.url, list(distinct hops.url) as alternatives
        from visits
        join hops using (visit_id)
        where visits.via = 'live' and hops.number > 0
        group by visits.url
    )
    select distinct wanted.url, 'memento' as via, wanted.cited_on as asked_for,
        list_sort(list_distinct(coalesce(later.alternatives, []) || coalesce(readings_of.alternatives, []))) as alternatives
    from wanted
    join run_documents using (document_id)
    left join later using (url)
    left join readings_of using (url)
    where wanted.cited_on is not null and not exists (
        select 1 from recent
        where recent.url = wanted.url and recent.via = 'memento' and recent.asked_for = wanted.cited_on)
    order by url, asked_for
"""
)


_CITED = "select url, cited_on, document_id from cited_on"


def due(
    connection: duckdb.DuckDBPyConnection,
    via: str,
    *,
    web: Web,
    settings: Settings,
    now: datetime,
    wanted: str = _CITED,
) -> list[Task]:
    """Return the visits of this run's documents that are due: `live` addresses, or `memento` copies of them.

    `wanted` is a query for addresses with the day of citing and the document: what is cited, where it says nothing else.

    A live visit is due again after `fetch.fresh_for_h` hours, or when the server's Retry-After has passed; an archive
    that stands for the web always answers the same and is asked once. On the live web no copy is due where no archive is set.
    """
    if via == "memento" and web.name == "live" and not (settings.archive.timegates or settings.archive.timemaps):
        return []
    asked = connection.execute(
        (_LIVE if via == "live" else _MEMENTO).replace("{wanted}", wanted),
        {
            "web": web.name,
            "now": now,
            "stale": now - timedelta(hours=settings.fetch.fresh_for_h),
            "soon": now + timedelta(hours=1),
            "allow_private": settings.fetch.allow_private_hosts,
            "obey_robots": settings.fetch.obey_robots,
        },
    )
    names = [column[0] for column in asked.description]
    tasks = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    return [{**task, "alternatives": _readings(task["url"], task["alternatives"])} for task in tasks]


def _readings(url: str, alternatives: list[str]) -> list[str]:
    """Return the alternatives that can stand for a page: the front page that is left of a link cut short is another page."""
    return [other for other in alternatives if is_front(url) or not is_front(other)]


def _conditional(task: Task, archive: Path) -> Task:
    """Return a task with what its server knows its last answer by, or without one where the archive cannot tell."""
    known = task.get("known")
    if not known:
        return task
    from spiders.warc import BadArchive, validators

    try:
        etag, last_modified = validators(archive / known["file"], known["offset"])
    except (BadArchive, OSError):
        return {**task, "known": None}
    return {**task, "known": {**known, "etag": etag, "last_modified": last_modified}}


def crawl(
    tasks: list[Task], *, archive: Path, folder: Path, web: Web, settings: Settings, tell: Callable[[Task], None],
    program: str = "spiders.crawl", turns: Path | None = None,
) -> None:  # fmt: skip
    """Visit every task in a process of its own (`program`), which archives as it goes; `tell` is called after each visit.

    Raises CrawlFailed with the end of the crawl's log.
    """
    with begin(
        tasks, archive=archive, folder=folder, web=web, settings=settings, program=program, turns=turns
    ) as crawling:
        ended = False
        while not ended:
            ended = crawling.wait(0.05)
            for task in crawling.told():
                tell(task)
        crawling.close()


def begin(
    tasks: list[Task], *, archive: Path, folder: Path, web: Web, settings: Settings, processes: int = 1, turns: Path | None = None,
    program: str = "spiders.crawl",
) -> Crawling:  # fmt: skip
    """Begin to visit tasks, with what the archive tells of their earlier visits."""
    return Crawling(
        [_conditional(task, archive) for task in tasks], archive=archive, folder=folder, web=web, settings=settings,
        processes=processes, turns=turns, program=program,
    )  # fmt: skip


def index(
    connection: duckdb.DuckDBPyConnection, *, archive: Path, folder: Path, faults: list[str] | None = None
) -> int:
    """Load the visits of every WARC file not yet indexed, torn ones of dead crawls first salvaged; return how many files.

    A file that cannot be read costs only itself: it is told in `faults`, and stays to be indexed.
    """
    if not archive.is_dir():
        return 0
    salvage(archive)
    known = {name for (name,) in connection.execute("select subject_id from done where stage = 'index'").fetchall()}
    fresh = [path for path in sorted(archive.glob("*.warc.gz")) if path.name not in known]
    if not fresh:
        return 0
    from spiders.warc import BadArchive, visits_of

    for path in fresh:
        records: list[Record] = []
        try:
            for visit, hops in visits_of(path):
                visit = replace(visit, made_from=path.name, made_by="index")
                if visit.via == "save":  # a wish and its answer, and no visit to the source
                    records.append(save_of(visit, archive=hops[0].url.removesuffix(visit.url)))
                    continue
                records.append(visit)
                records.extend(replace(hop, made_from=path.name, made_by="index") for hop in hops)
            records += screenshots(path, [record for record in records if isinstance(record, Visit)])
        except BadArchive as bad:
            if faults is None:
                raise
            faults.append(f"index: {bad}")
            continue
        batch = folder / "outbox" / ("index-" + digest(path.name))
        batch.mkdir(parents=True, exist_ok=True)
        write_rows(batch, records)
        write_done(batch, {path.name: "1"})
        store.load(connection, batch, stage="index", at=datetime.now(UTC))
        for leftover in sorted(batch.iterdir()):
            leftover.unlink()
        batch.rmdir()
    return len(fresh)


__all__ = ["CrawlFailed", "Crawling", "Task", "begin", "crawl", "due", "index"]
