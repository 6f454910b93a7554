"""What stands in a text."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """A span of a text that names, dates, counts or quotes something."""

    mention_id: str
    text_id: str
    kind: str
    start: int
    end: int
    text: str
    type: str | None
    value: str | None
    earliest: str | None
    latest: str | None
    number: float | None
    unit: str | None
    bound: str | None
    name: str | None
    speaker: str | None
