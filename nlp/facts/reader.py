"""What is read of a source when facts are looked for in it: its dates and numbers, a sentence at a time, and its own date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nlp.dates.find import find_dates
from nlp.evidence import Passage
from nlp.numbers.find import find_numbers
from nlp.spans import Quantity, Timex

# Sentences of the source that are read closely besides those of the evidence: each costs about a millisecond.
_CLOSELY = 6
_SPAN = re.compile(r"\b((?:1[5-9]|20)\d\d) ?[-–] ?((?:1[5-9]|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d(?:T|$)")
_HEAD = 15  # sentences at the top of a source where its own date stands, if anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """A fact of a claim and what the source says of it; the spans are offsets in the claim and in the source's text."""

    kind: str
    claim: str
    claim_start: int
    claim_end: int
    source: str | None
    source_start: int | None
    source_end: int | None
    status: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Sentences of a source, annotated when they are asked for and once only; `evidence` are those of the claim, best first."""

    source: Passage
    evidence: list[int]
    language: str
    across: bool
    date: str | None
    dates: dict[int, list[Timex]] = field(default_factory=dict)
    numbers: dict[int, list[Quantity]] = field(default_factory=dict)

    def dates_in(self, index: int) -> list[Timex]:
        """Return the time expressions of a sentence."""
        if index not in self.dates:
            sentence = self.source.sentence(index)
            self.dates[index] = [*times_in(sentence, self.language, self.date), *_spans(sentence)]
        return self.dates[index]

    def numbers_in(self, index: int) -> list[Quantity]:
        """Return the numbers of a sentence."""
        if index not in self.numbers:
            sentence = self.source.sentence(index)
            self.numbers[index] = find_numbers(sentence, language=self.language, dates=calendar(self.dates_in(index)))
        return self.numbers[index]

    def own_date(self) -> str | None:
        """Return the day of the source itself: as given, else the first full date among its first lines."""
        if self.date:
            return self.date[:10]
        for index, (start, end) in enumerate(self.source.spans[:_HEAD]):
            if _YEAR.search(self.source.text, start, end):
                days = [d for d in self.dates_in(index) if d.earliest and d.earliest == d.latest]
                if days and days[0].earliest:
                    return days[0].earliest
        return None

    def holding(self, wanted: set[str]) -> list[int]:
        """Return the evidence, then the sentences that hold most of some stems, nearest to the top first."""
        counts = ((len(wanted & stems), -i) for i, stems in enumerate(self.source.sets) if i not in self.evidence)
        best = sorted((c for c in counts if c[0]), reverse=True)[:_CLOSELY]
        return [*self.evidence, *(-i for _, i in best)]

    def place(self, index: int, start: int, end: int) -> tuple[int, int]:
        """Return a span of a sentence as a span of the source's text."""
        first = self.source.spans[index][0]
        return first + start, first + end


def times_in(text: str, language: str, date: str | None) -> list[Timex]:
    """Return the time expressions of a text, and the two years of a span such as "(1791-1844)" that no rule took.

    A time of a day ("the night of 5 March") is its day: that is what is held against a source.
    """
    times = [_day(time) for time in find_dates(text, language=language, date=date)]
    for found in _SPAN.finditer(text):
        if not any(t.start < found.end() and found.start() < t.end for t in times):
            for group in (1, 2):
                year = found.group(group)
                first, last = f"{year}-01-01", f"{year}-12-31"
                start, end = found.span(group)
                times.append(
                    Timex(start=start, end=end, text=year, type="DATE", value=year, earliest=first, latest=last)
                )
    return sorted(times, key=lambda time: time.start)


def _day(time: Timex) -> Timex:
    """Return a time of a known day as that day, others as they are."""
    if time.type == "TIME" and _DAY.match(time.value):
        return replace(time, type="DATE", value=time.value[: len("2018-05-07")])
    return time


def _spans(text: str) -> list[Timex]:
    """Return the spans of years such as "(1791-1844)" as intervals: a claim may say "from 1791 to 1844"."""
    return [
        Timex(
            start=found.start(), end=found.end(), text=found.group(), type="DATE", value="/".join(found.groups()),
            earliest=f"{found.group(1)}-01-01", latest=f"{found.group(2)}-12-31",
        )
        for found in _SPAN.finditer(text)
    ]  # fmt: skip


def calendar(times: Iterable[Timex]) -> list[Timex]:
    """Return the times of a calendar or a clock: a duration is a number of years or hours."""
    return [t for t in times if t.type in ("DATE", "TIME")]


def fact(
    kind: str, text: str, start: int, source: Passage, at: tuple[int, int] | None, status: str, note: str = ""
) -> FactCheck:
    """Return the check of a claim's words `text` at `start`, found `at` a span of the source or nowhere."""
    found = source.text[at[0] : at[1]] if at else None
    low, high = at or (None, None)
    return FactCheck(
        kind=kind, claim=text, claim_start=start, claim_end=start + len(text), source=found, source_start=low, source_end=high, status=status, note=note
    )  # fmt: skip
