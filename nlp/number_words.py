"""Numbers in words: the English and Spanish words for them, and what a run of such words is worth."""

from __future__ import annotations

from collections.abc import Sequence

_EN_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ES_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_ES_HUNDREDS = {
    "cien": 100, "ciento": 100, "doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600,
    "setecient": 700, "novecient": 900, "ochocient": 800,
}  # fmt: skip

SMALL: dict[str, dict[str, float]] = {
    "en": {
        **{word: float(n) for n, word in enumerate(_EN_UNITS.split())},
        **{word: 10.0 * n for n, word in enumerate(_EN_TENS.split(), start=2)},
    },
    "es": {
        **{word: float(n) for n, word in enumerate(_ES_UNITS.split())},
        **{word: 10.0 * n for n, word in enumerate(_ES_TENS.split(), start=3)},
        **{
            stem + ending: float(value)
            for stem, value in _ES_HUNDREDS.items()
            for ending in (("os", "as") if stem.endswith("cient") or stem == "quinient" else ("",))
        },
        "dieciseis": 16.0, "veintidos": 22.0, "veintitres": 23.0, "veintiseis": 26.0,
        "veintiún": 21.0, "veintiun": 21.0, "veintiuna": 21.0, "un": 1.0, "una": 1.0,
    },
}  # fmt: skip

SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
        "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "dozens": 12.0,
    },
    "es": {
        "mil": 1e3, "millón": 1e6, "millon": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12, "millardo": 1e9,
        "millardos": 1e9, "docena": 12.0, "docenas": 12.0, "decena": 10.0, "decenas": 10.0, "veintena": 20.0,
        "treintena": 30.0, "cincuentena": 50.0, "centenar": 100.0, "centenares": 100.0, "centena": 100.0, "centenas": 100.0,
        "miles": 1e3, "millar": 1e3, "millares": 1e3,
    },
}  # fmt: skip
"""A long scale in Spanish (billón = 10^12), a short one in English (billion = 10^9)."""

VAGUE = frozenset("hundreds thousands millions billions dozens decenas docenas centenares centenas miles millares".split())
"""Said alone ("hundreds of people") these count no exact number: the base is a lower bound."""

_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_ES_ORDINALS = "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim"

ORDINALS: dict[str, dict[str, int]] = {
    "en": {
        **{word: n for n, word in enumerate(_EN_ORDINALS.split(), start=1)},
        "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
    },
    "es": {
        **{stem + end: n for n, stem in enumerate(_ES_ORDINALS.split(), start=1) for end in ("o", "a", "os", "as")},
        "primer": 1, "tercer": 3, "septimo": 7, "septima": 7, "decimo": 10, "decima": 10, "vigésimo": 20, "vigésima": 20,
    },
}  # fmt: skip

FRACTIONS: dict[str, dict[str, float]] = {
    "en": {
        "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8,
        "tenth": 1 / 10, "hundredth": 1 / 100, "halves": 1 / 2, "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5,
        "sixths": 1 / 6, "sevenths": 1 / 7, "eighths": 1 / 8, "tenths": 1 / 10,
    },
    "es": {
        "mitad": 1 / 2, "tercio": 1 / 3, "tercios": 1 / 3, "tercera": 1 / 3, "cuarto": 1 / 4, "cuartos": 1 / 4, "cuarta": 1 / 4,
        "quinto": 1 / 5, "quintos": 1 / 5, "quinta": 1 / 5, "sexta": 1 / 6, "octavos": 1 / 8, "décima": 1 / 10, "décimas": 1 / 10,
    },
}  # fmt: skip

JOINER = {"en": "and", "es": "y"}


def worth(words: Sequence[str], language: str) -> float | None:
    """Return what a run of lower-case number words is worth, or None where they are no single number.

    "two hundred and five" is 205, "mil doscientos" 1200, "dos mil millones" 2e9; "one two" is no number.
    The joiner ("and", "y") may stand between parts only.
    """
    small, scales = SMALL[language], SCALES[language]
    total, part, last = 0.0, 0.0, 0.0  # `last` is the size of the latest small word: it must shrink
    seen = False
    for word in words:
        if word == JOINER[language]:
            if not seen:
                return None
        elif word in small:
            value = small[word]
            room = 10 if last >= 20 and last < 100 else last
            if last and value >= room:
                return None
            part, last, seen = part + value, value if value else 1.0, True
        elif word in scales:
            scale = scales[word]
            if scale == 100 and language == "en":
                part, last = (part or 1.0) * 100, 100.0
            elif scale > 1000 and 0 < total < scale and language == "es":  # dos mil millones: the whole is scaled
                total, part, last = (total + part) * scale, 0.0, 0.0
            else:
                total, part, last = total + (part or 1.0) * scale, 0.0, 0.0
            seen = True
        else:
            return None
    return total + part if seen else None
