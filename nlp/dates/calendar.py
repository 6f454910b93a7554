"""The calendar arithmetic of TIMEX3 values: what days a value spans, and what lies a step away from it."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

Days = tuple[date, date]

_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?\Z")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?\Z")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)\Z")
# Months of quarters and halves; of seasons on the northern half of the earth, winter beginning in December.
_PARTS = {
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "SP": (3, 5),
    "SU": (6, 8),
    "FA": (9, 11),
}


def real_day(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day: 31 February is none, and years run from 1 to 9999."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def days_of(value: str) -> Days | None:
    """Return the first and last day that a TIMEX3 value spans, or None where it names none (a duration, an open date).

    A time of day ("2017-06-19T16:00") spans its day, an interval ("2015/2016") from the first day of its first to the last of
    its last value. Winter of a year runs from its December, as TimeML counts it, and may mean the one before too.
    """
    if "/" in value:
        first, last = (days_of(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    value = value.split("T", 1)[0] if not value.startswith(("T", "P")) else value
    try:
        return _days_of(value)
    except (ValueError, OverflowError):
        return None


def _days_of(value: str) -> Days | None:
    if found := _MONTH.match(value):
        year, month = int(found[1]), int(found[2])
        if found[3]:
            day = date(year, month, int(found[3]))
            return day, day
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if found := _WEEK.match(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found[3] == "WE":
            return monday + timedelta(5), monday + timedelta(6)
        day = monday + timedelta(int(found[3]) - 1) if found[3] else monday
        return day, day if found[3] else monday + timedelta(6)
    if found := _PART.match(value):
        year, part = int(found[1]), found[2]
        if part == "WI":
            return date(year - 1, 12, 1), date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
        first, last = _PARTS[part]
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    if value.isascii() and value.isdigit() and 2 <= len(value) <= 4:
        scale = 10 ** (4 - len(value))
        first_year = int(value) * scale
        return date(max(1, first_year), 1, 1), date(first_year + scale - 1, 12, 31)
    return None


def precision_of(value: str) -> str | None:
    """Return how exactly a TIMEX3 value names its days: time, day, week, month, quarter, half, season, year, decade, century or
    interval; None where it names none."""
    if days_of(value) is None:
        return None
    if "/" in value:
        return "interval"
    if "T" in value:
        return "time"
    if _WEEK.match(value):
        return "day" if value[-2:-1] == "-" else "week"
    if found := _PART.match(value):
        return {"Q": "quarter", "H": "half"}.get(found[2][0], "season")
    return {2: "century", 3: "decade", 4: "year", 7: "month"}.get(len(value), "day")


def unit_value(day: date, unit: str) -> str:
    """Return the day, week, weekend, month, quarter, half, year, decade or century that a day lies in, as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    match unit:
        case "W":
            return f"{year:04}-W{week:02}"
        case "WE":
            return f"{year:04}-W{week:02}-WE"
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "3M":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "6M":
            return f"{day.year:04}-H{(day.month + 5) // 6}"
        case "Y":
            return f"{day.year:04}"
        case "DE":
            return f"{day.year:04}"[:3]
        case "CE":
            return f"{day.year:04}"[:2]
        case _:
            return day.isoformat()


def moved(day: date, count: int, unit: str) -> date | None:
    """Return the day `count` units after a day (before, where negative); None beyond the years 1 to 9999.

    The 31st moved by months becomes the last day of a shorter month.
    """
    months = {"M": 1, "3M": 3, "6M": 6, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    try:
        if months is None:
            return day + timedelta(days=count * {"W": 7, "WE": 7, "2W": 14}.get(unit, 1))
        index = day.year * 12 + day.month - 1 + count * months
        year, month = index // 12, index % 12 + 1
        if not 1 <= year <= 9999:
            return None
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except OverflowError:
        return None


def narrowed(days: Days, mod: str) -> Days:
    """Return the half of a span of days that START, MID or END can mean, taken widely: "early June" is the 1st to the 15th."""
    first, last = days
    length = (last - first).days + 1
    if length < 4:
        return days
    match mod:
        case "START":
            return first, first + timedelta((length + 1) // 2 - 1)
        case "MID":
            return first + timedelta(length // 4), last - timedelta(length // 4)
        case "END":
            return last - timedelta((length + 1) // 2 - 1), last
        case _:
            return days
