"""Whether two lists of numbers say the same in other units: twelve miles, nineteen kilometres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.spans import Quantity
from nlp.word_lists import words

_UNITS: Final = {
    "length": {
        "mm": 0.001, "millimetre millimeter milímetro": 0.001, "cm": 0.01, "centimetre centimeter centímetro": 0.01, "m metre meter metro": 1.0,
        "km kilometre kilometer kilómetro": 1_000.0, "inch in pulgada": 0.0254, "ft foot feet pie": 0.3048, "yard yd yarda": 0.9144,
        "mile mi milla": 1_609.344,
    },
    "mass": {
        "g gram gramme gramo": 0.001, "kg kilo kilogram kilogramme kilogramo": 1.0, "tonne tonelada": 1_000.0, "oz ounce onza": 0.02835,
        "lb lbs pound libra": 0.45359,
    },
    "area": {"m²": 1.0, "ha hectare hectárea": 10_000.0, "acre": 4_046.86, "km²": 1_000_000.0},
    "volume": {"ml millilitre milliliter mililitro": 0.001, "l litre liter litro": 1.0},
    "speed": {"km/h kph kmh": 1.0, "mph": 1.609344},
}  # fmt: skip
_FACTORS: Final = {
    form: (kind, factor)
    for kind, units in _UNITS.items()
    for names, factor in units.items()
    for name in words(names)
    for form in (name, f"{name}s", f"{name}es")
}
_DEGREES: Final = {"c": (1.0, 0.0), "f": (5 / 9, -160 / 9)}
_ROUNDED = 0.04  # of the value: "12 miles" is 19.3 km, and is written as 19 or as 20
_ROUNDED_DEGREES = 0.6


def same_measures(old: Sequence[Quantity], new: Sequence[Quantity], texts: tuple[str, str]) -> bool:
    """Return whether two sentences give the same numbers but for units: converted ones, or a conversion put beside or taken away.

    A number that is the same in both stands for itself; each other one must be, to a rounding, a measure that the other
    sentence gives in another unit. False where no number was converted.
    """
    rest_old, rest_new = _unlike(old, new), _unlike(new, old)
    if not rest_old and not rest_new:
        return False
    return all(_is_among(q, texts[0], new, texts[1]) for q in rest_old) and all(
        _is_among(q, texts[1], old, texts[0]) for q in rest_new
    )


def other_measure(a: Quantity, b: Quantity) -> bool:
    """Return whether two numbers count different measures: 12 miles, 12 kilometres; "km" and "kilometres" are one."""
    one, other = (_FACTORS.get((q.unit or "").lower()) for q in (a, b))
    return one is not None and other is not None and one != other


def is_unit(word: str) -> bool:
    """Return whether a word is the name or the sign of a measure."""
    return word.lower().strip("°º") in _FACTORS or word.lower() in (
        "c",
        "f",
        "°c",
        "°f",
        "degrees",
        "grados",
        "celsius",
        "fahrenheit",
    )


def _unlike(these: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    left = [other.value for other in others]
    unlike = []
    for quantity in these:
        if quantity.value in left:
            left.remove(quantity.value)
        else:
            unlike.append(quantity)
    return unlike


def _is_among(quantity: Quantity, text: str, others: Sequence[Quantity], their_text: str) -> bool:
    return quantity.high is None and any(
        other.high is None and _same(quantity, text, other, their_text) for other in others
    )


def _same(a: Quantity, in_a: str, b: Quantity, in_b: str) -> bool:
    unit_a, unit_b = (q.unit.lower() if q.unit else "" for q in (a, b))
    one, other = _FACTORS.get(unit_a), _FACTORS.get(unit_b)
    if one and other:
        value, beside = a.value * one[1], b.value * other[1]
        return (
            one[0] == other[0] and unit_a != unit_b and abs(value - beside) <= _ROUNDED * max(abs(value), abs(beside))
        )
    scale_a, scale_b = _scale(a, in_a), _scale(b, in_b)
    if scale_a is None or scale_b is None or scale_a == scale_b:
        return False
    celsius = [q.value * _DEGREES[scale][0] + _DEGREES[scale][1] for q, scale in ((a, scale_a), (b, scale_b))]
    return abs(celsius[0] - celsius[1]) <= _ROUNDED_DEGREES


def _scale(quantity: Quantity, text: str) -> str | None:
    """Return c or f for a temperature; degrees that name no scale are read as Celsius beside Fahrenheit."""
    unit = (quantity.unit or "").lower()
    if not unit.startswith(("°", "º", "degree", "grado")):
        return None
    after = text[quantity.start : quantity.end + 12].lower().lstrip("-0123456789.,° º")
    return "f" if after.startswith("f") or "fahrenheit" in after or unit.endswith("f") else "c"
