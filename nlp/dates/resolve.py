"""From what an expression says to the days it means, given the document's date and the dates before it in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.dates.calendar import Days, days_of, moved, narrowed, precision_of, real_day, unit_value
from nlp.dates.expression import Expression
from nlp.dates.within import part_of
from nlp.spans import Timex

# How far back a date still governs "three days later" or "June 23rd": about five sentences.
_REACH_CHARS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a text an expression stands: the document's date, the date told last, and the tense around it.

    `event` is the date told last and `event_days` what it spans, `day` the last that is a single day. `tense` is +1 for the future, -1 for the past, 0 where nothing shows it.
    """

    document: date | None
    event: Timex | None = None
    event_days: Days | None = None
    day: Timex | None = None
    tense: int = 0


def resolve(expression: Expression, text: str, place: Place) -> Timex:
    """Return the time expression with its value, its days, and what it was resolved against."""
    value, anchor = _valued(expression, place)
    days = days_of(value)
    if days and expression.until:
        value = f"{value}/{value[: -len(expression.until)]}{expression.until}"
        days = days_of(value)
    if days and expression.within and (part := part_of(days, expression.within)):
        value, days = part, days_of(part)
    if expression.time and days and "T" not in value:
        value += expression.time
    kind = expression.type
    if days and expression.mod:
        days = narrowed(days, expression.mod)
    if expression.other and (other := days_of(expression.other)) and days:
        days = min(days[0], other[0]), max(days[1], other[1])
        anchor = f"ambiguous: {expression.value} or {expression.other}"
    if kind in ("DURATION", "SET"):
        days = None
    return Timex(
        start=expression.start,
        end=expression.end,
        text=text[expression.start : expression.end],
        type=kind,
        value=value,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
        precision=precision_of(value) if days else None,
        anchor=anchor,
        other=expression.other if days else None,
    )


def _valued(expression: Expression, place: Place) -> tuple[str, str | None]:
    match expression.kind:
        case "yearless":
            return _with_year(expression, place)
        case "dayless":
            return _with_month(expression, place)
        case "weekday":
            return _weekday(expression, place)
        case "period":
            return _period(expression, place)
        case "shift":
            return _shift(expression, place)
        case "same":
            return _same(expression, place)
        case "that":
            event = place.event
            return (event.value, f"“{event.text}” ({event.value})") if event else (expression.value, None)
        case "time":
            return _time(expression, place)
        case _:
            return expression.value, None


def _said(place: Place, base: str, unit: str = "") -> tuple[date | None, str | None]:
    """Return the day that something is counted from and how to say so: the event before it, else the document's date.

    Days are counted from the last single day that was told, longer units from the last date of any length.
    """
    event = place.day if unit == "D" else place.event
    days = days_of(event.value) if event else None
    if base == "text" and event and days:
        return days[0], f"“{event.text}” ({event.value})"
    return place.document, _document(place)


def _document(place: Place) -> str | None:
    return f"document date {place.document.isoformat()}" if place.document else None


def _with_year(expression: Expression, place: Place) -> tuple[str, str | None]:
    """Fill in an open year: as the words say ("next June"), else the year in force in the text, else the nearest by tense."""
    day, anchor = _said(place, expression.base)
    if expression.part == "year" and day:
        return f"{day.year + expression.step:04}{expression.value[4:]}", anchor
    in_force = _year_in_force(expression, place)
    if in_force is not None and not expression.step:
        event = place.event
        return in_force, f"the year of “{event.text}” ({event.value})" if event else None
    if day is None:
        return expression.value, None
    candidates = []
    for year in (day.year - 1, day.year, day.year + 1):
        value = f"{year:04}{expression.value[4:]}"
        if days := days_of(value):
            candidates.append((value, days))
    if expression.step < 0:
        candidates = [c for c in candidates if c[1][1] < day]
        return (candidates[-1][0] if candidates else expression.value), anchor
    if expression.step > 0:
        candidates = [c for c in candidates if c[1][0] > day]
        return (candidates[0][0] if candidates else expression.value), anchor
    return _nearest(candidates, day, place.tense) or expression.value, anchor


def _nearest(candidates: list[tuple[str, Days]], day: date, tense: int) -> str | None:
    """Return the candidate nearest to a day; one on the side that the tense does not show counts as further away.

    Twelve times as far for a day, thirty for a longer span: "the contract may be signed, he said, on 12 September", four days
    before it, is not last year's; "sales fell in January" in December is not next month's.
    """

    def cost(candidate: tuple[str, Days]) -> float:
        first, last = candidate[1]
        side = 1 if first > day else -1 if last < day else 0
        weight = 30 if last > first else 12
        # Where nothing shows the tense a month is past sooner than to come: "the version shown in January", in September.
        against = weight if side * tense < 0 else (2.2 if last > first else 1.3) if side > 0 and not tense else 1
        return _gap(candidate[1], day) * against

    return min(candidates, key=lambda c: (cost(c), c[1][0]))[0] if candidates else None


def _gap(days: Days, day: date) -> int:
    return 0 if days[0] <= day <= days[1] else min(abs((days[0] - day).days), abs((days[1] - day).days))


def _year_in_force(expression: Expression, place: Place) -> str | None:
    """Return the value in the year that the text is telling of, where it differs from the document's own.

    Only a date given to the month or day puts a year in force; a bare year, or what follows "since", does not.
    """
    event, event_days = place.event, place.event_days
    if event is None or event_days is None or (event_days[1] - event_days[0]).days > 31:
        return None
    if expression.start - event.end > _REACH_CHARS or place.tense > 0:
        return None
    if place.document and event_days[0].year == place.document.year:
        return None
    if place.document and abs((place.document - event_days[0]).days) < 200:
        return None
    candidates = []
    for year in (event_days[0].year, event_days[0].year + 1):
        value = f"{year:04}{expression.value[4:]}"
        # Telling goes forward: the next year is meant only where it is much nearer (20 December, then 5 January).
        if (days := days_of(value)) and (year == event_days[0].year or 0 <= (days[0] - event_days[1]).days <= 60):
            candidates.append((value, days))
    return candidates[-1][0] if candidates else None


def _with_month(expression: Expression, place: Place) -> tuple[str, str | None]:
    """Fill in the month of "the 23rd": that of the date before it, else the document's."""
    day, anchor = _said(place, "text")
    if day is None:
        return expression.value, None
    number = int(expression.value[-2:])
    if not real_day(day.year, day.month, number):
        return expression.value, None
    return date(day.year, day.month, number).isoformat(), anchor


def _weekday(expression: Expression, place: Place) -> tuple[str, str | None]:
    number = int(expression.value[-1])
    day, anchor = _said(place, expression.base)
    if day is None:
        return expression.value, None
    if expression.part == "week":  # Monday of last week
        there = moved(day, expression.step, "W")
        found = moved(there, number - there.isoweekday(), "D") if there else None
        return (found.isoformat() if found else expression.value), anchor
    back = (day.isoweekday() - number) % 7
    ahead = (number - day.isoweekday()) % 7
    if expression.step < 0:
        moved_by = -(back or 7)
    elif expression.step > 0:
        moved_by = ahead or 7
    elif place.tense > 0 and ahead:
        moved_by = ahead
    else:
        moved_by = -back
    found = moved(day, moved_by, "D")
    return (found.isoformat() if found else expression.value), anchor


def _period(expression: Expression, place: Place) -> tuple[str, str | None]:
    day, anchor = _said(place, expression.base, expression.unit)
    unknown = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}.get(expression.step, "XXXX-XX-XX")
    if day is None:
        return unknown, None
    if expression.unit == "WE" and not expression.step:
        # "Over the weekend" of a weekday is the last one where something was done, or when it has hardly passed.
        weekday = day.isoweekday()
        if weekday < 6 and (place.tense < 0 or (weekday < 3 and not place.tense)):
            day = day - timedelta(7)
    there = moved(day, expression.step, expression.unit)
    return (unit_value(there, expression.unit) if there else unknown), anchor


def _same(expression: Expression, place: Place) -> tuple[str, str | None]:
    """The same month a year before: the unit of the date told last (its own, for "the same period"), moved by years."""
    day, anchor = _said(place, "text")
    if day and place.event and not expression.unit and len(place.event.value) > 4:
        return f"{day.year + expression.step:04}{place.event.value[4:]}", anchor
    there = moved(day, expression.step, "Y") if day else None
    return (unit_value(there, expression.unit or "Y") if there else "XXXX-XX-XX"), anchor


def _shift(expression: Expression, place: Place) -> tuple[str, str | None]:
    day, anchor = _said(place, expression.base, expression.unit)
    unknown = "XXXX-XX-XX"
    if day is None:
        return {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[
            max(-1, min(1, expression.step))
        ] if expression.unit != "D" else unknown, None
    there = moved(day, expression.step, expression.unit)
    return (unit_value(there, expression.unit) if there else unknown), anchor


def _time(expression: Expression, place: Place) -> tuple[str, str | None]:
    day, anchor = _said(place, "text", "D")
    return (f"{day.isoformat()}{expression.value}", anchor) if day else (expression.value, None)


# What shows the future takes up to three words after it along, so that the verb of "is expected to be held" does not count as past.
_FUTURE = {
    "en": re.compile(
        r"\b(?:(?:will|shall|should|would|may|might|won't|to be|to have|(?:going|expects?|expected|scheduled|plans?|planned|planning|due|set|hopes?|likely|aims?|intends?"
        r"|agreed|supposed|slated|ready) (?:to|for)|upcoming|due|scheduled)(?:\s+\w{1,20}){0,3}|[a-z]{1,10}'ll\s+\w{1,20})",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:(?:va|van|iba|iban) a|prevé|prevén|prevista?o?s?|se espera|espera|esperan|próxim[oa]s?|programad[oa]s?|planea|planean|pretende|piensa|debería|deberían|podría|podrían"
        r"|\w{0,20}(?:ará|erá|irá|drá|brá|rrá|arán|erán|irán|drán|brán|remos))\b(?:\s+\w{1,20}){0,2}",
        re.I,
    ),
}
_PAST = {
    "en": re.compile(
        r"\b(?:was|were|had|did|said|has|have|been|fell|rose|made|began|took|came|went|won|lost|held|told|sold|saw|gave|met|led|left|paid|ran|found|got|became|[a-z]{3,20}ed)\b",
        re.I,
    ),
    "es": re.compile(
        r"\b(?:fue|fueron|era|eran|había|habían|ha|han|hizo|dijo|pudo|tuvo|tuvieron|puso|dio|vio|vino|quiso|supo|hubo|estuvo|\w{0,20}(?:trajo|dujo|jeron)|\w{2,20}(?:ó|aron|ieron|aba|aban|ado|ido))(?!\w)",
        re.I,
    ),
}


# "By June" and "para junio" are deadlines: they lie ahead unless the year says otherwise.
_BY = re.compile(r"\b(?:by|para)(?: the| el)?\s\Z", re.I)
# The end of a span lies on either side, whatever the tense of who set it: "was told to stop until 30 June".
_UNTIL = re.compile(r"\b(?:until|till|hasta)(?: the| el)?\s\Z", re.I)


# A line that begins with a capital stands for itself: the heading above a story has a tense of its own.
_CLAUSE_END = re.compile(r"[.!?;]\s|\n\s*(?=[\n\W\dA-ZÁÉÍÓÚÑ])")


def tense_around(text: str, start: int, end: int, language: str) -> int:
    """Return +1 where the clause around a span speaks of the future, -1 of the past, 0 where nothing shows it."""
    left = text[max(0, start - 120) : start]
    left = _CLAUSE_END.split(left)[-1]
    right = _CLAUSE_END.split(text[end : end + 80])[0]
    if _BY.search(left[-16:]):
        return 1
    if _UNTIL.search(left[-16:]):
        return 0
    language = language if language in _FUTURE else "en"
    future = _closeness(_FUTURE[language], left, right)
    past = _closeness(_PAST[language], left, right)
    if future is None and past is None:
        return 0
    if future is not None and (past is None or future <= past):
        return 1
    return -1


def _closeness(pattern: re.Pattern[str], left: str, right: str) -> int | None:
    gaps = [len(left) - found.end() for found in pattern.finditer(left)]
    # A verb after the date weighs less than one before it: it often belongs to the next clause.
    gaps += [found.start() + 20 for found in pattern.finditer(right)]
    return min(gaps, default=None)
