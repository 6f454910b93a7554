"""The part of a date that the words before it mean: "the morning of", "the week of", "the second Tuesday of"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta

from nlp.dates.calendar import Days, unit_value
from nlp.dates.expression import Expression
from nlp.dates.words import ENGLISH, SPANISH, S, Words

_PARTS = {
    "en": r"(?:the{S})?(?:(?:early|late){S})?(?P<part>morning|afternoon|evening|night){S}of{S}(?:the{S})?",
    "es": r"(?:(?:el|la|esa|aquella){S})?(?P<part>mañana|tarde|noche|madrugada|mediodía)(?:{S}de(?:l)?)?{S}",
}
_WEEKS = {
    "en": r"(?:the{S})?(?P<unit>week|weekend){S}(?:of|ending|beginning|starting|that{S}(?:began|ended))(?:{S}on)?{S}",
    "es": r"(?:la{S}|el{S})?(?P<unit>semana|fin{S}de{S}semana)(?:{S}de(?:l)?)?{S}",
}
_PLACES = {
    "en": r"(?:the{S})?(?P<which>first|second|third|fourth|last|final|1st|2nd|3rd|4th){S}"
    r"(?P<unit>day|week|weekend|half|fortnight|mon|tues|wednes|thurs|fri|satur|sun)(?P<rest>day)?{S}(?:of|in){S}",
    "es": r"(?:el{S}|la{S})?(?P<which>primer|primera|segundo|segunda|tercer|tercera|cuarto|cuarta|último|última){S}"
    r"(?P<unit>d[ií]a|semana|fin{S}de{S}semana|mitad|quincena|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo){S}(?:del?{S}(?:mes{S}de{S})?)?",
}
_ORDER = {
    **dict.fromkeys(("first", "1st", "primer", "primera"), 1),
    **dict.fromkeys(("second", "2nd", "segundo", "segunda"), 2),
    **dict.fromkeys(("third", "3rd", "tercer", "tercera"), 3),
    **dict.fromkeys(("fourth", "4th", "cuarto", "cuarta"), 4),
    **dict.fromkeys(("last", "final", "último", "última"), 0),
}
_BEFORE = 48  # code points before a date in which such words can stand


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        language: re.compile(rf"(?<!\w){pattern.replace('{S}', S)}\Z", re.IGNORECASE)
        for language, pattern in patterns.items()
    }


_PART, _WEEK, _PLACE = _compiled(_PARTS), _compiled(_WEEKS), _compiled(_PLACES)


def with_parts(text: str, expressions: list[Expression], language: str) -> list[Expression]:
    """Return the expressions, each joined with the words before it that say which part of it is meant."""
    if language not in _PART:
        return expressions
    words = SPANISH if language == "es" else ENGLISH
    found: list[Expression] = []
    for expression in expressions:
        # A word before it that looked like a date of its own ("Tuesday" in "the second Tuesday of") may be one of them.
        floor = found[-2].end if len(found) > 1 else 0
        before = text[max(floor, expression.start - _BEFORE) : expression.start]
        joined = _joined(expression, before, words, language)
        # "De la semana del 5": the article that the date carries along is part of what joins them.
        if joined is expression and text[expression.start : expression.start + 4].lower() == "del ":
            moved = replace(expression, start=expression.start + 4)
            joined = _joined(moved, before + "del ", words, language)
            joined = expression if joined is moved else joined
        if found and joined.start < found[-1].end:
            if joined.start > found[-1].start:
                joined = expression
            else:
                found.pop()
        found.append(joined)
    return found


def _joined(expression: Expression, before: str, words: Words, language: str) -> Expression:
    day = expression.kind == "weekday" or len(expression.value) == 10
    if (day or (expression.kind == "shift" and expression.unit == "D")) and not expression.time:
        if part := _PART[language].search(before):
            time = words.parts[part["part"].lower()]
            return replace(expression, start=expression.start - len(part[0]), time=time, type="TIME")
        if len(expression.value) == 10 and (week := _WEEK[language].search(before)):
            within = "W" if week["unit"].lower() in ("week", "semana") else "WE"
            return replace(expression, start=expression.start - len(week[0]), within=within)
    month = len(expression.value) == 7 and expression.value[5:].isdigit()
    if month and expression.kind in ("given", "yearless") and (place := _PLACE[language].search(before)):
        unit = " ".join((place["unit"] + (place.groupdict().get("rest") or "")).lower().split())
        number = words.weekdays.get(unit)
        order = _ORDER[place["which"].lower()]
        code = f"d{number}" if number else {"half": "H", "mitad": "H", "quincena": "H", "fortnight": "H"}.get(unit)
        code = code or words.units.get(unit)
        if code in ("D", "W", "WE", "H") or number:
            return replace(expression, start=expression.start - len(place[0]), within=f"{code}{order}", mod="")
    return expression


def part_of(days: Days, within: str) -> str | None:
    """Return the TIMEX3 value of a part of some days: the week of a day (`W`), the first week of a month (`W1`), its last day
    (`D0`), its second half (`H2`), its second Tuesday (`d22`). None where there is no such part.

    A month's weeks are counted as most readers do: the first is its days 1 to 7, the last its last seven.
    """
    first, last = days
    if within in ("W", "WE"):
        return unit_value(first, within)
    code, order = within[:-1], int(within[-1])
    if code == "H":
        middle = first + timedelta(14)
        return (
            _interval(first, middle) if order == 1 else _interval(middle + timedelta(1), last) if order != 3 else None
        )
    if code == "D":
        return (last if not order else first + timedelta(order - 1)).isoformat()
    if code == "W":
        start = last - timedelta(6) if not order else first + timedelta(7 * (order - 1))
        return _interval(start, start + timedelta(6))
    weekday = int(code[1]) if code[0] == "d" else 6
    offsets = [
        day
        for day in range(calendar.monthrange(first.year, first.month)[1])
        if (first + timedelta(day)).isoweekday() == weekday
    ]
    if order > len(offsets):
        return None
    found = first + timedelta(offsets[order - 1] if order else offsets[-1])
    return unit_value(found, "WE") if code == "WE" else found.isoformat()


def _interval(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"
