"""What people decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What a person decided, said or did; its truth is a line of the journal (pipeline/decisions.py)."""

    decision_id: str
    made_at: datetime
    who: str
    about: str
    what: str
    value: str | None
    note: str | None
    document_id: str | None
    claim_id: str | None
    citation_id: str | None
    capture_id: str | None
    saw: str | None
    text_id: str | None
    claim: str | None
    url: str | None
