"""Dates and times in digits, which need no language: ISO 8601, 19/06/2017, 16:00 UTC."""

from __future__ import annotations

import re

from nlp.dates.calendar import real_day
from nlp.dates.expression import Expression, Rule, spanning
from nlp.dates.words import B

_END = r"(?![\w@]|[./-]\d)"
CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
ZONE = r"(?:[ ]?(?:Z\b|UTC(?:[+-]\d{1,2})?|GMT(?:[+-]\d{1,2})?|[A-Z]{1,2}ST\b|[A-Z]DT\b|CET\b|CEST\b|[+-]\d\d:?\d\d\b))"


def full_year(digits: str) -> int:
    """Return the year of two or four digits; two are read as 1930 to 2029, as POSIX and most writers do."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year < 30 else 1900)


def _iso(found: re.Match[str]) -> Expression | None:
    year, month, day = int(found["y"]), int(found["m"]), found["d"]
    if not real_day(year, month, int(day or 1)):
        return None
    value = f"{year:04}-{month:02}" + (f"-{int(day):02}" if day else "")
    if found["t"]:
        return spanning(
            found,
            "given",
            f"{value}T{found['t'][:5]}{'Z' if (found['z'] or '').strip() in ('Z', 'UTC', 'GMT') else ''}",
            type="TIME",
        )
    return spanning(found, "given", value)


def _slashed(day_first: bool) -> Rule:
    def read(found: re.Match[str]) -> Expression | None:
        a, b, year = int(found["a"]), int(found["b"]), full_year(found["y"])
        readings = [(b, a), (a, b)] if day_first or found["s"] == "." else [(a, b), (b, a)]
        values = [f"{year:04}-{month:02}-{day:02}" for month, day in readings if real_day(year, month, day)]
        if not values:
            return spanning(found, "void")
        # A dot parts day from month everywhere that it is used; a slash does not say which comes first.
        other = values[1] if len(values) > 1 and values[1] != values[0] and found["s"] != "." else None
        return spanning(found, "given", values[0], other=other)

    # Three separators, told apart by the back-reference: 19/06/2017, 19-06-2017, 19.06.2017.
    return re.compile(B + r"(?<!\d[.,/-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d\d)" + _END), read


ISO: Rule = (
    re.compile(
        B
        + r"(?<![\d.,-])(?P<y>[12]\d{3}|9999)(?P<s>[-/])(?P<m>[01]?\d)(?:(?P=s)(?P<d>[0-3]?\d))?(?:[T ](?P<t>[012]\d:[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?P<z>"
        + ZONE
        + r")?)?"
        + _END
    ),
    _iso,
)


def numeric_rules(language: str, *, country: str = "") -> list[Rule]:
    """Return the rules for dates in digits; month first only in English, where both readings of "1/2/2017" are kept."""
    return [ISO, _slashed(language != "en" or country not in ("", "US"))]
