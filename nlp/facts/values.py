"""When two dates or two numbers say the same, when one contradicts the other, and when neither can be told."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.spans import Quantity, Timex
from nlp.terms import stem

# "About" allows 5 %: "about 40 %" is borne out by 39.6 % and by 42 %, not by 43 % (the case that issue 6 sets).
ABOUT = 0.05
# "Over 100" is borne out by 103 and by 125: nobody who read 300 writes "over 100", so 300 counts something else.
FAR = 1.25
# From this value on, an equal number in the evidence is taken for the same one whatever noun stands after it
# ("at 31", "the 31-year-old"); smaller ones are too common to tell anything without their noun.
TELLING = 10
# "10 miles" is borne out by 16 km (9.94 miles) and by 16.1 km: a conversion is rounded to what is usual.
CONVERTED = 0.015


_DAY = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_MONTHS = re.compile(r"\d\d(?:-\d\d)?")
_DAY_OF_MONTH = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_POINTS = re.compile(
    r"(?i)\b(?:last|next|this|past|previous|following|same|ago|later|pasad[oa]|próxim[oa]|este|esta|mismo|anterior|siguiente)\b"
)
_WRITTEN_YEAR = re.compile(r"\d{4}|\d[/.-]\d")
_DAYS = re.compile(r"(?:\d{4}|XXXX)-\d\d(?:-\d\d)?")


def dates_agree(claim: Timex, source: Timex) -> bool:
    """Say whether the source's date bears out the claim's: it lies within it.

    "2015" is borne out by "12 March 2015"; "12 March 2015" is not by "2015", which says less. A day that the source
    gives without its year ("on May 7", with nothing to tell the year by) is borne out by the same day of any year, and
    so is a month or a day that the claim gives so ("in May"); the two ends of an interval ("from 1994 to 1996") bear out
    themselves, and are borne out by two days within them. Where neither text writes the year, each was given that of its own
    text, which tells nothing.
    """
    if _without_year(claim) and _without_year(source) and source.value[5:].startswith(claim.value[5:]):
        return True
    if claim.value.startswith("XXXX-"):
        asked, days = claim.value[5:], source.value.split("/")
        return bool(_MONTHS.fullmatch(asked)) and any(_DAYS.fullmatch(d) and d[5:].startswith(asked) for d in days)
    if source.value.startswith("XXXX"):
        return len(claim.value) >= len("2018-05") and claim.value[5:] == source.value[5:]
    if not (claim.earliest and claim.latest and source.earliest and source.latest):
        return False
    if "/" in claim.value:
        return (claim.earliest, claim.latest) == (source.earliest, source.latest) or _ends_within(claim, source)
    if "/" in source.value and any(claim.earliest <= end <= claim.latest for end in (source.earliest, source.latest)):
        return True
    return claim.earliest <= source.earliest and source.latest <= claim.latest


def dates_conflict(claim: Timex, source: Timex) -> bool:
    """Say whether the source's date excludes the claim's: no day in common, and of like precision.

    A bare year and a day are not: a text names a year for many things.
    """
    if _without_year(claim) and _without_year(source):
        return claim.value[5:7] != source.value[5:7] or (
            len(claim.value) == len(source.value) and claim.value[5:] != source.value[5:]
        )
    if source.value.startswith("XXXX-"):
        return (
            bool(_DAY.fullmatch(claim.value) and _DAY.fullmatch(source.value)) and claim.value[5:] != source.value[5:]
        )
    if not (claim.earliest and claim.latest and source.earliest and source.latest):
        return False
    apart = claim.latest < source.earliest or source.latest < claim.earliest
    alike = len(claim.value) == len(source.value) or min(len(claim.value), len(source.value)) >= len("2015-03")
    return apart and claim.type == source.type == "DATE" and alike and "/" not in source.value


def dates_differ(claim: Timex, source: Timex) -> bool:
    """Say whether the dates of one and the same statement differ: as `dates_conflict`, and two intervals do by either end."""
    both = "/" in claim.value and "/" in source.value
    return dates_conflict(claim, source) or (
        both
        and (claim.earliest, claim.latest) != (source.earliest, source.latest)
        and not (_ends_within(claim, source) or _ends_within(source, claim))
    )


def _without_year(date: Timex) -> bool:
    """Say whether a date is a month or a day of one that is written without its year ("3 February", "en septiembre")."""
    if _WRITTEN_YEAR.search(date.text) or _POINTS.search(date.text):
        return False
    named = _DAY.fullmatch(date.value) and _DAY_OF_MONTH.search(date.text)
    return bool(named or re.fullmatch(r"\d{4}-\d\d", date.value))


def _ends_within(wide: Timex, narrow: Timex) -> bool:
    """Say whether each end of an interval lies within the same end of another: "January 1984 to June 1990" in "1984 to 1990"."""
    outer, inner = wide.value.split("/"), narrow.value.split("/")
    return len(outer) == len(inner) and all(len(o) >= 4 and i.startswith(o) for o, i in zip(outer, inner, strict=True))


def numbers_agree(claim: Quantity, source: Quantity, *, across: bool = False) -> bool:
    """Say whether the source's number bears out the claim's: unit, bound and rounding considered.

    `across` two languages a noun cannot be compared: only percent and currencies are held to be the same.

    An exact number of the claim is borne out by an equal one, or by one that rounds to it at the places it is
    written to ("1.2 million" by 1,234,567; "40 %" by 39.6 %). "Over 100" is borne out by 103, not by 97.
    """
    claim, source = _same_measure(_as_percent(claim, source), _as_percent(source, claim))
    if not _units_agree(
        _abstract(claim.unit) if across else claim.unit, _abstract(source.unit) if across else source.unit
    ):
        return False
    if claim.high is not None:
        low, high = claim.value, claim.high
        return (source.value, source.high) == (low, high) or (
            source.high is None and low <= source.value <= high and (claim.unit is not None or source.unit is None)
        )
    if source.high is not None:
        return claim.bound == "about" and source.value <= claim.value <= source.high
    value, other = claim.value, source.value
    match claim.bound:
        case "over":
            return value <= other <= value * FAR and (
                source.bound in ("exact", "about") or (source.bound == claim.bound and other == value)
            )
        case "under":
            return value / FAR <= other <= value and (
                source.bound in ("exact", "about") or (source.bound == claim.bound and other == value)
            )
        case "about" if source.bound != "about":
            return abs(other - value) <= ABOUT * abs(value)
        case _:
            return abs(other - value) <= _half_step(claim) + 1e-9 * abs(value)


def _as_percent(number: Quantity, beside: Quantity) -> Quantity:
    """Return a share in words ("a third of the boats") as percent where the other one is percent, and stays one of words."""
    if beside.unit != "%" or number.unit == "%" or not 0 < number.value < 1 or number.high is not None:
        return number
    return replace(number, value=100 * number.value, unit="%", text=f"{100 * number.value:.0f}")


def _same_measure(claim: Quantity, source: Quantity) -> tuple[Quantity, Quantity]:
    """Return two measures of one kind in one unit: a source's kilometres as a claim's miles, rounded as the claim is.

    Who converts rounds: what is within CONVERTED of the claim's figure is that figure.
    """
    own, other = _SIZES.get(_base(claim.unit)), _SIZES.get(_base(source.unit))
    if claim.unit is None or source.unit is None or not own or not other or own == other or own[0] != other[0]:
        return claim, source
    factor = other[1] / own[1]
    value = source.value * factor
    if source.high is None and claim.bound == "exact" and abs(value - claim.value) <= CONVERTED * abs(claim.value):
        value = claim.value
    return claim, replace(source, value=value, high=source.high and source.high * factor, unit=claim.unit)


def numbers_conflict(claim: Quantity, source: Quantity, *, bare: bool = False) -> bool:
    """Say whether the source gives another number of the same unit; a number without a unit conflicts with none, or,
    where `bare` (both stand in the same statement), with another one without.

    What a bound implies does not conflict: 300 is over 100, though hardly the number that was meant.
    """
    if numbers_agree(claim, source):
        return False
    if claim.unit is None or source.unit is None:
        return bare and claim.unit == source.unit and claim.bound == source.bound == "exact"
    implied = {
        "over": source.value >= claim.value and source.bound != "under",
        "under": source.value <= claim.value and source.bound != "over",
    }.get(claim.bound, False)
    one, other = _base(claim.unit), _base(source.unit)
    return (not implied and one == other) or (claim.value == source.value and _kind(one) == _kind(other) != "")


def _kind(base: str) -> str:
    """Return what a unit measures, "money" for a currency, "" for what is counted: 10 miles are not 10 km, $5 not €5."""
    return "money" if _abstract(base) and base != "%" else _SIZES.get(base, ("",))[0]


def _abstract(unit: str | None) -> str | None:
    """Return a unit that is the same in every language (percent, a currency), else None."""
    return unit if unit and (unit == "%" or (unit.isupper() and len(unit) == 3)) else None


def _units_agree(a: str | None, b: str | None) -> bool:
    if (a == "ordinal") != (b == "ordinal"):
        return False  # "9 World Trade Center" is not the ninth of something
    if a is None or b is None:
        return not (_abstract(a) or _abstract(b))
    one, other = _base(a), _base(b)
    return (
        one == other
        or one in _GENERIC
        or other in _GENERIC
        or other in _CALLED.get(one, ())
        or one in _CALLED.get(other, ())
    )


def _base(unit: str | None) -> str:
    """Return what a unit comes down to: the stem of its last word, one spelling and one name for each measure."""
    last = (unit or "").rpartition(" ")[2]
    root = stem(last) if last.isalpha() and not _abstract(last) else last
    return _SPELLINGS.get(root, root)


# Currencies that many countries call by one word: "48 million pounds" is £48m.
_CALLED = {
    stem("pounds"): ("GBP", "EGP"), stem("libras"): ("GBP", stem("pounds")), stem("pesos"): ("MXN", "ARS", "CLP", "COP", "UYU"),
    stem("francs"): ("CHF",), stem("francos"): ("CHF", stem("francs")),
}  # fmt: skip
# Nouns that can count anything that another noun counts ("12 people", "12 journalists").
_GENERIC = frozenset(map(stem, "people persons others members individuals items times personas miembros".split()))


# Measures are never another word for something else that is counted: 5 km are not 5 miles.
_SPELLINGS = {
    stem(form): name
    for name, forms in {
        "m": "metre meter metro", "km": "kilometre kilometer kilómetro", "cm": "centimetre centimeter", "kg": "kilogram kilogramme kilo",
        "mile": "mile milla", "t": "tonne tonelada", "l": "litre liter litro", "ft": "foot feet pie", "h": "hour hora", "ha": "hectare hectárea",
        "year": "year-old año",
    }.items()
    for form in (name, *forms.split())
}  # fmt: skip
# What a measure measures, and how much of its kind's first unit it is.
_SIZES = {
    "m": ("length", 1.0), "km": ("length", 1000.0), "cm": ("length", 0.01), "mm": ("length", 0.001), "mile": ("length", 1609.344),
    "ft": ("length", 0.3048), "yard": ("length", 0.9144), "inch": ("length", 0.0254), "kg": ("mass", 1.0), "g": ("mass", 0.001),
    "t": ("mass", 1000.0), "lb": ("mass", 0.45359), "ha": ("area", 1.0), "acre": ("area", 0.404686), "km²": ("area", 100.0),
}  # fmt: skip
_MEASURES = frozenset([*_SPELLINGS.values(), "acre", "pound", "ton", "gallon", "inch", "yard", "g", "mm"])


def _half_step(number: Quantity) -> float:
    """Return half of the last place that a number is written to: 0.5 for 40, 0.05 million for 1.2 million; 0 for a count.

    Only a share, a number with decimals, or one with a scale word is rounded by those who write it; a bare count is not.
    """
    figure = re.search(r"\d+(?:[.,]\d+)*", number.text)
    if figure is None:
        return 0.0
    digits = figure.group()
    decimals = len(digits.rpartition(".")[2]) if re.search(r"\.\d{1,2}$|\.\d{4,}$", digits) else 0
    shown = float(re.sub(r"[^\d.]", "", digits).rstrip(".") or 0) if digits.count(".") <= 1 else 0.0
    if not shown:
        return 0.0
    scale = number.value / shown
    if scale < 2 and not decimals and number.unit != "%":
        return 0.0
    return 0.5 * scale * 10.0**-decimals
