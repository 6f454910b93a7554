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
    or, `step` 0, holds it), `shift` (`step` units away), `same` (the `unit` of the date told last, `step` years away), `that` (the date told last: "since then"), `time` (a time of an open day), `void` (no date, nor is any part of it). `base` says what a period or a shift is
    counted from: the `document`'s date or the date before it in the `text`. `mod` is START, MID or END of the value; `time` is
    appended to it ("TMO"); `other` is a second reading of an ambiguous date. `until` takes the place of the end of the
    value in the last day of an interval ("09" of "May 3-9"); `within` is the part of the value that is meant ("the first week of
    June", see `nlp.dates.within`).
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
    until: str = ""
    within: str = ""


Reader = Callable[[Match[str]], Expression | None]
Rule = tuple[Pattern[str], Reader]


def spanning(found: Match[str], kind: str, value: str = "", **more: object) -> Expression:
    """Return an expression over the group `span` where the pattern has one that took part, else over the whole match."""
    start, end = found.span("span") if found.groupdict().get("span") is not None else found.span()
    return Expression(start=start, end=end, kind=kind, value=value, **more)  # type: ignore[arg-type]
