"""What a journey becomes when it has ended: a row of `visits`, its `hops`, and a line for whoever waits."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime

from spiders import mementos, politeness
from spiders.config import Task
from spiders.exchange import Answer, Kept, media_type
from spiders.likeness import Unlike
from spiders.short_links import archived_inside
from warehouse.ids import digest, sha256
from warehouse.records import Hop, Visit

Step = tuple[str, str, Answer, str | None]  # address, kind, answer, where it points

_MADE_BY = {"memento": "recall", "save": "save", "browser": "browse"}


def visit_of(
    task: Task, steps: Sequence[Step], error: str | None, *, asked_at: datetime, web: str, other: Unlike
) -> tuple[Visit, list[Hop]]:
    """Return the rows of a journey; it has at least one step, and its last answer is the visit's."""
    url, _, answer, _ = steps[-1]
    exchange = answer.exchange
    body = answer.body if exchange.status is not None and exchange.error is None else None
    final = original_of(url, answer)
    body_digest = sha256(body) if body is not None else None
    made_by = _MADE_BY.get(task.via, "fetch")
    visit_id = digest(
        task.url, task.via, task.asked_for, web, exchange.fetched_at.isoformat(), error or body_digest, final
    )
    visit = Visit(
        made_from=task.url,
        made_by=made_by,
        visit_id=visit_id,
        url=task.url,
        via=task.via,
        asked_for=task.asked_for,
        final_url=final,
        status=exchange.status,
        error=error,
        media_type=media_type(exchange.headers),
        bytes=len(body) if body is not None else None,
        sha256=body_digest,
        fetched_at=exchange.fetched_at,
        web=web,
        asked_at=asked_at,
        memento_url=exchange.memento_url,
        memento_datetime=exchange.memento_datetime,
        retry_after=politeness.next_try(answer),
        unlike_nowhere=other.nowhere,
        unlike_front=other.front,
        warc_file=answer.kept.file,
        warc_offset=answer.kept.offset,
        warc_record_id=answer.kept.record_id,
    )
    hops = [
        Hop(
            made_from=task.url,
            made_by=made_by,
            hop_id=digest(visit_id, number),
            visit_id=visit_id,
            number=number,
            url=step_url,
            kind=kind,
            status=304 if step.unchanged else step.exchange.status,
            location=location,
            error=step.exchange.error,
            address=step.exchange.address,
            fetched_at=step.exchange.fetched_at,
            warc_record_id=step.kept.record_id,
        )
        for number, (step_url, kind, step, location) in enumerate(steps)
    ]
    return visit, hops


def original_of(url: str, answer: Answer) -> str:
    """Return the address itself where an archive answered for it."""
    if answer.exchange.memento_url is None:
        return url
    inside = archived_inside(answer.exchange.memento_url)
    return (inside[1] if inside else None) or mementos.original_of(answer) or url


def tell(visit: Visit, hops: int, kept: Kept) -> None:
    """Write the line that says that a visit has ended; it stands in the archive already."""
    told = {
        "visit_id": visit.visit_id, "url": visit.url, "via": visit.via, "asked_for": visit.asked_for,
        "final_url": visit.final_url, "status": visit.status, "error": visit.error, "hops": hops,
        "fetched_at": visit.fetched_at.isoformat(), "warc": {"file": kept.file, "offset": kept.offset},
    }  # fmt: skip
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    sys.stdout.flush()
