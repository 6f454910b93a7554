"""The kinds of span that a text can hold: half-open [start, end) in code points of that one text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A named thing. `type` is PER, ORG, LOC, EVENT, PRODUCT or LAW; `name` is its one name in this text."""

    start: int
    end: int
    text: str
    type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression (TimeML). `type` is DATE, TIME, DURATION or SET and `value` is its TIMEX3 value.

    `earliest` and `latest` are the first and last day (ISO 8601) it can mean; both None where it has no place
    in the calendar (a duration, an unanchored date). `precision` is time, day, week, month, quarter, half, season, year,
    decade, century or interval, None where there are no days. `anchor` says what a relative expression was resolved
    against, in words; None for an absolute one. `other` is the value of a second reading ("1/2/2017").
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    earliest: str | None = None
    latest: str | None = None
    precision: str | None = None
    anchor: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number and what it counts. `bound` is exact, over, under or about; `high` ends a range ("5 to 7")."""

    start: int
    end: int
    text: str
    value: float
    unit: str | None = None
    bound: str = "exact"
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words given as somebody's own, without their quotation marks; `speaker` as the text names them."""

    start: int
    end: int
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form and the long form that the text defines for it."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that is found in one text."""

    text: str
    language: str
    sentences: list[tuple[int, int]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    dates: list[Timex] = field(default_factory=list)
    numbers: list[Quantity] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
