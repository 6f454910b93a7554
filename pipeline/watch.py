"""Watching: visit what is due by its pace, then tell what is new since the last notice, once.

A notice is told at least once, not exactly once: its rows are written before it is sent and marked after every address took it.
A kill in between leaves them unmarked, and the next watch tells the same again and says that it may have come already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb

from pipeline.crawl import CrawlFailed, Task, crawl, due, index
from pipeline.digest import News, digest_of
from pipeline.executors import Pool
from pipeline.follow import followed
from pipeline.outbox import Exchange
from pipeline.progress import Progress
from pipeline.run import Job, about, finish, hear, want
from pipeline.settings import Settings, Watch
from pipeline.stages import after_the_web
from pipeline.workshop import Ran, Workshop
from warehouse import kept, store
from warehouse.ids import digest

_WHY = {
    "min_days": "no address is visited more often than this",
    "max_days": "none is visited more seldom than this",
    "growth": "of the days since the last event: the pause until the next visit",
}
KINDS = ("dead", "failing", "error", "flapping", "evidence_lost", "verdict_changed", "changed", "revived")

Send = Callable[[str, str], str | None]
"""Sends a title and a body; returns the channel that took it, None where one did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a watch told: the news, how much it took as known, and whether every address took the notice (True also where there
    was nothing to tell)."""

    news: tuple[News, ...]
    known: int
    delivered: bool


def set_pace(connection: duckdb.DuckDBPyConnection, rule: Watch, *, follow: int = 20) -> None:
    """Put the settings that the view `pace` rests on where it reads them; `follow` is `fetch.follow`."""
    rows = [(f"watch.{name}", getattr(rule, name), why) for name, why in _WHY.items()]
    rows.append(("fetch.follow", follow, "as many pages that belong to a page cited are visited"))
    with store.transaction(connection):
        connection.executemany("insert or replace into thresholds values (?, ?, ?)", rows)


def due_now(connection: duckdb.DuckDBPyConnection, *, now: datetime) -> list[str]:
    """Return the addresses whose next visit is due, those that waited longest first."""
    with kept.as_kept(connection):
        rows = connection.execute("select url from pace where due_at <= ? order by due_at, url", [now]).fetchall()
    return [str(url) for (url,) in rows]


def visit_due(connection: duckdb.DuckDBPyConnection, job: Job, pool: Pool, progress: Progress, *, now: datetime) -> Ran:
    """Visit what is due of all documents in the warehouse, and work everything that follows from it.

    Safe to kill and to repeat: a visit that was archived is not made again, the rest is still due.
    """
    ran = Ran()
    exchange = Exchange(job.folder, job.shared)
    finish(connection, job, exchange, ran)
    hear(connection, job, ran)
    set_pace(connection, job.settings.watch, follow=job.settings.fetch.follow)
    want(connection, job, ran)
    documents = connection.execute("select document_id from documents order by document_id").fetchall()
    ran.document_ids = [row[0] for row in documents]
    about(connection, ran.document_ids)
    shop = Workshop(
        connection=connection, settings=job.settings, exchange=exchange, pool=pool, progress=progress, ran=ran
    )
    asked: set[str] = set()
    for turn in range(2):  # what is due; then what a page lists that was read just now
        tasks = [task for task in _tasks(connection, job, now) if task["url"] not in asked] if job.web.asked else []
        asked.update(task["url"] for task in tasks)
        if tasks:
            _crawl(connection, job, tasks, progress, ran)
        elif turn:
            break
        for stage in after_the_web(job.settings):
            while shop.work(stage):
                pass
    if ran.worked:
        store.sweep(connection)
    return ran


def _crawl(connection: duckdb.DuckDBPyConnection, job: Job, tasks: list[Task], progress: Progress, ran: Ran) -> None:
    progress.expect("fetch", len(tasks))
    try:
        crawl(
            tasks,
            archive=job.archive,
            folder=job.folder,
            web=job.web,
            settings=job.settings,
            tell=lambda task: progress.advance("fetch", str(task.get("url", "")), int("visit_id" in task)),
        )
    except CrawlFailed as failed:
        ran.faults.append(f"fetch: {failed}")
    index(connection, archive=job.archive, folder=job.folder, faults=ran.faults)
    ran.worked["fetch"] = ran.worked.get("fetch", 0) + len(tasks)


def _tasks(connection: duckdb.DuckDBPyConnection, job: Job, now: datetime) -> list[Task]:
    """Return the live visits that may be made now: what the pace asks for wins over `fetch.fresh_for_h`, a Retry-After does not."""
    wanted = set(due_now(connection, now=now))
    if not wanted:
        return []
    at_once: Settings = replace(job.settings, fetch=replace(job.settings.fetch, fresh_for_h=0.0))
    asked = [due(connection, "live", web=job.web, settings=at_once, now=now)]
    if at_once.fetch.follow:
        asked.append(followed(connection, "live", web=job.web, settings=at_once, now=now))
    return list({task["url"]: task for tasks in reversed(asked) for task in tasks if task["url"] in wanted}.values())


def tell_news(connection: duckdb.DuckDBPyConnection, send: Send, *, now: datetime) -> Told:
    """Send one message with everything that is new, and remember that it was sent.

    What stands when a citation is first watched is remembered without being told. Where an address does not take the
    message, nothing of it counts as told, and the next watch tells it again, with what is new by then.
    """
    with kept.as_kept(connection):
        asked = connection.execute("from news")
        names = [column[0] for column in asked.description]
        found = [News.of(dict(zip(names, row, strict=True))) for row in asked.fetchall()]
    known = [one for one in found if one.kind == "baseline"]
    fresh = tuple(one for one in found if one.kind != "baseline")
    earlier = connection.execute("select max(made_at) from notices where sent_at is null").fetchone()
    doubt = earlier[0] if earlier else None
    digest_id = digest("notice", now.isoformat(), *(one.key for one in fresh))
    with store.transaction(connection):
        kept.note(connection, "select citation_id from notices where sent_at is null")
        connection.execute("delete from notices where sent_at is null")
        _remember(connection, known, digest("baseline", now.isoformat()), now, sent=True)
        _remember(connection, fresh, digest_id, now, sent=False)
    if not fresh:
        return Told(news=(), known=len(known), delivered=True)
    connection.execute("checkpoint")  # on disk before it leaves: a kill from here on is told as a doubt
    title, body = digest_of(fresh, repeated=doubt)
    channel = send(title, body)
    if channel is None:
        return Told(news=fresh, known=len(known), delivered=False)
    with store.transaction(connection):
        connection.execute(
            "update notices set sent_at = ?, channel = ? where digest_id = ?", [datetime.now(UTC), channel, digest_id]
        )
        kept.note(connection, f"select citation_id from notices where digest_id = '{digest_id}'")
    return Told(news=fresh, known=len(known), delivered=True)


def _remember(
    connection: duckdb.DuckDBPyConnection,
    news: tuple[News, ...] | list[News],
    digest_id: str,
    now: datetime,
    *,
    sent: bool,
) -> None:
    rows = [
        (
            digest(digest_id, one.key), digest_id, one.citation_id, one.claim_id, one.topic, one.state, one.kind, one.says, now,
            now if sent else None, "baseline" if sent else None,
        )
        for one in news
    ]  # fmt: skip
    if rows:
        connection.executemany("insert or replace into notices values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        kept.note(connection, f"select citation_id from notices where digest_id = '{digest_id}'")
