"""`testimonia watch`: visit what is due, tell what is new."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from pipeline.cli.run import fit, publish_and_report
from pipeline.decisions import journal_of
from pipeline.executors import Pool
from pipeline.notify import sender
from pipeline.progress import Progress
from pipeline.run import Job
from pipeline.runs import record_run
from pipeline.settings import ConfigError, Settings
from pipeline.watch import KINDS, Send, Told, tell_news, visit_due
from pipeline.web import choose
from warehouse import store


def main(
    *, settings: Settings, warehouse: Path, archive: Path, out: Path, notify: Sequence[str], fail_on: Sequence[str], offline: bool,
    as_json: bool, workers: int,
) -> int:  # fmt: skip
    """Visit what is due, tell what is new; return the exit status of contract.md."""
    if unknown := [word for word in fail_on if word not in KINDS]:
        sys.stderr.write(f"--fail-on {','.join(unknown)}: unknown\n\nhint: choose from {', '.join(KINDS)}\n")
        return 2
    if not warehouse.exists() and not store.working_file(warehouse).exists():
        sys.stderr.write(f"{warehouse}: there is no warehouse yet\n\nhint: `testimonia run DOC` makes one\n")
        return 2
    urls = (*settings.watch.notify, *notify)
    try:
        send = sender(urls) if urls else _to_stdout(as_json)
        web = choose((), offline=offline)
        behind = store.is_behind(warehouse)
        connection = store.open_to_write(warehouse)
    except (ConfigError, store.Busy) as unusable:
        sys.stderr.write(f"{unusable}\n")
        return 2
    started = datetime.now(UTC)
    job = Job(
        documents=(),
        web=web,
        settings=settings,
        archive=archive,
        folder=warehouse.with_name(warehouse.name + ".batches"),
        journal=journal_of(warehouse),
    )
    with Pool(workers or fit(1)) as pool, Progress(Console(stderr=True)) as progress:
        ran = visit_due(connection, job, pool, progress, now=started)
    if ran.worked:
        record_run(connection, ran.document_ids, job, started)
    told = tell_news(connection, send, now=started)
    if as_json:
        for one in told.news:
            sys.stdout.write(json.dumps(one.as_json(), ensure_ascii=False) + "\n")
    publish_and_report(
        connection,
        ran,
        behind=behind or bool(told.news or told.known),
        warehouse=warehouse,
        out=out,
        look=settings.report,
    )
    _say(told, ran.worked.get("fetch", 0), urls)
    for problem in ran.faults:
        sys.stderr.write(f"{problem}\n")
    if ran.faults or not told.delivered:
        return 2
    return 1 if any(one.kind in fail_on for one in told.news) else 0


def _to_stdout(as_json: bool) -> Send:
    def send(title: str, body: str) -> str:
        if not as_json:
            sys.stdout.write(f"{title}\n\n{body}")
            sys.stdout.flush()
        return "stdout"

    return send


def _say(told: Told, visited: int, urls: Sequence[str]) -> None:
    news = f"{len(told.news)} new" if told.news else "nothing new"
    sys.stderr.write(f"visited {visited}; {news}\n")
    if not told.delivered:
        sys.stderr.write(
            f"notify: not every one of {len(urls)} addresses took the notice; it is sent again by the next watch\n\n"
            "hint: try the address with `apprise -vv -b test URL`\n"
        )
