"""What a judge that is not ours says of one claim, and the one call by which any of them is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a judge says of one claim. `verdict` is None where it failed, and `error` says why; costs are in the currency of the prices."""

    judge: str
    verdict: str | None
    score: float | None
    prompt: str
    answer: str | None
    error: str | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None
    seconds: float = 0.0


class OtherJudge(Protocol):
    """Whoever can be asked. `ask` never raises for what the judge does: it says it in `Said.error`."""

    name: str

    def ask(self, claim: str, passages: Sequence[str]) -> Said:
        """Return what the judge says of a claim by passages of its source, best first."""
