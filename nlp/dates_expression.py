"""What a rule reads off a time expression before anything is known of the text around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from re import Match, Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A matched time expression.

    `kind` says how its value is found: `given` (stands complete in `value`), `yearless` (`value` is "XXXX-06-23", the year is
    open), `dayless` ("XXXX-XX-23"), `weekday` (`value` "XXXX-WXX-5"), `period` (the `unit` that lies `step` away from the day
    or, `step` 0, holds it), `shift` (`step` units away), `same` (the `unit` of the date told last, `step` years away), `time` (a time of an open day), `void` (no date, nor is any part of it). `base` says what a period or a shift is
    counted from: the `document`'s date or the date before it in the `text`. `mod` is START, MID or END of the value; `time` is
    appended to it ("TMO"); `other` is a second reading of an ambiguous date.
    """

    start: int
    end: int
    kind: str
    value: str = ""
    type: str = "DATE"
    unit: str = ""
    step: int = 0
    base: str = "document"
    mod: str = ""
    time: str = ""
    part: str = ""
    other: str | None = None


Reader = Callable[[Match[str]], Expression | None]
Rule = tuple[Pattern[str], Reader]


def spanning(found: Match[str], kind: str, value: str = "", **more: object) -> Expression:
    """Return an expression over a whole match."""
    return Expression(start=found.start(), end=found.end(), kind=kind, value=value, **more)  # type: ignore[arg-type]
