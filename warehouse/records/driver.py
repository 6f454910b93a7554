"""What the driver of a run writes of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """Input that we could not use."""

    issue_id: str
    code: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of `testimonia run`."""

    run_id: str
    started_at: datetime
    ended_at: datetime | None
    documents: list[str]
    web: str
    settings: str
    versions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that `testimonia watch` told, or took as known when it began to watch."""

    notice_id: str
    digest_id: str
    citation_id: str
    claim_id: str
    topic: str
    state: str
    kind: str
    says: str
    made_at: datetime
    sent_at: datetime | None
    channel: str | None
