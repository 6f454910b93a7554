"""What every record begins with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every derived row carries: where it comes from."""

    made_from: str
    made_by: str
