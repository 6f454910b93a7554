"""A text held against itself: durations against its dates, weekdays against the calendar, counts against lists and one another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from itertools import pairwise

from nlp.facts.reader import calendar
from nlp.sentences import split_sentences
from nlp.spans import Quantity, Timex
from nlp.terms import STOPWORDS, TOKEN, fold, stem

# Length in days of a duration's unit, and how far a writer who counts whole ones may be off: "two months" of 1 May to 4 July.
_UNITS = {"D": (1.0, 1.0), "W": (7.0, 3.0), "M": (30.44, 10.0), "Y": (365.25, 120.0)}
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])$")
_ALMOST = re.compile(
    r"(?i)\b(?:almost|nearly|close to|casi|cerca de|less than|fewer than|under|within|menos de|en menos de)\b"
)
_OVER = re.compile(r"(?i)\b(?:more than|over|at least|más de|al menos|por lo menos)\b")
_ABOUT = re.compile(r"(?i)\b(?:about|around|some|roughly|approximately|unos|unas|alrededor de|aproximadamente)\b")
# What may stand between a relative date and the same day in figures: ", on", "(", ", es decir, el".
_SAME_DAY = re.compile(r"(?i)[\s,(–—]*(?:that is,? |i\.e\.,? |namely,? |es decir,? |o sea,? )?(?:on |el )?(?:the )?$")
_LATER = re.compile(r"(?i)\b(?:later|after|before|earlier|following|next|después|tras|antes|siguiente)\b")
# An interval belongs to the duration next to it: "almost 4 months, from … to …", "from … to …, almost 4 months".
_BESIDE = re.compile(r"(?i)[\s,(–—:]*(?:from|between|de|entre|desde)?\s*$")
_SINCE = re.compile(r"(?i)\s*(?:after|since|have passed since|ago|después de(?: que)?|desde(?: que)?)\b")
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday lunes", "tuesday martes", "wednesday miercoles", "thursday jueves", "friday viernes", "saturday sabado", "sunday domingo")
    )
    for name in names.split()
}  # fmt: skip
_ITEM = re.compile(r"\s*;\s*(?:and |y )?|\s*,\s*(?:and |y )?|\s+(?:and|y)\s+")
_NOT_COUNTED = frozenset(
    map(stem, "year month week day hour minute times ordinal people percent año mes semana día hora".split())
)
# Of the words around the smaller count's sentence so many must stand around the other one, and at least four.
_SAME_STATEMENT = 0.7
_PAIRS = 400  # of counts with one noun that are compared at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two places of one text that must agree, and whether they do.

    `kind` is `relative_date`, `duration`, `weekday`, `list` or `count`; `status` is match or mismatch; `note` says what was
    reckoned. Both spans are offsets in the text.
    """

    kind: str
    start: int
    end: int
    other_start: int
    other_end: int
    status: str
    note: str


def agreements(
    text: str, *, language: str, times: Sequence[Timex], numbers: Sequence[Quantity], date: str | None = None
) -> list[Agreement]:
    """Return the places of a text that say the same thing twice, in reading order.

    `times` and `numbers` are those found in it, `date` the day on which it was written (ISO 8601): what "four months after" is
    counted to where the sentence is about the present. What cannot be told is left out: a mismatch is never a guess at which
    date a duration belongs to, except that the sentence of the date shares two words with what the duration counts from.
    """
    spans = split_sentences(text, language) or [(0, len(text))]
    found = [*_relative(text, times), *_durations(text, spans, times, date), *_weekdays(times)]
    found += [*_lists(text, numbers), *_counts(text, spans, numbers)]
    return sorted(found, key=lambda one: (one.start, one.other_start, one.kind))


def _relative(text: str, times: Sequence[Timex]) -> Iterator[Agreement]:
    """Yield "three days later, on June 22": what it is counted to be against the date that follows."""
    for one, other in pairwise(times):
        counted = one.anchor is not None and one.anchor.startswith("“") and _LATER.search(one.text)
        if not (counted and one.earliest and one.latest and other.anchor is None and other.earliest and other.latest):
            continue
        if other.type == "DATE" and _SAME_DAY.match(text[one.end : other.start]):
            apart = one.latest < other.earliest or other.latest < one.earliest
            yield Agreement(
                kind="relative_date", start=one.start, end=one.end, other_start=other.start, other_end=other.end,
                status="mismatch" if apart else "match", note=f"“{one.text}” counted from {one.anchor} is {one.value}",
            )  # fmt: skip


def _durations(
    text: str, spans: Sequence[tuple[int, int]], times: Sequence[Timex], date: str | None
) -> Iterator[Agreement]:
    """Yield each duration with the two dates that it lies between: an interval of its sentence, or a date and the day of writing."""
    starts = [start for start, _ in spans]
    sentence = [bisect_right(starts, time.start) - 1 for time in times]
    for at, one in enumerate(times):
        if one.type != "DURATION" or not _LENGTH.match(one.value):
            continue
        near = [t for t, number in zip(times, sentence, strict=True) if number == sentence[at]]
        intervals = [t for t in near if t.type == "DATE" and "/" in t.value and t.earliest and t.latest]
        others = [t for t in near if t.type == "DURATION"]
        beside = [t for t in intervals if _beside(text, one, t)]
        if len(beside) == 1 and len(others) == 1:
            whole = beside[0]
            first, last = (part for part in whole.value.split("/", 1))
            fits = _fits(one, str(whole.earliest), str(whole.latest), slack=_loose(first) + _loose(last))
            yield _agreement("duration", one, whole, fits, f"{whole.earliest} to {whole.latest}")
        elif not intervals and date and len(date) == len("2017-09-19") and _SINCE.match(text, one.end):
            yield from _since(text, spans, times, sentence, at, date)


def _beside(text: str, one: Timex, other: Timex) -> bool:
    first, second = sorted((one, other), key=lambda time: time.start)
    return bool(_BESIDE.match(text[first.end : second.start]))


def _since(
    text: str, spans: Sequence[tuple[int, int]], times: Sequence[Timex], sentence: Sequence[int], at: int, date: str
) -> Iterator[Agreement]:
    """Yield "almost four months after we left" with the date of leaving: the full date whose sentence shares most of those words."""
    one = times[at]
    if any(t.type == "DATE" and number == sentence[at] for t, number in zip(times, sentence, strict=True)):
        return
    end = text.find(",", one.end, spans[sentence[at]][1])
    event = _content(text[one.end : end if end > 0 else spans[sentence[at]][1]])
    days = [
        (len(event & _content(text[slice(*spans[number])])), time)
        for time, number in zip(times, sentence, strict=True)
        if time.type == "DATE"
        and time.earliest == time.latest
        and time.earliest
        and time.earliest < date
        and time.anchor is None
    ]
    best = max((shared for shared, _ in days), default=0)
    told = [time for shared, time in days if shared == best]
    if best >= 2 and len({time.earliest for time in told}) == 1:
        fits = _fits(one, str(told[0].earliest), date, slack=0)
        yield _agreement("duration", one, told[0], fits, f"{told[0].earliest} to the day of writing, {date}")
    elif fitting := [time for _, time in days if _fits(one, str(time.earliest), date, slack=0)]:
        yield _agreement("duration", one, fitting[0], True, f"{fitting[0].earliest} to the day of writing, {date}")


def _agreement(kind: str, one: Timex, other: Timex, fits: bool, between: str) -> Agreement:
    return Agreement(
        kind=kind, start=one.start, end=one.end, other_start=other.start, other_end=other.end,
        status="match" if fits else "mismatch", note=f"“{one.text}”: {between}",
    )  # fmt: skip


def _loose(value: str) -> float:
    """Return by how many days the end of an interval is uncertain: a month or a year has a first and a last day."""
    return {len("2017"): 365.0, len("2017-06"): 30.0}.get(len(value), 1.0)


def _fits(duration: Timex, first: str, last: str, *, slack: float) -> bool:
    """Say whether so much time, as it is bounded, lies between two days, given or taken the `slack` in days."""
    found = _LENGTH.match(duration.value)
    if found is None:
        return True
    unit, off = _UNITS[found[2]]
    length = float(found[1]) * unit
    days = float((Day.fromisoformat(last) - Day.fromisoformat(first)).days)
    if _ALMOST.search(duration.text):
        near = _ALMOST.search(duration.text)
        least = (
            length - unit
            if near and near.group().lower() in ("almost", "nearly", "close to", "casi", "cerca de")
            else 0.0
        )
        return least - slack <= days <= length + 2 + slack
    if _OVER.search(duration.text):
        return days >= length - 2 - slack
    if _ABOUT.search(duration.text):
        off = max(off, 0.2 * length)
    return abs(days - length) <= off + slack


def _weekdays(times: Sequence[Timex]) -> Iterator[Agreement]:
    """Yield each full date that names its weekday, against the calendar."""
    for time in times:
        named = [_WEEKDAYS[w] for t in TOKEN.findall(time.text) if (w := fold(t)) in _WEEKDAYS]
        if (
            time.type == "DATE"
            and time.anchor is None
            and len(named) == 1
            and time.earliest == time.latest
            and time.earliest
        ):
            if not re.search(r"\d{4}", time.text):
                continue  # the finder took the year from the weekday, or from the text around
            day = Day.fromisoformat(time.earliest)
            yield Agreement(
                kind="weekday", start=time.start, end=time.end, other_start=time.start, other_end=time.end,
                status="match" if day.weekday() == named[0] else "mismatch", note=f"{day.isoformat()} was a {day.strftime('%A')}",
            )  # fmt: skip


def _lists(text: str, numbers: Sequence[Quantity]) -> Iterator[Agreement]:
    """Yield "three people: A, B and C" with the number of items; a list is what stands behind a colon, up to the sentence's end."""
    for number in numbers:
        if (
            number.bound != "exact"
            or number.high is not None
            or number.value != int(number.value)
            or not 2 <= number.value <= 30
        ):
            continue
        behind = re.match(r"[^\n.:;,\d]{0,60}:\s", text[number.end :])
        if not behind or number.unit is None or _unit(number) in _NOT_COUNTED - {stem("people")}:
            continue
        start = number.end + behind.end()
        stop = re.search(r"\.(?=\s|$)|\n|$", text[start:])
        inside = text[start : start + (stop.start() if stop else 0)]
        items = [item for item in _ITEM.split(inside) if item.strip()] if ";" not in inside else inside.split(";")
        # A list of clauses has commas of its own: only names and short items are counted.
        names = all(item.strip()[0].isupper() and len(item.split()) <= 5 for item in items if item.strip())
        if len(items) < 2 or not (names or all(len(item.split()) <= 2 for item in items)):
            continue
        yield Agreement(
            kind="list", start=number.start, end=number.end, other_start=start, other_end=start + len(inside),
            status="match" if len(items) == number.value else "mismatch", note=f"“{number.text}”, and {len(items)} are listed",
        )  # fmt: skip


def _counts(text: str, spans: Sequence[tuple[int, int]], numbers: Sequence[Quantity]) -> Iterator[Agreement]:
    """Yield two exact counts of one noun in two sentences that say nearly the same besides."""
    starts = [start for start, _ in spans]
    # "30 x 28", "no. 4", "volume 84" count nothing: a count stands before its noun, and the noun is a plural.
    exact = [
        n for n in numbers
        if n.bound == "exact" and n.high is None and n.unit and n.unit.islower() and len(n.unit) > 3 and n.unit.endswith("s")
        and n.unit in text[n.end : n.end + len(n.unit) + 30]
    ]  # fmt: skip
    by_unit: dict[str, list[Quantity]] = {}
    for number in exact:
        if (unit := _unit(number)) not in _NOT_COUNTED:
            by_unit.setdefault(unit, []).append(number)
    for same in by_unit.values():
        pairs = [(a, b) for i, a in enumerate(same) for b in same[i + 1 :]][:_PAIRS]
        for one, other in pairs:
            here, there = (bisect_right(starts, n.start) - 1 for n in (one, other))
            if here == there:
                continue
            own, theirs = (_content(text[slice(*spans[at])]) for at in (here, there))
            if len(own & theirs) >= max(4, _SAME_STATEMENT * min(len(own), len(theirs))):
                yield Agreement(
                    kind="count", start=one.start, end=one.end, other_start=other.start, other_end=other.end,
                    status="match" if one.value == other.value else "mismatch", note=f"“{one.text} {one.unit}” and “{other.text} {other.unit}”",
                )  # fmt: skip


def _unit(number: Quantity) -> str:
    return stem((number.unit or "").rpartition(" ")[2])


def _content(text: str) -> set[str]:
    return {stem(t) for t in TOKEN.findall(text) if t.lower() not in STOPWORDS and not t[0].isdigit()}


def found_in(text: str, *, language: str, date: str | None = None) -> list[Agreement]:
    """Return the `agreements` of a text that is not annotated yet."""
    from nlp.dates.find import find_dates
    from nlp.numbers.find import find_numbers

    times = find_dates(text, language=language, date=date)
    numbers = find_numbers(text, language=language, dates=calendar(times))
    return agreements(text, language=language, times=times, numbers=numbers, date=date)
