"""Dates that a letterhead or a note prints in full, as ISO 8601; relative dates are nlp.dates.find' work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene janvier januar janeiro gennaio",
            "february feb febrero février fevrier februar fevereiro febbraio",
            "march mar marzo mars märz março",
            "april apr abril abr avril aprile",
            "may mayo mai maio maggio",
            "june jun junio juin juni junho giugno",
            "july jul julio juillet juli julho luglio",
            "august aug agosto ago août aout",
            "september sept sep septiembre setiembre septembre setembro settembre",
            "october oct octubre octobre oktober outubro ottobre",
            "november nov noviembre novembre novembro",
            "december dec diciembre dic décembre decembre dezember dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)"
_DAY = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.|º|°|er|re)?"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-]|\.\d)", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[0-3]?\d)",
        rf"(?P<n>{_NAME})\.?\s{{1,2}}{_DAY},?\s{{1,2}}{_YEAR}",
        rf"{_DAY}\s{{1,2}}(?:de\s|of\s)?(?P<n>{_NAME})\.?,?\s{{1,2}}(?:de\s|del\s)?{_YEAR}",
        rf"(?P<d>[0-3]?\d)-(?P<n>{_NAME})-{_YEAR}",
        rf"(?P<n>{_NAME})\.?,?\s{{1,2}}(?:de\s|del\s|of\s)?{_YEAR}",
    )
)
# 4/8/2011 is April in the United States and August elsewhere: only a day past 12 settles it.
_SLASHED = re.compile(rf"(?<![\w/.-])(?P<a>[0-3]?\d)[/.](?P<b>[0-3]?\d)[/.]{_YEAR}(?![\w/-])")
_A_YEAR = re.compile(r"[12](?:(?<=1)[5-9]|0)\d\d")  # without one there is no date
_A_MONTH = re.compile(_NAME, re.IGNORECASE)
_SIGNS = ("-", "/", ".")
_BEFORE, _AFTER = 48, 12  # characters of a date before its year and after it, and more
_YEAR_ALONE = re.compile(rf"(?<![\w/.§-])(?<!§\s){_YEAR}(?![\w/§-]|\.\d|,\d)")


def dates_in(text: str, *, years: bool = False) -> list[tuple[int, int, str]]:
    """Return (start, end, ISO date) of the full dates and months of a text, in order; with `years` also bare years."""
    found: list[tuple[int, int, str]] = []
    worded, figured = _parts(text)
    if not (worded or figured or years):
        return found

    def add(match: re.Match[str], iso: str | None) -> None:
        if iso and not any(a < match.end() and match.start() < b for a, b, _ in found):
            found.append((match.start(), match.end(), iso))

    for number, pattern in enumerate(_PATTERNS):
        for match in _matches(pattern, text, worded if number else figured):
            groups = match.groupdict()
            month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["n"].lower()]
            add(match, iso_date(int(groups["y"]), month, int(groups["d"]) if groups.get("d") else None))
    for match in _matches(_SLASHED, text, figured):
        first, second = int(match["a"]), int(match["b"])
        if first > 12 or first == second:
            add(match, iso_date(int(match["y"]), second, first))
        elif second > 12:
            add(match, iso_date(int(match["y"]), first, second))
    if years:
        for match in _YEAR_ALONE.finditer(text):
            add(match, match["y"])
    return sorted(found)


def _matches(pattern: re.Pattern[str], text: str, parts: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    return chain.from_iterable(pattern.finditer(text, start, end) for start, end in parts)


def _parts(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the parts of a text in which a date of words and one of figures may stand: about its years, so that the rest is not searched."""
    worded: list[tuple[int, int]] = []
    figured: list[tuple[int, int]] = []
    for year in _A_YEAR.finditer(text):
        start, end = year.span()
        part = max(0, start - _BEFORE), min(len(text), end + _AFTER)
        before = text[start - 1 : start]
        if (before.isspace() or before == "-") and _A_MONTH.search(text, max(0, start - 32), start):
            _add(worded, part)
        if text[end : end + 1] in _SIGNS or before in _SIGNS:
            _add(figured, part)
    return worded, figured


def _add(parts: list[tuple[int, int]], part: tuple[int, int]) -> None:
    if parts and part[0] <= parts[-1][1]:
        parts[-1] = parts[-1][0], part[1]
    else:
        parts.append(part)


def iso_date(year: int, month: int | None, day: int | None) -> str | None:
    """Return YYYY-MM-DD, YYYY-MM or YYYY; None where the calendar has no such day."""
    if not 1 <= year <= 9999:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        whole = date(year, month, day or 1)
    except (ValueError, OverflowError):
        return None
    return whole.isoformat() if day else f"{year:04d}-{month:02d}"


_UPDATE = re.compile(
    r"\W{0,3}(?:last\s)?(?:updated?|correction|corrected|posted|editor[’']s note|actualizaci[óo]n|actualizado|correcci[óo]n|nota del editor)"
    r"(?:\s(?:on|of|el|del|a|al))?[\s:,.(–—-]{0,4}",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"\s?(?:[:–—|]|-\s|[)\]][\s:.–—-]|[)\]]?$)")


def date_in_force(text: str, *, heading: bool) -> str | None:
    """Return the date that a heading puts over its section, or an entry over itself (ISO 8601); None where it names none so.

    An entry of a timeline or of a blog begins with its date and a colon or a dash ("3 May 2019: …"), an update says that
    it is one ("Update, 3 May 2019: …"); a heading may also be a date and no more than a word or two. A date of which a
    text merely speaks ("The vote of 3 May") is in force nowhere.
    """
    found = [spot for spot in dates_in(text[:120]) if len(spot[2]) == 10]
    if not found:
        return None
    start, end, iso = found[0]
    update = _UPDATE.match(text)
    begins = (
        start <= 1
        or bool(re.fullmatch(r"[^\W\d_]{3,9},?\s", text[:start]))
        or (update is not None and start <= update.end())
    )
    if begins and _AFTER_DATE.match(text, end):
        return iso
    return iso if heading and begins and len(text) - (end - start) <= 20 else None
