"""How a matched time expression is read: one function a kind, the same for English and Spanish but for their words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from nlp.dates.calendar import real_day
from nlp.dates.expression import Expression, Rule, spanning
from nlp.dates.words import Words

Reading = Callable[[Words, re.Match[str]], Expression | None]


def rule(words: Words, pattern: str, read: Reading) -> Rule:
    """Return a rule that reads what a pattern finds, in any case, with the words of one language."""
    return re.compile(pattern, re.IGNORECASE), partial(read, words)


def _named(found: re.Match[str], name: str) -> str:
    """Return a group's text lower-cased, its blanks single; "" where it is not in the pattern or took no part."""
    return " ".join((found.groupdict().get(name) or "").lower().split())


def _step(words: Words, which: str) -> int:
    if which.endswith("que viene"):
        return 1
    return next((words.steps[word] for word in which.split() if word in words.steps), 0)


def _base(words: Words, which: str) -> str:
    return "text" if any(word in words.from_text for word in which.split()) else "document"


def _mod(words: Words, found: re.Match[str]) -> str:
    return next((words.mods[word] for word in re.split(r"[\s-]+", _named(found, "mod")) if word in words.mods), "")


def _month(words: Words, found: re.Match[str]) -> int:
    return words.months[_named(found, "month")]


def number_of(words: Words, text: str) -> float | None:
    """Return a number in words or digits, None where it is neither ("several")."""
    low = " ".join(text.lower().split())
    if low in words.numbers:
        return words.numbers[low]
    digits = low.replace(",", ".")
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def length(count: float | None, code: str) -> str:
    """Return the TIMEX3 value of so many units; X for a number that is not said ("several years" is PXY)."""
    if code[0].isdigit():
        count, code = (count * int(code[0]) if count else None), code[1:]
    if count is not None and code in ("DE", "CE"):
        count, code = count * (10 if code == "DE" else 100), "Y"
    if count == 0.5 and code in ("TH", "Y"):
        count, code = (30, "TM") if code == "TH" else (6, "M")
    shown = "X" if count is None else f"{count:g}"
    return f"PT{shown}{code[1]}" if code[0] == "T" else f"P{shown}{code}"


def day_of_month(words: Words, found: re.Match[str]) -> Expression | None:
    """June 19th, 2017; without the year it is left open. A day that no calendar has is `void`: nothing in it is a date."""
    month, year = _month(words, found), _named(found, "year")
    day = words.ordinals.get(_named(found, "day")) or int(re.sub(r"\D", "", _named(found, "day")) or 0)
    # A leap year stands in where the year is open: 29 February may be meant.
    if not real_day(int(year) if year else 2000, month, day):
        return spanning(found, "void")
    if year:
        return spanning(found, "given", f"{year}-{month:02}-{day:02}")
    if which := _named(found, "rel"):
        return spanning(
            found,
            "yearless",
            f"XXXX-{month:02}-{day:02}",
            step=_step(words, which),
            part="year",
            base=_base(words, which),
        )
    which = _named(found, "which") or _named(found, "after")
    return spanning(found, "yearless", f"XXXX-{month:02}-{day:02}", step=_step(words, which))


def days_of_month(words: Words, found: re.Match[str]) -> Expression | None:
    """June 1-5, 2017: one interval; June 1-5, its year left open."""
    month, year, first, last = _month(words, found), _named(found, "year"), int(found["first"]), int(found["last"])
    if not real_day(int(year) if year else 2000, month, last) or not 0 < first < last:
        return None
    if not year:
        return spanning(found, "yearless", f"XXXX-{month:02}-{first:02}", until=f"{last:02}")
    return spanning(found, "given", f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}")


def month_of_year(words: Words, found: re.Match[str]) -> Expression:
    """March 2017, late March, next March, March of last year."""
    value, year, which = f"{_month(words, found):02}", _named(found, "year"), _named(found, "rel")
    if year:
        return spanning(found, "given", f"{year}-{value}", mod=_mod(words, found))
    if which:
        return spanning(
            found,
            "yearless",
            f"XXXX-{value}",
            step=_step(words, which),
            part="year",
            base=_base(words, which),
            mod=_mod(words, found),
        )
    nearest = _named(found, "which") or _named(found, "after")
    return spanning(
        found,
        "yearless",
        f"XXXX-{value}",
        step=_step(words, nearest),
        part="year" if nearest in words.deictic else "",
        mod=_mod(words, found),
    )


def year(words: Words, found: re.Match[str]) -> Expression:
    """2017, late 2017."""
    return spanning(found, "given", found["year"], mod=_mod(words, found))


def short_year(words: Words, found: re.Match[str]) -> Expression:
    """'82."""
    number = int(found["digits"])
    return spanning(found, "given", str(number + (1900 if number >= 30 else 2000)), mod=_mod(words, found))


DECADES = dict(
    zip("twenties thirties forties fifties sixties seventies eighties nineties".split(), range(2, 10), strict=True)
)
_DECADES = {
    **DECADES,
    **dict(zip("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(), range(2, 10), strict=True)),
}


def decade(words: Words, found: re.Match[str]) -> Expression:
    """1980s, the '80s, the eighties: 198."""
    if digits := _named(found, "digits"):
        value = digits[:3] if len(digits) == 4 else f"{19 if digits[0] > '2' else 20}{digits[0]}"
    else:
        number = _DECADES[_named(found, "word")]
        value = f"{19 if number > 2 else 20}{number}"
    return spanning(found, "given", value, mod=_mod(words, found))


_ROMAN = {"i": 1, "v": 5, "x": 10}


def century(words: Words, found: re.Match[str]) -> Expression | None:
    """The 19th century: 18."""
    name = _named(found, "number")
    if name.isdigit():
        number = int(name)
    else:
        signs = [_ROMAN.get(sign, 0) for sign in name]
        number = sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True))
    return spanning(found, "given", f"{number - 1:02}", mod=_mod(words, found)) if 1 <= number <= 30 else None


def quarter(words: Words, found: re.Match[str]) -> Expression | None:
    """The fourth quarter of 2005, Q4 2005, the first half of last year, the last quarter."""
    which, code = _named(found, "which"), _named(found, "code")
    last = which in ("last", "final") or words.steps.get(which) == -1
    unit = code[0] if code else words.units.get(_named(found, "unit"), "H")[0]
    top = {"q": 4, "3": 4, "h": 2, "H": 2, "6": 2}[unit]
    number = int(code[1]) if code else top if last else words.ordinals.get(which, 0)
    if not 1 <= number <= top:
        return None
    value = f"{'Q' if top == 4 else 'H'}{number}"
    if year := _named(found, "year"):
        return spanning(found, "given", f"{year}-{value}")
    if relative := _named(found, "rel"):
        return spanning(
            found, "yearless", f"XXXX-{value}", step=_step(words, relative), part="year", base=_base(words, relative)
        )
    if _named(found, "own"):  # the first half of the year
        return spanning(found, "yearless", f"XXXX-{value}", part="year")
    if last and which != "final":
        return spanning(found, "period", unit="3M" if top == 4 else "6M", step=-1)
    # "The first half" alone is as often one of a match as one of a year.
    return spanning(found, "yearless", f"XXXX-{value}") if top == 4 else None


def season(words: Words, found: re.Match[str]) -> Expression:
    """Summer 2017, last summer."""
    value, given, which = words.seasons[_named(found, "season")], _named(found, "year"), _named(found, "which")
    if given:
        return spanning(found, "given", f"{given}-{value}", mod=_mod(words, found))
    if which_year := _named(found, "rel"):
        return spanning(
            found,
            "yearless",
            f"XXXX-{value}",
            step=_step(words, which_year),
            part="year",
            base=_base(words, which_year),
        )
    return spanning(
        found,
        "yearless",
        f"XXXX-{value}",
        step=_step(words, which),
        part="year" if which in words.deictic else "",
        mod=_mod(words, found),
    )


def weekday(words: Words, found: re.Match[str]) -> Expression:
    """Friday, last Friday, Friday morning."""
    which = _named(found, "which") or _named(found, "after")
    part = words.parts[_named(found, "part")] if _named(found, "part") else ""
    value = f"XXXX-WXX-{words.weekdays[_named(found, 'weekday')]}"
    if week := _named(found, "week"):
        return spanning(found, "weekday", value, step=_step(words, week), base=_base(words, week), part="week")
    return spanning(
        found,
        "weekday",
        value,
        step=_step(words, which),
        base=_base(words, which),
        time=part,
        type="TIME" if part else "DATE",
    )


def deictic(words: Words, found: re.Match[str]) -> Expression:
    """Today, yesterday morning, tonight."""
    word = _named(found, "word")
    part = (
        "TNI" if word in ("tonight", "anoche") else words.parts[_named(found, "part")] if _named(found, "part") else ""
    )
    return spanning(found, "shift", unit="D", step=words.days[word], time=part, type="TIME" if part else "DATE")


def part_of_day(words: Words, found: re.Match[str]) -> Expression:
    """This morning, last night, that evening."""
    which, part = _named(found, "which"), words.parts[_named(found, "part")]
    return spanning(
        found, "shift", unit="D", step=_step(words, which), time=part, type="TIME", base=_base(words, which)
    )


def period(words: Words, found: re.Match[str]) -> Expression:
    """Last week, this year, the previous month, the same day."""
    which = _named(found, "which") or _named(found, "after")
    unit = words.units[_named(found, "unit")]
    base = "text" if unit == "D" and which in ("the next", "after", "before") else _base(words, which)
    return spanning(found, "period", unit=unit, step=_step(words, which), base=base, mod=_mod(words, found))


def year_end(words: Words, found: re.Match[str]) -> Expression:
    """Year's end, fin de año: the end of the year that is being written in."""
    del words
    return spanning(found, "period", unit="Y", mod="END")


def eve(words: Words, found: re.Match[str]) -> Expression:
    """La víspera: the day before the one that was told last."""
    del words
    return spanning(found, "shift", unit="D", step=-1, base="text")


def same(words: Words, found: re.Match[str]) -> Expression:
    """The same month of the year before."""
    which = _named(found, "rel")
    unit = words.units.get(_named(found, "unit"), "")
    return spanning(found, "same", unit=unit, step=_step(words, which) or (-1 if which else 0))


def over(words: Words, found: re.Match[str]) -> Expression:
    """The past year: as long as the unit is."""
    return spanning(found, "given", length(1, words.units[_named(found, "unit")]), type="DURATION")


def the_day(words: Words, found: re.Match[str]) -> Expression:
    """The day, the entire year: the one that is being told of."""
    return spanning(found, "period", unit=words.units.get(_named(found, "unit"), "D"), base="text")


def shift(words: Words, found: re.Match[str]) -> Expression | None:
    """Two years ago, three days later; a length where the number is not said, or is of hours."""
    how, unit = _named(found, "how"), words.units[_named(found, "unit")]
    count = number_of(words, _named(found, "number"))
    base = "document" if how in words.from_document else "text"
    if unit[0] == "T" and base == "document" and (count is None or count <= 6):
        return spanning(found, "shift", unit="D")  # a few hours ago: the day it was written, as near as words tell
    if count is None:
        vague = "PAST_REF" if how in words.back else "FUTURE_REF"
        return spanning(found, "given", vague if base == "document" else "XXXX-XX-XX")
    if _named(found, "half"):
        unit, count = {"Y": ("M", 12 * count + 6), "DE": ("Y", 10 * count + 5)}.get(unit, (unit, count + 0.5))
    if unit[0] == "T" or count != int(count) or count > 9999:
        return spanning(found, "given", length(count, unit), type="DURATION")
    return spanning(found, "shift", unit=unit, step=int(-count if how in words.back else count), base=base)


def duration(words: Words, found: re.Match[str]) -> Expression:
    """Almost four months, the last three years, several weeks."""
    count = number_of(words, _named(found, "number") or ("1" if _named(found, "half") else ""))
    if count is not None and _named(found, "half"):
        count += 0.5
    return spanning(found, "given", length(count, words.units[_named(found, "unit")]), type="DURATION")


def recurring(words: Words, found: re.Match[str]) -> Expression:
    """Weekly, every Friday, each year, 15 a year."""
    if adverb := _named(found, "adverb"):
        value = words.adverbs[adverb]
    elif day := _named(found, "weekday"):
        value = f"XXXX-WXX-{words.weekdays[day]}"
    elif part := _named(found, "part"):
        value = f"XXXX-XX-XX{words.parts[part][:3]}"
    else:
        value = length(number_of(words, _named(found, "number")) or 1, words.units[_named(found, "unit")])
    return spanning(found, "given", value, type="SET")


def given(value: str, kind: str = "DATE") -> Reading:
    """Return a reader for words that always have one value (now: PRESENT_REF)."""

    def read(words: Words, found: re.Match[str]) -> Expression:
        del words
        return spanning(found, "given", value, type=kind)

    return read


def season_years(words: Words, found: re.Match[str]) -> Expression | None:
    """The 2008-09 season, the financial year 2009/2010: from the first year to the next."""
    del words
    first, last = found["first"], found["last"]
    last = first[: 4 - len(last)] + last
    return spanning(found, "given", f"{first}/{last}") if int(last) == int(first) + 1 else None


def that(words: Words, found: re.Match[str]) -> Expression:
    """Since then, by that time: the date told last."""
    del words
    return spanning(found, "that", "XXXX-XX-XX")


def spoken_clock(words: Words, found: re.Match[str]) -> Expression | None:
    """Five o'clock, las cinco y media de la tarde."""
    hour = number_of(words, _named(found, "hour"))
    if hour is None or not 0 <= hour <= 24:
        return None
    minute = {"media": 30, "cuarto": 15}.get(_named(found, "past"), 0)
    half = _named(found, "half")
    if half in ("tarde", "noche", "afternoon", "evening", "night") and hour < 12:
        hour += 12
    return spanning(found, "time", f"T{int(hour):02}:{minute:02}", type="TIME")


def name(words: Words, found: re.Match[str]) -> Expression:
    """Black Monday: the name of a day long past, and no Monday of this text."""
    del words
    return spanning(found, "void")


def clock(words: Words, found: re.Match[str]) -> Expression | None:
    """16:00 UTC, 5 p.m., noon."""
    if noon := _named(found, "noon"):
        return spanning(found, "time", words.parts[noon], type="TIME")
    hour = int(_named(found, "hour") or _named(found, "hour24") or _named(found, "hour_utc"))
    minute = int(_named(found, "minute") or _named(found, "minute24") or _named(found, "minute_utc") or 0)
    half = re.sub(r"\W", "", _named(found, "half") or _named(found, "half2"))
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half in ("delatarde", "delanoche") and hour < 12:
        hour += 12
    zone = (_named(found, "zone") or _named(found, "zone_utc")).strip()
    return spanning(found, "time", f"T{hour:02}:{minute:02}{'Z' if zone in ('utc', 'gmt', 'z') else ''}", type="TIME")


def holiday(words: Words, found: re.Match[str]) -> Expression:
    """Christmas Eve, New Year's Day 2010."""
    value = words.holidays[_named(found, "holiday").replace("’", "'")]
    if given_year := _named(found, "year"):
        return spanning(found, "given", f"{given_year}-{value}")
    return spanning(found, "yearless", f"XXXX-{value}", step=_step(words, _named(found, "which")))


def dayless(words: Words, found: re.Match[str]) -> Expression:
    """On the 23rd: the month is open."""
    del words
    return spanning(found, "dayless", f"XXXX-XX-{int(found['day']):02}")
